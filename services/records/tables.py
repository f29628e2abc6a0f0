"""The tables of the records, the same on both sides; indexes are listed here, by name, and nowhere else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Index, MetaData, Table
from sqlalchemy.types import TypeEngine

from app.domain.record import Record
from app.domain.records import RECORDS
from services.records.columns import Shape

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "grid": (("parent",), ("alias",), ("area",)),
    "outline": (("area",),),
    "person": (("area",),),
    "contact": (("of",),),
    "posting": (("grid",), ("area",)),
    "appointment": (("person",),),
    "grant": (("grid",), ("area",)),
    "force": (("area",),),
    "shift": (("area", "starts"),),
    "establishment": (("area",),),
    "incident": (
        ("area", "state", "step_due"),
        ("area", "occurred_at"),
        ("number",),
        ("holder",),
        ("source_case",),
        ("timer", "step_due"),
        ("aside_due",),
    ),
    "entry": (("incident", "at"),),
    "attachment": (("incident",), ("sha256",)),
    "log_note": (("area", "at"),),
    "handover": (("area", "seat"),),
    "refusal": (("area", "state"),),
    "meeting": (("area", "week"), ("stage",)),
    "decision": (("meeting",),),
    "action": (("area", "progress"), ("meeting",)),
    "package": (("area", "week"),),
}


class RecordTables:
    """Every kind's table and shape on one metadata; `feed` columns are added where the side asks for them."""

    def __init__(self, metadata: MetaData, *extra: tuple[str, TypeEngine[Any]]) -> None:
        self.shape: dict[str, Shape] = {}
        self.table: dict[str, Table] = {}
        for record in RECORDS:
            self._add(record, metadata, extra)

    def _add(self, record: type[Record], metadata: MetaData, extra: tuple[tuple[str, TypeEngine[Any]], ...]) -> None:
        shape = Shape(record)
        columns = [
            Column(field.name, field.type, primary_key=field.name == "id", nullable=field.nullable) for field in shape.fields
        ]
        columns += [Column(name, kind, nullable=False) for name, kind in extra]
        name = f"r_{record.kind}"
        indexes = [Index(f"ix_{record.kind}_{'_'.join(parts)}", *parts) for parts in INDEXES.get(record.kind, ())]
        self.table[record.kind] = Table(name, metadata, *columns, *indexes)
        self.shape[record.kind] = shape
