"""Guesses and what lies under them: the truth of every covered row, what each waiting order wrote and read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from app.contract.codec import decode_record, encode_record
from app.domain.record import Drop, Effect, Put, Record
from app.domain.scope import feed_of
from services.local_store.database import Database, Statement
from services.local_store.rows import Held, Key, RecordRows
from services.local_store.tables import LocalTables


class Truth(Struct, frozen=True, kw_only=True):
    """The truth under a guess; `body` is None where the centre has nothing."""

    kind: str
    id: str
    version: int = 0
    feed: str = ""
    pull: int = 0
    body: str | None = None

    @property
    def record(self) -> Record | None:
        """The record itself, None where there is nothing."""
        record = None if self.body is None else decode_record(self.kind, self.body.encode())
        return record if record is None or record.version == self.version else replace(record, version=self.version)


class Guesses:
    """Lays guesses over the truth and takes them away; inside the transactions of others."""

    def __init__(self, database: Database, tables: LocalTables, rows: RecordRows) -> None:
        self._database = database
        self._rows = rows
        undo, guess = tables.undo, tables.guess
        fields = [undo.c[name] for name in Truth.__struct_fields__]
        key = (undo.c.kind == bindparam("k"), undo.c.id == bindparam("i"))
        put: Any = insert(undo)
        rest = {c.name: put.excluded[c.name] for c in undo.columns if c.name not in ("kind", "id")}
        self._truths = Statement(select(*fields))
        self._truth = Statement(select(*fields).where(*key))
        self._keys = Statement(select(undo.c.kind, undo.c.id))
        self._keep = Statement(put.on_conflict_do_update(index_elements=["kind", "id"], set_=rest))
        self._clear = Statement(delete(undo))
        nothing = {"version": 0, "feed": "", "pull": 0, "body": None}
        self._unsure = Statement(
            update(undo)
            .where(undo.c.feed == bindparam("f"), undo.c.pull < bindparam("p"), undo.c.body.is_not(None))
            .values({name: bindparam(f"z_{name}") for name in nothing})
            .returning(undo.c.kind, undo.c.id)
        )
        self._write = Statement(insert(guess).values({n: bindparam(n) for n in ("order_id", "kind", "id", "body")}))
        self._written = Statement(
            select(guess.c.kind, guess.c.id, guess.c.body).where(guess.c.order_id == bindparam("o")).order_by(guess.c.place)
        )
        self._unwrite = Statement(delete(guess).where(guess.c.order_id == bindparam("o")))
        self._all_written = Statement(select(guess.c.kind, guess.c.id).distinct())

    def lay(self, order: str, effects: Sequence[Effect]) -> list[Key]:
        """Lay what an order decided over the tables; the records that it wrote."""
        written: list[Key] = []
        for effect in effects:
            if isinstance(effect, Put):
                self._lay(effect.record.kind, effect.record.id, effect.record)
                self._note_write(order, effect.record.kind, effect.record.id, effect.record)
                written.append((effect.record.kind, effect.record.id))
            elif isinstance(effect, Drop):
                self._lay(effect.kind, effect.id, None)
                self._note_write(order, effect.kind, effect.id, None)
                written.append((effect.kind, effect.id))
        return written

    def lay_kept(self, order: str, shown: Callable[[Record], bool]) -> list[Key]:
        """Lay once more what an order wrote when it was last decided, as far as it may be shown; the records that it wrote."""
        written: list[Key] = []
        for kind, record, body in self._database.all(self._written, o=order):
            guess = None if body is None else decode_record(kind, body.encode())
            if guess is None or shown(guess):
                self._lay(kind, record, guess)
                written.append((kind, record))
        return written

    def forget(self, order: str) -> None:
        """Drop what an order wrote; what lies in the tables stays as it is."""
        self._database.run(self._unwrite, o=order)

    def undo_all(self) -> set[Key]:
        """Put the truth back everywhere; the records that were covered. Notes of the orders stay."""
        truths = [Truth(kind=k, id=i, version=v, feed=f, pull=p, body=b) for k, i, v, f, p, b in self._database.all(self._truths)]
        groups: dict[tuple[str, str, int], list[Record]] = {}
        for truth in truths:
            record = truth.record
            if record is None:
                self._rows.drop(truth.kind, [truth.id])
            else:
                groups.setdefault((truth.kind, truth.feed, truth.pull), []).append(record)
        for (kind, feed, pull), records in groups.items():
            self._rows.put(kind, records, feed=feed, pull=pull)
        self._database.run(self._clear)
        return {(truth.kind, truth.id) for truth in truths}

    def covered(self) -> set[Key]:
        """The records over which a guess lies."""
        return {(kind, record) for kind, record in self._database.all(self._keys)}

    def truth(self, kind: str, record: str) -> Truth | None:
        """The truth under a guess, None where no guess lies."""
        row = self._database.one(self._truth, k=kind, i=record)
        return None if row is None else _truth(row)

    def truths(self) -> list[Truth]:
        """All truths under guesses."""
        return [_truth(row) for row in self._database.all(self._truths)]

    def keep(self, truths: Iterable[Truth]) -> None:
        """Truth goes under guesses."""
        self._database.run_many(self._keep, [(t.kind, t.id, t.version, t.feed, t.pull, t.body) for t in truths])

    def sweep(self, feed: str, pull: int) -> list[Key]:
        """The truth of a feed that did not come in its present pull is no more; whose it was."""
        rows = self._database.all(self._unsure, f=feed, p=pull, z_version=0, z_feed="", z_pull=0, z_body=None)
        return [(kind, record) for kind, record in rows]

    def written(self) -> set[Key]:
        """What all waiting orders wrote."""
        return {(kind, record) for kind, record in self._database.all(self._all_written)}

    def _lay(self, kind: str, record: str, guess: Record | None) -> None:
        held = self._rows.get(kind, record)
        if self._database.one(self._truth, k=kind, i=record) is None:
            self.keep([_image(kind, record, held)])
        if guess is None:
            self._rows.drop(kind, [record])
        else:
            self._rows.put(kind, [guess], feed=feed_of(guess), pull=0)

    def _note_write(self, order: str, kind: str, record: str, guess: Record | None) -> None:
        body = None if guess is None else encode_record(guess).decode()
        self._database.run(self._write, order_id=order, kind=kind, id=record, body=body)


def _image(kind: str, record: str, held: Held | None) -> Truth:
    if held is None:
        return Truth(kind=kind, id=record)
    body = encode_record(held.record).decode()
    return Truth(kind=kind, id=record, version=held.record.version, feed=held.feed, pull=held.pull, body=body)


def _truth(row: tuple[Any, ...]) -> Truth:
    kind, record, version, feed, pull, body = row
    return Truth(kind=kind, id=record, version=version, feed=feed, pull=pull, body=body)
