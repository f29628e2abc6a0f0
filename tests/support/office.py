"""An office over a world of dictionaries: every command is decided for real, nothing is stored. Fast, for tests of imports."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import cast

from app.commands.command import Command
from app.contract.messages import Verdict, VerdictRow
from app.contract.reference import Reference, load_reference
from app.domain.act import Act
from app.domain.people import Person
from app.domain.problems import Problem
from app.domain.record import Drop, Effect, Put, Record
from app.domain.world import R
from tests.support.world import DictWorld

NOW = datetime(2026, 11, 18, 6, 30, tzinfo=UTC)  # a Wednesday, 14:30 in Shanghai


class ShelfWorld(DictWorld):
    """A world of dictionaries, one shelf a kind, so that tens of thousands of cases slow nothing down."""

    def __init__(self, *records: Record, reference: Reference) -> None:
        super().__init__(catalogue=reference.catalogue, terms=reference.terms)
        self._shelves: dict[str, dict[str, Record]] = {}
        self.apply(tuple(Put(record) for record in records))

    def get(self, kind: type[R], record: str, /) -> R | None:
        return cast("R | None", self._shelves.get(kind.kind, {}).get(record))

    def find(self, kind: type[R], /, **equal: str) -> tuple[R, ...]:
        shelf = cast("dict[str, R]", self._shelves.get(kind.kind, {}))
        wanted = list(equal.items())
        found = [record for record in shelf.values() if all(getattr(record, name) == value for name, value in wanted)]
        return tuple(sorted(found, key=lambda record: record.id))

    def apply(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, Put):
                self._shelves.setdefault(effect.record.kind, {})[effect.record.id] = effect.record
            elif isinstance(effect, Drop):
                self._shelves.get(effect.kind, {}).pop(effect.id, None)

    def counts(self) -> dict[str, int]:
        """How many records of each kind."""
        return {kind: len(shelf) for kind, shelf in self._shelves.items() if shelf}


class PlainOffice:
    """Decides commands on the shelves, at `now` or whenever they are said to have happened."""

    def __init__(self, *records: Record, reference: Reference | None = None, now: datetime = NOW) -> None:
        self.shelves = ShelfWorld(*records, reference=reference or load_reference())
        self.now = now
        self.verbs: Counter[str] = Counter()
        self.refused: list[VerdictRow] = []

    def run(self, command: Command, *, author: str = "", occurred_at: datetime | None = None) -> VerdictRow:
        self.verbs[type(command).__name__] += 1
        number = self.verbs.total()
        person = self.shelves.get(Person, author) if author else None
        act = Act(
            command=f"o{number:06d}",
            person=author,
            person_name=person.name if person else "",
            seat="",
            occurred_at=occurred_at or self.now,
            recorded_at=occurred_at or self.now,
            system=not author,
            central=True,
        )
        try:
            self.shelves.apply(command.decide(act, self.shelves))
        except Problem as problem:
            row = VerdictRow(
                id=act.command, number=number, verdict=Verdict.REFUSED, problem=problem.code.value, data=problem.data
            )
            self.refused.append(row)
            return row
        return VerdictRow(id=act.command, number=number, verdict=Verdict.APPLIED)

    def world(self) -> ShelfWorld:
        return self.shelves
