"""Who leads a grid: the office that answers for each level, and who is in it at a moment."""

from __future__ import annotations

from datetime import datetime

from app.domain.grid import Grid, Level
from app.domain.people import Appointment, Office, Posting, Role
from app.domain.world import World

ACCOUNTABLE: dict[Level, Office] = {
    Level.TOWN: Office.TOWN_CHIEF,
    Level.AREA: Office.AREA_CHIEF,
    Level.UNIT: Office.UNIT_CHIEF,
    Level.MICRO: Office.MICRO_CHIEF,
}
"""Deputies help to lead; they answer for no grid."""
POST_OF: dict[Role, Office] = {Role.AREA_CHIEF: Office.AREA_CHIEF, Role.UNIT_CHIEF: Office.UNIT_CHIEF}
"""The post that goes with a right where a list or an operator names but the right."""


def in_post(posting: Posting, moment: datetime) -> bool:
    """Whether the term runs at the moment: it begins at `since` and is over at `until`."""
    return posting.since <= moment and (posting.until is None or moment < posting.until)


def leader_of(world: World, grid: str, moment: datetime) -> Posting | None:
    """The term of the one who answers for the grid at the moment; None while the post is vacant."""
    place = world.get(Grid, grid)
    office = ACCOUNTABLE.get(place.level) if place is not None else None
    if office is None:
        return None
    running = [p for p in world.find(Posting, grid=grid) if p.office is office and in_post(p, moment)]
    return max(running, key=lambda posting: (posting.since, posting.id), default=None)


def post_with(right: Appointment, world: World, now: datetime) -> Posting | None:
    """The post that goes with a right at a grid of its level; None where there is none, or the person has it.

    The first leader of a grid has always been that, as far as the list knows; who follows another does so from now on.
    """
    place, office = world.get(Grid, right.place), POST_OF.get(right.role)
    if place is None or office is None or ACCOUNTABLE.get(place.level) is not office:
        return None
    held = [p for p in world.find(Posting, grid=place.id) if p.office is office]
    if any(p.person == right.person and (p.until is None or now < p.until) for p in held):
        return None
    since = max(right.since, now) if held else right.since
    return Posting(
        id=f"{right.id}-{since:%Y%m%d%H%M%S}",
        town=right.town,
        area=right.area,
        grid=place.id,
        person=right.person,
        office=office,
        since=since,
        until=right.until,
    )


def leaders_in(world: World, area: str, moment: datetime) -> dict[str, Posting]:
    """The same for every grid of an area that has a leader at the moment, by the grid's code."""
    levels = {grid.id: grid.level for grid in world.find(Grid, area=area)}
    running = [p for p in world.find(Posting, area=area) if in_post(p, moment)]
    running.sort(key=lambda posting: (posting.since, posting.id))
    return {p.grid: p for p in running if p.grid in levels and p.office is ACCOUNTABLE.get(levels[p.grid])}
