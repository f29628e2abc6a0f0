"""Handing prepared rows to the centre as commands, in batches, with one bad row never spoiling the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from app.commands.command import Command
from app.contract.messages import VerdictRow
from app.domain.problems import Code, Problem
from app.domain.world import World
from services.connectors.rejects import Rejects

BATCH = 500


class Office(Protocol):
    """Where commands are handed in: the centre's own store, under a series of its own."""

    def run(self, command: Command, *, author: str = "", occurred_at: datetime | None = None) -> VerdictRow:
        """Decide the command for good: the system's own, or a person's; `occurred_at` is now unless it is said."""
        ...

    def world(self) -> World:
        """What is there now."""
        ...


def run_needed(office: Office, command: Command, *, author: str = "", occurred_at: datetime | None = None) -> None:
    """Decide a command that must not be refused; raises the `Problem` if it is."""
    verdict = office.run(command, author=author, occurred_at=occurred_at)
    if verdict.problem:
        raise Problem(Code(verdict.problem), **verdict.data)


class Prepared(Struct, frozen=True):
    """A row made ready: its number in the file, what it became, and its text for the rejects."""

    row: int
    value: object
    text: str = ""


Progress = Callable[[int, int], None]


def hand_in(
    office: Office,
    prepared: Sequence[Prepared],
    make: Callable[[Sequence[Prepared]], Command],
    rejects: Rejects,
    progress: Progress,
    *,
    batch: int = BATCH,
) -> int:
    """Hand the rows in; a refused batch is halved until the row that spoils it is found. How many were taken in."""
    taken = 0
    for start in range(0, len(prepared), batch):
        taken += _hand_in_part(office, prepared[start : start + batch], make, rejects)
        progress(min(start + batch, len(prepared)), len(prepared))
    return taken


def _hand_in_part(
    office: Office, part: Sequence[Prepared], make: Callable[[Sequence[Prepared]], Command], rejects: Rejects
) -> int:
    verdict = office.run(make(part))
    if not verdict.problem:
        return len(part)
    if len(part) == 1:
        rejects.add(part[0].row, Problem(Code(verdict.problem), **verdict.data), part[0].text)
        return 0
    middle = len(part) // 2
    return _hand_in_part(office, part[:middle], make, rejects) + _hand_in_part(office, part[middle:], make, rejects)


class Report(Struct, frozen=True, kw_only=True):
    """What came of an import: `read` rows are `taken` plus `rejected`; `reasons` counts the rejects by problem.

    `noted` rows were put right and taken in, `put_right` counts them by what it was, `unmapped` have a type that no class is
    known for. `rejects_file` tells of each reject.
    """

    kind: str
    file: str
    read: int
    taken: int
    rejected: int
    reasons: dict[str, int]
    noted: int = 0
    put_right: dict[str, int] = {}
    unmapped: int = 0
    rejects_file: str = ""


def report_of(kind: str, file: str, read: int, taken: int, rejects: Rejects, *, unmapped: int = 0) -> Report:
    """The report of an import that has collected its rejects."""
    return Report(
        kind=kind,
        file=file,
        read=read,
        taken=taken,
        rejected=len({reject.row for reject in rejects.rows}),
        reasons=rejects.counts(),
        noted=len({note.row for note in rejects.notes}),
        put_right=rejects.note_counts(),
        unmapped=unmapped,
    )
