"""Bringing a database to the newest revision: the records' branch on both sides, and each side's own branch beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData

from services.records.ddl import Extra

HERE = Path(__file__).resolve().parent / "migrations"


def upgrade(engine: Engine, *own: Path, extra: Extra = ()) -> None:
    """Run what is missing of the records' branch and of the side's own branches, in one transaction.

    `own` are folders of revisions, `extra` the columns that this side adds to every record table.
    """
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(str(folder) for folder in (HERE / "versions", *own)))
    config.attributes["extra"] = tuple(extra)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "heads")


def differences(engine: Engine, metadata: MetaData) -> list[Any]:
    """What the database lacks or has too much of against the metadata; empty when they agree."""
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))
