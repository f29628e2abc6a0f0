"""The pulse: how far the feeds are, and everybody who waits to hear it. Hints only; the truth is fetched by cursor."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection

import msgspec

from app.contract.messages import PokeHeads
from app.domain.problems import Problem

HEARTBEAT = 15.0
QUIET = 0.1
FIRST = b": gridplus\n\n"
BEAT = b":\n\n"

Permitted = Callable[[], Awaitable[Collection[str]]]


class Pulse:
    """Newest heads on one event loop; waiting streams share one event and keep no queue.

    A stream that does not read waits in its own send and gets the newest heads when it comes back.
    """

    def __init__(self) -> None:
        self._heads: dict[str, int] = {}
        self._changed = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = False
        self.listeners = 0

    def open(self) -> None:
        """Begin on the running loop."""
        self._loop = asyncio.get_running_loop()

    def told(self, moved: dict[str, int]) -> None:
        """These feeds have moved; called after a commit, on any thread."""
        loop = self._loop
        if moved and loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._note, dict(moved))

    def stop(self) -> None:
        """End all streams; on the loop's thread."""
        self._stopped = True
        self._wake()

    async def look(self, heads: Callable[[], Awaitable[dict[str, int]]]) -> None:
        """Look at the database's heads: other processes write too."""
        self._note(await heads())

    async def stream(self, permitted: Permitted) -> AsyncIterator[bytes]:
        """A comment at once, then the heads of the permitted feeds as they move; ends when the caller's rights do."""
        self.listeners += 1
        try:
            yield FIRST
            feeds = await permitted()
            sent: dict[str, int] = {}
            while not self._stopped:
                changed = self._changed
                fresh = {feed: self._heads[feed] for feed in feeds if self._heads.get(feed, -1) > sent.get(feed, -1)}
                if fresh:
                    sent.update(fresh)
                    yield event(fresh)
                    await asyncio.sleep(QUIET)
                    continue
                try:
                    async with asyncio.timeout(HEARTBEAT):
                        await changed.wait()
                except TimeoutError:
                    yield BEAT
                    feeds = await permitted()
        except Problem:
            return
        finally:
            self.listeners -= 1

    def _note(self, moved: dict[str, int]) -> None:
        ahead = {feed: seq for feed, seq in moved.items() if seq > self._heads.get(feed, -1)}
        if ahead:
            self._heads.update(ahead)
            self._wake()

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


def event(heads: dict[str, int]) -> bytes:
    """The heads as one server-sent event."""
    return b"event: heads\ndata: " + msgspec.json.encode(PokeHeads(heads=heads)) + b"\n\n"
