"""Pages of a feed: what the caller may see of it, in the order of numbers, each page one snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import Any

import msgspec
from msgspec import Raw, Struct
from sqlalchemy import Connection, bindparam, or_, select, tuple_, union_all

from app.contract.checksum import checksum
from app.contract.messages import SCHEMA, CheckAnswer, PageHead, PageRow, PageTail
from app.domain.problems import Code, Problem
from services.central.cursor import Cursor, read_cursor, write_cursor
from services.central.heads import Head
from services.central.schema import Schema
from services.central.store import Store

CHUNK = 400
BEGINNING = ("", "0")
_LINE = msgspec.json.Encoder()


class Reader(Struct, frozen=True, kw_only=True):
    """Who pulls: the scopes of this feed that he holds, and the series whose progress he wants to know."""

    scopes: tuple[str, ...]
    series: str = ""

    @property
    def number(self) -> str:
        """The number of the scope list; another list has another number."""
        return scopes_number(self.scopes)


def scopes_number(scopes: Sequence[str]) -> str:
    """A short name for a list of scopes."""
    return blake2b("\n".join(sorted(scopes)).encode(), digest_size=6).hexdigest()


class Member(Struct, frozen=True):
    """A membership in the order of its number, with the record's version and body."""

    seq: int
    kind: str
    id: str
    present: bool
    version: int
    body: str


class Feeds:
    """Reading feeds. Every call is one snapshot of the database."""

    def __init__(self, store: Store, generation: str) -> None:
        self._store = store
        self._generation = generation
        member, state = store.schema.membership, store.schema.state
        self._page: dict[int, Any] = {}
        self._elsewhere = select(member.c.kind, member.c.id).where(
            tuple_(member.c.kind, member.c.id).in_(bindparam("keys", expanding=True)),
            member.c.feed == bindparam("feed"),
            member.c.scope.in_(bindparam("scopes", expanding=True)),
            member.c.present,
        )
        self._seen = (
            select(member.c.kind, member.c.id, state.c.version)
            .join(state, (state.c.kind == member.c.kind) & (state.c.id == member.c.id))
            .where(
                member.c.feed == bindparam("feed"),
                member.c.scope.in_(bindparam("scopes", expanding=True)),
                member.c.present,
            )
            .distinct()
        )

    def heads(self) -> dict[str, int]:
        """How far every feed is."""
        with self._store.database.reading() as connection:
            return {feed: head.seq for feed, head in self._store.heads.all(connection).items()}

    def page(self, feed: str, after: str, limit: int, reader: Reader) -> bytes:
        """The lines of a page.

        Raises RESET_NEEDED for a cursor above the head, below the purge line, of another feed, schema, generation or scope list.
        """
        with self._store.database.reading() as connection:
            head = self._store.heads.all(connection).get(feed, Head(feed=feed))
            start = self._start(feed, after, head, reader)
            rows, reached, more = self._rows(connection, start, limit, reader)
            decided = self._store.ledger.decided(connection, reader.series) if reader.series else 0
        end = msgspec.structs.replace(start, seq=reached if more else head.seq)
        first = PageHead(feed=feed, generation=self._generation, head=head.seq)
        last = PageTail(cursor=write_cursor(end), more=more, decided=decided)
        lines = [_LINE.encode(first), *rows, _LINE.encode(last), b""]
        return b"\n".join(lines)

    def check(self, feed: str, reader: Reader) -> CheckAnswer:
        """Count and checksum of what the reader sees of the feed at its head."""
        with self._store.database.reading() as connection:
            head = self._store.heads.all(connection).get(feed, Head(feed=feed))
            found = self._seen_rows(connection, feed, reader)
        count, total = checksum(found)
        kinds: dict[str, int] = {}
        for kind, _, _ in found:
            kinds[kind] = kinds.get(kind, 0) + 1
        return CheckAnswer(feed=feed, head=head.seq, count=count, checksum=total, records=kinds)

    def _seen_rows(self, connection: Connection, feed: str, reader: Reader) -> list[tuple[str, str, int]]:
        if not reader.scopes:
            return []
        rows = connection.execute(self._seen, {"feed": feed, "scopes": list(reader.scopes)})
        return [(kind, record, version) for kind, record, version in rows]

    def _start(self, feed: str, after: str, head: Head, reader: Reader) -> Cursor:
        if after in BEGINNING:
            return Cursor(feed, 0, self._generation, reader.number, SCHEMA, head.line, head.seq)
        cursor = read_cursor(after)
        same = (feed, self._generation, reader.number, SCHEMA)
        purged = head.line > cursor.line and cursor.seq < head.line
        if (cursor.feed, cursor.generation, cursor.scopes, cursor.schema) != same or not 0 <= cursor.seq <= head.seq or purged:
            raise Problem(Code.RESET_NEEDED)
        return cursor

    def _rows(self, connection: Connection, start: Cursor, limit: int, reader: Reader) -> tuple[list[bytes], int, bool]:
        """The lines of at most `limit` records, the number they reach to, whether more follows."""
        if not reader.scopes:
            return [], start.seq, False
        wanted = limit + len(reader.scopes)
        values: dict[str, Any] = {f"scope_{n}": scope for n, scope in enumerate(reader.scopes)}
        values |= {"feed": start.feed, "seq": start.seq, "start": start.start, "wanted": wanted}
        found = [Member(*row) for row in connection.execute(self._page_of(len(reader.scopes)), values)]
        groups = [list(group) for _, group in groupby(found, key=lambda member: member.seq)]
        cut = len(found) == wanted
        kept = groups[:limit]
        if cut and len(kept) == len(groups):
            kept.pop()
        more = len(kept) < len(groups)
        return list(self._lines(connection, start.feed, kept, reader)), kept[-1][0].seq if kept else start.seq, more

    def _lines(self, connection: Connection, feed: str, groups: list[list[Member]], reader: Reader) -> Iterator[bytes]:
        left = [group[0] for group in groups if not any(member.present for member in group)]
        elsewhere = self._present_elsewhere(connection, feed, left, reader)
        for group in groups:
            first = next((member for member in group if member.present), group[0])
            if first.present:
                yield _LINE.encode(PageRow(k=first.kind, i=first.id, v=first.version, b=Raw(first.body.encode())))
            elif (first.kind, first.id) not in elsewhere:
                yield _LINE.encode(PageRow(k=first.kind, i=first.id, v=first.version))

    def _present_elsewhere(self, connection: Connection, feed: str, left: list[Member], reader: Reader) -> set[tuple[str, str]]:
        """Which of the records that left a scope are present in another one held, wherever in the feed that stands."""
        found: set[tuple[str, str]] = set()
        for start in range(0, len(left), CHUNK):
            keys = [(member.kind, member.id) for member in left[start : start + CHUNK]]
            values = {"keys": keys, "feed": feed, "scopes": list(reader.scopes)}
            found.update((kind, record) for kind, record in connection.execute(self._elsewhere, values))
        return found

    def _page_of(self, scopes: int) -> Any:
        """Memberships of so many scopes behind a number, merged in its order, with versions and bodies."""
        made = self._page.get(scopes)
        if made is None:
            made = self._page[scopes] = page_statement(self._store.schema, scopes)
        return made


def page_statement(schema: Schema, scopes: int) -> Any:
    """One index range scan a scope, merged by number and cut, then joined with the states.

    What had left before a pull from the beginning began is not told: whoever begins holds nothing that is sure.
    """
    member, state = schema.membership, schema.state
    arms = [
        select(member.c.seq, member.c.kind, member.c.id, member.c.present).where(
            member.c.feed == bindparam("feed"),
            member.c.scope == bindparam(f"scope_{n}"),
            member.c.seq > bindparam("seq"),
            or_(member.c.present, member.c.seq > bindparam("start")),
        )
        for n in range(scopes)
    ]
    merged: Any = union_all(*arms) if scopes > 1 else arms[0]
    cut = merged.order_by("seq").limit(bindparam("wanted")).subquery("cut")
    joined = cut.outerjoin(state, (state.c.kind == cut.c.kind) & (state.c.id == cut.c.id))
    return (
        select(cut.c.seq, cut.c.kind, cut.c.id, cut.c.present, state.c.version, state.c.body)
        .select_from(joined)
        .order_by(cut.c.seq)
    )
