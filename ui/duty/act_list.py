"""A list with the acts that can be begun above it; what is locked says why beneath."""

from __future__ import annotations

from typing import Generic

from msgspec import Struct
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import ActButton
from ui.common.columns import Row
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space


class Offer(Struct, frozen=True):
    """One act: the command, what its button says, its icon, and why it cannot be begun, empty if it can."""

    command: str
    words: str
    icon: str
    reason: str = ""


class ActList(QWidget, Generic[Row]):
    """Signals: `act_asked(str)` with a command; `row_opened(object)` with the id of a row after Enter or a double click."""

    act_asked = Signal(str)
    row_opened = Signal(object)
    row_chosen = Signal()

    def __init__(self, theme: Theme, model: TableModel[Row], *, acts: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offers: tuple[Offer, ...] = ()
        self.model = model
        self.table: RecordTable[Row] = RecordTable(theme, model, name="")
        model.setParent(self.table)
        self.buttons = [ActButton(theme, "") for _ in range(acts)]
        self._reasons = PlainLabel(tone="second", size="note", wrap=True)
        self._none = PlainLabel(tone="second")
        self._assemble()

    @property
    def reasons(self) -> str:
        """Why acts are locked, a line each."""
        return self._reasons.text()

    def button(self, command: str) -> ActButton:
        """The button of an act; StopIteration for one that is not offered."""
        return next(button for button, offer in zip(self.buttons, self._offers, strict=True) if offer.command == command)

    def offer(self, offers: tuple[Offer, ...]) -> None:
        """Says what can be begun, one for each button."""
        self._offers = offers
        for button, offer in zip(self.buttons, offers, strict=True):
            button.show_act(offer.words, icon=offer.icon)
            if offer.reason:
                button.lock(offer.reason)
            else:
                button.unlock()
        why: dict[str, list[str]] = {}
        for offer in offers:
            if offer.reason:
                why.setdefault(offer.reason, []).append(offer.words.rstrip("…"))
        lines = (self.tr("{acts}：{reason}").format(acts=self.tr("、").join(acts), reason=reason) for reason, acts in why.items())
        self._reasons.setText("\n".join(lines))
        self._reasons.setVisible(bool(why))

    def name(self, words: str, *, none: str) -> None:
        """Names the list, and says what an empty one means."""
        self.table.setAccessibleName(words)
        self._none.setText(none)
        self.model.retranslate()

    def fill(self, rows: tuple[Row, ...]) -> None:
        """Shows these rows."""
        self.model.replace(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)

    @property
    def chosen(self) -> Row | None:
        """The current row."""
        place = self.model.place_of(self.table.chosen) if self.table.chosen is not None else None
        return self.model.row_at(place) if place is not None else None

    def _assemble(self) -> None:
        px = self._theme.px
        top = QHBoxLayout()
        top.setContentsMargins(px(Space.INSET), px(Space.INSET), px(Space.INSET), px(Space.PAIR))
        top.setSpacing(px(Space.GAP))
        for button in self.buttons:
            top.addWidget(button)
            button.clicked.connect(self._on_pressed)
        top.addStretch(1)
        self._reasons.setContentsMargins(px(Space.INSET), 0, px(Space.INSET), px(Space.GAP))
        self._none.setContentsMargins(px(Space.INSET), px(Space.GAP), px(Space.INSET), 0)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._reasons)
        column.addSpacing(px(Space.PAIR))
        column.addWidget(self.table, 1)
        column.addWidget(self._none, 1)
        self._reasons.hide()
        self._none.hide()
        self.setFocusProxy(self.table)
        self.table.row_opened.connect(self.row_opened)
        self.table.row_chosen.connect(self._on_chosen)

    @Slot()
    def _on_chosen(self) -> None:
        self.row_chosen.emit()

    @Slot()
    def _on_pressed(self) -> None:
        button = self.sender()
        if isinstance(button, ActButton):
            self.act_asked.emit(self._offers[self.buttons.index(button)].command)
