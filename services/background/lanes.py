"""Where work runs off the main thread: one serial lane for the cache, pools of bounded size, named loops that live long.

The only module that creates threads. Everything that runs here is plain blocking code without Qt.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

NETWORK_WORKERS = 6
CLOSING_SECONDS = 3.0


class Lanes:
    """The lanes of one desk.

    `store` and `network` are awaited on the running event loop; `store_now` blocks the caller (headless verbs, loops);
    `store_soon` and `network_soon` give the future. A loop is a function that works until its stop event is set.
    """

    def __init__(self) -> None:
        self._store = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._network = ThreadPoolExecutor(max_workers=NETWORK_WORKERS, thread_name_prefix="network")
        self._loops: list[tuple[threading.Thread, threading.Event, Callable[[], None]]] = []

    def store(self, work: Callable[[], T]) -> Awaitable[T]:
        """Run in the one serial lane of the cache."""
        return asyncio.wrap_future(self.store_soon(work))

    def network(self, work: Callable[[], T]) -> Awaitable[T]:
        """Run in the pool for the network, documents and files."""
        return asyncio.wrap_future(self.network_soon(work))

    def store_soon(self, work: Callable[[], T]) -> Future[T]:
        """Queue for the store lane; the future is kept by the caller."""
        return self._store.submit(work)

    def network_soon(self, work: Callable[[], T]) -> Future[T]:
        """Queue for the network pool; the future is kept by the caller."""
        return self._network.submit(work)

    def store_now(self, work: Callable[[], T]) -> T:
        """Run in the store lane and wait. Never called from the store lane itself."""
        return self.store_soon(work).result()

    def loop(self, name: str, work: Callable[[threading.Event], None], *, wake: Callable[[], None]) -> None:
        """Start a loop in a thread of its own. `wake` must make a loop that waits or reads come back to look at its event."""
        stop = threading.Event()
        thread = threading.Thread(target=work, args=(stop,), name=name, daemon=True)
        self._loops.append((thread, stop, wake))
        thread.start()

    def close_loops(self, seconds: float = CLOSING_SECONDS) -> bool:
        """End the loops and wait for them; True if all ended in time."""
        deadline = time.monotonic() + seconds
        for _thread, stop, wake in self._loops:
            stop.set()
            wake()
        for thread, _stop, _wake in self._loops:
            thread.join(max(deadline - time.monotonic(), 0.0))
        return not any(thread.is_alive() for thread, _stop, _wake in self._loops)

    def close(self, seconds: float = CLOSING_SECONDS) -> bool:
        """End loops, then the network, then the store, so that what was accepted is written; True if all ended in time."""
        deadline = time.monotonic() + seconds
        ended = self.close_loops(seconds)
        self._network.shutdown(wait=False, cancel_futures=True)
        return _ended(self._store, deadline) and ended


class Workers:
    """A pool of at most `most` threads for work that is heavy on processor or memory; what is beyond that waits for its turn.

    Threads are made when there is work for them. `soon` may be called on any thread, `now` on any but the pool's own.
    """

    def __init__(self, name: str, *, most: int) -> None:
        self._pool = ThreadPoolExecutor(max_workers=most, thread_name_prefix=name)

    def soon(self, work: Callable[[], T]) -> Future[T]:
        """Queue the work; the future is kept by the caller."""
        return self._pool.submit(work)

    def now(self, work: Callable[[], T]) -> T:
        """Do the work in the pool and wait for what comes of it."""
        return self.soon(work).result()

    def close(self) -> None:
        """End the threads after what they have taken on."""
        self._pool.shutdown()


def _ended(pool: ThreadPoolExecutor, deadline: float) -> bool:
    """Shut the pool down after what it has taken on; whether that was done before the deadline."""
    last = pool.submit(lambda: None)
    pool.shutdown(wait=False)
    try:
        last.result(max(deadline - time.monotonic(), 0.0))
    except TimeoutError:
        return False
    return True
