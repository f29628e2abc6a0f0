"""What officers of a shift do next: real commands, drawn by a seeded chance from what their desk shows them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from uuid_utils import uuid7

from app.commands.command import Command
from app.commands.dispatching import Accept, Arrive, Dispatch, DispatchAtOnce, SelfHandle
from app.commands.duty import WriteLog
from app.commands.handling import CloseCase, FailCheck, ReportDone, SettleOnSpot, TakeCheck
from app.commands.intake import Caller, FileCase, Reclassify, ReportIncident, Take, Withdraw
from app.commands.leading import AcknowledgeTier, Coordinate, LeadUp
from app.commands.notes import Acknowledge, AddNote
from app.domain.catalogue import Severity
from app.domain.incident import Channel, Incident, Outcome, Said, State
from app.domain.machine import seen
from services.local_store.cache import EncryptedCache
from tests.support.district import AREA, MICRO, UNIT

CLASSES = ("0508", "0101", "0104")
SEVERITIES = (Severity.URGENT, Severity.IMPORTANT, Severity.NORMAL)
FORCES = ("f-squad", "f-workers")
TITLES = ("架空线缆脱落", "占道堆物", "路面积水", "垃圾满溢", "非机动车乱停")
SHARED, OWN, NEW, LOG = 50, 20, 20, 10

Draw = Callable[[Incident], Command]


class ShiftWork:
    """Draws one command after the other. `shared` are cases that another desk works on too: there conflicts arise."""

    def __init__(self, chance: random.Random, shared: Sequence[str]) -> None:
        self._chance = chance
        self._shared = tuple(shared)
        self._own: list[str] = []

    def next(self, cache: EncryptedCache) -> Command:
        """The next command on what the cache shows. The rules may still refuse it at the desk, as they would a person's."""
        what = self._chance.choices(("shared", "own", "new", "log"), (SHARED, OWN, NEW, LOG))[0]
        pile = {"shared": self._shared, "own": tuple(self._own)}.get(what, ())
        case = cache.get(Incident, self._chance.choice(pile)) if pile else None
        if case is not None:
            return self._chance.choice(self._steps(case.state))(case)
        return self._log() if what == "log" else self._report()

    def _steps(self, state: State) -> tuple[Draw, ...]:
        """What may be done with a case in this state: its next steps, and what goes at any time."""
        return (*self._by_state().get(state, ()), self._note, self._note, self._reclassify, self._coordinate, self._lead_up)

    def _by_state(self) -> dict[State, tuple[Draw, ...]]:
        return {
            State.REPORTED: (self._take, self._take, self._file, self._at_once, self._settle, self._acknowledge, self._withdraw),
            State.VERIFYING: (self._file, self._file, self._at_once, self._settle),
            State.FILED: (self._dispatch, self._dispatch, self._self_handle),
            State.DISPATCHED: (self._accept, self._accept, self._accept),
            State.ACCEPTED: (self._arrive, self._arrive, self._arrive),
            State.HANDLING: (self._done, self._done, self._done),
            State.FEEDBACK: (self._take_check, self._take_check, self._acknowledge_tier),
            State.CHECKING: (self._close, self._close, self._fail),
        }

    def _report(self) -> Command:
        chance = self._chance
        caller = Caller(contact=new_id(), name="陈阿姨", phone=f"1380000{chance.randrange(10_000):04}")
        hotline = chance.random() < 0.3
        case = ReportIncident(
            incident=new_id(),
            grid=chance.choice((MICRO, UNIT)),
            title=f"{chance.choice(TITLES)} {chance.randrange(1_000)}",
            source=Channel.PUBLIC if hotline else Channel.PATROL,
            severity=chance.choice(SEVERITIES),
            caller=caller if hotline else None,
        )
        self._own.append(case.incident)
        return case

    def _log(self) -> Command:
        return WriteLog(note=new_id(), area=AREA, text=f"巡查记录 {self._chance.randrange(1_000)}")

    def _take(self, case: Incident) -> Command:
        return Take(incident=case.id, saw=seen(case))

    def _file(self, case: Incident) -> Command:
        return FileCase(
            incident=case.id,
            saw=seen(case),
            event_class=self._chance.choice(CLASSES),
            severity=case.severity,
            duplicates_reviewed=True,
        )

    def _at_once(self, case: Incident) -> Command:
        return DispatchAtOnce(
            incident=case.id,
            saw=seen(case),
            event_class=self._chance.choice(CLASSES),
            severity=case.severity,
            force=self._chance.choice(FORCES),
            duplicates_reviewed=True,
        )

    def _settle(self, case: Incident) -> Command:
        return SettleOnSpot(
            incident=case.id,
            saw=seen(case),
            event_class=self._chance.choice(CLASSES),
            severity=case.severity,
            result="当场清理完毕",
            handler="老周",
            evidence=1,
            evidence_kept="工作群",
            said=Said.RADIO,
        )

    def _acknowledge(self, case: Incident) -> Command:
        return Acknowledge(incident=case.id)

    def _withdraw(self, case: Incident) -> Command:
        return Withdraw(incident=case.id, saw=seen(case), reason="重复上报")

    def _dispatch(self, case: Incident) -> Command:
        return Dispatch(incident=case.id, saw=seen(case), force=self._chance.choice(FORCES), instruction="带锥桶")

    def _self_handle(self, case: Incident) -> Command:
        return SelfHandle(incident=case.id, saw=seen(case), handler="巡查员小李", said=Said.PHONE)

    def _accept(self, case: Incident) -> Command:
        soon = datetime.now(UTC) + timedelta(minutes=15)
        return Accept(incident=case.id, saw=seen(case), handler="老周", promised_at=soon, said=Said.PHONE)

    def _arrive(self, case: Incident) -> Command:
        return Arrive(incident=case.id, saw=seen(case), said=Said.RADIO)

    def _done(self, case: Incident) -> Command:
        return ReportDone(incident=case.id, saw=seen(case), result="已恢复", evidence=1, evidence_kept="工作群", said=Said.PHONE)

    def _take_check(self, case: Incident) -> Command:
        return TakeCheck(incident=case.id, saw=seen(case))

    def _close(self, case: Incident) -> Command:
        return CloseCase(incident=case.id, saw=seen(case), outcome=Outcome.SOLVED, reporter_told=True)

    def _fail(self, case: Incident) -> Command:
        return FailCheck(incident=case.id, saw=seen(case), reason="现场仍有残留")

    def _note(self, case: Incident) -> Command:
        return AddNote(incident=case.id, text=f"补记 {self._chance.randrange(1_000)}")

    def _reclassify(self, case: Incident) -> Command:
        return Reclassify(
            incident=case.id,
            saw_class=case.event_class,
            saw_severity=case.severity,
            event_class=self._chance.choice(CLASSES),
            severity=self._chance.choice(SEVERITIES),
            reason="核对现场后更正",
        )

    def _coordinate(self, case: Incident) -> Command:
        return Coordinate(incident=case.id, text="与物业现场协调一次")

    def _lead_up(self, case: Incident) -> Command:
        return LeadUp(incident=case.id, saw_tier=case.tier, measures="已先期处置", handler="金惠兰", said=Said.PHONE)

    def _acknowledge_tier(self, case: Incident) -> Command:
        return AcknowledgeTier(incident=case.id, saw_tier=case.tier)


def new_id() -> str:
    """A time-ordered id."""
    return str(uuid7())
