"""The form that plans a shift: when, who leads, which forces stand by."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QSpinBox, QWidget

from app.commands.command import Command
from app.commands.staffing import PlanShift
from app.desk.ports import Cache
from app.domain.people import Person
from app.domain.problems import Code, Problem
from app.domain.roster import Force, Shift
from ui.common.formatting import hour_minute, local, month_day
from ui.incident.forms.act_dialog import About, ActDialog
from ui.incident.forms.inputs import MomentInput
from ui.incident.means import Means

LENGTH = timedelta(hours=9)
FORCES_SHOWN = 6


class ShiftMaterial(Struct, frozen=True):
    """What the form offers: people, forces, and the shifts planned so far, by time."""

    people: tuple[tuple[str, str], ...]
    forces: tuple[tuple[str, str], ...]
    shifts: tuple[Shift, ...]


def shift_material(cache: Cache, area: str) -> ShiftMaterial:
    """All of it. Store lane."""
    people = sorted((person.name, person.id) for person in cache.find(Person, area=area) if person.active)
    forces = sorted((force.source.value, force.name, force.id) for force in cache.find(Force, area=area) if force.active)
    shifts = sorted(cache.find(Shift, area=area), key=lambda shift: shift.starts)
    return ShiftMaterial(
        people=tuple((key, name) for name, key in people),
        forces=tuple((key, name) for _, name, key in forces),
        shifts=tuple(shifts),
    )


class ShiftForm(ActDialog):
    """It begins where the last planned shift ends."""

    def __init__(self, means: Means, material: ShiftMaterial, *, parent: QWidget | None = None) -> None:
        super().__init__(means, About(act=means.words.command("PlanShift")), parent=parent)
        starts = self._following(material)
        self._name = QComboBox()
        self._name.setEditable(True)
        self._name.addItems([name for name in self._names() if name])
        self.add_field("name", self.tr("班次"), self._name)
        self._starts = self.add_moment("starts", self.tr("开始"), MomentInput(starts), hint=self._planned(material))
        self._ends = self.add_moment("ends", self.tr("结束"), MomentInput(starts + LENGTH))
        self._leader = self.add_choice("leader", self.tr("带班"), (("", self.tr("未定")), *material.people))
        self._seats: QSpinBox = self.add_count("seats", self.tr("席位"), 1)
        self._minimum: QSpinBox = self.add_count("minimum", self.tr("最低在岗"), 0)
        self._forces = QListWidget()
        for key, name in material.forces:
            item = QListWidgetItem(name, self._forces)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._forces.setFixedHeight(means.theme.px(24) * FORCES_SHOWN)
        self.add_field("forces", self.tr("备勤力量"), self._forces)

    def commands(self) -> tuple[Command, ...]:
        desk = self.means.desk
        starts, ends = self._starts.moment, self._ends.moment
        if ends <= starts:
            raise Problem(Code.TERM_WRONG, since=self._short(starts), until=self._short(ends), field="ends")
        return (
            PlanShift(
                shift=desk.new_id(),
                area=desk.area,
                name=self._name.currentText(),
                starts=starts,
                ends=ends,
                leader=str(self._leader.currentData()),
                forces=self.standing_by,
                seats=self._seats.value(),
                minimum=self._minimum.value(),
            ),
        )

    @property
    def standing_by(self) -> tuple[str, ...]:
        """The forces ticked."""
        items = (self._forces.item(row) for row in range(self._forces.count()))
        return tuple(str(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState() is Qt.CheckState.Checked)

    def _names(self) -> tuple[str, ...]:
        words = self.means.words
        named = words.reference.names.get("shifts", {})
        return tuple(words.name("shifts", key) for key in named)

    def _following(self, material: ShiftMaterial) -> datetime:
        now = self.means.desk.now()
        last = max((shift.ends for shift in material.shifts), default=now)
        return max(last, now)

    def _planned(self, material: ShiftMaterial) -> str:
        """The last shifts that are planned already, since two of an area never overlap."""
        ahead = [shift for shift in material.shifts if shift.ends > self.means.desk.now()][-3:]
        spans = [f"{s.name} {self._short(s.starts)}–{hour_minute(s.ends)}" for s in ahead]
        return self.tr("已排：{shifts}").format(shifts=self.tr("、").join(spans)) if spans else ""

    def _short(self, moment: datetime) -> str:
        return f"{month_day(local(moment).date())} {hour_minute(moment)}"
