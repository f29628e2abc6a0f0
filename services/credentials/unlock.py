"""Signing in without the centre: for each account the cache key wrapped by its password, and a count of wrong ones."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from app.contract.messages import SessionGrant
from app.domain.problems import Code, Problem
from services.credentials.profile import read_json, write_json
from services.credentials.wrapping import Cost, Wrapped, stretched, stretched_for

ACCOUNTS = "accounts.json"
FAILS = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_DOUBLING = 6
PURPOSE = "offline-unlock"


class Known(Struct, frozen=True, kw_only=True):
    """An account that has signed in here online; `fails` wrong passwords since, `locks` times locked, `until` when.

    `must_change` says that its password was set by an administrator.
    """

    person: str
    name: str
    account: str
    hours: int
    wrapped: Wrapped
    fails: int = 0
    locks: int = 0
    until: datetime | None = None
    must_change: bool = False


class AccountsFile(Struct, frozen=True, kw_only=True):
    """What stands in `accounts.json`."""

    accounts: dict[str, Known] = field(default_factory=dict)


class OfflineUnlock:
    """The accounts that may unlock this seat while the centre is away. Any thread, one attempt at a time."""

    def __init__(self, folder: Path, *, key: bytes, clock: Callable[[], datetime], cost: Cost | None = None) -> None:
        self._file = folder / ACCOUNTS
        self._key = key
        self._clock = clock
        self._cost = cost or Cost()
        self._lock = threading.Lock()

    def remember(self, grant: SessionGrant, password: str) -> None:
        """An account has signed in online: its password opens this seat offline from now on, and old failures are forgotten."""
        wrapped = stretched(password, cost=self._cost).wrap(self._key, purpose=PURPOSE)
        fresh = Known(
            person=grant.person,
            name=grant.name,
            account=grant.account,
            hours=grant.offline_hours,
            wrapped=wrapped,
            must_change=grant.must_change_password,
        )
        with self._lock:
            self._keep(fresh)

    def unlock(self, account: str, password: str, *, contact: datetime | None) -> tuple[Known, datetime]:
        """The account and until when it may act, counted from the last word of the centre; past that it may read alone.

        OFFLINE_UNLOCK_UNKNOWN, ACCOUNT_LOCKED (five wrong passwords: 15 minutes, doubled each time), WRONG_PASSWORD. An attempt
        is counted on disk before the password is looked at.
        """
        with self._lock:
            known = self._read().get(account)
            if known is None:
                raise Problem(Code.OFFLINE_UNLOCK_UNKNOWN)
            now = self._clock()
            ends = contact + timedelta(hours=known.hours) if contact is not None else now
            counted = self._counted(known, now)
            self._keep(counted)
            if not self._fits(password, known):
                raise Problem(Code.WRONG_PASSWORD)
            self._keep(replace(known, fails=0, locks=0, until=None))
        return known, ends

    def _fits(self, password: str, known: Known) -> bool:
        try:
            return stretched_for(password, known.wrapped).unwrap(known.wrapped, purpose=PURPOSE) == self._key
        except ValueError as error:  # the entry is damaged; signing in online makes it anew
            raise Problem(Code.OFFLINE_UNLOCK_UNKNOWN) from error

    def _counted(self, known: Known, now: datetime) -> Known:
        if known.until is not None and now < known.until:
            raise Problem(Code.ACCOUNT_LOCKED, until=known.until.isoformat(timespec="minutes"))
        fails = 1 if known.until is not None else known.fails + 1
        if fails < FAILS:
            return replace(known, fails=fails, until=None)
        length = FIRST_LOCK * 2 ** min(known.locks, LONGEST_DOUBLING)
        return replace(known, fails=0, locks=known.locks + 1, until=now + length)

    def _read(self) -> dict[str, Known]:
        held = read_json(self._file, AccountsFile)
        return {} if held is None else held.accounts

    def _keep(self, known: Known) -> None:
        write_json(self._file, AccountsFile(accounts={**self._read(), known.account: known}))
