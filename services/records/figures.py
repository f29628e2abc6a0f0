"""From records to the input of the weekly figures: the one mapping, for the centre's package and a desk's own trial."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from app.analysis.columns import (
    Action,
    ActionColumns,
    Case,
    Force,
    ForceColumns,
    IncidentColumns,
    Label,
    Names,
    StateGroup,
)
from app.analysis.frame import WeekFrame
from app.analysis.weekly import WeeklyPackage, weekly
from app.contract.reference import Reference
from app.domain import roster
from app.domain.grid import Grid
from app.domain.incident import OPEN, Incident, State
from app.domain.meeting import ActionItem
from app.domain.world import World

CELL_NORTH = 50 / 111_320
CELL_EAST = 50 / 95_500
"""Degrees of a 50 m cell at 31° north."""

_GROUP = {
    State.MERGED: StateGroup.MERGED,
    State.REJECTED: StateGroup.WITHDRAWN,
    State.CANCELLED: StateGroup.WITHDRAWN,
} | dict.fromkeys(OPEN, StateGroup.OPEN)


class Input(Struct, frozen=True, kw_only=True):
    """All that the figures of a week rest on; kept by the centre, so that they can be computed again."""

    frame: WeekFrame
    cases: tuple[Case, ...]
    forces: tuple[Force, ...]
    actions: tuple[Action, ...]
    names: Names


def weekly_input(
    world: World,
    reference: Reference,
    *,
    area: str,
    week: str,
    cutoff: datetime,
    provisional: bool = False,
    cases: Iterable[Incident] | None = None,
    since: date | None = None,
) -> Input:
    """The input of an area's week as the world stands, taken at `cutoff`.

    `cases` are the area's incidents where the caller can give them faster than one search can, complete from the day `since` on.
    Raises WEEK_UNKNOWN.
    """
    frame = WeekFrame(area=area, week=week, cutoff=cutoff, provisional=provisional, since=since)
    found = world.find(Incident, area=area) if cases is None else cases
    forces = world.find(roster.Force, area=area)
    return Input(
        frame=frame,
        cases=tuple(case_of(incident, reference, cutoff) for incident in found if incident.state is not State.DRAFT),
        forces=tuple(_forces(world, forces, frame)),
        actions=tuple(action_of(item) for item in world.find(ActionItem, area=area)),
        names=names_of(world, reference, area, forces),
    )


def package_of(given: Input) -> WeeklyPackage:
    """The figures: the same input gives the same bytes on either side."""
    return weekly(
        given.frame,
        IncidentColumns.of(given.cases),
        ForceColumns(given.forces),
        ActionColumns(given.actions),
        names=given.names,
    )


def case_of(incident: Incident, reference: Reference, cutoff: datetime) -> Case:
    """The incident as the figures see it at the cut-off."""
    paused = sum(((pause.ends or cutoff) - pause.starts for pause in incident.pauses), timedelta())
    return Case(
        id=incident.id,
        occurred=incident.occurred_at,
        number=incident.number,
        opened=incident.reported_at,
        due=incident.overall_due,
        closed=incident.closed_at,
        closed_unknown=incident.closed_unknown,
        in_time=incident.in_time,
        state=_GROUP.get(incident.state, StateGroup.CLOSED),
        class_code=incident.event_class,
        class_name=reference.catalogue.name(incident.event_class),
        source=incident.source.value,
        severity=incident.severity.value,
        unit=incident.unit,
        micro=incident.micro,
        place=place_of(incident),
        lon=incident.lon,
        lat=incident.lat,
        suspended=incident.state is State.SUSPENDED,
        suspended_seconds=max(int(paused.total_seconds()), 0),
        reopened=incident.reopenings,
        returned=incident.bounces + incident.reworks,
        drill=incident.drill,
        holder=incident.holder,
    )


def place_of(incident: Incident) -> str:
    """What makes two cases lie at one place: the address as written, blanks and case apart, else the 50 m cell."""
    written = " ".join(incident.place.split()).casefold()
    if written or incident.lon is None or incident.lat is None:
        return written
    return f"{int(incident.lon // CELL_EAST)}:{int(incident.lat // CELL_NORTH)}"


def action_of(item: ActionItem) -> Action:
    """An action item as the figures see it."""
    return Action(
        id=item.id,
        week=item.week,
        number=item.no,
        text=item.text,
        owner=item.owner,
        due=item.due,
        progress=item.progress.value,
        evidence=item.evidence,
        carried=item.carried,
    )


def names_of(world: World, reference: Reference, area: str, forces: Iterable[roster.Force]) -> Names:
    """The names behind the codes of an area's figures."""
    found = world.get(Grid, area)
    return Names(
        area=Label(found.name if found else area),
        classes={code: Label(row.name, row.name_en) for code, row in sorted(reference.catalogue.classes.items())},
        sources=_labels(reference, "sources"),
        severities=_labels(reference, "severities"),
        grids={grid.id: Label(grid.name) for grid in world.find(Grid, area=area)},
        forces={force.id: Label(force.name) for force in forces},
    )


def _labels(reference: Reference, table: str) -> dict[str, Label]:
    return {key: Label(*pair) for key, pair in sorted(reference.names[table].items())}


def _forces(world: World, forces: Iterable[roster.Force], frame: WeekFrame) -> Iterator[Force]:
    """The forces with their hours on duty in the week, as planned; unknown for those whom no shift names."""
    starts, ends = frame.iso.bounds(frame.zone)
    hours: dict[str, float] = {}
    for shift in world.find(roster.Shift, area=frame.area):
        spent = (min(shift.ends, ends) - max(shift.starts, starts)).total_seconds() / 3600
        if spent > 0:
            hours.update({force: hours.get(force, 0.0) + spent for force in shift.forces})
    for force in forces:
        yield Force(id=force.id, source=force.source.value, people=force.size, duty_hours=hours.get(force.id))
