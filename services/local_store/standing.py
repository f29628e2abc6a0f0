"""Where this cache stands: its series and numbers, the generation and scopes it believes in, how far each feed has come."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from services.local_store.database import Database, Statement
from services.local_store.tables import LocalTables

BEGINNING = ""


class FeedStanding(Struct, frozen=True, kw_only=True):
    """How far a feed has come. `cursor` is the server's, `head` the feed's head at the last page.

    `pull` counts the pulls from the beginning; `at_end` says that the last page had nothing behind it, `whole` that the present
    pull from the beginning has been finished.
    """

    feed: str
    cursor: str = BEGINNING
    head: int = 0
    pull: int = 1
    at_end: bool = False
    whole: bool = False


class Standing(Struct, frozen=True, kw_only=True):
    """All of it at one moment. `contact` is the last word from the centre (its own clock, microseconds), 0 for never."""

    series: str
    generation: str
    scopes: tuple[str, ...] | None
    scopes_number: str
    rules: int
    contact: int
    complete: int
    checked: int
    feeds: dict[str, FeedStanding]


class StandingRows:
    """Reads and writes the standing; inside the transactions of others."""

    def __init__(self, database: Database, tables: LocalTables) -> None:
        self._database = database
        meta, cursor = tables.meta, tables.cursor
        put: Any = insert(meta)
        self._get = Statement(select(meta.c.value).where(meta.c.name == bindparam("n")))
        self._set = Statement(put.on_conflict_do_update(index_elements=["name"], set_={"value": put.excluded.value}))
        fields = [cursor.c[name] for name in FeedStanding.__struct_fields__]
        self._feeds = Statement(select(*fields).order_by(cursor.c.feed))
        self._feed = Statement(select(*fields).where(cursor.c.feed == bindparam("f")))
        laid: Any = insert(cursor)
        rest = {c.name: laid.excluded[c.name] for c in cursor.columns if c.name != "feed"}
        self._lay = Statement(laid.on_conflict_do_update(index_elements=["feed"], set_=rest))
        self._again = Statement(update(cursor).values(cursor=BEGINNING, pull=cursor.c.pull + 1, at_end=False, whole=False))
        self._forget = Statement(delete(cursor).where(cursor.c.feed == bindparam("f")))

    def get(self, name: str, default: str = "") -> str:
        """A single fact."""
        row = self._database.one(self._get, n=name)
        return default if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Keep a single fact."""
        self._database.run(self._set, name=name, value=value)

    def number(self, name: str) -> int:
        """A single fact that is a whole number, 0 if unknown."""
        return int(self.get(name, "0"))

    def series(self) -> str:
        """The random id under which this cache numbers its orders; made at the first question."""
        found = self.get("series")
        return found or self.new_series()

    def new_series(self) -> str:
        """Begin a new series at number 1."""
        made = secrets.token_hex(16)
        self.set("series", made)
        self.set("last_number", "0")
        return made

    def scopes(self) -> tuple[str, ...] | None:
        """The scope list as last told, None before the first."""
        return msgspec.json.decode(self.get("scopes", "null"), type=tuple[str, ...] | None)

    def kept_since(self) -> dict[str, datetime]:
        """The areas whose feed no longer has every case that is over, with the moment since which it has."""
        return msgspec.json.decode(self.get("kept_since", "{}"), type=dict[str, datetime])

    def keep_since(self, since: dict[str, datetime]) -> None:
        """What the centre last told of it."""
        told = msgspec.json.encode(since, order="deterministic").decode()
        if told != self.get("kept_since", "{}"):
            self.set("kept_since", told)

    def feed(self, feed: str) -> FeedStanding:
        """How far a feed has come; a new one stands at its beginning."""
        row = self._database.one(self._feed, f=feed)
        return FeedStanding(feed=feed) if row is None else _feed(row)

    def feeds(self) -> dict[str, FeedStanding]:
        """All feeds ever pulled."""
        found = (_feed(row) for row in self._database.all(self._feeds))
        return {feed.feed: feed for feed in found}

    def lay(self, feed: FeedStanding) -> None:
        """Keep how far a feed has come."""
        self._database.run(self._lay, **msgspec.structs.asdict(feed))

    def reset(self, feed: str) -> None:
        """A feed begins again: every row of it is unsure from now on."""
        held = self.feed(feed)
        self.lay(FeedStanding(feed=feed, head=held.head, pull=held.pull + 1))

    def reset_all(self) -> None:
        """All feeds begin again."""
        self._database.run(self._again)

    def forget(self, feed: str) -> None:
        """A feed of which nothing is held any more."""
        self._database.run(self._forget, f=feed)

    def read(self) -> Standing:
        """All of it."""
        return Standing(
            series=self.series(),
            generation=self.get("generation"),
            scopes=self.scopes(),
            scopes_number=self.get("scopes_number"),
            rules=self.number("rules"),
            contact=self.number("contact"),
            complete=self.number("complete"),
            checked=self.number("checked"),
            feeds=self.feeds(),
        )


def _feed(row: tuple[Any, ...]) -> FeedStanding:
    feed, cursor, head, pull, at_end, whole = row
    return FeedStanding(feed=feed, cursor=cursor, head=head, pull=pull, at_end=bool(at_end), whole=bool(whole))
