"""Copies of the database: made while it is in use, and put back as a new generation."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from app.domain.problems import Code, Problem
from services.central.centre import COPY, GENERATION
from services.central.database import Database, open_sqlite
from services.central.holding import held
from services.central.schema import Schema
from services.central.settings import database_file


def back_up(database: Database, file: Path) -> None:
    """A copy of a SQLite database in a file of its own, marked as a copy: opened, it begins a new generation.

    Raises OUTPUT_EXISTS, DISK_FULL. Attachments lie beside the database, named by their contents; copy their folder as well.
    """
    if file.exists():
        raise Problem(Code.OUTPUT_EXISTS, file=file)
    beside = file.with_name(f".{file.name}.part")
    beside.unlink(missing_ok=True)
    try:
        connection = database.engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM INTO ?", (str(beside),))
        finally:
            connection.close()
        _mark(beside)
        beside.replace(file)
    except OSError as error:
        raise Problem(Code.OUTPUT_UNWRITABLE, file=file) from error
    finally:
        for rest in (beside, Path(f"{beside}-wal"), Path(f"{beside}-shm")):
            rest.unlink(missing_ok=True)


def _mark(file: Path) -> None:
    copy, meta = open_sqlite(file), Schema().meta
    try:
        with copy.writing() as connection:
            generation = connection.execute(select(meta.c.value).where(meta.c.name == GENERATION)).scalar_one()
            connection.execute(copy.upsert(meta), {"name": COPY, "value": generation})
        with copy.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def put_back(data: Path, file: Path) -> Path:
    """Put a copy in the place of the database; where the one before has been put aside.

    Raises FILE_MISSING, FILE_KIND_UNKNOWN for a file that is no such copy, CENTRE_RUNS while a server runs on the folder.
    """
    if not file.is_file():
        raise Problem(Code.FILE_MISSING, file=file)
    if file.read_bytes()[:15] != b"SQLite format 3":
        raise Problem(Code.FILE_KIND_UNKNOWN, file=file.name)
    with held(data):
        return _swap(data, file)


def _swap(data: Path, file: Path) -> Path:
    there = database_file(data)
    aside = there.with_name(f"{there.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    fresh = there.with_name(f".{there.name}.part")
    shutil.copyfile(file, fresh)
    for name in ("-wal", "-shm"):
        rest = Path(f"{there}{name}")
        if rest.exists():
            rest.replace(f"{aside}{name}")
    if there.exists():
        there.replace(aside)
    fresh.replace(there)
    return aside
