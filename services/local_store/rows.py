"""Reading and writing records in the cache's tables, with the search index kept in step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from msgspec import Struct
from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain.incident import Incident
from app.domain.record import Record
from services.local_store.database import Database, Row, Statement, Statements, any_of
from services.local_store.search import SearchIndex
from services.local_store.tables import EXTRA, LocalTables

Key = tuple[str, str]
_FEW = 20
_CHUNK = 100


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
        self.index = index
        self._shape = tables.records.shape
        self._found: dict[tuple[str, ...], Statement] = {}
        table = tables.records.table
        self._one = Statements(lambda kind: select(table[kind]).where(table[kind].c.id == bindparam("i")))
        self._put = Statements(lambda kind: _upsert(table[kind]))
        self._drop = Statements(lambda kind: delete(table[kind]).where(table[kind].c.id == bindparam("i")))
        self._each = Statements(lambda kind: select(table[kind]))
        self._many = Statements(lambda kind: select(table[kind]).where(table[kind].c.id.in_(any_of(_CHUNK))))
        self._renewals: dict[str, Renewal] = {}

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
        stale = cases if new else self.index.stale(cases)
        rows = [(*row_of(record), feed, pull) for record in records]
        self._database.run_many(self._put[kind], rows if new else self._renewed(kind, rows))
        if stale:
            self.index.renew(stale)

    def drop(self, kind: str, ids: Iterable[str]) -> None:
        """Take records out."""
        gone = list(ids)
        if kind == Incident.kind and gone:
            self.index.forget(gone)
        self._database.run_many(self._drop[kind], [(record,) for record in gone])

    def _renewed(self, kind: str, rows: Sequence[Row]) -> list[Row]:
        """Change the rows that are there as far as they differ; those that are not there are answered."""
        renewal = self._renewals.get(kind)
        if renewal is None:
            renewal = self._renewals[kind] = Renewal(self._tables.records.table[kind])
        held = self._there(kind, [renewal.id_of(row) for row in rows])
        changed: dict[tuple[int, ...], list[Row]] = {}
        for row in rows:
            there = held.get(renewal.id_of(row))
            if there is not None and there != row:
                changed.setdefault(renewal.moved(there, row), []).append(row)
        for moved, some in changed.items():
            self._database.run_many(renewal.statement(moved), [renewal.values(moved, row) for row in some])
        return [row for row in rows if renewal.id_of(row) not in held]

    def _there(self, kind: str, ids: Sequence[str]) -> dict[str, Row]:
        """The rows with these ids: a few asked one by one, more in portions."""
        found: list[Row] = []
        if len(ids) < _FEW:
            found = [row for record in ids if (row := self._database.one(self._one[kind], i=record)) is not None]
        else:
            for start in range(0, len(ids), _CHUNK):
                found += self._database.many(self._many[kind], ids[start : start + _CHUNK], _CHUNK)
        return {self._renewals[kind].id_of(row): row for row in found}


class Renewal:
    """How rows of one table are changed: SQLite rewrites an index whenever one of its columns is set, even to what it was.

    So of the indexed columns only those are set that have moved: most changes leave most indexes, and the pages on which a row
    stands in them, as they are.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._names = tuple(column.name for column in table.columns)
        indexed = {column.name for index in table.indexes for column in index.columns}
        self._indexed = tuple(place for place, name in enumerate(self._names) if name in indexed)
        self._plain = tuple(place for place, name in enumerate(self._names) if name not in indexed and name != "id")
        self.id_of = itemgetter(self._names.index("id"))
        self._made: dict[tuple[int, ...], Statement] = {}

    def moved(self, there: Row, row: Row) -> tuple[int, ...]:
        """The indexed columns in which two rows differ."""
        return tuple(place for place in self._indexed if there[place] != row[place])

    def statement(self, moved: tuple[int, ...]) -> Statement:
        """Sets these indexed columns and all others that no index has."""
        made = self._made.get(moved)
        if made is None:
            names = [self._names[place] for place in sorted((*self._plain, *moved))]
            change = update(self._table).where(self._table.c.id == bindparam("i"))
            made = self._made[moved] = Statement(change.values({name: bindparam(f"v_{name}") for name in names}))
        return made

    def values(self, moved: tuple[int, ...], row: Row) -> Row:
        """What of a row the statement takes, in its order."""
        return (*(row[place] for place in sorted((*self._plain, *moved))), self.id_of(row))


def _upsert(table: Table) -> Any:
    written = insert(table)
    rest = {c.name: written.excluded[c.name] for c in table.columns if c.name != "id"}
    return written.on_conflict_do_update(index_elements=["id"], set_=rest)
