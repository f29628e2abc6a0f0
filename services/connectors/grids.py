"""Grids from the shipped template: special units, micro grids, areas, parents before children."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from app.commands.command import Command
from app.commands.entering import EnterGrids
from app.contract.reference import Reference
from app.domain.catalogue import Tier
from app.domain.grid import Grid, GridKind, Level
from app.domain.naming import grid_called
from app.domain.world import World
from services.connectors import cells
from services.connectors.intake import Office, Prepared, Progress, Report
from services.connectors.lists import Template, Words, enter_list, records
from services.connectors.reading import Row, Sheet
from services.connectors.rejects import Rejects

GRIDS = Template(
    columns=("代码", "名称", "层级", "上级", "类型", "说明", "户数", "人口", "起始层级"),
    example=("310114102001901", "南翔某专业市场", "单元", "310114102P03", "专业市场", "业态复杂", "0", "0", "共治"),
    needed=4,
)
UNIT_WORDS = ("单元", "Unit")


class _Known(Struct, frozen=True, kw_only=True):
    """The words that the cells may use, and the grids that there are."""

    levels: Words
    kinds: Words
    tiers: Words
    world: World
    seen: set[str]


def enter_grids(office: Office, sheet: Sheet, reference: Reference, progress: Progress) -> tuple[Report, Rejects]:
    """Enter a list of grids; what boundaries and divisions have told about a grid stays."""
    known = _Known(
        levels=Words(reference.names["level"], {Level.UNIT.value: UNIT_WORDS}),
        kinds=Words(reference.names["grid_kinds"], wanted=GridKind),
        tiers=Words(reference.names["tier"], wanted=(Tier.L1, Tier.L2)),
        world=office.world(),
        seen=set(),
    )
    return enter_list(
        "grids",
        office,
        sheet,
        reference,
        progress,
        template=GRIDS,
        make=lambda row: (_grid(row, known),),
        command=_entered,
    )


def _grid(row: Row, known: _Known) -> Grid:
    named = grid_called(known.world, cells.identity(row, "代码"))
    code = named.id if named else row.get("代码")
    cells.once(row, known.seen, code)
    level = Level(known.levels.key(row, row.get("层级")))
    kind = GridKind(known.kinds.key(row, row.get("类型"))) if row.get("类型") else GridKind.OTHER
    name = cells.line(row, "名称", needed=True)
    held = named or Grid(id=code, name=name, level=level)
    above = grid_called(known.world, row.get("上级"))
    return replace(
        held,
        version=0,
        name=name,
        level=level,
        parent=above.id if above else row.get("上级"),
        grid_kind=kind,
        reason=cells.line(row, "说明"),
        households=cells.whole(row, "户数", 0),
        residents=cells.whole(row, "人口", 0),
        tier=Tier(known.tiers.key(row, row.get("起始层级"))) if row.get("起始层级") else held.tier,
        path=(),
    )


def _entered(part: Sequence[Prepared]) -> Command:
    return EnterGrids(grids=tuple(record for record in records(part) if isinstance(record, Grid)))
