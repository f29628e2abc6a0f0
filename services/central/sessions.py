"""Persons' sessions at seats: twelve hours at most, half an hour without use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from services.central.database import Database
from services.central.schema import Schema
from services.central.tokens import digest, new_token
from services.records.columns import micros, moment

LONGEST = timedelta(hours=12)
IDLE = timedelta(minutes=30)
TOUCH_EVERY = timedelta(minutes=1)


class Session(Struct, frozen=True, kw_only=True):
    """A person at a seat; `digest` names the session without its token."""

    digest: str
    account: str
    person: str
    seat: str
    used_at: datetime
    ends: datetime


class Sessions:
    """The sessions in the database, and who has ever signed in where. Every method works in the connection's transaction."""

    def __init__(self, schema: Schema, database: Database, clock: Callable[[], datetime]) -> None:
        session, presence, account = schema.session, schema.presence, schema.account
        person = schema.records.table["person"]
        self._clock = clock
        self._new = insert(session)
        chosen: Any = select(*(session.c[name] for name in Session.__struct_fields__))
        self._one = chosen.where(session.c.digest == bindparam("d"))
        self._touch = update(session).where(session.c.digest == bindparam("d")).values(used_at=bindparam("now"))
        self._end = delete(session).where(session.c.digest == bindparam("d"))
        self._end_others = delete(session).where(session.c.account == bindparam("a"), session.c.digest != bindparam("d"))
        self._end_stale = delete(session).where(session.c.ends < bindparam("now"))
        self._present = database.upsert(presence)
        joined = presence.outerjoin(account, account.c.person == presence.c.person)
        joined = joined.outerjoin(person, person.c.id == presence.c.person)
        self._authors = (
            select(presence.c.person, person.c.name, account.c.barred)
            .select_from(joined)
            .where(presence.c.seat == bindparam("s"))
        )

    def begin(self, connection: Connection, *, account: str, person: str, seat: str) -> tuple[str, datetime]:
        """A new session: its token and its end. From now on the seat may hand in this person's orders."""
        token, now = new_token(), self._clock()
        ends = now + LONGEST
        values = {
            "digest": digest(token),
            "account": account,
            "person": person,
            "seat": seat,
            "used_at": micros(now),
            "ends": micros(ends),
        }
        connection.execute(self._new, values)
        connection.execute(self._present, {"seat": seat, "person": person, "last_at": micros(now)})
        connection.execute(self._end_stale, {"now": micros(now)})
        return token, ends

    def get(self, connection: Connection, token: str, *, seat: str) -> Session | None:
        """The session of the token at this seat, None if there is none or it has ended."""
        row = connection.execute(self._one, {"d": digest(token)}).first()
        if row is None:
            return None
        values = dict(zip(Session.__struct_fields__, row, strict=True))
        session = Session(**values | {"used_at": moment(values["used_at"]), "ends": moment(values["ends"])})
        now = self._clock()
        alive = session.seat == seat and now < session.ends and now < session.used_at + IDLE
        return session if alive else None

    def is_due(self, session: Session) -> bool:
        """Whether its last use is so long ago that the next one should be written down."""
        return self._clock() >= session.used_at + TOUCH_EVERY

    def touch(self, connection: Connection, session: Session) -> None:
        """It has been used now."""
        connection.execute(self._touch, {"d": session.digest, "now": micros(self._clock())})

    def end(self, connection: Connection, token: str) -> None:
        """The session of the token ends."""
        connection.execute(self._end, {"d": digest(token)})

    def end_others(self, connection: Connection, account: str, *, keep: str = "") -> None:
        """All sessions of the account end but the one of the token kept."""
        connection.execute(self._end_others, {"a": account, "d": digest(keep)})

    def authors(self, connection: Connection, seat: str) -> dict[str, tuple[str, bool]]:
        """Everyone who has ever signed in at the seat: name, and whether the account is barred (or gone)."""
        found = connection.execute(self._authors, {"s": seat})
        return {person: (name or "", barred is None or bool(barred)) for person, name, barred in found}
