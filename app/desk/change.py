"""What a write changed: every open screen hears of it and decides for itself whether it shows any of that."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Change(Struct, frozen=True):
    """The (kind, id) of every record that a write, a page or a withdrawal changed on this desk.

    `all` says that more changed than can be named (a first sync, a reset): read anew.
    """

    records: frozenset[tuple[str, str]] = frozenset()
    all: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that changed."""
        return frozenset(kind for kind, _ in self.records)

    def touches(self, *kinds: str) -> bool:
        """Whether any of these kinds changed."""
        return self.all or not self.kinds.isdisjoint(kinds)

    def ids(self, kind: str) -> frozenset[str]:
        """The records of this kind that changed."""
        return frozenset(record for name, record in self.records if name == kind)

    def __or__(self, other: Change) -> Change:
        return Change(self.records | other.records, self.all or other.all)


def change_of(records: Iterable[tuple[str, str]]) -> Change:
    """A change of exactly these records."""
    return Change(frozenset(records))
