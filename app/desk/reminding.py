"""When people are reminded of what nobody has acknowledged: visibly at intervals by severity, by sound far less (workflow, 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from app.desk.ports import Cache
from app.desk.queue import Names, QueueRow
from app.domain.catalogue import Severity
from app.domain.incident import Incident, Origin, State

HALF_A_MINUTE, A_MINUTE = timedelta(seconds=30), timedelta(minutes=1)
EVERY = {
    Severity.CRITICAL: HALF_A_MINUTE,
    Severity.URGENT: timedelta(minutes=2),
    Severity.IMPORTANT: timedelta(minutes=10),
    Severity.NORMAL: timedelta(minutes=10),
}
SOUNDS = {Severity.CRITICAL: (timedelta(), HALF_A_MINUTE, A_MINUTE), Severity.URGENT: (timedelta(),)}
"""A 特急 sounds at once, after half a minute, and louder after a minute; an urgent case once; the others not at all."""
APART = timedelta(seconds=5)
"""At most one sound in so long."""


class Calls(Struct, frozen=True):
    """What is due now: the cases to be shown once more (at first its row does that), whether it sounds, and whether louder."""

    shown: tuple[QueueRow, ...] = ()
    sounds: bool = False
    loud: bool = False


class _Alarm(Struct):
    since: datetime
    shown_at: datetime | None = None
    sounded: int = 0


class Reminders:
    """Remembers what was shown and sounded, and when. Asked about once a second; a case acknowledged or put off is forgotten."""

    def __init__(self) -> None:
        self._alarms: dict[str, _Alarm] = {}
        self._sounded_at: datetime | None = None

    def due(self, rows: Sequence[QueueRow], now: datetime) -> Calls:
        """What is due for these cases at this moment."""
        self._alarms = {row.id: self._alarms.get(row.id) or _Alarm(since=now) for row in rows}
        shown = tuple(row for row in rows if self._shows(row, now))
        wanting = [row for row in rows if self._wants_sound(row, now)]
        if not wanting or (self._sounded_at is not None and now - self._sounded_at < APART):
            return Calls(shown)
        loud = any(self._alarms[row.id].sounded == len(SOUNDS[Severity.CRITICAL]) - 1 for row in wanting)
        for row in wanting:
            self._alarms[row.id].sounded += 1
        self._sounded_at = now
        return Calls(shown, sounds=True, loud=loud)

    def _shows(self, row: QueueRow, now: datetime) -> bool:
        alarm = self._alarms[row.id]
        due = now - (alarm.shown_at or alarm.since) >= EVERY[row.severity]
        if due:
            alarm.shown_at = now
        return due

    def _wants_sound(self, row: QueueRow, now: datetime) -> bool:
        alarm, at = self._alarms[row.id], SOUNDS.get(row.severity, ())
        return alarm.sounded < len(at) and now - alarm.since >= at[alarm.sounded]


def unacknowledged(cache: Cache, area: str, *, now: datetime) -> tuple[QueueRow, ...]:
    """What nobody has acknowledged and nobody has put off, the gravest first. Store lane."""
    names = Names(cache, area)
    reported = cache.find(Incident, area=area, state=State.REPORTED.value)
    rows = (names.row(case, now=now) for case in reported if case.origin is not Origin.HISTORY and not case.acknowledged_by)
    return tuple(sorted((row for row in rows if row.snoozed_until is None), key=lambda row: row.order))
