"""What every test of the interface is held to: no window, timer or thread left behind, no warning from Qt."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.common.theme import Theme

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt fails the test; what the offscreen platform cannot do is not ours."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.screen)
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """What the last window test left in circles goes now, not later in some thread, where objects of Qt must not go."""
    yield
    if nextitem is None or HERE not in nextitem.path.parents:
        gc.unfreeze()
        _settle()


def _windows() -> set[QWidget]:
    return set(QApplication.topLevelWidgets()) if isinstance(QApplication.instance(), QApplication) else set()


def _settle() -> None:
    """Runs what was left for later, so that a `deleteLater` counts as gone."""
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def _running_timers() -> list[QTimer]:
    """The running timers made since the last `gc.freeze()`."""
    return [found for found in gc.get_objects() if isinstance(found, QTimer) and _is_running(found)]


def _is_running(timer: QTimer) -> bool:
    try:
        return timer.isActive()
    except RuntimeError:
        return False


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """Fails a test that leaves a window, a running timer or a thread; it names each.

    What was there before is frozen out of the garbage collector, so that only what the test made is looked at.
    """
    windows, threads = _windows(), set(threading.enumerate())
    gc.freeze()
    yield
    _settle()
    left = [f"window {type(w).__name__} {w.objectName()!r}" for w in _windows() - windows]
    left += [f"timer of {_owner(t)}" for t in _running_timers()]
    left += [f"thread {t.name}" for t in set(threading.enumerate()) - threads if t.is_alive()]
    if left:
        for window in _windows() - windows:
            window.deleteLater()
        _settle()
        pytest.fail("left behind: " + ", ".join(left), pytrace=False)


def _owner(timer: QTimer) -> str:
    parent = timer.parent()
    return type(parent).__name__ if isinstance(parent, QObject) else "nobody"


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """A light theme at 100 % on the application."""
    made = Theme()
    made.dress(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def watched(qtmodeltester: Any) -> Callable[[QAbstractItemModel], None]:
    """Has Qt's own tester watch an item model from now on; any unsound signal or index fails the test."""

    def watch(model: QAbstractItemModel) -> None:
        qtmodeltester.check(model)

    return watch
