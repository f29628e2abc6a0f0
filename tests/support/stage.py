"""A window on a dictionary desk, for tests and pictures: everything real but the cache, the link and the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from qasync import QEventLoop

from app.commands.command import Command
from app.desk.desk import Desk
from app.desk.ports import Archive, Paper, Seat
from app.desk.words import Words
from app.domain.problems import Problem
from app.domain.record import Put, Record
from tests.support.builders import AREA, OFFICER, PEOPLE, SECOND_OFFICER, TOWN, Day, busy_day
from tests.support.desk import REFERENCE, CentralSwitch, DictBlobs, DictCache, Doorman, SteadyClock, SteadyDesk, StillLanes
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import EmptyGood
from ui.common.sound import Sound
from ui.common.tasks import Tasks
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.incident.means import Means
from ui.shell.main_window import MainWindow
from ui.shell.screens import Factory, Screens

PASSWORD = "-".join(("Jiading", "2026"))
PATIENCE = 5.0


class EmptyScreen(QWidget):
    """A screen that another part of the product brings; here only its frame."""

    incident_chosen = Signal(str)
    grid_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices, *, name: str) -> None:
        super().__init__()
        self._pane = Pane(theme, name, PlainLabel(""))
        self._pane.show_state(EmptyGood(words="—", checked_at=desk.now()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pane)
        self.is_open = False
        self.shown: list[str] = []

    def open(self) -> None:
        self.is_open = True

    def close_down(self) -> None:
        self.is_open = False

    def set_words(self, words: Words) -> None:
        self.shown.append(words.language)

    def show_grid(self, grid: str) -> None:
        self.shown.append(grid)

    def show_case(self, incident: str) -> None:
        self.shown.append(incident)


def empty_screens() -> Screens:
    """Frames in place of the screens that the shell is given."""

    def framed(name: str) -> Factory:
        return partial(EmptyScreen, name=name)

    return Screens(
        roster=framed("力量值班表"),
        map=framed("地图"),
        meeting=framed("每周例会"),
        conflicts=framed("待发与冲突箱"),
        duty=framed("值班日志"),
        settings=framed("设置"),
    )


class Stage:
    """The desk of one officer with a window on it. `act` does something inside the event loop and waits until it has settled."""

    def __init__(
        self,
        application: QApplication,
        day: Day | None = None,
        *,
        theme: Theme,
        extra: Iterable[Record] = (),
        answers: bool = True,
        language: str = "zh",
        enrolled: bool = True,
        paper: Paper | None = None,
        archive: Archive | None = None,
        areas: tuple[str, ...] = (AREA,),
    ) -> None:
        """A seat that serves more `areas` than one stands at the town."""
        day = day or busy_day()
        world = day.world
        world.apply(tuple(Put(record) for record in extra))
        self.loop = QEventLoop(application)
        self.clock = SteadyClock(day.now)
        self.cache = DictCache(world, self.clock)
        self.lanes = StillLanes()
        self.central = CentralSwitch(self.cache, self.clock, answers=answers)
        place = AREA if len(areas) == 1 else TOWN
        seat = Seat(seat="seat-1", name="01席", place=place, areas=areas, server="https://centre.example")
        accounts = {
            "wangfang": (PASSWORD, OFFICER, PEOPLE[OFFICER][0]),
            "limin": (PASSWORD, SECOND_OFFICER, PEOPLE[SECOND_OFFICER][0]),
        }
        self.door = Doorman(seat if enrolled else None, self.clock, accounts)
        self.desk = SteadyDesk(self.clock, cache=self.cache, lanes=self.lanes, sync=self.central, access=self.door)
        self.desk.open(self.loop)
        self.blobs = DictBlobs()
        self.theme = theme
        self.words = Words(REFERENCE, language)
        self.defects: list[BaseException] = []
        self.notices = Notices(self.say)
        self.tasks = Tasks(on_problem=self._on_problem, on_defect=self.defects.append)
        self.means = Means(self.desk, self.words, theme, self.tasks, self.notices, paper, archive)
        self._window: MainWindow | None = None
        self.played: list[tuple[datetime, str]] = []
        """When which sound was played."""

    def _play(self, file: Path) -> bool:
        self.played.append((self.clock.now, file.stem))
        return True

    @property
    def window(self) -> MainWindow:
        assert self._window is not None, "the window has not been opened"
        return self._window

    def say(self, problem: Problem) -> str:
        return self.words.say(problem)

    def sign_in(self, account: str = "wangfang") -> None:
        """Somebody is at the desk already."""
        self.door.sign_in(account, PASSWORD)

    def open_window(self, screens: Screens | None = None, *, size: tuple[int, int] = (1920, 1080)) -> MainWindow:
        """Shows the window and waits for its first readings."""

        def begin() -> None:
            sound = Sound(self._play, beep=lambda: None)
            self._window = MainWindow(self.means, screens or empty_screens(), blobs=self.blobs, sound=sound)
            self._window.resize(*size)
            self._window.open()
            self._window.show()

        self.act(begin)
        return self.window

    def act(self, done: Callable[[], Any]) -> Any:
        """Does something as a person or the network would, inside the loop, then waits until nothing is under way."""

        async def scene() -> Any:
            answer = done()
            await self._settle()
            return answer

        answer = self.loop.run_until_complete(scene())
        if self.defects:
            raise self.defects[0]
        return answer

    def until(self, condition: Callable[[], bool]) -> None:
        """Waits until something is so."""

        async def scene() -> None:
            async with asyncio.timeout(PATIENCE):
                for _ in iter(condition, True):
                    await asyncio.sleep(0.005)

        self.loop.run_until_complete(scene())

    def do(self, command: Command) -> None:
        """A command given elsewhere on this desk."""
        self.act(lambda: self.tasks.start(self.window, self.desk.do(command), name="do"))

    def second(self, count: int = 1, *, alone: bool = False) -> None:
        """Time passes and the window ticks; somebody is there and moves the mouse unless it is `alone`."""
        self.clock.pass_(seconds=count)
        handle = self.window.windowHandle()
        if handle is not None and not alone:
            self.act(lambda: QTest.mouseMove(handle, QPoint(1, 1)))
        self.act(self.window.tick)

    def switch_language(self, language: str) -> None:
        self.words = Words(REFERENCE, language)
        self.act(lambda: self.window.set_words(self.words))

    def close(self) -> None:
        """Everything ends in reverse order."""
        if self._window is not None:
            self.act(self._window.close_down)
            self._window.close()
            self._window.deleteLater()
            self._window = None
        self.loop.run_until_complete(self.tasks.cancel_all())
        self.desk.close()
        for thing in (self.notices, self.tasks):
            thing.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.loop.close()

    def _on_problem(self, problem: Problem) -> None:
        self.notices.problem(problem)

    async def _settle(self) -> None:
        async with asyncio.timeout(PATIENCE):
            quiet = 0
            while quiet < 3:
                await asyncio.sleep(0)
                quiet = 0 if self.tasks.running else quiet + 1
