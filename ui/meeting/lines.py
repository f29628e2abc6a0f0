"""Under the gallery: the actions of the last meeting, this one's decisions, actions and people, each put down in one line."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.desk.meeting import Workspace
from app.desk.typed import TypedAction, typed_action, typed_attendees, typed_decision
from app.desk.words import Words
from app.domain.ids import SHANGHAI
from app.domain.meeting import ActionItem, Attendee, Decision
from ui.common.buttons import ActButton
from ui.common.fields import SearchField
from ui.common.pane import Pane
from ui.common.pane_states import Ready
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.text import PlainLabel
from ui.common.tokens import Space
from ui.incident.means import Means
from ui.meeting.line_columns import PANEL, LineColumns
from ui.meeting.source import SourceChoice

REVIEWED, DECISIONS, ACTIONS, PEOPLE = range(4)
ORDERED = (DECISIONS, ACTIONS)
WITH_PANEL = (REVIEWED, DECISIONS, ACTIONS)
SMALLEST = 150


class LinesPane(QWidget):
    """Four lists on one place; Enter in the line under them puts down what was typed.

    Signals: `action_typed(object)` a `TypedAction`, `decision_typed(object)` a `TypedDecision`, `people_typed(object)` a tuple
    of `Attendee`; `advance_asked(str)` after Enter on an action; `people_asked()` for the whole attendance list;
    `panel_asked(str)` after a click on the panel of a line, or Alt+P on it;
    `order_asked(object, object)` with the ids of all decisions, or of all actions, in another order.
    """

    action_typed = Signal(object)
    decision_typed = Signal(object)
    people_typed = Signal(object)
    advance_asked = Signal(str)
    panel_asked = Signal(str)
    people_asked = Signal()
    order_asked = Signal(object, object)

    def __init__(self, means: Means, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._means = means
        self._found: Workspace | None = None
        self._locked = ""
        columns = LineColumns(lambda: self._means.words, self._today)
        self.reviewed: TableModel[ActionItem] = TableModel(columns.actions(earlier=True), lambda action: action.id)
        self.decisions: TableModel[Decision] = TableModel(columns.decisions(), lambda decision: decision.id)
        self.given: TableModel[ActionItem] = TableModel(columns.actions(earlier=False), lambda action: action.id)
        self.people: TableModel[Attendee] = TableModel(columns.people(), lambda one: (one.name, one.post))
        models: tuple[TableModel[Any], ...] = (self.reviewed, self.decisions, self.given, self.people)
        self._models = models
        self.tables: list[RecordTable[Any]] = [RecordTable(means.theme, model, name="") for model in models]
        for table, model in zip(self.tables, models, strict=True):
            model.setParent(table)
        self.tabs = QTabBar()
        self.entry = SearchField(means.theme, "", icon="plus")
        self.source = SourceChoice()
        self._said = PlainLabel(tone="over", size="secondary", wrap=True)
        self._people_button = ActButton(means.theme, "", icon="people", height=26)
        self.up = ActButton(means.theme, "", icon="arrow-up", height=26)
        self.down = ActButton(means.theme, "", icon="arrow-down", height=26)
        self._stack = QStackedWidget()
        self.pane = Pane(means.theme, "", self._content(), tabs=self.tabs)
        self._assemble()
        self.retranslate()
        self._on_tab_changed()

    @property
    def said(self) -> str:
        """What is wrong with the line typed last, empty for nothing."""
        return self._said.text()

    def set_means(self, means: Means) -> None:
        """Other words from now on."""
        self._means = means
        self.retranslate()

    def show_workspace(self, found: Workspace, *, locked: str) -> None:
        """Shows the lines of a meeting; `locked` says why none may be put down, empty if they may."""
        first = self._found is None or self._found.week.week != found.week.week
        self._found, self._locked = found, locked
        self.reviewed.replace(found.reviewed)
        self.decisions.replace(found.decisions)
        self.given.replace(found.actions)
        self.people.replace(dict.fromkeys(found.meeting.attendees) if found.meeting else ())
        if first:
            self.source.choose("")
            self.tabs.setCurrentIndex(ACTIONS if found.actions else REVIEWED)
        self.pane.show_state(Ready())
        self._tell()

    def show_refusal(self, sentence: str) -> None:
        """The line was not taken; it stays to be mended."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def taken(self) -> None:
        """The line was put down: room for the next one."""
        self.entry.clear()
        self.show_refusal("")

    def retranslate(self) -> None:
        self.pane.set_title(self.tr("决定与行动项"))
        self.tabs.setAccessibleName(self.tr("决定与行动项的分栏"))
        self._people_button.show_act(self.tr("出席…"), icon="people")
        self.up.show_act(self.tr("上移"), icon="arrow-up")
        self.down.show_act(self.tr("下移"), icon="arrow-down")
        for table, name in zip(self.tables, self._names(), strict=True):
            table.setAccessibleName(name)
        for model in self._models:
            model.retranslate()
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _today(self) -> date:
        return self._means.desk.now().astimezone(SHANGHAI).date()

    def _names(self) -> tuple[str, ...]:
        return (self.tr("上次行动项"), self.tr("议定事项"), self.tr("本次行动项"), self.tr("出席"))

    def _content(self) -> QWidget:
        px = self._means.theme.px
        content = QWidget()
        line = QHBoxLayout()
        line.setContentsMargins(px(Space.GAP), px(4), px(Space.GAP), 0)
        line.setSpacing(px(Space.GAP))
        line.addWidget(self.entry, 1)
        line.addWidget(self.source)
        said = QHBoxLayout()
        said.setContentsMargins(px(Space.INSET), 0, px(Space.INSET), px(4))
        said.addWidget(self._said)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, px(4))
        column.setSpacing(px(4))
        column.addWidget(self._stack, 1)
        column.addLayout(line)
        column.addLayout(said)
        self._said.hide()
        return content

    def _assemble(self) -> None:
        for table in self.tables:
            self._stack.addWidget(table)
            self.tabs.addTab("")
        for button in (self.up, self.down, self._people_button):
            self.pane.add_to_head(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.pane.setMinimumHeight(self._means.theme.px(SMALLEST))
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.entry.returnPressed.connect(self._on_entered)
        self.tables[REVIEWED].row_opened.connect(self._on_action_opened)
        self.tables[ACTIONS].row_opened.connect(self._on_action_opened)
        self._people_button.clicked.connect(self.people_asked)
        for button, by, key in ((self.up, -1, "Alt+Up"), (self.down, 1, "Alt+Down")):
            button.clicked.connect(partial(self._move, by))
            for place in ORDERED:
                QShortcut(
                    QKeySequence(key), self.tables[place], partial(self._move, by), context=Qt.ShortcutContext.WidgetShortcut
                )
        for place in ORDERED:
            self.tables[place].row_chosen.connect(self._tell)
        for place in WITH_PANEL:
            table = self.tables[place]
            table.clicked.connect(self._on_clicked)
            QShortcut(QKeySequence("Alt+P"), table, self._ask_panel, context=Qt.ShortcutContext.WidgetShortcut)
        for one, other in pairwise((self.tabs, self.up, self.down, self._people_button, *self.tables, self.entry, self.source)):
            self.setTabOrder(one, other)

    def _tell(self) -> None:
        for place, (name, model) in enumerate(zip(self._names(), self._models, strict=True)):
            self.tabs.setTabText(place, f"{name}  {model.rowCount()}" if self._found else name)
        hints = {
            DECISIONS: self.tr("新增：标题：会议议定的内容"),
            ACTIONS: self.tr("新增：做什么，谁，哪天 #案号"),
            PEOPLE: self.tr("新增：姓名 职务，没来的加「请假」"),
        }
        place = self.tabs.currentIndex()
        self.entry.setVisible(place in hints)
        self.entry.setEnabled(not self._locked)
        self.source.setVisible(place in ORDERED)
        self.source.setEnabled(not self._locked)
        self.entry.rename(self._locked or hints.get(place, ""))
        self._people_button.setVisible(place == PEOPLE)
        for button, by in ((self.up, -1), (self.down, 1)):
            button.setVisible(place in ORDERED)
            button.setEnabled(bool(self._moved(by)))

    @Slot()
    def _on_tab_changed(self) -> None:
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        self.show_refusal("")
        self._tell()

    @Slot()
    def _on_entered(self) -> None:
        line = self.entry.text().strip()
        if not line:
            return
        place = self.tabs.currentIndex()
        if place == DECISIONS:
            self.decision_typed.emit(replace(typed_decision(line), panel=self.source.panel))
        elif place == PEOPLE:
            self.people_typed.emit(typed_attendees(line))
        else:
            self._give(replace(typed_action(line, today=self._today()), panel=self.source.panel))

    def _moved(self, by: int) -> tuple[str, ...]:
        """The ids of the list in front with the chosen line so many places on; empty where it cannot go."""
        place = self.tabs.currentIndex()
        if place not in ORDERED or self._locked:
            return ()
        table = self.tables[place]
        ids = [str(key) for key in self._ids(place)]
        here = ids.index(str(table.chosen)) if table.chosen is not None else -1
        there = here + by
        if here < 0 or not 0 <= there < len(ids):
            return ()
        ids.insert(there, ids.pop(here))
        return tuple(ids)

    def _ids(self, place: int) -> tuple[str, ...]:
        found = self._found
        if found is None:
            return ()
        return tuple(one.id for one in (found.decisions if place == DECISIONS else found.actions))

    def _move(self, by: int) -> None:
        ids = self._moved(by)
        if ids:
            decisions = self.tabs.currentIndex() == DECISIONS
            self.order_asked.emit(ids if decisions else (), () if decisions else ids)

    def _give(self, typed: TypedAction) -> None:
        if not typed.missing:
            self.action_typed.emit(typed)
            return
        names = {"text": self.tr("做什么"), "owner": self.tr("谁"), "due": self.tr("哪天")}
        lacking = self.tr("、").join(names[part] for part in typed.missing)
        self.show_refusal(self.tr("还缺：{parts}。写法：做什么，谁，哪天").format(parts=lacking))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if self._models[self.tabs.currentIndex()].columns[index.column()].key == PANEL:
            self._ask_panel()

    @Slot()
    def _ask_panel(self) -> None:
        """Asks for the panel of the line that is chosen, where it comes from one."""
        place = self.tabs.currentIndex()
        row = next((row for row in self._models[place].rows if row.id == self.tables[place].chosen), None)
        if row is not None and row.panel:
            self.panel_asked.emit(row.panel)

    @Slot(object)
    def _on_action_opened(self, action: object) -> None:
        self.advance_asked.emit(str(action))


def locked_words(found: Workspace, words: Words) -> str:
    """Why no line may be put down now, empty if it may."""
    if found.meeting is None:
        return ""
    return words.tell(found.writable.locked, found.writable.data) if found.writable.locked else ""
