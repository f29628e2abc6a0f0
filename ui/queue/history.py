"""History: closed cases by page, newest first, found by number or by words of two characters and more, here and at the centre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.desk.beyond import merged
from app.desk.desk import Desk
from app.desk.ports import Archive, Cache
from app.desk.queue import PastRows, QueueRow, history
from app.domain.problems import Problem
from ui.common.buttons import ActButton
from ui.common.columns import Column
from ui.common.fields import SearchField
from ui.common.follower import Follower
from ui.common.formatting import local, moment_near
from ui.common.pane_states import EmptyByFilter, Failed, wording
from ui.common.state_page import StatePage
from ui.common.table_model import TableModel
from ui.common.tasks import Tasks
from ui.common.text import ElidedLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.queue.beyond import Beyond, Phase, Question
from ui.queue.columns import QueueColumns
from ui.queue.table import QueueTable
from ui.queue.telling import Telling

PAGE = 500
KEPT = ("level", "number", "summary", "grid", "source", "state", "owner", "age")

Key = tuple[datetime, str] | None


@dataclass(frozen=True)
class Step:
    """A page that was turned to: its key here, or (once what is here has ended) the centre's, and the place of its first row."""

    key: Key = None
    centre: str = ""
    start: int = 0


def past_columns(columns: QueueColumns, told: Telling) -> tuple[Column[QueueRow], ...]:
    """The columns of the queue that make sense for what is over, with whole numbers and the day it ended."""
    every = {column.key: column for column in columns.all()}
    every["number"] = replace(every["number"], width=150, side="left", text=lambda row: row.number, paint=None)
    every["state"] = replace(every["state"], drops=4)  # the day it ended says the same
    every["age"] = replace(every["age"], width=110, header=lambda: QCoreApplication.translate("Queue", "办结"), text=_ended(told))
    return tuple(every[key] for key in KEPT)


def _ended(told: Telling) -> Callable[[QueueRow], str]:
    """When it ended; of a former year the day alone, which is what fits."""

    def text(row: QueueRow) -> str:
        if row.ended_at is None:
            return "—"
        day = local(row.ended_at)
        return moment_near(row.ended_at, now=told.now) if day.year == local(told.now).year else f"{day:%Y-%m-%d}"

    return text


class HistoryList(QWidget):
    """A page of history with its search; one page is held, older and newer ones are read by key.

    What is looked for is also asked of the centre, without waiting for it: the last page of what is here goes on with what the
    centre has beyond it, each row marked.

    Signals: `case_chosen(str)`, `case_opened(str)`.
    """

    case_chosen = Signal(str)
    case_opened = Signal(str)

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        tasks: Tasks,
        told: Telling,
        *,
        archive: Archive | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._theme, self._told = desk, theme, told
        self._steps = [Step()]
        self._held = PastRows((), None)
        self._since: datetime | None = None
        self._beyond = Beyond(self, desk, tasks, archive)
        self._event_class = ""
        self._problem: Problem | None = None
        self._search = SearchField(theme, "")
        self._all = ActButton(theme, "", height=28)
        self._older = ActButton(theme, "", height=28)
        self._newer = ActButton(theme, "", height=28)
        self._count = ElidedLabel(tone="second", size="secondary")
        self._note = ElidedLabel(tone="second", size="secondary")
        self._model = TableModel(past_columns(QueueColumns(told), told), lambda row: row.id)
        self._table = QueueTable(theme, self._model, name="", tightens=False)
        self._page = StatePage(theme)
        self._body = QStackedLayout()
        self._follower: Follower[tuple[PastRows, datetime | None]] = Follower(
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
        self._beyond.open()
        self._follower.open()

    def close_down(self) -> None:
        self._follower.close()
        self._beyond.close()

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
        self._tell_note()

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
        under = QHBoxLayout()
        under.setContentsMargins(px(Space.INSET), 0, px(Space.INSET), px(6))
        under.addWidget(self._note)
        column.addLayout(under)
        column.addLayout(self._body, 1)
        self._body.addWidget(self._table)
        self._body.addWidget(self._page)
        self._beyond.changed.connect(self._on_beyond_changed)
        self._search.textEdited.connect(self._begin_again)
        self._search.cleared.connect(self._begin_again)
        self._search.returnPressed.connect(self._table.setFocus)
        self._all.clicked.connect(self._on_all_asked)
        self._older.clicked.connect(self._on_older_asked)
        self._newer.clicked.connect(self._on_newer_asked)
        self._page.pressed.connect(self._on_all_asked)
        self._table.row_chosen.connect(self._on_row_chosen)
        self._table.row_opened.connect(self._on_row_opened)

    def _ask(self) -> Callable[[Cache], tuple[PastRows, datetime | None]]:
        area, text, kind, step = self._desk.area, self._words, self._event_class, self._steps[-1]

        def query(cache: Cache) -> tuple[PastRows, datetime | None]:
            if step.centre:
                return PastRows((), None), cache.kept_since(area)
            return history(cache, area, text=text, event_class=kind, before=step.key, limit=PAGE), cache.kept_since(area)

        return query

    @property
    def _words(self) -> str:
        return self._search.text().strip()

    def _show(self, found: tuple[PastRows, datetime | None]) -> None:
        self._held, self._since = found
        self._problem = None
        ended = self._held.next is None
        asked = Question(self._words, self._event_class, self._steps[-1].centre) if ended else Question()
        self._beyond.ask(asked)
        self._fill()

    @Slot()
    def _on_beyond_changed(self) -> None:
        if self._problem is None:
            self._fill()

    def _fill(self) -> None:
        """What is here and what the centre has beyond it, as one list."""
        self._model.replace(merged(self._held.rows, self._beyond.rows))
        filtered = bool(self._words or self._event_class)
        self._all.setEnabled(filtered)
        self._newer.setEnabled(len(self._steps) > 1)
        self._older.setEnabled(self._held.next is not None or bool(self._beyond.next))
        self._tell_count()
        self._tell_note()
        empty = filtered and not self._model.rowCount() and self._beyond.phase is not Phase.ASKING
        self._body.setCurrentIndex(int(empty))
        if empty:
            words = self._words or self._told.words.event_class(self._event_class)
            self._page.show_words(wording(EmptyByFilter(filter_words=words)))

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        self._page.show_words(wording(Failed(what=self.tr("没有取到历史"), remedy=self._told.words.say(problem))))
        self._body.setCurrentIndex(1)

    def _tell_count(self) -> None:
        shown, start = self._model.rowCount(), self._steps[-1].start
        text = self.tr("第 {first}–{last} 件").format(first=start + 1, last=start + shown) if shown else ""
        if self._event_class:
            text = f"{self._told.words.event_class(self._event_class)}  {text}"
        self._count.setText(text)

    def _tell_note(self) -> None:
        """What the list does not show, and why: kept here since when, asked of the centre or not."""
        told = self._beyond_words()
        if self._since is not None and self._beyond.phase in (Phase.IDLE, Phase.AWAY, Phase.FAILED):
            kept = self.tr("本机存有 {day} 起办结的事件").format(day=f"{local(self._since):%Y-%m-%d}")
            told = self.tr("{first}；{second}").format(first=kept, second=told) if told else kept
        self._note.setText(told)
        self._note.setVisible(bool(told))

    def _beyond_words(self) -> str:
        beyond = self._beyond
        if beyond.phase is Phase.ASKING:
            return self.tr("正在查中心…")
        if beyond.phase is Phase.AWAY:
            return self.tr("未连中心，只查了本机")
        if beyond.phase is Phase.FAILED and beyond.problem is not None:
            return self.tr("只查了本机：{why}").format(why=self._told.words.say(beyond.problem))
        if beyond.phase is Phase.FOUND and beyond.rows:
            more = self.tr("，按「更早」看其余") if beyond.next else ""
            return self.tr("其中 {count} 件是中心记录，本机未存").format(count=len(beyond.rows)) + more
        if beyond.phase is Phase.FOUND:
            return self.tr("中心没有另外的记录")
        return self.tr("输入词可查中心更早的记录") if self._since is not None else ""

    @Slot()
    def _begin_again(self) -> None:
        self._steps = [Step()]
        self._follower.read_again()

    @Slot()
    def _on_all_asked(self) -> None:
        self.look_for("")

    @Slot()
    def _on_older_asked(self) -> None:
        start = self._steps[-1].start + self._model.rowCount()
        if self._held.next is not None:
            self._turn(Step(self._held.next, start=start))
        elif self._beyond.next:
            self._turn(Step(centre=self._beyond.next, start=start))

    @Slot()
    def _on_newer_asked(self) -> None:
        if len(self._steps) > 1:
            self._steps.pop()
            self._follower.read_again()

    def _turn(self, step: Step) -> None:
        self._steps.append(step)
        self._follower.read_again()
        self._table.scrollToTop()

    @Slot(object)
    def _on_row_chosen(self, incident: object) -> None:
        self.case_chosen.emit(str(incident))

    @Slot(object)
    def _on_row_opened(self, incident: object) -> None:
        self.case_opened.emit(str(incident))
