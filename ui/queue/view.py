"""The middle of the duty page: pinned strip, the lists of what waits, is in hand and was ended today, and history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.ports import Archive, Cache
from app.desk.queue import Queue, Tab, queue
from app.desk.words import Words
from app.domain.catalogue import Severity
from app.domain.problems import Problem
from ui.common.buttons import ActButton
from ui.common.follower import Follower
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import EmptyByFilter, Failed, Loading, PaneState, Ready, Stale, nothing
from ui.common.table_model import TableModel
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.queue.columns import QueueColumns
from ui.queue.history import HistoryList
from ui.queue.lists import Kept, Lists
from ui.queue.put_off import PutOffButton
from ui.queue.row_menu import RowMenu
from ui.queue.severity_choice import SeverityChoice
from ui.queue.strip import PinnedStrip
from ui.queue.table import QueueTable
from ui.queue.telling import Telling

WORDY = 700
TABS = (Tab.TO_DO, Tab.IN_HAND, Tab.DONE_TODAY, Tab.HISTORY)


class QueueView(QWidget):
    """Rows are patched in place and sorted by severity, limit, age; the case chosen stays chosen.

    Signals: `case_chosen(str)`; `case_opened(str)` after Enter or a double click; `act_asked(str, str)` with
    a command's name and the case's id; `act_chosen(str, object)` with a command's name and the `CaseDetail` for which
    the menu of its row offered it; `withdraw_asked(str)` with an order; `grid_cleared()` when the grid kept to was
    given up here.
    """

    case_chosen = Signal(str)
    case_opened = Signal(str)
    act_asked = Signal(str, str)
    act_chosen = Signal(str, object)
    withdraw_asked = Signal(str)
    grid_cleared = Signal()

    def __init__(
        self,
        desk: Desk,
        words: Words,
        theme: Theme,
        tasks: Tasks,
        notices: Notices,
        parent: QWidget | None = None,
        *,
        archive: Archive | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._theme = desk, theme
        self._told = Telling(words, desk.now)
        self._lists = Lists()
        self._loaded = False
        self._problem: Problem | None = None
        self._stale: Stale | None = None
        self._applying = False
        self._wanted = ""
        columns = QueueColumns(self._told).all()
        self._model = TableModel(columns, lambda row: row.id)
        self._table = QueueTable(theme, self._model, name="")
        self._strip = PinnedStrip(theme, self._told, columns, self._table.spans)
        self._history = HistoryList(desk, theme, tasks, self._told, archive=archive)
        self._tabs = QTabBar()
        self._severity = SeverityChoice(theme)
        self._all = ActButton(theme, "", height=26)
        self._put_off = PutOffButton(theme)
        self._menu = RowMenu(desk, tasks, self)
        self._body = QStackedWidget()
        self._pane = Pane(theme, "", self._body, tabs=self._tabs)
        self._follower: Follower[Queue] = Follower(
            self,
            desk,
            tasks,
            name="queue",
            kinds=("incident", "force", "grid"),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self._assemble()
        self.set_words(words)
        self._pane.show_state(Loading())

    @property
    def strip(self) -> PinnedStrip:
        return self._strip

    @property
    def table(self) -> QueueTable:
        return self._table

    @property
    def history(self) -> HistoryList:
        return self._history

    @property
    def tab(self) -> Tab:
        """The list on screen."""
        return TABS[max(0, self._tabs.currentIndex())]

    @property
    def chosen(self) -> str:
        """The id of the case chosen in the strip or the list on screen, empty without one."""
        table = self._history.table if self.tab is Tab.HISTORY else self._table
        return self._strip.current or str(table.chosen or "")

    def open(self) -> None:
        self._follower.open()
        self._history.open()

    def close_down(self) -> None:
        self._follower.close()
        self._history.close_down()

    def set_words(self, words: Words) -> None:
        self._told.speak(words)
        self.retranslate()
        self._model.retranslate()

    def show_grid(self, grid: str, name: str = "") -> None:
        """Keeps the lists to a grid and what lies in it; an empty code shows all again."""
        kept = self._lists.kept
        self._keep(Kept(grid=grid, grid_name=name, severity=kept.severity))

    @Slot(object)
    def show_severity(self, severity: Severity | None) -> None:
        """Keeps the lists to a severity, None shows all again."""
        kept = self._lists.kept
        self._keep(Kept(grid=kept.grid, grid_name=kept.grid_name, severity=severity))

    def show_tab(self, tab: Tab) -> None:
        """Turns to a list."""
        self._tabs.setCurrentIndex(TABS.index(tab))

    def choose(self, incident: str) -> None:
        """Marks a case that was pointed at elsewhere, turning to the list that holds it, as soon as one does."""
        self._strip.choose(incident)
        tab = self._lists.tab_of(incident)
        self._wanted = incident if tab is None else ""
        if tab is not None and tab is not self.tab:
            self.show_tab(tab)
        self._applying = True
        if tab is None or not self._table.choose(incident):
            self._clear_choice()
        self._applying = False

    def next_unacknowledged(self) -> bool:
        """Goes to the next case that nobody has acknowledged: the strip first, then the list; False without any."""
        if self._strip.next_one():
            return True
        waiting = [row.id for row in self._lists.rows(Tab.TO_DO) if not row.acknowledged]
        if not waiting:
            return False
        here = str(self._table.chosen or "")
        following = waiting[(waiting.index(here) + 1) % len(waiting)] if here in waiting else waiting[0]
        self.show_tab(Tab.TO_DO)
        self._table.choose(following)
        self._table.setFocus()
        return True

    def look_back(self, text: str, *, event_class: str = "") -> None:
        """Turns to history and looks for words or a class there."""
        self.show_tab(Tab.HISTORY)
        self._history.look_for(text, event_class=event_class)

    def tick(self) -> None:
        """A second has passed: the times on screen are painted again, what was put off comes back."""
        if self._lists.comes_back(self._desk.now()):
            self._follower.read_again()
        self._strip.tick()
        self._table.tick()

    def tell_link(self, stale: Stale | None) -> None:
        """Says of what time the lists are while the link is lost; None when it is there again."""
        self._stale = stale
        self._tell_state()

    def add_to_head(self, widget: QWidget) -> None:
        """Puts a widget at the right end of the head of the lists."""
        self._pane.add_to_head(widget)

    def focus_list(self) -> None:
        """Puts the keys on the list on screen."""
        (self._history.table if self.tab is Tab.HISTORY else self._table).setFocus()

    def retranslate(self) -> None:
        self._pane.set_title(self.tr("事件队列"))
        self._tabs.setAccessibleName(self.tr("事件队列的分栏"))
        self._table.setAccessibleName(self.tr("事件队列"))
        self._all.show_act(self.tr("查看全部"))
        self._build_severities()
        self._tell_tabs()
        self._tell_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._told.speak(self._told.words)
            self.retranslate()
        super().changeEvent(event)

    def _assemble(self) -> None:
        for _ in TABS:
            self._tabs.addTab("")
        self._body.addWidget(self._table)
        self._body.addWidget(self._history)
        self._pane.add_to_head(self._all)
        self._pane.add_to_head(self._put_off)
        self._pane.add_to_head(self._severity)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(Space.GAP))
        column.addWidget(self._strip)
        column.addWidget(self._pane, 1)
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._pane.filter_cleared.connect(self._on_all_asked)
        self._all.clicked.connect(self._on_all_asked)
        self._put_off.clicked.connect(self._on_put_off_asked)
        self._table.row_chosen.connect(self._on_row_chosen)
        self._table.row_opened.connect(self._on_row_opened)
        self._table.act_asked.connect(self.act_asked)
        self._table.menu_asked.connect(self._on_menu_asked)
        self._menu.opened.connect(self.case_opened)
        self._menu.act_chosen.connect(self.act_chosen)
        self._menu.withdraw_asked.connect(self.withdraw_asked)
        self._history.case_chosen.connect(self._on_row_chosen)
        self._history.case_opened.connect(self.case_opened)
        self._table.columns_fitted.connect(self._strip.follow_columns)
        self._strip.case_chosen.connect(self._on_pinned_chosen)
        self._strip.case_opened.connect(self.case_opened)
        self._strip.acknowledge_asked.connect(self._on_acknowledge_asked)
        self._strip.withdraw_asked.connect(self.withdraw_asked)
        self._strip.menu_asked.connect(self._on_menu_asked)
        self._severity.severity_chosen.connect(self.show_severity)

    def _build_severities(self) -> None:
        self._severity.show_choice(self._lists.kept.severity, self._told.words)
        self._fit_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """The choice of severities is an icon alone where the head has no room for its words and nothing is chosen."""
        wordy = self.width() >= self._theme.px(WORDY) or self._lists.kept.severity is not None
        self._severity.fit(wordy=wordy)

    def _ask(self) -> Callable[[Cache], Queue]:
        desk, area, now = self._desk, self._desk.area, self._desk.now()
        return lambda cache: queue(cache, area, now=now, led_up_from=desk.led_up_from(cache))

    def _show(self, found: Queue) -> None:
        self._loaded, self._problem = True, None
        self._lists = self._lists.renewed(found)
        self._fill()
        if self._wanted and self._lists.tab_of(self._wanted) is not None:
            self.choose(self._wanted)

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        self._tell_state()

    def _keep(self, kept: Kept) -> None:
        if kept != self._lists.kept:
            self._lists = self._lists.narrowed(kept)
            self._build_severities()
            self._fill()

    def _fill(self) -> None:
        """Brings the table to the rows of the list on screen without letting the choice slip to a neighbour."""
        chosen = self._table.chosen
        place = self._model.place_of(chosen) if chosen is not None else None
        self._applying = True
        self._strip.show_rows(self._lists.pinned)
        if self.tab is not Tab.HISTORY:
            self._model.replace(self._lists.rows(self.tab))
            if chosen is not None and self._model.place_of(chosen) is None:
                self._table.rest_at(place or 0)
        self._applying = False
        self._tell_tabs()
        self._tell_state()

    def _clear_choice(self) -> None:
        self._table.rest_at(0)

    def _tell_tabs(self) -> None:
        names = {
            Tab.TO_DO: self.tr("待办"),
            Tab.IN_HAND: self.tr("处置中"),
            Tab.DONE_TODAY: self.tr("今日办结"),
            Tab.HISTORY: self.tr("历史"),
        }
        for place, tab in enumerate(TABS):
            count = "" if tab is Tab.HISTORY or not self._loaded else f"  {self._lists.count(tab)}"
            self._tabs.setTabText(place, f"{names[tab]}{count}")

    def _kept_words(self) -> str:
        kept = self._lists.kept
        severity = self._told.words.severity(kept.severity) if kept.severity else ""
        put_off = self.tr("暂搁") if kept.snoozed else ""
        return " · ".join(part for part in (kept.grid_name or kept.grid, severity, put_off) if part)

    def _tell_state(self) -> None:
        history = self.tab is Tab.HISTORY
        note = "" if history or self._lists.kept.everything else self.tr("只看 {kept}").format(kept=self._kept_words())
        self._pane.set_title(self.tr("事件队列"), note=note, shorter=(self._kept_words(),) if note else ())
        self._all.setVisible(bool(note))
        self._severity.setVisible(not history)
        self._put_off.show_count(len(self._lists.queue.snoozed), shown=self._lists.kept.snoozed)
        self._pane.show_state(self._state(history))

    def _state(self, history: bool) -> PaneState:
        if self._problem is not None:
            return Failed(what=self.tr("没有取到队列"), remedy=self._told.words.say(self._problem))
        if not self._loaded:
            return Loading()
        if history or self._model.rowCount():
            return self._stale or Ready()
        if not self._lists.kept.everything:
            return EmptyByFilter(filter_words=self._kept_words(), stale=self._stale)
        empty = {Tab.TO_DO: self.tr("当前无待办"), Tab.IN_HAND: self.tr("当前没有处置中的事件")}
        none = empty.get(self.tab, self.tr("今天还没有办结的事件"))
        return nothing(none, now=self._desk.now(), stale=self._stale)

    @Slot(int)
    def _on_tab_changed(self, _place: int) -> None:
        self._body.setCurrentIndex(int(self.tab is Tab.HISTORY))
        self._applying = True
        self._clear_choice()
        self._applying = False
        self._fill()

    @Slot()
    def _on_all_asked(self) -> None:
        self._keep(Kept())
        self.grid_cleared.emit()

    @Slot()
    def _on_put_off_asked(self) -> None:
        kept = self._lists.kept
        self.show_tab(Tab.TO_DO)
        self._keep(Kept(grid=kept.grid, grid_name=kept.grid_name, severity=kept.severity, snoozed=not kept.snoozed))

    @Slot(object)
    def _on_row_chosen(self, incident: object) -> None:
        if not self._applying:
            self._wanted = ""
            self._strip.choose(str(incident))
            self.case_chosen.emit(str(incident))

    @Slot(object)
    def _on_row_opened(self, incident: object) -> None:
        self.case_opened.emit(str(incident))

    @Slot(str)
    def _on_pinned_chosen(self, incident: str) -> None:
        if self.tab is Tab.TO_DO and self._model.place_of(incident) is not None:
            self._applying = True
            self._table.choose(incident)
            self._applying = False
        else:
            self._clear_choice()
        self.case_chosen.emit(incident)

    @Slot(str, QPoint)
    def _on_menu_asked(self, incident: str, place: QPoint) -> None:
        self._menu.ask(incident, self._told.words, place)

    @Slot(str)
    def _on_acknowledge_asked(self, incident: str) -> None:
        self.act_asked.emit("Acknowledge", incident)
