"""Grids as an operator names them: by their code, or by the code that the source of the boundaries has for them."""

from __future__ import annotations

from app.domain.naming import grid_called
from app.domain.problems import Code, Problem
from app.domain.world import World


def code_of(world: World, code: str) -> str:
    """The grid's own code; GRID_UNKNOWN where neither it nor exactly one other name leads to a grid."""
    found = grid_called(world, code)
    if found is None:
        raise Problem(Code.GRID_UNKNOWN, grid=code)
    return found.id
