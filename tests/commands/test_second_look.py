"""A report of the hotline or of a leader is put aside by two: one proposes it, another, acting himself, agrees or does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.commands import intake, rejecting, timers
from app.commands.command import Command
from app.domain.catalogue import Severity
from app.domain.incident import Channel, Entry, Incident, State, Verb
from app.domain.people import Appointment, Role
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.terms import Timer
from tests.commands.desk import RuleDesk
from tests.support.district import AREA, CHIEF, DEPUTY, OFFICER, SECOND_OFFICER, STRANGER, TOWN, TOWN_CHIEF, UNIT, WORKER

UNIT_CHIEF = "p-unit-chief"


@pytest.fixture
def desk() -> RuleDesk:
    made = RuleDesk()
    since = made.clock.now - timedelta(days=1)
    held = Appointment(id="a-unit", town=TOWN, area=AREA, person=UNIT_CHIEF, role=Role.UNIT_CHIEF, place=UNIT, since=since)
    made.world.apply((Put(held),))
    return made


def refused(desk: RuleDesk, person: str, command: Command) -> Code:
    with pytest.raises(Problem) as caught:
        desk.does(person, command)
    return caught.value.code


def reject(desk: RuleDesk, reason: str = "not_found", note: str = "") -> rejecting.RejectCase:
    return rejecting.RejectCase(incident="i1", saw=desk.sees(), reason=reason, note=note)


def proposed(desk: RuleDesk, source: Channel = Channel.HOTLINE) -> Incident:
    """The officer has proposed not to file the report."""
    desk.reported(source=source)
    desk.does(OFFICER, reject(desk, note="现场两次未见"))
    return desk.case()


def decide(desk: RuleDesk, *, agreed: bool, note: str = "") -> rejecting.DecideRejection:
    asked = desk.case().rejection_asked
    order = asked.order if asked else ""
    return rejecting.DecideRejection(incident="i1", saw=desk.sees(), saw_proposal=order, agreed=agreed, note=note)


def told(desk: RuleDesk, verb: Verb) -> Entry:
    return next(entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is verb)


@pytest.mark.parametrize("source", Channel)
def test_one_person_alone_puts_aside_what_comes_neither_from_the_hotline_nor_from_a_leader(
    desk: RuleDesk, source: Channel
) -> None:
    before = desk.reported(source=source)
    desk.does(OFFICER, reject(desk))
    if source not in (Channel.HOTLINE, Channel.LEADER):
        assert (desk.case().state, desk.case().rejection_asked) == (State.REJECTED, None)
        return
    after = desk.case()
    assert after.rejection_asked is not None
    assert replace(after, rejection_asked=None) == before, "it stays as it was, its clocks too"
    assert told(desk, Verb.REJECTION_PROPOSED).reason == "not_found"


def test_the_proposal_says_who_when_and_why(desk: RuleDesk) -> None:
    asked = proposed(desk).rejection_asked
    assert asked is not None
    assert (asked.by, asked.by_name, asked.at) == (OFFICER, OFFICER.upper(), desk.clock.now)
    assert (asked.reason, asked.note) == ("not_found", "现场两次未见")


@pytest.mark.parametrize("second", [SECOND_OFFICER, UNIT_CHIEF, DEPUTY, CHIEF])
def test_another_person_of_the_desk_or_a_leader_there_agrees(desk: RuleDesk, second: str) -> None:
    proposed(desk)
    desk.clock.pass_(minutes=3)
    desk.does(second, decide(desk, agreed=True))
    case, line = desk.case(), told(desk, Verb.REJECTED)
    assert (case.state, case.closed_at, case.timer, case.rejection_asked) == (State.REJECTED, desk.clock.now, None, None)
    assert (line.by, line.before, line.reason) == (second, OFFICER.upper(), "not_found")


@pytest.mark.parametrize("agreed", [True, False])
def test_who_proposed_it_does_not_decide_on_it(desk: RuleDesk, agreed: bool) -> None:
    proposed(desk)
    assert refused(desk, OFFICER, decide(desk, agreed=agreed, note="我自己看过")) is Code.SECOND_PERSON_MISSING
    assert desk.case().state is State.REPORTED


@pytest.mark.parametrize(
    ("unfit", "why"), [(WORKER, Code.NOT_ALLOWED), (TOWN_CHIEF, Code.NOT_ALLOWED), (STRANGER, Code.OUTSIDE_PLACES)]
)
def test_nobody_else_decides_on_it(desk: RuleDesk, unfit: str, why: Code) -> None:
    proposed(desk)
    assert refused(desk, unfit, decide(desk, agreed=True)) is why


def test_who_does_not_agree_says_why_and_the_report_goes_on(desk: RuleDesk) -> None:
    before = proposed(desk)
    assert refused(desk, SECOND_OFFICER, decide(desk, agreed=False)) is Code.FIELD_MISSING
    desk.does(SECOND_OFFICER, decide(desk, agreed=False, note="请再到现场看一次"))
    assert desk.case() == replace(before, rejection_asked=None)
    line = told(desk, Verb.REJECTION_DECLINED)
    assert (line.by, line.before, line.text) == (SECOND_OFFICER, OFFICER.upper(), "请再到现场看一次")
    desk.does(SECOND_OFFICER, reject(desk, reason="already_gone"))
    assert desk.case().rejection_asked is not None, "it may be proposed anew"


def test_a_second_proposal_does_not_cover_the_first(desk: RuleDesk) -> None:
    first = proposed(desk)
    assert refused(desk, SECOND_OFFICER, reject(desk, reason="false_report")) is Code.REJECTION_PROPOSED
    assert desk.case() == first


def test_another_proposal_than_the_one_that_was_read_is_not_decided_on(desk: RuleDesk) -> None:
    proposed(desk)
    read = decide(desk, agreed=True)
    desk.does(DEPUTY, decide(desk, agreed=False, note="再核实"))
    assert refused(desk, SECOND_OFFICER, read) is Code.FIELD_MISSING
    desk.does(OFFICER, reject(desk, reason="false_report"))
    assert refused(desk, SECOND_OFFICER, read) is Code.REJECTION_PROPOSED
    assert desk.case().state is State.REPORTED


@pytest.mark.parametrize("step", ["take", "file", "merge"])
def test_it_is_proposed_no_longer_when_the_case_moves_on(desk: RuleDesk, step: str) -> None:
    proposed(desk)
    read, saw = decide(desk, agreed=True), desk.sees()
    desk.reported("i2")
    steps: dict[str, Command] = {
        "take": intake.Take(incident="i1", saw=saw),
        "file": intake.FileCase(incident="i1", saw=saw, event_class="0508", severity=Severity.URGENT, duplicates_reviewed=True),
        "merge": intake.MergeCase(incident="i1", saw=saw, into="i2"),
    }
    desk.does(OFFICER, steps[step])
    assert desk.case().rejection_asked is None
    assert refused(desk, SECOND_OFFICER, read) is Code.RECORD_CHANGED


def test_the_verify_clock_rings_while_it_waits(desk: RuleDesk) -> None:
    due = proposed(desk).step_due
    assert due is not None
    desk.clock.now = due + timedelta(seconds=1)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.VERIFY))
    case = desk.case()
    assert Timer.VERIFY in case.rung
    assert case.rejection_asked is not None
    assert told(desk, Verb.OVERDUE).after == Timer.VERIFY.value


def test_a_reason_of_no_table_is_not_proposed_either(desk: RuleDesk) -> None:
    desk.reported(source=Channel.LEADER)
    assert refused(desk, OFFICER, reject(desk, reason="made-up")) is Code.REASON_UNKNOWN
    assert refused(desk, OFFICER, reject(desk, reason="other")) is Code.FIELD_MISSING
