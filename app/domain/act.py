"""The circumstances of a command: who acts, from where, when."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct, field

LATEST_AHEAD = timedelta(minutes=5)
OLDEST_BEHIND = timedelta(days=7)


class Warrant(Struct, kw_only=True):
    """By which role an act has been let pass: the rule that lets it pass writes it, the narrowest of several comes last."""

    role: str = ""


class Act(Struct, frozen=True, kw_only=True):
    """Given to `decide` by the side that runs it.

    `occurred_at` is what the person's device claims; `recorded_at` is the clock of the side that runs the command. `system` acts
    (timers, imports, connectors) stand for no person. `offline` says that the centre was out of reach of the desk, or that the
    person had unlocked it without the centre. Of a right, `warrant` keeps which role it was that had it.
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
    warrant: Warrant = field(default_factory=Warrant)

    @property
    def role(self) -> str:
        """The role by which the act was let pass, empty until a rule has been asked."""
        return self.warrant.role

    @property
    def at(self) -> datetime:
        """The claimed time, clamped to the plausible window of seven days back and five minutes ahead."""
        latest = self.recorded_at + LATEST_AHEAD
        oldest = self.recorded_at - OLDEST_BEHIND
        return min(max(self.occurred_at, oldest), latest)
