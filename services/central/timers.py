"""The centre's clock: cases whose time has run out become commands, one transaction each, on whichever node gets there first."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

import anyio
from msgspec import Struct
from sqlalchemy import Connection, bindparam, not_, select

from app.commands.command import Command
from app.commands.timers import RingAside, RingTimer
from app.domain.incident import Incident
from app.domain.terms import Timer
from services.central.rounds import Round
from services.central.store import Store
from services.records.columns import micros

EVERY = 1.0
AT_ONCE = 500


class Due(Struct, frozen=True):
    """A case with the clock that has run out, and when it did; without a clock it is what runs beside its step."""

    incident: str
    timer: Timer | None
    due: int

    @property
    def id(self) -> str:
        """The alarm's name, the same on every node: the case, its clock, the instant. A changed due time is another alarm."""
        return str(uuid5(NAMESPACE_URL, f"ring:{self.incident}:{self.timer.value if self.timer else 'aside'}:{self.due}"))

    @property
    def command(self) -> Command:
        """What is said of it."""
        if self.timer is None:
            return RingAside(incident=self.incident)
        return RingTimer(incident=self.incident, timer=self.timer)


class Timers:
    """Rings what is due, under a series of this node's own."""

    def __init__(self, store: Store, *, node: str) -> None:
        case = store.schema.records.table[Incident.kind]
        self._store = store
        self._series = f"timers-{node}"
        rung = case.c.rung.like('%"' + case.c.timer + '"%')
        self._due = select(case.c.id, case.c.timer, case.c.step_due).where(
            case.c.timer.in_([timer.value for timer in Timer]), case.c.step_due <= bindparam("now"), not_(rung)
        )
        self._asides = select(case.c.id, case.c.aside_due).where(case.c.aside_due <= bindparam("now"))
        here = select(case.c.id).where(case.c.id == bindparam("i")).with_for_update(skip_locked=True)
        self._claim = here.where(case.c.timer == bindparam("t"), case.c.step_due == bindparam("d"))
        self._claim_aside = here.where(case.c.aside_due == bindparam("d"))

    def ring(self) -> int:
        """Ring everything that is due and has not been rung; how many commands came of it."""
        return sum(self._rung(due) for due in self._all_due())

    def round(self) -> Round:
        """Ringing as a round."""

        async def ring() -> None:
            await anyio.to_thread.run_sync(self.ring)

        return Round("timers", EVERY, ring)

    def _all_due(self) -> list[Due]:
        """Everything due and not rung, by indexes over limits; what is known to the ledger is left out."""
        with self._store.database.reading() as connection:
            now = {"now": micros(self._store.clock())}
            steps = [Due(row[0], Timer(row[1]), row[2]) for row in connection.execute(self._due, now)]
            asides = [Due(row[0], None, row[1]) for row in connection.execute(self._asides, now)]
            found = sorted((*steps, *asides), key=lambda due: (due.due, due.incident))
            known: set[str] = set()
            for start in range(0, len(found), AT_ONCE):
                ids = [due.id for due in found[start : start + AT_ONCE]]
                known.update(self._store.ledger.known(connection, ids))
        return [due for due in found if due.id not in known]

    def _rung(self, due: Due) -> bool:
        def claim(connection: Connection) -> bool:
            if due.timer is None:
                return connection.execute(self._claim_aside, {"i": due.incident, "d": due.due}).first() is not None
            values = {"i": due.incident, "t": due.timer.value, "d": due.due}
            return connection.execute(self._claim, values).first() is not None

        return self._store.issue(due.command, id=due.id, series=self._series, claim=claim) is not None
