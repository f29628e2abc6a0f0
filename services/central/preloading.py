"""What a large command is going to look at, so that it can be read at once instead of row by row."""

from __future__ import annotations

from collections.abc import Iterator

from app.commands.command import Command
from app.commands.entering import EnterHistory
from app.domain.grid import Grid, Outline
from app.domain.incident import Incident
from app.domain.record import Record
from services.central.world import Key

WORTH_IT = 8


def keys_of(command: Command) -> Iterator[Key]:
    """The records that the lists of a command name."""
    if isinstance(command, EnterHistory):
        yield from ((Incident.kind, case.incident) for case in command.cases)
        yield from ((Grid.kind, case.grid) for case in command.cases)
        return
    for name in command.__struct_fields__:
        value = getattr(command, name)
        if isinstance(value, tuple) and len(value) >= WORTH_IT and isinstance(value[0], Record):
            for record in value:
                yield from _named(record)


def _named(record: Record) -> Iterator[Key]:
    yield record.kind, record.id
    if isinstance(record, Grid):
        yield Grid.kind, record.parent
    elif isinstance(record, Outline):
        yield Grid.kind, record.id
