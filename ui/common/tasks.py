"""Coroutines in the window: the only module that knows which event loop joins Qt and asyncio.

Coroutines put flows in order (sign in, then sync, then open); data paths use signals. Every task has an
owner and ends with it. Dialogs are opened and awaited, never executed: a nested loop stops running tasks for
good.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog
from qasync import QEventLoop
from shiboken6 import Shiboken

from app.domain.problems import Problem

SHUTDOWN_SECONDS = 3.0


class Tasks(QObject):
    """Starts coroutines for owners and cancels them when the owner dies.

    A `Problem` that nobody caught goes to `on_problem` (people are told), any other exception to `on_defect`
    (it is ours).
    """

    def __init__(
        self,
        *,
        on_problem: Callable[[Problem], None],
        on_defect: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_problem, self._on_defect = on_problem, on_defect
        self._running: set[asyncio.Task[Any]] = set()
        self._owned: dict[int, set[asyncio.Task[Any]]] = {}

    @property
    def running(self) -> frozenset[str]:
        """The names of the tasks that have not ended."""
        return frozenset(task.get_name() for task in self._running)

    def start(self, owner: QObject, coroutine: Coroutine[Any, Any, Any], *, name: str) -> asyncio.Task[Any]:
        """Starts a coroutine that ends with `owner` at the latest. Called on the GUI thread while the loop
        runs.
        """
        task = asyncio.get_running_loop().create_task(coroutine, name=name)
        address = Shiboken.getCppPointer(owner)[0]
        if address not in self._owned:
            self._owned[address] = set()
            owner.destroyed.connect(partial(self._on_owner_destroyed, address))
        self._owned[address].add(task)
        self._running.add(task)
        task.add_done_callback(partial(self._finish, address))
        return task

    async def cancel_all(self) -> None:
        """Cancels every task but the caller's and waits until they have ended."""
        others = [task for task in self._running if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _on_owner_destroyed(self, address: int, _owner: QObject | None = None) -> None:
        for task in self._owned.pop(address, ()):
            task.cancel()

    def _finish(self, address: int, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        self._owned.get(address, set()).discard(task)
        if task.cancelled():
            return
        failure = task.exception()
        if isinstance(failure, Problem):
            self._on_problem(failure)
        elif failure is not None:
            self._on_defect(failure)


async def ask(dialog: QDialog) -> int:
    """Opens a dialog window-modally and waits for its answer, `QDialog.DialogCode`.

    A dialog that is destroyed while open counts as rejected; when the asking task is cancelled, the dialog
    closes.
    """
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def settle(result: int) -> None:
        if not answer.done():
            answer.set_result(result)

    rejected = int(QDialog.DialogCode.Rejected)
    dialog.finished.connect(settle)
    dialog.destroyed.connect(lambda: settle(rejected))
    dialog.open()
    try:
        return await answer
    except asyncio.CancelledError:
        with suppress(RuntimeError):  # destroyed together with what asked
            dialog.done(rejected)
        raise


class ShutdownStep(Struct, frozen=True):
    """One thing to do before the window may go: stop the live feed, push the outbox, close the lanes."""

    name: str
    act: Callable[[], Awaitable[None]]


class Shutdown(QObject):
    """The orderly end of the window: the steps in order, then all tasks, within three seconds in all.

    `closeEvent` calls `guard`, which holds the window open and begins; main awaits `ended()`. What runs out
    of time or fails is reported by name and does not stop the rest: work that was accepted is already in the
    outbox on disk.

    Signals: `begun()` once, for a line like «正在收尾».
    """

    begun = Signal()

    def __init__(
        self,
        tasks: Tasks,
        steps: Sequence[ShutdownStep],
        *,
        on_trouble: Callable[[str, BaseException], None],
        seconds: float = SHUTDOWN_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._steps, self._seconds = tasks, tuple(steps), seconds
        self._on_trouble = on_trouble
        self._over = asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    def guard(self, event: QCloseEvent) -> None:
        """Lets a window close only when everything is over; else begins the end."""
        if self._over.is_set():
            event.accept()
        else:
            event.ignore()
            self.begin()

    def begin(self) -> None:
        """Begins the end; a second call changes nothing."""
        if self._work is None:
            self._work = asyncio.get_running_loop().create_task(self._run(), name="shutdown")
            self.begun.emit()

    async def ended(self) -> None:
        """Waits until everything is over."""
        await self._over.wait()

    async def _run(self) -> None:
        deadline = asyncio.get_running_loop().time() + self._seconds
        for step in (*self._steps, ShutdownStep("tasks", self._tasks.cancel_all)):
            try:
                async with asyncio.timeout_at(deadline):
                    await step.act()
            except TimeoutError as late:
                self._on_trouble(step.name, late)
            except Exception as failure:  # noqa: BLE001 (reported by name; the remaining steps must still run)
                self._on_trouble(step.name, failure)
        self._over.set()


def _tell(on_defect: Callable[[BaseException], None], _loop: object, context: dict[str, Any]) -> None:
    on_defect(context.get("exception") or RuntimeError(context.get("message", "unknown trouble in the event loop")))


def run(
    application: QApplication,
    main: Callable[[], Coroutine[Any, Any, int]],
    *,
    on_defect: Callable[[BaseException], None] | None = None,
) -> int:
    """Runs the window's main coroutine on Qt's event loop and returns its exit code.

    Closing a window does not end the program; `main` ends when its `Shutdown` has. When the desktop session
    quits Qt first, `main` is cancelled and its `finally` blocks run. No task outlives the call. What the loop
    itself cannot deliver (a callback that raised) goes to `on_defect`.
    """
    application.setQuitOnLastWindowClosed(False)
    loop = QEventLoop(application)
    if on_defect is not None:
        loop.set_exception_handler(partial(_tell, on_defect))
    with loop:
        work = loop.create_task(main())
        try:
            return int(loop.run_until_complete(work))
        except RuntimeError:
            if work.done():
                raise
            work.cancel()
            with suppress(asyncio.CancelledError):
                return int(loop.run_until_complete(work))
            return 0
        finally:
            left = asyncio.all_tasks(loop)
            for task in left:
                task.cancel()
            if left:
                loop.run_until_complete(asyncio.wait(left))
