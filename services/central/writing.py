"""Writing what a command decided: states with their next versions, tables, memberships under their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Table, bindparam, delete, insert, update

from app.contract.codec import encode_record
from app.domain.incident import Entry
from app.domain.record import Drop, Effect, Put, Record, Touch
from app.domain.scope import feed_of, scopes_of
from services.central.bulk import Bulk, Row
from services.central.database import Changed, Database
from services.central.ledger import Rests
from services.central.schema import Schema
from services.central.world import Held, Key, SqlWorld


class Write(Struct, frozen=True):
    """One record before and after, with its next version; `after` is None where it goes.

    `blind` writes were decided without looking at the record.
    """

    kind: str
    id: str
    before: Held
    after: Record | None
    version: int
    blind: bool = False

    @property
    def feeds(self) -> tuple[str, ...]:
        """The feeds that hear of it: where it is, and where it was if it left."""
        there = () if self.after is None else (feed_of(self.after),)
        left = () if self.before.record is None else (feed_of(self.before.record),)
        return tuple(dict.fromkeys((*there, *left)))

    def scopes(self) -> dict[tuple[str, str], bool]:
        """The memberships that follow, by feed and scope: present where it is now, left where it no longer is."""
        seen: dict[tuple[str, str], bool] = {}
        if self.before.record is not None:
            feed = feed_of(self.before.record)
            seen.update({(feed, scope): False for scope in scopes_of(self.before.record)})
        if self.after is not None:
            feed = feed_of(self.after)
            seen.update({(feed, scope): True for scope in scopes_of(self.after)})
        return seen

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
        version = before.version + 1
        stamped = None if after is None else replace(after, version=version)
        writes.append(Write(*key, before, stamped, version, key in blind))
    return writes


def _key(effect: Effect) -> Key:
    if isinstance(effect, Put):
        return effect.record.kind, effect.record.id
    return effect.kind, effect.id


class Gathered:
    """What the commands of one transaction write, one after the other: of a record only its last state is stored."""

    def __init__(self) -> None:
        self._writes: list[Sequence[Write]] = []

    def add(self, writes: Sequence[Write]) -> None:
        """What the next command writes."""
        self._writes.append(writes)

    def counts(self) -> dict[str, int]:
        """How many numbers all of it takes in each feed."""
        taken: dict[str, int] = {}
        for writes in self._writes:
            for write in writes:
                for feed in write.feeds:
                    taken[feed] = taken.get(feed, 0) + 1
        return taken

    def merged(self) -> list[Write]:
        """Every record once, from what was read of it to its last state, in the order of keys."""
        first: dict[Key, Write] = {}
        last: dict[Key, Write] = {}
        for writes in self._writes:
            for write in writes:
                first.setdefault((write.kind, write.id), write)
                last[write.kind, write.id] = write
        return [replace(last[key], before=first[key].before) for key in sorted(last)]

    def numbered(self, starts: dict[str, int]) -> tuple[list[Rests], list[Row]]:
        """The last numbers of each command by feed, counted on from the heads, and the memberships that follow from all."""
        at = dict(starts)
        rests: list[Rests] = []
        members: dict[tuple[str, str, str, str], tuple[int, bool]] = {}
        for writes in self._writes:
            ends: dict[str, int] = {}
            for write in writes:
                for feed in write.feeds:
                    at[feed] += 1
                    ends[feed] = at[feed]
                for (feed, scope), present in write.scopes().items():
                    members[write.kind, write.id, feed, scope] = (at[feed], present)
            rests.append(tuple(sorted(ends.items())))
        return rests, [(*key, seq, present) for key, (seq, present) in sorted(members.items())]


class Writer:
    """The statements that write records."""

    def __init__(self, schema: Schema, database: Database) -> None:
        state, member = schema.state, schema.membership
        lite = database.is_sqlite
        self._schema = schema
        self._new_state = Bulk(insert(state), is_sqlite=lite)
        changed = update(state).where(
            state.c.kind == bindparam("k"), state.c.id == bindparam("i"), state.c.version == bindparam("read")
        )
        to: dict[str, Any] = {name: bindparam(name) for name in ("version", "feed", "body")}
        self._next_state = Bulk(changed.values(to), is_sqlite=lite)
        self._database = database
        self._tables: dict[str, TableStatements] = {}
        self._member = Bulk(database.upsert(member), is_sqlite=lite)

    def states(self, connection: Connection, writes: Sequence[Write]) -> None:
        """Write states and tables; raises `Changed` where a version is no longer the one that was read."""
        new: list[Row] = []
        known: list[Row] = []
        for write in writes:
            body = "" if write.after is None else encode_record(write.after).decode()
            feed = "" if write.after is None else feed_of(write.after)
            version = write.version
            if write.before.version == 0:
                new.append((write.kind, write.id, version, feed, body))
            else:
                known.append((version, feed, body, write.kind, write.id, write.before.version))
        self._new_state.run(connection, new)
        if self._next_state.run(connection, known) != len(known):
            raise Changed
        for kind in dict.fromkeys(write.kind for write in writes):
            self._table(connection, kind, [write for write in writes if write.kind == kind])

    def memberships(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Write who sees the records now and who no longer does."""
        self._member.run(connection, rows)

    def _table(self, connection: Connection, kind: str, writes: Sequence[Write]) -> None:
        statements = self._tables.get(kind)
        if statements is None:
            table = self._schema.records.table[kind]
            statements = self._tables[kind] = TableStatements(table, self._database)
        row = self._schema.records.shape[kind].row
        there = [write for write in writes if write.before.record is not None]
        statements.drop.run(connection, [(write.id,) for write in there if write.after is None])
        statements.put.run(connection, [row(write.after) for write in there if write.after is not None])
        fresh = [write.after for write in writes if write.before.record is None and write.after is not None]
        statements.new.run(connection, [row(record) for record in fresh])


class TableStatements:
    """What is said to one kind's table; made when the kind is first written."""

    def __init__(self, table: Table, database: Database) -> None:
        lite = database.is_sqlite
        self.new = Bulk(insert(table), is_sqlite=lite)
        self.put = Bulk(database.upsert(table), is_sqlite=lite)
        self.drop = Bulk(delete(table).where(table.c.id == bindparam("i")), is_sqlite=lite)
