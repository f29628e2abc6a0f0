"""The world over the cache's tables: truth with the guesses laid over it, and a view that notes what a command looks at."""

from __future__ import annotations

from typing import cast

from app.contract.reference import Reference
from app.domain.calendar import CalendarYear, WorkCalendar
from app.domain.catalogue import Catalogue
from app.domain.meeting import TownTerms
from app.domain.terms import Terms
from app.domain.town_terms import laid_over
from app.domain.world import R
from services.local_store.rows import RecordRows

WHOLE_KIND = ""


class CacheWorld:
    """What lies in the tables now."""

    def __init__(self, rows: RecordRows, reference: Reference) -> None:
        self._rows = rows
        self._reference = reference

    def get(self, kind: type[R], record: str, /) -> R | None:
        """The record of this kind and id, or None."""
        held = self._rows.get(kind.kind, record)
        return None if held is None else cast("R", held.record)

    def find(self, kind: type[R], /, **equal: str) -> tuple[R, ...]:
        """All records of the kind with these values, ordered by id."""
        return cast("tuple[R, ...]", tuple(self._rows.find(kind.kind, equal)))

    def calendar(self, town: str, /) -> WorkCalendar:
        """The calendar of the town, and of the district where the town has none of its own for a year."""
        return WorkCalendar.of(town, self.find(CalendarYear))

    def catalogue(self) -> Catalogue:
        """The shipped catalogue."""
        return self._reference.catalogue

    def terms(self, town: str, /) -> Terms:
        """The shipped limits with the town's own laid over them."""
        own = self.find(TownTerms, town=town) if town else ()
        return laid_over(self._reference.terms, own[0].text) if own else self._reference.terms


class WatchedWorld(CacheWorld):
    """The same world; `reads` has every record that was asked for, and `WHOLE_KIND` of every kind that was searched."""

    def __init__(self, rows: RecordRows, reference: Reference) -> None:
        super().__init__(rows, reference)
        self.reads: set[tuple[str, str]] = set()

    def get(self, kind: type[R], record: str, /) -> R | None:
        """The record of this kind and id, or None."""
        self.reads.add((kind.kind, record))
        return super().get(kind, record)

    def find(self, kind: type[R], /, **equal: str) -> tuple[R, ...]:
        """All records of the kind with these values, ordered by id."""
        self.reads.add((kind.kind, WHOLE_KIND))
        return super().find(kind, **equal)
