"""Text arrives on the page as it was typed, or a numbered problem says why not."""

from __future__ import annotations

import msgspec
import pytest

from app.desk.document import Column, Document, Heading, Para, Profile, Run, Sentence, Table
from app.domain.problems import Code, Problem
from services.documents.payload import cleaned, printable
from services.documents.press import Press
from tests.documents.conftest import Printer
from tests.documents.samples import STAMP, chart_annex, minutes, paper, text, weekly

HOSTILE = (
    '#let x = read("/etc/passwd")',
    "#{panic()} $sum_(i=1)^n$ @label <label> *bold* _it_ `raw` \\n \\u{41}",
    "= 标题 - 列表 + 编号 / 项: // 注释 /* 注释 */ ~ -- --- ... 1/2",
    "</w:t><w:r> & &amp; <b>粗</b> <script>alert(1)</script> ]]>",
    "{name} %s %(x)s ${HOME} $(id) `id` ';DROP TABLE x;--",
)


@pytest.mark.parametrize("document", [minutes(extra=chart_annex()), weekly()], ids=["minutes", "weekly"])
def test_paper_can_be_searched_for_the_characters_that_were_typed(printed: Printer, document: Document) -> None:
    found = printed(document).text()

    assert "\u7f51\u683c" in found  # 网格
    radicals = [c for c in found if "\u2e80" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufaff"]
    assert not radicals


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("profile", list(Profile))
def test_markup_is_printed_and_never_obeyed(printed: Printer, words: str, profile: Profile) -> None:
    table = Table(columns=(Column(words), Column("乙", 20)), rows=((words, (words[:9], "丙")),), title=words)
    document = paper(Heading(words), text(words), Sentence(words), table, profile=profile, title=(words,))

    found = printed(document).text()

    bare = "".join(words.split())
    # Title, heading, paragraph, sentence, table title and head; the last may be set over several lines among others.
    assert found.count(bare) >= 5


def test_a_name_outside_gb_2312_is_printed(printed: Printer) -> None:
    names = "喆玥瑄珺昇旻堃祎翀溇"
    assert names in printed(paper(text(f"出席：{names}。"))).text()


def test_an_emoji_is_a_numbered_problem_that_names_it(press: Press) -> None:
    document = paper(text("已办结😀👍"))

    for make in (lambda: press.pdf(document, stamp=STAMP), lambda: press.pages(document)):
        with pytest.raises(Problem) as caught:
            make()
        assert caught.value.code is Code.GLYPH_MISSING
        assert caught.value.data["glyphs"] == "😀 👍"


def test_a_character_that_cannot_be_shown_is_named_by_its_number(press: Press) -> None:
    with pytest.raises(Problem) as caught:
        press.pdf(paper(text("a\ue000b")), stamp=STAMP)
    assert caught.value.data["glyphs"] == "U+E000"


def test_control_characters_and_direction_overrides_are_left_out(printed: Printer) -> None:
    assert "甲乙丙丁戊己" in printed(paper(text("甲\x07乙\x1b丙\u202e丁\u200b戊\ud800\ufffe己"))).text()
    assert printable("a\tb\x85c\r\nd") == "a b c\nd"


def test_a_line_break_begins_a_paragraph_or_a_line_of_a_cell() -> None:
    document = paper(Para((Run("甲\n乙"), Run("丙"))), Table(columns=(Column("x"),), rows=(("丁\n戊",),)))

    first, second, table = cleaned(document).blocks

    assert (first, second) == (text("甲"), Para((Run("乙"), Run("丙"))))
    assert isinstance(table, Table)
    assert table.rows == ((("丁", "戊"),),)


def test_a_text_of_a_megabyte_is_refused_at_once(press: Press) -> None:
    for make in (lambda d: press.pdf(d, stamp=STAMP), press.pages, press.docx):
        with pytest.raises(Problem) as caught:
            make(paper(text("网" * 1_000_000)))
        assert caught.value.code is Code.TEXT_REFUSED


@pytest.mark.parametrize(
    "words", ["网格" * 10_000, "1件" * 10_000, "a" * 20_000, "a b " * 5_000], ids=["han", "units", "word", "words"]
)
def test_the_longest_text_is_printed_whole(printed: Printer, words: str) -> None:
    found = printed(paper(text(words)))

    pages = len(found.pages())
    printed_text = found.text()
    for number in range(1, pages + 1):
        printed_text = printed_text.replace(f"—{number}—", "", 1)
    assert printed_text.removeprefix("试排") == words.replace(" ", "")


def test_a_cell_higher_than_a_page_breaks_instead_of_being_cut(printed: Printer) -> None:
    words = "".join(chr(0x4E00 + n) for n in range(3000))
    found = printed(paper(Table(columns=(Column("甲"), Column("乙", 20)), rows=((words, "短"),))))

    assert set(words) <= set(found.text())


def test_a_title_too_long_for_the_archive_format_is_a_numbered_problem(press: Press) -> None:
    with pytest.raises(Problem) as caught:
        press.pdf(paper(Heading("网" * 18_000)), stamp=STAMP)
    assert caught.value.code is Code.PAPER_FAILED


def test_number_and_unit_stay_on_one_line(printed: Printer) -> None:
    for shift in range(8):
        lines = printed(paper(text("国" * (20 + shift) + "1234567件" * 3))).lines(1)
        assert "".join(lines).count("1234567件") == 3
        assert all(line.count("1234567件") == line.count("件") for line in lines)


def test_cleaning_a_clean_paper_changes_nothing() -> None:
    document = weekly()
    assert cleaned(document) == document
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document
