"""A cold start of the real program: curtain, sign-in without typing, rows of the queue on the screen.

Words: profile, account, password. Times are of the machine's monotonic clock. Nothing that the program itself loads later may be
imported here at the top.
"""

from __future__ import annotations

import asyncio
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

import app.__main__ as program
from app.curtain import begin
from app.porch import Porch, application
from tests.benchmarks.children.speech import resident_mb, say
from ui.common.curtain import Curtain

if TYPE_CHECKING:
    from app.window import Front

SETTLE_SECONDS = 2.0


class WatchedPorch(Porch):
    """Notes when each window has been painted first, and the processor time until then."""

    def bring(self, widget: QWidget) -> None:
        """Watched from before it is shown."""
        self.moments: dict[str, float] = getattr(self, "moments", {})
        Glance(widget, self.moments, "window" if isinstance(widget, Curtain) else "page")
        super().bring(widget)


class Glance(QObject):
    """Sees a widget painted for the first time."""

    def __init__(self, widget: QWidget, moments: dict[str, float], name: str) -> None:
        super().__init__(widget)
        self._moments, self._name = moments, name
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is painted now has been painted at the next turn of the loop."""
        if event.type() == QEvent.Type.Paint and self._name not in self._moments:
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        if self._name not in self._moments:
            self._moments |= {self._name: time.monotonic(), f"{self._name}_cpu": time.process_time()}


async def play(account: str, password: str, front: Front) -> int:
    """Sign in as soon as the page for it has been painted."""
    from app.showing.driving import until
    from tests.benchmarks.children.looker import PATIENCE, queue_painted, submit

    assert isinstance(front.porch, WatchedPorch)
    moments = front.porch.moments
    await until(lambda: "page" in moments, what="sign-in page", seconds=PATIENCE)
    submitted = time.monotonic()
    assert front.window is not None
    submit(front.window, account, password)
    painted = await queue_painted(front).seen()
    painted_cpu = time.process_time()
    await asyncio.sleep(SETTLE_SECONDS)
    say(moments | {"submitted": submitted, "usable": painted, "usable_cpu": painted_cpu, "memory": resident_mb()})
    return 0


def main() -> None:
    """Open the window as `gridplus --profile` does."""
    profile, account, password = sys.argv[1:]
    assert program.__doc__  # what `gridplus` imports before it opens a window
    begin(WatchedPorch(application(sys.argv[:1]), Path(profile), language="zh"), story=partial(play, account, password))


if __name__ == "__main__":
    main()
