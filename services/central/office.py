"""The centre's own office: imports, replays, the command line and timers hand in their commands here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType

import uuid_utils
from sqlalchemy import Connection
from structlog.typing import FilteringBoundLogger

from app.commands.command import Command
from app.contract.messages import VerdictRow
from app.contract.reference import Reference, load_reference
from app.domain.calendar import WorkCalendar
from app.domain.catalogue import Catalogue
from app.domain.problems import Code, Problem
from app.domain.terms import Terms
from app.domain.world import R, World
from services.central.logs import open_log
from services.central.schema import Schema
from services.central.setup import open_migrated
from services.central.store import Store

Ask = Callable[[World], object]


def new_id() -> str:
    """A time-ordered id (UUIDv7)."""
    return str(uuid_utils.uuid7())


class Office(AbstractContextManager["Office"]):
    """Commands of the centre's own, under a series of its own, beside a running server or without one.

    Without an `author` a command is the system's (timers, imports, connectors); with one it is judged by that person's rights.
    """

    def __init__(self, store: Store, *, series: str = "") -> None:
        self.store = store
        self._series = series or f"office-{new_id()}"

    def run(self, command: Command, *, author: str = "", occurred_at: datetime | None = None, id: str = "") -> VerdictRow:
        """Decide the command for good. `occurred_at` is now unless it is said; `id` is a new one unless it is given."""
        verdict = self.store.issue(command, id=id or new_id(), series=self._series, author=author, occurred_at=occurred_at)
        if verdict is None:
            raise AssertionError("without a claim there is a verdict")
        return verdict

    def require(self, command: Command, *, author: str = "", occurred_at: datetime | None = None) -> VerdictRow:
        """Decide the command for good; raises the `Problem` that refuses it."""
        verdict = self.run(command, author=author, occurred_at=occurred_at)
        if verdict.problem:
            raise Problem(Code(verdict.problem), **verdict.data)
        return verdict

    def world(self) -> World:
        """What is there now; every question is a snapshot of its own."""
        return _Present(self.store)

    def close(self) -> None:
        """Give the database back."""
        self.store.database.close()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class _Present:
    """A world that looks anew for every question."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, kind: type[R], record: str, /) -> R | None:
        with self._store.database.reading() as connection:
            return self._world(connection).get(kind, record)

    def find(self, kind: type[R], /, **equal: str) -> tuple[R, ...]:
        with self._store.database.reading() as connection:
            return self._world(connection).find(kind, **equal)

    def calendar(self, town: str, /) -> WorkCalendar:
        with self._store.database.reading() as connection:
            return self._world(connection).calendar(town)

    def catalogue(self) -> Catalogue:
        return self._store.reference.catalogue

    def terms(self, town: str, /) -> Terms:
        with self._store.database.reading() as connection:
            return self._world(connection).terms(town)

    def _world(self, connection: Connection) -> World:
        return self._store.world(connection)


def open_office(data: Path, *, reference: Reference | None = None, log: FilteringBoundLogger | None = None) -> Office:
    """The office of the centre in the folder; DATABASE_MISSING before `init`."""
    database = open_migrated(data)
    return Office(Store(database, Schema(), reference or load_reference(), log=log or open_log()))
