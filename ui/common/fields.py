"""Labelled inputs: every control has a label it is the buddy of, an accessible name, and a place for what is
wrong.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from ui.common.icons import paint_icon
from ui.common.key_cap import key_cap_width, paint_key_cap
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space

EDGES = 22
"""Border, padding and Qt's own margin of a line, both sides, px."""


class Field:
    """One line of a form: the label, the control and the message under it. Made by `FieldForm.add`."""

    def __init__(self, label: PlainLabel, control: QWidget, message: PlainLabel, hint: str) -> None:
        self.label = label
        self.control = control
        self._message = message
        self._hint = hint
        self.clear_problem()

    @property
    def message(self) -> str:
        """What stands under the control now: the problem, else the hint."""
        return self._message.text()

    def show_problem(self, sentence: str) -> None:
        """Says under the control what is wrong with its value, marks it and reads it out with the control."""
        self._mark(sentence, wrong=True)

    def clear_problem(self) -> None:
        self._mark(self._hint, wrong=False)

    def rename(self, label: str, *, hint: str = "") -> None:
        """New words after the language changed."""
        self.label.setText(label)
        self.control.setAccessibleName(label)
        self._hint = hint
        self.clear_problem()

    def _mark(self, text: str, *, wrong: bool) -> None:
        self._message.setText(text)
        self._message.set_tone("over" if wrong else "note")
        self._message.setVisible(bool(text))
        self.control.setAccessibleDescription(text)
        if self.control.property("invalid") != wrong:
            self.control.setProperty("invalid", wrong)
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)


class FieldForm(QWidget):
    """A form in two columns: labels of one width at the left, controls at the right, messages beneath."""

    def __init__(self, theme: Theme, *, label_width: int = 72, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(Space.INSET))
        self._grid.setVerticalSpacing(theme.px(Space.PAIR))
        self._grid.setColumnMinimumWidth(0, theme.px(label_width))
        self._grid.setColumnStretch(1, 1)

    def add(self, label: str, control: QWidget, *, hint: str = "") -> Field:
        """Appends a control under its label and returns the line, to show problems and to rename."""
        row = self._grid.rowCount()
        name = PlainLabel(label, tone="second")
        name.setBuddy(control)
        name.setMinimumHeight(self._theme.px(Space.INPUT))
        message = PlainLabel(tone="note", size="note", wrap=True)
        inner = control.findChild(QLineEdit) if isinstance(control, QAbstractSpinBox) else None
        if inner is not None:
            inner.setTextMargins(self._theme.px(6), 0, 0, 0)
        control.setAccessibleName(label)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(control, row, 1)
        self._grid.addWidget(message, row + 1, 1)
        self._grid.setRowMinimumHeight(row + 2, self._theme.px(Space.PAIR))
        return Field(name, control, message, hint)


class SearchField(QLineEdit):
    """A one-line filter or command box with an icon before and a key cap after the text.

    Signals: `cleared()` when Escape emptied it.
    """

    cleared = Signal()

    def __init__(
        self,
        theme: Theme,
        placeholder: str,
        *,
        icon: str = "search",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._key = theme, icon, key
        self._wordings: tuple[str, ...] = (placeholder,)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.rename(placeholder)
        self._make_room()
        theme.changed.connect(self._make_room)

    def rename(self, placeholder: str, *shorter: str) -> None:
        """New words after the language changed; the first that fits is shown, the longest is the name."""
        self._wordings = (placeholder, *shorter)
        self.setAccessibleName(placeholder)
        self._choose_wording()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_wording()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Escape empties the box first; only an empty box lets it through to the dialog."""
        if event.type() == QEvent.Type.ShortcutOverride and self.text() and _is_escape(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and self.text() and _is_escape(event):
            self.clear()
            self.cleared.emit()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        px, area = self._theme.px, QRectF(self.rect())
        painter = QPainter(self)
        paint_icon(painter, QRectF(px(8), 0, px(Space.ICON), area.height()), self._icon, self._theme.tokens.text2)
        if self._key and not self.text():
            width = key_cap_width(self._key, self._theme)
            paint_key_cap(painter, QRectF(area.right() - px(8) - width, 0, width, area.height()), self._key, self._theme)
        painter.end()

    @Slot()
    def _make_room(self) -> None:
        after = key_cap_width(self._key, self._theme) + self._theme.px(4) if self._key else 0
        self.setTextMargins(self._theme.px(Space.ICON + 4), 0, after, 0)
        self._choose_wording()
        self.update()

    def _choose_wording(self) -> None:
        margins = self.textMargins()
        room = self.width() - margins.left() - margins.right() - EDGES
        metrics = QFontMetrics(self._theme.font())
        fitting = (words for words in self._wordings if metrics.horizontalAdvance(words) <= room)
        self.setPlaceholderText(next(fitting, self._wordings[-1]))


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
