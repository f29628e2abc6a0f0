"""Grids as an operator names them: by their code, or by the code that the source of the boundaries has for them."""

from __future__ import annotations

from app.domain.grid import Grid
from app.domain.problems import Code, Problem
from app.domain.world import World


def code_of(world: World, code: str) -> str:
    """The grid's own code; GRID_UNKNOWN where neither it nor exactly one other name leads to a grid."""
    if world.get(Grid, code) is not None:
        return code
    found = {grid.id for grid in (*world.find(Grid, alias=code), *world.find(Grid, source_code=code))} if code else set()
    if len(found) != 1:
        raise Problem(Code.GRID_UNKNOWN, grid=code)
    return found.pop()
