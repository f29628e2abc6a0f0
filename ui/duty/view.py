"""The duty log, the people of the area beside it, the handover of the shift at this seat, and the handovers before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.commands.duty import HandOver, TakeOver, WriteLog
from app.desk.desk import Desk
from app.desk.duty import DutyLog, HandoverDraft, draft, log
from app.desk.ports import Cache
from app.desk.words import Words
from app.domain.duty import Handover
from app.domain.ids import provisional_number
from app.domain.incident import Incident
from app.domain.problems import Problem
from app.domain.records import KIND
from ui.common.follower import Follower
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import Failed, Loading, PaneState, Ready, Stale, nothing
from ui.common.room import Scrolled
from ui.common.table_model import TableModel
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.duty.columns import HandoverColumns
from ui.duty.handover_panel import HandoverPanel
from ui.duty.log_panel import LogPanel
from ui.duty.staff_view import StaffView
from ui.duty.telling import DutyTelling
from ui.incident.means import Means
from ui.pending.tall_table import TallTable

LEAST_HANDOVER, LEAST_PAST = 400, 150
MOST_ITEMS = 500  # a handover holds no more
TABS = 4


class DutyPage(Struct, frozen=True, kw_only=True):
    """The log and the draft of a handover, read together."""

    log: DutyLog
    draft: HandoverDraft
    numbers: dict[str, str]


def duty_page(cache: Cache, area: str, *, seat: str, now: datetime) -> DutyPage:
    """Reads both, and the numbers of the cases that the log speaks of. Store lane."""
    found = log(cache, area, seat=seat, now=now)
    cases = (cache.get(Incident, note.incident) for note in found.notes if note.incident)
    numbers = {case.id: case.number or provisional_number(case.id) for case in cases if case is not None}
    return DutyPage(log=found, draft=draft(cache, area, now=now), numbers=numbers)


class DutyView(QWidget):
    """At the left the log, and behind tabs who holds what; at the right the change of shift with those before it below.

    Signals: `incident_chosen(str)` when a case is asked for.
    """

    incident_chosen = Signal(str)

    def __init__(
        self, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._means = Means(desk, words, theme, tasks, notices)
        self._told = DutyTelling(words, desk.now)
        self._found: DutyPage | None = None
        self._problem: Problem | None = None
        self._stale: Stale | None = None
        self._instead: PaneState | None = None
        self._busy = False
        self.log = LogPanel(theme, self._told)
        self.staff = StaffView(self._means)
        self.tabs = QTabBar()
        self._left = QStackedWidget()
        self._past = TableModel(HandoverColumns(self._told).all(), lambda held: held.id)
        self.past: TallTable[Handover] = TallTable(theme, self._past)
        self.handover = HandoverPanel(theme, self._told, beyond=self.past)
        self.log_pane = Pane(theme, "", self._left, tabs=self.tabs)
        self.handover_pane = Pane(theme, "", self.handover)
        self.past_pane = Pane(theme, "", self.past)
        self._follower: Follower[DutyPage] = Follower(
            self,
            desk,
            tasks,
            name="duty log",
            kinds=tuple(KIND),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self._assemble()
        self.retranslate()

    @property
    def shift(self) -> str:
        """The shift that runs, as the head tells it."""
        return self._told.shift(self._found.log.shift) if self._found else ""

    def open(self) -> None:
        self._follower.open()
        self.staff.open()

    def close_down(self) -> None:
        self._follower.close()
        self.staff.close_down()

    def set_words(self, words: Words) -> None:
        old = self._means
        self._means = Means(old.desk, words, old.theme, old.tasks, old.notices)
        self._told.words = words
        self.staff.set_means(self._means)
        self.retranslate()

    def tell_link(self, stale: Stale | None) -> None:
        """Says of what time the log is while the link is lost; who acts may have changed too."""
        self._stale = stale
        self._tell_state()
        self._follower.read_again()
        self.staff.read_again()

    def close_cases(self, instead: PaneState | None) -> None:
        """Log and handovers speak of cases: before who may not read those something else stands in their place."""
        if instead != self._instead:
            self._instead = instead
            self._tell_state()

    def retranslate(self) -> None:
        self.past.setAccessibleName(self.tr("历次交接班"))
        self.tabs.setAccessibleName(self.tr("日志与人员的分栏"))
        self.log.retranslate()
        self.staff.retranslate()
        self.handover.retranslate()
        self._past.retranslate()
        self._tell_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _assemble(self) -> None:
        gap = self._means.theme.px(Space.GAP)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(gap)
        self.handover_pane.setMinimumHeight(self._means.theme.px(LEAST_HANDOVER))
        self.past_pane.setMinimumHeight(self._means.theme.px(LEAST_PAST))
        right.addWidget(self.handover_pane, 5)
        right.addWidget(self.past_pane, 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(gap, gap, gap, gap)
        row.setSpacing(gap)
        row.addWidget(self.log_pane, 3)
        row.addWidget(Scrolled(side), 2)
        self.setFocusProxy(self.log.line)
        self._left.addWidget(self.log)
        self._left.addWidget(self.staff)
        for _ in range(TABS):
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.staff.changed.connect(self._tell_tabs)
        self.staff.failed.connect(self._fail)
        self.log.written.connect(self._on_written)
        self.log.case_asked.connect(self.incident_chosen)
        self.handover.case_asked.connect(self.incident_chosen)
        self.handover.handed_over.connect(self._on_handed_over)
        self.handover.taken_over.connect(self._on_taken_over)

    def _ask(self) -> Callable[[Cache], DutyPage]:
        desk = self._means.desk
        area, seat, now = desk.area, desk.seat.seat, desk.now()
        return lambda cache: duty_page(cache, area, seat=seat, now=now)

    def _show(self, found: DutyPage) -> None:
        self._found, self._problem = found, None
        session = self._means.desk.session
        self.log.show_notes(found.log.notes, found.numbers)
        self._past.replace(found.log.handovers)
        self._tell_state()
        self.handover.show_draft(found.draft, found.log.pending, session.person if session else "")

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        self._tell_state()

    def _tell_state(self) -> None:
        seat = self._means.desk.seat.name
        self._tell_tabs()
        self.log_pane.set_title(self.tr("值班日志"), note=self.shift)
        self.handover_pane.set_title(self.tr("交接班"), note=seat)
        self.past_pane.set_title(self.tr("历次交接班"))
        state: PaneState = self._stale or Ready()
        if self._problem is not None:
            state = Failed(what=self.tr("没有取到值班日志"), remedy=self._means.words.say(self._problem))
        elif self._found is None:
            state = Loading()
        none = self._found is not None and self._problem is None and not self._found.log.handovers
        never = nothing(self.tr("还没有交接过班"), now=self._means.desk.now(), stale=self._stale)
        closed = self._instead
        self.log_pane.show_state(state if closed is None or self._left.currentIndex() else closed)
        self.handover_pane.show_state(closed or state)
        self.past_pane.show_state(closed or (never if none else state))

    @Slot()
    def _tell_tabs(self) -> None:
        named = (self.tr("任职与委托"), self.tr("下沉力量"), self.tr("编制"))
        self.tabs.setTabText(0, self.tr("值班日志"))
        for place, (name, count) in enumerate(zip(named, self.staff.counts, strict=True), start=1):
            self.tabs.setTabText(place, f"{name}  {count}")

    @Slot(int)
    def _on_tab_changed(self, place: int) -> None:
        self._left.setCurrentIndex(int(place > 0))
        if place > 0:
            self.staff.turn_to(place - 1)
        self._tell_state()

    async def _write(self, text: str) -> None:
        desk = self._means.desk
        try:
            await desk.do(WriteLog(note=desk.new_id(), area=desk.area, text=text))
        except Problem as problem:
            self.log.show_problem(self._means.words.say(problem))
        else:
            self.log.taken()
        finally:
            self._busy = False

    async def _hand_over(self, note: str, *, confirmed: bool) -> None:
        desk = self._means.desk
        area, now = desk.area, desk.now()
        try:
            fresh = await desk.read(lambda cache: draft(cache, area, now=now))
            if self._is_more_than_shown(fresh):
                return
            await desk.do(
                HandOver(
                    handover=desk.new_id(),
                    area=area,
                    seat=desk.seat.seat,
                    items=fresh.items[:MOST_ITEMS],
                    unsent=fresh.unsent,
                    refusals=fresh.refusals,
                    unsent_confirmed=confirmed,
                    note=note,
                )
            )
        except Problem as problem:
            self.handover.show_problem(self._means.words.say(problem))
        else:
            self.handover.done()
            self._means.notices.info(self.tr("已交班，等接班人在本席接班"))
        finally:
            self._busy = False

    def _is_more_than_shown(self, fresh: HandoverDraft) -> bool:
        """What was confirmed must be what is handed over; else it is shown anew and nothing is signed."""
        shown = self._found.draft if self._found else None
        if shown is not None and (shown.unsent, shown.refusals) == (fresh.unsent, fresh.refusals):
            return False
        self.handover.show_problem(self.tr("待发或冲突的件数刚刚变了，请看过再确认。"))
        self._follower.read_again()
        return True

    async def _take_over(self, handover: str) -> None:
        try:
            await self._means.desk.do(TakeOver(handover=handover))
        except Problem as problem:
            self.handover.show_problem(self._means.words.say(problem))
        else:
            self._means.notices.info(self.tr("已接班"))
        finally:
            self._busy = False

    def _begin(self) -> bool:
        """Whether nothing else is under way; marks the view as busy."""
        free, self._busy = not self._busy, True
        return free

    @Slot(str)
    def _on_written(self, text: str) -> None:
        if self._begin():
            self._means.tasks.start(self, self._write(text), name="write log")

    @Slot(str, bool)
    def _on_handed_over(self, note: str, confirmed: bool) -> None:
        if self._begin():
            self._means.tasks.start(self, self._hand_over(note, confirmed=confirmed), name="hand over")

    @Slot(str)
    def _on_taken_over(self, handover: str) -> None:
        if self._begin():
            self._means.tasks.start(self, self._take_over(handover), name="take over")
