"""Record tables as frozen text, for migrations: what a table looked like when a revision was written.

A column is written `name:t` with t text, i integer (64 bits), d double, b truth value; `?` after it allows NULL. The column
`id` is the primary key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

TYPES: dict[str, type[TypeEngine[Any]]] = {"t": Text, "i": BigInteger, "d": Double, "b": Boolean}

Extra = Sequence[tuple[str, TypeEngine[Any]]]


def table(kind: str, columns: str, indexes: str, extra: Extra = ()) -> Table:
    """The table of a kind as the text says, with the columns a side adds; indexes are written `area,at holder`."""
    name = f"r_{kind}"
    made = [column(text) for text in columns.split()]
    made += [Column(added, form, nullable=False) for added, form in extra]
    keys = [tuple(text.split(",")) for text in indexes.split()]
    listed = [Index(f"ix_{kind}_{'_'.join(key)}", *key) for key in keys]
    return Table(name, MetaData(), *made, *listed)


def column(text: str, default: str | None = None) -> Column[Any]:
    """A column as the text says; `default` is what the rows of a table that is there already get, NULL for empty if it may be."""
    name, form = text.split(":")
    nullable = form.endswith("?")
    given = None if nullable and not default else default
    return Column(name, TYPES[form[0]](), primary_key=name == "id", nullable=nullable, server_default=given)


def written(made: Table, *, extra: Sequence[str] = ()) -> tuple[str, str]:
    """A table's columns and indexes as such text."""
    letters = {form: letter for letter, form in TYPES.items()}
    columns = " ".join(
        f"{column.name}:{letters[type(column.type)]}{'?' if column.nullable else ''}"
        for column in made.columns
        if column.name not in extra
    )
    indexes = " ".join(",".join(column.name for column in index.columns) for index in sorted(made.indexes, key=_name))
    return columns, indexes


def _name(index: Index) -> str:
    return str(index.name)
