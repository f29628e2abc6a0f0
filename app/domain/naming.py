"""Grids as people and files name them: by their code, or by the code that the source of the boundaries has for them."""

from __future__ import annotations

from app.domain.grid import Grid
from app.domain.world import World


def grid_called(world: World, code: str) -> Grid | None:
    """The grid with the code; where there is none, the only one that another system knows by it."""
    found = world.get(Grid, code)
    if found is not None or not code:
        return found
    named = {grid.id: grid for grid in (*world.find(Grid, alias=code), *world.find(Grid, source_code=code))}
    return next(iter(named.values())) if len(named) == 1 else None
