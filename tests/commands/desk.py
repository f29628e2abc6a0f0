"""A duty desk on a dictionary world: says what people do, one line an act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.commands import dispatching, handling, intake
from app.commands.command import Command
from app.domain.catalogue import Severity
from app.domain.incident import Incident, Outcome
from app.domain.machine import Seen, seen
from tests.support.district import MICRO, OFFICER, SECOND_OFFICER, WORKER, Clock, small_district


class RuleDesk:
    """Runs commands on the world and keeps the result."""

    def __init__(self) -> None:
        self.world = small_district()
        self.clock = Clock()

    def does(self, person: str, command: Command, **circumstances: Any) -> None:
        self.world.apply(command.decide(self.clock.act(person, **circumstances), self.world))

    def rings(self, command: Command) -> None:
        self.world.apply(command.decide(self.clock.system(), self.world))

    def case(self, incident: str = "i1") -> Incident:
        found = self.world.get(Incident, incident)
        assert found is not None
        return found

    def sees(self, incident: str = "i1") -> Seen:
        return seen(self.case(incident))

    def reported(self, incident: str = "i1", **fields: Any) -> Incident:
        self.does(OFFICER, intake.ReportIncident(incident=incident, grid=MICRO, title="架空线缆脱落", **fields))
        return self.case(incident)

    def filed(self, incident: str = "i1", *, event_class: str = "0508", severity: Severity = Severity.URGENT) -> Incident:
        self.reported(incident)
        self.does(OFFICER, intake.Take(incident=incident, saw=self.sees(incident)))
        self.does(
            OFFICER,
            intake.FileCase(
                incident=incident,
                saw=self.sees(incident),
                event_class=event_class,
                severity=severity,
                duplicates_reviewed=True,
            ),
        )
        return self.case(incident)

    def dispatched(self, incident: str = "i1", force: str = "f-squad") -> Incident:
        self.filed(incident)
        self.does(OFFICER, dispatching.Dispatch(incident=incident, saw=self.sees(incident), force=force))
        return self.case(incident)

    def handling(self, incident: str = "i1") -> Incident:
        self.dispatched(incident)
        promise = self.clock.now + timedelta(minutes=20)
        self.does(WORKER, dispatching.Accept(incident=incident, saw=self.sees(incident), handler="王强", promised_at=promise))
        self.does(WORKER, dispatching.Arrive(incident=incident, saw=self.sees(incident)))
        return self.case(incident)

    def checking(self, incident: str = "i1", checker: str = SECOND_OFFICER) -> Incident:
        self.handling(incident)
        self.does(
            WORKER,
            handling.ReportDone(
                incident=incident, saw=self.sees(incident), result="已拉起线缆并固定", evidence=1, evidence_kept="工作群"
            ),
        )
        self.does(checker, handling.TakeCheck(incident=incident, saw=self.sees(incident)))
        return self.case(incident)

    def closed(self, incident: str = "i1", checker: str = SECOND_OFFICER) -> Incident:
        self.checking(incident, checker)
        return self.closes(incident, checker)

    def closes(self, incident: str = "i1", checker: str = SECOND_OFFICER) -> Incident:
        close = handling.CloseCase(incident=incident, saw=self.sees(incident), outcome=Outcome.SOLVED)
        self.does(checker, close)
        return self.case(incident)
