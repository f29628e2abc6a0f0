"""The top of the detail pane: what it is, where, who said so, and what of it still waits in the outbox."""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.incident import CaseDetail
from app.desk.words import Words
from app.domain.incident import ENDED
from ui.common.buttons import ActButton, IconLabel
from ui.common.chips import Chip, PriorityChip
from ui.common.marks import Priority
from ui.common.text import ElidedLabel, PlainLabel, tooltip
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.incident.supervision import SupervisionRow
from ui.queue.telling import short_number

LONGEST_SHOWN = 600
_LONG_RUN = re.compile(r"(\S{18})(?=\S)")


def breakable(text: str) -> str:
    """The text with places to break in runs without blanks, so that no single word widens the pane."""
    cut = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return _LONG_RUN.sub("\\1\u200b", cut)


class CaseHead(QWidget):
    """Titles and notes are shown as text, whatever they hold; what is too long is shortened, the tool tip has more.

    Signals: `withdraw_asked(str)` with the order; `contact_asked()`; `sheet_asked(str)` with print or pdf.
    """

    withdraw_asked = Signal(str)
    contact_asked = Signal()
    sheet_asked = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._order = ""
        self._clear = ("", "")
        self._chip = PriorityChip(theme, Priority.NORMAL)
        self._number = PlainLabel(size="title")
        self._marks = [Chip(theme, "") for _ in range(3)]
        self._official = ElidedLabel(tone="note", size="secondary", mode=Qt.TextElideMode.ElideLeft)
        self._official.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._kind = PlainLabel(size="page", wrap=True)
        self._code = PlainLabel(tone="note", size="secondary")
        self._text = PlainLabel(wrap=True, selectable=True)
        self._place = ElidedLabel(bold=True)
        self._source = PlainLabel(tone="second", size="secondary")
        self._leader = ElidedLabel(tone="second", size="secondary")
        self.supervision = SupervisionRow(theme)
        self._reporter = ElidedLabel(tone="second", size="secondary")
        self._contact = ActButton(theme, "", icon="phone", height=26)
        self._elsewhere = PlainLabel(tone="second", size="secondary", wrap=True)
        self._pending = _Pending(theme)
        self._second = QHBoxLayout()
        self._assemble()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()

    def show_case(self, detail: CaseDetail, words: Words, now: datetime) -> None:
        """Shows the head of a case."""
        case, row = detail.case, detail.row
        self._chip.show_priority(Priority(case.severity.rank))
        self._number.setText(short_number(row.number))
        self._official.setText(row.number if short_number(row.number) != row.number else "")
        self._kind.setText(words.event_class(case.event_class))
        major = words.reference.catalogue.major_name(case.event_class, english=words.english)
        self._code.setText(f"{case.event_class} {major}".strip())
        told = "\n".join(part for part in (case.title, case.detail) if part)
        self._text.setText(breakable(told))
        self._text.setToolTip(tooltip(told) if len(told) > LONGEST_SHOWN else "")
        self._place.setText(" · ".join(part for part in (row.grid_name, case.place) if part))
        self._source.setText(words.channel(case.source))
        self._show_marks(detail)
        self._elsewhere.setText(self.tr("中心记录，本机未存：只能查看"))
        self._elsewhere.setVisible(row.elsewhere)
        self._show_leader(detail)
        self.supervision.show_case(detail, now)
        self._show_reporter(detail)
        self._show_pending(detail, words)
        self._fit_title()

    def show_contact(self, incident: str, text: str) -> None:
        """Shows the reporter in clear while this case is on screen, after the look was put on record."""
        self._clear = (incident, text)
        self._reporter.setText(text)
        self._contact.hide()

    def _fit_title(self) -> None:
        """A title that leaves no room for the class beside it has its lines to itself."""
        title = self._kind.fontMetrics().horizontalAdvance(self._kind.text())
        beside = title + self._code.sizeHint().width() + self._second.spacing() <= self.width()
        self._second.setDirection(QHBoxLayout.Direction.LeftToRight if beside else QHBoxLayout.Direction.TopToBottom)

    def _show_marks(self, detail: CaseDetail) -> None:
        case = detail.case
        told = (
            (case.drill, self.tr("演练")),
            (detail.row.replay, self.tr("回放数据")),
            (detail.row.history, self.tr("历史数据")),
            (case.rejection_asked is not None, self.tr("不予立案待复核")),
            (case.supervision is not None, self.tr("督办")),
            (case.hung_up, self.tr("挂账")),
            (case.confidential, self.tr("保密")),
        )
        words = [word for stands, word in told if stands]
        for place, chip in enumerate(self._marks):
            chip.setVisible(place < len(words))
            if place < len(words):
                chip.show_text(words[place])

    def _show_leader(self, detail: CaseDetail) -> None:
        """Who answers for the case (clause 2.2); of the past only where it is known."""
        who = detail.accountable
        self._leader.setText(self.tr("片区网格长 {name}").format(name=who) if who else self.tr("片区网格长空缺"))
        self._leader.set_tone("second" if who else "over")
        self._leader.setVisible(bool(who) or detail.case.state not in ENDED)

    def _show_reporter(self, detail: CaseDetail) -> None:
        masked = detail.case.reporter_masked
        if self._clear[0] == detail.case.id:
            return
        self._clear = ("", "")
        self._reporter.setText(self.tr("反映人 {who}").format(who=masked) if masked else "")
        self._reporter.setVisible(bool(masked))
        self._contact.show_act(self.tr("查看联系方式"), icon="phone")
        self._contact.setVisible(bool(masked and detail.contacts))

    def _show_pending(self, detail: CaseDetail, words: Words) -> None:
        row = detail.row
        self._order = row.unsent_order
        self._pending.setVisible(bool(row.pending))
        if row.pending:
            what = self.tr("{act} 可能被拒，联机后进入冲突箱") if row.doubtful else self.tr("{act} 已在本机生效，待发")
            told = what.format(act=words.command(row.pending))
            self._pending.show_act(told, self.tr("撤回"), can_withdraw=bool(row.unsent_order))

    def _assemble(self) -> None:
        px = self._theme.px
        first = self._row(self._chip, self._number, *self._marks)
        first.addWidget(self._official, 1)
        second = self._second
        second.setSpacing(px(Space.GAP))
        second.addWidget(self._kind, 1)
        second.addWidget(self._code, 0, Qt.AlignmentFlag.AlignBottom)
        third = self._row(IconLabel(self._theme, "place"))
        third.addWidget(self._place, 1)
        third.addWidget(self._source)
        fourth = self._row()
        fourth.addWidget(self._reporter, 1)
        fourth.addWidget(self._contact)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(Space.GAP), 0, px(Space.GAP))
        column.setSpacing(px(6))
        for part in (first, second):
            column.addLayout(part)
        column.addWidget(self._elsewhere)
        column.addWidget(self._text)
        column.addLayout(third)
        column.addWidget(self._leader)
        column.addWidget(self.supervision)
        column.addLayout(fourth)
        column.addWidget(self._pending)
        self._pending.withdrawn.connect(self._on_withdrawn)
        self._contact.clicked.connect(self.contact_asked)
        self.supervision.sheet_asked.connect(self.sheet_asked)

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(Space.GAP))
        for widget in widgets:
            row.addWidget(widget)
        return row

    @Slot()
    def _on_withdrawn(self) -> None:
        self.withdraw_asked.emit(self._order)


class _Pending(QWidget):
    """The line that says what waits in the outbox, with 撤回 until it is sent."""

    withdrawn = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = PlainLabel(bold=True, wrap=True)
        self._button = ActButton(theme, "", height=26)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(Space.GAP), theme.px(4), theme.px(4), theme.px(4))
        row.setSpacing(theme.px(6))
        row.addWidget(IconLabel(theme, "pending", tone="text"))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._button.clicked.connect(self.withdrawn)
        self.hide()

    def show_act(self, text: str, withdraw: str, *, can_withdraw: bool) -> None:
        self._text.setText(text)
        self._button.show_act(withdraw)
        self._button.setVisible(can_withdraw)
        self._button.setAccessibleDescription(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.selection))
        painter.drawRoundedRect(QRectF(self.rect()), Space.RADIUS, Space.RADIUS)
        painter.end()
