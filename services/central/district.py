"""What all areas share, remembered between transactions for as long as the district's feed stands still.

The tree, the directory and the calendars are looked at by every command and hardly ever change. Each change moves the head of
the district's feed, whoever makes it, so what was read at one head is good until there is another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import CalendarYear
from app.domain.grid import Grid
from app.domain.organisation import Organisation

if TYPE_CHECKING:
    from services.central.world import Held, Key, Search

KINDS = frozenset({Grid.kind, Organisation.kind, CalendarYear.kind})


class Remembered:
    """What has been read at one head of the district's feed."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.held: dict[Key, Held] = {}
        self.searched: dict[Search, tuple[str, ...]] = {}


class District:
    """The newest remembrance; shared by all threads, each step of which is one step of a dictionary."""

    def __init__(self) -> None:
        self._newest = Remembered(-1)

    def at(self, seq: int) -> Remembered:
        """What is remembered at this head; nothing yet if it has moved."""
        found = self._newest
        if found.seq != seq:
            found = Remembered(seq)
            if seq > self._newest.seq:
                self._newest = found
        return found
