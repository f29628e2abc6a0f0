"""Incidents from a file as history: every row accounted for, places mapped by a fixed rule, unknown types kept visible."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from app.commands.command import Command
from app.commands.entering import EnterHistory, PastCase
from app.contract.reference import Reference
from app.domain.catalogue import UNMAPPED
from app.domain.grid import Grid, Level
from app.domain.problems import Code, Problem
from app.domain.world import World
from services.connectors.intake import Office, Prepared, Progress, Report, hand_in
from services.connectors.reading import Row, Sheet
from services.connectors.rejects import Rejects
from services.connectors.sources import Classes, Source, source_of, zone

JITTER_DEGREES = 0.0006


class Placing:
    """Which grid a row lies in.

    The own places of the file (precincts, communities) and our units are both sorted by code; the n-th place gets the n-th unit,
    beyond the last unit again from the first. Rows without a place, and the micro grid within the unit, are drawn by the row's number. A
    value that is a grid code of ours stands for itself.
    """

    def __init__(self, world: World, sheet: Sheet, source: Source, *, area: str = "") -> None:
        units = world.find(Grid, area=area) if area else world.find(Grid)
        self._units = [grid for grid in units if grid.level is Level.UNIT and grid.area]
        self._micros: dict[str, list[Grid]] = {}
        for grid in units:
            if grid.level is Level.MICRO:
                self._micros.setdefault(grid.parent, []).append(grid)
        if not self._units:
            raise Problem(Code.GRID_UNKNOWN, grid=area or Level.AREA.value)
        self._own = {grid.id: grid for grid in units}
        places = sorted({row.get(source.place) for row in sheet.rows} - {"", "-"})
        self._unit_of = {place: self._units[n % len(self._units)] for n, place in enumerate(places)}

    def grid(self, place: str, number: str) -> Grid:
        """The grid of a row with this place and case number."""
        if place in self._own:
            return self._own[place]
        draw = crc32(number.encode())
        unit = self._unit_of.get(place) or self._units[draw % len(self._units)]
        micros = self._micros.get(unit.id)
        return micros[draw % len(micros)] if micros else unit

    def spot(self, grid: Grid, number: str) -> tuple[float | None, float | None]:
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
    where = zone(timezone)
    classes = Classes(reference.catalogue, source.name, mapping)
    placing = Placing(world, sheet, source, area=area)
    seen: set[str] = set()
    prepared: list[Prepared] = []
    for row in sheet.rows:
        try:
            prepared.append(Prepared(row.number, _case(row, source, classes, placing, where, seen), _text(row)))
        except Problem as problem:
            rejects.add(row.number, problem, _text(row))
    return prepared


def _case(row: Row, source: Source, classes: Classes, placing: Placing, where: ZoneInfo, seen: set[str]) -> PastCase:
    if row.broken:
        raise Problem(Code.ENCODING_BROKEN, row=row.number)
    number = row.get(source.columns[0])
    if not number:
        raise Problem(Code.FIELD_MISSING, field=source.columns[0])
    if number in seen:
        raise Problem(Code.ID_DUPLICATE, row=row.number, value=number)
    seen.add(number)
    grid = placing.grid(row.get(source.place), number)
    case = source.case(row, grid.id, classes.code(row.get(source.kind)), where)
    lon, lat = placing.spot(grid, number)
    return replace(case, lon=lon, lat=lat)


def _text(row: Row) -> str:
    return ",".join(row.values.values())


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
    taken = hand_in(office, prepared, _history, rejects, progress)
    unmapped = sum(isinstance(p.value, PastCase) and p.value.event_class == UNMAPPED for p in prepared)
    report = Report(
        kind="incidents",
        file=sheet.file,
        read=len(sheet.rows),
        taken=taken,
        rejected=len(rejects.rows),
        reasons=rejects.counts(),
        unmapped=unmapped,
    )
    return report, rejects


def _history(part: Sequence[Prepared]) -> Command:
    return EnterHistory(cases=tuple(p.value for p in part if isinstance(p.value, PastCase)))
