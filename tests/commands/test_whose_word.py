"""Whose word a step is, which forces are whose to send, and other rights of the tables, tried on a small district."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.commands import dispatching, handling, intake, leading, notes, rejecting, staffing, waiting
from app.commands.command import Command
from app.domain.catalogue import UNMAPPED, Severity, Tier
from app.domain.incident import Channel, Entry, Incident, Origin, Outcome, Said, State, Verb
from app.domain.people import Appointment, Contact, Role, Source, Trade
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.roster import Duty, Force
from tests.commands.desk import RuleDesk
from tests.support.district import AREA, CHIEF, DEPUTY, LONG_AGO, MICRO, OFFICER, TOWN, TOWN_CHIEF, UNIT, WORKER

UNIT_CHIEF = "p-unit"


@pytest.fixture
def desk() -> RuleDesk:
    made = RuleDesk()
    right = Appointment(id="a-unit", town=TOWN, area=AREA, person=UNIT_CHIEF, role=Role.UNIT_CHIEF, place=UNIT, since=LONG_AGO)
    made.world.apply((Put(right),))
    return made


def refused(desk: RuleDesk, person: str, command: Command) -> Code:
    with pytest.raises(Problem) as caught:
        desk.does(person, command)
    return caught.value.code


def last(desk: RuleDesk, verb: Verb) -> Entry:
    return [entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is verb][-1]


def accepted(desk: RuleDesk) -> None:
    desk.dispatched()
    promise = desk.clock.now + timedelta(minutes=20)
    desk.does(WORKER, dispatching.Accept(incident="i1", saw=desk.sees(), handler="王强", promised_at=promise))


def waited(desk: RuleDesk) -> None:
    desk.handling()
    until = desk.clock.now + timedelta(days=1)
    desk.does(WORKER, waiting.AskWait(incident="i1", saw=desk.sees(), until=until, reason="暴雨"))
    desk.does(DEPUTY, waiting.DecideWait(incident="i1", saw=desk.sees(), granted=True))


def bare(desk: RuleDesk, step: str) -> tuple[Command, Verb]:
    """A step that an officer takes without a word on whose it is, the case made ready for it, and the line it leaves."""
    soon = timedelta(minutes=30)
    if step == "return":
        desk.dispatched()
        return dispatching.ReturnCase(incident="i1", saw=desk.sees(), reason="not_duty", note="不归我们"), Verb.RETURNED
    if step == "arrive":
        accepted(desk)
        return dispatching.Arrive(incident="i1", saw=desk.sees()), Verb.ARRIVED
    if step == "resume":
        waited(desk)
        return waiting.Resume(incident="i1", saw=desk.sees()), Verb.RESUMED
    desk.handling()
    given: dict[str, Any] = {"incident": "i1", "saw": desk.sees()}
    if step == "wait":
        return waiting.AskWait(**given, until=desk.clock.now + soon, reason="暴雨"), Verb.WAIT_ASKED
    if step == "extension":
        ends = desk.case().step_due
        assert ends is not None
        return waiting.AskExtension(**given, until=ends + soon, reason="等配件", basis="采购单"), Verb.EXTENSION_ASKED
    return handling.ReportDone(**given, result="已固定", evidence=1, evidence_kept="工作群"), Verb.DONE


@pytest.mark.parametrize("step", ["return", "arrive", "resume", "wait", "extension", "done"])
def test_a_desk_that_names_nobody_records_for_who_has_the_case_and_says_how_he_told_it(desk: RuleDesk, step: str) -> None:
    command, verb = bare(desk, step)
    assert refused(desk, OFFICER, command) is Code.CHANNEL_MISSING
    desk.does(OFFICER, replace(command, said=Said.PHONE))
    entry = last(desk, verb)
    assert (entry.by, entry.handler, entry.said) == (OFFICER, "f-squad" if step == "return" else "王强", Said.PHONE)
    if step != "return":
        assert OFFICER in desk.case().recorders
    if step == "done":
        assert desk.case().handled_by == "王强"


@pytest.mark.parametrize("step", ["return", "arrive", "resume", "wait", "extension", "done"])
def test_a_handler_speaks_for_himself(desk: RuleDesk, step: str) -> None:
    command, verb = bare(desk, step)
    desk.does(WORKER, command)
    assert last(desk, verb).said is Said.SELF
    assert desk.case().recorders == ()


def test_what_was_accepted_by_telephone_stays_somebodys_word_on_arrival(desk: RuleDesk) -> None:
    desk.dispatched()
    promise = desk.clock.now + timedelta(minutes=20)
    accept = dispatching.Accept(incident="i1", saw=desk.sees(), handler="王强", promised_at=promise)
    assert refused(desk, OFFICER, replace(accept, handler=OFFICER.upper())) is Code.CHANNEL_MISSING
    desk.does(OFFICER, replace(accept, said=Said.PHONE))
    assert refused(desk, OFFICER, dispatching.Arrive(incident="i1", saw=desk.sees())) is Code.CHANNEL_MISSING
    assert desk.case().handler_said is Said.PHONE


def test_a_unit_leader_settles_in_his_own_name_and_a_desk_does_not(desk: RuleDesk) -> None:
    desk.filed(event_class="0112")
    alone = dispatching.SelfHandle(incident="i1", saw=desk.sees())
    assert refused(desk, OFFICER, alone) is Code.FIELD_MISSING
    desk.does(UNIT_CHIEF, alone)
    assert (desk.case().state, desk.case().handler) == (State.HANDLING, UNIT_CHIEF.upper())


def test_from_self_governance_a_case_is_led_up_in_the_unit_leaders_name(desk: RuleDesk) -> None:
    desk.filed(event_class="0112")
    up = leading.LeadUp(incident="i1", saw_tier=Tier.L1, measures="已到场两次")
    assert refused(desk, OFFICER, up) is Code.FIELD_MISSING
    assert refused(desk, OFFICER, replace(up, handler="金惠兰")) is Code.CHANNEL_MISSING
    desk.does(OFFICER, replace(up, handler="金惠兰", said=Said.PHONE))
    assert (last(desk, Verb.RAISED).handler, desk.case().tier) == ("金惠兰", Tier.L2)

    down = leading.LetDown(incident="i1", saw_tier=Tier.L2, instruction="余下属地")
    assert refused(desk, DEPUTY, down) is Code.NOT_ALLOWED
    desk.does(CHIEF, down)
    desk.does(UNIT_CHIEF, up)
    assert desk.case().tier is Tier.L2


def force(desk: RuleDesk, key: str, *, area: str = AREA, grid: str = "") -> None:
    made = Force(id=key, town=TOWN, area=area, grid=grid, name=key, source=Source.OWN, trade=Trade.SERVICE, duty=Duty.AVAILABLE)
    desk.world.apply((Put(made),))


def test_a_unit_leader_sends_the_forces_of_his_unit_alone(desk: RuleDesk) -> None:
    for key, grid in (("f-home", UNIT), ("f-micro", MICRO)):
        force(desk, key, grid=grid)
    desk.filed(event_class="0112")
    send = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad")
    assert refused(desk, UNIT_CHIEF, send) is Code.TARGET_OUT_OF_REACH
    assert refused(desk, UNIT_CHIEF, replace(send, force="f-home", helpers=("f-squad",))) is Code.TARGET_OUT_OF_REACH
    desk.does(UNIT_CHIEF, replace(send, force="f-home", helpers=("f-micro",)))
    assert desk.case().helpers == ("f-micro",)


def test_the_whole_towns_forces_go_where_the_town_leads(desk: RuleDesk) -> None:
    force(desk, "f-town", area="")
    desk.filed(event_class="0112")
    send = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-town")
    for person in (OFFICER, DEPUTY, CHIEF):
        assert refused(desk, person, send) is Code.TARGET_OUT_OF_REACH, person
    desk.filed("i2", event_class="0502", severity=Severity.CRITICAL)
    assert desk.case("i2").tier is Tier.L3
    desk.does(TOWN_CHIEF, dispatching.Dispatch(incident="i2", saw=desk.sees("i2"), force="f-town"))
    assert desk.case("i2").holder == "f-town"


def test_a_right_at_a_unit_counts_for_its_own_cases_and_forces(desk: RuleDesk) -> None:
    caller = intake.Caller(contact="c-1", name="王大伯", phone="13800138000")
    desk.reported(caller=caller)
    desk.does(UNIT_CHIEF, notes.ShowContact(contact="c-1", reason="回访"))
    assert last(desk, Verb.CONTACT_SHOWN).by == UNIT_CHIEF
    force(desk, "f-home", grid=UNIT)
    desk.does(UNIT_CHIEF, staffing.SetDuty(force="f-home", saw=Duty.AVAILABLE, duty=Duty.OFF))
    away = staffing.SetDuty(force="f-squad", saw=Duty.AVAILABLE, duty=Duty.OFF)
    assert refused(desk, UNIT_CHIEF, away) is Code.OUTSIDE_PLACES
    staffs = Contact(id="c-2", town=TOWN, area=AREA, of_kind="person", of=WORKER, name="王强", phone="13900139000")
    desk.world.apply((Put(staffs),))
    assert refused(desk, UNIT_CHIEF, notes.ShowContact(contact="c-2", reason="找人")) is Code.OUTSIDE_PLACES


def test_nobody_files_a_case_without_a_class_but_of_a_recording(desk: RuleDesk) -> None:
    desk.reported()
    file = intake.FileCase(
        incident="i1", saw=desk.sees(), event_class=UNMAPPED, severity=Severity.NORMAL, duplicates_reviewed=True
    )
    assert refused(desk, OFFICER, file) is Code.FIELD_MISSING
    played = replace(desk.case(), origin=Origin.REPLAY)
    desk.world.apply((Put(played),))
    desk.does(OFFICER, file)
    assert desk.case().state is State.FILED


def test_who_reported_is_told_that_his_report_is_not_filed(desk: RuleDesk) -> None:
    desk.reported(caller=intake.Caller(contact="c-1", name="王大伯", phone="13800138000"))
    reject = rejecting.RejectCase(incident="i1", saw=desk.sees(), reason="not_grid_matter")
    assert refused(desk, OFFICER, reject) is Code.FIELD_MISSING
    desk.does(OFFICER, replace(reject, reporter_told=True))
    assert desk.case().state is State.REJECTED
    desk.reported("i2")
    desk.does(OFFICER, rejecting.RejectCase(incident="i2", saw=desk.sees("i2"), reason="not_grid_matter"))


def test_where_two_look_who_reported_is_told_by_the_second(desk: RuleDesk) -> None:
    told = intake.Caller(contact="c-1", name="王大伯", phone="13800138000")
    desk.reported(caller=told, source=Channel.HOTLINE)
    desk.does(OFFICER, rejecting.RejectCase(incident="i1", saw=desk.sees(), reason="not_grid_matter"))
    asked = desk.case().rejection_asked
    assert asked is not None
    agree = rejecting.DecideRejection(incident="i1", saw=desk.sees(), saw_proposal=asked.order, agreed=True)
    assert refused(desk, DEPUTY, agree) is Code.FIELD_MISSING
    desk.does(DEPUTY, replace(agree, agreed=False, note="属网格事项"))
    assert desk.case().rejection_asked is None


def reopened(desk: RuleDesk) -> Incident:
    desk.does(OFFICER, handling.Reopen(incident="i1", saw=desk.sees(), reason="not_solved"))
    return desk.case()


def test_a_case_closed_in_time_is_not_late_when_it_is_reopened(desk: RuleDesk) -> None:
    before = desk.closed()
    assert before.overall_due is not None
    assert before.closed_at is not None
    left = before.overall_due - before.closed_at
    desk.clock.pass_(days=9)
    after = reopened(desk)
    assert after.overall_due == desk.clock.now + left, "an urgent case counts day and night"
    pause = after.pauses[-1]
    assert (pause.starts, pause.ends) == (before.closed_at, desk.clock.now)


def test_a_case_closed_late_stays_late_when_it_is_reopened(desk: RuleDesk) -> None:
    desk.checking()
    desk.clock.pass_(days=5)
    case = desk.closes()
    assert case.outcome is Outcome.SOLVED
    assert case.closed_at is not None
    assert case.overall_due is not None
    assert case.overall_due < case.closed_at
    desk.clock.pass_(days=2)
    assert reopened(desk).overall_due == case.overall_due
