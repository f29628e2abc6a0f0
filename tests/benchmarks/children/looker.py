"""The real window on a profile, offscreen, and somebody who sits in front of it and looks when it is painted."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from app.bootstrap import House
from app.contract.reference import CHINESE
from app.opening import Opening
from app.porch import Porch, application
from app.window import Front, live
from ui.common.tasks import Shutdown, run
from ui.shell.main_window import MainWindow

PATIENCE = 120.0


def always() -> bool:
    """Whatever is painted is what was waited for."""
    return True


class Looker(QObject):
    """Waits for a widget to have been painted while something is so."""

    def __init__(self, widget: QWidget, wanted: Callable[[], bool] = always) -> None:
        super().__init__(widget)
        self._wanted = wanted
        self._seen = asyncio.get_running_loop().create_future()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets everything pass; what is painted now has been painted at the next turn of the loop."""
        if event.type() == QEvent.Type.Paint and not self._seen.done() and self._wanted():
            asyncio.get_running_loop().call_soon(self._note)
        return False

    async def seen(self) -> float:
        """When it was, by the machine's monotonic clock."""
        async with asyncio.timeout(PATIENCE):
            return float(await self._seen)

    def _note(self) -> None:
        if not self._seen.done():
            self._seen.set_result(time.monotonic())


class WatchedFront(Front):
    """The program with a window, looked at from its first painting on."""

    first_opened: asyncio.Future[Looker] | None = None

    def open(self, house: House, guard: Shutdown) -> MainWindow:
        """Nothing is painted before the loop goes on."""
        window = super().open(house, guard)
        assert self.first_opened is not None
        self.first_opened.set_result(Looker(window))
        return window

    async def first(self) -> Looker:
        """Somebody who waits for the first painting of the window."""
        assert self.first_opened is not None
        return await self.first_opened

    @property
    def opened(self) -> MainWindow:
        """The window."""
        assert self.window is not None
        return self.window


def submit(window: MainWindow, account: str, password: str) -> None:
    """Fill the sign-in page in and press its button."""
    for name, typed in (("account", account), ("password", password)):
        line = window.entrance.fields[name].control
        assert isinstance(line, QLineEdit)
        line.setText(typed)
    window.entrance.submit()


def queue_painted(front: Front) -> Looker:
    """Somebody is signed in and the rows of the queue are on the screen."""
    assert front.window is not None
    queue, desk = front.window.desk_page.queue, front.house.desk if front.house else None
    return Looker(queue.table.viewport(), lambda: queue.table.model().rowCount() > 0 and desk is not None and bool(desk.session))


def show(profile: Path, play: Callable[[WatchedFront], Awaitable[None]]) -> None:
    """Open the window as `gridplus --profile` does, play in front of it, close it in order."""
    qt = application(sys.argv[:1])
    porch = Porch(qt, profile, language=CHINESE)
    front = WatchedFront(porch, Opening(profile, on_defect=porch.crash.record))

    async def story(_front: Front) -> int:
        await play(front)
        return 0

    async def life() -> int:
        front.first_opened = asyncio.get_running_loop().create_future()
        return await live(front, story)

    try:
        run(qt, life, on_defect=front.crash.record)
    finally:
        porch.deleteLater()
