"""Each line of a case says by which role it was done, also where the person has several (workflow, 1)."""

from __future__ import annotations

import pytest

from app.commands import NAMED, dispatching
from app.commands.notes import AddNote
from app.commands.timers import RingTimer
from app.contract.codec import decode_order, decode_record, encode_order, encode_record
from app.domain.incident import Entry, Verb
from app.domain.people import Appointment, Role
from app.domain.record import Put
from app.domain.terms import Timer
from tests.commands.desk import RuleDesk
from tests.support.district import AREA, CHIEF, LONG_AGO, TOWN, WORKER


@pytest.fixture
def desk() -> RuleDesk:
    return RuleDesk()


def line(desk: RuleDesk, verb: Verb) -> Entry:
    return [entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is verb][-1]


def test_everybody_is_told_with_the_role_that_let_the_act_pass(desk: RuleDesk) -> None:
    desk.checking()
    told = {verb: line(desk, verb).role for verb in (Verb.REPORTED, Verb.FILED, Verb.ACCEPTED, Verb.DONE, Verb.CHECK_TAKEN)}
    assert told == {
        Verb.REPORTED: Role.DUTY.value,
        Verb.FILED: Role.DUTY.value,
        Verb.ACCEPTED: Role.FIELD.value,
        Verb.DONE: Role.FIELD.value,
        Verb.CHECK_TAKEN: Role.DUTY.value,
    }


def test_who_holds_two_roles_dispatches_by_the_one_that_may(desk: RuleDesk) -> None:
    desk.world.apply((Put(Appointment(id="more", town=TOWN, person=CHIEF, role=Role.DUTY, place=AREA, since=LONG_AGO)),))
    desk.filed(event_class="0508")
    case = desk.case()
    desk.does(CHIEF, AddNote(incident="i1", text="看过"))
    assert line(desk, Verb.NOTED).role == Role.DUTY.value, "the one nearest to the field of those that may"
    desk.does(CHIEF, dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad"))
    assert line(desk, Verb.DISPATCHED).role == Role.AREA_CHIEF.value, f"at {case.tier} the duty desk may by loan alone"


def test_what_the_clock_does_is_told_with_the_role_of_the_system(desk: RuleDesk) -> None:
    case = desk.reported()
    assert case.step_due is not None
    desk.clock.pass_(minutes=(case.step_due - desk.clock.now).total_seconds() / 60 + 1)
    desk.rings(RingTimer(incident="i1", timer=Timer.VERIFY))
    assert line(desk, Verb.OVERDUE).role == Role.SYSTEM.value


def test_what_was_kept_before_roles_were_is_still_read(desk: RuleDesk) -> None:
    desk.reported()
    desk.does(WORKER, AddNote(incident="i1", text="到过现场"))
    entry = line(desk, Verb.NOTED)
    old = encode_record(entry).replace(b',"role":"R1"', b"")
    assert b"role" not in old
    found = decode_record(Entry.kind, old)
    assert isinstance(found, Entry)
    assert (found.by, found.role) == (WORKER, "")


def test_an_order_from_an_outbox_of_before_is_still_taken(desk: RuleDesk) -> None:
    told = (
        b'{"id":"o1","author":"p","seat":"s","area":"a","occurred_at":"2026-11-18T06:00:00Z","offline":false,'
        b'"command":{"do":"AddNote","incident":"i1","text":"x"}}'
    )
    order = decode_order(told)
    assert type(order.command) is NAMED["AddNote"]
    assert decode_order(encode_order(order)) == order
