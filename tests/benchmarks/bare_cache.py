"""The same encrypted tables without anything of ours on top: what floors write into."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Table, literal_column, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.incident import Incident
from services.credentials.seat_secrets import cache_key
from services.credentials.vault import PassphraseVault
from services.local_store.cache import EncryptedCache
from services.local_store.database import Statement
from services.local_store.opening import CACHE, PAGES_HELD, Parts
from services.local_store.search import INDEX, SearchIndex
from services.local_store.tables import EXTRA, LocalTables
from services.records.sqlite import open_engine
from tests.support.desks import CHEAP, PHRASE, REFERENCE

Line = tuple[list[Any], int, str]
"""The values of a row in the order of its columns, its place in the table, its words for the search index."""

_LINES = msgspec.json.Decoder(Line)
_JSON = msgspec.json.Encoder()


def key_of(profile: Path) -> bytes:
    """The key of a profile's cache."""
    return cache_key(PassphraseVault(profile / "secrets.json", lambda: PHRASE, cost=CHEAP), profile / CACHE)


def empty_cache(folder: Path, key: bytes) -> None:
    """A cache with all tables and indexes and no rows."""
    folder.mkdir(parents=True)
    EncryptedCache(folder, key=key, reference=REFERENCE).close()


def lines_of(profile: Path) -> list[bytes]:
    """Every case of a profile's cache as a line to stream."""
    cache = EncryptedCache(profile, key=key_of(profile), reference=REFERENCE)
    try:
        return cache.run(_lines)
    finally:
        cache.close()


def _lines(parts: Parts) -> list[bytes]:
    records = parts.tables.records
    table, shape = records.table[Incident.kind], records.shape[Incident.kind]
    index = SearchIndex(parts.database, parts.tables, REFERENCE.catalogue)
    place: Any = literal_column("rowid")
    lines: list[bytes] = []
    for at, *row in parts.database.all(Statement(select(place, *table.columns).order_by(place))):
        case = shape.record_of(row[: -len(EXTRA)])
        assert isinstance(case, Incident)
        lines.append(_JSON.encode((row, at, index.words(case))))
    return lines


def decoded(lines: bytes) -> list[Line]:
    """Streamed lines as values."""
    return _LINES.decode_lines(lines)


class BareCache:
    """A raw connection on a cache's file, with the settings that the product opens it with."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._engine = open_engine(folder / CACHE, key=key, cache=PAGES_HELD)
        self._pooled = self._engine.raw_connection()
        self.raw: Any = self._pooled.dbapi_connection
        table = LocalTables().records.table[Incident.kind]
        self._new = (Statement(insert(table)), Statement(insert(INDEX)))
        self._again = (Statement(_upsert(table)), Statement(insert(INDEX).prefix_with("OR REPLACE")))

    def fill(self, lines: Sequence[Line]) -> None:
        """New rows in one transaction."""
        self._write(self._new, lines)

    def renew(self, lines: Sequence[Line]) -> None:
        """Rows that are there already, in one transaction."""
        self._write(self._again, lines)

    def _write(self, statements: tuple[Statement, Statement], lines: Sequence[Line]) -> None:
        rows, words = statements
        self.raw.execute("BEGIN IMMEDIATE")
        self.raw.executemany(rows.sql, [row for row, _, _ in lines])
        self.raw.executemany(words.sql, [(at, told) for _, at, told in lines])
        self.raw.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._pooled.close()
        self._engine.dispose()


def _upsert(table: Table) -> Any:
    written = insert(table)
    rest = {column.name: written.excluded[column.name] for column in table.columns if column.name != "id"}
    return written.on_conflict_do_update(index_elements=["id"], set_=rest)
