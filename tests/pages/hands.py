"""Hands on the keyboard and the mouse: keys go where the system would send them, and are counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QKeyCombination, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.desk.pinyin import spelled

CHOOSE = 1  # the blank that takes what the input method offers


class Place(Protocol):
    """Where hands work: a window, and a loop in which things are done and settle."""

    @property
    def window(self) -> QWidget:
        """The window on screen."""
        ...

    def act(self, done: Callable[[], Any]) -> Any:
        """Does something inside the loop and waits until it has settled."""
        ...


class Hands:
    """What a person does. `keys` counts all key presses, `letters` those of them that were text, `dialogs` the dialogs opened.

    Chinese is typed by its pinyin into an input method: every letter is a key and composes, the blank at the end commits.
    Where nothing takes an input method, its letters arrive as plain keys, as they do on a real desktop.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
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
        shown = [dialog for dialog in self._place.window.findChildren(QDialog) if dialog.isVisible()]
        for dialog in shown:
            if not dialog.property("counted"):
                dialog.setProperty("counted", True)
                self._dialogs += 1
        return shown[-1] if shown else None

    @property
    def focus(self) -> QWidget | None:
        """What has the keys."""
        return QApplication.focusWidget()

    def press(self, *sequences: str) -> None:
        """Presses keys one after the other: `F2`, `Ctrl+Return`, `Alt+1`."""
        for sequence in sequences:
            self.keys += 1
            self._place.act(partial(self._press, _combination(sequence)))
            self.look()

    def type(self, text: str) -> None:
        """Types text where the keys are."""
        for part in re.findall(r"[\x20-\x7e]+|[\u4e00-\u9fff]+|.", text):
            (self._spell if part.isascii() else self._compose)(part)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Clicks a widget, in the middle unless told where."""
        place = at or widget.rect().center()
        self._place.act(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place))
        self.look()

    def look(self) -> None:
        """A window manager would give the keys to what stands in front."""
        front = self.dialog or self._place.window
        if QApplication.activePopupWidget() is None and not front.isActiveWindow():
            self._place.act(front.activateWindow)

    def _spell(self, text: str) -> None:
        self.keys += len(text)
        self.letters += len(text)
        for letter in text:
            self._place.act(partial(self._strike, letter))
        self.look()

    def _compose(self, text: str) -> None:
        """Sends what an input method sends: what is being composed letter by letter, then the text."""
        if not _composes(QApplication.focusWidget()):
            self._spell(spelled(text) if text.isalpha() else "")
            return
        letters = spelled(text) if text.isalpha() else ""  # the marks of Chinese come with one key
        self.keys += len(letters) + CHOOSE
        self.letters += len(letters) + CHOOSE
        for count in range(1, len(letters) + 1):
            self._place.act(partial(_send, letters[:count], ""))
        self._place.act(partial(_send, "", text))

    def _press(self, combination: QKeyCombination) -> None:
        QTest.keyClick(self._target(), combination.key(), combination.keyboardModifiers())

    def _strike(self, letter: str) -> None:
        QTest.keyClicks(self._target(), letter)

    def _target(self) -> QWidget:
        """Where the system would send a key: a list that dropped down, else what has the focus in the window in front."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        front = self.dialog or self._place.window
        focus = QApplication.focusWidget()
        if focus is not None and focus.window() is front:
            return focus
        return front.focusWidget() or front


def _composes(focus: QWidget | None) -> bool:
    return focus is not None and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def _send(composing: str, text: str) -> None:
    event = QInputMethodEvent(composing, [])
    event.setCommitString(text)
    target = QApplication.focusWidget()
    assert target is not None
    QApplication.sendEvent(target, event)


def _combination(sequence: str) -> QKeyCombination:
    keys: Any = QKeySequence.fromString(sequence)  # the stubs do not know that sequences are indexed
    combination: QKeyCombination = keys[0]
    return combination
