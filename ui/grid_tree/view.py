"""The left of the duty page: the area's grids with their open cases, found by name or pinyin."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.pinyin import finds, keys_of
from app.desk.ports import Cache
from app.desk.tree import TreeRow, tree
from app.desk.words import Words
from app.domain.grid import GridKind, Level
from app.domain.problems import Problem
from ui.common.fields import SearchField
from ui.common.follower import Follower
from ui.common.marks import Priority, PriorityMark, priority_word
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import EmptyByFilter, Failed, Loading, Ready, Stale, wording
from ui.common.state_page import StatePage
from ui.common.tasks import Tasks
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.common.tree_model import TreeModel
from ui.common.tree_view import RecordTree
from ui.grid_tree.columns import tree_columns


class Forest(Struct, frozen=True):
    """The tree as read, with what each grid's name is found by."""

    rows: tuple[TreeRow, ...]
    keys: dict[str, tuple[str, ...]]


def matching(forest: Forest, query: str) -> tuple[TreeRow, ...]:
    """The rows that the query finds, with those above and below them."""
    if not query.strip():
        return forest.rows
    parents = {row.id: row.parent for row in forest.rows}
    hits = {row.id for row in forest.rows if finds(query, forest.keys.get(row.id, ()))}
    kept = set(hits)
    for row in forest.rows:  # parents come before children
        if row.parent in hits:
            hits.add(row.id)
            kept.add(row.id)
    for key in tuple(kept):
        above = parents.get(key, "")
        while above:
            kept.add(above)
            above = parents.get(above, "")
    return tuple(row for row in forest.rows if row.id in kept)


class GridTreeView(QWidget):
    """The tree keeps open what is open; counts change in place.

    Signals: `grid_chosen(str, str)` with code and name; both empty for the area as a whole.
    """

    grid_chosen = Signal(str, str)

    def __init__(
        self, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._theme, self._words = desk, theme, words
        self._forest = Forest((), {})
        self._loaded = False
        self._problem: Problem | None = None
        self._stale: Stale | None = None
        self._filter = SearchField(theme, "", icon="filter")
        self._model = TreeModel(tree_columns(self._kind_word), lambda row: row.id, lambda row: row.parent or None)
        self._tree = RecordTree(theme, self._model, name="")
        self._model.setParent(self._tree)
        self._nothing = StatePage(theme)
        self._body = QStackedLayout()
        self._legend = [(PriorityMark(theme, priority), PlainLabel(size="note", tone="second")) for priority in Priority]
        self._legend_grid = QGridLayout()
        self._pane = Pane(theme, "", self._content())
        self._follower: Follower[Forest] = Follower(
            self,
            desk,
            tasks,
            name="tree",
            kinds=("incident", "grid", "posting", "person"),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self._assemble()
        self.retranslate()
        self._pane.show_state(Loading())

    @property
    def tree(self) -> RecordTree[TreeRow]:
        return self._tree

    @property
    def filter(self) -> SearchField:
        return self._filter

    @property
    def chosen(self) -> str:
        """The code of the grid chosen, empty for none or the whole area."""
        row = self._model.row_of(self._tree.currentIndex())
        return "" if row is None or row.level is Level.AREA else row.id

    def _kind_word(self, kind: GridKind) -> str:
        return self._words.name("grid_kinds", kind.value)

    def name_of(self, grid: str) -> str:
        """The name of a grid by its code, the code where it is not in the tree."""
        return next((row.name for row in self._forest.rows if row.id == grid), grid)

    def open(self) -> None:
        self._follower.open()

    def close_down(self) -> None:
        self._follower.close()

    def set_words(self, words: Words) -> None:
        self._words = words
        self.retranslate()

    def show_grid(self, grid: str) -> None:
        """Marks a grid chosen elsewhere without telling it on; an empty code marks the area."""
        with QSignalBlocker(self):
            if not self._tree.choose(grid or self._desk.area):
                self._tree.setCurrentIndex(QModelIndex())

    def tell_link(self, stale: Stale | None) -> None:
        """Says of what time the tree is while the link is lost."""
        self._stale = stale
        self._tell_state()

    def retranslate(self) -> None:
        self._filter.rename(self.tr("筛选：名称、拼音首字母"), self.tr("筛选网格"))
        self._tree.setAccessibleName(self.tr("网格树"))
        for (mark, label), priority in zip(self._legend, Priority, strict=True):
            mark.retranslate()
            label.setText(priority_word(priority))
        self._model.retranslate()
        self._tell_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _content(self) -> QWidget:
        px = self._theme.px
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, px(Space.GAP), 0, px(Space.GAP))
        column.setSpacing(px(6))
        box = QHBoxLayout()
        box.setContentsMargins(px(Space.GAP), 0, px(Space.GAP), 0)
        box.addWidget(self._filter)
        self._legend_grid.setContentsMargins(px(Space.INSET), px(4), px(4), 0)
        self._legend_grid.setHorizontalSpacing(px(Space.PAIR))
        self._legend_grid.setVerticalSpacing(px(Space.PAIR))
        column.addLayout(box)
        column.addLayout(self._body, 1)
        column.addLayout(self._legend_grid)
        self._body.addWidget(self._tree)
        self._body.addWidget(self._nothing)
        return content

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pane)
        self._filter.textChanged.connect(self._on_filtered)
        self._nothing.pressed.connect(self._filter.clear)
        self._filter.returnPressed.connect(self._on_filter_entered)
        self._tree.row_chosen.connect(self._on_row_chosen)
        self._theme.changed.connect(self._tighten)
        self._tighten()

    def _ask(self) -> Callable[[Cache], Forest]:
        area, now = self._desk.area, self._desk.now()

        def read(cache: Cache) -> Forest:
            rows = tree(cache, area, now=now)
            return Forest(rows, {row.id: (*keys_of(row.name), row.id) for row in rows})

        return read

    def _show(self, forest: Forest) -> None:
        first = not self._loaded
        self._loaded, self._problem, self._forest = True, None, forest
        self._model.replace(matching(forest, self._filter.text()))
        if first:
            self._tree.expandAll()
            self._mark_area()
        self._tell_state()

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        self._tell_state()

    def _mark_area(self) -> None:
        with QSignalBlocker(self):
            self._tree.choose(self._desk.area)

    def _tell_state(self) -> None:
        levels = [row.level for row in self._forest.rows]
        note = self.tr("{areas} 片区 · {units} 单元 · {micros} 小微").format(
            areas=levels.count(Level.AREA), units=levels.count(Level.UNIT), micros=levels.count(Level.MICRO)
        )
        short = self.tr("{units} 单元 · {micros} 小微").format(units=levels.count(Level.UNIT), micros=levels.count(Level.MICRO))
        notes = (note, short, "") if self._loaded and self._stale is None else ("",)
        self._pane.set_title(self.tr("网格树"), note=notes[0], shorter=notes[1:])
        if self._problem is not None:
            self._pane.show_state(Failed(what=self.tr("没有取到网格树"), remedy=self._words.say(self._problem)))
        else:
            self._pane.show_state((self._stale or Ready()) if self._loaded else Loading())
        empty = self._loaded and self._model.rowCount() == 0
        if empty:
            self._nothing.show_words(wording(EmptyByFilter(filter_words=self._filter.text())))
        self._body.setCurrentIndex(int(empty))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The legend stands in one line where it fits, else in two."""
        super().resizeEvent(event)
        wanted = sum(label.sizeHint().width() + mark.sizeHint().width() + self._theme.px(16) for mark, label in self._legend)
        across = len(self._legend) if wanted <= self.width() else 2
        for place, (mark, label) in enumerate(self._legend):
            self._legend_grid.addWidget(mark, place // across, 2 * (place % across))
            self._legend_grid.addWidget(label, place // across, 2 * (place % across) + 1)
        self._legend_grid.setColumnStretch(2 * across - 1, 1)

    @Slot()
    def _tighten(self) -> None:
        self._tree.setIndentation(self._theme.px(Space.INSET))

    @Slot()
    def _on_filtered(self) -> None:
        chosen = self._tree.chosen
        with QSignalBlocker(self):
            self._model.replace(matching(self._forest, self._filter.text()))
            self._tree.expandAll()
            if chosen is None or not self._tree.choose(chosen):
                self._tree.setCurrentIndex(QModelIndex())
        self._tell_state()

    @Slot()
    def _on_filter_entered(self) -> None:
        """Enter in the filter takes the first grid that it finds by its own name."""
        shown = matching(self._forest, self._filter.text())
        hit = next((row for row in shown if finds(self._filter.text(), self._forest.keys.get(row.id, ()))), None)
        if hit is not None:
            self._tree.choose(hit.id)
            self._tree.setFocus()

    @Slot(object)
    def _on_row_chosen(self, _grid: object) -> None:
        row = self._model.row_of(self._tree.currentIndex())
        if row is not None:
            self.grid_chosen.emit(self.chosen, row.name if self.chosen else "")
