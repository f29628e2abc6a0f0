"""Tidying up once a day: how far the feeds were is noted, and what left a scope long ago is forgotten behind the purge line."""

from __future__ import annotations

from datetime import timedelta

import anyio
from sqlalchemy import bindparam, delete, func, select, update

from services.central.accounts import Accounts
from services.central.rounds import Round
from services.central.store import Store
from services.records.columns import micros

EVERY = 3600.0
MARK_EVERY = timedelta(days=1)
KEPT = timedelta(days=180)


class Tidying:
    """Moves the purge lines of the feeds. Version counters of deleted records stay for ever."""

    def __init__(self, store: Store, accounts: Accounts) -> None:
        mark, head, member = store.schema.mark, store.schema.head, store.schema.membership
        self._store = store
        self._accounts = accounts
        self._newest = select(func.max(mark.c.at))
        self._mark = mark.insert()
        self._old = (
            select(mark.c.feed, func.max(mark.c.seq))
            .where(mark.c.at <= bindparam("then"))
            .group_by(mark.c.feed)
            .order_by(mark.c.feed)
        )
        self._draw = (
            update(head)
            .where(head.c.feed == bindparam("f"), head.c.line < bindparam("to_line"))
            .values(line=bindparam("to_line"))
        )
        self._purge = delete(member).where(
            member.c.feed == bindparam("f"), member.c.present.is_(False), member.c.seq <= bindparam("to_line")
        )

    def tidy(self) -> None:
        """Note today's heads, purge behind what was noted 180 days ago."""
        now = self._store.clock()
        with self._store.database.writing() as connection:
            newest = connection.execute(self._newest).scalar()
            if newest is not None and newest > micros(now - MARK_EVERY):
                return
            heads = self._store.heads.all(connection)
            if heads:
                connection.execute(self._mark, [{"feed": h.feed, "at": micros(now), "seq": h.seq} for h in heads.values()])
            for feed, line in connection.execute(self._old, {"then": micros(now - KEPT)}).all():
                connection.execute(self._draw, {"f": feed, "to_line": line})
                connection.execute(self._purge, {"f": feed, "to_line": line})
            self._accounts.forget_old(connection)

    def round(self) -> Round:
        """Tidying as a round."""

        async def tidy() -> None:
            await anyio.to_thread.run_sync(self.tidy)

        return Round("tidying", EVERY, tidy)
