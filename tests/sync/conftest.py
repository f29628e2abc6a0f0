"""A real centre with the small district, and desks on it; every process and thread ends with its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.central import PASSWORD, CentralProcess
from tests.support.desks import HeadlessDesk
from tests.support.district import AREA

Hire = Callable[[str], HeadlessDesk]


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralProcess]:
    """A running centre with the people of the small district."""
    central = CentralProcess(tmp_path_factory.mktemp("central")).populate().start()
    yield central
    central.stop()


@pytest.fixture
def hire(district: CentralProcess, tmp_path: Path) -> Iterator[Hire]:
    """Makes desks: `hire(person)` is a new seat of the area with that person signed in and everything pulled."""
    desks: list[HeadlessDesk] = []

    def make(person: str) -> HeadlessDesk:
        desk = HeadlessDesk(tmp_path / f"desk-{len(desks)}", district.url)
        desks.append(desk)
        desk.access.enrol(district.enrolment_code(AREA), machine="test")
        desk.access.sign_in(person, PASSWORD)
        desk.sync.once()
        return desk

    yield make
    for desk in desks:
        desk.close()
