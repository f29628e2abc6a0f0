"""The chain of fonts: whose come first, what stands in, what is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.problems import Code, Problem
from services.documents.fonts import FontChain, Origin, Style, find_fonts
from services.documents.press import Press
from tests.documents.samples import STAMP, paper, text


def file_of(fonts: FontChain, name: str) -> Path:
    """A font file of this machine, or a skip."""
    found = [file for file in fonts.files if file.name == name]
    if not found:
        pytest.skip(f"{name} is not installed")
    return found[0]


def first(chain: FontChain, style: Style) -> tuple[str, Origin, bool]:
    one = next(one for one in chain.chosen if one.style is style)
    return one.family, one.origin, one.genuine


def test_without_any_chinese_font_the_missing_styles_are_named(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        find_fonts(places=(tmp_path,))
    assert caught.value.code is Code.FONTS_MISSING
    assert "仿宋" in caught.value.data["styles"]


def test_a_chain_without_fangsong_says_that_another_face_stands_in(fonts: FontChain, tmp_path: Path) -> None:
    shutil.copy(file_of(fonts, "NotoSerifCJK-Regular.ttc"), tmp_path)

    chain = find_fonts(places=(tmp_path,))

    assert chain.fangsong_is_fallback
    assert first(chain, Style.FANGSONG) == ("Noto Serif CJK SC", Origin.FREE, False)
    assert "仿宋 Noto Serif CJK SC（代用）" in chain.statement
    assert chain.families[Style.HEI.value] == ("Noto Serif CJK SC",)


def test_a_customers_own_font_comes_first_and_is_used(fonts: FontChain, tmp_path: Path) -> None:
    # Any Chinese font under the name of the official one will do to see which is taken.
    shutil.copy(file_of(fonts, "LXGWWenKai-Regular.ttf"), tmp_path / "SIMFANG.TTF")

    chain = find_fonts(tmp_path)

    assert not chain.fangsong_is_fallback
    assert first(chain, Style.FANGSONG) == ("LXGW WenKai", Origin.CONFIGURED, True)
    assert chain.families[Style.FANGSONG.value][0] == "LXGW WenKai"
    assert b"LXGWWenKai" in Press(chain).pdf(paper(text("网格运行")), stamp=STAMP)


def test_a_desktops_font_comes_before_the_free_ones(fonts: FontChain, tmp_path: Path) -> None:
    shutil.copy(file_of(fonts, "LXGWWenKai-Regular.ttf"), tmp_path / "simkai.ttf")
    shutil.copy(file_of(fonts, "NotoSerifCJK-Regular.ttc"), tmp_path)

    assert first(find_fonts(places=(tmp_path,)), Style.KAI) == ("LXGW WenKai", Origin.DESKTOP, True)


def test_a_damaged_font_file_is_passed_over(fonts: FontChain, tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").write_bytes(b"not a font")

    assert first(find_fonts(tmp_path), Style.FANGSONG) == first(fonts, Style.FANGSONG)


def test_only_the_chosen_files_are_opened(fonts: FontChain) -> None:
    opened = {Path(info.path or "").resolve() for info in fonts.loaded().fonts()}

    assert opened == {file.resolve() for file in fonts.files}
