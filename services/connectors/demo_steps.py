"""The steps of the demo's cases as commands of the people who would give them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from app.commands.command import Command
from app.commands.dispatching import Accept, Arrive, Dispatch, ReturnCase
from app.commands.handling import CloseCase, FailCheck, Reopen, ReportDone, TakeCheck
from app.commands.intake import FileCase, Take
from app.commands.waiting import AskWait, DecideWait
from app.domain.calendar import WorkCalendar
from app.domain.catalogue import UNMAPPED, Catalogue
from app.domain.deadline import due
from app.domain.incident import Incident, Outcome, Said
from app.domain.machine import seen
from app.domain.terms import Terms, Timer
from services.connectors.demo_cases import report_of
from services.connectors.demo_plan import WAIT_TERM, Mark, Move, Planned
from services.connectors.demo_tree import key
from services.connectors.demo_watch import Handler, Watch

FOUND_TO_BE = "0406"
"""As what is filed that nobody could name when it was reported."""
BY_ITSELF = frozenset({"sensor", "video"})
PROMISE = 0.8
"""Handlers promise to be there within this share of the term."""
ASKED_BEFORE = timedelta(minutes=40)

_INSTRUCTIONS = (
    "先到场围护，核实后报",
    "处置前后各拍一张照片",
    "与物业对接后处置，注意安全",
    "到场后先联系反映人",
    "就近协调，一次办清",
)
_RESULTS = (
    "现场已清理，恢复正常",
    "已劝离并恢复通行",
    "已修复，设警示标志再观察一天",
    "当事人已整改，现场复核通过",
    "已处置，向反映人作了说明",
)
_KEPT = "处置力量工作群"
_RETURNS = (("not_duty", "现场在相邻地块红线内，属市政养护范围"), ("insufficient", "到场未找到点位，请补充门牌号"))


class Given(Struct, frozen=True):
    """A command and the person who gives it; nobody for the system."""

    author: str
    command: Command


Give = Callable[[Incident], Given]


class Step(Struct, frozen=True):
    """One step of a story, made from the case as it is at the moment; the first makes the case."""

    at: datetime
    incident: str
    give: Give | Given


class Steps:
    """Makes the steps of planned cases; which force goes is decided when the step is taken."""

    def __init__(self, watch: Watch, catalogue: Catalogue, terms: Terms, calendar: WorkCalendar) -> None:
        self._watch = watch
        self._catalogue = catalogue
        self._terms = terms
        self._calendar = calendar
        self._sent: dict[str, Handler] = {}
        self._before: dict[str, str] = {}

    def of(self, planned: Planned, *, turn: int) -> list[Step]:
        """All steps of the road; `turn` takes turns among officers and words."""
        steps = [self._step(planned, move, at, turn) for move, at in planned.moves]
        waits = [at for move, at in planned.moves if move is Move.WAIT]
        return steps + [self._asked(planned, at, turn) for at in waits]

    def _step(self, planned: Planned, move: Move, at: datetime, turn: int) -> Step:
        officer = key(self._watch.officer(at, turn))
        if move is Move.REPORT:
            return Step(at, planned.incident, self._reported(planned, officer))
        gives: dict[Move, Give] = {
            Move.TAKE: lambda case: Given(officer, Take(incident=case.id, saw=seen(case))),
            Move.FILE: lambda case: Given(officer, _filed(case)),
            Move.DISPATCH: lambda case: Given(officer, self._dispatch(case, turn)),
            Move.RETURN: lambda case: Given(officer, self._return(case, turn)),
            Move.ACCEPT: lambda case: self._accept(case, officer, at),
            Move.ARRIVE: lambda case: self._arrive(case, officer),
            Move.WAIT: lambda case: Given(key(self._watch.deputy), _granted(case)),
            Move.DONE: lambda case: self._done(case, officer, turn),
            Move.CHECK: lambda case: Given(officer, TakeCheck(incident=case.id, saw=seen(case))),
            Move.FAIL: lambda case: Given(officer, self._failed(case)),
            Move.CLOSE: lambda case: self._close(case, officer, planned.marks),
            Move.REOPEN: lambda case: Given(officer, self._reopened(case)),
        }
        return Step(at, planned.incident, gives[move])

    def _reported(self, planned: Planned, officer: str) -> Given:
        report = planned.report
        finder = self._watch.finder(report.found_by, report.micro)
        by = "" if report.source in BY_ITSELF else key(finder) if finder else officer
        return Given(by, report_of(report, planned.incident, self._catalogue))

    def _asked(self, planned: Planned, granted: datetime, turn: int) -> Step:
        """The wish to wait, a little before it is granted."""
        arrived = next(at for move, at in planned.moves if move is Move.ARRIVE)
        at = max(granted - ASKED_BEFORE, arrived + (granted - arrived) / 2)
        officer = key(self._watch.officer(at, turn))
        until = due(granted, WAIT_TERM, self._calendar)
        wish = "等待权属单位备料，约定到货后进场"

        def ask(case: Incident) -> Given:
            return Given(officer, AskWait(incident=case.id, saw=seen(case), until=until, reason=wish, said=Said.PHONE))

        return Step(at, planned.incident, ask)

    def _dispatch(self, case: Incident, turn: int) -> Command:
        handler = self._watch.send(case.event_class, case.micro, but=self._before.get(case.id, ""))
        self._sent[case.id] = handler
        words = _INSTRUCTIONS[turn % len(_INSTRUCTIONS)]
        return Dispatch(incident=case.id, saw=seen(case), force=key(handler.force), instruction=words)

    def _return(self, case: Incident, turn: int) -> Command:
        handler = self._sent[case.id]
        self._before[case.id] = handler.force
        self._watch.release(handler.force)
        reason, note = _RETURNS[turn % len(_RETURNS)]
        return ReturnCase(incident=case.id, saw=seen(case), reason=reason, note=note, handler=handler.name, said=Said.PHONE)

    def _accept(self, case: Incident, officer: str, at: datetime) -> Given:
        handler = self._sent[case.id]
        promised = due(at, self._terms.step(Timer.ARRIVE, case.severity).scaled(PROMISE), self._calendar)
        if case.overall_due is not None and at < case.overall_due:
            promised = min(promised, case.overall_due)
        by, said = self._voice(handler, officer)
        return Given(by, Accept(incident=case.id, saw=seen(case), handler=handler.name, promised_at=promised, said=said))

    def _arrive(self, case: Incident, officer: str) -> Given:
        by, said = self._voice(self._sent[case.id], officer)
        return Given(by, Arrive(incident=case.id, saw=seen(case), handler=case.handler, said=said))

    def _done(self, case: Incident, officer: str, turn: int) -> Given:
        handler = self._sent[case.id]
        self._watch.release(handler.force)
        by, said = self._voice(handler, officer)
        words = _RESULTS[turn % len(_RESULTS)]
        done = ReportDone(
            incident=case.id,
            saw=seen(case),
            result=words,
            evidence=1 + turn % 3,
            evidence_kept=_KEPT,
            handler=handler.name,
            said=said,
        )
        return Given(by, done)

    def _close(self, case: Incident, officer: str, marks: frozenset[Mark]) -> Given:
        if Mark.HUNG_UP in marks:
            note = "产权单位多方协调未果，挂账，每月复核"
            close = CloseCase(incident=case.id, saw=seen(case), outcome=Outcome.UNSOLVABLE, note=note, reporter_told=True)
            return Given(key(self._watch.chief), close)
        return Given(officer, CloseCase(incident=case.id, saw=seen(case), outcome=Outcome.SOLVED, reporter_told=True))

    def _failed(self, case: Incident) -> Command:
        self._watch.engage(self._sent[case.id].force)
        return FailCheck(incident=case.id, saw=seen(case), reason="现场仍有残留，请再处置")

    def _reopened(self, case: Incident) -> Command:
        self._watch.engage(self._sent[case.id].force)
        return Reopen(incident=case.id, saw=seen(case), reason="came_back", note="反映人来电，同一点位又出现")

    def _voice(self, handler: Handler, officer: str) -> tuple[str, Said]:
        """The handler himself if he has a role here, else the desk for him, who told it on the telephone (代录)."""
        return (key(handler.person), Said.SELF) if handler.person else (officer, Said.PHONE)


def _filed(case: Incident) -> Command:
    found = FOUND_TO_BE if case.event_class == UNMAPPED else case.event_class
    return FileCase(incident=case.id, saw=seen(case), event_class=found, severity=case.severity, duplicates_reviewed=True)


def _granted(case: Incident) -> Command:
    return DecideWait(incident=case.id, saw=seen(case), granted=True, note="同意，期间做好围护")
