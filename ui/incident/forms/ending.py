"""Forms that end a report otherwise: not filed, merged, withdrawn, annulled (I5, I6, I26, I27)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.commands import intake, rejecting
from app.commands.command import Command
from app.desk.incident import CaseDetail
from app.domain.problems import Code, Problem
from ui.incident.forms.case_form import CaseForm
from ui.incident.forms.inputs import PickInput
from ui.incident.material import Material
from ui.incident.means import Means
from ui.queue.telling import short_number


class RejectForm(CaseForm):
    """不予立案: a coded reason; of the hotline and of leaders it is proposed, and another person looks at it."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "RejectCase", parent=parent)
        self._proposed = self.case.source in rejecting.LOOKED_AT_TWICE
        hint = self.tr("热线、领导交办须另一人登录复核；复核前时限照走") if self._proposed else ""
        self._reason = self.add_choice("reason", self.tr("原因"), self.reasons("reject"), hint=hint)
        self._note = self.add_passage("note", self.tr("说明"))
        self._told = self.reporter_told(asked=not self._proposed)

    def done_words(self) -> str:
        if not self._proposed:
            return super().done_words()
        return self.tr("{number} 已提请不予立案，待另一人复核").format(number=short_number(self.detail.row.number))

    def commands(self) -> tuple[Command, ...]:
        reason = str(self._reason.currentData())
        note, knows = self._note.toPlainText(), self._told.isChecked()
        return (rejecting.RejectCase(incident=self.case.id, saw=self.saw, reason=reason, note=note, reporter_told=knows),)


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
