"""The link as it is told: one value that any thread may read, listeners that hear when it changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from app.desk.ports import Link, LinkState
from app.domain.problems import Problem


class LinkBoard:
    """Holds the link; `since` moves with the state, everything else as told."""

    def __init__(self, clock: Callable[[], datetime], *, as_of: datetime | None = None) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._link = Link(state=LinkState.OFFLINE, since=clock(), as_of=as_of)
        self._heard: list[Callable[[Link], None]] = []

    @property
    def link(self) -> Link:
        """The link now; any thread."""
        return self._link

    def on_link(self, heard: Callable[[Link], None]) -> None:
        """Call `heard` whenever the link has changed, on the thread that changed it."""
        self._heard.append(heard)

    def online(self, *, as_of: datetime, offset: float | None, problem: Problem | None = None) -> None:
        """A complete pull has ended."""
        self._set(LinkState.ONLINE, as_of=as_of, problem=problem, offset=offset)

    def catching_up(self, done: int, total: int) -> None:
        """Records come in."""
        self._set(LinkState.CATCHING_UP, done=done, total=total, offset=self._link.clock_offset)

    def offline(self, problem: Problem, *, attempt: int, next_try: datetime) -> None:
        """The centre could not be reached, or something here stopped the round."""
        self._set(LinkState.OFFLINE, problem=problem, attempt=attempt, next_try=next_try, offset=self._link.clock_offset)

    def refused(self, problem: Problem, *, as_of: datetime | None = None) -> None:
        """The centre will not have us as we are."""
        self._set(LinkState.REFUSED, as_of=as_of, problem=problem, offset=self._link.clock_offset)

    def _set(
        self,
        state: LinkState,
        *,
        as_of: datetime | None = None,
        problem: Problem | None = None,
        offset: float | None,
        done: int = 0,
        total: int = 0,
        attempt: int = 0,
        next_try: datetime | None = None,
    ) -> None:
        with self._lock:
            before = self._link
            since = before.since if before.state is state else self._clock()
            self._link = Link(
                state=state,
                since=since,
                as_of=as_of or before.as_of,
                done=done,
                total=total,
                attempt=attempt,
                next_try=next_try,
                problem=problem.code.value if problem else 0,
                data=problem.data if problem else None,
                clock_offset=offset,
            )
            same = replace(self._link, as_of=before.as_of) == before and state is not LinkState.ONLINE
        if not same:
            for heard in tuple(self._heard):
                heard(self._link)
