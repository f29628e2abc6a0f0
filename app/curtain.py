"""The start of the window: a curtain on the screen first, everything else is loaded behind it.

Nothing but Qt, colours and words is imported before the curtain has been painted.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QSettings, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.asked import Asked
from app.domain.problems import Problem
from ui.common.crash import CrashBook
from ui.common.curtain import Curtain, HandOver
from ui.common.formatting import Language
from ui.common.theme import Theme
from ui.common.tokens import Mode
from ui.common.translation import Translation

if TYPE_CHECKING:
    from app.opening import Opening
    from app.window import Story

SMALLEST_START = (1366, 768)
INPUT_METHOD = "QT_IM_MODULE"
SEAT, WINDOW = ("sqlalchemy", "requests", "keyring", "app.bootstrap", "app.opening"), ("ui.shell.entrance", "app.window")
"""What opens the seat, and what shows it then; a part is loaded at each turn of the loop."""


class Porch(QObject):
    """What curtain, way in and window share: settings, look and language of this profile's screens, and where they stand."""

    def __init__(self, application: QApplication, folder: Path, *, language: str) -> None:
        super().__init__(application)
        self.application = application
        self.folder = folder
        self.crash = CrashBook(folder / "crash.log", parent=self)
        self.settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        mode = Mode(str(self.settings.value("mode", Mode.LIGHT.value)))
        self.theme = Theme(mode=mode, scale=int(str(self.settings.value("scale", 100))))
        self.theme.dress(application)
        self.language = str(self.settings.value("language", language))
        self.translation = Translation(application, parent=self)
        self.speak(self.language)
        self.curtain: Curtain | None = None
        self.left = False
        self._shown: QWidget | None = None

    def speak(self, language: str) -> None:
        """Speaks zh or en from now on."""
        self.language = language
        self.translation.switch(Language.ENGLISH if language == Language.ENGLISH else Language.CHINESE)

    def draw_curtain(self) -> Curtain:
        """The curtain, on the screen."""
        self.curtain = Curtain(self.theme, opening=str(self.settings.value("seat", self.folder.name)))
        self.curtain.left.connect(self._on_left)
        self.bring(self.curtain)
        return self.curtain

    def bring(self, widget: QWidget) -> None:
        """Shows a window where the one before it stands, or where the last one stood; the curtain goes once it is painted."""
        before, geometry = self._shown, self.settings.value("geometry")
        if before is not None:
            widget.setGeometry(before.normalGeometry() if before.isMaximized() else before.geometry())
            widget.setWindowState(before.windowState())
        elif geometry is None or not widget.restoreGeometry(geometry):
            widget.resize(*SMALLEST_START)
        self._shown = widget
        widget.show()
        if before is not None:
            HandOver(before, widget)
            self.curtain = None

    def take_down(self) -> None:
        """Takes the curtain away, whatever comes after it."""
        if self.curtain is not None:
            self.curtain.hide()
            self.curtain.deleteLater()
        self._shown = self.curtain = None

    @Slot()
    def _on_left(self) -> None:
        self.left = True


class Backstage:
    """Loads the program behind the curtain, a part at each turn of Qt's loop, and opens the seat beside it."""

    def __init__(self, porch: Porch, curtain: Curtain, *, server: str) -> None:
        self.opening: Opening | None = None
        self._porch = porch
        self._curtain = curtain
        self._server = server

    def work(self) -> None:
        """Until all is loaded or the person has left. Raises the `Problem` of a profile that cannot be had."""
        self._turn(until=self._curtain.painted)
        if self._loaded(SEAT):
            from app.opening import Opening

            self.opening = Opening(self._porch.folder, server=self._server, on_defect=self._porch.crash.record)
            self.opening.begin()
            self._loaded(WINDOW)

    def _loaded(self, names: tuple[str, ...]) -> bool:
        """Loads these; False if the person has left before."""
        for name in names:
            if self._porch.left:
                return False
            import_module(name)
            self._turn()
        return not self._porch.left

    def _turn(self, until: SignalInstance | None = None) -> None:
        """Lets Qt do what is due: no asyncio runs yet, so a loop of its own stops nothing."""
        loop = QEventLoop()
        if until is None:
            QTimer.singleShot(0, loop.quit)
        else:
            until.connect(loop.quit)
        self._curtain.left.connect(loop.quit)
        loop.exec()


def show(asked: Asked) -> int:
    """Open the window on a profile and stay until it is closed; the exit code. Raises the `Problem` that keeps it shut."""
    gc.disable()  # what is loaded stays; once the window is up it is collected on the thread of the window
    qt = application(sys.argv[:1])
    return begin(Porch(qt, asked.profile, language=asked.language), server=asked.server)


def begin(porch: Porch, *, server: str = "", story: Story | None = None) -> int:
    """Draw the curtain, load the program behind it, bring the window; as `show`."""
    porch.application.setQuitOnLastWindowClosed(False)
    backstage = Backstage(porch, porch.draw_curtain(), server=server)
    try:
        backstage.work()
    except Problem as problem:
        from app.window import turn_away

        porch.take_down()
        turn_away(porch, problem)
        raise
    if backstage.opening is None:  # left before there was anything
        return 0
    if porch.left:
        backstage.opening.close()
        return 0
    from app.window import stay

    return stay(porch, backstage.opening, story=story)


def application(arguments: list[str]) -> QApplication:
    """The one Qt application, with an input method that the bundled plugins can serve."""
    if sys.platform.startswith("linux") and os.environ.get(INPUT_METHOD, "") in ("", "fcitx", "fcitx5"):
        os.environ[INPUT_METHOD] = "ibus"
    found = QApplication.instance()
    made = found if isinstance(found, QApplication) else QApplication(arguments)
    made.setApplicationName("gridplus")
    made.setDesktopFileName("gridplus")
    return made
