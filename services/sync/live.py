"""Listening for pokes: one stream, opened anew after a random wait whenever it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from app.domain.problems import Problem
from services.gateway.live import LiveStream
from services.sync.schedule import Schedule

LOOK_SECONDS = 1.0


class Poked(Protocol):
    """Who is told."""

    reachable: threading.Event

    def poke(self, heads: dict[str, int]) -> None:
        """How far feeds are."""
        ...

    def nudge(self) -> None:
        """Something may have been missed."""
        ...


class LiveLoop:
    """Keeps a stream open while the centre can be reached (see `Lanes.loop`, with `wake`)."""

    def __init__(self, *, open_stream: Callable[[], LiveStream], engine: Poked, schedule: Schedule | None = None) -> None:
        self._open = open_stream
        self._engine = engine
        self._schedule = schedule or Schedule()
        self._lock = threading.Lock()
        self._stream: LiveStream | None = None
        self._woken = threading.Event()

    def run(self, stop: threading.Event) -> None:
        """Listen until the event is set."""
        while not stop.is_set():
            if not self._engine.reachable.wait(LOOK_SECONDS):
                continue
            self._listen(stop)
            if not stop.is_set():
                self._woken.wait(self._schedule.spread())
                self._engine.nudge()

    def wake(self) -> None:
        """Come back from reading or waiting."""
        self._woken.set()
        with self._lock:
            if self._stream is not None:
                self._stream.close()

    def _listen(self, stop: threading.Event) -> None:
        """Read one stream to its end; every end is a reason to look whether the centre is still there."""
        try:
            stream = self._open()
        except Problem:
            return
        with self._lock:
            self._stream = stream
        self._engine.nudge()
        try:
            if stop.is_set():
                return
            for heads in stream:
                if stop.is_set():
                    return
                if heads:
                    self._engine.poke(heads)
        except Problem:
            return
        finally:
            with self._lock:
                self._stream = None
            stream.release()
