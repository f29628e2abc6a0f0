"""The directory of organisations as the desk shows it: 块 (towns) and 条 (departments), with telephone and place."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from app.desk.ports import Cache
from app.domain.grid import SPECIAL_KINDS, Grid, GridKind
from app.domain.organisation import Family, Organisation


class DirectoryRow(Struct, frozen=True, kw_only=True):
    """One organisation; `place` is the code of the grid that a town governs."""

    id: str
    name: str
    name_en: str
    family: Family
    place: str
    phone: str


class Directory(Struct, frozen=True, kw_only=True):
    """All organisations, 块 before 条, and how many grids of each special kind the seat sees (clause 1.3)."""

    rows: tuple[DirectoryRow, ...]
    special: tuple[tuple[GridKind, int], ...]


def directory(cache: Cache) -> Directory:
    """What is known of the district's organisations and of its special grids. Store lane."""
    rows = [
        DirectoryRow(id=one.id, name=one.name, name_en=one.name_en, family=one.family, place=one.grid, phone=one.phone)
        for one in cache.find(Organisation)
    ]
    counts = Counter(grid.grid_kind for grid in cache.find(Grid) if grid.active and grid.grid_kind in SPECIAL_KINDS)
    return Directory(
        rows=tuple(sorted(rows, key=lambda row: (row.family is Family.LINE, row.place, row.name, row.id))),
        special=tuple((kind, counts[kind]) for kind in GridKind if counts[kind]),
    )
