"""Asking the centre for history beyond this machine: beside the local list, never in its way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import Enum
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from app.desk.beyond import beyond_rows
from app.desk.desk import AWAY, Desk
from app.desk.ports import Archive, Link
from app.desk.queue import QueueRow
from app.domain.problems import Problem
from ui.common.tasks import Tasks

PAUSE = 0.25
"""A person who types is waited for, seconds: the centre is asked for whole words."""


class Phase(Enum):
    """How far asking the centre has come."""

    IDLE = "idle"
    ASKING = "asking"
    FOUND = "found"
    AWAY = "away"
    FAILED = "failed"


class Question(Struct, frozen=True):
    """What is looked for, behind which key of the centre's."""

    text: str = ""
    event_class: str = ""
    before: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is looked for: a person who only leafs through the list asks the centre nothing."""
        return not (self.text or self.event_class)


class Beyond(QObject):
    """One question at a time; the answer to one that is no longer asked is dropped. Offline it is asked when the link is back.

    Signals: `changed()` after every step.
    """

    changed = Signal()

    def __init__(self, owner: QObject, desk: Desk, tasks: Tasks, archive: Archive | None) -> None:
        super().__init__(owner)
        self._desk, self._tasks, self._archive = desk, tasks, archive
        self._question = Question()
        self._task: asyncio.Task[Any] | None = None
        self._stop: Callable[[], None] | None = None
        self.phase = Phase.IDLE
        self.rows: tuple[QueueRow, ...] = ()
        self.next = ""
        self.problem: Problem | None = None

    def open(self) -> None:
        """Hears of the link from now on."""
        if self._stop is None:
            self._stop = self._desk.watch_link(self._on_link)

    def close(self) -> None:
        """Asks no more."""
        if self._stop is not None:
            self._stop()
            self._stop = None
        self._drop()
        self._question, self.phase = Question(), Phase.IDLE

    def ask(self, question: Question) -> None:
        """Asks the centre, if it has not answered that already."""
        if question == self._question and self.phase not in (Phase.IDLE, Phase.AWAY, Phase.FAILED):
            return
        if question == self._question and self.phase is Phase.AWAY and self._away:
            return
        self._drop()
        self._question, self.rows, self.next, self.problem = question, (), "", None
        if question.empty or self._archive is None:
            self.phase = Phase.IDLE
        elif self._away:
            self.phase = Phase.AWAY
        else:
            self.phase = Phase.ASKING
            self._task = self._tasks.start(self, self._look(question, self._archive), name="beyond")
        self.changed.emit()

    @property
    def _away(self) -> bool:
        return self._desk.link.state in AWAY

    async def _look(self, question: Question, archive: Archive) -> None:
        try:
            await asyncio.sleep(PAUSE)
            areas = self._desk.seat.areas
            found = await self._desk.lanes.network(
                lambda: archive.search(text=question.text, event_class=question.event_class, before=question.before)
            )
            rows = await self._desk.read(lambda cache: beyond_rows(cache, found, areas))
        except Problem as problem:
            self._settle(question, Phase.FAILED, problem=problem)
        else:
            self._settle(question, Phase.FOUND, rows=rows, further=found.before)

    def _settle(
        self,
        question: Question,
        phase: Phase,
        *,
        rows: tuple[QueueRow, ...] = (),
        further: str = "",
        problem: Problem | None = None,
    ) -> None:
        if question == self._question and self._stop is not None:
            self.phase, self.rows, self.next, self.problem = phase, rows, further, problem
            self.changed.emit()

    def _drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_link(self, _link: Link) -> None:
        if self.phase is Phase.AWAY and not self._away:
            self.ask(self._question)
