"""What a scope list shows, by the records' own scope function."""

from __future__ import annotations

from app.domain.record import Record
from app.domain.scope import scopes_of


def is_shown(record: Record, scopes: frozenset[str]) -> bool:
    """Whether a record is seen in any of the scopes."""
    return not scopes_of(record).isdisjoint(scopes)
