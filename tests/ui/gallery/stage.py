"""The real window with every screen in it, on a full district, at any size, text scale and language."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from app.domain.meeting import Stage as MeetingStage
from app.domain.record import Put
from app.showing.driving import picture
from tests.desk.weeks import TrialFigures, held_meeting
from tests.support.builders import OFFICER, Day, quiet_day
from tests.support.desk import REFERENCE
from tests.support.screen import ScreenStage
from tests.ui.map_view.outlines import draw_outlines
from tests.ui.meeting.pictures import TOLD
from tests.ui.meeting.stages import CountingPaper, frozen, half_a_year, warm
from tests.ui.roster.forces import staffed_day
from ui.common.theme import Theme
from ui.duty.view import DutyView
from ui.map.view import MapView
from ui.meeting.view import MeetingView
from ui.pending.view import PendingView
from ui.roster.view import RosterView
from ui.settings.view import SettingsView
from ui.shell.main_window import MainWindow
from ui.shell.screens import Screens


def full_day() -> Day:
    """A busy afternoon with its map, half a year behind it, and last week's meeting held."""
    day = staffed_day()
    draw_outlines(day)
    day.world.apply(tuple(Put(record) for record in half_a_year()))
    day.world.apply(tuple(Put(record) for record in held_meeting(frozen(), stage=MeetingStage.HELD, **TOLD)))
    return day


def bare_day() -> Day:
    """Nothing open, no meeting, no outlines."""
    return quiet_day()


class GalleryStage(ScreenStage):
    """A desk with the whole window on it, as `app.window` puts it together."""

    def __init__(
        self, application: QApplication, day: Day, *, theme: Theme, language: str, person: str = OFFICER, **told: Any
    ) -> None:
        super().__init__(application, day, theme=theme, person=person, language=language, **told)
        self._pages: list[QWidget] = []

    def enter(self, *, size: tuple[int, int]) -> MainWindow:
        """Opens the window and gives it the keys."""
        warm()
        figures = TrialFigures(self.cache, REFERENCE, now=self.clock.now)
        screens = Screens(
            roster=RosterView,
            map=MapView,
            meeting=partial(MeetingView, paper=CountingPaper(), figures=figures),
            conflicts=PendingView,
            duty=DutyView,
            settings=SettingsView,
        )
        window = self.open_window(screens, size=size)
        self.screen = None
        window.activateWindow()
        return window

    def given(self, command: Any) -> None:
        self.do(command)

    def show_alone(self, page: QWidget) -> None:
        """A page that stands before the window."""
        self._pages.append(page)
        page.resize(self.window.size())
        self.act(page.show)

    @property
    def front(self) -> QWidget:
        """What a person would look at: a page before the window, else the window."""
        return self._pages[-1] if self._pages else self.window

    @property
    def dialogs(self) -> list[QDialog]:
        """The dialogs that stand over the window."""
        return [found for found in self.window.findChildren(QDialog) if found.isVisible()]

    def clear(self) -> None:
        """Closes what stands over the window or before it."""
        for dialog in reversed(self.dialogs):
            self.act(dialog.reject)
        while self._pages:
            page = self._pages.pop()
            page.close()
            page.deleteLater()

    def shoot(self, file: Path) -> None:
        """A picture of what is in front, with the dialogs and menus on it."""
        file.parent.mkdir(parents=True, exist_ok=True)
        picture(self.front, file)
        menus = [menu for menu in self.front.findChildren(QMenu) if menu.isVisible()]
        if menus:
            shot = QPixmap(str(file))
            painter = QPainter(shot)
            for menu in menus:
                painter.drawPixmap(self.front.mapFromGlobal(menu.pos()), menu.grab())
            painter.end()
            shot.save(str(file))

    def close(self) -> None:
        self.clear()
        super().close()
