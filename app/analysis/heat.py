"""Where and what: cases of the week by unit grid and class, each cell against its own weeks before."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from app.analysis.columns import IntArray, Keys, Label
from app.analysis.figures import Count, IncidentsBehind, Sentence, Share, label, share
from app.analysis.history import History
from app.analysis.mix import NO_CLASS
from app.analysis.series import outside

NO_GRID = Label("未定网格", "no grid")
REST = Label("其余", "others")


class HeatLine(Struct, frozen=True):
    """A row or a column of the table with its total; `rest` is the line of all that have no line of their own."""

    key: str
    name: Label
    total: Count
    rest: bool = False


class HeatCell(Struct, frozen=True):
    """A cell that is not empty, by the indices of its lines; `upper` is its limit where one can be drawn."""

    row: int
    column: int
    count: Count
    upper: float | None = None
    above: bool = False


class HeatPanel(Struct, frozen=True, kw_only=True, tag_field="panel", tag="heat"):
    """The table of unit grids by classes: lines with most cases first, empty cells left out; `densest` is the fullest cell."""

    sentence: Sentence = Sentence()
    signal: bool
    total: Count
    grids: tuple[HeatLine, ...]
    classes: tuple[HeatLine, ...]
    cells: tuple[HeatCell, ...]
    densest: int | None
    densest_share: Share | None
    above: int
    over: bool


def heat(history: History, grids: Mapping[str, Label], classes: Mapping[str, Label]) -> HeatPanel:
    """The heat panel of the frame's week, without its sentence; the mappings name grids and classes."""
    parameters = history.frame.parameters
    unit, code = history.columns.unit, history.columns.class_code
    row_keys, row_of = _lines(history, unit, parameters.heat_grids)
    column_keys, column_of = _lines(history, code, parameters.heat_classes)
    cube = _cube(history, row_of[unit.codes], column_of[code.codes], (len(row_keys) + 1, len(column_keys) + 1))
    rows = _named(history, cube[..., history.now].sum(axis=1), row_keys, grids, NO_GRID, of_grids=True)
    columns = _named(history, cube[..., history.now].sum(axis=0), column_keys, classes, NO_CLASS, of_grids=False)
    cells = _cells(history, cube, row_keys, column_keys)
    total = Count(int(cube[..., history.now].sum()), IncidentsBehind(occurred=history.week))
    densest = min(range(len(cells)), key=lambda at: (-cells[at].count.value, at), default=None)
    above = sum(cell.above for cell in cells)
    return HeatPanel(
        signal=above > 0,
        total=total,
        grids=rows,
        classes=columns,
        cells=cells,
        densest=densest,
        densest_share=None if densest is None else share(cells[densest].count, total, least=parameters.percent_least),
        above=above,
        over=history.frame.is_over,
    )


def _lines(history: History, keys: Keys, most: int) -> tuple[tuple[str, ...], IntArray]:
    """The values with a line of their own, most cases first, and for every value the index of its line (last: the rest)."""
    chosen = history.standing.received & (history.occurred == history.now)
    counts = np.bincount(keys.codes[chosen], minlength=len(keys.values))
    order = [int(code) for code in np.argsort(-counts, kind="stable") if counts[code]][:most]
    line = np.full(len(keys.values), len(order), dtype=np.int64)
    for at, code in enumerate(order):
        line[code] = at
    return tuple(keys.values[code] for code in order), line


def _cube(history: History, rows: IntArray, columns: IntArray, shape: tuple[int, int]) -> IntArray:
    """Received cases by row, column and week."""
    chosen = history.standing.received & (history.occurred >= 0)
    weeks = len(history.weeks)
    cells = (rows[chosen] * shape[1] + columns[chosen]) * weeks + history.occurred[chosen]
    return np.bincount(cells, minlength=shape[0] * shape[1] * weeks).reshape(*shape, weeks)


def _behind(
    history: History, grid: tuple[str, ...], named: tuple[str, ...], grids: tuple[str, ...], classes: tuple[str, ...]
) -> IncidentsBehind:
    """The list of a cell: `grid` and `named` are its own values, empty for the rest, which is all but `grids` and `classes`."""
    return IncidentsBehind(
        occurred=history.week,
        units=grid,
        other_units=() if grid else grids,
        classes=named,
        other_classes=() if named else classes,
    )


def _named(
    history: History, totals: IntArray, keys: tuple[str, ...], names: Mapping[str, Label], missing: Label, *, of_grids: bool
) -> tuple[HeatLine, ...]:
    found = []
    for at, number in enumerate(int(total) for total in totals):
        rest = at == len(keys)
        if rest and not number:
            continue
        own, others = ((), keys) if rest else ((keys[at],), ())
        behind = (
            IncidentsBehind(occurred=history.week, units=own, other_units=others)
            if of_grids
            else IncidentsBehind(occurred=history.week, classes=own, other_classes=others)
        )
        name = REST if rest else label(keys[at], names, missing=missing)
        found.append(HeatLine("" if rest else keys[at], name, Count(number, behind), rest))
    return tuple(found)


def _cells(history: History, cube: IntArray, grids: tuple[str, ...], classes: tuple[str, ...]) -> tuple[HeatCell, ...]:
    found = []
    for row, column in np.argwhere(cube[..., history.now] > 0).tolist():
        counts = [int(number) for number in cube[row, column]]
        judged = outside(history, counts)
        behind = _behind(history, grids[row : row + 1], classes[column : column + 1], grids, classes)
        found.append(
            HeatCell(
                row=row,
                column=column,
                count=Count(counts[history.now], behind),
                upper=None if judged is None else judged[0].upper,
                above=judged is not None and judged[1] > 0,
            )
        )
    return tuple(found)
