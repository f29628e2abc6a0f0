"""History: closed cases by page, newest first, found by number or by words of two characters and more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.ports import Cache
from app.desk.queue import PastRows, QueueRow, history
from app.domain.problems import Problem
from ui.common.buttons import ActButton
from ui.common.columns import Column
from ui.common.fields import SearchField
from ui.common.follower import Follower
from ui.common.formatting import moment_near
from ui.common.pane_states import EmptyByFilter, Failed, wording
from ui.common.state_page import StatePage
from ui.common.table_model import TableModel
from ui.common.tasks import Tasks
from ui.common.text import ElidedLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.queue.columns import QueueColumns
from ui.queue.table import QueueTable
from ui.queue.telling import Telling

PAGE = 500
KEPT = ("level", "number", "summary", "grid", "source", "state", "owner", "age")

Key = tuple[datetime, str] | None


def past_columns(columns: QueueColumns, told: Telling) -> tuple[Column[QueueRow], ...]:
    """The columns of the queue that make sense for what is over, with whole numbers and the day it ended."""
    every = {column.key: column for column in columns.all()}
    every["number"] = replace(every["number"], width=150, side="left", text=lambda row: row.number, paint=None)
    every["state"] = replace(every["state"], drops=4)  # the day it ended says the same
    every["age"] = replace(every["age"], width=110, header=lambda: QCoreApplication.translate("Queue", "办结"), text=_ended(told))
    return tuple(every[key] for key in KEPT)


def _ended(told: Telling) -> Callable[[QueueRow], str]:
    return lambda row: moment_near(row.ended_at, now=told.now) if row.ended_at else "—"


class HistoryList(QWidget):
    """A page of history with its search; one page is held, older and newer ones are read by key.

    Signals: `case_chosen(str)`, `case_opened(str)`.
    """

    case_chosen = Signal(str)
    case_opened = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, tasks: Tasks, told: Telling, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._theme, self._told = desk, theme, told
        self._keys: list[Key] = [None]
        self._next: Key = None
        self._event_class = ""
        self._problem: Problem | None = None
        self._search = SearchField(theme, "")
        self._all = ActButton(theme, "", height=28)
        self._older = ActButton(theme, "", height=28)
        self._newer = ActButton(theme, "", height=28)
        self._count = ElidedLabel(tone="second", size="secondary")
        self._model = TableModel(past_columns(QueueColumns(told), told), lambda row: row.id)
        self._table = QueueTable(theme, self._model, name="", tightens=False)
        self._page = StatePage(theme)
        self._body = QStackedLayout()
        self._follower: Follower[PastRows] = Follower(
            self,
            desk,
            tasks,
            name="history",
            kinds=("incident",),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self._assemble()
        self.retranslate()

    @property
    def table(self) -> QueueTable:
        return self._table

    @property
    def search(self) -> SearchField:
        return self._search

    def open(self) -> None:
        """Reads the first page and keeps it in step."""
        self._follower.open()

    def close_down(self) -> None:
        self._follower.close()

    def look_for(self, text: str, *, event_class: str = "") -> None:
        """Shows what holds these words, of one class where given."""
        self._search.setText(text)
        self._event_class = event_class
        self._begin_again()

    def retranslate(self) -> None:
        self._search.rename(self.tr("编号，或标题、地点里的词（两个字起）"), self.tr("编号或两个字以上的词"), self.tr("搜索"))
        self._all.show_act(self.tr("查看全部"))
        self._older.show_act(self.tr("更早"))
        self._newer.show_act(self.tr("较新"))
        self._table.setAccessibleName(self.tr("历史"))
        self._tell_count()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _assemble(self) -> None:
        px = self._theme.px
        self._older.setAccessibleDescription("PgDn")
        row = QHBoxLayout()
        row.setContentsMargins(px(Space.INSET), px(6), px(Space.INSET), px(6))
        row.setSpacing(px(Space.GAP))
        for widget, stretch in ((self._search, 2), (self._all, 0), (self._count, 1), (self._newer, 0), (self._older, 0)):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(self._body, 1)
        self._body.addWidget(self._table)
        self._body.addWidget(self._page)
        self._search.textEdited.connect(self._begin_again)
        self._search.cleared.connect(self._begin_again)
        self._search.returnPressed.connect(self._table.setFocus)
        self._all.clicked.connect(self._on_all_asked)
        self._older.clicked.connect(self._on_older_asked)
        self._newer.clicked.connect(self._on_newer_asked)
        self._page.pressed.connect(self._on_all_asked)
        self._table.row_chosen.connect(self._on_row_chosen)
        self._table.row_opened.connect(self._on_row_opened)

    def _ask(self) -> Callable[[Cache], PastRows]:
        area, text, kind, before = self._desk.area, self._search.text().strip(), self._event_class, self._keys[-1]
        return lambda cache: history(cache, area, text=text, event_class=kind, before=before, limit=PAGE)

    def _show(self, page: PastRows) -> None:
        self._next = page.next
        self._problem = None
        self._model.replace(page.rows)
        filtered = bool(self._search.text().strip() or self._event_class)
        self._all.setEnabled(filtered)
        self._newer.setEnabled(len(self._keys) > 1)
        self._older.setEnabled(page.next is not None)
        self._tell_count()
        self._body.setCurrentIndex(0)
        if not page.rows:
            words = self._search.text().strip() or self._told.words.event_class(self._event_class)
            state = EmptyByFilter(filter_words=words) if filtered else None
            if state is not None:
                self._page.show_words(wording(state))
                self._body.setCurrentIndex(1)

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        self._page.show_words(wording(Failed(what=self.tr("没有取到历史"), remedy=self._told.words.say(problem))))
        self._body.setCurrentIndex(1)

    def _tell_count(self) -> None:
        shown, start = self._model.rowCount(), (len(self._keys) - 1) * PAGE
        text = self.tr("第 {first}–{last} 件").format(first=start + 1, last=start + shown) if shown else ""
        if self._event_class:
            text = f"{self._told.words.event_class(self._event_class)}  {text}"
        self._count.setText(text)

    @Slot()
    def _begin_again(self) -> None:
        self._keys = [None]
        self._follower.read_again()

    @Slot()
    def _on_all_asked(self) -> None:
        self.look_for("")

    @Slot()
    def _on_older_asked(self) -> None:
        if self._next is not None:
            self._keys.append(self._next)
            self._follower.read_again()
            self._table.scrollToTop()

    @Slot()
    def _on_newer_asked(self) -> None:
        if len(self._keys) > 1:
            self._keys.pop()
            self._follower.read_again()

    @Slot(object)
    def _on_row_chosen(self, incident: object) -> None:
        self.case_chosen.emit(str(incident))

    @Slot(object)
    def _on_row_opened(self, incident: object) -> None:
        self.case_opened.emit(str(incident))
