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
    """Collects rejects of one import; `notes` are rows that were taken in after being put right."""

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
        found = Counter(Code(reject.problem).name.lower() for reject in self.rows)
        return dict(sorted(found.items()))

    def write(self, file: Path) -> Path | None:
        """The rejects and notes as CSV for a spreadsheet, no cell a formula; nothing to tell, no file."""
        if not self.rows and not self.notes:
            return None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)  # rows may name people
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["row", "problem", "reason", "reason_en", "taken_in", "text"])
            for taken, rows in (("no", self.rows), ("yes", self.notes)):
                for reject in rows:
                    reasons = guarded(reject.reason), guarded(reject.reason_en)
                    writer.writerow([reject.row, reject.problem, *reasons, taken, guarded(reject.text)])
        return file


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would see a formula; controls and broken characters replaced."""
    plain = cell.encode("utf-8", "replace").decode("utf-8").translate(_CONTROLS)
    return f"'{plain}" if plain.lstrip().startswith(_FORMULA) else plain
