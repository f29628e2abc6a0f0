"""The numbers of a chart as a table, for papers whose charts are pictures."""

from __future__ import annotations

from collections.abc import Sequence

from app.desk.document import Align, Column, Flow, HBars, Heat, Mix, Plot, Sparks, Table, Xmr
from services.documents.drawing import number_text

# A long series is laid in this many pairs of columns, read downwards.
_PAIRS = 4
# Room for the names of rows, mm.
_NAMES_MM = 24.0


def chart_numbers(plot: Plot) -> Table:
    """Every number that the chart shows, as printed in it."""
    match plot:
        case Xmr():
            return _xmr(plot)
        case Heat():
            return _heat(plot)
        case Flow():
            columns = ("期", "受理", "结案", "在办")
            values = zip(plot.inflow, plot.outflow, plot.in_hand, strict=True)
            rows = ((label, *(f"{value:g}" for value in row)) for label, row in zip(plot.labels, values, strict=True))
            return _table(columns, tuple(rows))
        case HBars():
            return _table(("项目", "数值"), tuple((bar.label, bar.text) for bar in plot.bars))
        case Mix():
            return _mix(plot)
        case Sparks():
            return _table(("项目", "最近"), tuple((item.title, item.text) for item in plot.items))


def _xmr(plot: Xmr) -> Table:
    signals = {signal.index for signal in plot.signals}
    cells = [
        (label, ("—" if value is None else number_text(value, plot.decimals)) + ("▲" if index in signals else ""))
        for index, (label, value) in enumerate(zip(plot.labels, plot.values, strict=True))
    ]
    borders = (("上限", plot.upper), ("均值", plot.mean), ("下限", plot.lower))
    cells += [(name, number_text(value, plot.decimals)) for name, value in borders if value is not None]
    height = -(-len(cells) // _PAIRS)
    strips = [cells[start : start + height] for start in range(0, len(cells), height)] if cells else []
    padded = [strip + [("", "")] * (height - len(strip)) for strip in strips]
    rows = tuple(tuple(text for strip in padded for text in strip[line]) for line in range(height))
    return _table(("期", plot.unit or "数值") * len(strips), rows)


def _heat(plot: Heat) -> Table:
    marked = set(plot.signals)
    total = ("合计",) if plot.totals else ()
    rows = tuple(
        (
            name,
            *(f"{count}{'▲' if (r, c) in marked else ''}" for c, count in enumerate(plot.counts[r])),
            *((str(plot.totals[r]),) if plot.totals else ()),
        )
        for r, name in enumerate(plot.rows)
    )
    return _table(("", *plot.columns, *total), rows, first=_NAMES_MM)


def _mix(plot: Mix) -> Table:
    rows = tuple(
        (row.label, *(f"{count}（{number_text(share * 100, 0)}%）" for count, share in zip(row.counts, row.shares, strict=True)))
        for row in plot.rows
    )
    return _table(("", *plot.parts), rows, first=_NAMES_MM)


def _table(titles: Sequence[str], rows: tuple[tuple[str, ...], ...], *, first: float | None = None) -> Table:
    columns = [Column(title, align=Align.CENTRE) for title in titles[1:]]
    return Table(columns=(*(Column(title, first) for title in titles[:1]), *columns), rows=rows)
