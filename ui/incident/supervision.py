"""督办 in the head of a case: the demand and its deadline, and the sheet to print."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.incident import CaseDetail
from ui.common.buttons import ActButton, IconLabel
from ui.common.formatting import moment_near
from ui.common.text import ElidedLabel, PlainLabel, tooltip
from ui.common.theme import Theme
from ui.common.tokens import Space


class SupervisionRow(QWidget):
    """Who demands what until when; hidden without a supervision.

    Signals: `sheet_asked(str)` with print or pdf.
    """

    sheet_asked = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.until = ElidedLabel(bold=True)
        self.demand = PlainLabel(wrap=True, selectable=True)
        self.print = ActButton(theme, "", icon="print", height=26)
        self.pdf = ActButton(theme, "", icon="export", height=26)
        head = QHBoxLayout()
        head.setSpacing(theme.px(Space.GAP))
        head.addWidget(IconLabel(theme, "flag"))
        head.addWidget(self.until, 1)
        below = QHBoxLayout()
        below.setSpacing(theme.px(Space.GAP))
        below.addWidget(self.print)
        below.addWidget(self.pdf)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.demand)
        column.addLayout(below)
        self.print.clicked.connect(partial(self.sheet_asked.emit, "print"))
        self.pdf.clicked.connect(partial(self.sheet_asked.emit, "pdf"))
        self.hide()

    def show_case(self, detail: CaseDetail, now: datetime) -> None:
        """Shows the supervision of a case."""
        supervision = detail.case.supervision
        self.setVisible(supervision is not None)
        if supervision is None:
            return
        over = supervision.deadline < now
        until = self.tr("督办限至 {time}，已过") if over else self.tr("督办限至 {time}")
        by = self.tr("督办人 {name}").format(name=supervision.by_name)
        self.until.setText(f"{until.format(time=moment_near(supervision.deadline, now=now))} · {by}")
        self.until.set_tone("over" if over else "")
        self.demand.setText(supervision.demand[:400])
        self.demand.setToolTip(tooltip(supervision.demand) if len(supervision.demand) > 400 else "")
        self.print.show_act(self.tr("督办单…"), icon="print")
        self.pdf.show_act("PDF", icon="export")
