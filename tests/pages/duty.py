"""The duty page as an officer sees it: tree, strip, lists, detail. Widget names are known here and nowhere else in the tests."""

from __future__ import annotations

from PySide6.QtWidgets import QTabBar

from app.desk.queue import QueueRow, Tab
from tests.pages.forms import DispatchPage, FormPage
from tests.pages.hands import Hands
from tests.pages.lists import records
from tests.support.stage import Stage
from ui.common.columns import DISPLAY
from ui.queue.strip_row import StripRow
from ui.queue.table import QueueTable
from ui.queue.view import TABS, QueueView


class RowPage:
    """A row of a list, found by a part of its title or number."""

    def __init__(self, stage: Stage, table: QueueTable, row: QueueRow, view: QueueView) -> None:
        self._stage, self._table, self.row, self._view = stage, table, row, view

    def cell(self, column: str) -> str:
        model = records(self._table)
        place = next(n for n, found in enumerate(model.columns) if found.key == column)
        return str(model.data(model.index(self.place, place), DISPLAY))

    @property
    def state(self) -> str:
        return self.cell("state")

    @property
    def is_pending(self) -> bool:
        return bool(self.row.pending)

    @property
    def place(self) -> int:
        """Where it stands in the list, 0 for the first."""
        found = records(self._table).place_of(self.row.id)
        assert found is not None, f"{self.row.title!r} has left the list"
        return found

    def choose(self) -> None:
        self._stage.act(lambda: (self._table.setFocus(), self._table.choose(self.row.id)))


class QueuePage:
    """Strip and lists."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @property
    def view(self) -> QueueView:
        return self._stage.window.desk_page.queue

    @property
    def table(self) -> QueueTable:
        return self.view.history.table if self.view.tab is Tab.HISTORY else self.view.table

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        return tuple(records(self.table).rows)

    @property
    def titles(self) -> list[str]:
        return [row.title for row in self.rows]

    @property
    def pinned(self) -> list[str]:
        return [row.title for row in self.view.strip.rows] if self.view.strip.isVisible() else []

    @property
    def lines(self) -> list[StripRow]:
        return [line for line in self.view.strip.findChildren(StripRow) if line.isVisible()]

    def line(self, part: str) -> StripRow:
        ids = {row.id for row in self.view.strip.rows if part in row.title}
        return next(line for line in self.lines if line.incident in ids)

    def turn_to(self, tab: Tab) -> None:
        self._stage.act(lambda: self.view.show_tab(tab))

    def tab_words(self) -> list[str]:
        bar = self.view.findChild(QTabBar)
        assert bar is not None
        return [" ".join(bar.tabText(place).split()) for place in range(len(TABS))]

    def known(self, incident: str) -> QueueRow:
        """A case as the lists know it, whichever list is on screen."""
        found = self.view._lists.row(incident)
        assert found is not None, f"{incident} is in no list"
        return found

    def has(self, part: str) -> bool:
        return any(part in row.title for row in self.rows)

    def row(self, part: str) -> RowPage:
        found = [row for row in self.rows if part in row.title or part == row.number.split("-")[-1]]
        assert len(found) == 1, f"{part!r} is in {[row.title for row in found] or self.titles}"
        return RowPage(self._stage, self.table, found[0], self.view)

    @property
    def chosen(self) -> str:
        return self.view.chosen


class DetailPage:
    """The case on the right."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.view = stage.window.desk_page.detail

    @property
    def incident(self) -> str:
        return self.view.detail.case.id if self.view.detail else ""

    @property
    def state(self) -> str:
        assert self.view.detail is not None
        return self.view.detail.case.state.value

    @property
    def forces(self) -> list[str]:
        """The forces on the case."""
        assert self.view.detail is not None
        return [force.name for force in self.view.detail.forces]

    @property
    def leader(self) -> str:
        """Who answers for the case, as its head says."""
        label = self.view.head._leader
        return label.text() if label.isVisible() else ""

    @property
    def clocks(self) -> dict[str, str]:
        """The clocks that run, with what is left on each."""
        return {row._name.text(): row._left.text() for row in self.view.tiers._clocks if row.isVisible()}

    @property
    def acts(self) -> tuple[str, ...]:
        """The commands on the keys 1 to 5."""
        return self.view.acts.keyed

    @property
    def locked(self) -> dict[str, str]:
        return self.view.acts.locked

    @property
    def path(self) -> list[str]:
        return [line.what for line in self.view.path.lines]


class DutyDesk:
    """An officer at the desk: hands, lists, case, forms."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.hands = Hands(stage)
        self.queue = QueuePage(stage)
        self.detail = DetailPage(stage)
        self.form = FormPage(stage, self.hands)
        self.dispatch = DispatchPage(stage, self.hands)

    def open_case(self, incident: str) -> None:
        self.stage.act(lambda: self.stage.window.open_case(incident))

    def does(self, command: str) -> None:
        """Presses the key of an act on the case on screen."""
        assert command in self.detail.acts, f"{command} is not among {self.detail.acts}"
        self.stage.act(self.detail.view.setFocus)
        self.hands.press(str(self.detail.acts.index(command) + 1))

    @property
    def notices(self) -> list[str]:
        return [notice.text for notice in self.stage.notices.standing]
