"""A reminder is put off for some minutes with a coded reason, never beyond the limit, a second time by the lead alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.commands import intake
from app.commands.snoozing import Snooze, snoozed_until
from app.domain.catalogue import Severity
from app.domain.incident import Entry, Verb
from app.domain.problems import Code, Problem
from tests.commands.desk import RuleDesk
from tests.support.district import CHIEF, DEPUTY, OFFICER, SECOND_OFFICER, WORKER


@pytest.fixture
def desk() -> RuleDesk:
    made = RuleDesk()
    made.reported()
    return made


def puts_off(desk: RuleDesk, person: str = OFFICER, *, minutes: int = 10, reason: str = "calling_back", note: str = "") -> None:
    desk.does(person, Snooze(incident="i1", saw=desk.sees(), minutes=minutes, reason=reason, note=note))


def refused(desk: RuleDesk, person: str = OFFICER, *, minutes: int = 10, reason: str = "calling_back", note: str = "") -> Problem:
    with pytest.raises(Problem) as caught:
        puts_off(desk, person, minutes=minutes, reason=reason, note=note)
    return caught.value


def test_everybody_sees_until_when_by_whom_and_why_and_it_comes_back_by_itself(desk: RuleDesk) -> None:
    puts_off(desk)
    case, now = desk.case(), desk.clock.now
    assert snoozed_until(case, now) == now + timedelta(minutes=10)
    assert case.snoozed is not None
    assert (case.snoozed.by, case.snoozed.reason) == (OFFICER, "calling_back")
    (line,) = [entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is Verb.SNOOZED]
    assert (line.by, line.reason) == (OFFICER, "calling_back")
    assert snoozed_until(case, now + timedelta(minutes=10)) is None


@pytest.mark.parametrize("minutes", [4, 16])
def test_it_is_put_off_for_five_to_fifteen_minutes(desk: RuleDesk, minutes: int) -> None:
    assert refused(desk, minutes=minutes).code is Code.SNOOZE_LENGTH


def test_the_reason_is_of_the_table_and_another_needs_words(desk: RuleDesk) -> None:
    assert refused(desk, reason="because").code is Code.REASON_UNKNOWN
    assert refused(desk, reason="other").code is Code.FIELD_MISSING
    puts_off(desk, reason="other", note="在接另一通电话")


def test_it_is_back_before_the_limit_of_the_step(desk: RuleDesk) -> None:
    due = desk.case().step_due
    assert due is not None
    desk.clock.now = due - timedelta(minutes=7)
    assert refused(desk, minutes=10).code is Code.SNOOZE_BEYOND
    puts_off(desk, minutes=5)


def test_the_second_time_of_the_same_alarm_goes_to_the_lead(desk: RuleDesk) -> None:
    puts_off(desk)
    desk.clock.pass_(minutes=11)
    for person in (OFFICER, SECOND_OFFICER):
        assert refused(desk, person).code is Code.NOT_ALLOWED
    puts_off(desk, DEPUTY)
    held = desk.case().snoozed
    assert held is not None
    assert held.times == 2


def test_another_clock_is_another_alarm_and_counts_anew(desk: RuleDesk) -> None:
    puts_off(desk)
    desk.does(OFFICER, intake.Take(incident="i1", saw=desk.sees()))
    filing = intake.FileCase(
        incident="i1", saw=desk.sees(), event_class="0508", severity=Severity.NORMAL, duplicates_reviewed=True
    )
    desk.does(OFFICER, filing)
    assert snoozed_until(desk.case(), desk.clock.now) is None, "the case has moved on, so its reminder is there"
    puts_off(desk)
    held = desk.case().snoozed
    assert held is not None
    assert held.times == 1


@pytest.mark.parametrize(("person", "passes"), [(OFFICER, False), (DEPUTY, True), (CHIEF, True)])
def test_a_critical_case_is_put_off_by_the_lead_alone(person: str, passes: bool) -> None:
    desk = RuleDesk()
    desk.reported(severity=Severity.CRITICAL)
    if passes:
        puts_off(desk, person, minutes=5)
        assert snoozed_until(desk.case(), desk.clock.now)
    else:
        assert refused(desk, person, minutes=5).code is Code.NOT_ALLOWED


def test_who_handles_cases_puts_nothing_off_and_nobody_what_is_in_hand(desk: RuleDesk) -> None:
    assert refused(desk, WORKER).code is Code.NOT_ALLOWED
    desk = RuleDesk()
    desk.dispatched()
    assert refused(desk).code is Code.STATE_FORBIDS
