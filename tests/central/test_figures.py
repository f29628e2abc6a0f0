"""From records to the input of the figures: the one mapping that centre and desk share."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.analysis.columns import StateGroup
from app.domain.deadline import Pause
from app.domain.incident import OPEN, Incident, State
from app.domain.meeting import ActionItem, Progress
from app.domain.record import Record
from app.domain.roster import Shift
from services.records.figures import case_of, package_of, place_of, weekly_input
from tests.support.central import REFERENCE
from tests.support.district import AREA, START, TOWN, small_district
from tests.support.world import DictWorld

CUTOFF = datetime(2026, 11, 23, 1, tzinfo=UTC)


def incident(id: str = "i1", /, **facts: Any) -> Incident:
    given: dict[str, Any] = {
        "town": TOWN,
        "area": AREA,
        "state": State.HANDLING,
        "title": "堆物",
        "occurred_at": START,
        "reported_at": START,
        "state_since": START,
        "event_class": "0101",
    }
    return Incident(id=id, **(given | facts))


def world(*more: Record) -> DictWorld:
    base = small_district()
    return DictWorld(*base.all(), *more, catalogue=REFERENCE.catalogue, terms=REFERENCE.terms)


@pytest.mark.parametrize("state", list(State))
def test_every_state_stands_in_one_group(state: State) -> None:
    expected = {State.MERGED: StateGroup.MERGED, State.REJECTED: StateGroup.WITHDRAWN, State.CANCELLED: StateGroup.WITHDRAWN}
    group = case_of(incident(state=state), REFERENCE, CUTOFF).state
    assert group is expected.get(state, StateGroup.OPEN if state in OPEN else StateGroup.CLOSED)


def test_waits_count_up_to_the_cutoff() -> None:
    pauses = (
        Pause(starts=START, ends=START + timedelta(hours=2)),
        Pause(starts=CUTOFF - timedelta(hours=1)),
    )
    case = case_of(incident(state=State.SUSPENDED, pauses=pauses), REFERENCE, CUTOFF)
    assert (case.suspended, case.suspended_seconds) == (True, 3 * 3600)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"place": "银翔路 655 弄"}, {"place": " 银翔路  655 弄 "}, True),
        ({"place": "Main St"}, {"place": "MAIN ST"}, True),
        ({"lon": 121.3100, "lat": 31.2900}, {"lon": 121.3101, "lat": 31.2901}, True),
        ({"lon": 121.3100, "lat": 31.2900}, {"lon": 121.3200, "lat": 31.2900}, False),
        ({"place": "银翔路", "lon": 121.31, "lat": 31.29}, {"lon": 121.31, "lat": 31.29}, False),
    ],
)
def test_two_cases_lie_at_one_place_or_do_not(one: dict[str, object], other: dict[str, object], same: bool) -> None:
    assert (place_of(incident(**one)) == place_of(incident(**other))) is same


def test_a_case_without_a_place_has_none() -> None:
    assert place_of(incident()) == ""


def test_the_input_of_a_week_is_cases_forces_with_their_hours_and_actions() -> None:
    starts = datetime(2026, 11, 18, 0, 30, tzinfo=UTC)
    shift = Shift(
        id="s1", town=TOWN, area=AREA, name="早班", starts=starts, ends=starts + timedelta(hours=9), forces=("f-squad",)
    )
    across = Shift(
        id="s2",
        town=TOWN,
        area=AREA,
        name="跨周",
        starts=datetime(2026, 11, 22, 14, tzinfo=UTC),
        ends=datetime(2026, 11, 22, 22, tzinfo=UTC),
        forces=("f-squad",),
    )
    action = ActionItem(
        id="a1",
        town=TOWN,
        area=AREA,
        meeting="m",
        week="2026-W46",
        no=1,
        text="清理",
        owner="城管",
        due=date(2026, 11, 20),
        at=START,
    )
    given = weekly_input(
        world(incident("i1"), incident("i2", state=State.DRAFT), shift, across, action),
        REFERENCE,
        area=AREA,
        week="2026-W47",
        cutoff=CUTOFF,
    )
    assert [case.id for case in given.cases] == ["i1"]
    hours = {force.id: force.duty_hours for force in given.forces}
    assert hours == {"f-squad": 9 + 2, "f-workers": None, "f-off": None}
    assert [(row.id, row.progress) for row in given.actions] == [("a1", Progress.OPEN.value)]
    assert given.names.area.zh == "南翔镇第三片区"
    package = package_of(given)
    assert (package.week, package.provisional) == ("2026-W47", False)


def test_cases_given_by_the_caller_make_the_same_figures() -> None:
    records = [incident(f"i{n}", occurred_at=START + timedelta(hours=n)) for n in range(5)]
    held = world(*records)
    searched = weekly_input(held, REFERENCE, area=AREA, week="2026-W47", cutoff=CUTOFF)
    given = weekly_input(held, REFERENCE, area=AREA, week="2026-W47", cutoff=CUTOFF, cases=reversed(records))
    assert package_of(searched).digest == package_of(given).digest
