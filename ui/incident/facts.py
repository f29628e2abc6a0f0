"""What is known of a case: the forces sent, its path, what lies around it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.desk.incident import CaseDetail
from app.desk.queue import QueueRow
from app.desk.roster import ForceRow
from app.desk.words import Words
from app.domain.roster import Duty
from ui.common.buttons import ActButton
from ui.common.formatting import moment_near
from ui.common.marks import Presence, PresenceMark, Priority, PriorityMark
from ui.common.text import ElidedLabel, PlainLabel, tooltip
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.incident.section import Section
from ui.incident.telling import Line, path
from ui.queue.telling import short_number

PATH_SHOWN = 8
PRESENCE = {
    Duty.AVAILABLE: Presence.AVAILABLE,
    Duty.ON_THE_WAY: Presence.ON_THE_WAY,
    Duty.ON_SCENE: Presence.ON_SCENE,
    Duty.OFF: Presence.OFF_DUTY,
}


def emptied(layout: QLayout) -> None:
    """Takes everything out of a layout and deletes it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)
            inner.deleteLater()


class ForcesSection(Section):
    """「在办力量」: who was sent, and what each is doing."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._forces_theme = theme
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(6))
        self.column.addLayout(self._rows)

    def show_case(self, detail: CaseDetail, words: Words) -> None:
        """Shows the forces of a case; hidden while none was sent."""
        sent = {force.id: force for force in detail.forces}
        order = [key for key in (detail.case.holder, *detail.case.helpers) if key in sent]
        self.entitle(self.tr("在办力量"), str(len(order)))
        self.setVisible(bool(order))
        emptied(self._rows)
        for key in order:
            self._rows.addLayout(self._row(sent[key], detail, words))

    def _row(self, force: ForceRow, detail: CaseDetail, words: Words) -> QHBoxLayout:
        lead = force.id == detail.case.holder
        row = QHBoxLayout()
        row.setSpacing(self._forces_theme.px(Space.GAP))
        row.addWidget(PresenceMark(self._forces_theme, PRESENCE[force.duty]))
        row.addWidget(ElidedLabel(force.name, bold=lead), 3)
        handler = detail.case.handler if lead else ""
        part = self.tr("主办") if lead else self.tr("协办")
        row.addWidget(ElidedLabel(" · ".join(p for p in (part, handler) if p), tone="second", size="secondary"), 3)
        state = words.duty(force.duty)
        other = force.busy_with not in ("", detail.case.id)
        row.addWidget(
            PlainLabel(f"{state} {short_number(force.busy_number)}" if other else state, tone="second", size="secondary")
        )
        return row


class PathSection(Section):
    """「经过」: the time line, newest first, with a way to write a note.

    Signals: `note_asked()`.
    """

    note_asked = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._path_theme = theme
        self._lines: tuple[Line, ...] = ()
        self._whole = False
        self._rows = _Rail(theme)
        self._write = ActButton(theme, "", key="N", height=26)
        self._all = ActButton(theme, "", height=26)
        self.add_to_head(self._write)
        self.column.addWidget(self._rows)
        self.column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._write.clicked.connect(self.note_asked)
        self._all.clicked.connect(self._on_all_asked)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, newest first."""
        return self._lines

    def show_case(self, detail: CaseDetail, words: Words, now: datetime, *, fresh: bool) -> None:
        """Shows the path of a case; `fresh` when another case is shown than before."""
        self.entitle(self.tr("经过"))
        self._write.show_act(self.tr("备注"))
        self._write.setVisible(not detail.row.read_only)
        self._whole = self._whole and not fresh
        lines = path(detail.entries, words, now)
        if fresh or lines != self._lines:
            self._lines = lines
            self._fill()

    def _fill(self) -> None:
        shown = self._lines if self._whole else self._lines[:PATH_SHOWN]
        self._rows.show_lines(shown)
        self._all.setVisible(len(self._lines) > len(shown))
        self._all.show_act(self.tr("查看全部 {count} 条").format(count=len(self._lines)))

    @Slot()
    def _on_all_asked(self) -> None:
        self._whole = True
        self._fill()


class _Rail(QWidget):
    """Lines with dots on a rail: time, who, what, note."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._dots: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(Space.GAP))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnMinimumWidth(1, theme.px(10))
        self._grid.setColumnMinimumWidth(2, theme.px(70))
        self._grid.setColumnStretch(3, 1)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        emptied(self._grid)
        self._dots = []
        for place, line in enumerate(lines):
            dot = QWidget()
            dot.setFixedSize(self._theme.px(10), self._theme.px(18))
            self._dots.append(dot)
            who = ElidedLabel(line.who, size="secondary")
            who.setToolTip(tooltip(" · ".join(part for part in (line.who, line.role) if part)))
            what = ElidedLabel(line.what[:400])
            what.setToolTip(tooltip(line.what))
            self._grid.addWidget(PlainLabel(line.time, tone="second", size="secondary"), place, 0)
            self._grid.addWidget(dot, place, 1)
            self._grid.addWidget(who, place, 2)
            self._grid.addWidget(what, place, 3)
            self._grid.addWidget(PlainLabel(line.note, tone="note", size="note"), place, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        centres = [QPointF(dot.geometry().center()) for dot in self._dots]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(centres) > 1:
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(centres[0], centres[-1])
        painter.setPen(Qt.PenStyle.NoPen)
        for place, centre in enumerate(centres):
            painter.setBrush(QColor(tokens.primary if place == 0 else tokens.low))
            painter.drawEllipse(centre, 4, 4)
        painter.end()


MERGE = "MergeCase"


class NearbySection(Section):
    """「周边」: cases of the same class close by, and those that may be the same one.

    Signals: `case_chosen(str)`; `all_asked(str)` with the class; `act_asked(str)` with the command that merges.
    """

    case_chosen = Signal(str)
    all_asked = Signal(str)
    act_asked = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._near_theme = theme
        self._event_class = ""
        self._told = ElidedLabel()
        self._all = ActButton(theme, "", height=26)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(4))
        line = QHBoxLayout()
        line.addWidget(self._told, 1)
        line.addWidget(self._all)
        self.column.addLayout(line)
        self.column.addLayout(self._rows)
        self._all.clicked.connect(self._on_all_asked)

    def show_case(self, detail: CaseDetail, words: Words, now: datetime) -> None:
        """Shows what lies around a case."""
        near = detail.nearby
        self._event_class = detail.case.event_class
        self.entitle(self.tr("周边"), self.tr("200 米 · 28 天"))
        if near.same_class and near.last is not None:
            told = self.tr("同类 {count} 件，最近 {time}")
            self._told.setText(told.format(count=near.same_class, time=moment_near(near.last, now=now)))
        else:
            self._told.setText(self.tr("同类：无"))
        self._all.show_act(self.tr("查看全部"))
        self._all.setVisible(near.same_class > 0)
        emptied(self._rows)
        if near.proposed is not None:
            told = self.tr("建议并案：另一席已受理同一上报，本件离线受理、后到中心")
            self._rows.addWidget(PlainLabel(told, bold=True, wrap=True))
            self._rows.addWidget(self._duplicate(near.proposed))
            self._rows.addWidget(self._merge(detail, words))
        if near.duplicates:
            self._rows.addWidget(PlainLabel(self.tr("疑似重复 {count} 件").format(count=len(near.duplicates)), bold=True))
        for row in near.duplicates:
            self._rows.addWidget(self._duplicate(row))

    def _merge(self, detail: CaseDetail, words: Words) -> ActButton:
        """The act that is proposed, locked with its reason where it is not open now."""
        button = ActButton(self._near_theme, words.command(MERGE), icon="merge", height=28)
        act = next((one for one in detail.acts if one.command == MERGE), None)
        if act is None or act.locked:
            button.lock(words.tell(act.locked, act.data) if act else "")
        button.clicked.connect(self._on_merge_pressed)
        return button

    def _duplicate(self, row: QueueRow) -> QWidget:
        line = DuplicateRow(self._near_theme, row)
        line.chosen.connect(self.case_chosen)
        return line

    @Slot()
    def _on_merge_pressed(self) -> None:
        self.act_asked.emit(MERGE)

    @Slot()
    def _on_all_asked(self) -> None:
        self.all_asked.emit(self._event_class)


class DuplicateRow(QWidget):
    """A case that may be the same one: mark, number, title, and a button that shows it.

    Signals: `chosen(str)`.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, row: QueueRow, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._incident = row.id
        number = ActButton(theme, short_number(row.number), height=26)
        number.setAccessibleDescription(row.title[:200])
        number.clicked.connect(self._on_pressed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(Space.GAP))
        line.addWidget(PriorityMark(theme, Priority(row.severity.rank)))
        line.addWidget(number)
        line.addWidget(ElidedLabel(f"{row.grid_name} {row.title}", size="secondary"), 1)

    @Slot()
    def _on_pressed(self) -> None:
        self.chosen.emit(self._incident)
