"""The file: archive format, same bytes twice, pages as pictures, properties, accessibility."""

from __future__ import annotations

import struct
from datetime import timedelta

import msgspec
import pytest
import typst

from app.desk.document import Document, PageBreak, Profile
from services.documents import typst_writer
from services.documents.fonts import FontChain
from services.documents.payload import cleaned, paper_json
from services.documents.press import Press
from tests.documents.conftest import Printer
from tests.documents.samples import STAMP, chart_annex, minutes, paper, text, weekly

PAPERS = pytest.mark.parametrize("document", [minutes(extra=chart_annex()), weekly()], ids=["minutes", "weekly"])


@PAPERS
def test_the_same_paper_gives_the_same_bytes(press: Press, fonts: FontChain, document: Document) -> None:
    first = press.pdf(document, stamp=STAMP)

    assert press.pdf(document, stamp=STAMP) == first
    assert Press(fonts).pdf(document, stamp=STAMP) == first
    assert press.pdf(document, stamp=STAMP + timedelta(minutes=1)) != first


@PAPERS
def test_the_file_is_pdf_a_2b_and_passes_the_check_for_accessibility(press: Press, fonts: FontChain, document: Document) -> None:
    made = press.pdf(document, stamp=STAMP)
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made

    compiler = typst.Compiler(
        str(typst_writer.TEMPLATES / "paper.typ"),
        root=str(typst_writer.TEMPLATES),
        font_paths=fonts.loaded(),
        ignore_system_fonts=True,
    )
    data = {"data": paper_json(cleaned(document), fonts)}
    result, warnings = compiler.compile_with_warnings(format="pdf", sys_inputs=data, pdf_standards=["ua-1"], timestamp=STAMP)
    assert result
    assert not warnings


@PAPERS
def test_every_page_becomes_a_picture(press: Press, printed: Printer, document: Document) -> None:
    pages = press.pages(document, ppi=96)

    assert len(pages) == len(printed(document).pages())
    for page in pages:
        assert page.startswith(b"\x89PNG")
        assert struct.unpack(">II", page[16:24]) == (794, 1123)


def test_one_paragraph_changed_changes_one_page(press: Press) -> None:
    before = press.pages(paper(text("甲"), PageBreak(), text("乙")))
    after = press.pages(paper(text("甲"), PageBreak(), text("丙")))

    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False]


def test_the_properties_name_title_issuer_figures_and_fonts(printed: Printer, fonts: FontChain) -> None:
    found = printed(minutes())
    said = found.info()

    assert "研究飞线充电整治、沿街经营秩序和汛期值守等工作" in said
    assert "汇泾镇东泾片区城运分中心" in said
    assert "数据包9f8e7d6c5b4a39281706f5e4d3c2b1a0" in said
    assert "数据截至2026年7月6日06:00" in said
    assert fonts.statement.encode() in found.file.read_bytes()


def test_only_sample_papers_say_so(printed: Printer) -> None:
    for profile in Profile:
        assert "示例文稿·内容虚构" in printed(paper(text("正文"), profile=profile, sample=True)).text()
        assert "示例文稿" not in printed(paper(text("正文"), profile=profile)).text()


def test_a_report_counts_its_pages(printed: Printer) -> None:
    found = printed(weekly())

    total = len(found.pages())
    for number in range(1, total + 1):
        assert found.lines(number)[-1].endswith(f"第{number}页共{total}页")


def test_a_stamp_without_zone_is_a_fault(press: Press) -> None:
    with pytest.raises(ValueError, match="aware"):
        press.pdf(paper(text("正文")), stamp=STAMP.replace(tzinfo=None))


def test_a_fault_of_the_templates_is_no_problem_of_the_world(
    press: Press, fonts: FontChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typst_writer, "paper_json", lambda document, fonts: "{}")

    with pytest.raises(typst.TypstError):
        Press(fonts).pdf(minutes(), stamp=STAMP)


def test_a_paper_without_mark_attendees_or_imprint_is_a_paper(printed: Printer) -> None:
    bare = msgspec.structs.replace(minutes(), mark="", issue="", attendees=(), imprint=None)

    assert "研究飞线充电整治、沿街经营秩序" in printed(bare).text()
