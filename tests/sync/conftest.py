"""A real centre with the small district, and desks on it; every process and thread ends with its test."""

from __future__ import annotations

import os
import random
import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.central import PASSWORD, CentralProcess
from tests.support.chance import drawn
from tests.support.desks import HeadlessDesk
from tests.support.district import AREA
from tests.support.processes import Nursery

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


@pytest.fixture
def chance() -> random.Random:
    """Drawn anew for each test, or from GRIDPLUS_SEED; the seed stands in the report of a failure."""
    seed = int(os.environ.get("GRIDPLUS_SEED") or secrets.randbelow(1 << 30))
    sys.stdout.write(f"GRIDPLUS_SEED={seed}\n")
    return drawn(seed)


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    """Starts desks as processes of their own."""
    made = Nursery(tmp_path / "desks.log")
    yield made
    made.close()
