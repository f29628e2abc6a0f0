"""A world of plain dictionaries, for tests of rules."""

from __future__ import annotations

from app.domain.calendar import CalendarYear, WorkCalendar
from app.domain.catalogue import Catalogue
from app.domain.meeting import TownTerms
from app.domain.record import Drop, Effect, Put, Record
from app.domain.terms import Terms
from app.domain.town_terms import laid_over
from app.domain.world import R


class DictWorld:
    """Records by kind and id; `apply` stamps versions as the server would."""

    def __init__(self, *records: Record, catalogue: Catalogue, terms: Terms) -> None:
        self._records: dict[tuple[str, str], Record] = {(r.kind, r.id): r for r in records}
        self._catalogue = catalogue
        self._terms = terms

    def get(self, kind: type[R], record: str, /) -> R | None:
        found = self._records.get((kind.kind, record))
        return found if isinstance(found, kind) else None

    def find(self, kind: type[R], /, **equal: str) -> tuple[R, ...]:
        found = [r for (name, _), r in self._records.items() if name == kind.kind and isinstance(r, kind)]
        return tuple(sorted((r for r in found if all(getattr(r, f) == v for f, v in equal.items())), key=lambda r: r.id))

    def calendar(self, town: str, /) -> WorkCalendar:
        return WorkCalendar.of(town, self.find(CalendarYear))

    def catalogue(self) -> Catalogue:
        return self._catalogue

    def terms(self, town: str, /) -> Terms:
        own = self.find(TownTerms, town=town) if town else ()
        return laid_over(self._terms, own[0].text) if own else self._terms

    def apply(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, Put):
                self._records[effect.record.kind, effect.record.id] = effect.record
            elif isinstance(effect, Drop):
                self._records.pop((effect.kind, effect.id), None)

    def all(self) -> tuple[Record, ...]:
        return tuple(self._records[key] for key in sorted(self._records))
