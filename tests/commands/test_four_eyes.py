"""Who handled a case does not check it, whoever wrote it down; who wrote it down and checks is marked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.commands import dispatching, handling
from app.commands.command import Command
from app.domain.catalogue import Severity
from app.domain.incident import Entry, Outcome, Said, Verb
from app.domain.problems import Code, Problem
from tests.commands.desk import RuleDesk
from tests.support.district import DEPUTY, OFFICER, SECOND_OFFICER, WORKER

NAMED = SECOND_OFFICER.upper()  # what the account of the second officer is called


@pytest.fixture
def desk() -> RuleDesk:
    return RuleDesk()


def refused(desk: RuleDesk, person: str, command: Command) -> Code:
    with pytest.raises(Problem) as caught:
        desk.does(person, command)
    return caught.value.code


def settled(desk: RuleDesk, handler: str, said: Said = Said.PHONE) -> handling.SettleOnSpot:
    desk.reported()
    return handling.SettleOnSpot(
        incident="i1",
        saw=desk.sees(),
        event_class="0112",
        severity=Severity.NORMAL,
        result="垃圾已清",
        handler=handler,
        evidence=1,
        evidence_kept="工作群",
        said=said,
    )


@pytest.mark.parametrize("handler", [NAMED, f"队长 {NAMED}", f"老周、{NAMED}"])
def test_a_handler_for_whom_it_was_recorded_does_not_check(desk: RuleDesk, handler: str) -> None:
    desk.does(OFFICER, settled(desk, handler))
    assert refused(desk, SECOND_OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees())) is Code.FOUR_EYES
    desk.does(OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees()))
    close = handling.CloseCase(incident="i1", saw=desk.sees(), outcome=Outcome.SOLVED)
    assert refused(desk, SECOND_OFFICER, close) is Code.FOUR_EYES


def closing(desk: RuleDesk, checker: str) -> Entry:
    desk.does(checker, handling.TakeCheck(incident="i1", saw=desk.sees()))
    desk.does(checker, handling.CloseCase(incident="i1", saw=desk.sees(), outcome=Outcome.SOLVED))
    return next(entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is Verb.CLOSED)


def test_a_recorder_who_checks_is_marked_and_nobody_else(desk: RuleDesk) -> None:
    desk.does(OFFICER, settled(desk, "老周"))
    assert closing(desk, OFFICER).reason == handling.RECORDER_CHECKS
    other = RuleDesk()
    other.does(OFFICER, settled(other, "老周"))
    assert closing(other, SECOND_OFFICER).reason == ""


def test_who_recorded_only_the_acceptance_is_marked_too_until_the_case_goes_to_others(desk: RuleDesk) -> None:
    desk.dispatched()
    promise = desk.clock.now + timedelta(minutes=20)
    accept = dispatching.Accept(incident="i1", saw=desk.sees(), handler="王强", promised_at=promise, said=Said.RADIO)
    desk.does(SECOND_OFFICER, accept)
    desk.does(WORKER, dispatching.Arrive(incident="i1", saw=desk.sees()))
    desk.does(WORKER, handling.ReportDone(incident="i1", saw=desk.sees(), result="已固定", evidence=1, evidence_kept="工作群"))
    assert closing(desk, SECOND_OFFICER).reason == handling.RECORDER_CHECKS


@pytest.mark.parametrize("step", ["accept", "arrive", "return", "settle", "self", "done"])
def test_a_desk_that_names_another_says_how_he_told_it(desk: RuleDesk, step: str) -> None:
    made: dict[str, Any] = {"incident": "i1", "handler": "王强"}
    command: Command
    if step == "settle":
        command = settled(desk, "王强", Said.SELF)
    elif step == "self":
        desk.filed(event_class="0112")
        command = dispatching.SelfHandle(saw=desk.sees(), **made)
    elif step == "done":
        desk.handling()
        command = handling.ReportDone(saw=desk.sees(), result="好了", evidence=1, evidence_kept="工作群", **made)
    elif step == "arrive":
        desk.dispatched()
        promise = desk.clock.now + timedelta(minutes=20)
        desk.does(WORKER, dispatching.Accept(incident="i1", saw=desk.sees(), handler="王强", promised_at=promise))
        command = dispatching.Arrive(saw=desk.sees(), **made)
    elif step == "return":
        desk.dispatched()
        command = dispatching.ReturnCase(saw=desk.sees(), reason="not_duty", note="不归我们", **made)
    else:
        desk.dispatched()
        command = dispatching.Accept(saw=desk.sees(), promised_at=desk.clock.now, **made)
    assert refused(desk, OFFICER, command) is Code.CHANNEL_MISSING


def test_the_handlers_own_side_names_whom_it_sends(desk: RuleDesk) -> None:
    desk.handling()
    desk.does(
        WORKER,
        handling.ReportDone(incident="i1", saw=desk.sees(), result="好了", evidence=1, evidence_kept="工作群", handler=NAMED),
    )
    assert refused(desk, SECOND_OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees())) is Code.FOUR_EYES
    assert desk.case().recorders == ()


def test_a_new_dispatch_forgets_who_recorded_for_the_handlers_before(desk: RuleDesk) -> None:
    desk.dispatched()
    recorded = dispatching.ReturnCase(
        incident="i1", saw=desk.sees(), reason="not_duty", note="不归我们", handler="王强", said=Said.PHONE
    )
    desk.does(SECOND_OFFICER, recorded)
    told = next(entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is Verb.RETURNED)
    assert (told.handler, told.said) == ("王强", Said.PHONE)
    desk.does(DEPUTY, dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-workers"))
    assert desk.case().recorders == ()
