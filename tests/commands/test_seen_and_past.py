"""What stands already is replaced by nobody who has not seen it, and no end lies behind its beginning or behind now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.commands import Order, dispatching, duty, leading, notes, staffing, waiting
from app.commands.command import Command
from app.contract.codec import decode_order, encode_order
from app.domain.delegation import Grant, Lent
from app.domain.duty import Handover, HandoverState
from app.domain.incident import Attachment, State
from app.domain.people import Role
from app.domain.problems import Code, Problem
from app.headless.filling import filled
from tests.commands.desk import RuleDesk
from tests.support.district import AREA, CHIEF, DEPUTY, OFFICER, SECOND_OFFICER, START, TOWN_CHIEF, WORKER

A_DAY = timedelta(days=1)


@pytest.fixture
def desk() -> RuleDesk:
    return RuleDesk()


def refused(desk: RuleDesk, person: str, command: Command, **circumstances: Any) -> Code:
    with pytest.raises(Problem) as caught:
        desk.does(person, command, **circumstances)
    return caught.value.code


def demand(desk: RuleDesk, days: float, **more: Any) -> leading.Supervise:
    return leading.Supervise(incident="i1", saw=desk.sees(), deadline=START + days * A_DAY, demand="限期办结", **more)


def deadline(desk: RuleDesk) -> float:
    held = desk.case().supervision
    assert held is not None
    return (held.deadline - START) / A_DAY


def test_a_supervision_that_was_not_seen_is_not_replaced(desk: RuleDesk) -> None:
    desk.filed()
    desk.does(CHIEF, demand(desk, 2))
    assert refused(desk, CHIEF, demand(desk, 5)) is Code.RECORD_CHANGED
    assert refused(desk, CHIEF, demand(desk, 5, saw_deadline=START + 3 * A_DAY)) is Code.RECORD_CHANGED
    desk.does(CHIEF, demand(desk, 5, saw_deadline=START + 2 * A_DAY))
    assert deadline(desk) == 5


def test_a_supervision_is_replaced_by_the_same_level_or_a_higher_one_alone(desk: RuleDesk) -> None:
    desk.filed()
    desk.does(DEPUTY, demand(desk, 1))
    desk.does(TOWN_CHIEF, demand(desk, 2, saw_deadline=START + A_DAY))
    for lower in (DEPUTY, CHIEF):
        assert refused(desk, lower, demand(desk, 9, saw_deadline=START + 2 * A_DAY)) is Code.SUPERVISED_ABOVE
    desk.does(TOWN_CHIEF, demand(desk, 3, saw_deadline=START + 2 * A_DAY))
    assert deadline(desk) == 3


def test_the_command_line_fills_in_the_supervision_that_stands(desk: RuleDesk) -> None:
    desk.filed()
    fields = f'{{"incident": "i1", "deadline": "{(START + 5 * A_DAY).isoformat()}", "demand": "限期办结"}}'
    assert filled("Supervise", fields, desk.world, lambda: "new") == demand(desk, 5)
    desk.does(CHIEF, demand(desk, 2))
    assert filled("Supervise", fields, desk.world, lambda: "new") == demand(desk, 5, saw_deadline=START + 2 * A_DAY)


def test_a_supervision_from_before_still_reads(desk: RuleDesk) -> None:
    desk.filed()
    order = Order(id="o-1", author=CHIEF, area=AREA, occurred_at=START, command=demand(desk, 2))
    assert b"saw_deadline" not in encode_order(order)
    assert decode_order(encode_order(order)) == order


def test_a_wait_whose_end_has_passed_is_refused_not_granted(desk: RuleDesk) -> None:
    desk.handling()
    until = desk.clock.now + timedelta(hours=2)
    desk.does(WORKER, waiting.AskWait(incident="i1", saw=desk.sees(), until=until, reason="等材料"))
    desk.clock.pass_(hours=2)
    granted = waiting.DecideWait(incident="i1", saw=desk.sees(), granted=True)
    assert refused(desk, DEPUTY, granted) is Code.TIME_PASSED
    assert desk.case().state is State.HANDLING
    desk.does(DEPUTY, replace(granted, granted=False, note="已过期"))
    assert desk.case().wait_asked is None


def test_evidence_is_not_replaced_by_other_bytes(desk: RuleDesk) -> None:
    desk.filed()
    added = notes.Attach(attachment="a1", incident="i1", sha256="0" * 64, name="现场.jpg", media="image/jpeg", size=1)
    desk.does(OFFICER, added)
    kept = desk.world.get(Attachment, "a1")
    desk.filed("i2")
    assert refused(desk, SECOND_OFFICER, replace(added, sha256="1" * 64)) is Code.EVIDENCE_EXISTS
    assert refused(desk, SECOND_OFFICER, replace(added, incident="i2")) is Code.RECORD_EXISTS
    desk.does(SECOND_OFFICER, added)
    assert desk.world.get(Attachment, "a1") == kept, "the same once more changes neither author nor time"
    assert desk.case().evidence == 1


@pytest.mark.parametrize("days", [0, -1])
def test_a_loan_and_a_right_end_after_they_begin(desk: RuleDesk, days: int) -> None:
    ends = START + days * A_DAY
    lend = staffing.Delegate(grant="g-9", grid=AREA, receiver=Role.DUTY, acts=(Lent.DISPATCH_AREA,), since=START, until=ends)
    assert refused(desk, CHIEF, lend) is Code.END_BEFORE_START
    appoint = staffing.Appoint(appointment="p-9", person="p-new", role=Role.DUTY, place=AREA, since=START, until=ends)
    with pytest.raises(Problem) as caught:
        desk.rings(appoint)
    assert caught.value.code is Code.END_BEFORE_START
    desk.does(CHIEF, replace(lend, until=START + A_DAY))
    assert desk.world.get(Grant, "g-9") is not None


def test_nobody_is_asked_to_be_there_in_the_past(desk: RuleDesk) -> None:
    desk.filed()
    late = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad", arrive_by=desk.clock.now)
    assert refused(desk, OFFICER, late) is Code.TIME_PASSED
    desk.does(OFFICER, replace(late, arrive_by=desk.clock.now + timedelta(minutes=20)))
    assert desk.case().promised_at == desk.clock.now + timedelta(minutes=20)


def test_a_handover_that_was_signed_is_not_written_again(desk: RuleDesk) -> None:
    leave = duty.HandOver(handover="h1", area=AREA, seat="seat-1")
    desk.does(OFFICER, leave)
    assert refused(desk, OFFICER, leave) is Code.HANDOVER_EXISTS
    desk.does(SECOND_OFFICER, duty.TakeOver(handover="h1"))
    assert refused(desk, OFFICER, replace(leave, note="改写")) is Code.HANDOVER_EXISTS
    held = desk.world.get(Handover, "h1")
    assert held is not None
    assert (held.state, held.comer, held.note) == (HandoverState.TAKEN_OVER, SECOND_OFFICER, "")


def test_a_shift_changes_at_its_own_seat(desk: RuleDesk) -> None:
    assert refused(desk, OFFICER, duty.HandOver(handover="h1", area=AREA, seat="seat-2")) is Code.HANDOVER_ELSEWHERE
    desk.does(OFFICER, duty.HandOver(handover="h1", area=AREA, seat="seat-1"))
    held = desk.world.get(Handover, "h1")
    assert held is not None
    there = replace(desk.clock.act(SECOND_OFFICER), seat="seat-2")
    with pytest.raises(Problem) as caught:
        duty.TakeOver(handover="h1").decide(there, desk.world)
    assert caught.value.code is Code.HANDOVER_ELSEWHERE
