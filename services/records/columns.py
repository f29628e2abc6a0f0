"""From a record's fields to columns and back: declared once, in the record.

Text and enums are TEXT, integers BIGINT, truth values BOOLEAN, numbers DOUBLE, aware times BIGINT microseconds since 1970 UTC,
dates TEXT in ISO form, everything nested JSON text.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
from sqlalchemy import BigInteger, Boolean, Double, Text
from sqlalchemy.types import TypeEngine

from app.domain.record import Record

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_JSON = msgspec.json.Encoder()

Convert = Callable[[Any], Any]


class Field(msgspec.Struct, frozen=True):
    """One column of a record: its name, SQL type, whether it may be NULL, and how values other than None cross over."""

    name: str
    type: TypeEngine[Any]
    nullable: bool
    to_sql: Convert
    from_sql: Convert


def micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return (moment - EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """The aware time of so many microseconds since 1970 UTC."""
    return EPOCH + timedelta(microseconds=value)


def _same(value: Any) -> Any:
    return value


def _field(name: str, hint: Any) -> Field:
    inner, nullable = _without_none(hint)
    kind, to_sql, from_sql = _column(inner)
    return Field(name, kind, nullable, to_sql, from_sql)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [part for part in get_args(hint) if part is not type(None)]
        if len(rest) == 1:
            return rest[0], True
    return hint, False


def _column(hint: Any) -> tuple[TypeEngine[Any], Convert, Convert]:
    if hint is str:
        return Text(), _same, _same
    if hint is bool:
        return Boolean(), _same, bool
    if hint is int:
        return BigInteger(), _same, _same
    if hint is float:
        return Double(), _same, _same
    if hint is datetime:
        return BigInteger(), micros, moment
    if hint is date:
        return Text(), date.isoformat, date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {member.value: member for member in hint}
        return Text(), _value_of, members.__getitem__
    decoder = msgspec.json.Decoder(hint)
    return Text(), _to_json, _from_json(decoder)


_value_of: Convert = attrgetter("_value_")
"""What `member.value` says, without its way through Python; most fields of a case are codes."""


def _to_json(value: Any) -> str:
    return "[]" if value == () else _JSON.encode(value).decode()


def _from_json(decoder: msgspec.json.Decoder[Any]) -> Convert:
    empty = decoder.decode(b"[]") if _takes(decoder, b"[]") else None

    def read(text: str) -> Any:
        return empty if text == "[]" and empty is not None else decoder.decode(text)

    return read


def _takes(decoder: msgspec.json.Decoder[Any], data: bytes) -> bool:
    try:
        decoder.decode(data)
    except msgspec.ValidationError:
        return False
    return True


def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """The columns of a kind of record, in the order of its fields."""
    hints = get_type_hints(record)
    return tuple(_field(name, hints[name]) for name in record.__struct_fields__)


class Shape:
    """Rows of one kind of record: tuples in the order of its columns."""

    def __init__(self, record: type[Record]) -> None:
        self.record = record
        self.fields = fields_of(record)
        self.names = tuple(field.name for field in self.fields)
        self._read = attrgetter(*self.names)
        self._out = tuple((place, field.to_sql) for place, field in enumerate(self.fields) if field.to_sql is not _same)
        self._back = tuple((place, field.from_sql) for place, field in enumerate(self.fields) if field.from_sql is not _same)

    def row(self, record: Record) -> tuple[Any, ...]:
        """The record as a row."""
        return tuple(_crossed(self._read(record), self._out))

    def record_of(self, row: Any) -> Record:
        """The row as a record; the row has the columns in the order of `names`."""
        return self.record(**dict(zip(self.names, _crossed(row, self._back), strict=True)))


def _crossed(row: Iterable[Any], conversions: tuple[tuple[int, Convert], ...]) -> list[Any]:
    values = list(row)
    for place, convert in conversions:
        value = values[place]
        if value is not None:
            values[place] = convert(value)
    return values
