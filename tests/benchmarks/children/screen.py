"""A second desk whose window is watched. Words: profile, account, password.

It says when it is ready. Each line that it is then given names a case to come: it says that it looks, and later when the case was
held in the cache and when its row had been painted, by the machine's monotonic clock.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from app.desk.change import Change
from app.desk.ports import LinkState
from app.domain.incident import Incident
from app.showing.driving import until
from tests.benchmarks.children.looker import PATIENCE, Looker, WatchedFront, queue_painted, show, submit
from tests.benchmarks.children.speech import say
from ui.common.table_model import TableModel


class Watch:
    """Waits for one case."""

    def __init__(self, front: WatchedFront, incident: str) -> None:
        assert front.house is not None
        self._incident = incident
        self._held = asyncio.get_running_loop().create_future()
        self._stop = front.house.desk.watch(self._hear)
        table = front.opened.desk_page.queue.table
        self._model = table.model()
        self._looker = Looker(table.viewport(), self._is_there)

    def _is_there(self) -> bool:
        return isinstance(self._model, TableModel) and self._model.place_of(self._incident) is not None

    def _hear(self, change: Change) -> None:
        if (Incident.kind, self._incident) in change.records and not self._held.done():
            self._held.set_result(time.monotonic())

    async def told(self) -> dict[str, float]:
        """When it came."""
        async with asyncio.timeout(PATIENCE):
            held = float(await self._held)
        painted = await self._looker.seen()
        self._stop()
        self._looker.deleteLater()
        return {"held": held, "painted": painted}


async def play(front: WatchedFront) -> None:
    """Sign in, then watch for what is named until there is no more."""
    await (await front.first()).seen()
    ready = queue_painted(front)
    submit(front.opened, *sys.argv[2:])
    await ready.seen()
    house = front.house
    assert house is not None
    await until(lambda: house.desk.link.state is LinkState.ONLINE, what="link", seconds=PATIENCE)
    say({"ready": True})
    while incident := (await asyncio.to_thread(sys.stdin.readline)).strip():
        watch = Watch(front, incident)
        say({"looking": incident})
        say(await watch.told())


if __name__ == "__main__":
    show(Path(sys.argv[1]), play)
