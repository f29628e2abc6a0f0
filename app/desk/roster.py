"""The roster in four columns, establishment against in post against on duty, shifts, and the ranking of forces for a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median

from msgspec import Struct

from app.desk.ports import Cache
from app.domain.act import Act
from app.domain.catalogue import Catalogue
from app.domain.grid import Grid
from app.domain.incident import Incident
from app.domain.nearness import distance
from app.domain.people import Role, Source, Trade
from app.domain.permissions import roles_at
from app.domain.roster import Duty, Establishment, Force, Shift
from app.domain.sending import reach_of

METRES_A_MINUTE = 250.0
MISMATCH = 30.0
LOAD = 10.0
OFF_DUTY = 60.0


class ForceRow(Struct, frozen=True, kw_only=True):
    """A force on the roster. `grey` says that nobody has confirmed its duty for the `unconfirmed_days` of its town.

    `town_wide` ones belong to no area: they are sent by the town, or where it leads.
    """

    id: str
    name: str
    source: Source
    trade: Trade
    size: int
    duty: Duty
    busy_with: str
    busy_number: str
    seconded_by: str
    seconded_until: datetime | None
    skills: tuple[str, ...]
    phone_masked: str
    grey: bool
    unconfirmed_days: int
    lon: float | None = None
    lat: float | None = None
    town_wide: bool = False


class Column(Struct, frozen=True, kw_only=True):
    """One of the four forces: its rows, how many can be sent, and posts of the area planned, filled and on duty."""

    source: Source
    rows: tuple[ForceRow, ...]
    available: int
    planned: int
    in_post: int
    on_duty: int


class Roster(Struct, frozen=True, kw_only=True):
    """The four columns, and the shift that runs now with the one that follows."""

    columns: tuple[Column, ...]
    shift: Shift | None
    next_shift: Shift | None


def roster(cache: Cache, area: str, *, now: datetime, person: str = "") -> Roster:
    """The roster of an area at a moment; with the forces of the whole town for a person who may always send them. Store lane."""
    forces = list(cache.find(Force, area=area))
    if person and Role.TOWN in roles_at(cache, person, area, now):
        forces += town_wide(cache, area)
    rows = [_row(force, cache, now) for force in forces if force.active]
    planned = cache.find(Establishment, area=area)
    shifts = sorted(cache.find(Shift, area=area), key=lambda shift: shift.starts)
    running = next((shift for shift in shifts if shift.starts <= now < shift.ends), None)
    return Roster(
        columns=tuple(_column(source, rows, planned) for source in Source),
        shift=running,
        next_shift=next((shift for shift in shifts if shift.starts > now), None),
    )


def force_rows(cache: Cache, forces: tuple[str, ...], *, now: datetime) -> tuple[ForceRow, ...]:
    """These forces as rows, those that are gone left out. Store lane."""
    found = (cache.get(Force, force) for force in forces if force)
    return tuple(_row(force, cache, now) for force in found if force is not None)


def town_wide(cache: Cache, area: str) -> list[Force]:
    """The forces of the area's town that belong to no area."""
    grid = cache.get(Grid, area)
    return [force for force in cache.find(Force, area="") if grid is not None and force.town == grid.town]


def _column(source: Source, rows: list[ForceRow], planned: tuple[Establishment, ...]) -> Column:
    mine = sorted((row for row in rows if row.source is source), key=lambda row: (row.duty is Duty.OFF, row.name))
    own = [row for row in mine if not row.town_wide]
    return Column(
        source=source,
        rows=tuple(mine),
        available=sum(row.duty is Duty.AVAILABLE for row in mine),
        planned=sum(post.planned for post in planned if post.source is source),
        in_post=sum(row.size for row in own),
        on_duty=sum(row.size for row in own if row.duty is not Duty.OFF),
    )


def _row(force: Force, cache: Cache, now: datetime) -> ForceRow:
    case = cache.get(Incident, force.busy_with) if force.busy_with else None
    confirmed, days = force.duty_confirmed_at, cache.terms(force.town).unconfirmed_days
    return ForceRow(
        id=force.id,
        name=force.name,
        source=force.source,
        trade=force.trade,
        size=force.size,
        duty=force.duty,
        busy_with=force.busy_with,
        busy_number=case.called if case else "",
        seconded_by=force.seconded.sent_by if force.seconded else "",
        seconded_until=force.seconded.until if force.seconded else None,
        skills=force.skills,
        phone_masked=force.phone_masked,
        grey=confirmed is None or now - confirmed > timedelta(days=days),
        unconfirmed_days=days,
        lon=force.lon,
        lat=force.lat,
        town_wide=not force.area,
    )


class Candidate(Struct, frozen=True, kw_only=True):
    """A force ranked for a case: travel in minutes, and the penalties in the same unit (analysis, 3.11).

    `missing` lists the skills it lacks, `load` the open cases it has, `excluded` why it cannot be sent now.
    """

    force: ForceRow
    travel: float
    mismatch: float
    load_cost: float
    duty_cost: float
    load: int
    missing: tuple[str, ...]
    excluded: str = ""

    @property
    def total(self) -> float:
        """The sum of the parts; lower is better."""
        return self.travel + self.mismatch + self.load_cost + self.duty_cost


def ranking(cache: Cache, incident: str, *, catalogue: Catalogue, act: Act) -> tuple[Candidate, ...]:
    """All forces of the case's area, the cheapest first, those that cannot be sent last. Store lane.

    Those of the whole town stand among them for who may send them to this case.
    """
    case = cache.get(Incident, incident)
    if case is None:
        return ()
    reach = reach_of(case, act, cache)
    wider = town_wide(cache, case.area) if reach.town_wide else []
    forces = [force for force in (*cache.find(Force, area=case.area), *wider) if force.active]
    loads = _loads(cache.open_cases(case.area))
    usual = median(loads.get(force.id, 0) for force in forces) if forces else 0
    found = catalogue.get(case.event_class)
    wanted = found.skills if found else ()
    candidates = [
        _candidate(force, case, wanted, loads.get(force.id, 0), usual, cache, act.at, outside=not reach.has(force, cache))
        for force in forces
    ]
    return tuple(sorted(candidates, key=lambda c: (bool(c.excluded), c.total, c.force.id)))


def _loads(cases: tuple[Incident, ...]) -> dict[str, int]:
    loads: dict[str, int] = {}
    for case in cases:
        for force in (case.holder, *case.helpers):
            if force:
                loads[force] = loads.get(force, 0) + 1
    return loads


def _candidate(
    force: Force,
    case: Incident,
    wanted: tuple[str, ...],
    load: int,
    usual: float,
    cache: Cache,
    now: datetime,
    *,
    outside: bool,
) -> Candidate:
    missing = tuple(skill for skill in wanted if skill not in force.skills)
    off = force.duty is Duty.OFF
    excluded = "outside" if outside else "returned" if force.id in case.returned_by else "off" if off else ""
    return Candidate(
        force=_row(force, cache, now),
        travel=round(travel_minutes(force.lon, force.lat, case.lon, case.lat), 1),
        mismatch=MISMATCH * len(missing) / len(wanted) if wanted else 0.0,
        load_cost=LOAD * max(load - usual, 0),
        duty_cost=OFF_DUTY if off else 0.0,
        load=load,
        missing=missing,
        excluded=excluded,
    )


def travel_minutes(lon: float | None, lat: float | None, to_lon: float | None, to_lat: float | None) -> float:
    """Minutes over the straight line at 15 km/h (an assumption); 10 where a place is unknown."""
    if lon is None or lat is None or to_lon is None or to_lat is None:
        return 10.0
    return max(distance(lon, lat, to_lon, to_lat) / METRES_A_MINUTE, 1.0)
