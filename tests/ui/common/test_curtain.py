"""The curtain: seen first, gone when the window behind it has been painted."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.common.curtain import Curtain, HandOver
from ui.common.theme import Theme
from ui.common.tokens import Mode


class Successor(QWidget):
    """Notes whether the curtain still hung when it was painted."""

    def __init__(self, curtain: Curtain) -> None:
        super().__init__()
        self._curtain = curtain
        self.hung: list[bool] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.hung.append(self._curtain.isVisible())
        super().paintEvent(event)


def hung(qtbot: QtBot, theme: Theme) -> Curtain:
    made = Curtain(theme, opening="01席")
    made.resize(900, 480)
    with qtbot.waitSignal(made.painted):
        made.show()
    return made


def test_it_tells_once_that_it_has_been_painted(qtbot: QtBot, theme: Theme) -> None:
    curtain = hung(qtbot, theme)
    with qtbot.assertNotEmitted(curtain.painted):
        curtain.repaint()
    curtain.deleteLater()


def test_it_has_the_colours_of_the_window(qtbot: QtBot, theme: Theme) -> None:
    curtain = hung(qtbot, theme)
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.set_mode(mode)
        assert curtain.grab().toImage().pixelColor(3, 3).name().upper() == theme.tokens.canvas.upper()
    curtain.deleteLater()


def test_it_hangs_until_the_window_behind_it_has_been_painted(qtbot: QtBot, theme: Theme) -> None:
    curtain = hung(qtbot, theme)
    gone: list[bool] = []
    curtain.destroyed.connect(lambda: gone.append(True))
    window = Successor(curtain)
    qtbot.addWidget(window)
    HandOver(curtain, window)
    window.show()
    qtbot.waitUntil(lambda: bool(gone))
    assert window.hung[0]


def test_it_does_not_wait_for_a_window_that_nobody_sees(qtbot: QtBot, theme: Theme) -> None:
    curtain = hung(qtbot, theme)
    gone: list[bool] = []
    curtain.destroyed.connect(lambda: gone.append(True))
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    HandOver(curtain, window)
    qtbot.waitUntil(lambda: bool(gone))


def test_closing_it_is_leaving(qtbot: QtBot, theme: Theme) -> None:
    curtain = hung(qtbot, theme)
    with qtbot.waitSignal(curtain.left):
        curtain.close()
    curtain.deleteLater()
