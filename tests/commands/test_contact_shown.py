"""Whoever looks at a telephone number in clear says why, and the look stays on record."""

from __future__ import annotations

import pytest

from app.commands.intake import Caller
from app.commands.notes import ShowContact
from app.domain.incident import Entry, Verb
from app.domain.people import Contact, Person
from app.domain.problems import Code, Problem
from app.domain.record import Put
from tests.commands.desk import RuleDesk
from tests.support.district import AREA, OFFICER, SECOND_OFFICER, STRANGER, TOWN, WORKER

PHONE = "13912345678"
WHY = "回访核实处置结果"


@pytest.fixture
def desk() -> RuleDesk:
    made = RuleDesk()
    made.reported(caller=Caller(contact="k1", name="张三", phone=PHONE))
    return made


def looks(desk: RuleDesk) -> list[Entry]:
    return [entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is Verb.CONTACT_SHOWN]


def test_the_look_stands_in_the_path_with_who_when_and_why_but_not_with_what_was_seen(desk: RuleDesk) -> None:
    desk.clock.pass_(minutes=7)
    desk.does(SECOND_OFFICER, ShowContact(contact="k1", reason=WHY))

    (look,) = looks(desk)
    assert (look.by, look.at, look.reason, look.area) == (SECOND_OFFICER, desk.clock.now, WHY, AREA)
    assert look.seat
    assert PHONE not in repr(look)
    assert "张三" not in repr(look)


def test_every_look_is_another_line(desk: RuleDesk) -> None:
    for person in (OFFICER, SECOND_OFFICER, OFFICER):
        desk.does(person, ShowContact(contact="k1", reason=WHY))
    assert sorted(look.by for look in looks(desk)) == [OFFICER, OFFICER, SECOND_OFFICER]


@pytest.mark.parametrize(
    ("person", "contact", "reason", "code"),
    [
        (OFFICER, "k1", " ", Code.FIELD_MISSING),
        (WORKER, "k1", WHY, Code.NOT_ALLOWED),
        (OFFICER, "k-none", WHY, Code.RECORD_GONE),
    ],
)
def test_without_a_reason_or_a_right_nothing_is_shown_and_nothing_written(
    desk: RuleDesk, person: str, contact: str, reason: str, code: Code
) -> None:
    with pytest.raises(Problem) as caught:
        desk.does(person, ShowContact(contact=contact, reason=reason))
    assert caught.value.code is code
    assert looks(desk) == []


def test_somebody_from_elsewhere_sees_nothing(desk: RuleDesk) -> None:
    with pytest.raises(Problem):
        desk.does(STRANGER, ShowContact(contact="k1", reason=WHY))
    assert looks(desk) == []


def test_a_look_at_a_member_of_staff_stands_in_the_ledger_alone(desk: RuleDesk) -> None:
    desk.world.apply((Put(Contact(id="k2", town=TOWN, area=AREA, of_kind=Person.kind, of=WORKER, phone=PHONE)),))
    before = desk.world.find(Entry)
    desk.does(OFFICER, ShowContact(contact="k2", reason=WHY))
    assert desk.world.find(Entry) == before
