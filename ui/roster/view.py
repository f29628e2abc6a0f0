"""The roster: four forces side by side, their duty changed by click or key, and the shifts they stand in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.commands.staffing import SetDuty
from app.desk.desk import Desk
from app.desk.ports import Cache
from app.desk.words import Words
from app.domain.people import Source
from app.domain.problems import Problem
from app.domain.roster import Duty
from ui.common.buttons import ActButton
from ui.common.follower import Follower
from ui.common.marks import Presence, PresenceMark, presence_word
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import Failed, Loading, Ready, Stale, nothing
from ui.common.tasks import Tasks
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.incident.means import Means
from ui.queue.telling import short_number
from ui.roster.board import Board, board
from ui.roster.column import ForceColumn
from ui.roster.shift_form import ShiftForm, shift_material
from ui.roster.telling import RosterTelling

BRIEF_BELOW = 170
SMALLEST = 88


class RosterView(QWidget):
    """Numbers 1 to 4 set the state of the chosen force, Enter or a click on its state offers all four; 8 s to undo.

    Signals: `incident_chosen(str)` when the case of a force is asked for.
    """

    incident_chosen = Signal(str)

    def __init__(
        self, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._means = Means(desk, words, theme, tasks, notices)
        self._telling = RosterTelling(words)
        self._board: Board | None = None
        self._problem: Problem | None = None
        self._stale: Stale | None = None
        self._undo: dict[str, SetDuty] = {}
        self.columns = {source: ForceColumn(theme, self._telling, source) for source in Source}
        self._legend = [(PresenceMark(theme, presence), PlainLabel(size="secondary", tone="second")) for presence in LEGEND]
        self._legend_box = QWidget()
        self._plan = ActButton(theme, "", icon="calendar", height=26)
        self._menu = QMenu(self)
        self._pane = Pane(theme, "", self._content())
        self._follower: Follower[Board] = Follower(
            self,
            desk,
            tasks,
            name="roster",
            kinds=("force", "shift", "establishment", "incident"),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self._assemble()
        self.retranslate()
        self._pane.show_state(Loading())

    @property
    def pane(self) -> Pane:
        return self._pane

    @property
    def shifts(self) -> str:
        """The shift that runs and the next, as the head tells them."""
        return self._telling.shifts(self._board.roster) if self._board else ""

    @property
    def shift(self) -> str:
        """The shift that runs alone, for a narrow head."""
        return self._telling.shift(self._board.roster) if self._board else ""

    @property
    def menu(self) -> QMenu:
        """The states offered last."""
        return self._menu

    def open(self) -> None:
        self._follower.open()

    def close_down(self) -> None:
        self._follower.close()

    def set_words(self, words: Words) -> None:
        old = self._means
        self._means = Means(old.desk, words, old.theme, old.tasks, old.notices)
        self._telling.words = words
        self.retranslate()

    def tell_link(self, stale: Stale | None) -> None:
        """Says of what time the roster is while the link is lost."""
        self._stale = stale
        self._tell_state()

    def choose(self, force: str) -> bool:
        """Makes a force current, wherever it stands; False when it is not on the roster."""
        return any(column.table.choose(force) for column in self.columns.values())

    @Slot(str, str)
    def set_duty(self, force: str, duty: str) -> None:
        """A force does something else now; a state it is in already is confirmed anew."""
        line = self._board.line(force) if self._board else None
        if line is not None:
            command = SetDuty(force=force, saw=line.row.duty, duty=Duty(duty))
            self._means.tasks.start(self, self._do(command, line.row.name), name=f"duty {force}")

    @Slot()
    def plan_shift(self) -> None:
        """Opens the form of a new shift."""
        self._means.tasks.start(self, self._open_form(), name="plan shift")

    def retranslate(self) -> None:
        for (mark, label), presence in zip(self._legend, LEGEND, strict=True):
            mark.retranslate()
            label.setText(presence_word(presence))
        self._plan.show_act(self.tr("排班…"), icon="calendar")
        for column in self.columns.values():
            column.retranslate()
        self._tell_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        brief = self.height() < self._means.theme.px(BRIEF_BELOW)
        for column in self.columns.values():
            column.set_brief(brief)
        self._legend_box.setVisible(not brief and self.width() >= self._means.theme.px(620))
        self._fit_heads()

    def _fit_heads(self) -> None:
        """The heads of the four columns look alike: one without room puts the figures of all on the line below."""
        low = any(column.is_tight for column in self.columns.values())
        for column in self.columns.values():
            column.put_low(low)

    def _content(self) -> QWidget:
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for column in self.columns.values():
            row.addWidget(column, 1)
        return content

    def _assemble(self) -> None:
        px = self._means.theme.px
        legend = QHBoxLayout(self._legend_box)
        legend.setContentsMargins(0, 0, px(4), 0)
        legend.setSpacing(px(Space.PAIR))
        for mark, label in self._legend:
            legend.addWidget(mark)
            legend.addWidget(label)
            legend.addSpacing(px(4))
        self._pane.add_to_head(self._legend_box)
        self._pane.add_to_head(self._plan)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pane)
        self._pane.setMinimumHeight(px(SMALLEST))
        tables = [each.table for each in self.columns.values()]
        for place, table in enumerate(tables):
            table.states_asked.connect(self._on_states_asked)
            table.duty_asked.connect(self.set_duty)
            table.stepped.connect(partial(self._step, place))
            table.entered.connect(partial(self._on_entered, place))
        self.setFocusProxy(tables[0])
        self._plan.clicked.connect(self.plan_shift)
        self._means.notices.acted.connect(self._on_notice_acted)
        self._means.notices.lapsed.connect(self._on_notice_lapsed)

    def _ask(self) -> Callable[[Cache], Board]:
        desk, session = self._means.desk, self._means.desk.session
        area, now, person = desk.area, desk.now(), session.person if session else ""
        return lambda cache: board(cache, area, now=now, person=person)

    def _show(self, found: Board) -> None:
        self._board, self._problem = found, None
        for column in found.roster.columns:
            self.columns[column.source].show_column(column, found.lines[column.source])
        self._fit_heads()
        self._tell_state()

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        self._tell_state()

    def _tell_state(self) -> None:
        self._pane.set_title(self.tr("力量值班表"), note=self.shifts, shorter=(self.shift, ""))
        if self._problem is not None:
            self._pane.show_state(Failed(what=self.tr("没有取到值班表"), remedy=self._means.words.say(self._problem)))
        elif self._board is None:
            self._pane.show_state(Loading())
        elif not any(self._board.lines.values()):
            self._pane.show_state(nothing(self.tr("片区还没有登记力量"), now=self._means.desk.now(), stale=self._stale))
        else:
            self._pane.show_state(self._stale or Ready())

    async def _do(self, command: SetDuty, name: str) -> None:
        try:
            await self._means.desk.do(command)
        except Problem as problem:
            self._means.notices.problem(problem)
            return
        if command.saw is command.duty:
            self._means.notices.info(self.tr("{force} 的状态已确认").format(force=name))
            return
        key = f"duty-{command.force}"
        self._undo[key] = SetDuty(force=command.force, saw=command.duty, duty=command.saw)
        words = self.tr("{force} 改为 {state}").format(force=name, state=self._means.words.duty(command.duty))
        self._means.notices.undoable(words, key=key, act=self.tr("撤销"))

    async def _open_form(self) -> None:
        desk = self._means.desk
        area = desk.area
        material = await desk.read(lambda cache: shift_material(cache, area))
        ShiftForm(self._means, material, parent=self.window()).open()

    def _step(self, place: int, by: int) -> None:
        tables = [column.table for column in self.columns.values()]
        target = tables[(place + by) % len(tables)]
        row = min(tables[place].currentIndex().row(), target.model().rowCount() - 1)
        target.setFocus()
        if row >= 0:
            target.setCurrentIndex(target.model().index(row, 0))

    def _on_entered(self, place: int) -> None:
        for other, column in enumerate(self.columns.values()):
            if other != place:
                column.table.leave()

    @Slot(str, QPoint)
    def _on_states_asked(self, force: str, where: QPoint) -> None:
        line = self._board.line(force) if self._board else None
        if line is None:
            return
        self._menu.clear()
        group = QActionGroup(self._menu)
        for number, duty in enumerate((Duty.AVAILABLE, Duty.ON_THE_WAY, Duty.ON_SCENE, Duty.OFF), start=1):
            action = QAction(f"{self._means.words.duty(duty)}\t{number}", group)
            action.setCheckable(True)
            action.setChecked(duty is line.row.duty)
            action.triggered.connect(partial(self.set_duty, force, duty.value))
            self._menu.addAction(action)
        if line.row.busy_with:
            self._menu.addSeparator()
            opening = self.tr("打开事件 {number}").format(number=short_number(line.row.busy_number))
            self._menu.addAction(opening, partial(self.incident_chosen.emit, line.row.busy_with))
        self._menu.popup(where)

    @Slot(str)
    def _on_notice_acted(self, key: str) -> None:
        command = self._undo.pop(key, None)
        if command is not None:
            self._means.tasks.start(self, self._means.desk.do(command), name=f"undo {key}")

    @Slot(str)
    def _on_notice_lapsed(self, key: str) -> None:
        self._undo.pop(key, None)


LEGEND = (Presence.AVAILABLE, Presence.ON_SCENE, Presence.ON_THE_WAY, Presence.OFF_DUTY)
