"""A desk lets cases go that were over long ago, with a note on one of them waiting; the self-check agrees and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.commands.entering import EnterHistory, PastCase
from app.commands.notes import AddNote
from app.domain.incident import Entry, Incident
from app.domain.keeping import EVERYTHING
from services.central.settings import change_settings, load_settings
from tests.support.central import PASSWORD, CentralProcess
from tests.support.desks import HeadlessDesk, now
from tests.support.district import AREA, MICRO, OFFICER
from tests.sync.test_two_desks import pulled, until


@pytest.fixture
def district(tmp_path: Path) -> Iterator[CentralProcess]:
    """A centre with 40 cases of three years ago and 10 of this year, whose desks keep everything as yet."""
    central = CentralProcess(tmp_path / "central").populate()
    keep(central, EVERYTHING)
    cases = []
    for number in range(50):
        over = now() - timedelta(weeks=150 if number < 40 else 10, hours=number)
        began = over - timedelta(hours=3)
        cases.append(PastCase(incident=f"h{number:02}", grid=MICRO, title="旧案", occurred_at=began, closed_at=over))
    with central.office() as office:
        office.require(EnterHistory(cases=tuple(cases)))
    yield central.start()
    central.stop()


def keep(central: CentralProcess, weeks: int) -> None:
    change_settings(central.data, replace(load_settings(central.data), cache_weeks=weeks))


def held(desk: HeadlessDesk) -> set[str]:
    return {case.id for case in desk.read(lambda cache: cache.find(Incident))}


@pytest.fixture
def desk(district: CentralProcess, tmp_path: Path) -> Iterator[HeadlessDesk]:
    made = HeadlessDesk(tmp_path / "desk", district.url)
    made.access.enrol(district.enrolment_code(AREA), machine="test")
    made.access.sign_in(OFFICER, PASSWORD)
    made.sync.once()
    yield made
    made.close()


def test_with_a_note_waiting_on_one_of_them(district: CentralProcess, desk: HeadlessDesk) -> None:
    assert len(held(desk)) == 50
    assert desk.read(lambda cache: cache.kept_since(AREA)) is None
    district.stop()
    note = desk.do(AddNote(incident="h03", text="离线时补记"))

    keep(district, 104)
    district.start()
    until(lambda: goes_on(desk, lambda: "h00" not in held(desk)), what="let go")

    assert held(desk) - {"h03"} == {f"h{number:02}" for number in range(40, 50)}
    assert desk.read(lambda cache: cache.waiting()) == ()
    assert desk.sync._rounds.verify()
    desk.sync._hello = None  # as half a minute later, when it greets anew
    pulled(desk)
    since = desk.read(lambda cache: cache.kept_since(AREA))
    assert since is not None
    assert since < now() - timedelta(weeks=104)
    with district.office() as office:
        assert office.world().get(Entry, note) is not None, "what was accepted has reached the centre"
        assert len(office.world().find(Incident, area=AREA)) == 50
    assert "旧案" in desk.read(lambda cache: cache.past_cases(AREA, text="旧案")).cases[0].title


def test_more_weeks_bring_them_back(district: CentralProcess, desk: HeadlessDesk) -> None:
    for weeks, count in ((104, 10), (EVERYTHING, 50)):
        district.stop()
        keep(district, weeks)
        district.start()
        until(partial(goes_on, desk, partial(holds, desk, count)), what=f"{weeks} weeks")
        assert desk.sync._rounds.verify()


def goes_on(desk: HeadlessDesk, true: Callable[[], bool]) -> bool:
    pulled(desk)
    return true()


def holds(desk: HeadlessDesk, count: int) -> bool:
    return len(held(desk)) == count
