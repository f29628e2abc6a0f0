"""The centre's database: writing transactions and reading snapshots, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.domain.problems import Code, Problem
from services.records.sqlite import has_no_room, open_engine

READERS = 8
WRITERS = 12
LOCK_SECONDS = 10
IDLE_SECONDS = 60

_AGAIN = frozenset({"40001", "40P01", "55P03", "23505"})
_FULL = frozenset({"53100", "53200"})
SQLITE_PERM, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY, SQLITE_IOERR = 3, 5, 6, 8, 10
SQLITE_CORRUPT, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_NOTADB = 11, 13, 14, 26


class Changed(Exception):
    """What a command read was changed by another before it could commit: the whole command runs again."""


class Database:
    """Two ways into one database.

    `writing` is a transaction: on SQLite one at a time, in the order of asking; on PostgreSQL READ COMMITTED. `reading` is a
    snapshot that blocks nobody: DEFERRED on SQLite, REPEATABLE READ READ ONLY on PostgreSQL.
    """

    def __init__(self, writer: Engine, reader: Engine, *, file: Path | None = None) -> None:
        self._writer = writer
        self._reader = reader
        self._file = file
        self.is_sqlite = writer.dialect.name == "sqlite"

    @property
    def engine(self) -> Engine:
        """The writing engine, for migrations and backup."""
        return self._writer

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that commits at the end; raises `Changed` or a `Problem` for what the database says."""
        with told(self._file), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot."""
        with told(self._file), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def guarded(self) -> Iterator[Engine]:
        """The writing engine, for what makes its own transactions (migrations); what it says is translated alike."""
        with told(self._file):
            yield self._writer

    def insert(self, table: Table) -> Any:
        """INSERT of the dialect, to be told what to do on a conflict."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def upsert(self, table: Table) -> Any:
        """INSERT that replaces the row with the same primary key."""
        insert = self.insert(table)
        keys = [column.name for column in table.primary_key]
        rest = {column.name: insert.excluded[column.name] for column in table.columns if column.name not in keys}
        return insert.on_conflict_do_update(index_elements=keys, set_=rest)

    def insert_new(self, table: Table) -> Any:
        """INSERT that leaves a row with the same primary key as it is."""
        return self.insert(table).on_conflict_do_nothing(index_elements=[column.name for column in table.primary_key])

    def close(self) -> None:
        """Give all connections back."""
        self._reader.dispose()
        self._writer.dispose()


def open_sqlite(file: Path) -> Database:
    """The database in a file."""
    writer, reader = open_engine(file, pool_size=1, max_overflow=0), open_engine(file, pool_size=READERS, writable=False)
    return Database(writer, reader, file=file)


def open_postgresql(address: str) -> Database:
    """The database at an address; whatever driver it names, psycopg 3 is used."""
    where = "postgresql+psycopg://" + address.split("://", 1)[1]
    patience = f"-c lock_timeout={LOCK_SECONDS}s -c idle_in_transaction_session_timeout={IDLE_SECONDS}s"
    arguments = {"options": patience, "application_name": "gridplus-central"}
    writer = create_engine(where, pool_size=WRITERS, max_overflow=READERS, pool_recycle=1800, connect_args=arguments)
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(writer, reader)


@contextmanager
def told(file: Path | None) -> Iterator[None]:
    """What the database says as `Changed` or a `Problem`: DISK_FULL, DATABASE_DAMAGED, BUSY, CENTRAL_FAILED."""
    try:
        yield
    except IntegrityError as error:
        raise Changed from error
    except DBAPIError as error:
        raise _meaning(error, file) from error
    except TimeoutError as error:
        raise Problem(Code.BUSY, seconds=2) from error


def _meaning(error: DBAPIError, file: Path | None) -> Exception:
    state = str(getattr(error.orig, "sqlstate", "") or "")
    if state in _AGAIN:
        return Changed()
    if state in _FULL or "No space left" in str(error.orig):
        return Problem(Code.DISK_FULL)
    if file is not None:
        return _meaning_of_sqlite(error, file)
    if error.connection_invalidated or state.startswith(("08", "57P")):
        return Problem(Code.CENTRAL_FAILED, status=state or "database")
    return error


def _meaning_of_sqlite(error: DBAPIError, file: Path) -> Exception:
    code = int(getattr(error.orig, "sqlite_errorcode", 0) or 0) & 0xFF
    if code == SQLITE_FULL or (code == SQLITE_IOERR and has_no_room(file)):
        return Problem(Code.DISK_FULL)
    if code in (SQLITE_CORRUPT, SQLITE_NOTADB):
        return Problem(Code.DATABASE_DAMAGED, file=file)
    if code in (SQLITE_BUSY, SQLITE_LOCKED):
        return Problem(Code.BUSY, seconds=2)
    if code == SQLITE_IOERR or error.connection_invalidated:
        return Problem(Code.CENTRAL_FAILED, status="database")
    if code in (SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM):
        return Problem(Code.PROFILE_READ_ONLY, folder=file.parent)
    return error
