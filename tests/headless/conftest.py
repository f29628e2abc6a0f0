"""Seats without a window, at a real centre."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from services.credentials import unlock, vault
from services.credentials.wrapping import Cost
from tests.headless.line import Line, environment, settle
from tests.headless.road import Road
from tests.support.central import CentralProcess
from tests.support.district import AREA

TakeSeat = Callable[..., Line]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralProcess]:
    """A centre that no test stops or puts anything into that others would mind."""
    made = CentralProcess(tmp_path_factory.mktemp("shared") / "central").populate().start()
    yield made
    made.stop()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[CentralProcess]:
    """A centre of the test's own."""
    made = CentralProcess(tmp_path / "central").populate().start()
    yield made
    made.stop()


@pytest.fixture
def road(shared: CentralProcess) -> Iterator[Road]:
    """The way to the shared centre."""
    made = Road(shared.url)
    yield made
    made.shut()


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a keyring."""
    furnish_machine(monkeypatch)


def furnish_machine(patch: pytest.MonkeyPatch) -> None:
    """A phrase instead of a keyring, and stretched quickly: how well it is stretched is another test's matter."""
    for name, value in environment().items():
        patch.setenv(name, value)
    quick = partial(Cost, passes=1, memory=1024, lanes=1)
    patch.setattr(vault, "Cost", quick)
    patch.setattr(unlock, "Cost", quick)


@pytest.fixture(scope="module")
def furnished(shared: CentralProcess, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of a seat that all tests share which only want one; the officer is signed in."""
    folder = tmp_path_factory.mktemp("furnished") / "seat"
    with pytest.MonkeyPatch.context() as patch:
        furnish_machine(patch)
        settle(folder, shared.url, shared.enrolment_code())
    return folder


@pytest.fixture
def line(furnished: Path, shared: CentralProcess, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Line:
    """The command line of the seat that tests share, in step with the centre."""
    return Line(furnished, server=shared.url, capsys=capsys, patch=monkeypatch)


@pytest.fixture
def take_seat(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> TakeSeat:
    """Makes seats: enrolled at a centre (over a road if one is given), somebody signed in, in step with it."""

    def take(
        centre: CentralProcess, *, road: Road | None = None, name: str = "seat", enrolled: bool = True, place: str = AREA
    ) -> Line:
        server = road.url if road is not None else centre.url
        line = Line(tmp_path / name, server=server, capsys=capsys, patch=monkeypatch)
        if enrolled:
            settle(line.folder, server, centre.enrolment_code(place))
        return line

    return take
