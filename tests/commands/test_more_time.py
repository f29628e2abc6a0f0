"""More time is asked for with a reason, within its bounds, and asked for no longer once the state is left."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.commands import handling, intake, waiting
from app.commands.command import Command
from app.domain.catalogue import Severity
from app.domain.deadline import Clock, Term
from app.domain.incident import State
from app.domain.problems import Code, Problem
from tests.commands.desk import RuleDesk
from tests.support.district import DEPUTY, OFFICER, SECOND_OFFICER, WORKER


@pytest.fixture
def desk() -> RuleDesk:
    made = RuleDesk()
    made.handling()
    return made


def refused(desk: RuleDesk, person: str, command: Command) -> Code:
    with pytest.raises(Problem) as caught:
        desk.does(person, command)
    return caught.value.code


def more(desk: RuleDesk, until: datetime) -> waiting.AskExtension:
    return waiting.AskExtension(incident="i1", saw=desk.sees(), until=until, reason="等配件", basis="采购单")


def latest(desk: RuleDesk) -> datetime:
    found = waiting.latest_end(desk.case(), desk.world)
    assert found is not None
    return found


def test_more_than_half_of_the_term_is_not_even_taken_as_a_wish(desk: RuleDesk) -> None:
    assert refused(desk, WORKER, more(desk, latest(desk) + timedelta(minutes=1))) is Code.END_DATE_WRONG
    desk.does(WORKER, more(desk, latest(desk)))
    desk.does(DEPUTY, waiting.DecideExtension(incident="i1", saw=desk.sees(), granted=True))
    assert (desk.case().extensions, desk.case().extension_asked) == (1, None)
    assert refused(desk, WORKER, more(desk, latest(desk))) is Code.TOO_OFTEN


def test_a_no_needs_a_word_why_and_leaves_the_term(desk: RuleDesk) -> None:
    before = desk.case().step_due
    desk.does(WORKER, more(desk, latest(desk)))
    silent = waiting.DecideExtension(incident="i1", saw=desk.sees(), granted=False)
    assert refused(desk, DEPUTY, silent) is Code.FIELD_MISSING
    assert refused(desk, OFFICER, silent) is Code.NOT_ALLOWED
    desk.does(DEPUTY, waiting.DecideExtension(incident="i1", saw=desk.sees(), granted=False, note="配件今日到"))
    assert (desk.case().step_due, desk.case().extensions, desk.case().extension_asked) == (before, 0, None)


def test_a_wish_ends_with_the_state_in_which_it_was_made(desk: RuleDesk) -> None:
    desk.does(WORKER, more(desk, latest(desk)))
    until = desk.clock.now + timedelta(days=1)
    desk.does(WORKER, waiting.AskWait(incident="i1", saw=desk.sees(), until=until, reason="暴雨"))
    desk.does(
        WORKER,
        handling.ReportDone(incident="i1", saw=desk.sees(), result="配件提前到，已固定", evidence=1, evidence_kept="工作群"),
    )
    desk.does(SECOND_OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees()))
    desk.does(SECOND_OFFICER, handling.FailCheck(incident="i1", saw=desk.sees(), reason="又松了"))
    case = desk.case()
    assert (case.state, case.wait_asked, case.extension_asked) == (State.HANDLING, None, None)
    stale = waiting.DecideExtension(incident="i1", saw=desk.sees(), granted=True)
    assert refused(desk, DEPUTY, stale) is Code.FIELD_MISSING


def granted(desk: RuleDesk, until: datetime) -> None:
    desk.does(WORKER, more(desk, until))
    desk.does(DEPUTY, waiting.DecideExtension(incident="i1", saw=desk.sees(), granted=True))


def test_a_pause_moves_the_granted_end_by_its_own_length_and_no_further(desk: RuleDesk) -> None:
    before = desk.case().step_due
    assert before is not None
    until = before + timedelta(minutes=10)
    granted(desk, until)
    desk.does(WORKER, waiting.AskWait(incident="i1", saw=desk.sees(), until=desk.clock.now + timedelta(days=1), reason="暴雨"))
    desk.does(DEPUTY, waiting.DecideWait(incident="i1", saw=desk.sees(), granted=True))
    desk.clock.pass_(minutes=1)
    desk.does(WORKER, waiting.Resume(incident="i1", saw=desk.sees()))
    pause = desk.case().pauses[-1]
    assert pause.ends is not None
    assert desk.case().step_due == until + (pause.ends - pause.starts)


def test_a_class_with_a_longer_term_is_not_held_to_the_extension_of_a_shorter_one(desk: RuleDesk) -> None:
    before = desk.case()
    assert before.step_due is not None
    until = before.step_due + timedelta(minutes=10)
    granted(desk, until)
    right = intake.Reclassify(
        incident="i1", saw_class=before.event_class, saw_severity=before.severity, event_class="0113", severity=Severity.NORMAL
    )
    desk.does(OFFICER, right)
    assert desk.case().step_term == Term(Clock.WORK_DAY, 5)
    back = intake.Reclassify(
        incident="i1", saw_class="0113", saw_severity=Severity.NORMAL, event_class=before.event_class, severity=before.severity
    )
    desk.does(OFFICER, back)
    ends = desk.case().step_due
    assert ends is not None
    assert ends >= until, "what was granted is not taken away by a change of class"
