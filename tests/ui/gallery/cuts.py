"""Text that does not fit: what a screen shows shortened or cut off, found by walking its widgets and by watching its painters."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QStyle,
    QStyleOptionFrame,
    QTabBar,
    QToolButton,
    QWidget,
)

from ui.common.text import ElidedLabel

SLACK = 1
HEAD_PADDING = 12
WRAPS = 0x3000
"""Qt's flags for text that is wrapped where it is painted."""


class Cut(Struct, frozen=True, order=True):
    """A text that does not fit: the kind of widget or the painting function, how it is cut, the text."""

    where: str
    how: str
    text: str


def cuts_of(top: QWidget) -> set[Cut]:
    """Every cut text on what is visible of a window."""
    found: set[Cut] = set()
    for widget in (top, *top.findChildren(QWidget)):
        if widget.isVisible() and widget.isVisibleTo(top) and not widget.visibleRegion().isEmpty():
            found.update(_of_widget(widget))
            found.update(_out_of_parent(widget, top))
    return found


def _of_widget(widget: QWidget) -> Iterator[Cut]:
    for kind, look in LOOKS:
        if isinstance(widget, kind):
            yield from look(widget)
            return


def _name(widget: QWidget) -> str:
    """The widget's kind, and the nearest kind of ours around it."""
    own = type(widget).__name__
    around = widget.parentWidget()
    while around is not None and not type(around).__module__.startswith("ui."):
        around = around.parentWidget()
    return f"{type(around).__name__}/{own}" if around is not None else own


def _elided(label: ElidedLabel) -> Iterator[Cut]:
    if label.shown_text != label.line:
        yield Cut(_name(label), "elided", label.line)


def _label(label: QLabel) -> Iterator[Cut]:
    if not label.text():
        return
    room = label.contentsRect()
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + SLACK:
            yield Cut(_name(label), "lines", label.text())
    elif label.sizeHint().width() > label.width() + SLACK or label.fontMetrics().height() > room.height() + 2 * SLACK:
        yield Cut(_name(label), "label", label.text())


def _button(button: QAbstractButton) -> Iterator[Cut]:
    if button.text() and button.minimumSizeHint().width() > button.width() + SLACK:
        yield Cut(_name(button), "button", button.text())


def _tick(button: QAbstractButton) -> Iterator[Cut]:
    if button.text() and button.sizeHint().width() > button.width() + SLACK:
        yield Cut(_name(button), "button", button.text())


def _tabs(bar: QTabBar) -> Iterator[Cut]:
    for place in range(bar.count()):
        needed = bar.fontMetrics().horizontalAdvance(bar.tabText(place))
        room = bar.tabRect(place).intersected(bar.rect())
        if bar.isTabVisible(place) and room.width() < needed + SLACK:
            yield Cut(_name(bar), "tab", bar.tabText(place))


def _header(header: QHeaderView) -> Iterator[Cut]:
    if header.orientation() is not Qt.Orientation.Horizontal:
        return
    for section in range(header.count()):
        text = str(header.model().headerData(section, Qt.Orientation.Horizontal) or "")
        if not text or header.isSectionHidden(section):
            continue
        needed = header.fontMetrics().horizontalAdvance(text) + HEAD_PADDING
        if needed > header.sectionSize(section) + SLACK:
            yield Cut(_name(header), "head", text)


def _combo(combo: QComboBox) -> Iterator[Cut]:
    text = combo.currentText()
    room = combo.width() - 2 * 9 - 24
    if not combo.isEditable() and combo.fontMetrics().horizontalAdvance(text) > room + SLACK:
        yield Cut(_name(combo), "choice", text)


def _line(line: QLineEdit) -> Iterator[Cut]:
    if line.text() or not line.placeholderText():
        return
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room: QRect = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    margins = line.textMargins()
    width = room.width() - margins.left() - margins.right() - 4
    if line.fontMetrics().horizontalAdvance(line.placeholderText()) > width + SLACK:
        yield Cut(_name(line), "placeholder", line.placeholderText())


def _out_of_parent(widget: QWidget, top: QWidget) -> Iterator[Cut]:
    """A widget that sticks out of the one it lies in is cut off, unless that one scrolls."""
    parent = widget.parentWidget()
    if parent is None or widget is top or widget.isWindow():
        return
    around = parent.parentWidget()
    if isinstance(around, QAbstractScrollArea) and around.viewport() is parent:
        return
    if isinstance(parent, QAbstractItemView | QComboBox | QLineEdit) or not parent.isVisible():
        return
    inside = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if not inside.contains(widget.geometry()) and _shows_something(widget):
        yield Cut(_name(widget), "sticks out", _words(widget))


def _shows_something(widget: QWidget) -> bool:
    return type(widget).__module__.startswith("ui.") or isinstance(widget, QLabel | QAbstractButton | QTabBar)


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()


def _nothing(_widget: QWidget) -> Iterator[Cut]:
    yield from ()


LOOKS: tuple[tuple[type[QWidget], Callable[[Any], Iterator[Cut]]], ...] = (
    (ElidedLabel, _elided),
    (QLabel, _label),
    (QCheckBox, _tick),
    (QRadioButton, _tick),
    (QToolButton, _nothing),
    (QAbstractButton, _button),
    (QTabBar, _tabs),
    (QHeaderView, _header),
    (QComboBox, _combo),
    (QLineEdit, _line),
)


def _painter_of(depth: int) -> str:
    """The function that paints, by the frame of the caller."""
    frame = sys._getframe(depth)
    while frame.f_code.co_name in ("_keep", "_write", "write", "_line", "shown_text") and frame.f_back is not None:
        frame = frame.f_back
    file = Path(frame.f_code.co_filename)
    return f"{file.parent.name}/{file.stem}.{frame.f_code.co_name}"


@contextmanager
def watched_painters(found: set[Cut]) -> Iterator[None]:
    """Notes every text that is shortened before it is painted, and every one painted into a box too narrow for it."""
    shorten, draw = QFontMetrics.elidedText, QPainter.drawText
    unseen = {"ui/common/text.py"}

    def elided(metrics: QFontMetrics, text: str, mode: Qt.TextElideMode, room: int, *more: Any) -> str:
        shown = shorten(metrics, text, mode, room, *more)
        frame = sys._getframe(1)
        if shown != text and not any(frame.f_code.co_filename.endswith(name) for name in unseen):
            found.add(Cut(_painter_of(2), "painted", text))
        return shown

    def drawn(painter: QPainter, *told: Any) -> Any:
        box, text = told[0], next((word for word in told if isinstance(word, str)), "")
        wrapped = any(isinstance(flag, int) and flag & WRAPS for flag in told)
        if hasattr(box, "width") and text and not wrapped:
            needed = QFontMetricsF(painter.font()).horizontalAdvance(text)
            if needed > box.width() + 2 * SLACK:
                found.add(Cut(_painter_of(2), "overpainted", text))
        return draw(painter, *told)

    patch = pytest.MonkeyPatch()
    patch.setattr(QFontMetrics, "elidedText", elided)
    patch.setattr(QPainter, "drawText", drawn)
    try:
        yield
    finally:
        patch.undo()


def seen(top: QWidget) -> set[Cut]:
    """All that is cut on a window, or on the dialogs over it, and dialogs that are larger than the window."""
    found: set[Cut] = set()
    dialogs = [other for other in QApplication.topLevelWidgets() if other is not top and other.isVisible()]
    with watched_painters(found):
        for widget in dialogs or (top,):
            widget.grab()
            found |= cuts_of(widget)
    room = top.size() + QSize(SLACK, SLACK)
    for dialog in dialogs:
        if dialog.width() > room.width() or dialog.height() > room.height():
            found.add(Cut(type(dialog).__name__, "larger than the window", f"{dialog.width()}×{dialog.height()}"))
    return found
