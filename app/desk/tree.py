"""The grid tree with open counts and the worst severity of each branch."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from msgspec import Struct

from app.desk.ports import Cache
from app.domain.catalogue import Severity, Tier
from app.domain.grid import Grid, GridKind, Level
from app.domain.incident import Incident, Origin
from app.domain.people import Person
from app.domain.posts import leaders_in


class TreeRow(Struct, frozen=True, kw_only=True):
    """One node. `open` counts the live cases in it and below, `worst` is their worst severity, None without any.

    `leader` answers for it now; empty while the post is vacant. `reason` says why it was cut as a special kind,
    `tier` where its cases begin.
    """

    id: str
    parent: str
    name: str
    level: Level
    kind: GridKind
    open: int = 0
    worst: Severity | None = None
    leader: str = ""
    schematic: bool = False
    reason: str = ""
    tier: Tier = Tier.L1


def tree(cache: Cache, area: str, *, now: datetime) -> tuple[TreeRow, ...]:
    """The area and all below it as of now, parents before children, children by code. Store lane."""
    grids = cache.find(Grid, area=area)
    counts: dict[str, int] = defaultdict(int)
    worst: dict[str, Severity] = {}
    for case in cache.open_cases(area):
        if case.origin is Origin.HISTORY:
            continue
        for node in _branch(case):
            counts[node] += 1
            held = worst.get(node)
            if held is None or case.severity.rank < held.rank:
                worst[node] = case.severity
    leaders = _leaders(cache, area, now)
    rows = [
        TreeRow(
            id=grid.id,
            parent="" if grid.id == area else grid.parent,
            name=grid.name,
            level=grid.level,
            kind=grid.grid_kind,
            open=counts[grid.id],
            worst=worst.get(grid.id),
            leader=leaders.get(grid.id, ""),
            schematic=grid.schematic,
            reason=grid.reason,
            tier=grid.tier,
        )
        for grid in grids
        if grid.active
    ]
    return tuple(sorted(rows, key=lambda row: (_depth(row.level), row.id)))


def _branch(case: Incident) -> tuple[str, ...]:
    return tuple(node for node in (case.area, case.unit, case.micro) if node)


def _depth(level: Level) -> int:
    return tuple(Level).index(level)


def _leaders(cache: Cache, area: str, now: datetime) -> dict[str, str]:
    names = {person.id: person.name for person in cache.find(Person, area=area)}
    return {grid: names.get(posting.person, "") for grid, posting in leaders_in(cache, area, now).items()}
