"""The paper as a Word file: the same page, grid and order as the PDF, in Word's own styles."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Protocol

import docx
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run as PaperRun

from app.desk.document import (
    Attendees,
    Block,
    Chart,
    Document,
    Face,
    Heading,
    Kpi,
    Legend,
    Note,
    PageBreak,
    Para,
    Profile,
    Sentence,
    SignLine,
    Table,
    Tone,
)
from services.documents.chart_numbers import chart_numbers
from services.documents.docx_page import set_page, set_properties
from services.documents.docx_styles import (
    FACE_FONTS,
    HEI,
    PaperStyle,
    fonts_xml,
    gbt9704_styles,
    install_styles,
    mark_style,
    report_styles,
    set_style,
)
from services.documents.docx_tables import add_imprint, add_kpi, add_table
from services.documents.payload import TEXT_WIDTH, date_text, people_texts, property_words, subtitle_parts

PICTURE_PPI = 300
_PICTURE_HEIGHT = 215.0
_MARK_SIZE, _MARK_WIDTH_PT = 38.0, 425.0
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LEGEND_MARKS = {
    Tone.SERIES: ("—●—", "0B5CAD"),
    Tone.BAR: ("■", "4A86C5"),
    Tone.INFLOW: ("■", "7FA9D6"),
    Tone.OTHER: ("■", "B9BDC1"),
    Tone.LIMIT: ("- - -", "B84A00"),
    Tone.SIGNAL: ("◆", "A4123F"),
    Tone.OVER: ("■", "B84A00"),
    Tone.REFERENCE: ("｜", "1A2026"),
}


class ChartPictures(Protocol):
    """Draws the charts of a document."""

    def charts(self, document: Document, *, ppi: int) -> tuple[bytes, ...]:
        """A PNG a chart, in order."""


class DocxWriter:
    """Writes cleaned documents (`payload.cleaned`); fonts are only named, never embedded."""

    def __init__(self, pictures: ChartPictures) -> None:
        self._pictures = pictures

    def docx(self, document: Document) -> bytes:
        """The file's bytes; the same document gives the same ones."""
        pictures = self._pictures.charts(document, ppi=PICTURE_PPI) if _charts(document) else ()
        whole = _Composition(document, pictures).paper()
        return _timeless(whole)


class _Composition:
    """One document on its way into one paper."""

    def __init__(self, document: Document, pictures: tuple[bytes, ...]) -> None:
        self._document = document
        self._pictures = iter(pictures)
        self._official = document.profile is Profile.GBT9704
        self._width = TEXT_WIDTH[document.profile]
        self._paper = docx.Document()

    def paper(self) -> Paper:
        document, paper = self._document, self._paper
        size = min(_MARK_SIZE, _MARK_WIDTH_PT // max(len(document.mark), 1))
        install_styles(paper, (*gbt9704_styles(), mark_style(size)) if self._official else report_styles())
        set_page(paper, document)
        set_properties(paper, document, keywords="；".join(property_words(document)))
        self._head()
        for block in document.blocks:
            self._block(block)
        if document.attendees and self._official:
            self._line()
        for group in document.attendees:
            self._attendees(group)
        if document.imprint and self._official:
            add_imprint(paper, document.imprint, whole=self._width)
            self._line(style=PaperStyle.GAP)
        return paper

    def _head(self) -> None:
        document = self._document
        if self._official and document.mark:
            self._line(document.mark, style=PaperStyle.MARK)
            self._line(document.issue, style=PaperStyle.ISSUE)
            self._two_ends(self._line(style=PaperStyle.ISSUER), document.issuer, date_text(document.date))
        title = self._line(style=PaperStyle.TITLE)
        for number, line in enumerate(document.title):
            run = title.add_run(line)
            if number < len(document.title) - 1:
                run.add_break()
        if self._official:
            self._line()
        else:
            self._line("　".join(subtitle_parts(document)), style=PaperStyle.ISSUER)

    def _line(self, text: str = "", *, style: PaperStyle = PaperStyle.NORMAL) -> Paragraph:
        return set_style(self._paper.add_paragraph(text), style)

    def _two_ends(self, line: Paragraph, left: str, right: str) -> None:
        # One character in from both sides of the text.
        line.paragraph_format.tab_stops.add_tab_stop(Mm(self._width - self._width / 28), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(left)
        line.add_run("\t")
        line.add_run(right)

    def _block(self, block: Block) -> None:
        paper = self._paper
        match block:
            case Heading(text=text, level=level):
                self._line(text, style=PaperStyle(f"heading {level}"))
            case Para():
                self._para(block)
            case Table():
                add_table(paper, block, whole=self._width, ruled=self._official)
                self._line(style=PaperStyle.GAP)
            case Chart():
                self._chart(block)
            case Kpi(items=items):
                add_kpi(paper, items, whole=self._width)
                self._line(style=PaperStyle.GAP)
            case Sentence(text=text):
                self._line(text, style=PaperStyle.SENTENCE)
            case Note(text=text):
                self._line(text, style=PaperStyle.NOTE)
            case Legend():
                self._legend(block)
            case SignLine(label=label):
                self._line(f"{label}：{'　' * 8}年{'　' * 2}月{'　' * 2}日").alignment = WD_ALIGN_PARAGRAPH.RIGHT
            case PageBreak():
                self._line(style=PaperStyle.GAP).add_run().add_break(WD_BREAK.PAGE)

    def _para(self, block: Para) -> None:
        line = self._line()
        for part in block.runs:
            run = line.add_run(part.text)
            if part.face is not Face.BODY:
                _set_font(run, FACE_FONTS[part.face])

    def _chart(self, block: Chart) -> None:
        """The picture with its text for the blind, and its numbers as a table."""
        picture = next(self._pictures)
        width, height = _png_size(picture)
        shown = min(self._width, _PICTURE_HEIGHT * width / height)
        line = self._line(style=PaperStyle.GAP)
        # An exact line would cut the picture off.
        line.paragraph_format.line_spacing = 1.0
        line.paragraph_format.keep_with_next = True
        shape = line.add_run().add_picture(io.BytesIO(picture), width=Mm(shown))
        shape._inline.docPr.set("descr", block.alt)
        add_table(self._paper, chart_numbers(block.plot), whole=self._width, ruled=False, small=True)
        self._line(style=PaperStyle.GAP)

    def _legend(self, block: Legend) -> None:
        line = self._line(style=PaperStyle.LEGEND)
        for item in block.items:
            mark, colour = _LEGEND_MARKS[item.tone]
            line.add_run(f"{mark} ").font.color.rgb = RGBColor.from_string(colour)
            line.add_run(f"{item.text}　")

    def _attendees(self, group: Attendees) -> None:
        line = self._line(style=PaperStyle.ATTENDEES)
        _set_font(line.add_run(f"{group.label}："), HEI)
        line.add_run("、".join(people_texts(group)))


def _charts(document: Document) -> bool:
    return any(isinstance(block, Chart) for block in document.blocks)


def _set_font(run: PaperRun, font: str) -> None:
    fonts = fonts_xml(font).replace("<w:rFonts", f"<w:rFonts {nsdecls('w')}", 1)
    properties_of_run = run._r.get_or_add_rPr()
    for old in properties_of_run.findall(qn("w:rFonts")):
        properties_of_run.remove(old)
    properties_of_run.insert(0, parse_xml(fonts))


def _png_size(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels from the picture's own head."""
    width, height = struct.unpack(">II", picture[16:24])
    return int(width), int(height)


def _timeless(paper: Paper) -> bytes:
    """The file without the moment at which it was packed."""
    packed = io.BytesIO()
    paper.save(packed)
    result = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            packed_already = name.endswith(".png")
            entry.compress_type = zipfile.ZIP_STORED if packed_already else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()
