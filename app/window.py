"""Opens a window on a desk: the event loop, the way in, the screens put together, a clean end in reverse order."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from app.bootstrap import House
from app.contract.reference import CHINESE, Reference, load_reference
from app.desk.desk import Desk
from app.desk.words import Words
from app.domain.problems import Code, Problem
from app.opening import Opening
from app.porch import Porch, application
from services.background.lanes import Lanes
from services.credentials.profile import owner_of
from ui.common.collector import Collector
from ui.common.crash_dialog import CrashDialog
from ui.common.icons import application_icon
from ui.common.notices import Notices
from ui.common.sound import Sound, found_player
from ui.common.tasks import Shutdown, ShutdownStep, Tasks, run
from ui.common.theme import Theme
from ui.incident.means import Means
from ui.map.view import MapView
from ui.roster.view import RosterView
from ui.shell.entrance import EnrolPage, Entrance, PassphrasePage
from ui.shell.later import Later
from ui.shell.main_window import MainWindow
from ui.shell.screens import Screen, Screens
from ui.shell.summons import Summons, summon
from ui.shell.trouble import TroublePage

UNLOCKED_BY_PHRASE = frozenset({Code.PASSPHRASE_NEEDED, Code.PASSPHRASE_WRONG, Code.KEYRING_MISSING})
UNSEEN = frozenset({"offscreen", "minimal"})
"""Platforms of Qt on which nobody could close a message."""


class Left(Exception):
    """The person closed the way in without entering."""


Story = Callable[["Front"], Coroutine[Any, Any, int | None]]


def _settle(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)


class Front(QObject):
    """One program with a window: what all windows of it share, and the window that is open."""

    def __init__(self, porch: Porch, opening: Opening) -> None:
        """Takes over both: what is not opened yet is opened here, all of it is closed with the window."""
        super().__init__(porch)
        self.porch, self.opening = porch, opening
        self.crash, self.theme = porch.crash, porch.theme
        self.entry = opening.entry
        self.reference: Reference = self.entry.reference
        self.words = Words(self.reference, self.porch.language)
        self.notices = Notices(self._say, parent=self)
        self.tasks = Tasks(on_problem=self._tell, on_defect=self._defect, parent=self)
        self.collector = Collector(self)
        self.house: House | None = None
        self.window: MainWindow | None = None
        self.page: Entrance | None = None
        self._entered: asyncio.Future[None] | None = None
        self.summons = Summons(self)
        self.summons.called.connect(self._on_called)
        self.entry.profile.announce(self.summons.address)
        self._apology: CrashDialog | None = None
        self.theme.changed.connect(self._keep_look)
        self.crash.dialog_due.connect(self._on_defect_due)

    async def enter(self) -> House:
        """Ask for what is missing (passphrase, enrolment) and open the house; what stands in the way is told and tried again.

        The passphrase comes first: a seat that cannot keep its credential must not spend its code. Raises `Left`.
        """
        while self.house is None:
            try:
                if not self.entry.enrolled:
                    await self.opening.check()
                    server = self.entry.profile.server
                    await self._ask(partial(EnrolPage, self.theme, self.words, self.tasks, self._enrol, server=server))
                self.house = await self.opening.house()
            except Problem as problem:
                await self._overcome(problem)
        if self.porch.left:
            raise Left
        return self.house

    def open(self, house: House, guard: Shutdown) -> MainWindow:
        """Put the window together and show it."""
        house.desk.open(asyncio.get_running_loop())
        means = Means(house.desk, self.words, self.theme, self.tasks, self.notices, house.paper, house.archive)
        window = MainWindow(means, screens(house), blobs=house.cache.blobs, sound=Sound(found_player()), guard=guard.guard)
        window.language_chosen.connect(self._on_language_chosen)
        window.signed_in.connect(self._on_signed_in)
        window.areas.chosen.connect(self._on_area_chosen)
        window.setWindowIcon(application_icon())
        self.window, self.page = window, None
        window.open()
        self.porch.bring(window)
        self.porch.settings.setValue("seat", house.desk.seat.name)
        for trouble in house.troubles:
            self.notices.problem(trouble)
        house.begin()
        return window

    async def leave(self) -> None:
        """Take the window down; the house is closed after it."""
        if self.window is not None:
            self.porch.settings.setValue("geometry", self.window.saveGeometry())
            self.window.close_down()
            self.window.hide()
            self.window.deleteLater()
            self.window = None
        self.porch.settings.sync()

    async def shut(self) -> None:
        """Close the house: what was accepted is on disk already, so this takes as long as the loops take to end."""
        self.summons.close()
        if self.page is not None:
            self.page.hide()
            self.page.deleteLater()
            self.page = None
        self.porch.take_down()
        self.opening.close()
        if self.house is not None:
            self.house.close()
        else:
            self.entry.close()

    async def _overcome(self, problem: Problem) -> None:
        """Ask for the passphrase where that is what is missing; else say what it is and wait for another try."""
        if problem.code in UNLOCKED_BY_PHRASE:
            wrong = problem if problem.code is Code.PASSPHRASE_WRONG else None
            await self._ask(partial(PassphrasePage, self.theme, self.words, self.tasks, self._unlock), wrong)
        else:
            await self._ask(partial(TroublePage, self.theme, self.words, self.tasks), problem)

    async def _ask(self, make: Callable[[], Entrance], problem: Problem | None = None) -> None:
        if self.porch.left:
            raise Left
        entered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        page = make()
        self.page = page
        self._entered = entered
        page.installEventFilter(self)
        page.entered.connect(partial(_settle, entered))
        page.language_chosen.connect(self._on_language_chosen)
        if problem is not None:
            page.tell(problem)
        self.porch.bring(page)
        await entered
        page.setEnabled(False)  # it stays until what comes next stands in its place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closing a page of the way in is leaving."""
        if watched is self.page and event.type() == QEvent.Type.Close:
            self.turn_back()
        return super().eventFilter(watched, event)

    def turn_back(self) -> None:
        """Leave the way in: whoever waits for its end gets `Left`."""
        self.porch.left = True
        if self._entered is not None and not self._entered.done():
            self._entered.set_exception(Left())

    @Slot()
    def _on_called(self) -> None:
        shown = self.window or self.page
        if shown is not None:
            shown.setWindowState(shown.windowState() & ~Qt.WindowState.WindowMinimized)
            shown.show()
            shown.raise_()
            shown.activateWindow()

    async def _enrol(self, server: str, code: str) -> None:
        self.entry.profile.points_to(server)
        lanes = Lanes()
        try:
            await lanes.network(lambda: self.entry.enrol(code))
        finally:
            lanes.close()

    async def _unlock(self, passphrase: str) -> None:
        self.opening.passphrase = passphrase

    def _on_language_chosen(self, language: str) -> None:
        self.porch.settings.setValue("language", language)
        self.porch.speak(language)
        self.words = Words(self.reference, language)
        for shown in (self.window, self.page):
            if shown is not None:
                shown.set_words(self.words)

    @Slot()
    def _on_signed_in(self) -> None:
        """Everybody finds the area that he had in view last."""
        session = self.house.desk.session if self.house is not None else None
        if session is not None and self.window is not None:
            self.window.areas.bring_back(str(self.porch.settings.value(f"area/{session.person}", "")))

    @Slot(str, str)
    def _on_area_chosen(self, person: str, area: str) -> None:
        self.porch.settings.setValue(f"area/{person}", area)

    def _keep_look(self) -> None:
        self.porch.settings.setValue("mode", self.theme.mode.value)
        self.porch.settings.setValue("scale", self.theme.scale)

    @Slot(str)
    def _on_defect_due(self, line: str) -> None:
        """Say once that something went wrong, what became of the work, and which file to hand on."""
        shown = self.window or self.page
        if shown is None or self._apology is not None:
            return
        self._apology = CrashDialog(self.theme, line, self.crash.file, parent=shown)
        self._apology.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._apology.destroyed.connect(self._on_apology_gone)
        self._apology.open()

    @Slot()
    def _on_apology_gone(self) -> None:
        self._apology = None

    def _say(self, problem: Problem) -> str:
        return self.words.say(problem)

    def _tell(self, problem: Problem) -> None:
        self.notices.problem(problem)

    def _defect(self, error: BaseException) -> None:
        self.crash.record(error)


def screens(house: House) -> Screens:
    """The screens that the shell composes, with what each needs from outside; a page is loaded when somebody comes to it."""

    def meeting(desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices) -> Screen:
        from ui.meeting.view import MeetingView

        return MeetingView(desk, words, theme, tasks, notices, paper=house.paper, figures=house.figures)

    def conflicts(desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices) -> Screen:
        from ui.pending.view import PendingView

        return PendingView(desk, words, theme, tasks, notices)

    def duty(desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices) -> Screen:
        from ui.duty.view import DutyView

        return DutyView(desk, words, theme, tasks, notices)

    def settings(desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices) -> Screen:
        from ui.settings.view import SettingsView

        return SettingsView(desk, words, theme, tasks, notices)

    return Screens(
        roster=RosterView,
        map=MapView,
        meeting=partial(Later, meeting),
        conflicts=partial(Later, conflicts),
        duty=partial(Later, duty),
        settings=partial(Later, settings),
    )


async def live(front: Front, story: Story | None = None) -> int:
    """The life of the window: enter, open, wait for its end.

    A story plays from the first page on; its answer is the exit code, and the program ends with it, also where the story fails
    and wherever it has come by then. A story that answers None leaves the window to people.
    """
    front.crash.install()
    playing = None if story is None else asyncio.get_running_loop().create_task(story(front), name="story")
    if playing is not None:
        playing.add_done_callback(partial(_end_of_story, front))
    try:
        house = await front.enter()
        steps = (ShutdownStep("window", front.leave), ShutdownStep("house", front.shut))
        guard = Shutdown(front.tasks, steps, on_trouble=lambda _name, error: front.crash.record(error), parent=front)
        front.open(house, guard)
        if playing is not None:
            await asyncio.wait({playing})
            if not _leaves_to_people(playing):
                guard.begin()
        await guard.ended()
    except Left:
        await front.shut()
    finally:
        if playing is not None and not playing.done():
            playing.cancel()
    return (playing.result() or 0) if playing is not None and playing.done() else 0


def _leaves_to_people(playing: asyncio.Task[int | None]) -> bool:
    return not playing.cancelled() and playing.exception() is None and playing.result() is None


def _end_of_story(front: Front, playing: asyncio.Task[int | None]) -> None:
    """A story that ends before there is a window ends the way in."""
    if front.window is None and not _leaves_to_people(playing):
        front.turn_back()


def open_window(folder: Path, *, server: str = "", language: str = CHINESE, story: Story | None = None) -> int:
    """Open the window on a profile, without a curtain, and stay until it is closed. Raises the `Problem` that keeps it shut."""
    porch = Porch(application(sys.argv[:1]), folder, language=language)
    try:
        opening = Opening(folder, server=server, on_defect=porch.crash.record)
    except Problem as problem:
        turn_away(porch, problem)
        raise
    return stay(porch, opening, story=story)


def stay(porch: Porch, opening: Opening, *, story: Story | None = None) -> int:
    """Bring what comes next: the way in or the window; until it is closed."""
    front = Front(porch, opening)
    try:
        return run(porch.application, lambda: live(front, story), on_defect=front.crash.record)
    finally:
        porch.deleteLater()


def turn_away(porch: Porch, problem: Problem) -> None:
    """Say why there is no window; where another process has one on the profile, ask that to come to the front."""
    owner = owner_of(porch.folder) if problem.code is Code.PROFILE_IN_USE else None
    if owner is None or not summon(owner.address):
        say_why(porch.application, problem, porch.language)


def say_why(qt: QApplication, problem: Problem, language: str) -> None:
    """Tell a person at the screen why there is no window; a terminal hears of it by the problem itself."""
    if qt.platformName() not in UNSEEN:
        box = QMessageBox(QMessageBox.Icon.Warning, "网格+", load_reference().say(problem, language))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.exec()
