"""The administrative tree: a CSV of district, towns, villages and communities with their 12-digit codes."""

from __future__ import annotations

from collections.abc import Sequence

from app.commands.command import Command
from app.commands.entering import EnterGrids, EnterStaff
from app.contract.reference import Reference
from app.domain.grid import Grid, GridKind, Level
from app.domain.organisation import Family, Organisation
from app.domain.problems import Code, Problem
from services.connectors.intake import Office, Prepared, Progress, Report, hand_in
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
    """Enter the tree, and the towns and departments as organisations."""
    sheet.need(*COLUMNS)
    rejects = Rejects(reference)
    levels = {row.get("code"): row.get("level") for row in sheet.rows}
    seen: set[str] = set()
    prepared: list[Prepared] = []
    for row in sheet.rows:
        try:
            prepared.append(Prepared(row.number, _grid(row, levels, seen), ",".join(row.values.values())))
        except Problem as problem:
            rejects.add(row.number, problem, ",".join(row.values.values()))
    prepared.sort(key=lambda p: (_rank(p), p.row))
    taken = hand_in(office, prepared, _grids, rejects, progress)
    office.run(EnterStaff(organisations=_organisations(prepared, reference)))
    report = Report(
        kind="divisions",
        file=sheet.file,
        read=len(sheet.rows),
        taken=taken,
        rejected=len(rejects.rows),
        reasons=rejects.counts(),
    )
    return report, rejects


def _grid(row: Row, levels: dict[str, str], seen: set[str]) -> Grid:
    code, level = row.get("code"), row.get("level")
    if row.broken:
        raise Problem(Code.ENCODING_BROKEN, row=row.number)
    if level not in _ORDER:
        raise Problem(Code.VALUE_UNKNOWN, row=row.number, value=level)
    if not (code.isdigit() and len(code) == 12):
        raise Problem(Code.NUMBER_IMPOSSIBLE, row=row.number, value=code)
    if code in seen:
        raise Problem(Code.ID_DUPLICATE, row=row.number, value=code)
    seen.add(code)
    parent = row.get("parent_code")
    if level != "district" and parent not in levels:
        raise Problem(Code.PARENT_MISSING, grid=code, parent=parent)
    kind = GridKind.OTHER
    if level == "community":
        kind = GridKind.VILLAGE if row.get("kind") == "村委会" or row.get("name").endswith("村委会") else GridKind.RESIDENTIAL
    return Grid(
        id=grid_code(code, level),
        name=row.get("name"),
        level={"district": Level.DISTRICT, "town": Level.TOWN, "community": Level.UNIT}[level],
        parent="" if level == "district" else grid_code(parent, levels[parent]),
        grid_kind=kind,
        source_code=code,
    )


def _rank(prepared: Prepared) -> int:
    grid = prepared.value
    return tuple(Level).index(grid.level) if isinstance(grid, Grid) else 0


def _grids(part: Sequence[Prepared]) -> Command:
    return EnterGrids(grids=tuple(p.value for p in part if isinstance(p.value, Grid)))


def _organisations(prepared: Sequence[Prepared], reference: Reference) -> tuple[Organisation, ...]:
    towns = [
        Organisation(
            id=p.value.id,
            name=p.value.name,
            name_en=reference.names["towns"].get(p.value.id, ("", ""))[1],
            family=Family.BLOCK,
            grid=p.value.id,
        )
        for p in prepared
        if isinstance(p.value, Grid) and p.value.level is Level.TOWN
    ]
    departments = [
        Organisation(id=key, name=chinese, name_en=english, family=Family.LINE)
        for key, (chinese, english) in reference.names["departments"].items()
    ]
    return (*towns, *departments)
