"""What a screen says and to whom: names for a screen reader, and words of the other language that were left in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHeaderView, QLabel, QLineEdit, QScrollBar, QTabBar, QWidget

from app.domain.meeting import Package
from app.domain.record import Record

CHINESE = re.compile(r"[\u3400-\u9fff]+")
BREAK = "\u200b"
LATIN = re.compile(r"[A-Za-z]{3,}")


def on_screen(top: QWidget) -> Iterator[QWidget]:
    """The widgets that a person sees of a window."""
    for widget in (top, *top.findChildren(QWidget)):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def nameless(top: QWidget) -> set[str]:
    """What can have the keys but says nothing to a screen reader."""
    found = set()
    for widget in on_screen(top):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(widget, QScrollBar) or widget.isWindow():
            continue
        if widget.focusProxy() is not None or _is_inside(widget):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            found.add(f"{type(widget.parentWidget()).__name__}/{type(widget).__name__} {widget.objectName()}".strip())
    return found


def _is_inside(widget: QWidget) -> bool:
    """A part of a control that Qt made: the line in a spin box or a choice, the list of a completer."""
    name = widget.objectName()
    return name.startswith("qt_") or isinstance(widget.parentWidget(), QComboBox)


def words_on(top: QWidget) -> Iterator[str]:
    """What labels, buttons, tabs, heads and empty fields say."""
    for widget in on_screen(top):
        yield widget.toolTip() if not widget.toolTip().startswith("<") else ""
        yield widget.accessibleName()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(place) for place in range(widget.count()))
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
            heads = (widget.model().headerData(section, Qt.Orientation.Horizontal) for section in range(widget.count()))
            yield from (str(head or "") for head in heads)


def names_in(records: Iterable[Record]) -> frozenset[str]:
    """The Chinese words that the data hold: names of grids and people, titles, texts."""
    found: set[str] = set()
    for record in records:
        if not isinstance(record, Package):  # its sentences are in both languages
            _collect(msgspec.to_builtins(record), found)
    return frozenset(found)


def _collect(value: object, found: set[str]) -> None:
    if isinstance(value, str):
        found.update(CHINESE.findall(value))
    elif isinstance(value, dict):
        for part in value.values():
            _collect(part, found)
    elif isinstance(value, list | tuple):
        for part in value:
            _collect(part, found)


def untranslated(top: QWidget, names: frozenset[str]) -> set[str]:
    """Texts of an English screen with Chinese in them that comes from no record."""
    found = set()
    for text in words_on(top):
        if any(run not in names for run in CHINESE.findall(text.replace(BREAK, ""))):
            found.add(text)
    return found


def foreign(top: QWidget, known: frozenset[str]) -> set[str]:
    """Texts of a Chinese screen with Latin words in them that are no names of keys or formats."""
    return {text for text in words_on(top) if any(word not in known for word in LATIN.findall(text))}
