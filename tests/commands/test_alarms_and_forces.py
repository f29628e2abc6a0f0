"""An alarm rings once for each end of a clock; a case that comes back finds its forces where they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.commands import dispatching, handling, intake, staffing, timers, waiting
from app.domain.catalogue import Severity
from app.domain.incident import Entry, State, Verb
from app.domain.roster import Duty, Force
from app.domain.terms import Timer
from tests.commands.desk import RuleDesk
from tests.support.district import CHIEF, DEPUTY, OFFICER, SECOND_OFFICER, WORKER


@pytest.fixture
def desk() -> RuleDesk:
    return RuleDesk()


def force(desk: RuleDesk, key: str = "f-squad") -> tuple[Duty, str]:
    found = desk.world.get(Force, key)
    assert found is not None
    return found.duty, found.busy_with


def alarms(desk: RuleDesk) -> int:
    return sum(entry.verb is Verb.OVERDUE for entry in desk.world.find(Entry, incident="i1"))


def test_who_takes_a_report_late_does_not_hear_its_alarm_again(desk: RuleDesk) -> None:
    reported = desk.reported(severity=Severity.URGENT)
    desk.clock.pass_(hours=1)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.VERIFY))
    desk.does(OFFICER, intake.Take(incident="i1", saw=desk.sees()))
    taken = desk.case()
    assert (taken.step_due, taken.rung) == (reported.step_due, (Timer.VERIFY,))
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.VERIFY))
    assert alarms(desk) == 1


def test_who_takes_a_check_late_does_not_hear_its_alarm_again(desk: RuleDesk) -> None:
    desk.handling()
    desk.does(WORKER, handling.ReportDone(incident="i1", saw=desk.sees(), result="已固定", evidence=1, evidence_kept="工作群"))
    desk.clock.pass_(days=1)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.CHECK))
    desk.does(SECOND_OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees()))
    assert desk.case().rung == (Timer.CHECK,)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.CHECK))
    assert alarms(desk) == 1


def test_a_check_that_fails_starts_a_clock_that_rings_anew(desk: RuleDesk) -> None:
    desk.handling()
    desk.clock.pass_(days=30)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.HANDLE))
    desk.does(WORKER, handling.ReportDone(incident="i1", saw=desk.sees(), result="已固定", evidence=1, evidence_kept="工作群"))
    desk.does(SECOND_OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees()))
    desk.does(SECOND_OFFICER, handling.FailCheck(incident="i1", saw=desk.sees(), reason="又松了"))
    assert Timer.HANDLE not in desk.case().rung
    desk.clock.pass_(days=30)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.HANDLE))
    assert alarms(desk) == 2


def test_a_severity_put_right_after_the_alarm_gives_the_clock_another_end_and_another_alarm(desk: RuleDesk) -> None:
    desk.reported(severity=Severity.CRITICAL, event_class="0112")
    desk.clock.pass_(minutes=11)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.VERIFY))
    overdue = desk.case()
    milder = intake.Reclassify(
        incident="i1",
        saw_class=overdue.event_class,
        saw_severity=overdue.severity,
        event_class="0112",
        severity=Severity.NORMAL,
    )
    desk.does(OFFICER, milder)
    after = desk.case()
    assert after.step_due is not None
    assert after.step_due > desk.clock.now
    assert after.rung == ()
    desk.clock.pass_(days=1)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.VERIFY))
    assert alarms(desk) == 2


def test_an_extension_granted_after_the_alarm_ends_with_an_alarm_of_its_own(desk: RuleDesk) -> None:
    case = desk.handling()
    assert case.step_due is not None
    until = case.step_due + timedelta(hours=1)
    ask = waiting.AskExtension(incident="i1", saw=desk.sees(), until=until, reason="等配件", basis="采购单")
    desk.does(WORKER, ask)
    desk.clock.now = case.step_due + timedelta(minutes=1)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.HANDLE))
    desk.does(DEPUTY, waiting.DecideExtension(incident="i1", saw=desk.sees(), granted=True))
    assert (desk.case().step_due, desk.case().rung) == (until, ())


def reopened(desk: RuleDesk) -> None:
    desk.does(CHIEF, handling.Reopen(incident="i1", saw=desk.sees(), reason="not_solved"))
    assert desk.case().state is State.HANDLING


def test_a_case_reopened_calls_its_free_force_back(desk: RuleDesk) -> None:
    desk.closed()
    assert force(desk) == (Duty.AVAILABLE, "")
    reopened(desk)
    assert force(desk) == (Duty.ON_THE_WAY, "i1")
    desk.does(WORKER, handling.ReportDone(incident="i1", saw=desk.sees(), result="重新固定", evidence=2, evidence_kept="工作群"))
    assert force(desk) == (Duty.AVAILABLE, "")


def test_a_force_busy_elsewhere_is_not_taken_from_there(desk: RuleDesk) -> None:
    desk.closed()
    desk.handling("i2")
    assert force(desk) == (Duty.ON_SCENE, "i2")
    reopened(desk)
    assert force(desk) == (Duty.ON_SCENE, "i2")


def test_a_force_off_duty_is_not_said_to_be_on_its_way(desk: RuleDesk) -> None:
    desk.checking()
    desk.does(OFFICER, staffing.SetDuty(force="f-squad", saw=Duty.AVAILABLE, duty=Duty.OFF))
    desk.does(SECOND_OFFICER, handling.FailCheck(incident="i1", saw=desk.sees(), reason="没固定"))
    assert force(desk) == (Duty.OFF, "")


def suspended(desk: RuleDesk) -> None:
    desk.handling()
    until = desk.clock.now + timedelta(days=1)
    desk.does(WORKER, waiting.AskWait(incident="i1", saw=desk.sees(), until=until, reason="暴雨"))
    desk.does(DEPUTY, waiting.DecideWait(incident="i1", saw=desk.sees(), granted=True))


def test_who_goes_on_before_the_end_of_a_wait_is_on_the_way_again(desk: RuleDesk) -> None:
    suspended(desk)
    desk.does(WORKER, waiting.Resume(incident="i1", saw=desk.sees()))
    assert force(desk) == (Duty.ON_THE_WAY, "i1")


def test_of_a_timers_word_nobody_has_moved_yet(desk: RuleDesk) -> None:
    suspended(desk)
    desk.clock.pass_(days=1, minutes=1)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.WAIT))
    assert desk.case().state is State.HANDLING
    assert force(desk) == (Duty.AVAILABLE, "")


def test_a_return_frees_the_force_and_the_next_one_is_marked_when_it_accepts(desk: RuleDesk) -> None:
    desk.dispatched()
    desk.does(WORKER, dispatching.ReturnCase(incident="i1", saw=desk.sees(), reason="not_duty", note="不归我们"))
    assert force(desk) == (Duty.AVAILABLE, "")
    desk.does(OFFICER, dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-workers"))
    promise = desk.clock.now + timedelta(minutes=10)
    desk.does(WORKER, dispatching.Accept(incident="i1", saw=desk.sees(), handler="王强", promised_at=promise))
    assert force(desk, "f-workers") == (Duty.ON_THE_WAY, "i1")
