"""How often feeds had to begin again: more than once in ten minutes is shown to a person instead of looping."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.domain.problems import Code, Problem

WINDOW_SECONDS = 600.0


class Resets:
    """Counts resets that nothing explains; a change of the scope list explains one of each feed."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last: dict[str, float] = {}
        self._explained: set[str] = set()

    def explain(self, feeds: Iterable[str]) -> None:
        """The scope list has changed: the next reset of each feed is no surprise."""
        self._explained.update(feeds)

    def settle(self) -> None:
        """All feeds have come to their ends."""
        self._explained.clear()

    def count(self, feed: str) -> None:
        """A feed must begin again; `Problem` RESET_AGAIN if that happened a short while ago already."""
        if feed in self._explained:
            self._explained.discard(feed)
            return
        now = self._monotonic()
        last = self._last.get(feed)
        if last is not None and now - last < WINDOW_SECONDS:
            raise Problem(Code.RESET_AGAIN, feed=feed)
        self._last[feed] = now
