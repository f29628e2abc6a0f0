"""Files on their way to a case: what was dropped, pasted or picked, checked before it is kept."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QMimeDatabase
from PySide6.QtGui import QImage, QImageWriter

from app.commands.notes import LARGEST_ATTACHMENT, MEDIA
from app.domain.problems import Code, Problem

PASTED = "pasted.png"
UNKNOWN = "application/octet-stream"


class Offered(Struct, frozen=True):
    """A file that somebody wants to attach: where it lies, or its bytes where it came from the clipboard."""

    name: str
    path: Path | None = None
    data: bytes = b""

    @staticmethod
    def at(path: str) -> Offered:
        """The file at a path."""
        return Offered(Path(path).name, Path(path))


class Loaded(Struct, frozen=True):
    """A file read and found fit: its name, media type and bytes."""

    name: str
    media: str
    data: bytes


def offered(mime: QMimeData) -> tuple[Offered, ...]:
    """What a drop or the clipboard holds: files of this machine, or one picture. Nothing is fetched."""
    if mime.hasUrls():
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        return tuple(Offered(path.name, path) for path in paths if path.name)
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return (Offered(PASTED, data=_png(image)),)
    return ()


def loaded(file: Offered) -> Loaded:
    """The file's bytes with its type by content. Network lane.

    Raises `Problem` FILE_MISSING, BLOB_TOO_LARGE or BLOB_TYPE.
    """
    data = file.data
    if file.path is not None:
        try:
            size = file.path.stat().st_size
            if size > LARGEST_ATTACHMENT:
                raise Problem(Code.BLOB_TOO_LARGE, size=size, limit=LARGEST_ATTACHMENT)
            data = file.path.read_bytes()
        except OSError as error:
            raise Problem(Code.FILE_MISSING, file=file.name) from error
    if len(data) > LARGEST_ATTACHMENT:
        raise Problem(Code.BLOB_TOO_LARGE, size=len(data), limit=LARGEST_ATTACHMENT)
    media = _media(file.name, data)
    if media not in MEDIA:
        raise Problem(Code.BLOB_TYPE, media=media)
    return Loaded(file.name, media, data)


def _media(name: str, data: bytes) -> str:
    """The type by content; the name is believed only for sound, whose content may begin with anything."""
    kinds = QMimeDatabase()
    media = kinds.mimeTypeForData(QByteArray(data)).name()
    if media == UNKNOWN:
        named = kinds.mimeTypeForFile(name, QMimeDatabase.MatchMode.MatchExtension).name()
        media = named if named == "audio/mpeg" else media
    return {"audio/x-wav": "audio/wav", "audio/vnd.wave": "audio/wav"}.get(media, media)


def _png(image: QImage) -> bytes:
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    buffer.close()
    return bytes(store.data())
