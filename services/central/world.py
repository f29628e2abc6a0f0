"""The world over SQL: what `decide` may look at on the centre, and what it has looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, bindparam, select, tuple_

from app.contract.codec import decode_record
from app.contract.reference import Reference
from app.domain.calendar import CalendarYear, WorkCalendar
from app.domain.catalogue import Catalogue
from app.domain.meeting import TownTerms
from app.domain.record import Record
from app.domain.terms import Terms
from app.domain.town_terms import laid_over
from app.domain.world import R
from services.central.district import KINDS, Remembered
from services.central.schema import Schema

Key = tuple[str, str]
Search = tuple[str, tuple[tuple[str, str], ...]]

CHUNK = 400


class Held(msgspec.Struct, frozen=True):
    """A record as it is stored: its version (0 for one that never was) and the record, None if it is not there."""

    version: int
    record: Record | None


ABSENT = Held(0, None)


class Statements:
    """The questions of a world, built once for a schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        state = schema.state
        self.one = select(state.c.version, state.c.body).where(state.c.kind == bindparam("kind"), state.c.id == bindparam("id"))
        keys: Any = bindparam("keys", expanding=True)
        self.many = select(state.c.kind, state.c.id, state.c.version, state.c.body).where(
            tuple_(state.c.kind, state.c.id).in_(keys)
        )
        self._found: dict[tuple[str, ...], Any] = {}

    def found(self, kind: str, names: tuple[str, ...]) -> Any:
        """Records of a kind by equality of these columns, ordered by id."""
        made = self._found.get((kind, *names))
        if made is None:
            state, table = self.schema.state, self.schema.records.table[kind]
            wanted: Any = select(state.c.id, state.c.version, state.c.body).select_from(table)
            made = wanted.join(state, (state.c.kind == kind) & (state.c.id == table.c.id))
            made = made.where(*(table.c[name] == bindparam(f"v_{name}") for name in names)).order_by(table.c.id)
            self._found[(kind, *names)] = made
        return made


class SqlWorld:
    """The records as one transaction sees them.

    Everything read is remembered with its version: reading twice gives the same, and before the commit it can be asked whether
    any of it has changed since. `lay` carries what a command wants written to the next command of the same transaction.
    """

    def __init__(
        self,
        connection: Connection,
        statements: Statements,
        reference: Reference,
        remembered: Callable[[], Remembered] | None = None,
    ) -> None:
        self._connection = connection
        self._statements = statements
        self._reference = reference
        self._remembered = remembered
        self._shared: Remembered | None = None
        self._held: dict[Key, Held] = {}
        self._laid: dict[str, dict[str, Held]] = {}
        self._searched: dict[Search, tuple[str, ...]] = {}
        self._calendars: dict[str, WorkCalendar] = {}
        self._terms: dict[str, Terms] = {}

    def get(self, kind: type[R], record: str, /) -> R | None:
        """The record of this kind and id, or None."""
        return cast("R | None", self.held(kind.kind, record).record)

    def find(self, kind: type[R], /, **equal: str) -> tuple[R, ...]:
        """All records of the kind with these values, ordered by id."""
        search = (kind.kind, tuple(sorted(equal.items())))
        ids = self._searched.get(search)
        if ids is None:
            ids = self._search(search)
        if kind.kind in self._laid:
            ids = self._as_laid(search, ids)
        return tuple(cast("R", self._held[kind.kind, key].record) for key in ids)

    def calendar(self, town: str, /) -> WorkCalendar:
        """The calendar of the town, and of the district where the town has none of its own for a year."""
        found = self._calendars.get(town)
        if found is None:
            found = self._calendars[town] = WorkCalendar.of(town, self.find(CalendarYear))
        return found

    def catalogue(self) -> Catalogue:
        """The shipped catalogue."""
        return self._reference.catalogue

    def terms(self, town: str, /) -> Terms:
        """The shipped limits with the town's own laid over them."""
        found = self._terms.get(town)
        if found is None:
            own = self.find(TownTerms, town=town) if town else ()
            found = laid_over(self._reference.terms, own[0].text) if own else self._reference.terms
            self._terms[town] = found
        return found

    def held(self, kind: str, record: str) -> Held:
        """The record as stored, with its version."""
        key = (kind, record)
        found = self._held.get(key)
        if found is None:
            shared = self._share(kind)
            found = shared.held.get(key) if shared else None
            if found is None:
                row = self._connection.execute(self._statements.one, {"kind": kind, "id": record}).first()
                found = ABSENT if row is None else _held(kind, row[0], row[1])
                if shared:
                    shared.held[key] = found
            self._held[key] = found
        return found

    def known(self, kind: str, record: str) -> Held | None:
        """The record as stored if it has been read already."""
        return self._held.get((kind, record))

    def preload(self, keys: Iterable[Key]) -> None:
        """Read many records at once; those that are not there are remembered as absent."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._held]
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            found = dict.fromkeys(part, ABSENT)
            for kind, record, version, body in self._connection.execute(self._statements.many, {"keys": part}):
                found[kind, record] = _held(kind, version, body)
            self._held.update(found)

    def lay(self, written: dict[Key, Held]) -> None:
        """Carry on as if this had been written; it is, at the end of the transaction."""
        self._held.update(written)
        for (kind, record), held in written.items():
            self._laid.setdefault(kind, {})[record] = held
            if kind == CalendarYear.kind:
                self._calendars.clear()
            elif kind == TownTerms.kind:
                self._terms.clear()

    def has_changed(self) -> bool:
        """Whether anything read is another version by now, or a search would find something else.

        Asked after one's own writes, which guard the versions of what they replace themselves.
        """
        now = SqlWorld(self._connection, self._statements, self._reference)  # shares nothing: it looks anew
        read = {key: held for key, held in self._held.items() if key[1] not in self._laid.get(key[0], ())}
        now.preload(read)
        if any(now.held(*key).version != held.version for key, held in read.items()):
            return True
        return any(now._search(search) != self._as_laid(search, ids) for search, ids in self._searched.items())

    def _as_laid(self, search: Search, ids: tuple[str, ...]) -> tuple[str, ...]:
        kind, equal = search
        laid = self._laid.get(kind, {})
        found = {key for key in ids if key not in laid}
        for key, held in laid.items():
            if held.record is not None and all(getattr(held.record, name) == value for name, value in equal):
                found.add(key)
        return tuple(sorted(found))

    def _search(self, search: Search) -> tuple[str, ...]:
        shared = self._share(search[0])
        ids = shared.searched.get(search) if shared else None
        if ids is None:
            ids = self._asked(search)
            if shared:
                shared.held.update({(search[0], key): self._held[search[0], key] for key in ids})
                shared.searched[search] = ids
        elif shared:
            for key in ids:
                self._held.setdefault((search[0], key), shared.held[search[0], key])
        self._searched[search] = ids
        return ids

    def _asked(self, search: Search) -> tuple[str, ...]:
        kind, equal = search
        statement = self._statements.found(kind, tuple(name for name, _ in equal))
        ids: list[str] = []
        for record, version, body in self._connection.execute(statement, {f"v_{name}": value for name, value in equal}):
            ids.append(record)
            if (kind, record) not in self._held:
                self._held[kind, record] = _held(kind, version, body)
        return tuple(ids)

    def _share(self, kind: str) -> Remembered | None:
        """What all transactions share of this kind, unless this one has written to it."""
        if self._remembered is None or kind not in KINDS or kind in self._laid:
            return None
        if self._shared is None:
            self._shared = self._remembered()
        return self._shared


def _held(kind: str, version: int, body: str) -> Held:
    return Held(version, decode_record(kind, body.encode()) if body else None)
