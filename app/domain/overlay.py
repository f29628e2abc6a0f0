"""A world seen through effects that are not stored yet."""

from __future__ import annotations

from app.domain.calendar import WorkCalendar
from app.domain.catalogue import Catalogue
from app.domain.record import Effect, Put, Record
from app.domain.terms import Terms
from app.domain.world import R, World


class Overlay:
    """Another world with some effects laid over it: what a chain of steps in one command sees."""

    def __init__(self, below: World) -> None:
        self._below = below
        self._over: dict[tuple[str, str], Record | None] = {}

    def lay(self, effects: tuple[Effect, ...]) -> None:
        """Lay these effects over the world; later ones win."""
        for effect in effects:
            if isinstance(effect, Put):
                self._over[effect.record.kind, effect.record.id] = effect.record
            else:
                self._over[effect.kind, effect.id] = None

    def get(self, kind: type[R], record: str, /) -> R | None:
        """The record as the effects left it."""
        if (kind.kind, record) in self._over:
            laid = self._over[kind.kind, record]
            return laid if isinstance(laid, kind) else None
        return self._below.get(kind, record)

    def find(self, kind: type[R], /, **equal: str) -> tuple[R, ...]:
        """The records of the kind with these values, as the effects left them."""
        found = {r.id: r for r in self._below.find(kind, **equal) if (kind.kind, r.id) not in self._over}
        for (name, key), record in self._over.items():
            if name == kind.kind and isinstance(record, kind) and all(getattr(record, f) == v for f, v in equal.items()):
                found[key] = record
        return tuple(found[key] for key in sorted(found))

    def calendar(self, town: str, /) -> WorkCalendar:
        """The calendar of the world below."""
        return self._below.calendar(town)

    def catalogue(self) -> Catalogue:
        """The catalogue of the world below."""
        return self._below.catalogue()

    def terms(self, town: str, /) -> Terms:
        """The terms of the world below."""
        return self._below.terms(town)
