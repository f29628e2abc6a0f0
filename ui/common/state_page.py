"""What a pane shows in place of its content: a skeleton while loading, or what is the matter and what to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import ActButton, IconLabel
from ui.common.pane_states import Wording
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space

LOW = 168
"""Below this height, px at 100 %, there is room for words alone."""


class StatePage(QWidget):
    """Icon, headline, detail, the two versions of a conflict, and one button, in the middle.

    Signals: `pressed()` when the button was pressed.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._column = theme, QVBoxLayout(self)
        self._icon = IconLabel(theme, "info", tone="text3", size=24)
        self._headline = PlainLabel(size="section", wrap=True)
        self._detail = PlainLabel(tone="second", size="secondary", wrap=True, selectable=True)
        self._mine = _Version(theme)
        self._theirs = _Version(theme)
        self._button = ActButton(theme, "")
        self._button.clicked.connect(self.pressed)
        for label in (self._headline, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._assemble(theme)

    def show_words(self, words: Wording, *, mine: str = "", theirs: str = "") -> None:
        """Shows the wording of a state; `mine` and `theirs` stand side by side when given."""
        self._icon.show_icon(words.icon or "info")
        self._headline.setText(words.headline)
        self._detail.setText(words.detail)
        self._detail.setVisible(bool(words.detail))
        for card, heading, text in (
            (self._mine, self.tr("我的"), mine),
            (self._theirs, self.tr("对方"), theirs),
        ):
            card.show_version(heading, text)
            card.setVisible(bool(mine or theirs))
        self._button.setVisible(bool(words.button))
        if words.button:
            self._button.show_act(words.button)
            self._button.setToolTip(words.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low pane the icon goes and the margins shrink before the words are cut."""
        super().resizeEvent(event)
        low = self.height() < self._theme.px(LOW)
        self._icon.setVisible(not low)
        across, up = self._theme.px(24), self._theme.px(2 if low else 16)
        self._column.setContentsMargins(across, up, across, up)
        self._column.setSpacing(self._theme.px(2 if low else Space.GAP))

    def _assemble(self, theme: Theme) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(theme.px(Space.INSET))
        cards.addWidget(self._mine, 1)
        cards.addWidget(self._theirs, 1)
        column = self._column
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._headline)
        column.addWidget(self._detail)
        column.addLayout(cards)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


class _Version(QWidget):
    """One side of a conflict on a card."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heading = PlainLabel(tone="second", size="secondary")
        self._text = PlainLabel(bold=True, wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(Space.INSET), theme.px(8), theme.px(Space.INSET), theme.px(8))
        column.setSpacing(theme.px(Space.PAIR))
        column.addWidget(self._heading)
        column.addWidget(self._text)

    def show_version(self, heading: str, text: str) -> None:
        self._heading.setText(heading)
        self._text.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), Space.CARD_RADIUS, Space.CARD_RADIUS)
        painter.end()


class Skeleton(QWidget):
    """Grey bars where rows will be. Nothing moves."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("正在加载"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.hair))
        row, inset = self._theme.row_height, self._theme.px(Space.INSET)
        for index, top in enumerate(range(self._theme.px(8), self.height() - row, row)):
            share = (0.82, 0.64, 0.74, 0.58)[index % 4]
            painter.drawRoundedRect(QRectF(inset, top + row * 0.28, (self.width() - 2 * inset) * share, row * 0.44), 2, 2)
        painter.end()
