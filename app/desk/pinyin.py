"""Finding Chinese names by what people type: the characters, the pinyin, or its initials.

The dictionary takes a moment to load, so it is loaded at the first question; ask in a lane, not on the thread of a screen. That
of phrases stays unloaded: it takes 45 MB to tell the reading of some dozen characters in names, which both are found by here.
"""

from __future__ import annotations

import os
from functools import lru_cache

OTHER_READINGS = {
    "重": "虫", "调": "条", "塞": "色", "似": "四", "角": "绝", "行": "杭", "弹": "谈", "长": "常", "乐": "月", "校": "叫",
    "曾": "增", "单": "善", "解": "谢", "仇": "求", "查": "渣", "朴": "飘", "盛": "成", "覃": "秦", "翟": "宅", "尉": "玉",
    "朝": "招", "乘": "胜", "降": "祥", "传": "赚", "藏": "葬",
}  # fmt: skip
"""Characters of names with two readings: a character of one reading that sounds like the other."""


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """The first letter of each character's pinyin in lower case, other characters as they are: 金通 02 is jt02."""
    return "".join(_syllables(name, first_letters=True))


@lru_cache(maxsize=20_000)
def spelled(name: str) -> str:
    """The name in pinyin without tones and blanks, in lower case: 金通 02 is jintong02."""
    return "".join(_syllables(name, first_letters=False))


def keys_of(name: str) -> tuple[str, ...]:
    """What a query is looked for in: the name in lower case without blanks, its pinyin, its initials; both again with the other
    reading of characters that have one (长江路 is found by cj and by zj).
    """
    keys = ("".join(name.casefold().split()), spelled(name), initials(name))
    other = "".join(OTHER_READINGS.get(character, character) for character in name)
    return keys if other == name else (*keys, spelled(other), initials(other))


def finds(query: str, keys: tuple[str, ...]) -> bool:
    """Whether the query is part of one of the keys; an empty query finds everything."""
    wanted = "".join(query.casefold().split())
    return any(wanted in key for key in keys)


def _syllables(name: str, *, first_letters: bool) -> list[str]:
    os.environ["PYPINYIN_NO_PHRASES"] = "true"
    from pypinyin import Style, lazy_pinyin  # loads its dictionary, see above

    style = Style.FIRST_LETTER if first_letters else Style.NORMAL
    return ["".join(part.casefold().split()) for part in lazy_pinyin(name, style=style)]
