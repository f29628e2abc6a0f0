"""The outbox: orders that wait for the centre, in the order in which they were given, and what became of those before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, delete, func, null, select, update
from sqlalchemy.dialects.sqlite import insert

from app.contract.messages import RULES, Verdict, VerdictRow
from app.desk.ports import Standing as WaitingStanding
from app.domain.problems import Problem
from services.local_store.database import Database, Row, Statement
from services.local_store.rows import Key
from services.local_store.standing import StandingRows
from services.local_store.tables import LocalTables
from services.local_store.world import WHOLE_KIND
from services.records.columns import micros, moment

KEPT = timedelta(days=7)
NO_VERDICT = ""

_DATA = msgspec.json.Decoder(dict[str, str])
_TOUCHED = msgspec.json.Decoder(tuple[tuple[str, str], ...])
_JSON = msgspec.json.Encoder()


class Kept(Struct, frozen=True, kw_only=True):
    """One order of the outbox; `body` is the order as it was encoded once."""

    position: int
    id: str
    body: bytes
    since: datetime
    number: int | None
    sent: bool
    verdict: str
    problem: int
    data: dict[str, str]
    touched: tuple[Key, ...]

    def standing(self, rules: int) -> WaitingStanding:
        """How it stands, for people."""
        if self.problem:
            return WaitingStanding.LIKELY_REFUSED
        if self.sent:
            return WaitingStanding.SENT
        return WaitingStanding.PROVISIONAL if rules > RULES else WaitingStanding.WAITING


class RefusedOrder(Struct, frozen=True, kw_only=True):
    """An order of this cache that the centre refused, kept here until a person has dealt with it."""

    id: str
    body: bytes
    problem: int
    data: dict[str, str]
    refused_at: datetime


class Concern(Struct, frozen=True):
    """Records that waiting orders read or wrote, and kinds that they searched."""

    records: frozenset[Key]
    kinds: frozenset[str]

    def touches(self, kind: str, record: str) -> bool:
        """Whether a change of this record may change what they would decide."""
        return kind in self.kinds or (kind, record) in self.records


class Outbox:
    """Reads and writes the outbox; inside the transactions of others."""

    def __init__(self, database: Database, tables: LocalTables, standing: StandingRows) -> None:
        self._database = database
        self._standing = standing
        self._tables = tables
        box, done = tables.outbox, tables.done
        names = ("position", "id", "body", "since", "number", "sent", "verdict", "problem", "data", "touched")
        chosen: Any = select(*(box.c[name] for name in names))
        one = box.c.id == bindparam("i")
        self._all = Statement(chosen.order_by(box.c.position))
        self._one = Statement(chosen.where(one))
        self._open = Statement(
            chosen.where(box.c.verdict == NO_VERDICT).order_by(box.c.position).limit(bindparam("n", type_=box.c.number.type))
        )
        self._add = Statement(
            insert(box).values(
                {
                    name: bindparam(name)
                    for name in ("id", "body", "since", "sent", "verdict", "decided_at", "problem", "data", "touched", "reads")
                }
            )
        )
        self._restore = Statement(insert(box))
        self._take_out = Statement(delete(box).where(one))
        self._give = Statement(update(box).where(one).values(number=bindparam("n"), sent=True))
        self._judge = Statement(
            update(box).where(one, box.c.verdict == NO_VERDICT).values(verdict=bindparam("v"), decided_at=bindparam("t"))
        )
        self._doubt = Statement(update(box).where(one).values(problem=bindparam("p"), data=bindparam("d"), reads=bindparam("r")))
        self._touch = Statement(update(box).where(one).values(problem=0, data="{}", touched=bindparam("w"), reads=bindparam("r")))
        self._unnumber = Statement(update(box).where(box.c.verdict == NO_VERDICT).values(number=null()))
        self._unjudge = Statement(update(box).values(number=null(), verdict=NO_VERDICT, decided_at=0))
        self._count = Statement(select(func.count()).select_from(box))
        self._unanswered = Statement(
            select(func.count()).select_from(box).where(box.c.verdict == NO_VERDICT, box.c.number <= bindparam("n"))
        )
        judged = select(box.c.position, box.c.id, box.c.body, box.c.since, box.c.decided_at).where(box.c.verdict != NO_VERDICT)
        self._finish = Statement(insert(done).prefix_with("OR REPLACE").from_select(list(done.columns.keys()), judged))
        self._finished = Statement(delete(box).where(box.c.verdict != NO_VERDICT))
        self._past = Statement(select(*done.columns).where(done.c.decided_at >= bindparam("t")).order_by(done.c.position))
        self._prune = Statement(delete(done).where(done.c.decided_at < bindparam("t")))
        self._no_past = Statement(delete(done))
        self._reads = Statement(select(box.c.reads).distinct())
        kept = (box, done, tables.refused)
        self._known = [Statement(select(func.count()).select_from(t).where(t.c.id == bindparam("i"))) for t in kept]
        self._refusals(tables)

    def _refusals(self, tables: LocalTables) -> None:
        refused: Any = tables.refused
        self._refuse = Statement(insert(refused).prefix_with("OR REPLACE"))
        self._refused = Statement(select(*refused.columns).order_by(refused.c.refused_at, refused.c.id))
        self._settle = Statement(delete(refused).where(refused.c.id == bindparam("i")))

    def add(self, order: str, body: bytes, since: datetime, touched: Iterable[Key], reads: Iterable[Key]) -> None:
        """Put an order at the end, with what its guess wrote and read."""
        self._database.run(
            self._add,
            id=order,
            body=body,
            since=micros(since),
            sent=False,
            verdict=NO_VERDICT,
            decided_at=0,
            problem=0,
            data="{}",
            touched=_text(tuple(touched)),
            reads=_text(tuple(reads)),
        )

    def all(self) -> list[Kept]:
        """Everything, in order, also what is applied but not yet seen in a pull."""
        return [_kept(row) for row in self._database.all(self._all)]

    def get(self, order: str) -> Kept | None:
        """One order."""
        row = self._database.one(self._one, i=order)
        return None if row is None else _kept(row)

    def knows(self, order: str) -> bool:
        """Whether an order waits, or was applied in the last days, or refused and not dealt with."""
        return any(self._counted(statement, i=order) for statement in self._known)

    def open(self, limit: int) -> list[Kept]:
        """The first orders that have no verdict."""
        return [_kept(row) for row in self._database.all(self._open, n=limit)]

    def is_empty(self) -> bool:
        """Whether nothing waits, neither for a verdict nor for being seen in a pull."""
        return self._counted(self._count) == 0

    def count_unanswered(self, decided: int) -> int:
        """How many orders up to this number the centre has decided without our having heard it."""
        return self._counted(self._unanswered, n=decided)

    def take_out(self, order: str) -> None:
        """Remove an order."""
        self._database.run(self._take_out, i=order)

    def give_number(self, order: str, number: int) -> None:
        """Number an order and mark it sent: from now on it may have left this machine."""
        self._database.run(self._give, i=order, n=number)

    def judge(self, row: VerdictRow, at: datetime) -> bool:
        """Keep that an order was applied; False if it is not waiting for a verdict."""
        return self._database.run(self._judge, i=row.id, v=Verdict(row.verdict).value, t=micros(at)) > 0

    def doubt(self, order: str, problem: Problem, reads: Iterable[Key]) -> None:
        """Mark an order as one that the centre will likely refuse, by what it read; what it touched stays noted."""
        self._database.run(self._doubt, i=order, p=problem.code.value, d=_text(problem.data), r=_text(tuple(reads)))

    def touch(self, order: str, touched: Iterable[Key], reads: Iterable[Key]) -> None:
        """Note what an order touches now and what it read, and that nothing speaks against it."""
        self._database.run(self._touch, i=order, w=_text(tuple(touched)), r=_text(tuple(reads)))

    def concern(self, written: Iterable[Key]) -> Concern:
        """What the orders read, and what their guesses wrote: a change of it may change what they would decide."""
        reads = {key for (text,) in self._database.all(self._reads) for key in _TOUCHED.decode(text)}
        return Concern(frozenset(reads | set(written)), frozenset(kind for kind, record in reads if record == WHOLE_KIND))

    def renumber(self) -> None:
        """What has no verdict will be numbered anew; the mark *sent* stays."""
        self._database.run(self._unnumber)

    def refuse(self, kept: Kept, problem: int, data: dict[str, str], at: datetime) -> None:
        """Move an order among the refused."""
        self.take_out(kept.id)
        self._database.run_many(self._refuse, [(kept.id, kept.body, problem, _text(data), micros(at))])

    def refused(self) -> list[RefusedOrder]:
        """All refused orders that nobody has dealt with, oldest first."""
        return [
            RefusedOrder(id=i, body=body, problem=problem, data=_DATA.decode(data), refused_at=moment(at))
            for i, body, problem, data, at in self._database.all(self._refused)
        ]

    def settle(self, order: str) -> bool:
        """A person has dealt with a refused order."""
        return self._database.run(self._settle, i=order) > 0

    def finish(self, now: datetime) -> None:
        """Move what is applied among the done; what is older than seven days is forgotten."""
        self._database.run(self._finish)
        self._database.run(self._finished)
        self._database.run(self._prune, t=micros(now - KEPT))

    def bring_back(self, now: datetime) -> None:
        """A new generation: what was applied in the last seven days goes back in its place, unnumbered, without verdict."""
        self._database.run(self._unjudge)
        past = self._database.all(self._past, t=micros(now - KEPT))
        rows = [(p, i, body, since, None, True, NO_VERDICT, 0, 0, "{}", "[]", "[]") for p, i, body, since, _at in past]
        self._database.run_many(self._restore, rows)
        self._database.run(self._no_past)

    def restore(self, rows: Iterable[Row]) -> None:
        """Put rescued orders back: (position, id, body, since, sent)."""
        whole = [(p, i, body, since, None, sent, NO_VERDICT, 0, 0, "{}", "[]", "[]") for p, i, body, since, sent in rows]
        self._database.run_many(self._restore, whole)

    def _counted(self, statement: Statement, **values: Any) -> int:
        row = self._database.one(statement, **values)
        return 0 if row is None else int(row[0])


def _kept(row: Row) -> Kept:
    position, order, body, since, number, sent, verdict, problem, data, touched = row
    return Kept(
        position=position,
        id=order,
        body=bytes(body),
        since=moment(since),
        number=number,
        sent=bool(sent),
        verdict=verdict,
        problem=problem,
        data=_DATA.decode(data),
        touched=_TOUCHED.decode(touched),
    )


def _text(value: object) -> str:
    return _JSON.encode(value).decode()
