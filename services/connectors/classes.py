"""From a file's own types to classes of the catalogue."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from app.contract.reference import RESOURCES
from app.domain.catalogue import UNMAPPED, Catalogue, Severity
from app.domain.problems import Code, Problem
from services.connectors import cells
from services.connectors.reading import Row, read_sheet

_COLUMNS = ("source", "source_type", "grid_class", "grid_subclass")


class Class(Struct, frozen=True):
    """What a type of a file becomes."""

    code: str
    severity: Severity


class Classes:
    """By a mapping file, by the shipped crosswalk, by name; a type that nobody knows is unmapped: visible, to be put right."""

    def __init__(self, catalogue: Catalogue, source: str, mapping: Path | None) -> None:
        crosswalk = msgspec.json.decode((RESOURCES / "demo" / "crosswalk.json").read_bytes())
        self._crosswalk: dict[str, str] = crosswalk.get(source, {})
        self._things: dict[str, str] = crosswalk.get(f"{source}_parts", {})
        self._by_name = {row.name: code for code, row in catalogue.classes.items()}
        self._catalogue = catalogue
        self._mapped = _mapping(mapping, source) if mapping is not None else {}
        self._found: dict[str, Class] = {}

    def find(self, kind: str) -> Class:
        """The class of a type, with the severity that the mapping or else the catalogue gives it."""
        if kind not in self._found:
            mapped = self._mapped.get(kind)
            code = self._things.get(kind) or self._code(mapped.name if mapped else "", kind)
            row = self._catalogue.get(code)
            usual = row.severity if row and code != UNMAPPED else Severity.NORMAL
            self._found[kind] = Class(code, mapped.severity if mapped and mapped.severity else usual)
        return self._found[kind]

    def _code(self, *names: str) -> str:
        for name in names:
            last = name.rsplit("/", 1)[-1]
            code = next((table[key] for table, key in self._tables(name, last) if key in table), "")
            if self._catalogue.get(code) is not None:
                return code
        return UNMAPPED

    def _tables(self, name: str, last: str) -> tuple[tuple[dict[str, str], str], ...]:
        return (self._crosswalk, name), (self._things, name), (self._by_name, name), (self._by_name, last)


class _Mapped(Struct, frozen=True):
    name: str
    severity: Severity | None


def _mapping(file: Path, source: str) -> dict[str, _Mapped]:
    """The rows of a mapping file (`source, source_type, grid_class, grid_subclass`, perhaps `priority` 1 to 4) for a source."""
    sheet = read_sheet(file)
    sheet.need(*_COLUMNS)
    rows = (row for row in sheet.rows if row.get("source") == source)
    return {
        cells.line(row, "source_type"): _Mapped(f"{row.get('grid_class')}/{row.get('grid_subclass')}", _severity(row))
        for row in rows
    }


def _severity(row: Row) -> Severity | None:
    cell = row.get("priority")
    if not cell:
        return None
    if cell not in ("1", "2", "3", "4"):
        raise Problem(Code.NUMBER_IMPOSSIBLE, row=row.number, value=cell[:60])
    return tuple(Severity)[int(cell) - 1]
