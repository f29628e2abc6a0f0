"""The form that puts the reminder of a case off for some minutes (workflow, 8)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.commands.command import Command
from app.commands.snoozing import Snooze
from app.desk.incident import CaseDetail
from ui.incident.forms.case_form import CaseForm
from ui.incident.means import Means

STEP = 5


class SnoozeForm(CaseForm):
    """暂搁: for how long, and why; only what ends before the limit of the step is offered."""

    def __init__(self, means: Means, detail: CaseDetail, *, parent: QWidget | None = None) -> None:
        super().__init__(means, detail, "Snooze", parent=parent)
        choices = tuple((str(minutes), self.tr("{minutes} 分钟").format(minutes=minutes)) for minutes in self._offered())
        self._minutes = self.add_choice("minutes", self.tr("暂搁"), choices, hint=self.tr("到时自动回到待办并提醒"))
        self._reason = self.add_choice("reason", self.tr("原因"), self.reasons("snooze"))
        self._note = self.add_line("note", self.tr("说明"))

    def commands(self) -> tuple[Command, ...]:
        return (
            Snooze(
                incident=self.case.id,
                saw=self.saw,
                minutes=int(str(self._minutes.currentData())),
                reason=str(self._reason.currentData()),
                note=self._note.text(),
            ),
        )

    def _offered(self) -> list[int]:
        """Steps of five minutes between the bounds, as far as the limit of the step allows; the shortest always."""
        terms, now = self.means.desk.reference.terms, self.means.desk.now()
        left = (self.case.step_due - now).total_seconds() / 60 if self.case.step_due else float(terms.snooze_longest)
        steps = range(terms.snooze_least, terms.snooze_longest + 1, STEP)
        return [minutes for minutes in steps if minutes <= left] or [terms.snooze_least]
