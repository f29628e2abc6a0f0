"""Keeps one view in step with the desk: reads when opened, and again after every change that concerns it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from app.desk.change import Change
from app.desk.desk import Desk
from app.desk.ports import Cache
from app.domain.problems import Problem
from ui.common.tasks import Tasks

T = TypeVar("T")
PAUSE = 0.2


class Follower(QObject, Generic[T]):
    """Never two readings at a time. What a person asks for is read at once, changes are read at most five times a second.

    `ask` is called on the GUI thread and returns the query, which runs in the store lane and must touch no
    widget. `show` gets the answer on the GUI thread, `fail` a problem of the reading. Both are silent after
    `close`.
    """

    def __init__(
        self,
        owner: QObject,
        desk: Desk,
        tasks: Tasks,
        *,
        name: str,
        kinds: tuple[str, ...],
        ask: Callable[[], Callable[[Cache], T]],
        show: Callable[[T], None],
        fail: Callable[[Problem], object],
    ) -> None:
        super().__init__(owner)
        self._desk, self._tasks = desk, tasks
        self._name, self._kinds = name, kinds
        self._ask, self._show, self._fail = ask, show, fail
        self._stop: Callable[[], None] | None = None
        self._due = False
        self._urgent = asyncio.Event()
        self._running = False
        self._last = float("-inf")

    def open(self) -> None:
        """Listens from now on and reads at once."""
        if self._stop is None:
            self._stop = self._desk.watch(self._on_change)
        self.read_again()

    def close(self) -> None:
        """Listens no more; an answer that is still on its way is dropped."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    def read_again(self) -> None:
        """Reads at once, because what is asked has changed."""
        self._urgent.set()
        self._read_soon()

    def _read_soon(self) -> None:
        if self._stop is None:
            return
        self._due = True
        if not self._running:
            self._running = True
            self._tasks.start(self, self._read(), name=f"read {self._name}")

    def _on_change(self, change: Change) -> None:
        if change.touches(*self._kinds):
            self._read_soon()

    async def _read(self) -> None:
        clock = asyncio.get_running_loop().time
        try:
            while self._due and self._stop is not None:
                await self._pause(self._last + PAUSE - clock())
                self._due = False
                await self._read_once()
                self._last = clock()
        finally:
            self._running = False

    async def _pause(self, seconds: float) -> None:
        if seconds > 0 and not self._urgent.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._urgent.wait()
        self._urgent.clear()

    async def _read_once(self) -> None:
        try:
            found = await self._desk.read(self._ask())
        except Problem as problem:
            if self._stop is not None:
                self._fail(problem)
            return
        if self._stop is not None:
            self._show(found)
