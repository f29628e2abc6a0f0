"""A package of a hundred thousand cases within half a second."""

from __future__ import annotations

import time
from datetime import timedelta

from app.analysis.columns import ActionColumns, Case, Force, ForceColumns, IncidentColumns, StateGroup
from app.analysis.weekly import weekly
from tests.analysis.cases import CUTOFF, NAMES, frame

SIZE = 100_000


def test_a_hundred_thousand_cases_in_half_a_second() -> None:
    columns = IncidentColumns.of(many())
    forces = ForceColumns(tuple(Force(id=f"F{n}", people=5, duty_hours=200.0) for n in range(20)))
    durations = []
    for _ in range(5):
        start = time.perf_counter()
        weekly(frame(), columns, forces, ActionColumns(), names=NAMES)
        durations.append(time.perf_counter() - start)
    assert min(durations) <= 0.5, durations


def many() -> list[Case]:
    """Two years, twenty units, forty classes, a place in forty coming back, one case in fifteen still open."""
    found = []
    for n in range(SIZE):
        occurred = CUTOFF - timedelta(seconds=(n * 7_919) % (104 * 7 * 86_400))
        open_ = n % 15 == 0
        found.append(
            Case(
                id=f"{n * 2_654_435_761 % 2**40:036x}",
                occurred=occurred,
                opened=occurred,
                due=occurred + timedelta(hours=8 + n % 90),
                closed=None if open_ else occurred + timedelta(hours=1 + n * 31 % 120),
                state=StateGroup.OPEN if open_ else StateGroup.CLOSED,
                class_code=f"{n % 37:04d}",
                source=f"s{n % 7}",
                unit=f"U{n % 20}",
                micro=f"M{n % 61}",
                place=f"{n * 17 % 2_503}号",
                holder=f"F{n % 23}",
            )
        )
    return found
