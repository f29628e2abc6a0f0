"""Letting desks let go: cases that were over long ago leave the scopes of their area, and stay at the centre.

To a desk it looks like any other record that left what it may see: a membership that is no longer present, under a number of its
own. So pages, cursors, resets, purge lines and the self-check know nothing of it. What is written to such a case later shows it
again until the next round.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import anyio
from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, delete, func, select, tuple_

from app.contract.codec import decode_record
from app.domain.grid import Grid, Level
from app.domain.incident import ENDED, Incident
from app.domain.keeping import BELONGING, EVERYTHING, case_of, is_past, kept_since
from app.domain.record import Record
from app.domain.scope import feed_of, scopes_of
from services.central.bulk import Bulk, Row
from services.central.database import Changed, Database
from services.central.heads import Head
from services.central.rounds import Round
from services.central.schema import Schema
from services.central.store import ATTEMPTS, Store
from services.records.columns import micros, moment

EVERY = 3600.0
TENDED_EVERY = timedelta(days=1)
AT_ONCE = 50
CHUNK = 400
KEPT = "kept:"
TENDED = "tended"

Key = tuple[str, str]


class Area(Struct, frozen=True):
    """An area with its feed, and since when what is over is kept there by now (None: nothing has been let go)."""

    id: str
    feed: str
    since: datetime | None


class Horizons:
    """Since when the desks of an area keep what is over: written before the first case goes, read by whoever tells desks."""

    def __init__(self, schema: Schema, database: Database) -> None:
        meta = schema.meta
        self._meta = meta
        self._put = database.upsert(meta)
        self._some = select(meta.c.name, meta.c.value).where(meta.c.name.in_(bindparam("names", expanding=True)))
        self._all = select(meta.c.name, meta.c.value).where(meta.c.name.like(f"{KEPT}%"))

    def of(self, connection: Connection, areas: Collection[str]) -> dict[str, datetime]:
        """The areas of which something has been let go, with the moment since which all is kept."""
        names = [f"{KEPT}{area}" for area in areas]
        rows = connection.execute(self._some, {"names": names}) if names else ()
        return {name.removeprefix(KEPT): moment(int(value)) for name, value in rows}

    def all(self, connection: Connection) -> dict[str, datetime]:
        """The same of every area."""
        return {name.removeprefix(KEPT): moment(int(value)) for name, value in connection.execute(self._all)}

    def lay(self, connection: Connection, area: str, since: datetime | None) -> None:
        """Keep it; None where everything is kept again."""
        self.note(connection, f"{KEPT}{area}", None if since is None else str(micros(since)))

    def read(self, connection: Connection, name: str) -> str:
        """A fact beside them, empty if unknown."""
        return str(connection.execute(select(self._meta.c.value).where(self._meta.c.name == name)).scalar() or "")

    def note(self, connection: Connection, name: str, value: str | None) -> None:
        """Keep a fact, or forget it."""
        if value is None:
            connection.execute(delete(self._meta).where(self._meta.c.name == name))
        else:
            connection.execute(self._put, {"name": name, "value": value})


class Keeping:
    """Once a day the areas are gone through; `weeks` is how long what is over is kept at the desks, EVERYTHING for ever.

    Other weeks than the last time are dealt with at once, in both directions: with more of them cases come back.
    """

    def __init__(self, store: Store, *, weeks: int) -> None:
        schema = store.schema
        self._store = store
        self._weeks = weeks
        self.horizons = Horizons(schema, store.database)
        self._case = schema.records.table[Incident.kind]
        self._grid = schema.records.table[Grid.kind]
        self._member = schema.membership
        self._write = Bulk(store.database.upsert(schema.membership), is_sqlite=store.database.is_sqlite)
        state: Any = schema.state
        wanted = tuple_(state.c.kind, state.c.id).in_(bindparam("keys", expanding=True))
        chosen = select(state.c.kind, state.c.id, state.c.version, state.c.body).where(wanted, state.c.body != "")
        self._locked = chosen.order_by(state.c.kind, state.c.id).with_for_update()
        member = schema.membership
        self._present = select(member.c.kind, member.c.id, member.c.scope).where(
            tuple_(member.c.kind, member.c.id).in_(bindparam("keys", expanding=True)),
            member.c.feed == bindparam("feed"),
            member.c.present,
        )

    def since(self, areas: Collection[str]) -> dict[str, datetime]:
        """The areas of which something has been let go, with the moment since which all that is over is kept."""
        with self._store.database.reading() as connection:
            return self.horizons.of(connection, areas)

    def tend(self, *, now: datetime | None = None) -> int:
        """Go through all areas if that is due; how many records have left or come back."""
        at = now or self._store.clock()
        with self._store.database.reading() as connection:
            last = self.horizons.read(connection, TENDED)
            areas = self._areas(connection)
        weeks, _, when = last.partition(" ")
        changed = weeks != str(self._weeks)
        if last and not changed and at - moment(int(when)) < TENDED_EVERY:
            return 0
        moved = sum(self._tended(area, at, changed=changed) for area in areas)
        with self._store.database.writing() as connection:
            self.horizons.note(connection, TENDED, f"{self._weeks} {micros(at)}")
        return moved

    def round(self) -> Round:
        """Letting go as a round."""

        async def tend() -> None:
            await anyio.to_thread.run_sync(self.tend)

        return Round("keeping", EVERY, tend)

    def _areas(self, connection: Connection) -> list[Area]:
        grid = self._grid
        rows = connection.execute(select(grid.c.id, grid.c.town).where(grid.c.level == Level.AREA.value).order_by(grid.c.id))
        held = self.horizons.all(connection)
        return [Area(area, town, held.get(area)) for area, town in rows]

    def _tended(self, area: Area, now: datetime, *, changed: bool) -> int:
        since = self._since(area, now)
        if area.since is not None and not changed and (since is None or since < area.since):
            since = area.since  # the newest case went: what has left does not come back for that
        moved = 0
        if since is None or (area.since is not None and since < area.since):
            moved += self._moved(area, self._cases(area, since, until=area.since, back=True), since, back=True)
            self._lay(area, since)
        if since is not None:
            found = self._cases(area, None, until=since, back=False)
            if found or area.since is not None:
                self._lay(area, since)
            moved += self._moved(area, found, since, back=False)
        return moved

    def _since(self, area: Area, now: datetime) -> datetime | None:
        if self._weeks == EVERYTHING:
            return None
        newest = select(func.max(self._case.c.occurred_at)).where(self._case.c.area == area.id)
        with self._store.database.reading() as connection:
            found = connection.execute(newest).scalar()
        return None if found is None else kept_since(min(moment(found), now), self._weeks)

    def _lay(self, area: Area, since: datetime | None) -> None:
        if since != area.since:
            with self._store.database.writing() as connection:
                self.horizons.lay(connection, area.id, since)

    def _cases(self, area: Area, since: datetime | None, *, until: datetime | None, back: bool) -> list[str]:
        """The cases that were over in the half-open time and of which something is shown; or, to come `back`, all of them."""
        if until is None:
            return []
        case, member = self._case, self._member
        over = func.coalesce(case.c.closed_at, case.c.state_since)
        ended = and_(case.c.area == area.id, case.c.state.in_([state.value for state in ENDED]), case.c.hung_up.is_(False))
        past = and_(ended, over < micros(until), *(() if since is None else (over >= micros(since),)))
        chosen: list[Any] = [select(case.c.id).where(past)] if back else []
        if not back:
            here = (member.c.feed == area.feed, member.c.present)
            own = (member.c.kind == Incident.kind, member.c.id == case.c.id)
            chosen.append(select(case.c.id).distinct().join(member, and_(*own, *here)).where(past))
            for kind, name in BELONGING.items():
                table = self._store.schema.records.table[kind.kind]
                joined = select(case.c.id).distinct().join(table, table.c[name] == case.c.id)
                chosen.append(joined.join(member, and_(member.c.kind == kind.kind, member.c.id == table.c.id, *here)).where(past))
        with self._store.database.reading() as connection:
            return sorted({row[0] for statement in chosen for row in connection.execute(statement)})

    def _moved(self, area: Area, cases: Sequence[str], since: datetime | None, *, back: bool) -> int:
        return sum(
            self._moved_some(area.feed, cases[start : start + AT_ONCE], since, back=back)
            for start in range(0, len(cases), AT_ONCE)
        )

    def _moved_some(self, feed: str, cases: Sequence[str], since: datetime | None, *, back: bool) -> int:
        for _ in range(ATTEMPTS):
            try:
                with self._store.database.writing() as connection:
                    count, head = self._written(connection, feed, cases, since, back=back)
            except Changed:
                continue
            if count:
                self._store.told({feed: head})
            return count
        return 0  # somebody works on them just now; the next round comes by again

    def _written(
        self, connection: Connection, feed: str, cases: Sequence[str], since: datetime | None, *, back: bool
    ) -> tuple[int, int]:
        """Flip the memberships of some cases and what belongs to them, under the next numbers; how many records, the head."""
        expected = self._store.heads.all(connection).get(feed, Head(feed=feed))
        records = self._records(connection, feed, cases)
        going = {record.id for record in records if isinstance(record, Incident) and is_past(record, since) is not back}
        shown = self._shown(connection, feed, records)
        numbered: list[tuple[Key, set[str]]] = []
        for record in records:
            key = (record.kind, record.id)
            scopes = set(scopes_of(record)) - shown.get(key, set()) if back else shown.get(key, set())
            if scopes and case_of(record) in going:
                numbered.append((key, scopes))
        if not numbered:
            return 0, expected.seq
        head, same = self._store.heads.take(connection, expected, count=len(numbered), places=0, link=expected.link)
        if not same:
            self._store.heads.seal(connection, feed, head.link)
        rows: list[Row] = [
            (*key, feed, scope, head.seq + place, back)
            for place, (key, scopes) in enumerate(numbered, start=1)
            for scope in sorted(scopes)
        ]
        self._write.run(connection, rows)
        return len(numbered), head.seq + len(numbered)

    def _records(self, connection: Connection, feed: str, cases: Sequence[str]) -> list[Record]:
        """The cases and what belongs to them alone, as they are now; locked, in the order in which everybody locks."""
        keys: list[Key] = [(Incident.kind, case) for case in cases]
        for kind, name in BELONGING.items():
            table = self._store.schema.records.table[kind.kind]
            found = connection.execute(select(table.c.id).where(table.c[name].in_(cases)))
            keys += [(kind.kind, row[0]) for row in found]
        records: list[Record] = []
        for start in range(0, len(keys), CHUNK):
            part = sorted(keys)[start : start + CHUNK]
            for kind_name, _, _, body in connection.execute(self._locked, {"keys": part}):
                record = decode_record(kind_name, body.encode())
                if record is not None and feed_of(record) == feed:
                    records.append(record)
        return records

    def _shown(self, connection: Connection, feed: str, records: Sequence[Record]) -> dict[Key, set[str]]:
        keys = [(record.kind, record.id) for record in records]
        shown: dict[Key, set[str]] = {}
        for start in range(0, len(keys), CHUNK):
            for kind, record, scope in connection.execute(self._present, {"keys": keys[start : start + CHUNK], "feed": feed}):
                shown.setdefault((kind, record), set()).add(scope)
        return shown
