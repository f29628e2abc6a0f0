"""All panels of the week side by side, and what the records lack. Imported late, with the charts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.desk.panel_facts import Fact
from app.desk.panels import Card
from ui.common.buttons import ActButton
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.meeting.card import PanelCard
from ui.meeting.telling import fact_name, fact_value

CARD_WIDTH = 280
MOST_ACROSS = 4


class Gallery(QScrollArea):
    """Cards in rows of four, fewer where it is narrow.

    Signals: those of the cards, `list_asked(str, object)`, `enlarged(str)`, `ticked(str, bool)`, `pressed(str)`.
    """

    list_asked = Signal(str, object)
    enlarged = Signal(str)
    ticked = Signal(str, bool)
    pressed = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards: list[PanelCard] = []
        self._gaps: _Gaps | None = None
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(*(theme.px(Space.GAP),) * 4)
        self._grid.setSpacing(theme.px(Space.GAP))
        self._across = MOST_ACROSS
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)

    def show_cards(self, cards: tuple[Card, ...], sentence: str, gaps: tuple[Fact, ...]) -> None:
        """Shows other figures; `sentence` and `gaps` say what the records lack."""
        for old in [*self.cards, *([self._gaps] if self._gaps else [])]:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [PanelCard(self._theme, number, card) for number, card in enumerate(cards, start=1)]
        self._gaps = _Gaps(self._theme, sentence, gaps)
        self._gaps.list_asked.connect(partial(self.list_asked.emit, "completeness"))
        for place, card in enumerate(self.cards):
            card.list_asked.connect(self.list_asked)
            card.enlarged.connect(self.enlarged)
            card.ticked.connect(self.ticked)
            card.pressed.connect(self.pressed)
            card.stepped.connect(partial(self._step, place))
        self._lay_out()

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in this order."""
        return [*self.cards, *(self._gaps.buttons if self._gaps else ())]

    def card(self, key: str) -> PanelCard:
        """The card of a panel. Raises StopIteration for an unknown key."""
        return next(card for card in self.cards if card.key == key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = max(1, min(MOST_ACROSS, self.viewport().width() // self._theme.px(CARD_WIDTH)))
        if across != self._across:
            self._across = across
            self._lay_out()

    def _lay_out(self) -> None:
        widgets: list[QWidget] = [*self.cards, *([self._gaps] if self._gaps else [])]
        for column in range(MOST_ACROSS):
            self._grid.setColumnStretch(column, int(column < self._across))
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for place, widget in enumerate(widgets):
            row, column = divmod(place, self._across)
            self._grid.addWidget(widget, row, column)
            self._grid.setRowStretch(row, 1)

    def _step(self, place: int, by: int) -> None:
        step = by if abs(by) == 1 else self._across * (1 if by > 0 else -1)
        target = place + step
        if 0 <= target < len(self.cards):
            self.cards[target].setFocus()
            self.ensureWidgetVisible(self.cards[target])


class _Gaps(QWidget):
    """What the week's records lack, in a dashed frame: gaps do not hold up a meeting.

    Signals: `list_asked(object)` with the list behind a gap.
    """

    list_asked = Signal(object)

    def __init__(self, theme: Theme, sentence: str, gaps: tuple[Fact, ...]) -> None:
        super().__init__()
        self._theme = theme
        self.buttons: list[ActButton] = []
        px = theme.px
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(Space.INSET), px(Space.GAP), px(Space.INSET), px(Space.GAP))
        column.setSpacing(px(6))
        column.addWidget(PlainLabel(self.tr("需要补的"), size="section"))
        for gap in gaps:
            if gap.count and gap.name.startswith("gap_"):
                column.addLayout(self._row(gap))
        column.addStretch(1)
        column.addWidget(PlainLabel(sentence, size="secondary", wrap=True))
        column.addWidget(PlainLabel(self.tr("缺数不挡开会，面板会注明"), tone="note", size="note", wrap=True))

    def _row(self, gap: Fact) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(PlainLabel(f"{fact_name(gap.name)} {fact_value(gap)}"), 1)
        button = ActButton(self._theme, self.tr("去办"), height=26)
        button.setAccessibleName(f"{fact_name(gap.name)} {button.text()}")
        button.clicked.connect(partial(self.list_asked.emit, gap.behind))
        self.buttons.append(button)
        row.addWidget(button)
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.tokens.control), 1)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), Space.CARD_RADIUS, Space.CARD_RADIUS)
        painter.end()
