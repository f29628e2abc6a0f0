"""The demo district's incidents: closed ones as history, open ones lived through by the real commands of real people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from app.commands.command import Command
from app.commands.dispatching import Accept, Arrive, Dispatch
from app.commands.entering import PastCase
from app.commands.handling import ReportDone, TakeCheck
from app.commands.intake import Caller, FileCase, ReportIncident, Take
from app.contract.messages import VerdictRow
from app.domain.catalogue import Severity
from app.domain.incident import Channel, Incident, Nature, Said
from app.domain.machine import Seen, seen
from app.domain.world import World
from services.connectors.demo_places import key
from services.simulator.incidents import DemoIncident, LiveReport

STEPS = ("reported", "verifying", "filed", "dispatched", "accepted", "handling", "feedback", "checking")
AS_FAR = {"suspended": "handling", "returned": "dispatched"}


class Hands(Struct, frozen=True, kw_only=True):
    """Whose names stand behind the open cases of an area."""

    officer: str
    checker: str


def past_case(one: DemoIncident) -> PastCase:
    """A closed incident as history."""
    return PastCase(
        incident=key(one.id),
        grid=one.micro,
        title=one.title[:120],
        detail=one.detail,
        occurred_at=one.occurred_at,
        due_at=one.due_at,
        closed_at=one.closed_at,
        source=Channel(one.source),
        nature=Nature(one.nature) if one.nature else Nature.REPORT,
        event_class=one.code,
        severity=Severity(one.severity),
        place=one.address,
        lon=one.lon,
        lat=one.lat,
        holder=key(one.holder) if one.holder else "",
        source_case=one.id.replace("/incident/", "-"),
    )


def report_of(one: DemoIncident | LiveReport, incident: str) -> ReportIncident:
    """A report as it comes in."""
    caller = None
    if one.reporter:
        caller = Caller(contact=f"{incident}-c"[:64], name=one.reporter, phone=one.reporter_phone, address=one.address)
    return ReportIncident(
        incident=incident,
        grid=one.micro,
        title=one.title[:120],
        detail=one.detail,
        place=one.address,
        lon=one.lon,
        lat=one.lat,
        source=Channel(one.source),
        nature=Nature(one.nature) if one.nature else Nature.REPORT,
        event_class=one.code,
        severity=Severity(one.severity),
        caller=caller,
    )


Run = Callable[[Command, str, datetime], VerdictRow]


class Living:
    """Brings an open case as far as the simulator says, step by step, at plausible times."""

    def __init__(self, run: Run, world: World, hands: Hands, now: datetime) -> None:
        self._run = run
        self._world = world
        self._hands = hands
        self._now = now

    def live(self, one: DemoIncident, force: str) -> int:
        """How many steps were taken; a refused step ends the way there."""
        incident = key(one.id)
        wanted = AS_FAR.get(one.state, one.state)
        last = STEPS.index(wanted) if wanted in STEPS else 0
        begin = max(one.occurred_at, self._now - timedelta(days=6))
        span = (self._now - begin) / (last + 2)
        if self._run(report_of(one, incident), "", begin).problem:
            return 0
        taken = 1
        for place in range(1, last + 1):
            command = self._command(STEPS[place], one, incident, force)
            author = self._hands.checker if STEPS[place] == "checking" else self._hands.officer
            if self._run(command, author, begin + span * place).problem:
                break
            taken += 1
        return taken

    def _sees(self, incident: str) -> Seen:
        case = self._world.get(Incident, incident)
        if case is None:
            raise AssertionError(incident)
        return seen(case)

    def _command(self, step: str, one: DemoIncident, incident: str, force: str) -> Command:
        saw = self._sees(incident)
        made: dict[str, Callable[[], Command]] = {
            "verifying": lambda: Take(incident=incident, saw=saw),
            "filed": lambda: FileCase(
                incident=incident,
                saw=saw,
                event_class=one.code,
                severity=Severity(one.severity),
                grid=one.micro,
                duplicates_reviewed=True,
            ),
            "dispatched": lambda: Dispatch(incident=incident, saw=saw, force=force, instruction="先到场围护，核实后报"),
            "accepted": lambda: Accept(
                incident=incident, saw=saw, handler="带队人", promised_at=self._now + timedelta(minutes=30), said=Said.PHONE
            ),
            "handling": lambda: Arrive(incident=incident, saw=saw, said=Said.PHONE),
            "feedback": lambda: ReportDone(
                incident=incident, saw=saw, result="现场已处置，恢复正常", evidence=1, handler="带队人", said=Said.PHONE
            ),
            "checking": lambda: TakeCheck(incident=incident, saw=saw),
        }
        return made[step]()


def choose_force(forces: Sequence[str], number: int) -> str:
    """A force in turn."""
    return forces[number % len(forces)] if forces else ""
