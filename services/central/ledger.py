"""The centre's memory of every command: what came under which number, what became of it, chained feed by feed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, insert, select, update

from app.contract.messages import Verdict, VerdictRow
from services.central.bulk import Bulk, Row
from services.central.database import Database
from services.central.schema import Schema
from services.records.columns import micros

Rests = tuple[tuple[str, int], ...]
_JSON = msgspec.json.Encoder(order="deterministic")
_FACTS = msgspec.json.Encoder()


class LedgerRow(Struct, frozen=True, kw_only=True):
    """One command with its verdict; `digest` is the SHA-256 of its bytes, `place` and `link` its place in its feed's chain.

    `role` is that by which it was let pass: empty where no rule was asked, and in rows of before it was kept.
    """

    id: str
    series: str
    number: int
    author: str
    seat: str
    verb: str
    offline: bool
    occurred_at: int
    recorded_at: int
    verdict: Verdict
    problem: int
    data: dict[str, str]
    rests: Rests
    digest: str
    feed: str
    place: int
    link: str = ""
    role: str = ""


class Series(Struct, frozen=True):
    """A series of orders: which seat it belongs to, the last number decided."""

    id: str
    seat: str
    last: int


def digest_of(order: bytes) -> str:
    """The SHA-256 of an order's bytes."""
    return hashlib.sha256(order).hexdigest()


def link_of(before: str, row: LedgerRow) -> str:
    """The link that follows: SHA-256 of the link before it and of the row's facts as canonical JSON, in their order.

    A role that is not known is no fact, so that the chain of before it was kept still holds.
    """
    facts = msgspec.structs.asdict(row) | {"link": "", "data": dict(sorted(row.data.items()))}
    if not row.role:
        del facts["role"]
    return hashlib.sha256(before.encode() + b"\n" + _FACTS.encode(facts)).hexdigest()


class Ledger:
    """Reading and writing series and ledger."""

    def __init__(self, schema: Schema, database: Database) -> None:
        ledger, series, again = schema.ledger, schema.series, schema.again
        self._columns = tuple(ledger.c[name] for name in LedgerRow.__struct_fields__)
        chosen: Any = select(*self._columns)
        self._many = chosen.where(ledger.c.id.in_(bindparam("ids", expanding=True)))
        self._chain = chosen.where(ledger.c.feed == bindparam("f"), ledger.c.place > bindparam("p")).order_by(ledger.c.place)
        self._write = Bulk(insert(ledger), is_sqlite=database.is_sqlite)
        self._begin = database.insert_new(series)
        self._series = select(series.c.seat, series.c.last).where(series.c.id == bindparam("i")).with_for_update()
        self._decided = select(series.c.last).where(series.c.id == bindparam("i"))
        self._advance = update(series).where(series.c.id == bindparam("i")).values(last=bindparam("n"))
        self._again = select(again.c.command).where(again.c.series == bindparam("i"), again.c.number == bindparam("n"))
        self._offer = insert(again)

    def lock(self, connection: Connection, series: str, *, seat: str) -> Series:
        """The series, locked to the end of the transaction; a new one belongs to the seat."""
        row = connection.execute(self._series, {"i": series}).first()
        if row is None:
            connection.execute(self._begin, {"id": series, "seat": seat, "last": 0})
            row = connection.execute(self._series, {"i": series}).one()
        return Series(series, row[0], row[1])

    def decided(self, connection: Connection, series: str) -> int:
        """The last number decided in the series, 0 for an unknown one."""
        return int(connection.execute(self._decided, {"i": series}).scalar() or 0)

    def advance(self, connection: Connection, series: str, number: int) -> None:
        """The series has got as far as this number."""
        connection.execute(self._advance, {"i": series, "n": number})

    def known(self, connection: Connection, commands: Sequence[str]) -> dict[str, LedgerRow]:
        """What is remembered of these commands, by id."""
        return {row[0]: _row(row) for row in connection.execute(self._many, {"ids": list(commands)})}

    def write(self, connection: Connection, rows: Sequence[LedgerRow]) -> None:
        """Remember commands."""
        self._write.run(connection, [_values(row) for row in rows])

    def offered_again(self, connection: Connection, series: str, number: int) -> str:
        """Which known command came again under this number, empty for none."""
        return str(connection.execute(self._again, {"i": series, "n": number}).scalar() or "")

    def offer_again(self, connection: Connection, series: str, number: int, command: str) -> None:
        """Remember that a known command came again under this number."""
        connection.execute(self._offer, {"series": series, "number": number, "command": command})

    def chain(self, connection: Connection, feed: str, *, after: int = 0) -> Iterator[LedgerRow]:
        """The chain of a feed in its order, from behind a place."""
        for row in connection.execute(self._chain, {"f": feed, "p": after}):
            yield _row(row)


def _row(row: Any) -> LedgerRow:
    values = dict(zip(LedgerRow.__struct_fields__, row, strict=True))
    values["verdict"] = Verdict(values["verdict"])
    values["data"] = msgspec.json.decode(values["data"], type=dict[str, str])
    values["rests"] = msgspec.json.decode(values["rests"], type=Rests)
    return LedgerRow(**values)


def _values(row: LedgerRow) -> Row:
    values = msgspec.structs.asdict(row)
    values["verdict"] = row.verdict.value
    values["data"] = _JSON.encode(row.data).decode()
    values["rests"] = _JSON.encode(row.rests).decode()
    return tuple(values.values())


def answer(row: LedgerRow, number: int) -> VerdictRow:
    """What a command that is known is answered with: applied before, or refused as before."""
    verdict = Verdict.ALREADY if row.verdict is Verdict.APPLIED else row.verdict
    return VerdictRow(id=row.id, number=number, verdict=verdict, problem=row.problem, data=row.data, rests=row.rests)


def first_answer(row: LedgerRow) -> VerdictRow:
    """What a command is answered with when it has just been decided."""
    return VerdictRow(id=row.id, number=row.number, verdict=row.verdict, problem=row.problem, data=row.data, rests=row.rests)


def stamp(moment: datetime) -> int:
    """A moment as the ledger writes it."""
    return micros(moment)
