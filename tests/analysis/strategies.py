"""Random input of every kind that the figures may meet."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from app.analysis.columns import Action, Case, Force, StateGroup
from tests.analysis.cases import CUTOFF

UTC = ZoneInfo("UTC")

moments = st.integers(-70 * 4, 8).map(lambda ahead: CUTOFF + timedelta(hours=6 * ahead))
"""Mostly the ten weeks before the cut-off, some after it; every six hours, so that moments meet and bands are hit exactly."""
long_ago = st.integers(-800 * 86_400, 0).map(lambda ahead: CUTOFF + timedelta(seconds=ahead))
texts = st.sampled_from(["", "0000", "0110", "2132", "0405", "U1", "U2"])
places = st.sampled_from(["", "惠平路388弄", "德园路菜场", "cell-1", "cell-2"])


@st.composite
def a_case(draw: st.DrawFn, number: int) -> Case:
    """One case; the number makes its id."""
    occurred = draw(st.one_of(moments, moments, long_ago))
    end: datetime | None = occurred + timedelta(hours=draw(st.integers(-2, 1_000)))
    state = draw(st.sampled_from([*StateGroup, StateGroup.CLOSED, StateGroup.OPEN]))
    unknown = draw(st.booleans()) and state is StateGroup.CLOSED
    facts: dict[str, Any] = {
        "opened": draw(st.sampled_from([None, occurred, occurred + timedelta(minutes=5)])),
        "due": draw(st.one_of(st.none(), st.integers(0, 80).map(lambda ahead: occurred + timedelta(hours=6 * ahead)))),
        "closed": None if unknown or state is StateGroup.OPEN else end,
        "closed_unknown": unknown,
        "in_time": draw(st.sampled_from([None, None, True, False])),
        "class_code": draw(texts),
        "class_name": draw(st.sampled_from(["", "垃圾", "充电"])),
        "source": draw(st.sampled_from(["", "hotline", "patrol"])),
        "severity": draw(st.sampled_from(["", "urgent", "normal"])),
        "unit": draw(texts),
        "micro": draw(texts),
        "place": draw(places),
        "lon": draw(st.sampled_from([None, 121.3])),
        "lat": draw(st.sampled_from([None, 31.3])),
        "suspended": draw(st.booleans()) and state is StateGroup.OPEN,
        "suspended_seconds": draw(st.sampled_from([0, 7_200])),
        "reopened": draw(st.sampled_from([0, 0, 1])),
        "returned": draw(st.sampled_from([0, 0, 2])),
        "drill": draw(st.sampled_from([False, False, False, True])),
        "holder": draw(st.sampled_from(["", "F1", "F2", "F9"])),
    }
    return Case(id=f"{number:03d}", occurred=occurred, state=state, **facts)


@st.composite
def many_cases(draw: st.DrawFn, most: int = 25) -> list[Case]:
    """Cases with ids of their own."""
    return [draw(a_case(number)) for number in range(draw(st.integers(0, most)))]


@st.composite
def an_action(draw: st.DrawFn, number: int) -> Action:
    """One decision or action item; the number makes its id."""
    return Action(
        id=f"A{number}",
        week=draw(st.sampled_from(["2026-W43", "2026-W44", "2026-W45", "2026-W46"])),
        number=number,
        text=f"第{number}项",
        due=draw(st.sampled_from([None, date(2026, 11, 10), date(2026, 12, 1)])),
        progress=draw(st.sampled_from(["open", "doing", "done", "verified", "cancelled"])),
        carried=draw(st.integers(0, 3)),
    )


@st.composite
def many_actions(draw: st.DrawFn) -> list[Action]:
    """Decisions and action items of the last meetings."""
    return [draw(an_action(number)) for number in range(draw(st.integers(0, 6)))]


FORCES = (
    Force(id="F1", source="enforcement", people=6, duty_hours=240.0),
    Force(id="F2", source="own", people=0),
    Force(id="F3", source="social", people=12, duty_hours=0.0),
)
