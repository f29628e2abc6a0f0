"""History that is entered again: nothing doubles, what differs is put right, what people put right stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.commands import intake
from app.commands.entering import EnterCalendar, EnterHistory, PastCase
from app.domain.calendar import CalendarYear
from app.domain.catalogue import UNMAPPED, Severity
from app.domain.problems import Code, Problem
from tests.commands.desk import RuleDesk
from tests.support.district import DISTRICT, MICRO, OFFICER, TOWN

PAST = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)


def enter(desk: RuleDesk, *, event_class: str = UNMAPPED, title: str = "路灯不亮") -> int:
    """How many records the file changed."""
    past = PastCase(incident="h1", grid=MICRO, title=title, occurred_at=PAST, event_class=event_class, source_case="A-7")
    effects = EnterHistory(cases=(past,)).decide(desk.clock.system(), desk.world)
    desk.world.apply(effects)
    return len(effects)


def test_history_entered_again_changes_nothing() -> None:
    desk = RuleDesk()
    assert enter(desk) == 1
    assert enter(desk) == 0
    assert enter(desk, title="路灯不亮（两盏）") == 1


def test_a_class_put_right_by_hand_survives_the_file() -> None:
    desk = RuleDesk()
    enter(desk)
    desk.does(
        OFFICER,
        intake.Reclassify(
            incident="h1", saw_class=UNMAPPED, saw_severity=Severity.NORMAL, event_class="0508", severity=Severity.URGENT
        ),
    )
    assert enter(desk) == 0
    assert (desk.case("h1").event_class, desk.case("h1").severity) == ("0508", Severity.URGENT)
    assert enter(desk, event_class="0113") == 1
    assert desk.case("h1").event_class == "0113"


FAIR = date(2026, 11, 20)  # a Friday on which only one town rests
OTHER_TOWN = "310114103"


def year(place: str, *off: date) -> CalendarYear:
    return CalendarYear(id=f"{place}-2026", place=place, year=2026, holidays=off)


def test_a_towns_calendar_is_that_towns_alone() -> None:
    desk = RuleDesk()
    desk.rings(EnterCalendar(years=(year(DISTRICT), year(TOWN, FAIR))))
    assert not desk.world.calendar(TOWN).is_workday(FAIR)
    assert desk.world.calendar(OTHER_TOWN).is_workday(FAIR)
    desk.rings(EnterCalendar(years=(year(OTHER_TOWN), year(DISTRICT, FAIR))))
    assert desk.world.calendar(OTHER_TOWN).is_workday(FAIR), "a town's own year goes before the district's"


def test_a_case_counts_by_the_calendar_of_its_own_town() -> None:
    resting, working = RuleDesk(), RuleDesk()
    resting.rings(EnterCalendar(years=(year(DISTRICT), year(TOWN, FAIR))))
    working.rings(EnterCalendar(years=(year(DISTRICT), year(OTHER_TOWN, FAIR))))
    due = [desk.reported(severity=Severity.NORMAL).overall_due for desk in (resting, working)]
    assert due[0] is not None
    assert due[1] is not None
    assert due[0] > due[1]


def test_a_calendar_of_a_place_that_is_not_in_the_tree_is_refused() -> None:
    desk = RuleDesk()
    with pytest.raises(Problem) as caught:
        desk.rings(EnterCalendar(years=(year("310114999"),)))
    assert caught.value.code is Code.GRID_UNKNOWN
    desk.rings(EnterCalendar(years=(year("district", FAIR),)))
    assert not desk.world.calendar(TOWN).is_workday(FAIR)
