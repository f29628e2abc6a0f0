"""Controls of the forms: picking one of many by typing, severity, a moment, several lines of text."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QDate, QDateTime, QEvent, QRectF, QSize, QStringListModel, Qt, QTime, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QCompleter, QDateTimeEdit, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from app.desk.pinyin import finds
from app.domain.catalogue import Severity
from app.domain.ids import SHANGHAI
from ui.common.marks import Priority, paint_priority, priority_word
from ui.common.theme import Theme
from ui.common.tokens import Space

OFFERED_AT_MOST = 12


class Pick(Struct, frozen=True):
    """One thing to pick: its key, what is shown, and what typing finds it by (lower case, no blanks)."""

    key: str
    text: str
    finds: tuple[str, ...]


class PickInput(QLineEdit):
    """One of many, found by code, name or pinyin initials. Leaving the field takes the first hit.

    Signals: `picked_changed(str)` with the key, empty for none.
    """

    picked_changed = Signal(str)

    def __init__(self, picks: tuple[Pick, ...], *, picked: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picks = picks
        self._picked = ""
        self._lines = QStringListModel(self)
        completer = QCompleter(self._lines, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(OFFERED_AT_MOST)
        completer.activated.connect(self._on_line_taken)
        self.setCompleter(completer)
        self.textEdited.connect(self._on_edited)
        self.pick(picked)

    @property
    def picked(self) -> str:
        """The key of what is picked, empty for none."""
        return self._picked

    def hits(self, query: str) -> tuple[Pick, ...]:
        """What the query finds: what is called just so first, then what begins with it."""
        wanted = "".join(query.casefold().split())
        if not wanted:
            return ()
        found = [pick for pick in self._picks if finds(query, pick.finds)]
        return tuple(
            sorted(found, key=lambda pick: (wanted not in pick.finds, not any(key.startswith(wanted) for key in pick.finds)))
        )

    def pick(self, key: str) -> None:
        """Picks by key; an unknown key picks nothing and leaves the text."""
        found = next((pick for pick in self._picks if pick.key == key), None)
        if found is not None:
            self.setText(found.text)
            self.setCursorPosition(0)
        self._set(found.key if found else "")

    def offer(self, picks: tuple[Pick, ...]) -> None:
        """Offers other things; what is picked stays if it is among them."""
        self._picks = picks
        self.pick(self._picked)

    def settle(self) -> None:
        """Takes the first hit of what was typed, if nothing is picked yet."""
        if not self._picked and self.text().strip():
            found = self.hits(self.text())
            if found:
                self.pick(found[0].key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def _set(self, key: str) -> None:
        if key != self._picked:
            self._picked = key
            self.picked_changed.emit(key)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._lines.setStringList([pick.text for pick in self.hits(text)[:OFFERED_AT_MOST]])
        exact = next((pick for pick in self._picks if pick.text == text), None)
        self._set(exact.key if exact else "")

    @Slot(str)
    def _on_line_taken(self, text: str) -> None:
        found = next((pick for pick in self._picks if pick.text == text), None)
        if found is not None:
            self.pick(found.key)


class SeverityInput(QWidget):
    """The four severities side by side; arrows change, Alt+1 to Alt+4 choose from anywhere in the dialog.

    Signals: `severity_chosen(str)` after the person chose.
    """

    severity_chosen = Signal(str)

    def __init__(self, theme: Theme, severity: Severity, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = severity
        self._buttons = [_SeverityButton(theme, each) for each in Severity]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for number, button in enumerate(self._buttons, start=1):
            row.addWidget(button)
            button.clicked.connect(self._on_pressed)
            QShortcut(QKeySequence(f"Alt+{number}"), self, button.click)
        row.addStretch(1)
        self.setFocusProxy(self._buttons[0])
        self.show_severity(severity)

    @property
    def severity(self) -> Severity:
        return self._severity

    def show_severity(self, severity: Severity) -> None:
        """Marks a severity without telling it."""
        self._severity = severity
        for button in self._buttons:
            button.setChecked(button.severity is severity)
            one = button.severity is severity  # one stop for Tab, the arrows go on from it
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._buttons[severity.rank - 1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            place = max(0, min(len(self._buttons) - 1, self._severity.rank - 1 + step))
            self._buttons[place].click()
            self._buttons[place].setFocus()
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_pressed(self) -> None:
        button = self.sender()
        if isinstance(button, _SeverityButton):
            self.show_severity(button.severity)
            self.severity_chosen.emit(button.severity.value)


class _SeverityButton(QPushButton):
    """One severity as mark and word."""

    def __init__(self, theme: Theme, severity: Severity) -> None:
        super().__init__()
        self.severity = severity
        self._theme = theme
        self.setProperty("drawn", True)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(priority_word(self._priority))

    @property
    def _priority(self) -> Priority:
        return Priority(self.severity.rank)

    def sizeHint(self) -> QSize:
        px = self._theme.px
        metrics = self.fontMetrics()
        return QSize(px(Space.MARK + 30) + metrics.horizontalAdvance(priority_word(self._priority)), px(Space.INPUT))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = tokens.priorities[self._priority - 1]
        edge = 2 if self.isChecked() or self.hasFocus() else 1
        ink = colours.mark if self.isChecked() else tokens.selection_bar if self.hasFocus() else tokens.control
        painter.setPen(QPen(QColor(ink), edge))
        painter.setBrush(QColor(tokens.selection if self.isChecked() else tokens.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Space.RADIUS, Space.RADIUS)
        mark = QRectF(px(8), (self.height() - px(Space.MARK)) / 2, px(Space.MARK), px(Space.MARK))
        paint_priority(painter, mark, self._priority, tokens, selected=self.isChecked())
        painter.setFont(self._theme.font(bold=self.isChecked()))
        painter.setPen(QColor(tokens.text))
        words = QRectF(mark.right() + px(6), 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, priority_word(self._priority))
        painter.end()


class MomentInput(QDateTimeEdit):
    """A moment on the wall clock of the sub-centre, to the minute."""

    def __init__(self, moment: datetime, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.set_moment(moment)

    @property
    def moment(self) -> datetime:
        """The moment, aware."""
        shown = self.dateTime()
        day, clock = shown.date(), shown.time()
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=SHANGHAI)

    def set_moment(self, moment: datetime) -> None:
        """Shows another moment, cut to the minute."""
        wall = moment.astimezone(SHANGHAI)
        self.setDateTime(QDateTime(QDate(wall.year, wall.month, wall.day), QTime(wall.hour, wall.minute)))


class PassageInput(QPlainTextEdit):
    """Several lines; Tab leaves it, Enter makes a new line, Ctrl+Enter is left to the dialog."""

    def __init__(self, theme: Theme, text: str = "", *, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(10) + lines * theme.px(20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leaves Ctrl+Enter to the dialog's shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return False
        return super().event(event)
