"""The heads of the feeds: how far each is, taken last in a transaction and held to its commit.

Commit order is the order of numbers only because of that: whoever takes a head waits for the one before him to commit.
"""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select, update

from services.central.database import Database
from services.central.schema import Schema


class Head(Struct, frozen=True, kw_only=True):
    """A feed's head: last number, last place and link of its ledger chain, purge line."""

    feed: str
    seq: int = 0
    place: int = 0
    link: str = ""
    line: int = 0


class Heads:
    """Reading and taking head rows."""

    def __init__(self, schema: Schema, database: Database) -> None:
        head = schema.head
        self._all = select(head.c.feed, head.c.seq, head.c.place, head.c.link, head.c.line)
        self._locked = self._all.where(head.c.feed == bindparam("f")).with_for_update()
        self._one = select(head.c.seq).where(head.c.feed == bindparam("f"))
        self._new = database.insert_new(head).execution_options(preserve_rowcount=True)
        self._step = (
            update(head)
            .where(head.c.feed == bindparam("f"), head.c.seq == bindparam("s"), head.c.place == bindparam("p"))
            .values(seq=bindparam("to_seq"), place=bindparam("to_place"), link=bindparam("to_link"))
        )
        self._seal = update(head).where(head.c.feed == bindparam("f")).values(link=bindparam("to_link"))

    def seq(self, connection: Connection, feed: str) -> int:
        """How far a feed is, 0 for one that nothing was written to."""
        return int(connection.execute(self._one, {"f": feed}).scalar() or 0)

    def all(self, connection: Connection) -> dict[str, Head]:
        """Every feed's head."""
        return {
            row[0]: Head(feed=row[0], seq=row[1], place=row[2], link=row[3], line=row[4]) for row in connection.execute(self._all)
        }

    def take(self, connection: Connection, expected: Head, *, count: int, places: int, link: str) -> tuple[Head, bool]:
        """Take the next `count` numbers of a feed and `places` in its chain, which then ends in `link`; the row stays locked.

        Answers the head *before*, and whether it was the expected one. If not, others have committed to the feed meanwhile, and
        the link must be put right (`seal`).
        """
        if self._stepped(connection, expected, count=count, places=places, link=link):
            return expected, True
        connection.execute(self._new, {"feed": expected.feed, "seq": 0, "place": 0, "link": "", "line": 0})
        row = connection.execute(self._locked, {"f": expected.feed}).one()
        found = Head(feed=row[0], seq=row[1], place=row[2], link=row[3], line=row[4])
        if not self._stepped(connection, found, count=count, places=places, link=link):
            raise AssertionError("a locked head moved")
        return found, (found.seq, found.place, found.link) == (expected.seq, expected.place, expected.link)

    def seal(self, connection: Connection, feed: str, link: str) -> None:
        """Put the end of the chain into a head that has been taken."""
        connection.execute(self._seal, {"f": feed, "to_link": link})

    def _stepped(self, connection: Connection, head: Head, *, count: int, places: int, link: str) -> bool:
        values = {
            "f": head.feed,
            "s": head.seq,
            "p": head.place,
            "to_seq": head.seq + count,
            "to_place": head.place + places,
            "to_link": link,
        }
        return connection.execute(self._step, values).rowcount == 1
