"""The demo district's tree and schematic outlines as records, and the ids that its things have in the product."""

from __future__ import annotations

from app.domain.grid import Grid, GridKind, Level, Outline, Ring
from services.simulator.district import DemoGrid

LONGEST_ID = 64
_SPECIAL = "业态复杂，单独设格"
_KINDS = frozenset(kind.value for kind in GridKind)


def key(text: str) -> str:
    """The id that a thing of the simulator has in the product; the same for the same seed."""
    return f"demo-{text.replace('/', '-')}"[:LONGEST_ID]


def grid_of(node: DemoGrid) -> Grid:
    """A node of the tree; its path follows when it is entered."""
    special = node.level in (Level.UNIT, Level.MICRO) and not node.division and node.kind not in ("residential", "village")
    return Grid(
        id=node.code,
        name=node.name,
        level=Level(node.level),
        parent=node.parent,
        grid_kind=GridKind(node.kind) if node.kind in _KINDS else GridKind.OTHER,
        reason=_SPECIAL if special else "",
        source_code=node.division,
        households=node.households,
        residents=node.residents,
        lon=node.label[0],
        lat=node.label[1],
        schematic=node.schematic,
    )


def outline_of(node: DemoGrid) -> Outline:
    """Its schematic polygon."""
    rings = tuple(Ring(tuple((x, y) for x, y in ring)) for ring in node.rings)
    return Outline(id=node.code, level=Level(node.level), rings=rings, schematic=True)
