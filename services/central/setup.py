"""Making a centre, and bringing its database to the newest revision."""

from __future__ import annotations

from pathlib import Path

from app.domain.keeping import CACHE_WEEKS
from app.domain.problems import Code, Problem
from services.central.centre import generation_of, open_database
from services.central.database import Database, open_postgresql, open_sqlite
from services.central.schema import Schema
from services.central.settings import Settings, blob_folder, database_file, save_settings
from services.records.migrating import Newer, upgrade

MIGRATIONS = Path(__file__).resolve().parent / "migrations" / "versions"


def migrate(database: Database) -> None:
    """Bring the database to the newest revision of both branches; DATABASE_TOO_NEW for one of a newer program."""
    with database.guarded() as engine:
        try:
            upgrade(engine, MIGRATIONS)
        except Newer as error:
            raise Problem(Code.DATABASE_TOO_NEW) from error


def make_centre(data: Path, *, database: str = "", cache_weeks: int = CACHE_WEEKS) -> str:
    """A new centre in the folder, on SQLite or at the address of an empty PostgreSQL database; its generation.

    Raises DATABASE_EXISTS where there is one already.
    """
    if database_file(data).exists():
        raise Problem(Code.DATABASE_EXISTS, data=data)
    data.mkdir(parents=True, exist_ok=True)
    blob_folder(data).mkdir(exist_ok=True)
    made = open_postgresql(database) if database else open_sqlite(database_file(data))
    try:
        migrate(made)
        generation = generation_of(made, Schema())
    finally:
        made.close()
    save_settings(data, Settings(database=database, cache_weeks=cache_weeks))
    return generation


def open_migrated(data: Path) -> Database:
    """The centre's database, brought to the newest revision."""
    database = open_database(data)
    migrate(database)
    return database
