"""The Word file: the same page and grid, official font names, tables that hold their widths, charts with their numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Mm

from app.desk.document import Column, Document, PageBreak, Profile, Table
from services.documents.docx_tables import column_widths
from services.documents.press import Press
from tests.documents.sample_blocks import volume_chart
from tests.documents.samples import chart_annex, minutes, paper, text, weekly

HALF_MM = Mm(0.5)


def opened(press: Press, document: Document) -> Paper:
    """The file as a reader opens it."""
    return docx.Document(io.BytesIO(press.docx(document)))


def elements(paper: Paper, name: str) -> Iterator[Any]:
    """Elements of the body by their name."""
    return iter(paper.element.body.iter(qn(f"w:{name}")))


def style(paper: Paper, name: str) -> Any:
    return paper.styles[name].element


def value(element: Any, path: str, attribute: str = "val") -> str | None:
    found = element.find("/".join(qn(f"w:{step}") for step in path.split("/")))
    return None if found is None else str(found.get(qn(f"w:{attribute}")))


@pytest.fixture(scope="module")
def word(press: Press) -> Paper:
    return opened(press, minutes(extra=chart_annex()))


def test_the_page_has_the_geometry_of_the_pdf(word: Paper) -> None:
    section = word.sections[0]

    page = (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin)
    for found, expected in zip((*page, section.right_margin), (210, 297, 34.58, 32.58, 28, 26), strict=True):
        assert found is not None
        assert abs(found - Mm(expected)) < HALF_MM / 10


def test_the_grid_is_22_lines_by_exact_height(word: Paper) -> None:
    grid = next(elements(word, "docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "592")
    assert (grid.get(qn("w:charSpace")),) == (None,)

    for name in ("Normal", "Heading 1", "Heading 2", "期号", "公文标题", "出席"):
        spacing = style(word, name).find(qn("w:pPr")).find(qn("w:spacing"))
        assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("592", "exact"), name
    assert value(style(word, "Normal"), "rPr/spacing") == "-5"
    assert value(style(word, "Normal"), "pPr/ind", "firstLineChars") == "200"


@pytest.mark.parametrize("profile", list(Profile))
def test_every_style_names_its_official_font_for_chinese(press: Press, profile: Profile) -> None:
    document = opened(press, paper(text("正文"), profile=profile))

    fonts = {
        one.name: value(one.element, "rPr/rFonts", "eastAsia")
        for one in document.styles
        if one.element.find(qn("w:rPr")) is not None
    }
    official = {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"}
    ours = {p.style.name for p in document.paragraphs if p.style} | {
        "Normal",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "表文",
        "注",
    }
    assert all(fonts[name] in official for name in ours)
    assert (fonts["Normal"], fonts["Heading 1"], fonts["Heading 2"]) == ("仿宋_GB2312", "黑体", "楷体_GB2312")


def test_digits_do_not_wrap_from_their_unit_in_narrow_cells(word: Paper) -> None:
    for name in ("Normal", "表文"):
        assert value(style(word, name), "pPr/autoSpaceDE") == "0"
        assert value(style(word, name), "pPr/autoSpaceDN") == "0"


def test_tables_hold_their_widths_repeat_their_head_and_keep_rows_whole(word: Paper) -> None:
    table = next(one for one in word.tables if one.cell(0, 0).text == "序号")

    widths = [column.w for column in table._tbl.tblGrid.gridCol_lst]
    assert sum(width or 0 for width in widths) == pytest.approx(Mm(156), abs=Mm(0.2))
    # Two millimetres more than in the PDF for what has a fixed width.
    assert widths[0] == pytest.approx(Mm(14), abs=Mm(0.1))
    assert [cell.width for cell in table.rows[1].cells] == [pytest.approx(width, abs=Mm(0.1)) for width in widths]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_widths_never_exceed_the_text() -> None:
    wide = tuple(Column(str(n), 60) for n in range(4))
    assert sum(column_widths(wide, whole=156)) == pytest.approx(156)
    mixed = (*wide, Column("其余"))
    widths = column_widths(mixed, whole=156)
    assert sum(widths) == pytest.approx(156)
    assert widths[-1] >= 24


def test_page_numbers_alternate_and_do_not_push_the_body(word: Paper) -> None:
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    assert section.footer_distance == pytest.approx(Mm(25), abs=HALF_MM)

    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (str(odd.alignment), str(even.alignment)) == ("RIGHT (2)", "LEFT (0)")
    for foot in (odd, even):
        codes = [node.text for node in foot._p.iter(qn("w:instrText"))]
        assert codes == [" PAGE "]
        assert foot.text == "— 1 —"
    assert value(style(word, "页码"), "pPr/spacing", "line") == "280"


def test_a_sample_says_so_on_odd_and_even_pages(word: Paper, press: Press) -> None:
    section = word.sections[0]
    assert [head.paragraphs[0].text for head in (section.header, section.even_page_header)] == ["示例文稿 · 内容虚构"] * 2

    real = opened(press, minutes(sample=False)).sections[0]
    assert [head.paragraphs[0].text for head in (real.header, real.even_page_header)] == ["", ""]


def test_a_chart_is_a_picture_with_its_words_and_its_numbers(press: Press) -> None:
    document = opened(press, paper(volume_chart()))

    shape = document.inline_shapes[0]
    assert shape.width == pytest.approx(Mm(156), abs=Mm(0.1))
    assert shape._inline.docPr.get("descr") == volume_chart().alt
    # 300 points per inch over the width of the text.
    picture = next(part for part in document.part.package.iter_parts() if part.partname.endswith(".png"))
    assert int.from_bytes(picture.blob[16:20], "big") == pytest.approx(156 / 25.4 * 300, abs=3)
    numbers = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert numbers[numbers.index("27周") + 1] == "168▲"


def test_the_imprint_floats_at_the_foot_of_the_page(word: Paper) -> None:
    table = next(one for one in word.tables if "抄送：" in one.cell(0, 0).text)

    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    assert table.rows[1].cells[1].text == "2026年7月8日印发"


def test_attendees_hang_after_the_colon(word: Paper) -> None:
    line = next(p for p in word.paragraphs if p.text.startswith("出席："))
    assert line.text.endswith("周某（城管）、冯某（派出所）、褚某（市场所）")
    assert value(style(word, "出席"), "pPr/ind", "hangingChars") == "300"
    assert value(line.runs[0]._r, "rPr/rFonts", "eastAsia") == "黑体"


@pytest.mark.parametrize("document", [minutes(extra=chart_annex()), weekly()], ids=["minutes", "weekly"])
def test_the_same_paper_gives_the_same_bytes(press: Press, document: Document) -> None:
    assert press.docx(document) == press.docx(document)


def test_hostile_text_is_written_as_typed(press: Press) -> None:
    words = '</w:t> & <b> #let $x$ @a *b* "引号" ]]> 网格'
    document = opened(press, paper(text(words), Table(columns=(Column(words),), rows=((words,),)), title=(words,)))

    assert [p.text for p in document.paragraphs].count(words) == 2
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == [words, words]


def test_control_characters_do_not_spoil_the_file(press: Press) -> None:
    document = opened(press, paper(text("甲\x07\x00乙\ufffe"), PageBreak(), text("丙")))
    assert "甲乙" in [p.text for p in document.paragraphs]


def test_a_report_has_one_foot_with_both_counts(press: Press) -> None:
    document = opened(press, weekly())

    assert not document.settings.odd_and_even_pages_header_footer
    foot = document.sections[0].footer.paragraphs[0]
    assert [node.text for node in foot._p.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]
    assert len(document.inline_shapes) == 7
