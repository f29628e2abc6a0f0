"""Accounts and the lock that guesses run into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, case, delete, select, update

from app.domain.problems import Code, Problem
from services.central.access_log import AccessLog
from services.central.database import Database
from services.central.schema import Schema
from services.records.columns import micros, moment

FAILS = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_DOUBLING = 6
FORGET = timedelta(days=30)


class Account(Struct, frozen=True, kw_only=True):
    """An account; `barred` ones are locked until an administrator says otherwise."""

    name: str
    person: str
    password: str
    barred: bool
    must_change: bool
    made_at: datetime


class Accounts:
    """The accounts in the database. Every method works in the connection's transaction."""

    def __init__(self, schema: Schema, database: Database, log: AccessLog, clock: Callable[[], datetime]) -> None:
        account, attempt = schema.account, schema.attempt
        self._log = log
        self._clock = clock
        columns = [account.c[name] for name in Account.__struct_fields__]
        chosen: Any = select(*columns)
        self._all = chosen.order_by(account.c.name)
        self._one = chosen.where(account.c.name == bindparam("n"))
        self._new = database.insert_new(account).execution_options(preserve_rowcount=True)
        named = update(account).where(account.c.name == bindparam("n"))
        self._password = named.values(password=bindparam("p"), must_change=bindparam("m"))
        self._bar = named.values(barred=bindparam("b"))
        self._tried = database.insert_new(attempt)
        now: Any = bindparam("now")
        limit: Any = bindparam("limit")
        expired = (attempt.c.until > 0) & (attempt.c.until <= now)
        fails = case((expired, 1), else_=attempt.c.fails + 1)
        self._count = (
            update(attempt)
            .where(attempt.c.name == bindparam("n"), attempt.c.until <= now)
            .values(
                fails=fails,
                until=case((fails >= limit, bindparam("lock_ends")), else_=0),
                locks=case((fails >= limit, attempt.c.locks + 1), else_=attempt.c.locks),
            )
        )
        self._attempt = select(attempt.c.until, attempt.c.locks).where(attempt.c.name == bindparam("n"))
        self._locked = select(attempt.c.name, attempt.c.until).where(attempt.c.until > now)
        self._forget = delete(attempt).where(attempt.c.name == bindparam("n"))
        self._forget_old = delete(attempt).where(attempt.c.until < bindparam("then"), attempt.c.until > 0)

    def count_attempt(self, connection: Connection, name: str) -> None:
        """Count a sign-in before its password is looked at; ACCOUNT_LOCKED if there are no more to be had now.

        One UPDATE decides, so of any number of guesses at once exactly the allowed ones pass. Names without an account are
        counted just so.
        """
        now = self._clock()
        row = connection.execute(self._attempt, {"n": name}).first()
        if row is None:
            connection.execute(self._tried, {"name": name, "fails": 0, "locks": 0, "until": 0})
        lock = FIRST_LOCK * 2 ** min(row[1] if row else 0, LONGEST_DOUBLING)
        values = {"n": name, "now": micros(now), "limit": FAILS, "lock_ends": micros(now + lock)}
        if connection.execute(self._count, values).rowcount == 1:
            return
        until = connection.execute(self._attempt, {"n": name}).one()[0]
        raise Problem(Code.ACCOUNT_LOCKED, until=moment(until).isoformat(timespec="seconds"))

    def locked_until(self, connection: Connection) -> dict[str, datetime]:
        """The names whose lock after wrong passwords still lasts, and until when."""
        rows = connection.execute(self._locked, {"now": micros(self._clock())})
        return {name: moment(until) for name, until in rows}

    def forgive(self, connection: Connection, name: str) -> None:
        """The right password came, or an administrator says so: nothing is held against the name."""
        connection.execute(self._forget, {"n": name})

    def forget_old(self, connection: Connection) -> None:
        """Drop attempts whose lock ended long ago."""
        connection.execute(self._forget_old, {"then": micros(self._clock() - FORGET)})

    def get(self, connection: Connection, name: str) -> Account | None:
        """The account, or None."""
        row = connection.execute(self._one, {"n": name}).first()
        return None if row is None else _account(row)

    def need(self, connection: Connection, name: str) -> Account:
        """The account; ACCOUNT_UNKNOWN for none."""
        found = self.get(connection, name)
        if found is None:
            raise Problem(Code.ACCOUNT_UNKNOWN, account=name)
        return found

    def all(self, connection: Connection) -> list[Account]:
        """All accounts by name."""
        return [_account(row) for row in connection.execute(self._all)]

    def add(self, connection: Connection, name: str, *, person: str, password: str, must_change: bool) -> None:
        """A new account with the hash of its password; ACCOUNT_EXISTS if the name is taken."""
        values = {
            "name": name,
            "person": person,
            "password": password,
            "barred": False,
            "must_change": must_change,
            "made_at": micros(self._clock()),
        }
        if connection.execute(self._new, values).rowcount != 1:
            raise Problem(Code.ACCOUNT_EXISTS, account=name)
        self._log.write(connection, "account_added", account=name, detail=person)

    def set_password(self, connection: Connection, name: str, password: str, *, must_change: bool) -> None:
        """Another hash; whoever has forgotten his password is told to change the given one."""
        connection.execute(self._password, {"n": name, "p": password, "m": must_change})
        self._log.write(connection, "password_set", account=name)

    def bar(self, connection: Connection, name: str, *, barred: bool) -> None:
        """Lock the account for good, or open it again."""
        connection.execute(self._bar, {"n": name, "b": barred})
        self._log.write(connection, "account_barred" if barred else "account_opened", account=name)


def _account(row: Any) -> Account:
    values = dict(zip(Account.__struct_fields__, row, strict=True))
    values["made_at"] = moment(values["made_at"])
    return Account(**values)
