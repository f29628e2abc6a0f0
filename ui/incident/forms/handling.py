"""Forms of handling: self-handled, accepted, returned, done, closed, sent back, reopened (I8 to I21)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.commands import dispatching, handling, waiting
from app.commands.command import Command
from app.desk.incident import CaseDetail
from app.domain.incident import Outcome
from app.domain.recording import FINDERS
from ui.incident.forms.case_form import CaseForm
from ui.incident.forms.inputs import MomentInput
from ui.incident.means import Means


class SelfHandleForm(CaseForm):
    """即发现即处置: who deals with it."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "SelfHandle", parent=parent)
        self.add_handler(own=FINDERS)
        self.add_said(own=FINDERS)

    def commands(self) -> tuple[Command, ...]:
        return (dispatching.SelfHandle(incident=self.case.id, saw=self.saw, handler=self.handler, said=self.said),)


class AcceptForm(CaseForm):
    """接单: a named person and a promised time; recorded for the handler as a rule."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "Accept", parent=parent)
        self._handler = self.add_line("handler", self.tr("接单人"), self.holder_name)
        self._promise = self.add_moment("promised_at", self.tr("承诺到场"), MomentInput(detail.promise or means.desk.now()))
        self.add_said()

    def commands(self) -> tuple[Command, ...]:
        return (
            dispatching.Accept(
                incident=self.case.id,
                saw=self.saw,
                handler=self._handler.text(),
                promised_at=self._promise.moment,
                said=self.said,
            ),
        )


class ArriveForm(CaseForm):
    """到场: who is there, and how he told it."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "Arrive", parent=parent)
        self.add_handler()
        self.add_said()

    def commands(self) -> tuple[Command, ...]:
        return (dispatching.Arrive(incident=self.case.id, saw=self.saw, handler=self.handler, said=self.said),)


class ResumeForm(CaseForm):
    """恢复处置: who goes on, and how he told it."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "Resume", parent=parent)
        self.add_handler()
        self.add_said()

    def commands(self) -> tuple[Command, ...]:
        return (waiting.Resume(incident=self.case.id, saw=self.saw, handler=self.handler, said=self.said),)


class ReturnForm(CaseForm):
    """退回: a coded reason and a note, and whose they are."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "ReturnCase", parent=parent)
        self._reason = self.add_choice("reason", self.tr("原因"), self.reasons("return"))
        self._note = self.add_passage("note", self.tr("说明"))
        self.add_handler()
        self.add_said()

    def commands(self) -> tuple[Command, ...]:
        return (
            dispatching.ReturnCase(
                incident=self.case.id,
                saw=self.saw,
                reason=str(self._reason.currentData()),
                note=self._note.toPlainText(),
                handler=self.handler,
                said=self.said,
            ),
        )


class DoneForm(CaseForm):
    """反馈: what was done with what result, by whom, with how many photos or papers."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "ReportDone", parent=parent)
        self._result = self.add_passage("result", self.tr("结果"), hint=self.tr("做了什么、何时、结果如何"))
        self.add_handler(own=FINDERS)
        attached = self.tr("已附 {count} 份；另存的照片、文书在此计数").format(count=len(detail.attachments))
        self._evidence = self.add_count("evidence", self.tr("证据"), len(detail.attachments), hint=attached)
        self.add_doing()
        self.add_said(own=FINDERS)

    def commands(self) -> tuple[Command, ...]:
        return (
            handling.ReportDone(
                incident=self.case.id,
                saw=self.saw,
                result=self._result.toPlainText(),
                evidence=self._evidence.value(),
                evidence_kept=self.evidence_kept,
                done_at=self.done_at,
                handler=self.handler,
                said=self.said,
            ),
        )


class CloseForm(CaseForm):
    """结案: the outcome; offline it stands as 待核销 until the centre has agreed."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "CloseCase", parent=parent)
        outcomes = tuple((each.value, means.words.outcome(each)) for each in Outcome)
        self._outcome = self.add_choice("outcome", self.tr("结果"), outcomes)
        self._note = self.add_passage("note", self.tr("说明"), hint=self.tr("暂无法解决须写明，由片区网格长办理"), lines=2)
        self._told = self.reporter_told()

    def commands(self) -> tuple[Command, ...]:
        return (
            handling.CloseCase(
                incident=self.case.id,
                saw=self.saw,
                outcome=Outcome(str(self._outcome.currentData())),
                note=self._note.toPlainText(),
                reporter_told=self._told.isChecked(),
            ),
        )


class FailForm(CaseForm):
    """返工: why the check failed."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "FailCheck", parent=parent)
        self._reason = self.add_choice("cause", self.tr("原因"), self.reasons("rework"))
        self._note = self.add_line("reason", self.tr("说明"))

    def commands(self) -> tuple[Command, ...]:
        told = " ".join(part for part in (self._reason.currentText(), self._note.text().strip()) if part)
        return (handling.FailCheck(incident=self.case.id, saw=self.saw, reason=told),)


class ReopenForm(CaseForm):
    """重启: a closed case was not solved."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "Reopen", parent=parent)
        self._reason = self.add_choice("reason", self.tr("原因"), self.reasons("reopen"))
        self._note = self.add_passage("note", self.tr("说明"))

    def commands(self) -> tuple[Command, ...]:
        reason = str(self._reason.currentData())
        return (handling.Reopen(incident=self.case.id, saw=self.saw, reason=reason, note=self._note.toPlainText()),)
