"""Putting a case into another grid of its area."""

from __future__ import annotations

from msgspec.structs import replace

from app.domain import text
from app.domain.grid import Grid, spine
from app.domain.incident import Incident
from app.domain.machine import place_of
from app.domain.permissions import path_of
from app.domain.problems import Code, Problem
from app.domain.world import World


def placed(case: Incident, grid: str, world: World, *, place: str = "") -> Incident:
    """The case in another grid of its area; without one it stays where it is."""
    if not grid:
        return case
    fine = spine(path_of(world, grid))
    if fine.area != case.area:
        raise Problem(Code.TARGET_OUTSIDE, target=grid, area=case.area)
    words = text.line(place, field="place", limit=text.PLACE_LENGTH, needed=False)
    return replace(case, unit=fine.unit, micro=fine.micro, place=words or case.place)


def from_to(case: Incident, changed: Incident, world: World) -> str:
    """From which grid to which, in words; empty where it stays."""
    if place_of(case) == place_of(changed):
        return ""
    grids = (world.get(Grid, place_of(one)) for one in (case, changed))
    return " → ".join(grid.name if grid else "" for grid in grids)
