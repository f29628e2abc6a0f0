"""The circumstances of a command: who acts, from where, when."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

LATEST_AHEAD = timedelta(minutes=5)
OLDEST_BEHIND = timedelta(days=7)


class Act(Struct, frozen=True, kw_only=True):
    """Given to `decide` by the side that runs it.

    `occurred_at` is what the person's device claims; `recorded_at` is the clock of the side that runs the command. `system` acts
    (timers, imports, connectors) stand for no person.
    """

    command: str
    person: str
    person_name: str
    seat: str
    occurred_at: datetime
    recorded_at: datetime
    offline: bool = False
    system: bool = False
    central: bool = False

    @property
    def at(self) -> datetime:
        """The claimed time, clamped to the plausible window of seven days back and five minutes ahead."""
        latest = self.recorded_at + LATEST_AHEAD
        oldest = self.recorded_at - OLDEST_BEHIND
        return min(max(self.occurred_at, oldest), latest)
