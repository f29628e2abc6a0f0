"""The form in which a town sets one of its limits, or takes the shipped one back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.commands.command import Command
from app.commands.entering import EnterTerms
from app.desk.limits import LimitRow, TownLimits
from app.domain.problems import Code, Problem
from app.domain.town_terms import with_limit
from ui.incident.forms.act_dialog import About, ActDialog
from ui.incident.means import Means
from ui.settings.limit_words import amount_words, limit_words, range_words, typed_limit


class LimitForm(ActDialog):
    """Amount, paper, reason. An empty amount takes the shipped limit back."""

    def __init__(self, means: Means, found: TownLimits, row: LimitRow, *, parent: QWidget | None = None) -> None:
        act, kind = QCoreApplication.translate("LimitForm", "改本镇时限"), f"{row.code} {row.name}".strip()
        about = About(act=act, kind=kind, place=found.town_name)
        super().__init__(means, about, parent=parent)
        self._found, self._row = found, row
        hint = self.tr("缺省 {shipped}，可填 {range}；留空恢复缺省")
        told = hint.format(shipped=limit_words(row, row.shipped), range=range_words(row))
        now = amount_words(row, row.own) if row.own is not None else ""
        self._amount = self.add_line("amount", self.tr("本镇时限"), now, hint=told)
        basis = row.made.basis if row.made else ""
        self._basis = self.add_line("basis", self.tr("依据"), basis, hint=self.tr("文件名或文号，没有可不填"))
        self._reason = self.add_line("reason", self.tr("理由"), hint=self.tr("为什么改，随时限留下"))
        self._amount.selectAll()

    def commands(self) -> tuple[Command, ...]:
        found = self._found
        text = with_limit(found.text, self._row.place, typed_limit(self._row, self._amount.text()))
        reason, basis = self._reason.text(), self._basis.text()
        return (EnterTerms(town=found.town, text=text, reason=reason, basis=basis, saw_edition=found.edition),)

    def done_words(self) -> str:
        limit = typed_limit(self._row, self._amount.text())
        if limit is None:
            return self.tr("{name} 已恢复缺省").format(name=self._row.name)
        return self.tr("{name} 已定为 {limit}").format(name=self._row.name, limit=limit_words(self._row, limit))

    def show_problem(self, problem: Problem) -> None:
        """Says bounds in the unit of the field."""
        if problem.code is not Code.LIMIT_BEYOND:
            super().show_problem(problem)
            return
        typed = typed_limit(self._row, self._amount.text())
        given = limit_words(self._row, typed) if typed is not None else problem.data["given"]
        lowest, _, highest = range_words(self._row).partition(" – ")
        told = Problem(problem.code, place=self._row.name, given=given, lowest=lowest, highest=highest, field="amount")
        super().show_problem(told)
