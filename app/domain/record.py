"""What every stored thing has in common."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One stored fact of the field, in its newest state.

    `id` is made where the record is born and travels in the command; `version` is given by the central server only and grows
    by at least one at every write. `town` is the 9-digit town code, or empty for what belongs to the whole district. All times
    are aware and in UTC.
    """

    kind: ClassVar[str]

    id: str
    version: int = 0
    town: str = ""


class Put(Struct, frozen=True):
    """An effect of a command: this record is now so."""

    record: Record


class Drop(Struct, frozen=True):
    """An effect of a command: this record is gone."""

    kind: str
    id: str


class Touch(Struct, frozen=True):
    """An effect of a command: it rests on this record without changing it, so the record's version moves on."""

    kind: str
    id: str


Effect = Put | Drop | Touch
