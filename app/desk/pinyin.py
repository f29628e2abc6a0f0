"""Finding Chinese names by what people type: the characters, the pinyin, or its initials.

The dictionary takes a quarter of a second to load, so it is loaded at the first question; ask in a lane, not on the thread of a
screen.
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """The first letter of each character's pinyin in lower case, other characters as they are: 金通 02 is jt02."""
    return "".join(_syllables(name, first_letters=True))


@lru_cache(maxsize=20_000)
def spelled(name: str) -> str:
    """The name in pinyin without tones and blanks, in lower case: 金通 02 is jintong02."""
    return "".join(_syllables(name, first_letters=False))


def keys_of(name: str) -> tuple[str, str, str]:
    """What a query is looked for in: the name in lower case without blanks, its pinyin, its initials."""
    return "".join(name.casefold().split()), spelled(name), initials(name)


def finds(query: str, keys: tuple[str, ...]) -> bool:
    """Whether the query is part of one of the keys; an empty query finds everything."""
    wanted = "".join(query.casefold().split())
    return any(wanted in key for key in keys)


def _syllables(name: str, *, first_letters: bool) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # loads its dictionary, see above

    style = Style.FIRST_LETTER if first_letters else Style.NORMAL
    return ["".join(part.casefold().split()) for part in lazy_pinyin(name, style=style)]
