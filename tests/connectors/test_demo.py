"""The demo district: what it holds, and an afternoon's queue whose every step a person took at its time."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import msgspec
import pytest

from app.analysis.volume import VolumePanel
from app.analysis.weekly import decode
from app.contract.reference import load_reference
from app.domain.calendar import CalendarYear, WorkCalendar
from app.domain.catalogue import Severity, Tier
from app.domain.deadline import Clock, Term, due
from app.domain.delegation import Grant, Lent
from app.domain.duty import LogNote
from app.domain.grid import Grid, Level, Outline
from app.domain.ids import SHANGHAI
from app.domain.incident import IN_HAND, OPEN, TO_DO, Entry, Incident, Origin, Said, State, Verb
from app.domain.machine import place_of
from app.domain.meeting import ActionItem, Meeting, Package, Progress, Stage
from app.domain.people import Appointment, Office, Person, Posting, Role
from app.domain.permissions import roles_at
from app.domain.problems import Code, Problem
from app.domain.record import Record
from app.domain.roster import Duty, Establishment, Force, Shift
from services.connectors.demo import Made, Maker
from services.connectors.demo_clock import StoryClock, earlier
from services.connectors.demo_plan import QUEUE
from tests.analysis.cases import panel
from tests.support.office import NOW, PlainOffice

REFERENCE = load_reference()


def make(
    now: datetime = NOW, *, seed: int = 310114, weeks: int = 2, other_weeks: int = 1, area: str = ""
) -> tuple[PlainOffice, Made]:
    office = PlainOffice(reference=REFERENCE, now=now)
    clock = StoryClock(now - timedelta(days=400))
    maker = Maker(office, REFERENCE, clock, seed=seed, now=now, progress=lambda _done, _total: None)
    return office, maker.make(area=area, weeks=weeks, other_weeks=other_weeks)


@pytest.fixture(scope="module")
def afternoon() -> tuple[PlainOffice, Made]:
    return make()


@pytest.fixture
def office(afternoon: tuple[PlainOffice, Made]) -> PlainOffice:
    return afternoon[0]


@pytest.fixture
def made(afternoon: tuple[PlainOffice, Made]) -> Made:
    return afternoon[1]


@pytest.fixture
def live(office: PlainOffice, made: Made) -> list[Incident]:
    cases = office.world().find(Incident, area=made.area)
    return [case for case in cases if case.origin is Origin.LIVE]


@pytest.fixture
def queue(live: list[Incident]) -> list[Incident]:
    return [case for case in live if case.state in OPEN]


def test_the_tree_is_whole_and_every_grid_has_its_outline(office: PlainOffice) -> None:
    grids = office.world().find(Grid)
    levels = Counter(grid.level for grid in grids)
    assert (levels[Level.DISTRICT], levels[Level.TOWN], levels[Level.AREA]) == (1, 12, 40)
    assert sum(bool(grid.source_code) for grid in grids if grid.level is Level.UNIT) == 399
    assert {outline.id for outline in office.world().find(Outline)} == {grid.id for grid in grids}
    assert all(outline.schematic for outline in office.world().find(Outline))


def test_nothing_was_refused(office: PlainOffice) -> None:
    assert office.refused == []
    assert office.verbs["EnterHistory"] > 0


def test_every_area_has_one_accountable_leader_and_its_delegations(office: PlainOffice) -> None:
    world = office.world()
    for area in [grid for grid in world.find(Grid) if grid.level is Level.AREA]:
        leaders = [
            post
            for post in world.find(Posting, grid=area.id)
            if post.office is Office.AREA_CHIEF and post.since <= NOW and (post.until is None or post.until > NOW)
        ]
        assert len(leaders) == 1, area.id
        lent = {grant.receiver: set(grant.acts) for grant in world.find(Grant, grid=area.id)}
        assert lent == {Role.DUTY: {Lent.DISPATCH_AREA, Lent.DISPATCH_UNIT}, Role.AREA_DEPUTY: set(Lent)}
    units = {grid.id for grid in world.find(Grid) if grid.level is Level.UNIT}
    assert units <= {grant.grid for grant in world.find(Grant) if grant.acts == (Lent.DISPATCH_UNIT,)}


def test_the_cast_may_do_what_it_plays(office: PlainOffice, made: Made) -> None:
    assert set(made.cast) == {"officer", "relief", "second", "deputy", "chief", "worker"}
    assert len({player.person for player in made.cast.values()}) == 6
    for player in made.cast.values():
        person = office.world().get(Person, player.person)
        assert person is not None
        assert person.name == player.name
        assert Role(player.role) in roles_at(office.world(), player.person, player.place, NOW)
    running = [shift for shift in office.world().find(Shift, area=made.area) if shift.starts <= NOW < shift.ends]
    assert [shift.name for shift in running] == ["早班"]


def test_the_queue_looks_like_an_afternoon(queue: list[Incident], made: Made) -> None:
    assert made.open == len(queue) == len(QUEUE)
    assert 45 <= len(queue) <= 50
    assert {case.state for case in queue} == set(OPEN) - {State.DRAFT}
    assert 15 <= sum(case.state in TO_DO for case in queue) <= 25
    assert 22 <= sum(case.state in IN_HAND for case in queue) <= 32
    assert {case.severity for case in queue} == set(Severity)
    assert {case.tier for case in queue} == set(Tier)
    assert len({case.event_class for case in queue}) >= 25


def test_three_critical_cases_wait_unseen(queue: list[Incident]) -> None:
    waiting = [case for case in queue if case.severity is Severity.CRITICAL and case.state is State.REPORTED]
    assert {REFERENCE.catalogue.name(case.event_class) for case in waiting} == {"燃气管道破裂", "地下空间进水", "路面塌陷"}
    for case in waiting:
        assert case.acknowledged_by == ""
        assert case.tier is Tier.L3
        assert case.step_due is not None
        assert timedelta(minutes=2) < case.step_due - NOW < timedelta(minutes=10)


def test_some_are_overdue_and_some_nearly(queue: list[Incident]) -> None:
    overdue = [case for case in queue if case.step_due is not None and case.step_due < NOW]
    assert 2 <= len(overdue) <= 4
    assert all(case.timer in case.rung for case in overdue)
    assert any(case.step_due is not None and NOW - case.step_due > timedelta(days=1) for case in overdue)
    assert {case.tier for case in overdue} <= {Tier.L1, Tier.L2}
    used = [share_used(case) for case in queue if case.state is not State.SUSPENDED and case not in overdue]
    assert sum(share > 0.8 for share in used) >= 3


def share_used(case: Incident) -> float:
    assert case.step_start is not None
    assert case.step_due is not None
    return (NOW - case.step_start) / (case.step_due - case.step_start)


def test_everything_that_can_happen_has_happened(office: PlainOffice, live: list[Incident], queue: list[Incident]) -> None:
    assert sum(case.supervision is not None for case in queue) >= 2
    assert sum(case.bounces for case in queue) >= 3
    assert any(case.extensions for case in queue)
    assert any(case.reworks for case in queue)
    assert any(case.reopenings for case in queue)
    assert any(case.hung_up for case in live)
    verbs = {entry.verb for case in live for entry in office.world().find(Entry, incident=case.id)}
    assert verbs >= {Verb.ACKNOWLEDGED, Verb.RAISED, Verb.TIER_ACKNOWLEDGED, Verb.NOTED, Verb.OVERDUE, Verb.WAIT_GRANTED}


def test_cases_closed_today_were_lived_through(live: list[Incident], made: Made) -> None:
    ended = [case for case in live if case.state not in OPEN]
    assert len(ended) == made.closed_today >= 8
    for case in ended:
        assert case.closed_at is not None
        assert case.closed_at.astimezone(SHANGHAI).date() == NOW.astimezone(SHANGHAI).date()


def test_every_time_line_runs_forward_and_is_recorded_as_it_happens(office: PlainOffice, live: list[Incident]) -> None:
    for case in live:
        lines = sorted(office.world().find(Entry, incident=case.id), key=lambda line: line.recorded_at)
        assert lines[0].verb is Verb.REPORTED
        assert lines[0].at == case.reported_at
        assert lines[-1].at <= NOW
        assert all(before.at <= after.at for before, after in pairwise(lines))
        assert all(line.at == line.recorded_at for line in lines)


def test_four_eyes_see_every_check(office: PlainOffice, live: list[Incident]) -> None:
    for case in live:
        lines = office.world().find(Entry, incident=case.id)
        done = {line.by for line in lines if line.verb is Verb.DONE and line.said is Said.SELF}
        assert done.isdisjoint(line.by for line in lines if line.verb in (Verb.CHECK_TAKEN, Verb.CLOSED))


def test_forces_are_where_their_cases_are(office: PlainOffice, queue: list[Incident], made: Made) -> None:
    forces = {force.id: force for force in office.world().find(Force, area=made.area)}
    duties = Counter(force.duty for force in forces.values())
    assert duties[Duty.AVAILABLE] >= 6
    assert duties[Duty.ON_SCENE] >= 3
    assert duties[Duty.ON_THE_WAY] >= 1
    assert duties[Duty.OFF] >= 1
    cases = {case.id: case for case in queue}
    for force in forces.values():
        assert bool(force.busy_with) == (force.duty in (Duty.ON_SCENE, Duty.ON_THE_WAY))
        if force.busy_with:
            assert cases[force.busy_with].holder == force.id
    assert all(forces[case.holder].duty is not Duty.OFF for case in queue if case.holder)


def test_the_last_meeting_left_its_actions(office: PlainOffice, made: Made) -> None:
    meeting = office.world().find(Meeting, area=made.area)[0]
    assert (meeting.week, meeting.stage) == ("2026-W45", Stage.FOLLOWED)
    assert meeting.checked_by != meeting.drafted_by
    package = office.world().get(Package, meeting.package)
    assert package is not None
    assert panel(decode(package.body), VolumePanel).total.value > 0
    actions = office.world().find(ActionItem, meeting=meeting.id)
    assert Counter(action.progress for action in actions) == Counter(
        {Progress.OPEN: 1, Progress.DOING: 1, Progress.DONE: 1, Progress.VERIFIED: 1}
    )
    assert any(action.progress is Progress.OPEN and action.due < NOW.date() for action in actions)


def test_history_is_closed_and_numbered(office: PlainOffice, made: Made) -> None:
    past = [case for case in office.world().find(Incident) if case.origin is Origin.HISTORY]
    assert len(past) == made.history
    assert {case.state for case in past} == {State.CLOSED}
    assert len({case.area for case in past}) == 40
    numbers = [case.number for case in past]
    assert len(set(numbers)) == len(numbers)
    assert all(case.handler and not case.handler.startswith("310114") for case in past)


def test_ids_are_short_and_tell_what_is_invented(office: PlainOffice) -> None:
    for kind in (Person, Posting, Appointment, Grant, Force, Shift, Establishment, Incident, LogNote):
        ids = [record.id for record in office.world().find(kind)]
        assert ids
        assert all(record.startswith("demo-") and len(record) <= 64 for record in ids)


def test_the_calendar_knows_the_days_off(office: PlainOffice) -> None:
    years = {year.year: year for year in office.world().find(CalendarYear)}
    assert {2025, 2026, 2027} <= set(years)
    assert years[2026].decreed
    assert years[2026].workdays


def test_the_same_seed_makes_the_same_district(office: PlainOffice, made: Made) -> None:
    again, same = make()
    assert same == made
    assert snapshot(again) == snapshot(office)
    other, _ = make(seed=7, weeks=1, other_weeks=0)
    assert snapshot(other) != snapshot(office)


def snapshot(office: PlainOffice) -> bytes:
    kinds: tuple[type[Record], ...] = (Grid, Outline, Person, Grant, Force, Shift, Incident)
    return msgspec.json.encode([office.world().find(kind) for kind in kinds])


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-18 03:10",
        "2026-11-18 08:31",
        "2026-11-18 12:15",
        "2026-11-18 17:29",
        "2026-11-18 23:58",
        "2026-11-21 15:00",
        "2026-10-03 10:00",
        "2026-01-02 09:00",
    ],
)
def test_the_demo_can_be_made_at_any_hour(moment: str) -> None:
    """At night, between working periods, as a shift begins or ends, at a weekend, in holidays, at the turn of the year."""
    now = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
    office, made = make(now, weeks=1, other_weeks=0)
    assert office.refused == []
    cases = office.world().find(Incident, area=made.area)
    assert sum(case.state in OPEN and case.origin is Origin.LIVE for case in cases) == len(QUEUE)
    assert all(case.state_since <= now for case in cases if case.origin is Origin.LIVE)


def test_another_area_can_play() -> None:
    office, made = make(area="310114103P02", weeks=1, other_weeks=0)
    assert (made.area, office.refused) == ("310114103P02", [])
    assert all(place_of(case) for case in office.world().find(Incident, area=made.area))


def test_what_is_no_area_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        make(area="310114102")
    assert caught.value.code is Code.GRID_UNKNOWN


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0, 1.4])
def test_a_term_is_counted_backwards_as_it_is_forwards(share: float) -> None:
    calendar = WorkCalendar()
    for term in (Term(Clock.WORK_HOUR, 4), Term(Clock.WORK_DAY, 5), Term(Clock.URGENT_HOUR, 2), Term(Clock.NATURAL_DAY, 1)):
        began = earlier(NOW, term, share, calendar)
        assert abs(due(began, term.scaled(share), calendar) - NOW) < timedelta(seconds=1) if share else began == NOW
