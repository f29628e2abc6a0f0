"""A form about a case that is on screen: what was seen of it when the form was opened is what the command will say."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QWidget

from app.desk.incident import CaseDetail
from app.domain.incident import Said
from app.domain.machine import seen
from app.domain.people import Role
from app.domain.recording import HANDLERS
from ui.incident.forms.act_dialog import About, ActDialog
from ui.incident.forms.inputs import MomentInput
from ui.incident.means import Means


def about(means: Means, act: str, detail: CaseDetail) -> About:
    """The head of a form about this case."""
    row = detail.row
    place = " · ".join(part for part in (row.grid_name, row.place or row.title[:60]) if part)
    return About(act=act, row=row, kind=means.words.event_class(row.event_class), place=place)


class CaseForm(ActDialog):
    """The base of the forms that need one case; `act` is the command's name."""

    def __init__(self, means: Means, detail: CaseDetail, act: str, *, parent: QWidget | None = None) -> None:
        super().__init__(means, about(means, means.words.command(act), detail), parent=parent)
        self.detail = detail
        self.case = detail.case
        self.saw = seen(detail.case)

    def add_doing(self) -> None:
        """Adds where evidence lies that is not attached, and when the work was done."""
        self._kept = self.add_line("evidence_kept", self.tr("存放"), hint=self.tr("未附上的照片、文书存放在何处"))
        self._done_at = self.add_moment("done_at", self.tr("完成于"), MomentInput(self.means.desk.now()))

    @property
    def evidence_kept(self) -> str:
        """Where evidence lies that is not attached."""
        return self._kept.text()

    @property
    def done_at(self) -> datetime:
        """When the work was done."""
        return self._done_at.moment

    def add_handler(self, *, own: frozenset[Role] = HANDLERS) -> None:
        """Adds whose word it is: who has the case; where nobody has it, to one of its `own` side himself."""
        session = self.means.desk.session
        himself = session.name if session and self.speaks(own) else ""
        self._handler = self.add_line("handler", self.tr("处置人"), self.holder_name or himself)

    @property
    def handler(self) -> str:
        """The name given."""
        return self._handler.text()

    def add_said(self, *, own: frozenset[Role] = HANDLERS) -> None:
        """Adds how the handler told it: to whom records it for him by telephone as a rule (代录), to his `own` side nothing."""
        words, speaks = self.means.words, self.speaks(own)
        ways = tuple(each for each in Said if speaks or each is not Said.SELF)
        choices = tuple((each.value, words.name("said", each.value)) for each in ways)
        self._said = self.add_choice("said", self.tr("方式"), choices, hint=self.tr("替没有席位的人代录"))
        self._said.setCurrentIndex(self._said.findData((Said.SELF if speaks else Said.PHONE).value))

    def speaks(self, own: frozenset[Role]) -> bool:
        """Whether the acting person is of the side whose word it is."""
        return bool(self.detail.roles & own)

    @property
    def said(self) -> Said:
        """The way chosen."""
        return Said(str(self._said.currentData()))

    def reporter_told(self, *, asked: bool = True) -> QCheckBox:
        """Adds the tick that the reporter has been told, where there is one and it is `asked`."""
        tick = QCheckBox(self.tr("已告知反映人（{who}）").format(who=self.case.reporter_masked.replace("&", "&&")), self)
        if self.case.reporter_masked and asked:
            self.add_field("reporter_told", self.tr("告知"), tick)
        else:
            tick.hide()
        return tick

    @property
    def holder_name(self) -> str:
        """The name of the force that has the case, else who handles it."""
        return self.case.handler or self.detail.row.holder_name
