"""Rows that could not be taken in: counted, told with row number and reason, written to a file beside the data."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from msgspec import Struct

from app.contract.reference import ENGLISH, Reference
from app.domain.problems import Code, Problem

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CONTROLS = dict.fromkeys(range(0x20), " ") | {0x7F: " "}
LONGEST_TEXT = 400


class Reject(Struct, frozen=True):
    """A row that was not taken in, and why; `row` is its number in the file."""

    row: int
    problem: int
    reason: str
    reason_en: str
    text: str


class Rejects:
    """Collects rejects of one import; `notes` are rows that were taken in after being put right, which are only counted."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self.rows: list[Reject] = []
        self.notes: list[Reject] = []

    def add(self, row: int, problem: Problem, text: str = "") -> None:
        """One more row that was not taken in."""
        self.rows.append(self._reject(row, problem, text))

    def note(self, row: int, problem: Problem, text: str = "") -> None:
        """One more row that was put right and taken in."""
        self.notes.append(self._reject(row, problem, text))

    def _reject(self, row: int, problem: Problem, text: str) -> Reject:
        say = self._reference.say
        return Reject(row, problem.code.value, say(problem), say(problem, ENGLISH), text[:LONGEST_TEXT])

    def counts(self) -> dict[str, int]:
        """How many rows for each problem, by its key."""
        return _counted(self.rows)

    def note_counts(self) -> dict[str, int]:
        """How many rows were put right in each way, by its key."""
        return _counted(self.notes)

    def write(self, file: Path) -> Path | None:
        """The rejects as CSV for a spreadsheet, no cell a formula; none, no file."""
        if not self.rows:
            return None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)  # rows may name people
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["row", "problem", "reason", "reason_en", "text"])
            for reject in self.rows:
                cells = (guarded(cell) for cell in (reject.reason, reject.reason_en, reject.text))
                writer.writerow([reject.row, reject.problem, *cells])
        return file


def _counted(rows: list[Reject]) -> dict[str, int]:
    found = Counter(Code(reject.problem).name.lower() for reject in rows)
    return dict(sorted(found.items()))


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would see a formula; controls and broken characters replaced."""
    plain = cell.encode("utf-8", "replace").decode("utf-8").translate(_CONTROLS)
    return f"'{plain}" if plain.lstrip().startswith(_FORMULA) else plain
