"""GB/T 9704-2012, measured on the printed page: 22 lines of 28 characters, ink, mark, dash, imprint."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from app.desk.document import Attendees, Heading, Imprint, PageBreak, Person
from services.documents.fonts import FontChain
from tests.documents.conftest import Printer, box_mm
from tests.documents.sample_blocks import action_table
from tests.documents.samples import chart_annex, minutes, paper, text

PLAIN = "网格运行情况平稳各单元网格按职责处置事项并及时反馈进展情况会议认为工作取得成效需要继续巩固提升"
CLOSE = pytest.approx


def plain_pages() -> str:
    """Text without punctuation that fills more than two pages."""
    return PLAIN * 35


def test_a_plain_page_has_22_lines_of_28_characters(printed: Printer) -> None:
    page = printed(paper(text(plain_pages()))).lines(2)

    *lines, number = page
    assert number == "—2—"
    assert [len(line) for line in lines] == [28] * 22


def test_a_paragraph_that_fills_its_last_line_needs_no_other(printed: Printer) -> None:
    *lines, _ = printed(paper(text("国" * 26), text("国" * (26 + 28 * 3)))).lines(1)

    assert [len(line) for line in lines] == [2, 26, 26, 28, 28, 28]


def test_the_ink_fills_the_type_area(printed: Printer, measured_fonts: FontChain) -> None:
    ink = printed(paper(text(plain_pages()))).ink(2)

    top, bottom, left, right = box_mm(ink, bottom=266)
    assert (top, bottom) == CLOSE((37, 262), abs=0.5)
    assert (left, right) == CLOSE((28, 184), abs=0.5)


def test_the_page_number_stands_7_mm_under_the_type_area_on_alternating_sides(
    printed: Printer, measured_fonts: FontChain
) -> None:
    found = printed(paper(text(plain_pages())))

    for page, expected_left in ((1, False), (2, True), (3, False)):
        ink = found.ink(page)
        _, _, left, right = box_mm(ink, top=266, bottom=290)
        # The dash alone: the rows of the number's box in which only the first 3 mm have ink.
        dash = ink[:, round(left * 300 / 25.4) : round((left + 3) * 300 / 25.4)]
        dash_top = box_mm(dash, top=266, bottom=290)[0]
        assert dash_top == CLOSE(269.0, abs=0.5)
        one_character_in = left - 28 if expected_left else 184 - right
        assert one_character_in == CLOSE(14 * 25.4 / 72, abs=0.5)


def test_the_red_mark_begins_35_mm_under_the_type_area_and_fits_one_line(printed: Printer, measured_fonts: FontChain) -> None:
    top, bottom, left, right = box_mm(printed(minutes(sample=False)).ink(1), bottom=90)

    assert top == CLOSE(72.05, abs=0.5)
    assert bottom - top < 16
    assert right - left <= 150
    assert (left - 28) == CLOSE(184 - right, abs=1.0)


def test_a_long_mark_becomes_smaller_and_never_wraps(printed: Printer) -> None:
    long = msgspec.structs.replace(minutes(sample=False), mark="嘉定区外冈镇第十二片区（工业园区）片区治理领域工作例会纪要")

    top, bottom, left, right = box_mm(printed(long).ink(1), bottom=90)

    assert right - left <= 150
    assert bottom - top < 8


def test_the_imprint_ends_on_the_lower_edge_of_the_type_area_of_the_last_page(
    printed: Printer, measured_fonts: FontChain
) -> None:
    found = printed(minutes())

    assert "".join(found.lines(3)).endswith("汇泾镇东泾片区城运分中心2026年7月8日印发—3—")
    bottom = box_mm(found.ink(3), bottom=266)[1]
    assert bottom == CLOSE(262.0, abs=0.5)


@pytest.mark.parametrize(("rows", "pages"), [(18, 1), (19, 2)])
def test_the_imprint_shares_the_last_page_while_two_lines_are_free(printed: Printer, rows: int, pages: int) -> None:
    short = msgspec.structs.replace(
        paper(*[text("正文")] * rows), imprint=Imprint(("镇党政办公室",), "片区城运分中心", date(2026, 7, 8))
    )

    # The title takes one of the 22 lines and leaves the next one free.
    found = printed(short)
    assert len(found.pages()) == pages
    assert "正文" in found.lines(pages), "the imprint stands alone"


@pytest.mark.parametrize("rows", range(12, 22))
def test_the_last_of_those_present_stands_on_the_page_of_the_imprint(printed: Printer, rows: int) -> None:
    present = (
        Attendees("出席", (Person("张某", "片区专职副网格长"), Person("陈某", "分中心"))),
        Attendees("请假", (Person("卫某", ""),)),
    )
    foot = Imprint(("镇党政办公室",), "片区城运分中心", date(2026, 7, 8))
    found = printed(msgspec.structs.replace(paper(*[text("正文")] * rows), attendees=present, imprint=foot))

    last = "".join(found.lines(len(found.pages())))
    assert "卫某" in last
    assert "印发" in last


def test_text_returns_to_the_grid_after_a_table(printed: Printer, measured_fonts: FontChain) -> None:
    found = printed(paper(text(PLAIN), action_table(5), text("国" * 28), PageBreak(), text("国" * 28 * 22)))

    row = (297 - 34.58 - 32.58) / 22
    with_table, plain = found.ink(1), found.ink(2)
    last_row = box_mm(with_table, bottom=266)[0:2]
    offset = (last_row[1] - box_mm(plain, bottom=266)[1]) / row
    assert offset == CLOSE(round(offset), abs=0.04)


def test_text_returns_to_the_grid_after_charts_too(printed: Printer, measured_fonts: FontChain) -> None:
    found = printed(paper(*chart_annex()[:8], text("国" * 28), PageBreak(), text("国" * 28 * 22)))

    row = (297 - 34.58 - 32.58) / 22
    pages = len(found.pages())
    offset = (box_mm(found.ink(pages - 1), bottom=266)[1] - box_mm(found.ink(pages), bottom=266)[1]) / row
    assert offset == CLOSE(round(offset), abs=0.04)


def test_a_heading_never_stands_last_on_a_page(printed: Printer) -> None:
    row = text("国" * 28)
    for before in range(17, 21):
        found = printed(paper(*[row] * before, Heading("一、标题"), text("正文" * 20)))
        for page in range(1, len(found.pages()) + 1):
            assert "一、标题" not in found.lines(page)[-2:]


def test_the_action_table_repeats_its_head_and_keeps_rows_whole(printed: Printer) -> None:
    found = printed(paper(action_table(40)))

    heads = [line for page in range(1, len(found.pages()) + 1) for line in found.lines(page) if line.startswith("序号行动事项")]
    assert len(heads) == len(found.pages())
    assert len(heads) > 1


def test_the_minutes_look_like_their_target(printed: Printer) -> None:
    found = printed(minutes())

    assert len(found.pages()) == 3
    assert all("示例文稿·内容虚构" in "".join(page.split()) for page in found.pages())
    assert found.lines(1)[1] == "东泾片区工作例会纪要"
    assert "第28期" in found.lines(1)
    assert "周某（城管）、冯某（派出所）、褚某（市场所）" in found.lines(3)
