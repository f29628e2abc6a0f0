"""Forms around a case: more time, levels, supervision, coordination, notes, a look at a telephone number."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from app.commands import leading, ledger, notes, waiting
from app.commands.command import Command
from app.desk.incident import CaseDetail
from app.domain.catalogue import Tier
from app.domain.recording import FINDERS
from ui.incident.forms.case_form import CaseForm
from ui.incident.forms.inputs import MomentInput
from ui.incident.means import Means

A_DAY = timedelta(days=1)


class AskWaitForm(CaseForm):
    """申请缓办: until when, and why."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "AskWait", parent=parent)
        self._until = self.add_moment("until", self.tr("缓办至"), MomentInput(means.desk.now() + A_DAY))
        self._cause = self.add_choice("cause", self.tr("原因"), self.reasons("suspend"))
        self._note = self.add_line("reason", self.tr("说明"))
        self.add_handler(own=FINDERS)
        self.add_said(own=FINDERS)

    def commands(self) -> tuple[Command, ...]:
        told = " ".join(part for part in (self._cause.currentText(), self._note.text().strip()) if part)
        return (
            waiting.AskWait(
                incident=self.case.id,
                saw=self.saw,
                until=self._until.moment,
                reason=told,
                handler=self.handler,
                said=self.said,
            ),
        )


class AskExtensionForm(CaseForm):
    """申请延期: until when, why, on what basis."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "AskExtension", parent=parent)
        due = self.case.step_due or means.desk.now()
        self._until = self.add_moment("until", self.tr("延期至"), MomentInput(due + A_DAY))
        self._cause = self.add_choice("cause", self.tr("原因"), self.reasons("extend"))
        self._note = self.add_line("reason", self.tr("说明"))
        self._basis = self.add_line("basis", self.tr("依据"))
        self.add_handler(own=FINDERS)
        self.add_said(own=FINDERS)

    def commands(self) -> tuple[Command, ...]:
        told = " ".join(part for part in (self._cause.currentText(), self._note.text().strip()) if part)
        return (
            waiting.AskExtension(
                incident=self.case.id,
                saw=self.saw,
                until=self._until.moment,
                reason=told,
                basis=self._basis.text(),
                handler=self.handler,
                said=self.said,
            ),
        )


class SuperviseForm(CaseForm):
    """督办: a written demand with a deadline."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "Supervise", parent=parent)
        self._until = self.add_moment("until", self.tr("办结期限"), MomentInput(means.desk.now() + A_DAY))
        self._demand = self.add_passage("demand", self.tr("要求"))

    def commands(self) -> tuple[Command, ...]:
        demand = self._demand.toPlainText()
        standing = self.case.supervision
        return (
            leading.Supervise(
                incident=self.case.id,
                saw=self.saw,
                deadline=self._until.moment,
                demand=demand,
                saw_deadline=standing.deadline if standing else None,
            ),
        )


class ReviewForm(CaseForm):
    """挂账复核: solved by now, or what stands in its way."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "ReviewLedger", parent=parent)
        answers = (("no", self.tr("仍挂账，下月再复核")), ("yes", self.tr("已解决，销账")))
        self._answer = self.add_choice("solved", self.tr("复核意见"), answers)
        self._note = self.add_passage("note", self.tr("说明"))

    def commands(self) -> tuple[Command, ...]:
        solved, note = self._answer.currentData() == "yes", self._note.toPlainText()
        return (ledger.ReviewLedger(incident=self.case.id, saw=self.saw, solved=solved, note=note),)


class LeadUpForm(CaseForm):
    """提级: the measures taken so far."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "LeadUp", parent=parent)
        self._measures = self.add_passage("measures", self.tr("已采取措施"), hint=self.tr("原层级继续协助，总时限不停"))
        self._asked: QLineEdit | None = None
        if self.case.tier is Tier.L1 and not self.speaks(leading.ASKERS):
            self._asked = self.add_line("handler", self.tr("申请人"), detail.unit_chief, hint=self.tr("请求提级的村居网格长"))
            self.add_said(own=leading.ASKERS)

    def commands(self) -> tuple[Command, ...]:
        measures = self._measures.toPlainText()
        if self._asked is None:
            return (leading.LeadUp(incident=self.case.id, saw_tier=self.case.tier, measures=measures),)
        asked = self._asked.text()
        return (leading.LeadUp(incident=self.case.id, saw_tier=self.case.tier, measures=measures, handler=asked, said=self.said),)


class LetDownForm(CaseForm):
    """回落: what is left to do at the lower tier."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "LetDown", parent=parent)
        self._instruction = self.add_passage("instruction", self.tr("交代"))

    def commands(self) -> tuple[Command, ...]:
        told = self._instruction.toPlainText()
        return (leading.LetDown(incident=self.case.id, saw_tier=self.case.tier, instruction=told),)


class CoordinateForm(CaseForm):
    """登记协调: who met, what came of it."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "Coordinate", parent=parent)
        self._text = self.add_passage("text", self.tr("协调情况"), hint=self.tr("谁参加、议定什么"))

    def commands(self) -> tuple[Command, ...]:
        return (leading.Coordinate(incident=self.case.id, text=self._text.toPlainText()),)


class NoteForm(CaseForm):
    """备注: a line in the path of the case."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "AddNote", parent=parent)
        self._text = self.add_passage("text", self.tr("备注"))
        self._text.setFocus()

    def commands(self) -> tuple[Command, ...]:
        return (notes.AddNote(incident=self.case.id, text=self._text.toPlainText()),)


class ContactForm(CaseForm):
    """查看联系方式: the reason stays on record; what was asked for shows in the pane afterwards."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "ShowContact", parent=parent)
        self._reason = self.add_line("reason", self.tr("事由"), hint=self.tr("查看本身会留下记录"))

    def commands(self) -> tuple[Command, ...]:
        reason = self._reason.text()
        return tuple(notes.ShowContact(contact=contact.id, reason=reason) for contact in self.detail.contacts)

    def done_words(self) -> str:
        return ""

    @property
    def clear_words(self) -> str:
        """The reporter in clear."""
        told = (" ".join(p for p in (c.name, c.phone, c.address) if p) for c in self.detail.contacts)
        return self.tr("反映人 {who}").format(who="；".join(told))
