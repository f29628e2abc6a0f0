"""Fixtures of the pages: a desk with an officer at it, made to order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.pages.duty import DutyDesk
from tests.support.stage import Stage
from ui.common import follower
from ui.common.theme import Theme

FOLDERS = ("shell", "queue", "incident", "grid_tree")

MakeStage = Callable[..., Stage]
MakeDesk = Callable[..., DutyDesk]


@pytest.fixture
def make_stage(qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeStage]:
    """Makes desks without a window; all end with the test. Readings follow each other without a pause."""
    monkeypatch.setattr(follower, "PAUSE", 0.0)
    made: list[Stage] = []

    def make(*arguments: Any, **options: Any) -> Stage:
        made.append(Stage(qapp, *arguments, theme=theme, **options))
        return made[-1]

    yield make
    for stage in made:
        stage.close()


@pytest.fixture
def make_desk(make_stage: MakeStage) -> MakeDesk:
    """Makes a desk with an officer signed in and the window open."""

    def make(*arguments: Any, size: tuple[int, int] = (1600, 900), **options: Any) -> DutyDesk:
        stage = make_stage(*arguments, **options)
        stage.sign_in()
        stage.open_window(size=size)
        return DutyDesk(stage)

    return make


@pytest.fixture
def desk(make_desk: MakeDesk) -> DutyDesk:
    """A busy afternoon; the centre answers at once."""
    return make_desk()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform has no keyboard to grab for the list under a field and no window to raise; that is not ours."""
    for item in items:
        if item.path.parent.name in FOLDERS:
            item.add_marker(pytest.mark.qt_log_ignore("does not support", extend=True), append=False)
