"""Whether a cache file is sound, and what is done with one that is not: set aside, its orders rescued."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from msgspec import Struct
from sqlalchemy import BigInteger, Integer, bindparam, func, select

from app.domain.problems import Problem
from services.local_store.database import Damaged, Database, Row, Statement
from services.local_store.tables import LocalTables
from services.records.sqlite import open_engine

WAL_PARTS = ("", "-wal", "-shm")
MOST_PROBED = 200_000
ORDER = ("position", "id", "body", "since", "sent")


class Rescued(Struct, frozen=True, kw_only=True):
    """What could still be read of a damaged cache: orders of the outbox, applied ones of the last days, refused ones, uploads."""

    outbox: tuple[Row, ...] = ()
    done: tuple[Row, ...] = ()
    refused: tuple[Row, ...] = ()
    upload: tuple[Row, ...] = ()


def check_integrity(database: Database) -> None:
    """Read every page and verify its seal and its structure; raises `Damaged` at the first that is wrong."""
    with database.reading():
        if database.text("PRAGMA cipher_integrity_check"):
            raise Damaged("a page does not bear its seal")
        found = database.text("PRAGMA quick_check(1)")
    if found and found[0][0] != "ok":
        raise Damaged(str(found[0][0]))


def set_aside(file: Path, now: datetime) -> Path:
    """Move a damaged file (with its log) out of the way, never over another one; its new place."""
    aside = file.with_name(f"{file.stem}-damaged-{now:%Y%m%d-%H%M%S}{file.suffix}")
    place = 1
    while aside.exists():
        place += 1
        aside = file.with_name(f"{file.stem}-damaged-{now:%Y%m%d-%H%M%S}-{place}{file.suffix}")
    for part in WAL_PARTS:
        old = file.with_name(file.name + part)
        if old.exists():
            old.rename(aside.with_name(aside.name + part))
    return aside


def rescue(file: Path, key: bytes, tables: LocalTables) -> Rescued:
    """Read what is readable of the orders in a damaged file; never raises for what is not."""
    try:
        database = Database(open_engine(file, key=key), file)
    except (Damaged, Problem):
        return Rescued()
    try:
        box, done, refused, upload = tables.outbox, tables.done, tables.refused, tables.upload
        return Rescued(
            outbox=tuple(_walk(database, box.c.position, [box.c[name] for name in ORDER], (box.c.verdict == "",))),
            done=tuple(_walk(database, done.c.position, list(done.columns), ())),
            refused=tuple(_walk(database, refused.c.id, list(refused.columns), ())),
            upload=tuple(_walk(database, upload.c.sha256, list(upload.columns), ())),
        )
    finally:
        database.close()


def _walk(database: Database, key: Any, columns: list[Any], where: tuple[Any, ...]) -> list[Row]:
    """The rows in the order of their key: from the front to the first damage, from the back to it, and one by one between."""
    chosen: Any = select(key, *columns).where(*where)
    whole = isinstance(key.type, BigInteger | Integer)
    ahead = Statement(chosen.where(key > bindparam("k")).order_by(key).limit(1))
    front = _steps(database, ahead, -1 if whole else "")
    count = _asked(database, Statement(select(func.count(key)).where(*where)))
    if count is not None and len(front) >= int(count[0]):
        return [row[1:] for row in front]
    behind = Statement(chosen.where(key < bindparam("k")).order_by(key.desc()).limit(1))
    known = {row[0] for row in front}
    back = [row for row in reversed(_steps(database, behind, 2**62 if whole else chr(0x10FFFF))) if row[0] not in known]
    low = int(front[-1][0]) if front and whole else 0
    high = int(back[0][0]) if back and whole else low
    one = Statement(chosen.where(key == bindparam("k")))
    probed = (_asked(database, one, place) for place in range(low + 1, min(high, low + MOST_PROBED)))
    return [row[1:] for row in (*front, *(row for row in probed if row is not None), *back)]


def _steps(database: Database, statement: Statement, start: Any) -> list[Row]:
    found: list[Row] = []
    place = start
    while (row := _asked(database, statement, place)) is not None:
        found.append(row)
        place = row[0]
    return found


def _asked(database: Database, statement: Statement, place: Any = None) -> Row | None:
    """The row, or None where it is not there or cannot be read."""
    try:
        with database.reading():
            return database.one(statement, k=place)
    except (Damaged, Problem, sqlcipher.Error):
        return None
