"""Lists that a town fills in (people, shifts, grids): how any of them is taken in, and the words that their cells may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec
from msgspec import Struct

from app.commands.command import Command
from app.commands.entering import EnterStaff
from app.contract.reference import RESOURCES, NamedRow, Reference
from app.domain.grid import Grid
from app.domain.naming import grid_called
from app.domain.people import Appointment, Contact, Person, Posting
from app.domain.problems import Code, Problem
from app.domain.record import Record
from app.domain.roster import Force, Shift
from app.domain.world import World
from services.connectors.intake import Office, Prepared, Progress, Report, hand_in, report_of
from services.connectors.reading import Row, Sheet
from services.connectors.rejects import Rejects

BATCH = 200


class Template(Struct, frozen=True):
    """The headings of a list and one example row; the first `needed` columns must be there."""

    columns: tuple[str, ...]
    example: tuple[str, ...]
    needed: int


class Words:
    """Keys of code tables, found by key or by name in either language; only those that are `wanted`, if any are named."""

    def __init__(self, *tables: dict[str, tuple[str, str]], wanted: Iterable[str] = ()) -> None:
        kept = frozenset(wanted)
        self._keys = {
            word: key
            for names in tables
            for key, pair in names.items()
            for word in (*pair, key)
            if word and (not kept or key in kept)
        }

    def key(self, row: Row, text: str) -> str:
        """The key; a problem for a word that the table does not have."""
        found = self._keys.get(text)
        if found is None:
            raise Problem(Code.VALUE_UNKNOWN, row=row.number, value=text[:60])
        return found

    def get(self, text: str) -> str:
        """The key, or the text as it is where the table does not have it."""
        return self._keys.get(text, text)


class _Forces(Struct, frozen=True):
    skills: list[NamedRow]


def skill_words() -> Words:
    """The shipped skills."""
    table = msgspec.json.decode((RESOURCES / "codes" / "forces.json").read_bytes(), type=_Forces)
    return Words({row.key: (row.name, row.name_en) for row in table.skills})


def place_of(row: Row, world: World, code: str) -> Grid:
    """The grid with the code, ours or that of the boundaries; a problem that names the row if there is none."""
    grid = grid_called(world, code)
    if grid is None:
        raise Problem(Code.GRID_OF_ROW_UNKNOWN, row=row.number, value=code[:60])
    return grid


def enter_list(
    kind: str,
    office: Office,
    sheet: Sheet,
    reference: Reference,
    progress: Progress,
    *,
    template: Template,
    make: Callable[[Row], tuple[Record, ...]],
    command: Callable[[Sequence[Prepared]], Command],
) -> tuple[Report, Rejects]:
    """Take a list in: `make` turns a row into records, `command` enters a batch of them."""
    sheet.need(*template.columns[: template.needed])
    rejects = Rejects(reference)
    prepared: list[Prepared] = []
    for row in sheet.rows:
        try:
            row.check()
            prepared.append(Prepared(row.number, make(row), row.text))
        except Problem as problem:
            rejects.add(row.number, problem, row.text)
    taken = hand_in(office, prepared, command, rejects, progress, batch=BATCH)
    return report_of(kind, sheet.file, len(sheet.rows), taken, rejects), rejects


def records(part: Sequence[Prepared]) -> list[Record]:
    """All records of a batch."""
    return [record for p in part if isinstance(p.value, tuple) for record in p.value]


def staff(part: Sequence[Prepared]) -> Command:
    """A batch of people or shifts as a command."""
    rows = records(part)
    return EnterStaff(
        people=tuple(r for r in rows if isinstance(r, Person)),
        contacts=tuple(r for r in rows if isinstance(r, Contact)),
        appointments=tuple(r for r in rows if isinstance(r, Appointment)),
        postings=tuple(r for r in rows if isinstance(r, Posting)),
        forces=tuple(r for r in rows if isinstance(r, Force)),
        shifts=tuple(r for r in rows if isinstance(r, Shift)),
    )
