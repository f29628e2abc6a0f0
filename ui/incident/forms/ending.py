"""Forms that end a report otherwise: not filed, merged, withdrawn, annulled (I5, I6, I26, I27)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.commands import intake
from app.commands.command import Command
from app.desk.incident import CaseDetail
from app.domain.incident import Channel
from app.domain.problems import Code, Problem
from ui.incident.forms.case_form import CaseForm
from ui.incident.forms.inputs import PickInput
from ui.incident.material import Material
from ui.incident.means import Means


class RejectForm(CaseForm):
    """不予立案: a coded reason; hotline and leaders' reports need a second person."""

    def __init__(self, means: Means, detail: CaseDetail, material: Material, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "RejectCase", parent=parent)
        self._reason = self.add_choice("reason", self.tr("原因"), self.reasons("reject"))
        self._note = self.add_passage("note", self.tr("说明"))
        session = means.desk.session
        me = session.person if session else ""
        others = tuple((person, name) for person, name in material.seconds if person != me)
        self._second = self.add_choice("second", self.tr("第二人"), (("", "—"), *others))
        needed = self.case.source in (Channel.HOTLINE, Channel.LEADER)
        self.fields["second"].rename(self.tr("第二人"), hint=self.tr("热线、领导交办须第二人确认") if needed else "")

    def commands(self) -> tuple[Command, ...]:
        return (
            intake.RejectCase(
                incident=self.case.id,
                saw=self.saw,
                reason=str(self._reason.currentData()),
                note=self._note.toPlainText(),
                second=str(self._second.currentData() or ""),
            ),
        )


class MergeForm(CaseForm):
    """并案: into which case, and why where class or place differ."""

    def __init__(self, means: Means, detail: CaseDetail, material: Material, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "MergeCase", parent=parent)
        likely = (detail.nearby.proposed, *detail.nearby.duplicates)
        picked = next((row.id for row in likely if row is not None), "")
        self._into = PickInput(material.case_picks(but=self.case.id), picked=picked)
        hint = self.tr("编号、摘要或拼音首字母；24 小时内可撤销")
        self.add_field("into", self.tr("并入"), self._into, hint=hint)
        self._cause = self.add_choice("cause", self.tr("依据"), self.reasons("merge"))
        self._note = self.add_line("reason", self.tr("说明"))

    def commands(self) -> tuple[Command, ...]:
        self._into.settle()
        if not self._into.picked:
            raise Problem(Code.FIELD_MISSING, field="into")
        told = " ".join(part for part in (self._cause.currentText(), self._note.text().strip()) if part)
        return (intake.MergeCase(incident=self.case.id, saw=self.saw, into=self._into.picked, reason=told),)


class WithdrawForm(CaseForm):
    """撤回上报: by who reported, before filing."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "Withdraw", parent=parent)
        self._reason = self.add_choice("reason", self.tr("原因"), self.reasons("withdraw"))

    def commands(self) -> tuple[Command, ...]:
        return (intake.Withdraw(incident=self.case.id, saw=self.saw, reason=self._reason.currentText()),)


class AnnulForm(CaseForm):
    """作废: a coded reason, kept in the ledger."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "Annul", parent=parent)
        self._reason = self.add_choice("reason", self.tr("原因"), self.reasons("annul"))
        self._note = self.add_passage("note", self.tr("说明"))

    def commands(self) -> tuple[Command, ...]:
        reason = str(self._reason.currentData())
        return (intake.Annul(incident=self.case.id, saw=self.saw, reason=reason, note=self._note.toPlainText()),)
