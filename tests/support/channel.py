"""Lines of JSON between a test and a process of its own, over one socket."""

from __future__ import annotations

import select
import socket
import time
from typing import Any

import msgspec
from msgspec import Struct

PATIENCE = 60.0


class Said(Struct, frozen=True):
    """A word from the process: what happened and what belongs to it."""

    said: str
    value: Any = None


class Channel:
    """One end of the line. What has arrived is kept until it is asked for."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._arrived = b""
        self._ended = False

    def say(self, word: Struct) -> None:
        """Send a line."""
        self._end.sendall(msgspec.json.encode(word) + b"\n")

    def line(self, seconds: float | None = None) -> bytes | None:
        """The next line, None at the end; TimeoutError if none comes in time."""
        ends = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._arrived:
            if self._ended:
                return None
            left = None if ends is None else max(ends - time.monotonic(), 0.0)
            if not select.select([self._end], [], [], left)[0]:
                raise TimeoutError("no word from the process")
            self._read()
        found, self._arrived = self._arrived.split(b"\n", 1)
        return found

    def has_word(self) -> bool:
        """Whether a line waits to be read, or the other side has gone."""
        return b"\n" in self._arrived or self._ended or bool(select.select([self._end], [], [], 0)[0])

    def hang_up(self) -> None:
        """Nothing more will be said; the other side may still speak."""
        self._end.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Hang up."""
        self._end.close()

    def _read(self) -> None:
        try:
            part = self._end.recv(1 << 16)
        except ConnectionResetError:
            part = b""
        self._arrived += part
        self._ended = part == b""
