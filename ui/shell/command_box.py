"""The command box: shows cases by number, does what a line says, looks for the rest."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from app.commands.dispatching import Dispatch
from app.commands.notes import Acknowledge, AddNote
from app.commands.staffing import SetDuty
from app.desk.ports import Cache
from app.desk.queue import queue
from app.desk.roster import ranking, roster
from app.domain.incident import State
from app.domain.machine import Seen
from app.domain.problems import Code, Problem
from ui.common.fields import SearchField
from ui.incident.dispatch.offer import WITHOUT_REASON
from ui.incident.means import Means
from ui.shell.command_line import (
    Confirm,
    Field,
    LookFor,
    Meaning,
    Send,
    SetState,
    ShowCase,
    Unclear,
    Write,
    meaning,
    suggestions,
)

READY = (State.FILED, State.RETURNED)
DOUBTS = {
    "case": Code.CASE_NOT_OPEN,
    "force": Code.FORCE_NOT_NAMED,
    "forces": Code.FORCE_NAMED_TWICE,
    "state": Code.DUTY_UNKNOWN,
    "rest": Code.COMMAND_UNFINISHED,
}
"""What is said to each kind of line that could not be understood."""


class CommandBox(SearchField):
    """Enter does it. What needs more than a line opens its form.

    Signals: `case_asked(str)`; `words_asked(str)` to look for in history; `dispatch_asked(str, str)` with a
    case and a force; `left()` after Esc in the empty box.
    """

    case_asked = Signal(str)
    words_asked = Signal(str)
    dispatch_asked = Signal(str, str)
    left = Signal()

    def __init__(self, means: Means, *, parent: QWidget | None = None) -> None:
        super().__init__(means.theme, "", key="Ctrl K", parent=parent)
        self._means = means
        self._field = Field()
        self._lines = QStringListModel(self)
        completer = QCompleter(self._lines, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(self._on_line_taken)
        self.setCompleter(completer)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_entered)
        self.retranslate()

    def set_means(self, means: Means) -> None:
        """Speaks another language."""
        self._means = means
        self.retranslate()

    def retranslate(self) -> None:
        self.rename(self.tr("命令或搜索，如 派 1024 城管2队"), self.tr("命令或搜索"), self.tr("命令"), "")

    def begin(self) -> None:
        """Takes the keys and reads what can be spoken of."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._means.tasks.start(self, self._read(), name="read field")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.text():
            self.left.emit()
            return
        super().keyPressEvent(event)

    async def _read(self) -> Field:
        desk, session = self._means.desk, self._means.desk.session
        person = session.person if session else ""
        self._field = await desk.read(partial(_field, area=desk.area, now=desk.now(), person=person))
        return self._field

    async def _do(self, line: str) -> None:
        found = meaning(line, await self._read())
        if isinstance(found, Unclear):
            self._means.notices.problem(Problem(DOUBTS[found.what], said=found.said), replace="command")
            return
        self._means.notices.retract("command")
        self.clear()
        await self._obey(found)

    async def _obey(self, found: Meaning) -> None:
        desk = self._means.desk
        match found:
            case ShowCase(incident=incident):
                self.case_asked.emit(incident)
            case LookFor(text=text):
                self.words_asked.emit(text)
            case Send():
                await self._send(found)
            case SetState(force=force, duty=duty):
                await desk.do(SetDuty(force=force.id, saw=force.duty, duty=duty))
                self._means.notices.info(f"{force.name} {self._means.words.duty(duty)}")
            case Confirm(case=case):
                await desk.do(Acknowledge(incident=case.id))
            case Write(case=case, text=text):
                await desk.do(AddNote(incident=case.id, text=text))
                self.case_asked.emit(case.id)

    async def _send(self, found: Send) -> None:
        """Sends at once where the case is ready and the lead is among the first three; else the form asks the rest."""
        desk, case, lead = self._means.desk, found.case, found.forces[0]
        act, catalogue = desk.act(), desk.reference.catalogue
        ranked = await desk.read(lambda cache: ranking(cache, case.id, catalogue=catalogue, act=act))
        best = [candidate.force.id for candidate in ranked if not candidate.excluded][:WITHOUT_REASON]
        if case.state not in READY or any(force.id not in best for force in found.forces):
            self.dispatch_asked.emit(case.id, lead.id)
            return
        await desk.do(
            Dispatch(
                incident=case.id,
                saw=Seen(state=case.state, holder=case.holder),
                force=lead.id,
                helpers=tuple(force.id for force in found.forces[1:]),
            )
        )
        names = self.tr("、").join(force.name for force in found.forces)
        self._means.notices.info(self.tr("{number} 已派给 {names}").format(number=case.number, names=names))
        self.case_asked.emit(case.id)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._lines.setStringList(list(suggestions(text, self._field)))

    @Slot(str)
    def _on_line_taken(self, text: str) -> None:
        """A case taken from the list is shown at once; a half-written command goes on being written."""
        if isinstance(meaning(text.split()[0], self._field), ShowCase):
            self.setText(text.split()[0])
            self._on_entered()
        else:
            self.setText(f"{text} ")

    @Slot()
    def _on_entered(self) -> None:
        line = self.text().strip()
        if line:
            self._means.tasks.start(self, self._do(line), name="do command")


def _field(cache: Cache, *, area: str, now: datetime, person: str) -> Field:
    lists = queue(cache, area, now=now)
    forces = tuple(row for column in roster(cache, area, now=now, person=person).columns for row in column.rows)
    return Field((*lists.to_do, *lists.in_hand, *lists.done_today), forces)
