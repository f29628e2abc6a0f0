"""Attachments at rest: named by their SHA-256, encrypted, with a list of those to send and those to fetch."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, delete, insert, select, update

from app.domain.incident import Attachment
from app.domain.problems import Code, Problem
from services.local_store.database import Database, Statement
from services.local_store.rows import Key, RecordRows
from services.local_store.sealed import derived, seal, unseal
from services.local_store.tables import LocalTables
from services.records.columns import micros

_NAME = re.compile(r"^[0-9a-f]{64}$")
LEFT_ALONE = timedelta(days=30)
"""How long bytes lie that no record names: a refused order may be done again, a case may come back."""


class Parcel(Struct, frozen=True, kw_only=True):
    """An attachment on its way to the centre."""

    sha256: str
    media: str
    data: bytes


class BlobStore:
    """The attachments of a cache. Store lane only."""

    def __init__(
        self,
        folder: Path,
        *,
        key: bytes,
        database: Database,
        tables: LocalTables,
        rows: RecordRows,
        clock: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._key = derived(key, "attachments")
        self._database = database
        self._rows = rows
        self._clock = clock
        upload, wanted = tables.upload, tables.wanted
        put: Any = insert(upload).prefix_with("OR IGNORE")
        self._queue = Statement(put.values({name: bindparam(name) for name in ("sha256", "added_at", "problem")}))
        self._queued = Statement(select(upload.c.sha256).where(upload.c.problem == 0).order_by(upload.c.added_at))
        self._done = Statement(delete(upload).where(upload.c.sha256 == bindparam("s")))
        self._fail = Statement(update(upload).where(upload.c.sha256 == bindparam("s")).values(problem=bindparam("p")))
        self._underway = (
            Statement(select(upload.c.sha256)),
            Statement(select(tables.outbox.c.body)),
            Statement(select(tables.refused.c.body)),
        )
        want: Any = insert(wanted).prefix_with("OR IGNORE")
        self._want = Statement(want.values(sha256=bindparam("s")))
        self._wanted = Statement(select(wanted.c.sha256))
        self._got = Statement(delete(wanted).where(wanted.c.sha256 == bindparam("s")))

    def put(self, data: bytes) -> str:
        """Keep the bytes and queue them for the centre; their SHA-256. A full disk raises `Problem` DISK_FULL."""
        name = hashlib.sha256(data).hexdigest()
        self._seal(name, data)
        with self._database.transaction():
            self._database.run(self._queue, sha256=name, added_at=micros(self._clock()), problem=0)
        return name

    def get(self, sha256: str) -> bytes | None:
        """The bytes, or None if they are not here yet; then they are fetched with the next pull."""
        if not _NAME.match(sha256):
            return None
        found = unseal(self._file(sha256), key=self._key, name=sha256)
        if found is None or hashlib.sha256(found).hexdigest() != sha256:
            with self._database.transaction():
                self._database.run(self._want, s=sha256)
            return None
        return found

    def to_send(self) -> tuple[str, ...]:
        """The attachments that the centre does not have yet, oldest first."""
        with self._database.reading():
            return tuple(row[0] for row in self._database.all(self._queued))

    def parcel(self, sha256: str) -> Parcel | None:
        """An attachment to send, None while no record names it (its command was refused or withdrawn)."""
        named = self._rows.find(Attachment.kind, {"sha256": sha256})
        media = next((record.media for record in named if isinstance(record, Attachment)), "")
        data = unseal(self._file(sha256), key=self._key, name=sha256) if media else None
        return None if data is None else Parcel(sha256=sha256, media=media, data=data)

    def sent(self, sha256: str) -> None:
        """The centre has it."""
        with self._database.transaction():
            self._database.run(self._done, s=sha256)

    def refused(self, sha256: str, problem: Problem) -> None:
        """The centre will not have it; it stays here and is not offered again."""
        with self._database.transaction():
            self._database.run(self._fail, s=sha256, p=problem.code.value)

    def to_fetch(self) -> tuple[str, ...]:
        """The attachments that somebody wanted to see and that are not here."""
        with self._database.reading():
            return tuple(row[0] for row in self._database.all(self._wanted))

    def fetched(self, sha256: str, data: bytes | None) -> tuple[Key, ...]:
        """Keep what the centre sent (None: it has no such thing); the records whose file can be shown now."""
        if data is not None and hashlib.sha256(data).hexdigest() == sha256:
            self._seal(sha256, data)
        with self._database.transaction():
            self._database.run(self._got, s=sha256)
        return tuple((Attachment.kind, record.id) for record in self._rows.find(Attachment.kind, {"sha256": sha256}))

    def sweep(self) -> int:
        """Remove the bytes that belong to no case of this cache any more and to no order under way; how many files went."""
        oldest = (self._clock() - LEFT_ALONE).timestamp()
        idle = [file for file in self._folder.glob("??/*.sealed") if file.stat().st_mtime < oldest]
        if not idle:
            return 0
        with self._database.reading():
            kept = [row[0] for statement in self._underway for row in self._database.all(statement)]
        underway = b"\n".join(text if isinstance(text, bytes) else text.encode() for text in kept)
        gone = [
            file
            for file in idle
            if file.stem.encode() not in underway and not self._rows.find(Attachment.kind, {"sha256": file.stem})
        ]
        for file in gone:
            file.unlink(missing_ok=True)
        return len(gone)

    def _seal(self, name: str, data: bytes) -> None:
        file = self._file(name)
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            seal(file, data, key=self._key, name=name)
        except OSError as error:
            file.with_suffix(".part").unlink(missing_ok=True)
            raise Problem(Code.DISK_FULL) from error

    def _file(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}.sealed"
