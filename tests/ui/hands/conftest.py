"""A town whose centre is a process of its own, and seats in it, each with its own encrypted profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import PASSPHRASE
from tests.ui.hands.seat import SeatStage
from tests.ui.hands.town import Town

TakeSeat = Callable[[], SeatStage]
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One town for the runs of a file."""
    opened = Town(tmp_path_factory.mktemp("centre")).open()
    yield opened
    opened.close()


@pytest.fixture
def take_seat(qapp: QApplication, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TakeSeat:
    """Starts the program on a new profile that knows the centre's address, for a `with`: it ends before Qt runs without us."""
    monkeypatch.setenv(PASSPHRASE, "a phrase for tests")
    numbers = count(1)

    def take() -> SeatStage:
        return SeatStage(qapp, tmp_path / f"seat-{next(numbers)}", server=town.url)

    return take


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform has no keyboard to grab for the list under a field and no window to raise; that is not ours."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support", extend=True), append=False)
