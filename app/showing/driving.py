"""Hands for the tour: press keys, fill fields, wait until something is so, take a picture."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from ui.incident.forms.act_dialog import ActDialog
from ui.incident.forms.inputs import PickInput

T = TypeVar("T", bound=QWidget)

PATIENCE = 30.0
LOOK = 0.02


async def until(condition: Callable[[], object], *, what: str, seconds: float = PATIENCE) -> None:
    """Wait until something is so; TimeoutError with its name otherwise."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not condition():
        if loop.time() > deadline:
            raise TimeoutError(what)
        await asyncio.sleep(LOOK)


async def breathe(seconds: float = 0.25) -> None:
    """Let the screen settle before a picture; nothing depends on it."""
    await asyncio.sleep(seconds)


async def press(window: QWidget, *sequences: str) -> None:
    """Press keys where the focus is: on the dialog in front, else in the window, brought to the front as a person would."""
    for sequence in sequences:
        front = dialog(window) or window
        if not front.isActiveWindow():
            front.activateWindow()
            await until(front.isActiveWindow, what="window in front", seconds=5)
        QTest.keySequence(_target(window), QKeySequence(sequence))
        await asyncio.sleep(0)


def tell(window: QWidget, words: str) -> None:
    """Type words where the focus is; Chinese comes as from an input method."""
    target = _target(window)
    if words.isascii():
        QTest.keyClicks(target, words)
        return
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(target, event)


def _target(window: QWidget) -> QWidget:
    front = dialog(window) or window
    focus = QApplication.focusWidget()
    if focus is not None and focus.window() is front:
        return focus
    front.activateWindow()
    return front.focusWidget() or front


def fill(form: ActDialog, **values: str) -> None:
    """Put values into the fields of a form, named as its command names them."""
    for name, value in values.items():
        control = form.fields[name].control
        if isinstance(control, PickInput):
            control.setText(value)
            control.textEdited.emit(value)
            control.settle()
        elif isinstance(control, QComboBox):
            control.setCurrentIndex(max(control.findData(value), 0))
        elif isinstance(control, QSpinBox):
            control.setValue(int(value))
        elif isinstance(control, QLineEdit):
            control.setText(value)
        elif isinstance(control, QPlainTextEdit):
            control.setPlainText(value)


def write(parent: QWidget, name: str, words: str) -> None:
    """Type into the field of this name."""
    field = parent.findChild(QLineEdit, name) or parent.findChild(QPlainTextEdit, name)
    if field is None:
        raise LookupError(name)
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.setText(words)
        field.textEdited.emit(words)
    else:
        field.setPlainText(words)


def part(parent: QWidget, kind: type[T]) -> T:
    """The one visible widget of a kind."""
    found = [widget for widget in parent.findChildren(kind) if widget.isVisible()]
    if not found:
        raise LookupError(kind.__name__)
    return found[0]


def dialog(window: QWidget) -> QDialog | None:
    """The dialog that is open on the window, the topmost of several."""
    open_ones = [found for found in window.findChildren(QDialog) if found.isVisible()]
    return open_ones[-1] if open_ones else None


def picture(window: QWidget, file: Path) -> None:
    """The window with the dialogs in its middle, as a person would see it: the offscreen screen is too small to place them."""
    shot = QPixmap(window.size())
    window.render(shot)
    painter = QPainter(shot)
    for found in QApplication.topLevelWidgets():
        if found is not window and found.isVisible() and isinstance(found, QDialog):
            painter.drawPixmap(window.rect().center() - found.rect().center(), found.grab())
    painter.end()
    shot.save(str(file))


def settle() -> None:
    """Run what was left for later."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
