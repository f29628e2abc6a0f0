"""What curtain, way in and window stand on: the Qt application; settings, look and language of a profile's screens."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Slot
from PySide6.QtWidgets import QApplication, QWidget

from ui.common.crash import CrashBook
from ui.common.curtain import Curtain, HandOver
from ui.common.formatting import Language
from ui.common.theme import Theme
from ui.common.tokens import Mode
from ui.common.translation import Translation

SMALLEST_START = (1366, 768)
INPUT_METHOD = "QT_IM_MODULE"


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


def application(arguments: list[str]) -> QApplication:
    """The one Qt application, with an input method that the bundled plugins can serve."""
    if sys.platform.startswith("linux") and os.environ.get(INPUT_METHOD, "") in ("", "fcitx", "fcitx5"):
        os.environ[INPUT_METHOD] = "ibus"
    found = QApplication.instance()
    made = found if isinstance(found, QApplication) else QApplication(arguments)
    made.setApplicationName("gridplus")
    made.setDesktopFileName("gridplus")
    return made
