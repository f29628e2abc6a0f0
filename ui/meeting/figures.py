"""The pane of panels: the gallery once there are figures, else why there are none; and the lists behind numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.meeting import Workspace, actions_behind, cases_behind, chosen_panels, is_of_actions
from app.desk.panel_facts import Fact, facts
from app.desk.panels import Behind, Card, WeeklyPackage, cards, completeness, key_of
from app.domain.meeting import Stage
from app.domain.problems import Problem
from ui.common.pane import Pane
from ui.common.pane_states import EmptyGood, Failed, Loading, Ready
from ui.common.text import PlainLabel
from ui.incident.means import Means
from ui.meeting.lists import ListDialog, action_dialog, case_dialog
from ui.meeting.telling import fact_words, moment_words, panel_name
from ui.meeting.work import OPEN_TO_PANELS, MeetingWork

if TYPE_CHECKING:  # brings the charts, which the first window does without
    from ui.meeting.gallery import Gallery

COMPLETENESS = "completeness"
BEFORE = (Stage.PREPARING, Stage.FREEZING, Stage.FROZEN)


class FiguresPane(QWidget):
    """The charts are loaded with the first figures, so that the window opens before them.

    Signals: `incident_chosen(str)`; `panels_chosen(object)` with the panels for the minutes after a tick; `drawn()` after other
    figures came, with other cards; `turned_to(str)` with the panel that somebody pressed, ticked, enlarged or opened a list of.
    """

    incident_chosen = Signal(str)
    panels_chosen = Signal(object)
    drawn = Signal()
    turned_to = Signal(str)

    def __init__(self, means: Means, work: MeetingWork, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._means, self._work = means, work
        self._found: Workspace | None = None
        self._package: WeeklyPackage | None = None
        self._cards: tuple[Card, ...] = ()
        self._ticks: tuple[str, ...] = ()
        self._painted = ""
        self._gallery: Gallery | None = None
        self._hint = PlainLabel(tone="note", size="secondary")
        self._content = QWidget()
        self._inner = QVBoxLayout(self._content)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self.pane = Pane(means.theme, "", self._content)
        self.pane.add_to_head(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.retranslate()
        self.pane.show_state(Loading())

    @property
    def gallery(self) -> Gallery:
        """The cards; AssertionError before there are figures."""
        assert self._gallery is not None, "there are no figures yet"
        return self._gallery

    @property
    def ticked(self) -> tuple[str, ...]:
        """The panels for the minutes, in the order of the gallery."""
        return tuple(card.key for card in self._cards if card.key in self._ticks)

    def set_means(self, means: Means) -> None:
        self._means = means
        self._painted = ""
        self.retranslate()

    def show_workspace(self, found: Workspace, package: WeeklyPackage | None) -> None:
        """Shows the panels of the figures; ticks come from the meeting once it is held, before that from this screen."""
        if self._found is None or self._found.week.week != found.week.week:
            self._ticks = ()
        self._found, self._package = found, package
        if found.meeting is not None and found.stage not in BEFORE:
            self._ticks = chosen_panels(found.meeting)
        if package is None:
            self._cards = ()
            self.pane.show_state(self._nothing(found))
        else:
            self._paint(package)
            self.pane.show_state(Ready())
        self.retranslate()

    def show_problem(self, problem: Problem) -> None:
        """Says why nothing could be read."""
        self.pane.show_state(Failed(what=self.tr("没有取到例会"), remedy=self._means.words.say(problem)))

    def retranslate(self) -> None:
        note = ""
        if self._cards:
            text = self.tr("{count} 项，选入纪要 {chosen} 项")
            note = text.format(count=len(self._cards), chosen=len(self.ticked))
        self.pane.set_title(self.tr("研判面板"), note=note)
        self._hint.setText(self.tr("空格 选入   Enter 放大") if self._cards else "")
        if self._cards and self._gallery is not None:
            locked = self._locked()
            for card in self._gallery.cards:
                card.set_ticked(card.key in self._ticks, locked=locked)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _nothing(self, found: Workspace) -> EmptyGood:
        now = self._means.desk.now()
        if found.stage is Stage.FREEZING:
            return EmptyGood(words=self.tr("冻结中，中心算出数据包后自动显示"), checked_at=now)
        if not found.week.over:
            return EmptyGood(words=self.tr("这一周还没有结束，可以先看本地试算"), checked_at=now)
        return EmptyGood(words=self.tr("数据还没有冻结，可以先看本地试算"), checked_at=now)

    def _locked(self) -> str:
        """Why ticks cannot be changed now, empty if they can."""
        found = self._found
        if found is None or found.meeting is None:
            return self.tr("先筹备这一周的例会")
        if found.stage in BEFORE or found.stage in OPEN_TO_PANELS:
            return ""
        return self.tr("已核稿；要改请重新起草")

    def _paint(self, package: WeeklyPackage) -> None:
        english = self._means.words.english
        key = f"{package.digest} {english}"
        if key == self._painted:
            return
        self._painted = key
        self._cards = cards(package, english=english)
        if self._gallery is None:
            from ui.meeting.gallery import Gallery

            self._gallery = Gallery(self._means.theme)
            self._gallery.list_asked.connect(self._on_list_asked)
            self._gallery.enlarged.connect(self.enlarge)
            self._gallery.pressed.connect(self.turned_to)
            self._gallery.ticked.connect(self._on_ticked)
            self._inner.addWidget(self._gallery)
        gaps = facts(package.completeness, english=english)
        self._gallery.show_cards(self._cards, completeness(package, english=english), gaps)
        self.drawn.emit()

    def _facts(self, panel: str) -> tuple[Fact, ...]:
        package, english = self._package, self._means.words.english
        if package is None:
            return ()
        if panel == COMPLETENESS:
            return facts(package.completeness, english=english)
        return next((facts(found, english=english) for found in package.panels if key_of(found) == panel), ())

    @Slot(str)
    def enlarge(self, panel: str) -> None:
        """Shows a panel enlarged; says so where this week has no such panel yet."""
        from ui.meeting.panel_dialog import PanelDialog

        card = next((card for card in self._cards if card.key == panel), None)
        if card is None:
            told = self.tr("这一周还没有面板「{name}」的数据").format(name=panel_name(panel))
            self._means.notices.info(told, replace="panel")
            return
        self.turned_to.emit(panel)
        dialog = PanelDialog(self._means.theme, card, self._facts(panel), parent=self.window())
        dialog.list_asked.connect(self._on_list_asked)
        self.incident_chosen.connect(dialog.accept)  # a case of its list is on the desk, which no panel covers
        dialog.open()

    @Slot(str, bool)
    def _on_ticked(self, panel: str, ticked: bool) -> None:
        kept = tuple(name for name in self._ticks if name != panel)
        self._ticks = (*kept, panel) if ticked else kept
        self.retranslate()
        self.turned_to.emit(panel)
        self.panels_chosen.emit(self.ticked)

    @Slot(str, object)
    def _on_list_asked(self, panel: str, behind: Behind) -> None:
        fact = next((fact for fact in self._facts(panel) if fact.behind == behind), None)
        if panel != COMPLETENESS:
            self.turned_to.emit(panel)
        if fact is not None:
            self._means.tasks.start(self, self._open_list(fact), name="list behind a number")

    async def _open_list(self, fact: Fact) -> None:
        package = self._package
        if package is None:
            return
        dialog = await self._list(package, fact)
        dialog.incident_chosen.connect(self.incident_chosen)
        dialog.open()

    async def _list(self, package: WeeklyPackage, fact: Fact) -> ListDialog:
        title, cutoff, behind = fact_words(fact), moment_words(package.cutoff), fact.behind
        if is_of_actions(behind):
            rows = actions_behind(package, behind)
            return action_dialog(self._means.theme, rows, title=title, cutoff=cutoff, parent=self.window())
        figures = self._work.figures
        found = await self._means.desk.read(lambda cache: cases_behind(cache, figures, package, behind, counted=fact.count))
        return case_dialog(self._means, found, title=title, cutoff=cutoff, parent=self.window())
