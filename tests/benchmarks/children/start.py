"""A cold start of the real program: first window, sign-in without typing, rows of the queue on the screen.

Words: profile, account, password. Times are of the machine's monotonic clock.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import app.__main__ as command_line
from tests.benchmarks.children.looker import WatchedFront, queue_painted, show, submit
from tests.benchmarks.children.speech import resident_mb, say

SETTLE_SECONDS = 2.0


async def play(front: WatchedFront) -> None:
    """Sign in as soon as the window has been painted."""
    window = await (await front.first()).seen()
    window_cpu = time.process_time()
    usable = queue_painted(front)
    account, password = sys.argv[2:]
    submitted = time.monotonic()
    submit(front.opened, account, password)
    painted = await usable.seen()
    painted_cpu = time.process_time()
    await asyncio.sleep(SETTLE_SECONDS)
    moments = {"window": window, "submitted": submitted, "usable": painted}
    say(moments | {"window_cpu": window_cpu, "usable_cpu": painted_cpu, "memory": resident_mb()})


if __name__ == "__main__":
    assert command_line.app  # what `gridplus` imports before it opens a window
    show(Path(sys.argv[1]), play)
