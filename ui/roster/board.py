"""The roster as the screen reads it: the four columns, and which forces still wait for the centre's word."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from app.desk.ports import Cache
from app.desk.roster import ForceRow, Roster, roster
from app.domain.people import Source
from app.domain.roster import Duty, Force, Shift


class ForceLine(Struct, frozen=True):
    """A force in its column; `pending` says that a change of it is still in the outbox."""

    row: ForceRow
    pending: bool = False


class Board(Struct, frozen=True):
    """All lines by column, with the figures and shifts of the roster."""

    roster: Roster
    lines: dict[Source, tuple[ForceLine, ...]]

    def line(self, force: str) -> ForceLine | None:
        """A force by its id."""
        return next((line for lines in self.lines.values() for line in lines if line.row.id == force), None)

    @property
    def shift(self) -> Shift | None:
        """The shift that runs now."""
        return self.roster.shift


def board(cache: Cache, area: str, *, now: datetime, person: str = "") -> Board:
    """The roster of an area at a moment, as this person may send its forces. Store lane."""
    found = roster(cache, area, now=now, person=person)
    pending = {record for order in cache.waiting() for kind, record in order.touched if kind == Force.kind}
    lines = {c.source: tuple(ForceLine(row, row.id in pending) for row in c.rows) for c in found.columns}
    return Board(found, lines)


def free_names(lines: tuple[ForceLine, ...]) -> tuple[str, ...]:
    """Who can be sent, by name."""
    return tuple(line.row.name for line in lines if line.row.duty is Duty.AVAILABLE)
