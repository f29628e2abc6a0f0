"""Handing prepared rows to the centre as commands, in batches, with one bad row never spoiling the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct, field

from app.commands.command import Command
from app.contract.messages import VerdictRow
from app.domain.problems import Code, Problem
from app.domain.world import World
from services.connectors.rejects import Rejects

T = TypeVar("T")
BATCH = 500


class Office(Protocol):
    """Where an import hands in its commands: the centre's own store, under a series of its own."""

    def run(self, command: Command) -> VerdictRow:
        """Decide the command for good."""
        ...

    def world(self) -> World:
        """What is there now."""
        ...


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
    """What came of an import: rows read, taken in, rejected by reason, put right; where the rejects were written."""

    kind: str
    file: str
    read: int
    taken: int
    rejected: int
    reasons: dict[str, int]
    noted: int = 0
    unmapped: int = 0
    rejects_file: str = ""
    records: dict[str, int] = field(default_factory=dict)
