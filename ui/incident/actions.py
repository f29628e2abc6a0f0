"""What happens when somebody presses an act: the command at once, or the form that it needs."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from app.commands.notes import Attach
from app.desk.incident import CaseDetail, detail
from app.desk.pending import outbox
from app.desk.ports import Blobs
from app.desk.words import Words
from app.domain.act import Act
from app.domain.incident import State
from app.domain.machine import seen
from app.domain.problems import Code, Problem
from ui.incident.acts import direct
from ui.incident.dispatch.dialog import DispatchDialog
from ui.incident.dispatch.offer import offer
from ui.incident.files import Offered, loaded
from ui.incident.forms.act_dialog import ActDialog
from ui.incident.forms.deciding import DecideExtensionForm, DecideRejectionForm, DecideWaitForm
from ui.incident.forms.ending import AnnulForm, MergeForm, RejectForm, WithdrawForm
from ui.incident.forms.filing import FileForm, ReclassifyForm, SettleForm
from ui.incident.forms.handling import (
    AcceptForm,
    ArriveForm,
    CloseForm,
    DoneForm,
    FailForm,
    ReopenForm,
    ResumeForm,
    ReturnForm,
    SelfHandleForm,
)
from ui.incident.forms.intake import IntakeForm, Unsent
from ui.incident.forms.leading import (
    AskExtensionForm,
    AskWaitForm,
    ContactForm,
    CoordinateForm,
    LeadUpForm,
    LetDownForm,
    NoteForm,
    ReviewForm,
    SuperviseForm,
)
from ui.incident.forms.snoozing import SnoozeForm
from ui.incident.material import Material, material
from ui.incident.means import Means
from ui.queue.telling import short_number

FORMS: dict[str, Callable[..., ActDialog]] = {
    "SelfHandle": SelfHandleForm,
    "Accept": AcceptForm,
    "Arrive": ArriveForm,
    "Resume": ResumeForm,
    "ReportDone": DoneForm,
    "CloseCase": CloseForm,
    "FailCheck": FailForm,
    "ReturnCase": ReturnForm,
    "Reopen": ReopenForm,
    "RejectCase": RejectForm,
    "DecideRejection": DecideRejectionForm,
    "Withdraw": WithdrawForm,
    "Annul": AnnulForm,
    "AskWait": AskWaitForm,
    "DecideWait": DecideWaitForm,
    "AskExtension": AskExtensionForm,
    "DecideExtension": DecideExtensionForm,
    "Supervise": SuperviseForm,
    "ReviewLedger": ReviewForm,
    "LeadUp": LeadUpForm,
    "LetDown": LetDownForm,
    "Coordinate": CoordinateForm,
    "AddNote": NoteForm,
    "Snooze": SnoozeForm,
}
WITH_MATERIAL: dict[str, Callable[..., ActDialog]] = {
    "FileCase": FileForm,
    "SettleOnSpot": SettleForm,
    "Reclassify": ReclassifyForm,
    "MergeCase": MergeForm,
}
DISPATCHING = ("Dispatch", "DispatchAtOnce")
UNFILED = (State.REPORTED, State.VERIFYING)


class CaseActions(QObject):
    """Starts acts on behalf of the screens; forms are opened over `window`, never waited for.

    Signals: `case_reported(str)` with a new case; `contact_shown(str, str)` with a case and its reporter in
    clear; `case_chosen(str)` when a case was pointed at in a form.
    """

    case_reported = Signal(str)
    contact_shown = Signal(str, str)
    case_chosen = Signal(str)

    def __init__(self, means: Means, window: QWidget, *, blobs: Blobs | None = None) -> None:
        super().__init__(window)
        self._means, self._window, self._blobs = means, window, blobs
        self._unsent: Unsent | None = None

    def set_words(self, words: Words) -> None:
        """Speaks another language from the next form on."""
        means = self._means
        self._means = Means(means.desk, words, means.theme, means.tasks, means.notices)

    def start(self, command: str, incident: str, shown: CaseDetail | None = None) -> None:
        """Begins an act on a case. Where it was pressed on a case as `shown`, a case that has moved on since is not acted on."""
        self._run(self._start(command, incident, shown), f"act {command}")

    def start_dispatch(self, incident: str, force: str) -> None:
        """Opens the dispatch of a case with a force ticked."""
        self._run(self._start("Dispatch", incident, None, force=force), "act Dispatch")

    def report(self, grid: str = "") -> None:
        """Opens the form of a new report, in this grid where one is chosen."""
        self._run(self._report(grid), "act ReportIncident")

    def withdraw(self, order: str) -> None:
        """Takes back a command that has not been sent."""
        self._run(self._withdraw(order), "withdraw")

    def withdraw_last(self) -> None:
        """Takes back the latest command that has not been sent."""
        self._run(self._withdraw_last(), "withdraw")

    def show_contact(self, shown: CaseDetail) -> None:
        """Opens the form that asks why a telephone number is looked at."""
        form = ContactForm(self._means, shown, parent=self._window)
        form.accepted.connect(partial(self.contact_shown.emit, shown.case.id, form.clear_words))
        form.open()

    def attach(self, incident: str, files: tuple[Offered, ...]) -> None:
        """Keeps files and adds them to a case, one after the other."""
        if files:
            self._run(self._attach(incident, files), "attach")

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._means.tasks.start(self, work, name=name)

    def _act(self) -> Act:
        return self._means.desk.act()

    async def _find(self, incident: str) -> CaseDetail:
        desk = self._means.desk
        act, link, now = self._act(), desk.link.state, desk.now()
        found = await desk.read(lambda cache: detail(cache, incident, act=act, link=link, now=now))
        if found is None:
            raise Problem(Code.RECORD_GONE, kind="incident", id=incident)
        return found

    async def _start(self, command: str, incident: str, shown: CaseDetail | None, *, force: str = "") -> None:
        found = await self._find(incident)
        self._same(shown, found)
        self._legal(command, found)
        if command in DISPATCHING:
            await self._dispatch(found, force)
            return
        at_once = direct(command, found.case)
        if at_once is not None:
            await self._means.desk.do(at_once)
            self._tell(command, found)
        elif command in FORMS:
            self._open(self._form(command, found, None))
        else:
            self._open(self._form(command, found, await self._material(found.case.area)))

    def _same(self, shown: CaseDetail | None, found: CaseDetail) -> None:
        if shown is None or seen(shown.case) == seen(found.case):
            return
        words = self._means.words
        saw, now = words.state(shown.case.state), words.state(found.case.state)
        raise Problem(Code.RECORD_CHANGED, number=found.row.number, saw=saw, now=now)

    def _legal(self, command: str, found: CaseDetail) -> None:
        """Refuses at once what the state or a lock forbids, so that nobody fills in a form in vain."""
        if command in (*DISPATCHING, "Acknowledge"):
            return
        words = self._means.words
        act = next((act for act in (*found.acts, *found.at_hand) if act.command == command), None)
        if act is None:
            step = words.command(command)
            raise Problem(Code.STATE_FORBIDS, number=found.row.number, state=words.state(found.case.state), step=step)
        if act.locked:
            raise Problem(Code(act.locked), **(act.data or {}))

    def _form(self, command: str, found: CaseDetail, picks: Material | None) -> ActDialog:
        if picks is not None:
            return WITH_MATERIAL[command](self._means, found, picks, parent=self._window)
        return FORMS[command](self._means, found, parent=self._window)

    async def _dispatch(self, found: CaseDetail, force: str) -> None:
        case, words = found.case, self._means.words
        at_once = case.state in UNFILED
        if not at_once and case.state not in (State.FILED, State.RETURNED):
            step = words.command("Dispatch")
            raise Problem(Code.STATE_FORBIDS, number=found.row.number, state=words.state(case.state), step=step)
        act, link = self._act(), self._means.desk.link.state
        made = await self._means.desk.read(lambda cache: offer(cache, case.id, act=act, link=link, words=words, at_once=at_once))
        if made is not None:
            self._open(DispatchDialog(self._means, made, at_once=at_once, force=force, parent=self._window))

    async def _material(self, area: str) -> Material:
        words, now = self._means.words, self._means.desk.now()
        return await self._means.desk.read(lambda cache: material(cache, area, words=words, now=now))

    async def _report(self, grid: str) -> None:
        self._act()
        picks = await self._material(self._means.desk.area)
        form = IntakeForm(self._means, picks, grid=grid, unsent=self._unsent, parent=self._window)
        form.reported.connect(self._on_reported)
        form.given_up.connect(self._on_given_up)
        form.case_chosen.connect(self.case_chosen)
        self._open(form)

    async def _withdraw(self, order: str) -> None:
        await self._means.desk.withdraw(order)
        self._means.notices.info(self.tr("已撤回"))

    async def _withdraw_last(self) -> None:
        person = self._act().person
        waiting = await self._means.desk.read(lambda cache: outbox(cache, person))
        last = next((row for row in reversed(waiting) if row.can_withdraw), None)
        if last is None:
            self._means.notices.info(self.tr("没有可撤回的待发命令"), replace="withdraw")
            return
        await self._means.desk.withdraw(last.order)
        told = self.tr("已撤回：{act} {number}")
        self._means.notices.info(told.format(act=self._means.words.command(last.command), number=short_number(last.number)))

    async def _attach(self, incident: str, files: tuple[Offered, ...]) -> None:
        desk, blobs = self._means.desk, self._blobs
        if blobs is None:
            raise Problem(Code.BLOB_UNKNOWN, sha256="")
        for file in files:
            ready = await desk.lanes.network(partial(loaded, file))
            sha256 = await desk.lanes.store(partial(blobs.put, ready.data))
            await desk.do(
                Attach(
                    attachment=desk.new_id(),
                    incident=incident,
                    sha256=sha256,
                    name=ready.name[:200],
                    media=ready.media,
                    size=len(ready.data),
                )
            )
        self._means.notices.info(self.tr("已添加附件 {count} 份").format(count=len(files)))

    def _open(self, form: QDialog) -> None:
        form.open()

    def _tell(self, command: str, found: CaseDetail) -> None:
        told = self.tr("{act} {number} 已办")
        act = self._means.words.command(command)
        self._means.notices.info(told.format(act=act, number=short_number(found.row.number)))

    @Slot(str, str)
    def _on_reported(self, incident: str, follow: str) -> None:
        self._unsent = None
        self.case_reported.emit(incident)
        if follow:
            self.start(follow, incident)

    @Slot(object)
    def _on_given_up(self, unsent: object) -> None:
        self._unsent = unsent if isinstance(unsent, Unsent) and not unsent.empty else None
