"""What comes from the centre: pages under the guesses, resets, narrowed scopes, a new generation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.contract.codec import decode_record
from app.contract.messages import Hello, PageHead, PageRow, PageTail
from app.desk.change import Change, change_of
from app.domain.people import Contact
from app.domain.problems import Code, Problem
from app.domain.record import Record
from app.domain.scope import is_personal
from services.local_store.database import Statement, Statements
from services.local_store.guesses import Guesses, Truth
from services.local_store.rows import Key
from services.local_store.tables import LocalTables
from services.local_store.unit_of_work import REPLAY_DUE, Swept, Tools, UnitOfWork
from services.local_store.visibility import is_shown
from services.records.columns import micros


class Applied(Struct, frozen=True, kw_only=True):
    """What a page did: the rows it had, and what of it is worth telling (nothing during a pull from the beginning)."""

    rows: int
    change: Change


class Met(Struct, frozen=True, kw_only=True):
    """What a hello did: a new generation was taken up, the scopes changed, and what of the tables changed by it."""

    new_generation: bool
    new_scopes: bool
    change: Change


class Pages:
    """Takes the truth in. Store lane only."""

    def __init__(self, tools: Tools, tables: LocalTables, work: UnitOfWork) -> None:
        self._tools = tools
        self._work = work
        self._known = frozenset(tables.records.table)
        unknown: Any = tables.unknown
        laid: Any = insert(unknown)
        rest = {c.name: laid.excluded[c.name] for c in unknown.columns if c.name not in ("kind", "id")}
        self._lay_unknown = Statement(laid.on_conflict_do_update(index_elements=["kind", "id"], set_=rest))
        ours = (unknown.c.feed == bindparam("f"),)
        self._drop_unknown = Statement(
            delete(unknown).where(unknown.c.kind == bindparam("k"), unknown.c.id == bindparam("i"), *ours)
        )
        self._sweep_unknown = Statement(delete(unknown).where(*ours, unknown.c.pull < bindparam("p")))
        records = tables.records.table
        self._unsure = Statements(lambda kind: _unsure(records[kind]))
        self._feed_of = Statements(lambda kind: select(records[kind].c.feed).where(records[kind].c.id == bindparam("i")))

    def apply(self, *, feed: str, after: str, head: PageHead, rows: Sequence[PageRow], tail: PageTail) -> Applied | None:
        """Put a page under the guesses and move the cursor, in one transaction; None if the cursor is elsewhere by now.

        A row that does not fit what this program knows of its kind raises CLIENT_TOO_OLD and the cursor stays.
        """
        tools = self._tools
        with tools.database.transaction():
            stand = tools.standing.feed(feed)
            if stand.cursor != after or head.generation != tools.standing.get("generation"):
                return None
            if tail.more and tail.cursor == after:
                raise Problem(Code.CENTRAL_FAILED, status="cursor")
            self._taken(_Page(feed, stand.pull, rows), new=stand.pull == 1 and not stand.whole)
            moved = replace(stand, cursor=tail.cursor, head=head.head, at_end=not tail.more)
            if moved != stand:  # a page that brings nothing costs no write
                tools.standing.lay(moved)
        change = change_of((row.k, row.i) for row in rows) if stand.whole else Change()
        return Applied(rows=len(rows), change=change)

    def reset(self, feed: str) -> None:
        """Pull the feed from the beginning with every row of it unsure."""
        with self._tools.database.transaction():
            self._tools.standing.reset(feed)

    def sweep(self) -> Swept:
        """Inside the transaction that ends a pull: remove what is still unsure of the feeds that began again."""
        tools = self._tools
        gone: list[Key] = []
        ended = [stand for stand in tools.standing.feeds().values() if stand.at_end and not stand.whole]
        for stand in ended:
            gone += tools.guesses.sweep(stand.feed, stand.pull)
            covered = tools.guesses.covered()
            for kind in tools.rows.kinds:
                found = (row[0] for row in tools.database.all(self._unsure[kind], f=stand.feed, p=stand.pull))
                unsure = [record for record in found if (kind, record) not in covered]
                tools.rows.drop(kind, unsure)
                gone += [(kind, record) for record in unsure]
            tools.database.run(self._sweep_unknown, f=stand.feed, p=stand.pull)
            tools.standing.lay(replace(stand, whole=True))
        return Swept(gone=tuple(gone), feeds=len(ended))

    def meet(self, hello: Hello) -> Met:
        """Take in where the centre stands: its generation, the scopes of this seat and person, the rules it runs."""
        tools = self._tools
        change = Change()
        with tools.database.transaction():
            known = tools.standing.get("generation")
            new_generation = known not in ("", hello.generation)
            if new_generation:
                self._begin_generation()
            tools.standing.set("generation", hello.generation)
            before = tools.standing.scopes()
            new_scopes = before != hello.scopes
            if new_scopes:
                tools.standing.set("scopes", msgspec.json.encode(hello.scopes).decode())
                tools.standing.set("scopes_number", hello.scopes_number)
                tools.standing.set(REPLAY_DUE, "1")
            lost = frozenset(before or ()) - frozenset(hello.scopes)
            if lost:
                change = self._narrowed(frozenset(hello.scopes), lost)
            tools.standing.set("rules", str(hello.rules))
            tools.standing.set("contact", str(micros(hello.time)))
            tools.standing.keep_since(hello.kept_since)
        return Met(new_generation=new_generation, new_scopes=new_scopes, change=change)

    def forget_contacts(self) -> Change:
        """Personal data in clear go: revoked, or too long without a word from the centre. Pulled anew they come back."""
        tools = self._tools
        with tools.database.transaction():
            if not tools.rows.find(Contact.kind, {}) and not any(t.kind == Contact.kind for t in tools.guesses.truths()):
                return Change()
            change = self._dropped(lambda record: isinstance(record, Contact), [Contact.kind])
            tools.standing.reset_all()
        return change

    def _begin_generation(self) -> None:
        tools = self._tools
        tools.outbox.bring_back(tools.clock())
        tools.standing.new_series()
        tools.standing.reset_all()
        tools.standing.set(REPLAY_DUE, "1")

    def _narrowed(self, scopes: frozenset[str], lost: frozenset[str]) -> Change:
        """Nothing of what can no longer be seen stays. Whoever signs out loses personal data alone: only those are looked at."""
        kinds = [Contact.kind] if all(is_personal(scope) for scope in lost) else self._tools.rows.kinds
        return self._dropped(lambda record: not is_shown(record, scopes), kinds)

    def _dropped(self, hidden: Callable[[Record], bool], kinds: Iterable[str]) -> Change:
        """Remove the truth of what is hidden, with its images, and lay the guesses again."""
        tools = self._tools
        undone = tools.guesses.undo_all()
        gone: set[Key] = set()
        for kind in kinds:
            ids = [held.record.id for held in tools.rows.each(kind) if hidden(held.record)]
            tools.rows.drop(kind, ids)
            gone.update((kind, record) for record in ids)
        tools.standing.set(REPLAY_DUE, "1")
        return change_of(gone | self._work.lay_again(undone))

    def _taken(self, page: _Page, *, new: bool) -> None:
        tools = self._tools
        covered = tools.guesses.covered()
        if not tools.outbox.is_empty():
            concern = tools.outbox.concern(tools.guesses.written())
            if any(concern.touches(row.k, row.i) for row in page.rows):
                tools.standing.set(REPLAY_DUE, "1")
        tools.guesses.keep(page.truths(covered, tools.guesses))
        for kind, records in page.present(covered, self._known).items():
            tools.rows.put(kind, records, feed=page.feed, pull=page.pull, new=new)
        unknown = [row for row in page.rows if row.k not in self._known]
        tools.database.run_many(
            self._lay_unknown,
            [(r.k, r.i, r.v, page.feed, page.pull, bytes(r.b).decode()) for r in unknown if r.b is not None],
        )
        for row in unknown:
            if row.b is None:
                tools.database.run(self._drop_unknown, k=row.k, i=row.i, f=page.feed)
        self._take_gone(page, covered)

    def _take_gone(self, page: _Page, covered: set[Key]) -> None:
        """A gone counts only if the row held is of this feed."""
        for row in page.rows:
            if row.b is not None or row.k not in self._known or (row.k, row.i) in covered:
                continue
            held = self._tools.database.one(self._feed_of[row.k], i=row.i)
            if held is not None and held[0] == page.feed:
                self._tools.rows.drop(row.k, [row.i])


class _Page:
    """The rows of one page, sorted by where they go."""

    def __init__(self, feed: str, pull: int, rows: Sequence[PageRow]) -> None:
        self.feed = feed
        self.pull = pull
        self.rows = rows

    def present(self, covered: set[Key], known: frozenset[str]) -> dict[str, list[Record]]:
        """The records that go into the tables, by kind."""
        found: dict[str, list[Record]] = {}
        for row in self.rows:
            if row.b is not None and row.k in known and (row.k, row.i) not in covered:
                found.setdefault(row.k, []).append(_decoded(row))
        return found

    def truths(self, covered: set[Key], guesses: Guesses) -> list[Truth]:
        """The images that change under guesses."""
        changed: list[Truth] = []
        for row in self.rows:
            if (row.k, row.i) not in covered:
                continue
            if row.b is not None:
                _decoded(row)
                body = bytes(row.b).decode()
                changed.append(Truth(kind=row.k, id=row.i, version=row.v, feed=self.feed, pull=self.pull, body=body))
                continue
            held = guesses.truth(row.k, row.i)
            if held is not None and held.feed == self.feed:
                changed.append(Truth(kind=row.k, id=row.i))
        return changed


def _decoded(row: PageRow) -> Record:
    try:
        record = decode_record(row.k, row.b if row.b is not None else b"")
    except msgspec.ValidationError as error:
        raise Problem(Code.CLIENT_TOO_OLD, kind=row.k, why=str(error)) from error
    if record is None or record.id != row.i:
        raise Problem(Code.CENTRAL_FAILED, status=row.k)
    return record if record.version == row.v else replace(record, version=row.v)


def _unsure(table: Table) -> Any:
    return select(table.c.id).where(table.c.feed == bindparam("f"), table.c.pull < bindparam("p"))
