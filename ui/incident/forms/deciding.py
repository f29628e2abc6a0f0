"""Forms that answer what somebody asked for: a wait, more time, or that a report is not filed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.commands import rejecting, waiting
from app.commands.command import Command
from app.desk.incident import CaseDetail
from app.domain.incident import Asked, Proposal
from ui.common.formatting import full_moment
from ui.common.text import PlainLabel
from ui.incident.forms.case_form import CaseForm
from ui.incident.means import Means
from ui.incident.telling import reason_name


class DecideForm(CaseForm):
    """Granted or not: what was asked for, the answer, and a reason for a no."""

    def __init__(self, means: Means, detail: CaseDetail, act: str, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, act, parent=parent)
        self.add_field("asked", self.tr("申请"), PlainLabel(self.told(), wrap=True))
        answers = (("yes", self.tr("同意")), ("no", self.tr("不同意")))
        self._answer = self.add_choice("granted", self.tr("意见"), answers)
        self._note = self.add_line("note", self.tr("说明"), hint=self.tr("不同意须写明理由"))
        self._answer.setFocus()

    @property
    def granted(self) -> bool:
        """The answer chosen."""
        return bool(self._answer.currentData() == "yes")

    @property
    def note(self) -> str:
        """What was said with it."""
        return self._note.text()

    def told(self) -> str:
        """What was asked for, in words."""
        raise NotImplementedError

    def told_until(self, asked: Asked | None) -> str:
        """When somebody asked for time until when, why and on what basis."""
        if asked is None:
            return ""
        told = self.tr("{time} 申请至 {until}").format(time=full_moment(asked.at), until=full_moment(asked.until))
        basis = self.tr("依据：{basis}").format(basis=asked.basis) if asked.basis else ""
        return "\n".join(part for part in (told, self.tr("原因：{reason}").format(reason=asked.reason), basis) if part)


class DecideWaitForm(DecideForm):
    """审批缓办: the clocks stand still until then, or run on."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "DecideWait", parent=parent)

    def told(self) -> str:
        return self.told_until(self.case.wait_asked)

    def commands(self) -> tuple[Command, ...]:
        return (waiting.DecideWait(incident=self.case.id, saw=self.saw, granted=self.granted, note=self.note),)


class DecideExtensionForm(DecideForm):
    """审批延期: the handling term ends then, or as before."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "DecideExtension", parent=parent)

    def told(self) -> str:
        return self.told_until(self.case.extension_asked)

    def commands(self) -> tuple[Command, ...]:
        return (waiting.DecideExtension(incident=self.case.id, saw=self.saw, granted=self.granted, note=self.note),)


class DecideRejectionForm(DecideForm):
    """复核不予立案: the second person reads who proposed it and why; the report is not filed, or stays as it is."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "DecideRejection", parent=parent)
        self._told = self.reporter_told()

    def told(self) -> str:
        asked = self.case.rejection_asked
        return self._told_proposal(asked) if asked is not None else ""

    def _told_proposal(self, asked: Proposal) -> str:
        told = self.tr("{time} {name} 提请不予立案").format(time=full_moment(asked.at), name=asked.by_name)
        why = self.tr("原因：{reason}").format(reason=reason_name(self.means.words, "reject", asked.reason))
        note = self.tr("说明：{note}").format(note=asked.note) if asked.note else ""
        return "\n".join(part for part in (told, why, note) if part)

    def commands(self) -> tuple[Command, ...]:
        asked = self.case.rejection_asked
        return (
            rejecting.DecideRejection(
                incident=self.case.id,
                saw=self.saw,
                saw_proposal=asked.order if asked else "",
                agreed=self.granted,
                note=self.note,
                reporter_told=self._told.isChecked(),
            ),
        )
