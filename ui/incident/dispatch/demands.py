"""The left of the dispatch dialog: what the case needs, who allows it, what is asked of the forces, who is not in the list."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.machine import place_of
from app.domain.roster import Duty
from ui.common.buttons import IconLabel
from ui.common.fields import FieldForm
from ui.common.formatting import hour_minute, moment_near
from ui.common.marks import level_word
from ui.common.text import ElidedLabel, PlainLabel
from ui.common.tokens import Space
from ui.incident.dispatch.offer import Offer
from ui.incident.forms.act_dialog import ActDialog
from ui.incident.forms.classing import Classing, Duplicates
from ui.incident.forms.inputs import PassageInput
from ui.incident.section import Section
from ui.queue.telling import short_number

WIDTH = 300
ARRIVALS = (15, 30, 60, 120, 240)
LEFT_OUT_SHOWN = 3


class Demands(QWidget):
    """In 派单 the class, severity and grid stand on top, for the case is filed in the same breath."""

    def __init__(self, dialog: ActDialog, found: Offer, *, at_once: bool) -> None:
        super().__init__()
        self._dialog, self._offer = dialog, found
        self._theme, self._words = dialog.means.theme, dialog.means.words
        self.setFixedWidth(self._theme.px(WIDTH))
        self.classing: Classing | None = None
        self.reviewed: QCheckBox | None = None
        self._form = FieldForm(self._theme, label_width=44)
        self._arrive = QComboBox()
        self._instruction = PassageInput(self._theme, lines=3)
        self._column = QVBoxLayout(self)
        px = self._theme.px
        self._column.setContentsMargins(px(24), px(Space.GAP), px(Space.GAP), px(Space.GAP))
        self._column.setSpacing(px(Space.PAIR))
        if at_once:
            self._add_filing()
        else:
            self._add_needs()
            self._add_permission()
        self._add_asked()
        self._add_left_out()
        self._column.addStretch(1)

    @property
    def arrive_by(self) -> datetime | None:
        """Until when the forces should be there; None for no demand."""
        moment = self._arrive.currentData()
        return datetime.fromisoformat(str(moment)) if moment else None

    @property
    def instruction(self) -> str:
        """What the forces are told."""
        return self._instruction.toPlainText()

    def _section(self, title: str, note: str = "") -> Section:
        part = Section(self._theme)
        part.entitle(title, note)
        self._column.addWidget(part)
        return part

    def _line(self, icon: str, text: str, note: str = "") -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(Space.GAP))
        if icon:
            row.addWidget(IconLabel(self._theme, icon))
        row.addWidget(ElidedLabel(text), 1)
        row.addWidget(PlainLabel(note, tone="note", size="note"))
        return row

    def _add_filing(self) -> None:
        case = self._offer.detail.case
        part = self._section(self.tr("立案"))
        form = self._dialog.form = FieldForm(self._theme, label_width=44)
        self.classing = Classing(
            self._dialog, self._offer.material, event_class=case.event_class, severity=case.severity, grid=place_of(case)
        )
        self._dialog.add_field("event_class", self.tr("类别"), self.classing.event_class)
        self._dialog.add_field("grid", self.tr("网格"), self.classing.grid)
        part.column.addWidget(form)
        part.column.addWidget(self.classing.severity)
        near = Duplicates(self._theme)
        near.show_rows(self._offer.detail.nearby.duplicates, most=2)
        part.column.addWidget(near)
        self.reviewed = QCheckBox(self.tr("看过了，不是同一件"))
        self.reviewed.setChecked(near.count == 0)
        self.reviewed.setVisible(near.count > 0)
        part.column.addWidget(self.reviewed)

    def _add_needs(self) -> None:
        found = self._dialog.means.desk.reference.catalogue.get(self._offer.detail.case.event_class)
        part = self._section(self.tr("这件事需要什么"))
        for skill in found.skills if found else ():
            able = sum(
                skill in choice.candidate.force.skills and choice.candidate.force.duty is Duty.AVAILABLE
                for choice in self._offer.choices
            )
            note = self.tr("{count} 支可派").format(count=able) if able else self.tr("无人可派")
            icon = "check" if able else "chevron-right"
            part.column.addLayout(self._line(icon, self._words.name("forces", skill), note))
        if found is None or not found.skills:
            part.column.addWidget(PlainLabel(self.tr("没有特别要求"), tone="second"))

    def _add_permission(self) -> None:
        case, forbidden = self._offer.detail.case, self._offer.forbidden
        part = self._section(self.tr("派遣权限"))
        tier = self.tr("层级 {tier}").format(tier=level_word(case.tier.rank))
        accountable = self._offer.detail.accountable
        note = self.tr("片区网格长 {name}").format(name=accountable) if accountable else ""
        part.column.addLayout(self._line("", tier, note))
        if forbidden is not None:
            part.column.addWidget(PlainLabel(self._words.say(forbidden), tone="over", size="secondary", wrap=True))
        else:
            told = self.tr("可派：本片区四类力量。部门须走一键吹哨。")
            part.column.addWidget(PlainLabel(told, tone="second", size="secondary", wrap=True))

    def _add_asked(self) -> None:
        now = self._dialog.means.desk.now()
        part = self._section(self.tr("要求"))
        until = self.tr("至 {time}").format(time=moment_near(self._offer.accept_by, now=now))
        part.column.addLayout(self._line("", self.tr("接单时限"), until))
        usual = self.tr("按时限 至 {time}").format(time=moment_near(self._offer.arrive_by, now=now))
        self._arrive.addItem(usual, self._offer.arrive_by.isoformat())
        for minutes in ARRIVALS:
            moment = now + timedelta(minutes=minutes)
            told = self.tr("{minutes} 分钟内 至 {time}").format(minutes=minutes, time=hour_minute(moment))
            self._arrive.addItem(told, moment.isoformat())
        self._arrive.addItem(self.tr("不限"), "")
        self._form.add(self.tr("到场"), self._arrive)
        self._dialog.fields["instruction"] = self._form.add(self.tr("交代"), self._instruction)
        part.column.addWidget(self._form)

    def _add_left_out(self) -> None:
        out = [choice for choice in self._offer.choices if choice.rank == 0]
        if not out:
            return
        part = self._section(self.tr("不在此列"), str(len(out)))
        for choice in out[:LEFT_OUT_SHOWN]:
            force = choice.candidate.force
            told = {"returned": self.tr("已退回"), "outside": self.tr("不在你的村居")}
            why = told.get(choice.candidate.excluded) or self._words.duty(force.duty)
            part.column.addLayout(self._line("", force.name, f"{why} {short_number(force.busy_number)}".strip()))
