"""What is open past its due time now, by age, the oldest by name."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from app.analysis.columns import IntArray, Label
from app.analysis.figures import Count, IncidentsBehind, Measure, label, rounded
from app.analysis.heat import NO_GRID
from app.analysis.history import History
from app.analysis.mix import NO_CLASS

DAY = 86_400
NO_FORCE = Label("未指派", "not assigned")


class AgeBand(Struct, frozen=True):
    """Overdue cases by full days past due: from `least` (included) to `most` (left out; None for no end)."""

    least: int
    most: int | None
    count: Count


class OverdueCase(Struct, frozen=True, kw_only=True):
    """One of the cases longest past due."""

    id: str
    number: str
    name: Label
    grid: Label
    force: Label
    days_late: float


class Overdue(Struct, frozen=True, kw_only=True):
    """All open cases past due at the cut-off, whenever they occurred; those on a granted wait are not overdue."""

    total: Count
    oldest: Measure
    bands: tuple[AgeBand, ...]
    longest: tuple[OverdueCase, ...]


def overdue(
    history: History, *, classes: Mapping[str, Label], grids: Mapping[str, Label], forces: Mapping[str, Label]
) -> Overdue:
    """The overdue cases at the cut-off; the mappings name classes, grids and forces."""
    columns, standing = history.columns, history.standing
    rows = np.flatnonzero(standing.overdue)
    late = standing.late_seconds[rows]
    total = Count(len(rows), IncidentsBehind(standing="overdue"))
    order = np.lexsort((columns.ids[rows], -late))[: history.frame.parameters.listed]
    longest = tuple(
        OverdueCase(
            id=str(columns.ids[row]),
            number=columns.numbers[row],
            name=label(columns.class_code.text(row), classes, missing=NO_CLASS),
            grid=label(columns.unit.text(row), grids, missing=NO_GRID),
            force=label(columns.holder.text(row), forces, missing=NO_FORCE),
            days_late=_days(int(standing.late_seconds[row])),
        )
        for row in rows[order].tolist()
    )
    bounds = history.frame.parameters.age_days
    return Overdue(
        total=total,
        oldest=Measure(_days(int(late.max())) if len(rows) else None, "days", total),
        bands=tuple(_band(late, least, most) for least, most in zip(bounds, (*bounds[1:], None), strict=True)),
        longest=longest,
    )


def _band(late: IntArray, least: int, most: int | None) -> AgeBand:
    inside = late >= least * DAY
    if most is not None:
        inside &= late < most * DAY
    return AgeBand(least, most, Count(int(np.count_nonzero(inside)), IncidentsBehind(overdue_days=(least, most))))


def _days(seconds: int) -> float:
    """Seconds as days: full ones from 10 days on, below with one decimal."""
    return float(seconds // DAY) if seconds >= 10 * DAY else rounded(seconds / DAY)
