"""The migrations make the tables that the records describe, on either database, and run once."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from services.central.centre import open_database
from services.central.schema import Schema
from services.central.setup import MIGRATIONS, migrate
from services.records import migrating
from services.records.ddl import written
from services.records.migrating import differences, is_current, newest
from services.records.migrations.versions import (
    records_0002,
    records_0003,
    records_0004,
    records_0005,
    records_0006,
    records_0007,
    records_0008,
    records_0009,
    records_0010,
)
from services.records.migrations.versions.records_0001 import TABLES
from services.records.tables import RecordTables


def test_a_new_centre_has_the_tables_that_are_described(empty: Path, schema: Schema) -> None:
    database = open_database(empty)
    assert differences(database.engine, schema.metadata) == []
    assert is_current(database.engine, MIGRATIONS)
    migrate(database)
    database.close()


def test_the_newest_revisions_are_the_heads_of_their_branches() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{migrating.HERE / 'versions'}\n{MIGRATIONS}")
    assert set(ScriptDirectory.from_config(config).get_heads()) == newest(MIGRATIONS)


def test_no_revision_lacks_a_column_of_the_records() -> None:
    """Says which kind differs, and how its text in a new revision would read."""
    tables = RecordTables(MetaData()).table
    told = {kind: (_with_added(kind, columns), _with_keys(kind, keys)) for kind, (columns, keys) in TABLES.items()}
    assert {kind: written(table) for kind, table in tables.items()} == told


ADDING = (
    records_0002,
    records_0003,
    records_0004,
    records_0005,
    records_0006,
    records_0007,
    records_0008,
    records_0009,
    records_0010,
)


def _with_added(kind: str, columns: str) -> str:
    added = [text for revision in ADDING for text, _ in revision.ADDED.get(kind, ())]
    return " ".join((columns, *added))


def _with_keys(kind: str, keys: str) -> str:
    """Indexes are written by the order of their names."""
    return " ".join(sorted((*keys.split(), *records_0003.INDEXED.get(kind, ())), key=lambda key: key.replace(",", "_")))
