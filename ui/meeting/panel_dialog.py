"""One panel enlarged: its plots and every number in a table, each opening its list. Imported late, with the charts."""

from __future__ import annotations

from functools import partial

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desk.panel_facts import Fact
from app.desk.panels import Behind, Card
from ui.common.buttons import ActButton
from ui.common.columns import Column
from ui.common.room import within
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.meeting.plots import chart_of
from ui.meeting.telling import fact_value, fact_words, panel_name, plot_name
from ui.meeting.tiles import ActionTiles

SIZE = (1200, 760)
TABLE_WIDTH = 420
PLOT_HEIGHT = 180


class NumberedFact(Struct, frozen=True):
    """A number with its place in the table, by which the table knows it."""

    place: int
    fact: Fact


class PanelDialog(QDialog):
    """Enter or a double click on a number, or a click on a mark, opens the list behind it.

    Signals: `list_asked(str, object)` with panel and list.
    """

    list_asked = Signal(str, object)

    def __init__(self, theme: Theme, card: Card, facts: tuple[Fact, ...], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._card = theme, card
        self._facts = tuple(NumberedFact(place, fact) for place, fact in enumerate(facts))
        model = TableModel(fact_columns(), lambda row: row.place)
        model.replace(self._facts)
        self.table = RecordTable(theme, model, name=self.tr("全部数字"))
        model.setParent(self.table)
        self.table.row_opened.connect(self._on_row_opened)
        self.setWindowTitle(panel_name(card.key))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._assemble()
        self.resize(within(parent, QSize(theme.px(SIZE[0]), theme.px(SIZE[1]))))
        self.table.setFocus()

    def _assemble(self) -> None:
        px = self._theme.px
        close = ActButton(self._theme, self.tr("关闭"), key="Esc")
        close.setAutoDefault(False)  # Enter on a number opens its list and leaves the panel where it is
        close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(panel_name(self._card.key), size="page"), 1)
        head.addWidget(close)
        self.table.setFixedWidth(px(TABLE_WIDTH))
        body = QHBoxLayout()
        body.setSpacing(px(16))
        body.addWidget(self._plots(), 1)
        body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(Space.GAP))
        column.addLayout(head)
        column.addWidget(PlainLabel(self._card.sentence, size="section", wrap=True, selectable=True))
        column.addLayout(body, 1)

    def _plots(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, self._theme.px(Space.GAP), 0)
        for drawn in self._card.plots:
            column.addWidget(PlainLabel(plot_name(drawn.name), tone="second", size="secondary"))
            chart = chart_of(self._theme, drawn, on_mark=partial(self._on_mark, drawn.name), small=False)
            chart.setMinimumHeight(self._theme.px(PLOT_HEIGHT))
            column.addWidget(chart, 100)
        if self._card.reviewed:
            column.addWidget(ActionTiles(self._theme, self._card.reviewed), 1)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return area

    def _on_mark(self, name: str, key: str) -> None:
        drawn = self._card.drawn(name)
        behind: Behind | None = drawn.behind(key) if drawn else None
        if behind is not None:
            self.list_asked.emit(self._card.key, behind)

    @Slot(object)
    def _on_row_opened(self, place: object) -> None:
        fact = next(row.fact for row in self._facts if row.place == place)
        self.list_asked.emit(self._card.key, fact.behind)


def fact_columns() -> tuple[Column[NumberedFact], ...]:
    """What a number is, and the number."""
    translate = QCoreApplication.translate
    return (
        Column(
            key="name",
            header=lambda: translate("Meeting", "数字"),
            text=lambda row: fact_words(row.fact),
            width=120,
            elastic=True,
            hint=lambda row: fact_words(row.fact),
        ),
        Column(
            key="value",
            header=lambda: translate("Meeting", "值"),
            text=lambda row: fact_value(row.fact),
            width=120,
            side="right",
            bold=lambda row: bool(row.fact.count),
        ),
    )
