"""What the forms offer to pick from, read in one go in the store lane."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from app.desk.pinyin import keys_of
from app.desk.ports import Cache
from app.desk.queue import QueueRow, queue
from app.desk.roster import ForceRow, roster
from app.desk.words import Words
from app.domain.catalogue import UNMAPPED
from app.domain.grid import Grid, Level
from app.domain.people import Person
from ui.incident.forms.inputs import Pick
from ui.queue.telling import short_number

_ORDER = {Level.MICRO: 0, Level.UNIT: 1, Level.AREA: 2}


class Material(Struct, frozen=True, kw_only=True):
    """Classes, grids (finest first), forces, people and open cases of an area."""

    classes: tuple[Pick, ...]
    grids: tuple[Pick, ...]
    forces: tuple[ForceRow, ...]
    people: tuple[tuple[str, str], ...]
    cases: tuple[QueueRow, ...]

    def case_picks(self, *, but: str) -> tuple[Pick, ...]:
        """The open cases to pick from, without one."""
        return tuple(
            Pick(
                row.id,
                f"{short_number(row.number)} {row.grid_name} {row.title[:60]}",
                (row.number.casefold(), *keys_of(row.title)),
            )
            for row in self.cases
            if row.id != but
        )

    def like(self, event_class: str, grid: str) -> tuple[QueueRow, ...]:
        """Open cases of the same class in the same grid: what a new report may repeat."""
        return tuple(row for row in self.cases if row.event_class == event_class and grid in (row.grid, row.unit))


def material(cache: Cache, area: str, *, words: Words, now: datetime) -> Material:
    """All of it. Store lane: the first call also loads the pinyin dictionary."""
    lists = queue(cache, area, now=now)
    grids = [grid for grid in cache.find(Grid, area=area) if grid.active and grid.level in _ORDER]
    forces = [row for column in roster(cache, area, now=now).columns for row in column.rows]
    people = [person for person in cache.find(Person, area=area) if person.active]
    return Material(
        classes=_classes(words),
        grids=tuple(
            Pick(grid.id, grid.name, (*keys_of(grid.name), grid.id.casefold()))
            for grid in sorted(grids, key=lambda grid: (_ORDER[grid.level], grid.id))
        ),
        forces=tuple(forces),
        people=tuple((person.id, person.name) for person in people),
        cases=(*lists.to_do, *lists.in_hand),
    )


def _classes(words: Words) -> tuple[Pick, ...]:
    found = [row for row in words.reference.catalogue.classes.values() if row.code != UNMAPPED]
    return tuple(
        Pick(
            row.code,
            f"{row.code} {words.event_class(row.code)}",
            (row.code.casefold(), *keys_of(row.name), "".join(row.name_en.casefold().split())),
        )
        for row in sorted(found, key=lambda row: row.code)
    )
