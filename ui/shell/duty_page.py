"""The duty page: tree, queue, detail, and below them roster and map, each following what is chosen in the others."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.incident import CaseDetail
from app.desk.ports import Blobs, Link
from app.desk.words import Words
from ui.common.buttons import ActButton
from ui.common.tokens import Space
from ui.grid_tree.view import GridTreeView
from ui.incident.actions import CaseActions
from ui.incident.means import Means
from ui.incident.sheets import SupervisionSheets
from ui.incident.view import IncidentView
from ui.queue.view import QueueView
from ui.shell.dock import Dock
from ui.shell.screens import FollowsCase, FollowsGrid, NamesCases, NamesGrids, Screens, mark_age, widget_of
from ui.shell.standing import stale

WIDE = 1600
ROOMY = 1100
"""Below this width, px at 100 %, tree and detail stand in one place: the one that was asked for last."""
TREE, NARROW_TREE = 260, 204
DETAIL, NARROW_DETAIL = 420, 344


class DutyPage(QWidget):
    """Composes the five panes and starts what is asked for in any of them."""

    def __init__(self, means: Means, screens: Screens, *, blobs: Blobs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._means = means
        parts = (means.desk, means.words, means.theme, means.tasks, means.notices)
        self.tree = GridTreeView(*parts)
        self.queue = QueueView(*parts, archive=means.archive)
        self.detail = IncidentView(*parts, blobs=blobs, archive=means.archive)
        self.roster = screens.roster(*parts)
        self.map = screens.map(*parts)
        self.case_actions = CaseActions(means, self, blobs=blobs)
        self.sheets = SupervisionSheets(means, self)
        self.dock = Dock(means.theme, widget_of(self.roster), widget_of(self.map))
        self._tree_asked = False
        self._grids = ActButton(means.theme, "", icon="tree", height=26)
        self._assemble()
        self._connect()

    def open(self) -> None:
        for part in (self.tree, self.queue, self.detail, self.roster, self.map):
            part.open()

    def close_down(self) -> None:
        for part in (self.tree, self.queue, self.detail, self.roster, self.map):
            part.close_down()

    def set_words(self, words: Words) -> None:
        self.case_actions.set_words(words)
        self.sheets.set_words(words)
        for part in (self.tree, self.queue, self.detail, self.roster, self.map):
            part.set_words(words)

    def tell_link(self, link: Link) -> None:
        """Marks the panes with the time of their data while the link is lost."""
        mark_age((self.tree, self.queue, self.detail, self.roster, self.map), stale(link, self._means.desk.now()))

    def tick(self) -> None:
        """A second has passed."""
        self.queue.tick()
        self.detail.tick()

    @Slot(str)
    def open_case(self, incident: str) -> None:
        """Shows a case everywhere."""
        self.queue.choose(incident)
        self._show_case(incident)

    @Slot()
    def report(self) -> None:
        """Opens the form of a new report in the grid chosen."""
        self.case_actions.report(self.tree.chosen)

    @Slot()
    def next_unacknowledged(self) -> None:
        """Goes to the next case that nobody has acknowledged."""
        if not self.queue.next_unacknowledged():
            self._means.notices.info(self.tr("没有未确认的事件"), replace="next")

    def search(self, text: str) -> None:
        """Looks for words in history."""
        self.queue.look_back(text)
        self.queue.history.search.setFocus()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in its order."""
        found = (self.tree.tree, self.queue.table, self.detail, widget_of(self.roster), widget_of(self.map))
        sides = (self.tree.tree, self.detail)
        return tuple(pane for pane in found if pane.isVisible() or pane in sides)

    def step_pane(self, by: int) -> None:
        """Puts the keys on the next or previous pane."""
        panes = self.panes()
        here = next((place for place, pane in enumerate(panes) if _holds_focus(pane)), -1 if by > 0 else 0)
        target = panes[(here + by) % len(panes)]
        if target in (self.tree.tree, self.detail):
            self._turn_side(tree=target is self.tree.tree)
        target.setFocus()

    @Slot()
    def focus_detail(self) -> None:
        """Puts the keys on the case."""
        self._turn_side(tree=False)
        self.detail.setFocus()

    def retranslate(self) -> None:
        self._grids.show_act("", icon="tree")
        self._grids.setAccessibleName(self.tr("网格"))
        self._grids.setToolTip(self.tr("网格树与事件详情互换（F6）"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Widths of the panes at the present size and text scale."""
        px = self._means.theme.px
        wide = self.width() >= px(WIDE)
        self.tree.setFixedWidth(px(TREE if wide else NARROW_TREE))
        self.detail.setFixedWidth(px(DETAIL if wide else NARROW_DETAIL))
        self.dock.set_small(not wide, room=self.height())
        roomy = self.width() >= px(ROOMY)
        self.tree.setVisible(roomy or self._tree_asked)
        self.detail.setVisible(roomy or not self._tree_asked)
        self._grids.setVisible(not roomy)

    def _turn_side(self, *, tree: bool) -> None:
        """Brings tree or detail to the front where there is room for one of them only."""
        self._tree_asked = tree
        self._fit()

    @Slot()
    def _on_grids_asked(self) -> None:
        self._turn_side(tree=not self._tree_asked)
        (self.tree.tree if self._tree_asked else self.detail).setFocus()

    def _assemble(self) -> None:
        gap = self._means.theme.px(Space.GAP)
        row = QHBoxLayout(self)
        row.setContentsMargins(gap, gap, gap, gap)
        row.setSpacing(gap)
        centre = QVBoxLayout()
        centre.setSpacing(gap)
        row.addWidget(self.tree)
        row.addLayout(centre, 1)
        row.addWidget(self.detail)
        centre.addWidget(self.queue, 1)
        centre.addWidget(self.dock)
        self.queue.add_to_head(self._grids)
        self.retranslate()

    def _connect(self) -> None:
        self._grids.clicked.connect(self._on_grids_asked)
        self._means.theme.changed.connect(self._fit)
        self.tree.grid_chosen.connect(self._on_grid_chosen)
        self.queue.case_chosen.connect(self._show_case)
        self.queue.case_opened.connect(self._on_case_opened)
        self.queue.act_asked.connect(self._on_queue_act_asked)
        self.queue.act_chosen.connect(self._on_act_chosen)
        self.queue.withdraw_asked.connect(self.case_actions.withdraw)
        self.queue.grid_cleared.connect(self.show_all_grids)
        self.detail.act_asked.connect(self._on_act_chosen)
        self.detail.withdraw_asked.connect(self.case_actions.withdraw)
        self.detail.contact_asked.connect(self.case_actions.show_contact)
        self.detail.sheet_asked.connect(self.sheets.give)
        self.detail.files_offered.connect(self.case_actions.attach)
        self.detail.case_chosen.connect(self.open_case)
        self.detail.history_asked.connect(self._on_history_asked)
        self.detail.left.connect(self._on_detail_left)
        self.case_actions.case_reported.connect(self.open_case)
        self.case_actions.case_chosen.connect(self.open_case)
        self.case_actions.contact_shown.connect(self.detail.show_contact)
        for screen in (self.roster, self.map):
            if isinstance(screen, NamesCases):
                screen.incident_chosen.connect(self.open_case)
            if isinstance(screen, NamesGrids):
                screen.grid_chosen.connect(self._on_grid_pointed_at)

    @Slot(str)
    def _show_case(self, incident: str) -> None:
        self._turn_side(tree=False)
        self.detail.show_case(incident)
        for screen in (self.roster, self.map):
            if isinstance(screen, FollowsCase):
                screen.show_case(incident)

    @Slot()
    def _on_detail_left(self) -> None:
        """Back to the row of the case, in whatever list it stands by now."""
        if self.detail.detail is not None:
            self.queue.choose(self.detail.detail.case.id)
        self.queue.focus_list()

    @Slot(str)
    def _on_case_opened(self, incident: str) -> None:
        self._show_case(incident)
        self.focus_detail()

    @Slot(str, str)
    def _on_queue_act_asked(self, command: str, incident: str) -> None:
        self.case_actions.start(command, incident)

    @Slot(str, object)
    def _on_act_chosen(self, command: str, shown: object) -> None:
        if isinstance(shown, CaseDetail):
            self.case_actions.start(command, shown.case.id, shown)

    @Slot(str, str)
    def _on_grid_chosen(self, grid: str, name: str) -> None:
        self.queue.show_grid(grid, name)
        for screen in (self.roster, self.map):
            if isinstance(screen, FollowsGrid):
                screen.show_grid(grid)

    @Slot(str)
    def _on_grid_pointed_at(self, grid: str) -> None:
        self.tree.show_grid(grid)
        self._on_grid_chosen(grid, self.tree.name_of(grid))

    @Slot()
    def show_all_grids(self) -> None:
        """Nothing is narrowed to a grid any more."""
        self.tree.show_grid("")
        self._on_grid_chosen("", "")

    @Slot(str)
    def _on_history_asked(self, event_class: str) -> None:
        self.queue.look_back("", event_class=event_class)


def _holds_focus(pane: QWidget) -> bool:
    return pane.hasFocus() or any(child.hasFocus() for child in pane.findChildren(QWidget))
