"""Incidents from a file as history: every row accounted for, places mapped by a fixed rule, unknown types kept visible."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from zlib import crc32
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from app.commands.command import Command
from app.commands.entering import EnterHistory, PastCase
from app.contract.reference import Reference
from app.domain.catalogue import UNMAPPED
from app.domain.grid import Grid, Level
from app.domain.naming import grid_called
from app.domain.problems import Code, Problem
from app.domain.world import World
from services.connectors import cells
from services.connectors.classes import Classes
from services.connectors.intake import Office, Prepared, Progress, Report, hand_in, report_of
from services.connectors.reading import Row, Sheet
from services.connectors.rejects import Rejects
from services.connectors.sources import UNKNOWN, Source, number_of, source_of

JITTER_DEGREES = 0.0006
BATCH = 1000


class Placing:
    """Which grid a row lies in.

    Our own files name the grid by its code. The places of foreign ones (precincts, communities) are not in our district: each
    is drawn a unit by its own name, and a row without a place one by its case number; so is the micro grid within the unit. No
    draw looks at the rest of the file, so an excerpt, a later file and the whole put a case into the same grid; a unit that is
    added to the tree draws its own share and moves nothing else (rendezvous hashing, Thaler and Ravishankar 1998).
    """

    def __init__(self, world: World, source: Source, *, area: str = "") -> None:
        if area:
            held = grid_called(world, area)
            if held is None or held.level is not Level.AREA:
                raise Problem(Code.GRID_UNKNOWN, grid=area)
            area = held.id
        grids = world.find(Grid, area=area) if area else world.find(Grid)
        self._foreign = source.foreign
        self._units = [grid for grid in grids if grid.level is Level.UNIT and grid.area and grid.active]
        if not self._units:
            raise Problem(Code.PLACES_MISSING, area=area)
        self._micros: dict[str, list[Grid]] = {}
        for grid in grids:
            if grid.level is Level.MICRO and grid.active:
                self._micros.setdefault(grid.parent, []).append(grid)
        self._world = world
        self._own = {grid.id: grid for grid in grids if grid.area}
        self._unit_of: dict[str, Grid] = {}

    def grid(self, row: Row, place: str, number: str) -> Grid:
        """The grid of a row with this place and case number."""
        if not self._foreign:
            found = self._own.get(place)
            if found is None:
                called = grid_called(self._world, place)
                found = self._own.get(called.id) if called else None
            if found is None:
                raise Problem(Code.GRID_OF_ROW_UNKNOWN, row=row.number, value=place[:60])
            return found
        unit = drawn(number, self._units) if place in UNKNOWN else self._unit(place)
        micros = self._micros.get(unit.id)
        return drawn(number, micros) if micros else unit

    def _unit(self, place: str) -> Grid:
        found = self._unit_of.get(place)
        if found is None:
            found = self._unit_of[place] = drawn(place, self._units)
        return found


def drawn(name: str, grids: Sequence[Grid]) -> Grid:
    """The grid that this name draws: always the same one while it is among them."""
    return max(grids, key=lambda grid: blake2b(f"{name}\n{grid.id}".encode(), digest_size=8).digest())


def spot(grid: Grid, number: str) -> tuple[float | None, float | None]:
    """A point near the grid's label, drawn by the case number: the places of the file are not in our district."""
    if grid.lon is None or grid.lat is None:
        return None, None
    draw = crc32(number.encode(), 7)
    east, north = (draw & 0xFFFF) / 0xFFFF - 0.5, (draw >> 16) / 0xFFFF - 0.5
    return round(grid.lon + east * JITTER_DEGREES, 6), round(grid.lat + north * JITTER_DEGREES, 6)


def prepare(
    sheet: Sheet,
    world: World,
    reference: Reference,
    rejects: Rejects,
    *,
    mapping: Path | None = None,
    timezone: str = "Asia/Shanghai",
    area: str = "",
) -> list[Prepared]:
    """The rows of an incident file as cases of the past, rejects collected."""
    source = source_of(sheet)
    maker = _Maker(
        source, Classes(reference.catalogue, source.name, mapping), Placing(world, source, area=area), cells.zone(timezone)
    )
    prepared: list[Prepared] = []
    for row in sheet.rows:
        try:
            prepared.append(Prepared(row.number, maker.case(row), row.text))
        except Problem as problem:
            rejects.add(row.number, problem, row.text)
    return prepared


class _Maker:
    """Makes the rows of one file into cases."""

    def __init__(self, source: Source, classes: Classes, placing: Placing, where: ZoneInfo) -> None:
        self._source = source
        self._classes = classes
        self._placing = placing
        self._where = where
        self._seen: set[str] = set()

    def case(self, row: Row) -> PastCase:
        """The case of a row, or the problem with it."""
        row.check()
        number = number_of(row, self._source)
        cells.once(row, self._seen, number)
        grid = self._placing.grid(row, row.get(self._source.place), number)
        case = self._source.case(row, grid.id, self._where)
        found = self._classes.find(self._source.kind(row))
        lon, lat = spot(grid, number)
        severity = found.severity if self._source.foreign else case.severity
        return replace(case, event_class=found.code, severity=severity, lon=lon, lat=lat)


def enter_incidents(
    office: Office,
    sheet: Sheet,
    reference: Reference,
    progress: Progress,
    *,
    mapping: Path | None = None,
    timezone: str = "Asia/Shanghai",
    area: str = "",
) -> tuple[Report, Rejects]:
    """Enter a file of incidents as history; entered twice, nothing doubles."""
    rejects = Rejects(reference)
    prepared = prepare(sheet, office.world(), reference, rejects, mapping=mapping, timezone=timezone, area=area)
    taken = hand_in(office, prepared, _history, rejects, progress, batch=BATCH)
    unmapped = sum(isinstance(p.value, PastCase) and p.value.event_class == UNMAPPED for p in prepared)
    return report_of("incidents", sheet.file, len(sheet.rows), taken, rejects, unmapped=unmapped), rejects


def _history(part: Sequence[Prepared]) -> Command:
    return EnterHistory(cases=tuple(p.value for p in part if isinstance(p.value, PastCase)))
