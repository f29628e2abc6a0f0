"""Fixtures of screens that stand for themselves: a desk, a person in front of it, one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.builders import Day
from tests.support.screen import ScreenStage
from ui.common import follower
from ui.common.theme import Theme

MakeScreen = Callable[..., ScreenStage]


@pytest.fixture
def make_screen(qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeScreen]:
    """Makes desks for one screen each; all end with the test. Readings follow each other without a pause."""
    monkeypatch.setattr(follower, "PAUSE", 0.0)
    made: list[ScreenStage] = []

    def make(day: Day, **options: Any) -> ScreenStage:
        made.append(ScreenStage(qapp, day, theme=theme, **options))
        return made[-1]

    yield make
    for stage in made:
        stage.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform has no keyboard to grab and no window to raise; that is not ours."""
    for item in items:
        if item.path.parent.name in FOLDERS:
            item.add_marker(pytest.mark.qt_log_ignore("does not support", extend=True), append=False)


FOLDERS = ("roster", "map_view", "meeting", "pending", "duty", "settings")
