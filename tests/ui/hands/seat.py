"""A seat for the blind runs: the real window on the real house (encrypted cache, engine, gateway), driven key by key."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from app.bootstrap import House
from app.domain.record import Record
from app.opening import Opening
from app.porch import Porch
from app.showing.driving import picture
from app.window import Front
from tests.pages.hands import Hands
from ui.common.tasks import Shutdown, ShutdownStep
from ui.duty.view import DutyView
from ui.incident.forms.act_dialog import ActDialog
from ui.meeting.view import MeetingView
from ui.shell.later import Later
from ui.shell.main_window import MainWindow
from ui.shell.screens import Screen

PATIENCE = 20.0
SIZE = (1600, 900)
READS = "read "

T = TypeVar("T")


class SeatStage:
    """One program on one profile, from its first page to its end. `hands` press its keys, nothing else drives it."""

    def __init__(self, application: QApplication, folder: Path, *, server: str = "") -> None:
        application.setQuitOnLastWindowClosed(False)
        self.loop = QEventLoop(application)
        self.folder = folder
        porch = Porch(application, folder, language="zh")
        self.front = Front(porch, Opening(folder, server=server, on_defect=porch.crash.record))
        self.hands = Hands(self)
        self._arriving: asyncio.Task[None] | None = None

    @property
    def window(self) -> QWidget:
        """What is on the screen: a page of the way in, or the window."""
        shown = self.front.window or self.front.page
        assert shown is not None, "nothing is on the screen"
        return shown

    @property
    def desk(self) -> MainWindow:
        """The window of the desk."""
        assert self.front.window is not None, "the desk is not open"
        return self.front.window

    @property
    def duty(self) -> DutyView:
        """The page of the log and the handover."""
        found = self._page("duty")
        assert isinstance(found, DutyView)
        return found

    @property
    def meeting(self) -> MeetingView:
        """The page of the weekly meeting."""
        found = self._page("meeting")
        assert isinstance(found, MeetingView)
        return found

    @property
    def house(self) -> House:
        assert self.front.house is not None, "the house is not open"
        return self.front.house

    def __enter__(self) -> SeatStage:
        self.open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def open(self) -> None:
        """Starts the program and waits for its first page."""
        self._arriving = self.loop.create_task(self._arrive(), name="arrive")
        self.until(lambda: bool(self.front.page or self.front.window), "a first page")
        self.hands.look()

    def act(self, done: Callable[[], Any]) -> Any:
        """Does something inside the loop and waits until what a person waits for has ended; readings go on."""

        async def scene() -> Any:
            answer = done()
            await self._settle()
            return answer

        return self._run(scene())

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Waits until the screen shows something."""

        async def scene() -> None:
            deadline = time.monotonic() + PATIENCE
            while not condition():
                if self._arriving is not None and self._arriving.done():
                    self._arriving.result()
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{what}; {self.standing}")
                await asyncio.sleep(0.005)

        self._run(scene())
        self.hands.look()

    @property
    def standing(self) -> str:
        """Where things stand, for whoever reads why a run stopped; a picture lies in the profile."""
        picture(self.window, self.folder / "stopped.png")
        dialog, focus = self.hands.dialog, self.hands.focus
        fields = dialog.fields.items() if isinstance(dialog, ActDialog) else ()
        said = [field.message for _, field in fields if field.control.property("invalid")]
        notices = [notice.text for notice in self.front.notices.standing]
        where = f"{type(focus).__name__} {focus.objectName()} {focus.accessibleName()}" if focus else "nowhere"
        return f"keys in {where}, dialog {type(dialog).__name__}, said {said}, notices {notices}, picture in {self.folder}"

    def held(self, kind: type[Record]) -> tuple[Any, ...]:
        """The records of a kind as this seat holds them, guesses of what is not answered yet included."""
        cache = self.house.cache
        return self.house.lanes.store_now(lambda: cache.find(kind))

    def close(self) -> None:
        """Closes the window, then the house; whatever went wrong unseen is raised."""

        async def end() -> None:
            await self.front.leave()
            await self.front.shut()
            await self.front.tasks.cancel_all()

        self._run(end())
        self.front.crash.close()
        self.front.collector.stop()
        self.front.porch.translation.remove()
        self.front.porch.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.loop.close()
        crash = self.folder / "crash.log"
        assert not crash.exists() or not crash.read_text(encoding="utf-8").strip(), crash.read_text(encoding="utf-8")

    def _page(self, name: str) -> Screen:
        found = self.desk.others[name]
        return found.real if isinstance(found, Later) else found

    def _run(self, work: Awaitable[T]) -> T:
        """Runs the loop until the work is done, and not an event longer: as long as the test thinks, nothing happens."""
        done = asyncio.ensure_future(work, loop=self.loop)
        done.add_done_callback(self._on_done)
        self.loop.run_forever()
        return done.result()

    def _on_done(self, _work: asyncio.Future[Any]) -> None:
        self.loop.stop()

    async def _arrive(self) -> None:
        house = await self.front.enter()
        steps = (ShutdownStep("window", self.front.leave), ShutdownStep("house", self.front.shut))
        guard = Shutdown(self.front.tasks, steps, on_trouble=self._on_trouble, parent=self.front)
        self.front.open(house, guard).resize(*SIZE)

    def _on_trouble(self, name: str, error: BaseException) -> None:
        raise AssertionError(name) from error

    async def _settle(self) -> None:
        deadline = time.monotonic() + PATIENCE
        await asyncio.sleep(0)
        while any(not name.startswith(READS) for name in self.front.tasks.running):
            if time.monotonic() > deadline:
                raise TimeoutError(f"still running: {sorted(self.front.tasks.running)}")
            await asyncio.sleep(0.001)
        await asyncio.sleep(0)
