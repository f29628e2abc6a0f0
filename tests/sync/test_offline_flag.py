"""What was done while the centre was away says so for ever, in path and ledger, with the role that let it pass."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from app.commands.duty import HandOver
from app.commands.intake import Take
from app.commands.notes import AddNote
from app.desk.desk import Desk
from app.desk.ports import LinkState
from app.domain.duty import Handover
from app.domain.incident import Entry
from app.domain.people import Role
from app.domain.problems import Problem
from tests.support.central import CentralProcess
from tests.support.desks import REFERENCE, HeadlessDesk, new_id
from tests.support.district import AREA, OFFICER
from tests.sync.conftest import Hire
from tests.sync.test_two_desks import at_rest, pulled, reported


def window_of(desk: HeadlessDesk) -> Desk:
    """The desk as its screens see it."""
    return Desk(cache=desk.cache, lanes=desk.lanes, sync=desk.sync, access=desk.access, reference=REFERENCE, new_id=new_id)


def noted(desk: HeadlessDesk, words: str) -> Entry:
    (found,) = [entry for entry in desk.read(lambda cache: cache.find(Entry)) if entry.text == words]
    return found


def lost(desk: HeadlessDesk) -> None:
    """Find out that the centre is away."""
    with pytest.raises(Problem):
        desk.sync.once()
    assert desk.sync.link().state is LinkState.OFFLINE


def test_what_is_done_with_the_centre_killed_comes_to_it_as_done_offline(hire: Hire, district: CentralProcess) -> None:
    desk = hire(OFFICER)
    screens = window_of(desk)
    incident = reported(desk)
    pulled(desk)
    asyncio.run(screens.do(AddNote(incident=incident, text="联机时记的")))
    pulled(desk)
    session = desk.access.session()
    assert session is not None
    assert not session.offline, "he had signed in online"
    district.kill()
    try:
        lost(desk)
        asyncio.run(screens.do(AddNote(incident=incident, text="断网时记的")))
        asyncio.run(screens.do(Take(incident=incident, saw=desk.sees(incident))))
        note = HandOver(handover=new_id(), area=AREA, seat=desk.access.seat().seat, unsent=2, unsent_confirmed=True)
        asyncio.run(screens.do(note))
        assert noted(desk, "断网时记的").offline, "the guess says it already"
    finally:
        district.start()
    pulled(desk)
    assert at_rest(desk)
    assert desk.sync.link().state is LinkState.ONLINE
    assert [noted(desk, words).offline for words in ("联机时记的", "断网时记的")] == [False, True]
    assert {noted(desk, words).role for words in ("联机时记的", "断网时记的")} == {Role.DUTY.value}
    (handover,) = desk.read(lambda cache: cache.find(Handover, seat=desk.access.seat().seat))
    assert handover.offline
    assert ledger_of(district) >= {("AddNote", False, "R3"), ("AddNote", True, "R3"), ("Take", True, "R3")}


def ledger_of(centre: CentralProcess) -> set[tuple[str, bool, str]]:
    """What the ledger has of verb, flag and role."""
    with centre.office() as office, office.store.database.reading() as connection:
        rows = connection.execute(text("SELECT verb, offline, role FROM c_ledger")).all()
    return {(verb, bool(offline), role) for verb, offline, role in rows}
