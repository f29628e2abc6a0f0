"""Passwords: Argon2 with the library's defaults, in a bounded pool, so that many sign-ins cannot eat the memory."""

from __future__ import annotations

import os
import secrets
import string
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.domain.problems import Code, Problem

LEAST = 10
LONGEST = 200
KINDS = 3
WAITING = 16
_SIGNS = "!#%+-=?@"


class Passwords:
    """Hashing and verifying, two at a time for each processor core; with the library's own settings unless others are given."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._pool = ThreadPoolExecutor(max_workers=2 * (os.cpu_count() or 1), thread_name_prefix="argon2")
        self._room = BoundedSemaphore(WAITING)
        self._dummy = self._hasher.hash(secrets.token_urlsafe(16))

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Room for one more sign-in; BUSY while too many wait for their turn."""
        if not self._room.acquire(blocking=False):
            raise Problem(Code.BUSY, seconds=3)
        try:
            yield
        finally:
            self._room.release()

    def hash(self, password: str) -> str:
        """The hash to keep."""
        return self._pool.submit(self._hasher.hash, password).result()

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether the password fits; without a hash the same time is spent for nothing."""
        return self._pool.submit(self._verify, kept or self._dummy, password).result() and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether the hash was made with weaker settings than today's."""
        return self._hasher.check_needs_rehash(kept)

    def close(self) -> None:
        """End the pool."""
        self._pool.shutdown()

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def check_strength(password: str, *, account: str) -> None:
    """Pass, or the problem that the password is too short, too plain, too long or holds the account's name."""
    kinds = [
        any(c.islower() for c in password),
        any(c.isupper() for c in password),
        any(c.isdigit() for c in password),
        any(not c.isalnum() for c in password),
    ]
    named = account and account.casefold() in password.casefold()
    if len(password) < LEAST or len(password) > LONGEST or sum(kinds) < KINDS or named:
        raise Problem(Code.WEAK_PASSWORD, least=LEAST)


def made_password() -> str:
    """A password for a new account, to be changed at the first sign-in."""
    letters = string.ascii_letters + string.digits
    body = "".join(secrets.choice(letters) for _ in range(13))
    return f"{body}{secrets.choice(_SIGNS)}{secrets.randbelow(10)}{secrets.choice(string.ascii_uppercase)}"
