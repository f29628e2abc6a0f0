"""The one connection of a cache: statements are SQLAlchemy Core, compiled once; rows are plain tuples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, bindparam, make_url
from sqlalchemy.exc import DBAPIError

from app.domain.problems import Code, Problem
from services.records.sqlite import has_no_room

Row = tuple[Any, ...]

_DIALECT = make_url("sqlite://").get_dialect()()
_LARGEST_LOG = 4 * 1024 * 1024
_FULL, _IO, _CORRUPT, _NO_DATABASE = 13, 10, 11, 26
_UNWRITABLE = frozenset({3, 8, 14})  # PERM, READONLY, CANTOPEN
_TAKEN = frozenset({5, 6})  # BUSY, LOCKED


class Damaged(Exception):
    """The file cannot be read as what it should be: a damaged page, or a key that does not fit."""


class Statement:
    """A Core statement as SQL text, with the order of its values and the constants among them; compiled at its first use."""

    def __init__(self, core: Any) -> None:
        self._core = core

    @cached_property
    def _compiled(self) -> Any:
        return self._core.compile(dialect=_DIALECT)

    @cached_property
    def sql(self) -> str:
        """The text."""
        return str(self._compiled)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._compiled.positiontup or ())

    @cached_property
    def _constants(self) -> dict[str, Any]:
        return {name: value for name, value in self._compiled.params.items() if value is not None}

    def values(self, given: dict[str, Any]) -> Row:
        """The values in the order of the statement."""
        constants = self._constants
        return tuple(given[name] if name in given else constants.get(name) for name in self._names)


class Statements(dict[str, Statement]):
    """Statements by kind of record, each made when it is first needed."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, kind: str) -> Statement:
        made = self[kind] = Statement(self._make(kind))
        return made


def one_of(values: Iterable[str]) -> list[Any]:
    """Constants for an IN, each a value of its own."""
    return [bindparam(f"c{place}", value) for place, value in enumerate(sorted(values))]


def any_of(width: int) -> list[Any]:
    """Places for so many keys in an IN (see `Database.many`)."""
    return [bindparam(f"k{place}") for place in range(width)]


class Database:
    """Runs statements on the cache's only connection, one transaction at a time, on the thread of the store lane."""

    def __init__(self, engine: Engine, file: Path) -> None:
        self._engine = engine
        self._file = file
        with translated(file):
            self._pooled = engine.raw_connection()
            raw: Any = self._pooled.dbapi_connection
            self._raw = raw
            self._raw.execute("PRAGMA wal_autocheckpoint = 4000")

    def tidy(self) -> None:
        """Move the log into the file if it has grown: at a quiet moment, so that no person's act has to wait for it."""
        log = self._file.with_name(f"{self._file.name}-wal")
        if log.exists() and log.stat().st_size > _LARGEST_LOG:
            with translated(self._file):
                self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; on disk when it ends. A full disk raises `Problem` DISK_FULL and leaves everything as it was."""
        with translated(self._file):
            self._raw.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._raw.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Statements outside of a transaction, with the same translation of faults."""
        with translated(self._file):
            yield

    def all(self, statement: Statement, **values: Any) -> list[Row]:
        """Every row of a question."""
        found: list[Row] = self._raw.execute(statement.sql, statement.values(values)).fetchall()
        return found

    def one(self, statement: Statement, **values: Any) -> Row | None:
        """The first row of a question, or None."""
        cursor = self._raw.execute(statement.sql, statement.values(values))
        found: Row | None = cursor.fetchone()
        cursor.close()
        return found

    def each(self, statement: Statement, size: int = 2000, **values: Any) -> Iterator[Row]:
        """The rows of a question one by one, fetched in portions."""
        cursor = self._raw.execute(statement.sql, statement.values(values))
        while rows := cursor.fetchmany(size):
            yield from rows

    def many(self, statement: Statement, keys: Sequence[str], width: int) -> list[Row]:
        """The rows of a question that takes `width` keys at a time; fewer are filled up with empty ones."""
        found: list[Row] = self._raw.execute(statement.sql, (*keys, *[""] * (width - len(keys)))).fetchall()
        return found

    def run(self, statement: Statement, **values: Any) -> int:
        """Change something; how many rows it touched."""
        return int(self._raw.execute(statement.sql, statement.values(values)).rowcount)

    def run_many(self, statement: Statement, rows: Iterable[Sequence[Any]]) -> None:
        """Change many rows; each has the values in the order of the statement."""
        self._raw.executemany(statement.sql, rows)

    def changes(self) -> int:
        """How many rows this connection has written since it was opened, those behind a virtual table among them."""
        return int(self._raw.total_changes)

    def text(self, sql: str) -> list[Row]:
        """A pragma or another fixed text."""
        found: list[Row] = self._raw.execute(sql).fetchall()
        return found

    def close(self) -> None:
        """Give the connection back and close the file."""
        self._pooled.close()
        self._engine.dispose()


@contextmanager
def translated(file: Path) -> Iterator[None]:
    """Faults of SQLite as problems of the world (`Problem`), as `Damaged`, or as they are where they are ours."""
    try:
        yield
    except sqlcipher.Error as error:
        raise _meaning(error, file) from error
    except DBAPIError as error:
        cause = error.orig if isinstance(error.orig, sqlcipher.Error) else error
        raise _meaning(cause, file) from error


def _meaning(error: Exception, file: Path) -> Exception:
    code = int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if code == _FULL or (code == _IO and has_no_room(file)):
        return Problem(Code.DISK_FULL)
    if code in (_CORRUPT, _NO_DATABASE, _IO):
        return Damaged(str(error))
    if code in _UNWRITABLE:
        return Problem(Code.PROFILE_READ_ONLY, folder=file.parent)
    if code in _TAKEN:
        return Problem(Code.PROFILE_IN_USE, pid="?")
    return error
