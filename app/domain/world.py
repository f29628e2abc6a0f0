"""What a rule may look at: the newest state of records, and the reference data that goes with them."""

from __future__ import annotations

from typing import Protocol, TypeVar

from app.domain.calendar import WorkCalendar
from app.domain.catalogue import Catalogue
from app.domain.problems import Code, Problem
from app.domain.record import Record
from app.domain.terms import Terms

R = TypeVar("R", bound=Record)


class World(Protocol):
    """Read-only view of the records; each side has one implementation, tests have a dictionary."""

    def get(self, kind: type[R], record: str, /) -> R | None:
        """The record of this kind and id, or None."""
        ...

    def find(self, kind: type[R], /, **equal: str) -> tuple[R, ...]:
        """All records of the kind whose named text fields have these values, ordered by id."""
        ...

    def calendar(self, town: str, /) -> WorkCalendar:
        """The working calendar in force for the town."""
        ...

    def catalogue(self) -> Catalogue:
        """The event catalogue."""
        ...

    def terms(self, town: str, /) -> Terms:
        """The time limits in force for the town."""
        ...


def required(world: World, kind: type[R], record: str) -> R:
    """The record, or the problem that it is gone (deleted, or out of what the caller may see)."""
    found = world.get(kind, record)
    if found is None:
        raise Problem(Code.RECORD_GONE, kind=kind.kind, id=record)
    return found
