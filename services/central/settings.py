"""Where a centre keeps its data: a folder with its settings, its database or the address of one, and its attachments."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from app.domain.keeping import CACHE_WEEKS
from app.domain.problems import Code, Problem

FILE = "central.json"


class Settings(Struct, frozen=True, kw_only=True):
    """What `init` wrote down.

    `database` is the SQLAlchemy address of a PostgreSQL database; empty for SQLite in the folder. `cache_weeks` is how long desks
    keep cases that are over, counted back from the newest case of their area; 0 for ever.
    """

    database: str = ""
    cache_weeks: int = CACHE_WEEKS


def database_file(data: Path) -> Path:
    """The SQLite database of the folder."""
    return data / "central.db"


def blob_folder(data: Path) -> Path:
    """Where the attachments lie."""
    return data / "blobs"


def load_settings(data: Path) -> Settings:
    """The settings of the folder; `Problem` DATABASE_MISSING before `init`, DATABASE_DAMAGED if they cannot be read."""
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=Settings)
    except FileNotFoundError:
        raise Problem(Code.DATABASE_MISSING, data=data) from None
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise Problem(Code.DATABASE_DAMAGED, file=data / FILE) from error


def save_settings(data: Path, settings: Settings) -> None:
    """Write the settings so that only their owner can read them; `Problem` DATABASE_EXISTS if there are some already."""
    data.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(data / FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Problem(Code.DATABASE_EXISTS, data=data) from None
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(settings))


def change_settings(data: Path, settings: Settings) -> None:
    """Put other settings in the place of those that are there, whole or not at all; a running server reads them at its start."""
    load_settings(data)
    beside = data / f".{FILE}"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.encode(settings))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(data / FILE)
