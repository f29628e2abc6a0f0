"""The input of a package as one text: kept beside it, the week can be computed again when the records have moved on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from app.analysis.columns import ActionColumns, Case, ForceColumns, IncidentColumns, Names
from app.analysis.frame import WeekFrame
from app.analysis.weekly import WeeklyPackage, weekly


class InputTable(Struct, frozen=True, kw_only=True):
    """All that a package was computed from, rows in the order of their ids."""

    frame: WeekFrame
    cases: tuple[Case, ...]
    forces: ForceColumns
    actions: ActionColumns
    names: Names

    @classmethod
    def of(
        cls, frame: WeekFrame, cases: Iterable[Case], forces: ForceColumns, actions: ActionColumns, *, names: Names
    ) -> InputTable:
        """The table of the input, whatever its order."""
        return cls(
            frame=frame,
            cases=tuple(sorted(cases, key=lambda case: case.id)),
            forces=ForceColumns(tuple(sorted(forces.rows, key=lambda row: row.id))),
            actions=ActionColumns(tuple(sorted(actions.rows, key=lambda row: row.id))),
            names=names,
        )

    def compute(self) -> WeeklyPackage:
        """The package of the table."""
        return weekly(self.frame, IncidentColumns.of(self.cases), self.forces, self.actions, names=self.names)

    def encode(self) -> bytes:
        """The table as canonical JSON; compress it to keep it, but name it by these bytes."""
        return msgspec.json.encode(self, order="deterministic")

    def name(self) -> str:
        """SHA-256 (hex) of the canonical JSON."""
        return hashlib.sha256(self.encode()).hexdigest()


def decode_table(body: bytes | str) -> InputTable:
    """The table of a canonical JSON text; msgspec.ValidationError for a text that is none."""
    return msgspec.json.decode(body, type=InputTable)
