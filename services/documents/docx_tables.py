"""Tables of a Word paper: widths fixed in grid and cells, repeated heads, rows that do not break."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as Grid
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from app.desk.document import Align, Cell, ChipColour, Chips, Column, Imprint, KpiItem, Table
from services.documents.docx_styles import HEI, PaperStyle, fonts_xml, set_style
from services.documents.payload import copy_text, date_text

SHORT_ROWS = 8
# A Word cell needs this much more than the same cell in the PDF, mm.
_CELL_EXTRA = 2.0
_LEAST_REST = 24.0
_USUAL = (PaperStyle.TABLE, PaperStyle.TABLE_HEAD)
_SMALL = (PaperStyle.NUMBERS, PaperStyle.NUMBERS_HEAD)
_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_CHIPS = {
    ChipColour.RED: ("红", "9C2A22", "FFFFFF"),
    ChipColour.YELLOW: ("黄", "F0C63C", "1A2026"),
    ChipColour.GREEN: ("绿", "FFFFFF", "2F5D45"),
    ChipColour.NONE: ("缺", "FFFFFF", "5B6570"),
}
_BLACK = "w:val='single' w:space='0' w:color='000000'"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
# Widths of rules are in eighths of a point.
_RULED = tuple(f"<w:{side} w:sz='6' {_BLACK}/>" for side in _SIDES)
_FRAMES = tuple(f"<w:{side} w:val='single' w:sz='6' w:space='0' w:color='C3CAD0'/>" for side in _SIDES)


def _flat(top: str, between: str) -> tuple[str, ...]:
    """Rules above, below and between rows; none at the sides."""
    rules = {"top": top, "bottom": top, "insideH": between}
    return tuple(f"<w:{side} {rules.get(side, _NONE)}/>" for side in _SIDES)


_NONE = "w:val='nil'"
_THREE_RULES = _flat(f"w:sz='8' {_BLACK}", "w:val='single' w:sz='4' w:space='0' w:color='D5DADE'")
_IMPRINT_RULES = _flat(f"w:sz='8' {_BLACK}", f"w:sz='6' {_BLACK}")


def column_widths(columns: Sequence[Column], *, whole: float) -> list[float]:
    """Widths in mm that fill `whole`: what a column asks plus the room Word needs, the others sharing the rest."""
    asked = [None if one.width_mm is None else one.width_mm + _CELL_EXTRA for one in columns]
    fixed = sum(width for width in asked if width is not None)
    open_columns = asked.count(None)
    least = min(_LEAST_REST * open_columns, whole / 2)
    scale = min(1.0, (whole - least) / fixed) if fixed and open_columns else whole / fixed if fixed else 1.0
    rest = (whole - fixed * scale) / open_columns if open_columns else 0.0
    return [rest if width is None else width * scale for width in asked]


def add_table(paper: Paper, table: Table, *, whole: float, ruled: bool, small: bool = False) -> None:
    """A table `whole` mm wide; short ones stay on one page. `small` is the type of the numbers under a chart."""
    style, head_style = _SMALL if small else _USUAL
    if table.title:
        set_style(paper.add_paragraph(table.title), PaperStyle.TABLE_TITLE)
    widths = column_widths(table.columns, whole=whole)
    grid = _fixed_grid(paper, widths, rows=len(table.rows) + 1, borders=_RULED if ruled else _THREE_RULES)
    head, *others = grid.rows
    _mark_row(head, widths, repeat=True)
    for cell, column in zip(head.cells, table.columns, strict=True):
        line = _line(cell, style=head_style, align=Align.CENTRE if ruled else column.align, first=True)
        line.add_run(column.title)
    short = len(table.rows) <= SHORT_ROWS
    for number, (row, content) in enumerate(zip(others, table.rows, strict=True), start=1):
        _mark_row(row, widths, repeat=False)
        keep = short and number < len(table.rows)
        for cell, one, column in zip(row.cells, content, table.columns, strict=True):
            _fill(cell, one, style=style, align=column.align, keep=keep)


def add_kpi(paper: Paper, items: Sequence[KpiItem], *, whole: float) -> None:
    """Leading numbers side by side, each in its frame."""
    widths = [whole / len(items)] * len(items)
    grid = _fixed_grid(paper, widths, rows=1, borders=_FRAMES)
    for cell, item in zip(grid.rows[0].cells, items, strict=True):
        colour = RGBColor.from_string("A4123F" if item.alarm else "26323E")
        _line(cell, style=PaperStyle.LEGEND, align=Align.LEFT, first=True).add_run(item.label)
        value = _line(cell, style=PaperStyle.KPI, align=Align.LEFT)
        number = value.add_run(item.value)
        number.bold, number.font.color.rgb = True, colour
        value.add_run(f" {item.unit}").font.size = Pt(8)
        for note in item.notes:
            _line(cell, style=PaperStyle.LEGEND, align=Align.LEFT).add_run(note)
    _mark_row(grid.rows[0], widths, repeat=False)


def add_imprint(paper: Paper, imprint: Imprint, *, whole: float) -> None:
    """版记: floats at the foot of the page of the last paragraph, rules 1.0, 0.7 and 1.0 pt."""
    widths = [whole - 62.0, 62.0]
    grid = _fixed_grid(paper, widths, rows=2 if imprint.copy_to else 1, borders=_IMPRINT_RULES)
    properties = grid._tbl.tblPr
    place = parse_xml(
        f'<w:tblpPr {nsdecls("w")} w:leftFromText="0" w:rightFromText="0" w:topFromText="280" w:vertAnchor="margin"'
        ' w:horzAnchor="margin" w:tblpXSpec="left" w:tblpYSpec="bottom"/>'
    )
    properties.insert_element_before(
        place, "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc",
        "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
    )  # fmt: skip
    row = grid.rows[0]
    if imprint.copy_to:
        copies = row.cells[0].merge(row.cells[1])
        line = _line(copies, style=PaperStyle.IMPRINT, align=Align.LEFT, first=True)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Pt(4 * 14), Pt(-3 * 14)
        line.add_run("抄送：" + copy_text(imprint))
        _mark_row(row, widths, repeat=False)
        row = grid.rows[1]
    for cell, text, align in zip(
        row.cells, (imprint.issuer, f"{date_text(imprint.date)}印发"), (Align.LEFT, Align.RIGHT), strict=True
    ):
        line = _line(cell, style=PaperStyle.IMPRINT, align=align, first=True)
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
        line.add_run(text)
    _mark_row(row, widths, repeat=False)


def _fixed_grid(paper: Paper, widths: Sequence[float], *, rows: int, borders: Sequence[str]) -> Grid:
    """A grid whose column widths (mm) hold: cell widths alone are ignored by some programs."""
    grid: Grid = paper.add_table(rows=rows, cols=len(widths))
    grid.autofit = False
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(width)
    margins = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("left", "right"))
    properties = grid._tbl.tblPr
    after = ("w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(_element("tblBorders", "".join(borders)), "w:shd", *after)
    properties.insert_element_before(_element("tblCellMar", margins), *after[2:])
    return grid


def _element(name: str, inside: str, *, val: str = "") -> BaseOxmlElement:
    value = f'w:val="{val}"' if val else ""
    element: BaseOxmlElement = parse_xml(f"<w:{name} {nsdecls('w')} {value}>{inside}</w:{name}>")
    return element


def _mark_row(row: _Row, widths: Sequence[float], *, repeat: bool) -> None:
    """The row does not break; the head repeats; cells have the widths of the grid."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("cantSplit", ""))
    if repeat:
        properties.append(_element("tblHeader", ""))
    start = 0
    for cell in row._tr.tc_lst:
        cell.width = Mm(sum(widths[start : start + cell.grid_span]))
        start += cell.grid_span
        cell.get_or_add_tcPr().append(_element("vAlign", "", val="center"))


def _line(cell: _Cell, *, style: PaperStyle, align: Align, first: bool = False) -> Paragraph:
    line: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    set_style(line, style)
    line.alignment = _ALIGN[align]
    return line


def _fill(cell: _Cell, content: Cell, *, style: PaperStyle, align: Align, keep: bool) -> None:
    texts = content if isinstance(content, tuple) else (content,)
    for number, one in enumerate(texts):
        line = _line(cell, style=style, align=align, first=number == 0)
        if keep:
            line.paragraph_format.keep_with_next = True
        if isinstance(one, Chips):
            _add_chips(line, one)
        else:
            line.add_run(one)


def _add_chips(line: Paragraph, chips: Chips) -> None:
    for number, colour in enumerate(chips.colours):
        if number:
            line.add_run(" → ")
        name, fill, letter = _CHIPS[colour]
        run = line.add_run(f" {name} ")
        properties = run._r.get_or_add_rPr()
        properties.append(parse_xml(fonts_xml(HEI).replace("<w:rFonts", f"<w:rFonts {nsdecls('w')}", 1)))
        run.bold, run.font.color.rgb = True, RGBColor.from_string(letter)
        properties.append(parse_xml(f'<w:bdr {nsdecls("w")} w:val="single" w:sz="4" w:space="0" w:color="5B6570"/>'))
        properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'))
