"""The directory of organisations: lines (departments) and blocks (towns)."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from app.domain.record import Record


class Family(StrEnum):
    """条 (vertical departments) or 块 (territorial government)."""

    LINE = "line"
    BLOCK = "block"


class Organisation(Record, frozen=True, kw_only=True):
    """A department of the district or a town; a 管委会 counts as a town wherever towns are meant."""

    kind: ClassVar[str] = "organisation"

    name: str
    name_en: str = ""
    family: Family
    grid: str = ""
    phone: str = ""
