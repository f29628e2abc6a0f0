"""History that is entered again: nothing doubles, what differs is put right, what people put right stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from app.commands import handling, intake
from app.commands.entering import EnterCalendar, EnterHistory, EnterStaff, EnterTerms, PastCase
from app.commands.staffing import Appoint, RevokeAppointment
from app.domain.calendar import CalendarYear
from app.domain.catalogue import UNMAPPED, Severity
from app.domain.deadline import Clock, Term, due, left_of
from app.domain.ids import SHANGHAI
from app.domain.machine import calendar_of, clocks_again, step_term
from app.domain.meeting import TownTerms
from app.domain.people import Appointment, Office, Posting, Role
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.terms import Timer
from app.domain.town_terms import laid_over, with_limit
from tests.commands.desk import RuleDesk
from tests.support.district import (
    AREA,
    CHIEF,
    DEPUTY,
    DISTRICT,
    LONG_AGO,
    MICRO,
    OFFICER,
    SECOND_OFFICER,
    START,
    TOWN,
    TOWN_CHIEF,
    WORKER,
)

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


DAYS = timedelta(days=1)


def changed(desk: RuleDesk, *, retroactive: bool = False, decreed: bool = True) -> tuple[datetime, datetime]:
    """What an open case and a new one count to, after the year was changed between them: the end of five working days."""
    desk.rings(EnterCalendar(years=(replace(year(DISTRICT), decreed=decreed),)))
    case = desk.reported("i1", severity=Severity.NORMAL)
    desk.clock.pass_(minutes=1)
    desk.rings(EnterCalendar(years=(year(DISTRICT, FAIR),), retroactive=retroactive))
    desk.clock.pass_(minutes=1)
    late = desk.reported("i2", severity=Severity.NORMAL)
    week = Term(Clock.WORK_DAY, 5)
    first, second = (
        due(one.reported_at, week, calendar_of(one, desk.world)).astimezone(SHANGHAI).replace(minute=0) for one in (case, late)
    )
    again = clocks_again(case, desk.world)
    assert (again.overall_due == case.overall_due) is not (retroactive or not decreed), "computed anew it is the same"
    return first, second


def test_a_case_keeps_the_calendar_it_began_with() -> None:
    first, second = changed(RuleDesk())
    assert second - first > 0 * DAYS


def test_rework_counts_what_was_left_by_the_calendar_that_the_case_began_with() -> None:
    desk = RuleDesk()
    desk.rings(EnterCalendar(years=(replace(year(DISTRICT), decreed=True),)))
    begun = desk.handling()
    assert begun.step_due is not None
    desk.world.apply((Put(replace(begun, step_due=datetime(2026, 11, 24, 8, tzinfo=UTC))),))
    desk.clock.pass_(minutes=1)
    desk.rings(EnterCalendar(years=(year(DISTRICT, FAIR),)))
    done = handling.ReportDone(incident="i1", saw=desk.sees(), result="已固定", evidence=1, evidence_kept="工作群")
    desk.does(WORKER, done)
    case = desk.case()
    began = desk.world.calendar(TOWN).as_of(case.reported_at)
    ends = datetime(2026, 11, 24, 8, tzinfo=UTC)
    expected = left_of(Term(Clock.WORK_HOUR, 2), ends, desk.clock.now, began)
    assert case.handling_left == expected != left_of(Term(Clock.WORK_HOUR, 2), ends, desk.clock.now, desk.world.calendar(TOWN))
    desk.does(SECOND_OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees()))
    desk.does(SECOND_OFFICER, handling.FailCheck(incident="i1", saw=desk.sees(), reason="线缆仍下垂"))
    assert desk.case().step_due == ends, "what was left ends where it did"


def test_a_change_announced_as_retroactive_counts_for_cases_that_have_begun() -> None:
    first, second = changed(RuleDesk(), retroactive=True)
    assert first == second


def test_the_decree_of_a_year_that_had_none_counts_for_all() -> None:
    first, second = changed(RuleDesk(), decreed=False)
    assert first == second


def test_former_editions_stay_and_the_same_year_again_is_no_change() -> None:
    desk = RuleDesk()
    for days in ((), (FAIR,), (FAIR + DAYS,)):
        for _ in range(2):
            desk.rings(EnterCalendar(years=(year(DISTRICT, *days),)))
            desk.clock.pass_(days=1)
    (held,) = desk.world.find(CalendarYear)
    assert [(one.edition, one.holidays) for one in held.earlier] == [(1, ()), (2, (FAIR,))]
    calendar = desk.world.calendar(TOWN)
    assert [calendar.as_of(START + n * DAYS).is_workday(FAIR) for n in (0, 3, 9)] == [True, False, True]


def post(key: str, person: str, since: datetime, until: datetime | None = None) -> Posting:
    return Posting(id=key, town=TOWN, area=AREA, grid=AREA, person=person, office=Office.AREA_CHIEF, since=since, until=until)


def terms(desk: RuleDesk) -> list[tuple[str, datetime | None]]:
    return [(p.person, p.until) for p in sorted(desk.world.find(Posting, grid=AREA), key=lambda p: p.since)]


def test_a_post_that_is_entered_follows_the_one_before_and_entered_again_changes_nothing() -> None:
    desk = RuleDesk()
    before = desk.world.get(Posting, "post-1")
    assert before is not None
    both = EnterStaff(postings=(before, post("post-2", DEPUTY, START)))

    for _ in range(2):
        desk.rings(both)

    assert terms(desk) == [(CHIEF, START), (DEPUTY, None)]
    assert both.decide(desk.clock.system(), desk.world) == ()


def test_posts_that_overlap_are_refused_within_one_list_too() -> None:
    desk = RuleDesk()
    ends = START + timedelta(days=9)
    for postings in (
        (post("post-2", DEPUTY, LONG_AGO),),
        (post("post-2", DEPUTY, START, ends), post("post-3", OFFICER, START + timedelta(days=3), ends)),
    ):
        with pytest.raises(Problem) as refused:
            desk.rings(EnterStaff(postings=postings))
        assert refused.value.code is Code.LEADER_OVERLAP
    assert terms(desk) == [(CHIEF, None)]


def test_two_persons_never_hold_the_right_of_an_area_leader_at_a_time() -> None:
    desk = RuleDesk()
    right = Appointment(id="a-2", town=TOWN, area=AREA, person=DEPUTY, role=Role.AREA_CHIEF, place=AREA, since=START)
    appoint = Appoint(appointment="a-2", person=DEPUTY, role=Role.AREA_CHIEF, place=AREA, since=START)
    for command in (EnterStaff(appointments=(right,)), appoint):
        with pytest.raises(Problem) as refused:
            desk.rings(command)
        assert (refused.value.code, refused.value.data["person"]) == (Code.LEADER_OVERLAP, CHIEF.upper())

    desk.rings(RevokeAppointment(appointment=f"a-{CHIEF}"))
    desk.rings(appoint)
    assert desk.world.get(Appointment, "a-2") is not None


def test_a_town_enters_limits_of_its_own_within_bounds_and_takes_the_shipped_ones_back() -> None:
    desk = RuleDesk()
    own = '{"steps":{"T1":{"normal":{"clock":"W","amount":6}}},"returns_at_most":3}'

    desk.rings(EnterTerms(town=TOWN, text=own))

    held = desk.world.get(TownTerms, TOWN)
    assert held is not None
    assert laid_over(desk.world.terms(""), held.text).steps[Timer.VERIFY][Severity.NORMAL] == Term(Clock.WORK_HOUR, 6)
    desk.rings(EnterTerms(town=TOWN, text="{}"))
    back = desk.world.get(TownTerms, TOWN)
    assert back is not None
    assert laid_over(desk.world.terms(""), back.text) == desk.world.terms("")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"steps":{"T1":{"normal":{"clock":"U","amount":4}}}}', "steps.T1.normal U4h"),
        ('{"steps":{"T1":{"gentle":{"clock":"W","amount":4}}}}', "gentle"),
        ('{"steps":{"T9":{}}}', "T9"),
        ('{"classes":{"9999":{"clock":"D","amount":1}}}', "classes.9999 D1"),
        ('{"classes":{"0110":{"clock":"D","amount":1}}}', "classes.0110 D1"),
        ('{"returns":3}', "returns"),
        ('{"steps":3}', "int"),
        ("three", "JSON"),
        ("[]", "array"),
    ],
)
def test_limits_that_are_unknown_or_on_another_clock_are_refused_with_their_place(text: str, why: str) -> None:
    with pytest.raises(Problem) as refused:
        RuleDesk().rings(EnterTerms(town=TOWN, text=text))
    assert refused.value.code is Code.TERMS_WRONG
    assert why in refused.value.data["why"]


def test_only_towns_have_limits_of_their_own() -> None:
    for place in (AREA, "nowhere"):
        with pytest.raises(Problem) as refused:
            RuleDesk().rings(EnterTerms(town=place, text="{}"))
        assert refused.value.code is Code.TOWN_UNKNOWN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"steps":{"T1":{"normal":{"clock":"W","amount":9}}}}', ("steps.T1.normal", "W9h", "W1h", "W8h")),
        ('{"steps":{"T1":{"normal":{"clock":"W","amount":0.5}}}}', ("steps.T1.normal", "W0.5h", "W1h", "W8h")),
        ('{"hotline":{"help":{"clock":"D","amount":99}}}', ("hotline.help", "D99", "D1.25", "D10")),
        ('{"classes":{"0110":{"clock":"W","amount":8.5}}}', ("classes.0110", "W8.5h", "W1h", "W8h")),
        ('{"returns_at_most":99}', ("returns_at_most", "99", "0", "4.0")),
    ],
)
def test_limits_out_of_bounds_are_refused_with_the_bounds(text: str, told: tuple[str, ...]) -> None:
    with pytest.raises(Problem) as refused:
        RuleDesk().rings(EnterTerms(town=TOWN, text=text))
    assert refused.value.code is Code.LIMIT_BEYOND
    assert tuple(refused.value.data[name] for name in ("place", "given", "lowest", "highest")) == told


SHORT_WASTE = '{"classes":{"0110":{"amount":2.0,"clock":"W"}}}'


def test_the_town_sets_the_limit_of_a_class_and_cases_dispatched_from_then_on_have_it() -> None:
    desk = RuleDesk()
    assert step_term(desk.filed("i1", event_class="0110"), Timer.HANDLE, desk.world) == Term(Clock.WORK_HOUR, 4)
    desk.does(
        TOWN_CHIEF, EnterTerms(town=TOWN, text=SHORT_WASTE, reason="创城期间加快", basis="南府办〔2026〕12号", saw_edition=0)
    )
    assert step_term(desk.case(), Timer.HANDLE, desk.world) == Term(Clock.WORK_HOUR, 2)


def test_who_set_a_limit_why_and_on_what_stays_with_it_while_others_are_set() -> None:
    desk = RuleDesk()
    desk.does(TOWN_CHIEF, EnterTerms(town=TOWN, text=SHORT_WASTE, reason="创城期间加快", basis="南府办〔2026〕12号"))
    first = desk.clock.now
    desk.clock.pass_(days=1)
    both = with_limit(SHORT_WASTE, "returns_at_most", 3)
    desk.does(TOWN_CHIEF, EnterTerms(town=TOWN, text=both, reason="试行", saw_edition=1))
    held = desk.world.get(TownTerms, TOWN)
    assert held is not None
    assert held.edition == 2
    told = [(one.place, one.at, one.reason, one.basis) for one in held.made]
    assert told == [
        ("classes.0110", first, "创城期间加快", "南府办〔2026〕12号"),
        ("returns_at_most", desk.clock.now, "试行", ""),
    ]
    desk.does(TOWN_CHIEF, EnterTerms(town=TOWN, text=with_limit(both, "classes.0110", None), reason="恢复"))
    back = desk.world.get(TownTerms, TOWN)
    assert back is not None
    assert (back.text, [one.place for one in back.made]) == ('{"returns_at_most":3}', ["returns_at_most"])


def test_limits_are_the_towns_own_business_with_a_reason_and_on_the_edition_that_was_seen() -> None:
    desk = RuleDesk()
    own = EnterTerms(town=TOWN, text=SHORT_WASTE, reason="创城", saw_edition=0)
    for person, command, code in (
        (OFFICER, own, Code.NOT_ALLOWED),
        (CHIEF, own, Code.NOT_ALLOWED),
        (TOWN_CHIEF, replace(own, town=OTHER_TOWN), Code.OUTSIDE_PLACES),
        (TOWN_CHIEF, replace(own, reason=" "), Code.FIELD_MISSING),
        (TOWN_CHIEF, replace(own, saw_edition=3), Code.TERMS_CHANGED),
    ):
        with pytest.raises(Problem) as refused:
            desk.does(person, command)
        assert refused.value.code is code
    desk.does(TOWN_CHIEF, own)
    with pytest.raises(Problem) as late:
        desk.does(TOWN_CHIEF, replace(own, text="{}"))
    assert (late.value.code, late.value.data["now"]) == (Code.TERMS_CHANGED, "1")
