"""Stopping a stream when the system asks for it."""

from __future__ import annotations

import signal
import threading
from types import FrameType


class Stop:
    """Hears SIGTERM and SIGINT while it is open; what is being written is finished first."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._before = {number: signal.signal(number, self._ask) for number in (signal.SIGTERM, signal.SIGINT)}

    def wait(self, seconds: float) -> bool:
        """Wait so long; whether it was asked to stop."""
        return self._asked.wait(seconds)

    def close(self) -> None:
        """Give the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked.set()
