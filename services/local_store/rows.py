"""Reading and writing records in the cache's tables, with the search index kept in step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.incident import Incident
from app.domain.record import Record
from services.local_store.database import Database, Statement, Statements
from services.local_store.search import SearchIndex
from services.local_store.tables import EXTRA, LocalTables

Key = tuple[str, str]


class Held(Struct, frozen=True):
    """A record as it lies in the tables, with the feed it came in and the number of the pull that brought it."""

    record: Record
    feed: str
    pull: int


class RecordRows:
    """The record tables, a statement for each thing that is done to them."""

    def __init__(self, database: Database, tables: LocalTables, index: SearchIndex) -> None:
        self._database = database
        self._tables = tables
        self._index = index
        self._shape = tables.records.shape
        self._found: dict[tuple[str, ...], Statement] = {}
        table = tables.records.table
        self._one = Statements(lambda kind: select(table[kind]).where(table[kind].c.id == bindparam("i")))
        self._put = Statements(lambda kind: _upsert(table[kind]))
        self._drop = Statements(lambda kind: delete(table[kind]).where(table[kind].c.id == bindparam("i")))
        self._each = Statements(lambda kind: select(table[kind]))

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds that have a table."""
        return tuple(self._shape)

    def get(self, kind: str, record: str) -> Held | None:
        """The record as it lies there, or None."""
        row = self._database.one(self._one[kind], i=record)
        if row is None:
            return None
        return Held(self._shape[kind].record_of(row[: -len(EXTRA)]), row[-2], row[-1])

    def find(self, kind: str, equal: dict[str, str]) -> list[Record]:
        """All records of the kind with these values, by id."""
        names = tuple(sorted(equal))
        statement = self._found.get((kind, *names))
        if statement is None:
            table = self._tables.records.table[kind]
            chosen: Any = select(*table.columns[: -len(EXTRA)]).order_by(table.c.id)
            statement = Statement(chosen.where(*(table.c[name] == bindparam(f"v_{name}") for name in names)))
            self._found[(kind, *names)] = statement
        return self.read(kind, statement, **{f"v_{name}": value for name, value in equal.items()})

    def read(self, kind: str, statement: Statement, **values: Any) -> list[Record]:
        """The records that a statement over the record's own columns finds."""
        build = self._shape[kind].record_of
        return [build(row) for row in self._database.all(statement, **values)]

    def each(self, kind: str) -> Iterator[Held]:
        """All records of a kind, in no order."""
        build = self._shape[kind].record_of
        for row in self._database.each(self._each[kind]):
            yield Held(build(row[: -len(EXTRA)]), row[-2], row[-1])

    def put(self, kind: str, records: Sequence[Record], *, feed: str, pull: int, new: bool = False) -> None:
        """Write records of one kind; `new` promises that none of them is there yet."""
        row_of = self._shape[kind].row
        cases = [record for record in records if isinstance(record, Incident)]
        stale = cases if new else self._index.stale(cases)
        self._database.run_many(self._put[kind], [(*row_of(record), feed, pull) for record in records])
        if stale:
            self._index.renew(stale)

    def drop(self, kind: str, ids: Iterable[str]) -> None:
        """Take records out."""
        gone = list(ids)
        if kind == Incident.kind and gone:
            self._index.forget(gone)
        self._database.run_many(self._drop[kind], [(record,) for record in gone])


def _upsert(table: Table) -> Any:
    written = insert(table)
    rest = {c.name: written.excluded[c.name] for c in table.columns if c.name != "id"}
    return written.on_conflict_do_update(index_elements=["id"], set_=rest)
