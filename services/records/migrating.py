"""Bringing a database to the newest revision: the records' branch on both sides, and each side's own branch beside it.

A branch is a folder of revisions in a line; each file is called as its revision, so the last name is the newest. Alembic is
loaded only where something is to be done: a start of either program should not wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, inspect, text

from services.records.ddl import Extra

HERE = Path(__file__).resolve().parent / "migrations"
TABLE = "alembic_version"


class Newer(Exception):
    """The database has revisions that this program does not know."""


def newest(*own: Path) -> frozenset[str]:
    """The newest revision of the records' branch and of each of these."""
    return frozenset(max(_revisions(folder)) for folder in (HERE / "versions", *own))


def _revisions(folder: Path) -> list[str]:
    return [file.stem for file in folder.glob("*_[0-9]*.py")]


def is_current(engine: Engine, *own: Path) -> bool:
    """Whether the database is at the newest revisions."""
    with engine.begin() as connection:
        if not inspect(connection).has_table(TABLE):
            return False
        found = {row[0] for row in connection.execute(text("SELECT version_num FROM alembic_version"))}
    return found == newest(*own)


def upgrade(engine: Engine, *own: Path, extra: Extra = ()) -> None:
    """Run what is missing of the records' branch and of the side's own branches, in one transaction.

    Raises `Newer`.

    `own` are folders of revisions, `extra` the columns that this side adds to every record table.
    """
    if not is_current(engine, *own):
        _upgrade(engine, own, extra)


def _upgrade(engine: Engine, own: Sequence[Path], extra: Extra) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(str(folder) for folder in (HERE / "versions", *own)))
    config.attributes["extra"] = tuple(extra)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "heads")
        except CommandError as error:
            raise Newer(str(error)) from error


def differences(engine: Engine, metadata: MetaData) -> list[Any]:
    """What the database lacks or has too much of against the metadata; empty when they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))
