"""The administrative tree: a CSV of district, towns, villages and communities with their 12-digit codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from app.commands.command import Command
from app.commands.entering import EnterGrids, EnterStaff
from app.contract.reference import Reference
from app.domain.grid import Grid, GridKind, Level
from app.domain.organisation import Family, Organisation
from app.domain.problems import Code, Problem
from services.connectors import cells
from services.connectors.intake import Office, Prepared, Progress, Report, hand_in, report_of, run_needed
from services.connectors.reading import Row, Sheet
from services.connectors.rejects import Rejects

COLUMNS = ("code", "name", "level", "parent_code")
_LENGTH = {"district": 6, "town": 9}
_ORDER = {"district": 0, "town": 1, "community": 2}


def grid_code(division: str, level: str) -> str:
    """Our code of a division: 6 digits for a district, 9 for a town, 15 (sequence 001) for a village or community."""
    if level in _LENGTH:
        return division[: _LENGTH[level]]
    return f"{division}001"


def enter_divisions(office: Office, sheet: Sheet, reference: Reference, progress: Progress) -> tuple[Report, Rejects]:
    """Enter the tree, and the towns and departments as organisations.

    A unit that was put into an area meanwhile stays there.
    """
    sheet.need(*COLUMNS)
    rejects = Rejects(reference)
    held = {grid.id: grid for grid in office.world().find(Grid)}
    levels = {row.get("code"): row.get("level") for row in sheet.rows}
    seen: set[str] = set()
    prepared: list[Prepared] = []
    for row in sheet.rows:
        try:
            prepared.append(Prepared(row.number, _kept(_grid(row, levels, seen), held), row.text))
        except Problem as problem:
            rejects.add(row.number, problem, row.text)
    prepared.sort(key=lambda p: (_rank(p), p.row))
    taken = hand_in(office, prepared, _grids, rejects, progress)
    towns = (p.value for p in prepared if isinstance(p.value, Grid) and p.value.level is Level.TOWN)
    run_needed(office, EnterStaff(organisations=organisations(towns, reference)))
    return report_of("divisions", sheet.file, len(sheet.rows), taken, rejects), rejects


def _grid(row: Row, levels: dict[str, str], seen: set[str]) -> Grid:
    row.check()
    code, level = row.get("code"), row.get("level")
    if level not in _ORDER:
        raise Problem(Code.VALUE_UNKNOWN, row=row.number, value=level[:60])
    if not (code.isascii() and code.isdigit() and len(code) == 12):
        raise Problem(Code.NUMBER_IMPOSSIBLE, row=row.number, value=code[:60])
    cells.once(row, seen, code)
    parent = row.get("parent_code")
    if level != "district" and _ORDER.get(levels.get(parent, ""), 9) >= _ORDER[level]:
        raise Problem(Code.PARENT_MISSING, grid=code, parent=parent[:60])
    name = cells.line(row, "name", needed=True)
    kind = GridKind.OTHER
    if level == "community":
        kind = GridKind.VILLAGE if row.get("kind") == "村委会" or name.endswith("村委会") else GridKind.RESIDENTIAL
    return Grid(
        id=grid_code(code, level),
        name=name,
        level={"district": Level.DISTRICT, "town": Level.TOWN, "community": Level.UNIT}[level],
        parent="" if level == "district" else grid_code(parent, levels[parent]),
        grid_kind=kind,
        source_code=code,
    )


def _kept(grid: Grid, held: dict[str, Grid]) -> Grid:
    """The grid with what others have entered about it: its place in an area of its town, its label, its households."""
    there = held.get(grid.id)
    if there is None:
        return grid
    above = held.get(there.parent)
    parent = there.parent if above is not None and above.parent == grid.parent else grid.parent
    return replace(there, name=grid.name, parent=parent, grid_kind=grid.grid_kind, source_code=grid.source_code, path=())


def _rank(prepared: Prepared) -> int:
    grid = prepared.value
    return tuple(Level).index(grid.level) if isinstance(grid, Grid) else 0


def _grids(part: Sequence[Prepared]) -> Command:
    return EnterGrids(grids=tuple(p.value for p in part if isinstance(p.value, Grid)))


def organisations(towns: Iterable[Grid], reference: Reference) -> tuple[Organisation, ...]:
    """The directory: the towns (blocks), and the departments of the shipped table (lines)."""
    blocks = (
        Organisation(
            id=town.id,
            name=town.name,
            name_en=reference.names["towns"].get(town.id, ("", ""))[1],
            family=Family.BLOCK,
            grid=town.id,
        )
        for town in towns
    )
    lines = (
        Organisation(id=key, name=chinese, name_en=english, family=Family.LINE)
        for key, (chinese, english) in reference.names["departments"].items()
    )
    return (*blocks, *lines)
