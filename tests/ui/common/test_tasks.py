"""Coroutines, their owners, awaited dialogs and the orderly end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.domain.problems import Code, Problem
from ui.common.tasks import Shutdown, ShutdownStep, Tasks, ask, run


class Told:
    """Whom failures were reported to."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.defects: list[BaseException] = []
        self.troubles: list[str] = []

    def tasks(self) -> Tasks:
        return Tasks(on_problem=self.problems.append, on_defect=self.defects.append)

    def trouble(self, name: str, _failure: BaseException) -> None:
        self.troubles.append(name)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def play(qapp: QApplication) -> Callable[[Callable[[], Coroutine[Any, Any, None]]], None]:
    """Runs a scene as the window's main coroutine."""

    def run_scene(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
        async def main() -> int:
            async with asyncio.timeout(10):
                await scene()
            return 0

        assert run(qapp, main) == 0

    return run_scene


Play = Callable[[Callable[[], Coroutine[Any, Any, None]]], None]


async def until(condition: Callable[[], bool]) -> None:
    for _ in iter(condition, True):
        await asyncio.sleep(0)


def test_the_exit_code_of_main_is_that_of_the_window(qapp: QApplication) -> None:
    async def main() -> int:
        await asyncio.sleep(0)
        return 5

    assert run(qapp, main) == 5


def test_a_task_is_cancelled_when_its_owner_dies(play: Play, told: Told) -> None:
    async def scene() -> None:
        tasks, owner, other = told.tasks(), QObject(), QObject()
        forever = tasks.start(owner, asyncio.sleep(3600), name="watch")
        living = tasks.start(other, asyncio.sleep(3600), name="live")
        await asyncio.sleep(0)
        owner.deleteLater()
        await until(lambda: tasks.running == {"live"})
        assert forever.cancelled()
        living.cancel()

    play(scene)
    assert told.defects == []


def test_problems_and_defects_take_different_ways(play: Play, told: Told) -> None:
    async def fail(failure: Exception) -> None:
        raise failure

    async def scene() -> None:
        tasks, owner = told.tasks(), QObject()
        problem, defect = Problem(Code.DISK_FULL), KeyError("ours")
        tasks.start(owner, fail(problem), name="a")
        tasks.start(owner, fail(defect), name="b")
        await until(lambda: not tasks.running)
        assert told.problems == [problem]
        assert told.defects == [defect]

    play(scene)


def test_a_dialog_is_awaited_while_other_tasks_go_on(play: Play, told: Told) -> None:
    async def scene() -> None:
        tasks, ticks = told.tasks(), 0
        dialog = QDialog()

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        tasks.start(dialog, tick(), name="tick")
        asked = asyncio.ensure_future(ask(dialog))
        await until(lambda: ticks > 20)
        assert dialog.isVisible()
        dialog.accept()
        assert await asked == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        await until(lambda: not tasks.running)

    play(scene)


def test_a_dialog_destroyed_while_open_counts_as_rejected(play: Play) -> None:
    async def scene() -> None:
        dialog = QDialog()
        asked = asyncio.ensure_future(ask(dialog))
        await asyncio.sleep(0)
        dialog.deleteLater()
        assert await asked == QDialog.DialogCode.Rejected

    play(scene)


def test_cancelling_who_asks_closes_the_dialog(play: Play) -> None:
    async def scene() -> None:
        dialog = QDialog()
        asked = asyncio.ensure_future(ask(dialog))
        await until(dialog.isVisible)
        asked.cancel()
        await until(asked.done)
        assert not dialog.isVisible()
        dialog.deleteLater()

    play(scene)


class Window(QWidget):
    """A window that may only close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.shutdown: Shutdown | None = None

    def closeEvent(self, event: QCloseEvent) -> None:
        assert self.shutdown is not None
        self.shutdown.guard(event)


def test_closing_the_window_runs_the_steps_in_order_then_ends_the_tasks(play: Play, told: Told) -> None:
    done: list[str] = []

    async def step(name: str) -> None:
        await asyncio.sleep(0)
        done.append(name)

    async def scene() -> None:
        tasks, window = told.tasks(), Window()
        window.shutdown = Shutdown(
            tasks,
            [ShutdownStep("live", lambda: step("live")), ShutdownStep("outbox", lambda: step("outbox"))],
            on_trouble=told.trouble,
        )
        watching = tasks.start(window, asyncio.sleep(3600), name="watch")
        window.show()
        assert not window.close()
        assert not window.close()
        await window.shutdown.ended()
        assert done == ["live", "outbox"]
        assert watching.cancelled()
        assert window.close()
        window.deleteLater()

    play(scene)
    assert told.troubles == []


def test_a_step_that_hangs_or_fails_does_not_keep_the_window(play: Play, told: Told) -> None:
    done: list[str] = []

    async def hang() -> None:
        await asyncio.sleep(3600)

    async def fail() -> None:
        raise OSError("disk")

    async def scene() -> None:
        tasks = told.tasks()
        steps = [ShutdownStep("stream", fail), ShutdownStep("outbox", hang)]
        shutdown = Shutdown(tasks, steps, on_trouble=told.trouble, seconds=0.1)
        start = asyncio.get_running_loop().time()
        shutdown.begin()
        await shutdown.ended()
        assert asyncio.get_running_loop().time() - start < 2
        done.append("ended")

    play(scene)
    assert told.troubles[:2] == ["stream", "outbox"]
    assert done == ["ended"]


def test_when_the_desktop_quits_qt_first_main_still_cleans_up(qapp: QApplication) -> None:
    cleaned: list[str] = []

    async def main() -> int:
        try:
            QTimer.singleShot(0, qapp.quit)
            await asyncio.sleep(3600)
        finally:
            await asyncio.sleep(0)
            cleaned.append("main")
        return 1

    assert run(qapp, main) == 0
    assert cleaned == ["main"]


def test_no_task_outlives_the_run(qapp: QApplication) -> None:
    ended: list[str] = []

    async def stray() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.append("stray")

    kept: list[asyncio.Future[None]] = []

    async def main() -> int:
        kept.append(asyncio.ensure_future(stray()))
        await asyncio.sleep(0)
        return 0

    assert run(qapp, main) == 0
    assert ended == ["stray"]
