"""The page of a Word paper: size, grid, header, page numbers, properties."""

from __future__ import annotations

from datetime import datetime, time

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from app.desk.document import Document, Profile
from services.documents.docx_styles import GRID_PITCH_TWIPS, PaperStyle, set_style
from services.documents.payload import SAMPLE_MARK, TEXT_WIDTH

_ONE_CHARACTER = Pt(14)
# Longest text that a file's property may have.
_PROPERTY_LENGTH = 255
# Margins in mm: top, bottom, left, right, header and footer distance.
_MARGINS = {
    Profile.GBT9704: (34.58, 32.58, 28.0, 26.0, 17.0, 25.0),
    Profile.REPORT: (22.0, 20.0, 25.0, 22.0, 14.0, 9.0),
}


def set_page(paper: Paper, document: Document) -> None:
    """A4 with the margins, header and footer of the document's profile."""
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, bottom, left, right, header, footer = (Mm(value) for value in _MARGINS[document.profile])
    section.top_margin, section.bottom_margin = top, bottom
    section.left_margin, section.right_margin = left, right
    section.header_distance, section.footer_distance = header, footer
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    if document.profile is Profile.GBT9704:
        grid = parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{GRID_PITCH_TWIPS}"/>')
        section._sectPr.append(grid)
        paper.settings.odd_and_even_pages_header_footer = True
        _number_pages(section)
    else:
        _report_foot(section, document)
    _sample_heads(section, document)


def set_properties(paper: Paper, document: Document, *, keywords: str) -> None:
    """Title, issuer and the paper's own date, so that the same document gives the same bytes."""
    core = paper.core_properties
    core.title = "".join(document.title)[:_PROPERTY_LENGTH]
    core.author = core.last_modified_by = document.issuer[:_PROPERTY_LENGTH]
    core.keywords = keywords[:_PROPERTY_LENGTH]
    core.comments = ""
    core.language = "zh-CN"
    core.created = core.modified = datetime.combine(document.date, time())
    core.revision = 1


def _sample_heads(section: Section, document: Document) -> None:
    heads = [section.header]
    if document.profile is Profile.GBT9704:
        heads.append(section.even_page_header)
    for head in heads:
        head.is_linked_to_previous = False
        set_style(head.paragraphs[0], PaperStyle.SAMPLE)
        if document.sample:
            head.paragraphs[0].add_run(SAMPLE_MARK)


def _number_pages(section: Section) -> None:
    """“— 1 —”, on odd pages right, on even pages left, one character in."""
    for foot, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        foot.is_linked_to_previous = False
        line = foot.paragraphs[0]
        set_style(line, PaperStyle.PAGE)
        line.add_run("— ")
        _add_field(line, "PAGE")
        line.add_run(" —")
        line.alignment = side
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = _ONE_CHARACTER


def _report_foot(section: Section, document: Document) -> None:
    section.footer.is_linked_to_previous = False
    line = section.footer.paragraphs[0]
    set_style(line, PaperStyle.FOOT)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH[document.profile]), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(document.running_foot or document.issuer)
    line.add_run("\t第 ")
    _add_field(line, "PAGE")
    line.add_run(" 页 共 ")
    _add_field(line, "NUMPAGES")
    line.add_run(" 页")


def _add_field(line: Paragraph, code: str) -> None:
    """A field that the reader's program counts; it shows 1 until then."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = line.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            _field_mark(run, kind)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)


def _field_mark(run: Run, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)
