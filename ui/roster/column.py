"""One of the four forces: name, how many can be sent, posts, and its list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.roster import Column
from app.domain.people import Source
from app.domain.roster import Duty
from ui.common.marks import Presence, PresenceMark
from ui.common.row_delegate import CELL_INSET
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.text import ElidedLabel, FittingLabel, PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Size, Space
from ui.roster.board import ForceLine, free_names
from ui.roster.columns import RosterColumns
from ui.roster.telling import RosterTelling

DUTY_KEYS = {Qt.Key.Key_1: Duty.AVAILABLE, Qt.Key.Key_2: Duty.ON_THE_WAY, Qt.Key.Key_3: Duty.ON_SCENE, Qt.Key.Key_4: Duty.OFF}


class ForceTable(RecordTable[ForceLine]):
    """The forces of one column. Enter, a click on the state or the context menu ask for the states, 1 to 4 set one at once.

    Signals: `states_asked(str, QPoint)` with the force and where on the screen; `duty_asked(str, str)` with force and state;
    `stepped(int)` after an arrow to the left (-1) or right (1); `entered()` when the keys come here.
    """

    states_asked = Signal(str, QPoint)
    duty_asked = Signal(str, str)
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, theme: Theme, model: TableModel[ForceLine], *, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, name="", parent=parent)
        model.setParent(self)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.row_opened.connect(self._on_row_opened)
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = (
            Qt.Key(event.key()),
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        if plain and key in DUTY_KEYS and self.chosen is not None:
            self.duty_asked.emit(str(self.chosen), DUTY_KEYS[key].value)
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            self._ask_states(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._records.rowCount():
            self.setCurrentIndex(self._records.index(0, 0))
        self.entered.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second click on the state is no second question."""
        if self.indexAt(event.position().toPoint()).column() == 0:
            super().mouseDoubleClickEvent(event)

    def minimumSizeHint(self) -> QSize:
        """A row is enough: below that the column shows one line instead."""
        return QSize(self._theme.px(120), self._theme.row_height)

    def fit(self) -> None:
        """Other forces or other words: the columns are divided anew."""
        self._fit_columns()

    def _fit_columns(self) -> None:
        """The state takes what its longest words need, the name the rest."""
        metrics, model = QFontMetrics(self._theme.font(Size.SECONDARY)), self._records
        words = (str(model.index(row, 1).data() or "") for row in range(model.rowCount()))
        needed = max((metrics.horizontalAdvance(word) for word in words), default=0) + 2 * CELL_INSET + 2
        state = min(needed, self.viewport().width() * 3 // 5)
        self.setColumnWidth(1, state)
        self.setColumnWidth(0, self.viewport().width() - state)

    def leave(self) -> None:
        """The keys went to another column: nothing is chosen here any more."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def _ask_states(self, index: QModelIndex) -> None:
        cell = self.visualRect(self._records.index(index.row(), 1))
        self.states_asked.emit(str(self._records.id_at(index.row())), self.viewport().mapToGlobal(cell.bottomLeft()))

    @Slot(object)
    def _on_row_opened(self, _force: object) -> None:
        self._ask_states(self.currentIndex())

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 1:
            self._ask_states(index)


class ForceColumn(QWidget):
    """Head, posts and list; where there is no room for the list, one line of who can be sent."""

    def __init__(self, theme: Theme, telling: RosterTelling, source: Source, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self._theme, self._telling = theme, telling
        self._column: Column | None = None
        self._lines: tuple[ForceLine, ...] = ()
        self._name = ElidedLabel(size="section")
        self._free = PlainLabel(size="clock")
        self._all = PlainLabel(tone="second", size="secondary")
        self._posts = ElidedLabel(tone="note", size="note")
        self._brief_mark = PresenceMark(theme, Presence.AVAILABLE)
        self._brief = FittingLabel(size="secondary")
        self._model = TableModel(RosterColumns(telling).all(), lambda line: line.row.id)
        self.table = ForceTable(theme, self._model)
        self._low = PlainLabel(size="section")
        self._low.hide()
        self._brief_row = QWidget()
        self._assemble()
        self.retranslate()

    @property
    def model(self) -> TableModel[ForceLine]:
        return self._model

    @property
    def figures(self) -> str:
        """What can be sent of all, as shown."""
        return self._low.text()

    @property
    def brief(self) -> str:
        """The one line shown where there is no room for the list."""
        return self._brief.full

    @property
    def posts(self) -> str:
        """The line on posts, as shown."""
        return self._posts.text()

    def show_column(self, column: Column, lines: tuple[ForceLine, ...]) -> None:
        self._column, self._lines = column, lines
        self._model.replace(lines)
        self.retranslate()

    def set_brief(self, brief: bool) -> None:
        """Whether there is room for one line only."""
        self._brief_row.setVisible(brief)
        self.table.setVisible(not brief)
        self._posts.setVisible(not brief)

    def retranslate(self) -> None:
        words = self._telling.words
        name = words.source(self.source)
        self._name.setText(name)
        self._brief_mark.retranslate()
        self.table.setAccessibleName(name)
        self._model.retranslate()
        self.table.fit()
        if self._column is not None:
            self._free.setText(str(self._column.available))
            self._all.setText(f" / {len(self._lines)}")
            self._low.setText(f"{self._free.text()}{self._all.text()}")
            self._posts.setText(self._telling.posts(self._column))
            names = self.tr("、").join(free_names(self._lines))
            told = self.tr("可派 {names}").format(names=names) if names else self.tr("无可派力量")
            self._brief.say(told, names or told)

    @property
    def is_tight(self) -> bool:
        """Whether name and figures have no room side by side in a brief column."""
        figures = self._free.sizeHint().width() + self._all.sizeHint().width()
        room = self.width() - 2 * self._theme.px(Space.INSET)
        return not self._brief_row.isHidden() and self._name.sizeHint().width() + figures > room

    def put_low(self, low: bool) -> None:
        """Puts the figures on the line below, so that the name has one to itself."""
        for widget in (self._free, self._all):
            widget.setVisible(not low)
        self._low.setVisible(low)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, px = self._theme.tokens, self._theme.px
        if self.x() > 0:
            painter.fillRect(QRectF(0, 0, 1, self.height()), QColor(tokens.line))
        if not self.table.isHidden():
            rule = self.table.y() - 1
            painter.fillRect(QRectF(px(Space.INSET), rule, self.width() - 2 * px(Space.INSET), 1), QColor(tokens.line))
        painter.end()

    def _assemble(self) -> None:
        px = self._theme.px
        head = QHBoxLayout()
        head.setContentsMargins(px(Space.INSET), px(4), px(Space.INSET), 0)
        head.setSpacing(0)
        head.addWidget(self._name, 1)
        head.addWidget(self._free, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._all, 0, Qt.AlignmentFlag.AlignBottom)
        posts = QHBoxLayout()
        posts.setContentsMargins(px(Space.INSET), 0, px(Space.INSET), px(4))
        posts.addWidget(self._posts)
        brief = QHBoxLayout(self._brief_row)
        brief.setContentsMargins(px(Space.INSET), 0, px(Space.INSET), px(4))
        brief.setSpacing(px(6))
        brief.addWidget(self._brief_mark)
        brief.addWidget(self._low)
        brief.addWidget(self._brief, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(posts)
        column.addSpacing(1)
        column.addWidget(self.table, 1)
        column.addWidget(self._brief_row)
        self._brief_row.hide()
