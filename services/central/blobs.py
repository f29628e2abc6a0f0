"""Attachments in a folder, named by the SHA-256 of their bytes; what lies there is whole or not there at all."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import uuid_utils
from sqlalchemy import bindparam, select

from app.commands.notes import MEDIA
from app.contract.messages import LARGEST_BLOB
from app.domain.incident import Attachment
from app.domain.problems import Code, Problem
from app.domain.scope import feed_of, scopes_of
from services.central.store import Store

_NAME = re.compile(r"^[0-9a-f]{64}$")
_STARTS: dict[str, tuple[bytes, ...]] = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF-",),
    "audio/mpeg": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "audio/wav": (b"RIFF",),
}


class Blobs:
    """The folder. Writing is: a temporary file, synced, then renamed into place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, sha256: str, media: str, data: bytes) -> bool:
        """Keep the bytes of an attachment; whether they are new.

        Raises BLOB_TOO_LARGE, BLOB_TYPE for a type not on the list or bytes that are not of it, BLOB_UNKNOWN for a wrong digest.
        """
        if len(data) > LARGEST_BLOB:
            raise Problem(Code.BLOB_TOO_LARGE, size=len(data), limit=LARGEST_BLOB)
        if media not in MEDIA or not looks_like(media, data):
            raise Problem(Code.BLOB_TYPE, media=media[:100])
        if not _NAME.match(sha256) or hashlib.sha256(data).hexdigest() != sha256:
            raise Problem(Code.BLOB_UNKNOWN, sha256=sha256[:64])
        return self.keep(data) is not None

    def keep(self, data: bytes) -> str | None:
        """Keep any bytes; their name if they are new, None if they were there."""
        sha256 = hashlib.sha256(data).hexdigest()
        file = self._file(sha256)
        if file.exists():
            return None
        try:
            self._write(file, data)
        except OSError as error:
            raise Problem(Code.DISK_FULL) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes; BLOB_UNKNOWN if they are not here."""
        if not _NAME.match(sha256):
            raise Problem(Code.BLOB_UNKNOWN, sha256=sha256[:64])
        try:
            return self._file(sha256).read_bytes()
        except FileNotFoundError:
            raise Problem(Code.BLOB_UNKNOWN, sha256=sha256) from None

    def _file(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def _write(self, file: Path, data: bytes) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{uuid_utils.uuid7()}")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)


def looks_like(media: str, data: bytes) -> bool:
    """Whether the bytes begin as their type does; text must be UTF-8 without NUL."""
    if media == "text/plain":
        return b"\x00" not in data and _is_utf8(data)
    if media == "video/mp4":
        return data[4:8] == b"ftyp"
    riff = {"image/webp": b"WEBP", "audio/wav": b"WAVE"}
    if media in riff and data[8:12] != riff[media]:
        return False
    return data.startswith(_STARTS.get(media, (b"\x00never",)))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def require_visible(store: Store, sha256: str, scopes: dict[str, tuple[str, ...]]) -> str:
    """Pass with the type of the attachment if one that names these bytes can be seen; else BLOB_UNKNOWN."""
    table = store.schema.records.table[Attachment.kind]
    ids = select(table.c.id).where(table.c.sha256 == bindparam("s"))
    with store.database.reading() as connection:
        world = store.world(connection)
        for (record,) in connection.execute(ids, {"s": sha256}).all():
            found = world.get(Attachment, record)
            if found is not None and scopes_of(found) & set(scopes.get(feed_of(found), ())):
                return found.media
    raise Problem(Code.BLOB_UNKNOWN, sha256=sha256[:64])
