"""Opening SQLite, on both sides, through SQLCipher only: older builds lose commits in WAL mode (the WAL-reset fault)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from app.domain.problems import Code, Problem

LEAST_SQLITE = (3, 53, 0)
SMALLEST_ROOM = 8 * 1024 * 1024
LARGEST_CACHE = 64 * 1024
"""KiB of unpacked pages that a connection holds, unless it is told otherwise."""


def check_version(found: str = sqlcipher.sqlite_version) -> None:
    """Refuse to work on a SQLite that has the WAL-reset fault (3.7.0 to 3.51.2)."""
    if tuple(int(part) for part in found.split(".")) < LEAST_SQLITE:
        raise Problem(Code.SQLITE_TOO_OLD, found=found)


def open_engine(
    file: Path,
    *,
    key: bytes | None = None,
    pool_size: int = 1,
    writable: bool = True,
    max_overflow: int = 4,
    cache: int = LARGEST_CACHE,
) -> Engine:
    """An engine on the file: encrypted if a 32-byte key is given, WAL, synchronous=FULL, writers begin IMMEDIATE.

    With `writable=False` transactions begin deferred: each is a snapshot that blocks nobody. With `max_overflow=0` those who
    wait for the pool are served in their order, where SQLite itself would let them poll for its lock. `cache` is how many KiB of
    pages a connection may hold. Raises `Problem` when the key does not fit, the file is damaged or the SQLite is too old.
    """
    check_version()
    engine = create_engine(
        f"sqlite:///{file}",
        module=sqlcipher,
        poolclass=QueuePool if pool_size else NullPool,
        **({"pool_size": pool_size, "max_overflow": max_overflow} if pool_size else {}),
        connect_args={"check_same_thread": False, "timeout": 30, "isolation_level": None},
    )
    event.listen(engine, "connect", _preparing(key, cache))
    event.listen(engine, "begin", _begin_immediate if writable else _begin_deferred)
    return engine


def has_no_room(file: Path) -> bool:
    """Whether an «I/O error» of SQLite is a full disk, or a file that may not grow: both can say so at a write or a mapping."""
    probe = file.parent / ".room"
    try:
        if shutil.disk_usage(file.parent).free < SMALLEST_ROOM:
            return True
        with probe.open("wb") as out:
            out.truncate(max(file.stat().st_size, 1) + 2 * SMALLEST_ROOM)
        return False
    except OSError:
        return True
    finally:
        probe.unlink(missing_ok=True)


def _preparing(key: bytes | None, cache: int) -> Any:
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        if key is not None:
            cursor.execute("PRAGMA cipher_log_level = NONE")
            cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute(f"PRAGMA cache_size = -{cache}")
        cursor.close()

    return prepare


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")
