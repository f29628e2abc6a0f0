"""Passwords: Argon2 with the library's defaults, by a bounded pool, so that many sign-ins cannot eat the memory."""

from __future__ import annotations

import os
import secrets
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.domain.problems import Code, Problem
from services.background.lanes import Workers

T = TypeVar("T")

LEAST = 10
LONGEST = 200
KINDS = 3
WAITING = 16
_SIGNS = "!#%+-=?@"


class Passwords:
    """Hashing and verifying, by the workers that a server gives it (see `hashers`), else by the caller itself.

    With the library's own settings unless others are given.
    """

    def __init__(self, workers: Workers | None = None, *, hasher: PasswordHasher | None = None) -> None:
        self._workers = workers
        self._hasher = hasher or PasswordHasher()
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
        return self._done(lambda: self._hasher.hash(password))

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether the password fits; without a hash the same time is spent for nothing."""
        return self._done(lambda: self._verify(kept or self._dummy, password)) and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether the hash was made with weaker settings than today's."""
        return self._hasher.check_needs_rehash(kept)

    def close(self) -> None:
        """Let the workers go."""
        if self._workers is not None:
            self._workers.close()

    def _done(self, work: Callable[[], T]) -> T:
        return work() if self._workers is None else self._workers.now(work)

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def hashers() -> Workers:
    """The workers of a server: two for each processor core, as each takes 64 MiB."""
    return Workers("argon2", most=2 * (os.cpu_count() or 1))


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
