"""The duty log: a line to write, the lines written so far, the chosen one in full."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.duty import LogNote
from ui.common.buttons import ActButton
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.duty.columns import log_columns
from ui.duty.telling import DutyTelling
from ui.queue.telling import short_number


class LogPanel(QWidget):
    """Enter writes the line; it stays in the field until it was taken. Signals: `written(str)`; `case_asked(str)`."""

    written = Signal(str)
    case_asked = Signal(str)

    def __init__(self, theme: Theme, told: DutyTelling, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._numbers: dict[str, str] = {}
        self.line = QLineEdit()
        self.button = ActButton(theme, "", icon="edit", key="Enter", role="primary")
        self._problem = PlainLabel(tone="over", size="secondary", wrap=True)
        self.model = TableModel(log_columns(told, self._number), _key, parent=self)
        self.table: RecordTable[LogNote] = RecordTable(theme, self.model, name="")
        self._whole = PlainLabel(tone="second", wrap=True, selectable=True)
        self._assemble()
        self.retranslate()

    @property
    def problem(self) -> str:
        """Why the line was not taken, empty for nothing."""
        return self._problem.text()

    def show_notes(self, notes: tuple[LogNote, ...], numbers: dict[str, str]) -> None:
        """Shows these, newest first; `numbers` are those of the cases that they are about."""
        if numbers != self._numbers:
            self._numbers = numbers
            self.model.retranslate()
        self.model.replace(notes)
        self._on_chosen()

    def show_problem(self, sentence: str) -> None:
        """Says why the line was not taken; empty takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)

    def taken(self) -> None:
        """The line was taken: the field is free for the next."""
        self.line.clear()
        self.show_problem("")

    def retranslate(self) -> None:
        self.line.setPlaceholderText(self.tr("记一笔：发生了什么、交代了什么"))
        self.line.setAccessibleName(self.tr("值班日志的一行"))
        self.button.show_act(self.tr("写入"), icon="edit", role="primary")
        self.table.setAccessibleName(self.tr("值班日志"))
        self.model.retranslate()

    def _assemble(self) -> None:
        px = self._theme.px
        self.line.setMaxLength(2000)
        top = QHBoxLayout()
        top.setContentsMargins(px(Space.INSET), px(Space.INSET), px(Space.INSET), px(Space.PAIR))
        top.setSpacing(px(Space.GAP))
        top.addWidget(self.line, 1)
        top.addWidget(self.button)
        for label in (self._problem, self._whole):
            label.setContentsMargins(px(Space.INSET), 0, px(Space.INSET), px(Space.GAP))
            label.hide()
        self._whole.setContentsMargins(px(Space.INSET), px(Space.GAP), px(Space.INSET), px(Space.INSET))
        self._whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._problem)
        column.addSpacing(px(Space.PAIR))
        column.addWidget(self.table, 1)
        column.addWidget(self._whole)
        self.line.returnPressed.connect(self._on_asked)
        self.button.clicked.connect(self._on_asked)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.row_opened.connect(self._on_opened)

    def _number(self, note: LogNote) -> str:
        return short_number(self._numbers.get(note.incident, ""))

    def _chosen(self) -> LogNote | None:
        place = self.model.place_of(self.table.chosen) if self.table.chosen is not None else None
        return self.model.row_at(place) if place is not None else None

    @Slot()
    def _on_asked(self) -> None:
        self.written.emit(self.line.text())

    @Slot()
    def _on_chosen(self) -> None:
        note = self._chosen()
        self._whole.setText(note.text if note else "")
        self._whole.setVisible(note is not None)

    @Slot()
    def _on_opened(self) -> None:
        note = self._chosen()
        if note is not None and note.incident:
            self.case_asked.emit(note.incident)


def _key(note: LogNote) -> str:
    return note.id
