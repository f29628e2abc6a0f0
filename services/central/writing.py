"""Writing what a command decided: states with their next versions, tables, memberships under their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, delete, insert, update

from app.contract.codec import encode_record
from app.domain.incident import Entry
from app.domain.record import Drop, Effect, Put, Record, Touch
from app.domain.scope import feed_of, scopes_of
from services.central.database import Changed, Database
from services.central.schema import Schema
from services.central.world import Held, Key, SqlWorld


class Write(Struct, frozen=True):
    """One record before and after; `after` is None where it goes. `blind` writes were decided without looking at the record."""

    kind: str
    id: str
    before: Held
    after: Record | None
    blind: bool = False

    @property
    def feeds(self) -> tuple[str, ...]:
        """The feeds that hear of it: where it is, and where it was if it left."""
        there = () if self.after is None else (feed_of(self.after),)
        left = () if self.before.record is None else (feed_of(self.before.record),)
        return tuple(dict.fromkeys((*there, *left)))

    @property
    def strays(self) -> bool:
        """Whether it would lay hands on a record that its command never looked at: one of another place, or a line of history."""
        before = self.before.record
        if not self.blind or before is None:
            return False
        return self.after is None or isinstance(before, Entry) or _place(before) != _place(self.after)


def _place(record: Record) -> tuple[str, str]:
    return record.town, str(getattr(record, "area", ""))


def planned(effects: Sequence[Effect], world: SqlWorld, *, careful: bool) -> list[Write]:
    """The effects record by record, the last of each counting, with the version that follows; in the order of keys.

    What the command did not read is taken for new, which is nearly always so; `careful` looks first.
    """
    last: dict[Key, Effect] = {}
    for effect in effects:
        last[_key(effect)] = effect if not isinstance(effect, Touch) else last.get(_key(effect), effect)
    blind = {key for key in last if world.known(*key) is None}
    if careful or any(not isinstance(effect, Put) for effect in last.values()):
        world.preload(last)
    writes: list[Write] = []
    for key in sorted(last):
        effect = last[key]
        before = world.known(*key) or Held(0, None)
        after = effect.record if isinstance(effect, Put) else before.record
        if isinstance(effect, Drop):
            after = None
        if after is None and before.record is None:
            continue
        stamped = None if after is None else replace(after, version=before.version + 1)
        writes.append(Write(*key, before, stamped, key in blind))
    return writes


def _key(effect: Effect) -> Key:
    if isinstance(effect, Put):
        return effect.record.kind, effect.record.id
    return effect.kind, effect.id


def counts(writes: Sequence[Write]) -> dict[str, int]:
    """How many numbers the writes take in each feed."""
    taken: dict[str, int] = {}
    for write in writes:
        for feed in write.feeds:
            taken[feed] = taken.get(feed, 0) + 1
    return taken


class Writer:
    """The statements that write records."""

    def __init__(self, schema: Schema, database: Database) -> None:
        state = schema.state
        self._schema = schema
        self._new_state = insert(state)
        self._next_state = (
            update(state)
            .where(state.c.kind == bindparam("k"), state.c.id == bindparam("i"), state.c.version == bindparam("read"))
            .values(version=bindparam("version"), feed=bindparam("feed"), body=bindparam("body"))
        )
        records = schema.records
        self._put = {kind: database.upsert(table) for kind, table in records.table.items()}
        self._drop = {kind: delete(table).where(table.c.id == bindparam("i")) for kind, table in records.table.items()}
        self._new = {kind: insert(table) for kind, table in records.table.items()}
        self._member = database.upsert(schema.membership)

    def states(self, connection: Connection, writes: Sequence[Write]) -> dict[Key, Held]:
        """Write states and tables; raises `Changed` where a version is no longer the one that was read."""
        new: list[dict[str, Any]] = []
        known: list[dict[str, Any]] = []
        laid: dict[Key, Held] = {}
        for write in writes:
            version = write.before.version + 1
            body = "" if write.after is None else encode_record(write.after).decode()
            feed = "" if write.after is None else feed_of(write.after)
            laid[write.kind, write.id] = Held(version, write.after)
            if write.before.version == 0:
                new.append({"kind": write.kind, "id": write.id, "version": version, "feed": feed, "body": body})
            else:
                row = {"k": write.kind, "i": write.id, "read": version - 1, "version": version, "feed": feed, "body": body}
                known.append(row)
        if new:
            connection.execute(self._new_state, new)
        if known and connection.execute(self._next_state, known).rowcount != len(known):
            raise Changed
        self._tables(connection, writes)
        return laid

    def _tables(self, connection: Connection, writes: Sequence[Write]) -> None:
        for kind in dict.fromkeys(write.kind for write in writes):
            shape = self._schema.records.shape[kind]
            mine = [write for write in writes if write.kind == kind]
            gone = [{"i": write.id} for write in mine if write.after is None]
            if gone:
                connection.execute(self._drop[kind], gone)
            for statement, rows in (
                (self._new[kind], [w.after for w in mine if w.after is not None and w.before.record is None]),
                (self._put[kind], [w.after for w in mine if w.after is not None and w.before.record is not None]),
            ):
                if rows:
                    connection.execute(statement, [dict(zip(shape.names, shape.row(row), strict=True)) for row in rows])

    def memberships(self, connection: Connection, writes: Sequence[Write], starts: dict[str, int]) -> dict[str, int]:
        """Write who sees the records now and who no longer does, numbered on from the heads; the last number of each feed."""
        at = dict(starts)
        rows: list[dict[str, Any]] = []
        for write in writes:
            for feed in write.feeds:
                at[feed] += 1
            rows.extend(self._scopes(write, at))
        if rows:
            connection.execute(self._member, rows)
        return at

    def _scopes(self, write: Write, at: dict[str, int]) -> list[dict[str, Any]]:
        seen: dict[tuple[str, str], bool] = {}
        if write.before.record is not None:
            feed = feed_of(write.before.record)
            seen.update({(feed, scope): False for scope in scopes_of(write.before.record)})
        if write.after is not None:
            feed = feed_of(write.after)
            seen.update({(feed, scope): True for scope in scopes_of(write.after)})
        return [
            {"kind": write.kind, "id": write.id, "feed": feed, "scope": scope, "seq": at[feed], "present": present}
            for (feed, scope), present in seen.items()
        ]
