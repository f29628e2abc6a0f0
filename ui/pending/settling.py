"""What can be done about a refused command: the three ways, each with what follows from it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.refusal import RefusalState
from ui.common.buttons import ActButton
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space

WAYS = (RefusalState.DONE_AGAIN, RefusalState.HANDED_OVER, RefusalState.DISCARDED)
FRAME, SIDE = 2, 16


class SettlePanel(QWidget):
    """The keys 1 to 3 press the ways. Signals: `settled(str, str)` with what the refusal is to become and the note."""

    settled = Signal(str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = PlainLabel(size="section")
        self._hint = PlainLabel(tone="second", size="note", wrap=True)
        self._label = PlainLabel(tone="second")
        self.note = QLineEdit()
        self._problem = PlainLabel(tone="over", size="secondary", wrap=True)
        self.buttons = {way: ActButton(theme, "", key=str(key)) for key, way in enumerate(WAYS, start=1)}
        self._reasons = {way: PlainLabel(tone="second", size="note", wrap=True) for way in WAYS}
        self._assemble()
        self.retranslate()

    @property
    def problem(self) -> str:
        """What was answered to the last try, empty for nothing."""
        return self._problem.text()

    @property
    def least_width(self) -> int:
        """What the buttons need to say their words, px."""
        return max(button.sizeHint().width() for button in self.buttons.values()) + 2 * self._theme.px(SIDE)

    def reason(self, way: RefusalState) -> str:
        """Why a way is closed, empty while it is open."""
        return self._reasons[way].text()

    def begin(self) -> None:
        """Another refusal stands on screen: no note, no problem."""
        self.note.clear()
        self.show_problem("")

    def tell(self, way: RefusalState, words: str, note: str, *, reason: str = "", main: bool = False) -> None:
        """Says what a way is called and does; with a reason it is closed."""
        button = self.buttons[way]
        button.show_act(words, note=note, role="primary" if main and not reason else "plain")
        if reason:
            button.lock(reason)
        else:
            button.unlock()
        self._reasons[way].setText(reason)
        self._reasons[way].setVisible(bool(reason))

    def show_problem(self, sentence: str, *, of_note: bool = False) -> None:
        """Says why it was not done; `of_note` puts the keys into the note."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.note.setProperty("invalid", of_note)
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.note.setAccessibleDescription(sentence if of_note else "")
        if of_note:
            self.note.setFocus()

    def press(self, key: int) -> bool:
        """Presses the way on this key; False when there is none or it is closed."""
        if not 1 <= key <= len(WAYS) or not self.buttons[WAYS[key - 1]].isEnabled():
            return False
        self.buttons[WAYS[key - 1]].click()
        return True

    def retranslate(self) -> None:
        self._title.setText(self.tr("可以怎么办"))
        self._hint.setText(self.tr("没有处理之前，不覆盖任何一方。"))
        self._label.setText(self.tr("说明"))
        self.note.setAccessibleName(self.tr("说明"))
        self.note.setPlaceholderText(self.tr("放弃时必填"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.selection_bar), FRAME))
        painter.setBrush(QColor(self._theme.tokens.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Space.CARD_RADIUS, Space.CARD_RADIUS)
        painter.end()

    def _assemble(self) -> None:
        px = self._theme.px
        self._label.setBuddy(self.note)
        self.note.setMaxLength(400)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SIDE), px(12), px(SIDE), px(16))
        column.setSpacing(px(2))
        for widget in (self._title, self._hint):
            column.addWidget(widget)
        column.addSpacing(px(Space.GAP))
        column.addWidget(self._label)
        column.addWidget(self.note)
        column.addWidget(self._problem)
        for way in WAYS:
            column.addSpacing(px(Space.GAP))
            column.addWidget(self.buttons[way])
            column.addWidget(self._reasons[way])
            self.buttons[way].clicked.connect(self._on_pressed)
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._problem.hide()

    @Slot()
    def _on_pressed(self) -> None:
        way = next(way for way, button in self.buttons.items() if button is self.sender())
        self.settled.emit(way.value, self.note.text())
