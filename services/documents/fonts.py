"""Which font files a paper is set with, in a fixed order of preference, and how honest that is.

Order: a folder of the customer's own licensed fonts, the desktop's own Chinese fonts, the free fonts that set-up brings. Only
files found here reach the typesetter, never a system font by chance, so two desks with the same chain make the same bytes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

import typst
from msgspec import Struct

from app.domain.problems import Code, Problem

FONT_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})


class Style(StrEnum):
    """A part that a font plays on the page."""

    LATIN = "latin"
    FANGSONG = "fangsong"
    KAI = "kai"
    HEI = "hei"
    SONG = "song"
    TITLE = "title"


class Origin(StrEnum):
    """Where a font came from."""

    CONFIGURED = "configured"
    DESKTOP = "desktop"
    FREE = "free"


class Candidate(Struct, frozen=True):
    """A font that can play a part: the lower-case names of its files (in a customer's folder also of its family), and whether
    it is the real thing or stands in for it."""

    style: Style
    origin: Origin
    names: tuple[str, ...]
    genuine: bool = True


class Chosen(Struct, frozen=True):
    """The family that plays a part first, where it came from, and whether it stands in for a face that is missing."""

    style: Style
    family: str
    origin: Origin
    genuine: bool


class FontChain(Struct, frozen=True):
    """The files and, for every style, the families to try glyph by glyph.

    `families` is keyed by style value. Made by `find_fonts`.
    """

    files: tuple[Path, ...]
    families: dict[str, tuple[str, ...]]
    chosen: tuple[Chosen, ...]

    @property
    def fangsong_is_fallback(self) -> bool:
        """True where body text is not set in a 仿宋; the editor says so."""
        return any(one.style is Style.FANGSONG and not one.genuine for one in self.chosen)

    @property
    def statement(self) -> str:
        """One Chinese line naming the chain, for the file's properties and the editor."""
        parts = (f"{_STYLE_NAMES[one.style]} {one.family}{'' if one.genuine else '（代用）'}" for one in self.chosen)
        return "字体：" + "；".join(parts)

    def loaded(self) -> typst.Fonts:
        """The files opened for the typesetter, and no others (50 to 100 ms)."""
        return _scan(self.files)


_STYLE_NAMES = {
    Style.LATIN: "西文",
    Style.FANGSONG: "仿宋",
    Style.KAI: "楷体",
    Style.HEI: "黑体",
    Style.SONG: "宋体",
    Style.TITLE: "小标宋",
}

_FANGSONG = ("simfang.ttf", "fangsong_gb2312", "仿宋_gb2312", "fangsong", "仿宋", "stfangso.ttf", "stfangsong", "fzfangsong-z02s")
_KAI = ("simkai.ttf", "kaiti_gb2312", "楷体_gb2312", "kaiti", "楷体", "stkaiti.ttf", "stkaiti", "fzkai-z03s")
_HEI = ("simhei.ttf", "simhei", "黑体", "stheiti", "fzhei-b01s")
_SONG = ("simsun.ttc", "simsun.ttf", "simsun", "宋体", "stsong.ttf", "stsong", "fzshusong-z01s")
_TITLE = (
    "fzxbsjw.ttf",
    "fzxbsjw--gb1-0.ttf",
    "fzxbsk.ttf",
    "fzxiaobiaosong-b05s",
    "fzxiaobiaosong-b05",
    "方正小标宋简体",
    "方正小标宋_gbk",
)
_TIMES = ("times.ttf", "timesbd.ttf")
_NOTO_SERIF = ("notoserifcjk-regular.ttc", "notoserifcjksc-regular.otf")
_NOTO_SERIF_BOLD = ("notoserifcjk-bold.ttc", "notoserifcjksc-bold.otf")
_NOTO_SANS = ("notosanscjk-regular.ttc", "notosanscjksc-regular.otf", "notosanscjk-bold.ttc", "notosanscjksc-bold.otf")

CANDIDATES: tuple[Candidate, ...] = (
    *(
        Candidate(style, origin, names)
        for origin in (Origin.CONFIGURED, Origin.DESKTOP)
        for style, names in (
            (Style.LATIN, _TIMES),
            (Style.FANGSONG, _FANGSONG),
            (Style.KAI, _KAI),
            (Style.HEI, _HEI),
            (Style.SONG, _SONG),
            (Style.TITLE, _TITLE),
        )
    ),
    Candidate(Style.LATIN, Origin.FREE, ("liberationserif-regular.ttf", "liberationserif-bold.ttf")),
    Candidate(Style.FANGSONG, Origin.FREE, ("zhuquefangsong-regular.ttf",)),
    Candidate(Style.FANGSONG, Origin.FREE, ("fandolfang-regular.otf",)),
    Candidate(Style.FANGSONG, Origin.FREE, _NOTO_SERIF, genuine=False),
    Candidate(Style.KAI, Origin.FREE, ("lxgwwenkai-regular.ttf",)),
    Candidate(Style.KAI, Origin.FREE, _NOTO_SERIF, genuine=False),
    Candidate(Style.HEI, Origin.FREE, _NOTO_SANS),
    Candidate(Style.SONG, Origin.FREE, _NOTO_SERIF),
    Candidate(Style.TITLE, Origin.FREE, _NOTO_SERIF_BOLD, genuine=False),
)

# A collection holds the faces of several regions; papers are set with the simplified Chinese one.
_REGION = {"Noto Serif CJK JP": "Noto Serif CJK SC", "Noto Sans CJK JP": "Noto Sans CJK SC", "NSimSun": "SimSun"}


def desktop_places() -> tuple[Path, ...]:
    """The folders in which this desktop keeps fonts."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return (windows, Path(local) / "Microsoft" / "Windows" / "Fonts") if local else (windows,)
    shared = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    texlive = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
    return (Path("/usr/local/share/fonts"), shared / "fonts", Path("/usr/share/fonts"), texlive)


def find_fonts(configured: Path | None = None, *, places: Sequence[Path] | None = None) -> FontChain:
    """The chain for this machine: `configured` is the customer's folder, `places` the desktop's (by default its own).

    Raises FONTS_MISSING, naming the styles, when a style has no Chinese font at all.
    """
    own = _by_name((configured,) if configured else ())
    own |= {family.lower(): file for file, family in _family_names(tuple(own.values())).items()}
    shared = _by_name(desktop_places() if places is None else places)
    found: list[tuple[Candidate, tuple[Path, ...]]] = []
    for candidate in CANDIDATES:
        shelf = own if candidate.origin is Origin.CONFIGURED else shared
        # A customer may keep free fonts in the folder too.
        files = tuple(dict.fromkeys(f for name in candidate.names if (f := shelf.get(name) or own.get(name))))
        if files:
            found.append((candidate, files))
    return _chain(found)


def _by_name(places: Iterable[Path]) -> dict[str, Path]:
    """Font files by lower-case name; the first place that has a name wins."""
    shelf: dict[str, Path] = {}
    for file in _font_files(places):
        shelf.setdefault(file.name.lower(), file)
    return shelf


def _font_files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        for folder, folders, names in os.walk(place):
            folders.sort()
            yield from (Path(folder, name) for name in sorted(names) if Path(name).suffix.lower() in FONT_SUFFIXES)


def _chain(found: Sequence[tuple[Candidate, tuple[Path, ...]]]) -> FontChain:
    files = tuple(dict.fromkeys(file for _, group in found for file in group))
    named = _family_names(files)
    readable = [(candidate, named[group[0]]) for candidate, group in found if group[0] in named]
    # The last resort of every style: whatever Chinese family is there, 宋 before 黑.
    spare = [name for style in (Style.SONG, Style.HEI, Style.KAI) for c, name in readable if c.style is style]
    missing = [_STYLE_NAMES[style] for style in Style if style is not Style.LATIN and not spare]
    if missing:
        raise Problem(Code.FONTS_MISSING, styles="、".join(missing))
    families: dict[str, tuple[str, ...]] = {}
    chosen: list[Chosen] = []
    for style in Style:
        ranked = [(c, name) for c, name in readable if c.style is style]
        families[style.value] = tuple(dict.fromkeys([name for _, name in ranked] + (spare if style is not Style.LATIN else [])))
        if ranked:
            first, name = ranked[0]
            chosen.append(Chosen(style, name, first.origin, first.genuine))
        elif style is not Style.LATIN:
            chosen.append(Chosen(style, spare[0], Origin.FREE, genuine=False))
    return FontChain(files=files, families=families, chosen=tuple(chosen))


def _family_names(files: Sequence[Path]) -> dict[Path, str]:
    """The family as the typesetter names it; a file that it cannot read is left out."""
    names: dict[Path, str] = {}
    by_real = {file.resolve(): file for file in files}
    for info in _scan(files).fonts():
        file = by_real.get(Path(info.path or "").resolve())
        if file is not None:
            family = _REGION.get(info.family, info.family)
            names.setdefault(file, family)
    return names


def _scan(files: Sequence[Path]) -> typst.Fonts:
    """Opens exactly these files: the typesetter takes folders, so they are gathered in one for the moment of the scan."""
    with tempfile.TemporaryDirectory(prefix="gridplus-fonts-") as folder:
        try:
            for number, file in enumerate(files):
                os.symlink(file, Path(folder, f"{number:02}{file.suffix}"))
            places = [folder]
        except OSError:
            # Windows lets only some users link; whole folders are slower but name the same families.
            places = sorted({str(file.parent) for file in files})
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=places)
