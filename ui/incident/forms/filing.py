"""Forms that fix what a case is: filed, settled on the spot, reclassified (I4, I8)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from app.commands import handling, intake
from app.commands.command import Command
from app.desk.incident import CaseDetail
from app.domain.machine import place_of
from app.domain.recording import FINDERS
from ui.incident.forms.case_form import CaseForm
from ui.incident.forms.classing import Classing, Duplicates
from ui.incident.material import Material
from ui.incident.means import Means


class FileForm(CaseForm):
    """立案: class, severity, grid; likely duplicates are shown to be looked at."""

    def __init__(self, means: Means, detail: CaseDetail, material: Material, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "FileCase", parent=parent)
        self._classing = classed(self, detail, material)
        self._place = self.add_line("place", self.tr("地点"), self.case.place)
        self._safety = QCheckBox(self.tr("涉及公共安全（特急时由街镇牵头）"))
        self._safety.setChecked(self.case.public_safety or self._classing.public_safety)
        self.add_field("public_safety", self.tr("公共安全"), self._safety)
        self._reviewed = reviewing(self, detail)

    def commands(self) -> tuple[Command, ...]:
        self._classing.settle()
        return (
            intake.FileCase(
                incident=self.case.id,
                saw=self.saw,
                event_class=self._classing.event_class.picked,
                severity=self._classing.severity.severity,
                grid=self._classing.grid.picked,
                place=self._place.text(),
                public_safety=self._safety.isChecked(),
                duplicates_reviewed=self._reviewed.isChecked(),
            ),
        )


class SettleForm(CaseForm):
    """当场办结: the finder has dealt with it; file, handle and report in one."""

    def __init__(self, means: Means, detail: CaseDetail, material: Material, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "SettleOnSpot", parent=parent)
        self._classing = classed(self, detail, material)
        self.add_handler(own=FINDERS)
        self._result = self.add_passage("result", self.tr("结果"), hint=self.tr("做了什么、结果如何"), lines=2)
        attached = self.tr("已附 {count} 份；另存的照片、文书在此计数").format(count=len(detail.attachments))
        self._evidence = self.add_count("evidence", self.tr("证据"), len(detail.attachments), hint=attached)
        self.add_doing()
        self.add_said(own=FINDERS)

    def commands(self) -> tuple[Command, ...]:
        self._classing.settle()
        return (
            handling.SettleOnSpot(
                incident=self.case.id,
                saw=self.saw,
                event_class=self._classing.event_class.picked,
                severity=self._classing.severity.severity,
                grid=self._classing.grid.picked,
                result=self._result.toPlainText(),
                handler=self.handler,
                evidence=self._evidence.value(),
                evidence_kept=self.evidence_kept,
                done_at=self.done_at,
                said=self.said,
            ),
        )


class ReclassifyForm(CaseForm):
    """改类别、级别、网格: the clocks are computed anew, pauses kept."""

    def __init__(self, means: Means, detail: CaseDetail, material: Material, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "Reclassify", parent=parent)
        case = self.case
        self._classing = Classing(self, material, event_class=case.event_class, severity=case.severity, grid=place_of(case))
        self.add_field("event_class", self.tr("类别"), self._classing.event_class)
        self.add_field("severity", self.tr("级别"), self._classing.severity)
        self.add_field("grid", self.tr("网格"), self._classing.grid)
        self._safety = QCheckBox(self.tr("涉及公共安全（特急时由街镇牵头）"))
        self._safety.setChecked(case.public_safety)
        self.add_field("public_safety", self.tr("公共安全"), self._safety)
        self._reason = self.add_line("reason", self.tr("理由"))

    def commands(self) -> tuple[Command, ...]:
        self._classing.settle()
        return (
            intake.Reclassify(
                incident=self.case.id,
                saw_class=self.case.event_class,
                saw_severity=self.case.severity,
                event_class=self._classing.event_class.picked,
                severity=self._classing.severity.severity,
                grid=self._classing.grid.picked,
                saw_grid=place_of(self.case),
                public_safety=self._safety.isChecked(),
                reason=self._reason.text(),
            ),
        )


def classed(form: CaseForm, detail: CaseDetail, material: Material) -> Classing:
    """Adds class, severity and grid of the case to a form."""
    translate = QCoreApplication.translate
    case = detail.case
    classing = Classing(form, material, event_class=case.event_class, severity=case.severity, grid=place_of(case))
    form.add_field(
        "event_class", translate("CaseForm", "类别"), classing.event_class, hint=translate("CaseForm", "编号、名称或拼音首字母")
    )
    form.add_field("severity", translate("CaseForm", "级别"), classing.severity)
    form.add_field("grid", translate("CaseForm", "网格"), classing.grid)
    return classing


def reviewing(form: CaseForm, detail: CaseDetail) -> QCheckBox:
    """Adds the likely duplicates and the tick that they were looked at; without any it is ticked already."""
    translate = QCoreApplication.translate
    found = Duplicates(form.means.theme)
    found.show_rows(detail.nearby.duplicates)
    form.add_field("near", translate("CaseForm", "周边"), found)
    tick = QCheckBox(translate("CaseForm", "看过了，不是同一件"))
    tick.setChecked(not detail.nearby.duplicates)
    if detail.nearby.duplicates:
        form.add_field("duplicates_reviewed", translate("CaseForm", "查重"), tick)
    else:
        tick.setParent(form)
        tick.hide()
    return tick
