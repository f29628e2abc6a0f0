"""The centre put together: its store and everything that answers from it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from sqlalchemy import select, update
from structlog.typing import FilteringBoundLogger

from app.contract.reference import Reference
from app.domain.problems import Code, Problem
from services.central.blobs import Blobs
from services.central.database import Database, open_postgresql, open_sqlite
from services.central.feed import Feeds
from services.central.identity import Identity
from services.central.keeping import Keeping
from services.central.passwords import Passwords, hashers
from services.central.pulse import Pulse
from services.central.schema import Schema
from services.central.search import History
from services.central.settings import blob_folder, database_file, load_settings
from services.central.store import Store
from services.central.tokens import new_token

GENERATION = "generation"
COPY = "copy_of"


class Centre(Struct, frozen=True, kw_only=True):
    """Everything that a running centre answers from."""

    generation: str
    store: Store
    feeds: Feeds
    identity: Identity
    blobs: Blobs
    history: History
    keeping: Keeping
    pulse: Pulse
    passwords: Passwords

    def close(self) -> None:
        """Give back pool and connections."""
        self.passwords.close()
        self.store.database.close()


def open_database(data: Path) -> Database:
    """The database of the folder, as `init` set it up; DATABASE_MISSING before.

    DATABASE_DAMAGED for an empty file: it would pass for a new centre, and every desk would be emptied after it.
    """
    settings = load_settings(data)
    if settings.database:
        return open_postgresql(settings.database)
    file = database_file(data)
    if not file.exists():
        raise Problem(Code.DATABASE_MISSING, data=data)
    if file.stat().st_size == 0:
        raise Problem(Code.DATABASE_DAMAGED, file=file)
    return open_sqlite(file)


def generation_of(database: Database, schema: Schema) -> str:
    """The database's generation; one that was put back from a copy begins a new one here."""
    meta = schema.meta
    with database.writing() as connection:
        held: dict[str, str] = {row[0]: row[1] for row in connection.execute(select(meta.c.name, meta.c.value))}
        if GENERATION in held and COPY not in held:
            return held[GENERATION]
        fresh = new_token()[:22]
        if GENERATION in held:
            connection.execute(update(meta).where(meta.c.name == GENERATION).values(value=fresh))
            connection.execute(meta.delete().where(meta.c.name == COPY))
        else:
            connection.execute(meta.insert(), {"name": GENERATION, "value": fresh})
    return fresh


def open_centre(data: Path, *, database: Database, reference: Reference, log: FilteringBoundLogger) -> Centre:
    """The centre on a database and the folder of its attachments."""
    schema = Schema()
    pulse = Pulse()
    generation = generation_of(database, schema)
    store = Store(database, schema, reference, log=log, told=pulse.told)
    passwords = Passwords(hashers())
    return Centre(
        generation=generation,
        store=store,
        feeds=Feeds(store, generation),
        identity=Identity(store, passwords),
        blobs=Blobs(blob_folder(data)),
        history=History(store),
        keeping=Keeping(store, weeks=load_settings(data).cache_weeks),
        pulse=pulse,
        passwords=passwords,
    )
