"""The weekly workspace: choose a week, freeze its figures, look at its panels, decide, and make the minutes."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from itertools import pairwise
from typing import Any

from msgspec import Struct
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.meeting import WeekRow, Workspace, weeks, workspace
from app.desk.panels import WeeklyPackage
from app.desk.ports import Cache, Figures, Link, Paper
from app.desk.words import Words
from app.domain.ids import week_before, week_of
from app.domain.problems import Problem
from ui.common.follower import Follower
from ui.common.notices import Notices
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.incident.means import Means
from ui.meeting.figures import FiguresPane
from ui.meeting.forms import AdvanceForm, DraftForm, HoldForm
from ui.meeting.lines import LinesPane, locked_words
from ui.meeting.outputs import Outputs
from ui.meeting.phases import FORMS, PhaseBar
from ui.meeting.preview import MinutesPreview
from ui.meeting.work import MeetingWork

WIDE, ROOMY = 1600, 1100
PREVIEW, NARROW_PREVIEW = 640, 468


class Shown(Struct, frozen=True):
    """The weeks to choose from, and the chosen one in full."""

    rows: tuple[WeekRow, ...]
    found: Workspace


class MeetingView(QWidget):
    """Figures come from the centre's package once it is frozen; before that, or without the centre, from this desk's own trial.

    Signals: `incident_chosen(str)` when a case of a list is opened.
    """

    incident_chosen = Signal(str)

    def __init__(
        self,
        desk: Desk,
        words: Words,
        theme: Theme,
        tasks: Tasks,
        notices: Notices,
        parent: QWidget | None = None,
        *,
        paper: Paper,
        figures: Figures,
    ) -> None:
        super().__init__(parent)
        self._means = Means(desk, words, theme, tasks, notices)
        self.work = MeetingWork(self._means, paper, figures)
        self._week = week_before(week_of(desk.now()))
        self._shown: Shown | None = None
        self._trial: WeeklyPackage | None = None
        self._link = desk.link.state
        self._stop_link: Callable[[], None] | None = None
        self.phases = PhaseBar(self._means)
        self.figures = FiguresPane(self._means, self.work)
        self.lines = LinesPane(self._means)
        self.preview = MinutesPreview(theme)
        self.outputs = Outputs(self._means, self.work, self.preview)
        self._follower: Follower[Shown] = Follower(
            self,
            desk,
            tasks,
            name="meeting",
            kinds=("meeting", "decision", "action", "package"),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self._assemble()
        self._connect()

    @property
    def week(self) -> str:
        """The week on screen."""
        return self._week

    @property
    def found(self) -> Workspace | None:
        """What was read last."""
        return self._shown.found if self._shown else None

    @property
    def package(self) -> WeeklyPackage | None:
        """The figures on screen: frozen ones, else the trial."""
        found = self.found
        return (found.package if found else None) or self._trial

    def open(self) -> None:
        self._stop_link = self._means.desk.watch_link(self._on_link_changed)
        self._follower.open()

    def close_down(self) -> None:
        if self._stop_link is not None:
            self._stop_link()
            self._stop_link = None
        self._follower.close()

    def set_words(self, words: Words) -> None:
        old = self._means
        self._means = Means(old.desk, words, old.theme, old.tasks, old.notices)
        self.work.means = self._means
        for part in (self.phases, self.figures, self.lines, self.outputs):
            part.set_means(self._means)
        if self._shown is not None:
            self._show(self._shown)

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through."""
        return (self.phases, self.figures, self.lines, self.preview)

    @Slot(str)
    def show_week(self, week: str) -> None:
        """Turns to another week."""
        if week != self._week:
            self._week, self._trial = week, None
            self.outputs.forget()
            self._follower.read_again()

    @Slot()
    def compute_trial(self) -> None:
        """Has this desk compute the week from its cache."""
        self._start(self._compute(), "trial")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """All three parts, or in a small window the one whose tab is in front."""
        px = self._means.theme.px
        small = self.width() < px(ROOMY)
        self.phases.set_small(small)
        if small:
            self.preview.setMinimumWidth(0)
            self.preview.setMaximumWidth(self.width())
        else:
            self.preview.setFixedWidth(px(PREVIEW if self.width() >= px(WIDE) else NARROW_PREVIEW))
        for place, part in enumerate((self.figures, self.lines, self.preview)):
            part.setVisible(not small or place == self.phases.faces.currentIndex())

    def _assemble(self) -> None:
        gap = self._means.theme.px(Space.GAP)
        left = QVBoxLayout()
        left.setSpacing(gap)
        left.addWidget(self.figures, 70)
        left.addWidget(self.lines, 24)
        row = QHBoxLayout()
        row.setSpacing(gap)
        row.addLayout(left, 100)
        row.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        column.addWidget(self.phases)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.phases.week_chosen.connect(self.show_week)
        self.phases.faces.currentChanged.connect(self._fit)
        self.phases.act_asked.connect(self.act)
        self.phases.trial_asked.connect(self.compute_trial)
        self.figures.incident_chosen.connect(self.incident_chosen)
        self.figures.drawn.connect(self._order_keys)
        self.figures.panels_chosen.connect(self._on_panels_chosen)
        self.figures.turned_to.connect(self.lines.source.choose)
        self.lines.panel_asked.connect(self.figures.enlarge)
        self.lines.action_typed.connect(partial(self._put_down, self.work.give))
        self.lines.decision_typed.connect(partial(self._put_down, self.work.decide))
        self.lines.people_typed.connect(partial(self._put_down, self.work.join))
        self.lines.advance_asked.connect(self._on_advance_asked)
        self.lines.order_asked.connect(self._on_order_asked)
        self.lines.people_asked.connect(partial(self.act, "HoldMeeting"))
        self.preview.edit_asked.connect(partial(self.act, "DraftMinutes"))

    def _ask(self) -> Callable[[Cache], Shown]:
        desk, week, now = self._means.desk, self._week, self._means.desk.now()
        area, link = desk.area, desk.link.state
        act = desk.acting()

        def read(cache: Cache) -> Shown:
            return Shown(weeks(cache, area, now=now), workspace(cache, area, week, act=act, link=link, now=now))

        return read

    def _show(self, shown: Shown) -> None:
        if shown.found.week.week != self._week:
            return
        self._shown = shown
        found = shown.found
        if found.package is not None:
            self._trial = None
        self.phases.show_weeks(shown.rows, chosen=self._week)
        self.phases.show_workspace(found, self.package)
        self.figures.show_workspace(found, self.package)
        self.lines.show_workspace(found, locked=locked_words(found, self._means.words))
        draft = next((act for act in found.acts if act.command == "DraftMinutes"), None)
        self.preview.lock_edit("" if draft and not draft.locked else self.tr("召开以后、签发以前才能编辑"))
        self.outputs.show_workspace(found, self._trial)

    def _fail(self, problem: Problem) -> None:
        self.figures.show_problem(problem)

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._means.tasks.start(self, work, name=f"meeting {name}")

    async def _compute(self) -> None:
        week = self._week
        trial = await self.work.trial(week)
        if week == self._week and self.found is not None and self.found.package is None:
            self._trial = trial
            self.phases.show_workspace(self.found, trial)
            self.figures.show_workspace(self.found, trial)
            self.outputs.show_workspace(self.found, trial)

    @Slot()
    def _order_keys(self) -> None:
        """Cards come late, and Tab would go to them last: between the acts above and the lines below is their place."""
        for one, other in pairwise((self.phases.next, *self.figures.gallery.stops(), self.lines.tabs)):
            self.setTabOrder(one, other)

    @Slot(str)
    def act(self, command: str) -> None:
        """Does an act of the meeting, or opens the form that it needs."""
        self._start(self._act(command), command)

    async def _act(self, command: str) -> None:
        found = self.found
        if command == "OpenMeeting":
            await self.work.open(self._week)
        elif found is not None and found.meeting is not None:
            if command in FORMS:
                await self._open_form(command, found)
            else:
                await self.work.plain(found, command)

    async def _open_form(self, command: str, found: Workspace) -> None:
        if found.meeting is None:
            return
        panels, window = self.figures.ticked, self.window()
        if command == "HoldMeeting":
            expected = await self.work.expected()
            HoldForm(self._means, found.meeting, expected, panels=panels, parent=window).open()
        else:
            DraftForm(self._means, found.meeting, panels=panels, parent=window).open()

    def _put_down(self, do: Callable[..., Coroutine[Any, Any, None]], typed: object) -> None:
        meeting = self.found.meeting if self.found else None
        if meeting is None:
            self.lines.show_refusal(self.tr("先筹备这一周的例会"))
            return
        self._start(self._take(do(meeting, typed)), "line")

    async def _take(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Problem as problem:
            self.lines.show_refusal(self._means.words.say(problem))
        else:
            self.lines.taken()

    @Slot(object)
    def _on_panels_chosen(self, panels: object) -> None:
        meeting = self.found.meeting if self.found else None
        if meeting is not None and isinstance(panels, tuple):
            self._start(self.work.choose_panels(meeting, panels), "panels")

    @Slot(object, object)
    def _on_order_asked(self, decisions: object, actions: object) -> None:
        meeting = self.found.meeting if self.found else None
        if meeting is not None and isinstance(decisions, tuple) and isinstance(actions, tuple):
            self._start(self.work.renumber(meeting, decisions=decisions, actions=actions), "order")

    @Slot(str)
    def _on_advance_asked(self, action: str) -> None:
        found = self.found
        known = (*found.reviewed, *found.actions) if found else ()
        item = next((item for item in known if item.id == action), None)
        if item is not None:
            AdvanceForm(self._means, item, parent=self.window()).open()

    def _on_link_changed(self, link: Link) -> None:
        """What may be done depends on whether the centre is there, not on how fresh the data are."""
        if link.state is not self._link:
            self._link = link.state
            self._follower.read_again()
