"""Hands on the keyboard and the mouse: presses go where the focus is, inside the event loop, and are counted."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QKeyCombination, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.support.stage import Stage


class Hands:
    """What a person does; `keys` counts key presses, characters of text among them, `dialogs` the dialogs that were opened."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.keys = 0
        self.letters = 0
        self._dialogs = 0

    @property
    def dialogs(self) -> int:
        """How many different dialogs have stood over the window so far."""
        return self._dialogs

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that has the word now."""
        shown = [dialog for dialog in self._stage.window.findChildren(QDialog) if dialog.isVisible()]
        for dialog in shown:
            if not dialog.property("counted"):
                dialog.setProperty("counted", True)
                self._dialogs += 1
        return shown[-1] if shown else None

    def press(self, *sequences: str) -> None:
        """Presses keys one after the other: `F2`, `Ctrl+Return`, `Alt+1`."""
        for sequence in sequences:
            self.keys += 1
            self._stage.act(partial(self._press, QKeyCombination.fromCombined(_combined(sequence))))
            self.look()

    def _press(self, combination: QKeyCombination) -> None:
        QTest.keyClick(self._target(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Types text where the keys are; Chinese comes from an input method."""
        self.keys += len(text)
        self.letters += len(text)
        if text.isascii():
            self._stage.act(lambda: QTest.keyClicks(self._target(), text))
        else:
            self._stage.act(lambda: QApplication.sendEvent(self._target(), _composed(text)))

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Clicks a widget, in the middle unless told where."""
        place = at or widget.rect().center()
        self._stage.act(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place))
        self.look()

    def _target(self) -> QWidget:
        dialog = self.dialog
        focus = QApplication.focusWidget()
        if focus is not None and (dialog is None or focus.window() is dialog):
            return focus
        if dialog is not None:
            return dialog.focusWidget() or dialog
        return self._stage.window.focusWidget() or self._stage.window

    def look(self) -> None:
        """A window manager would give the keys to what stands in front."""
        front = self.dialog or self._stage.window
        if not front.isActiveWindow():
            self._stage.act(front.activateWindow)


def _combined(sequence: str) -> int:
    keys: Any = QKeySequence.fromString(sequence)  # the stubs do not know that sequences are indexed
    combined: int = keys[0].toCombined()
    return combined


def _composed(text: str) -> QInputMethodEvent:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    return event
