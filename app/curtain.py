"""The start of the window: a curtain on the screen first, everything else is loaded behind it.

Nothing but Qt, colours and words is imported before the curtain has been painted.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance

from app.domain.problems import Problem
from app.porch import Porch, application
from ui.common.curtain import Curtain

if TYPE_CHECKING:
    from app.opening import Opening
    from app.window import Story

SEAT, WINDOW = ("sqlalchemy", "requests", "keyring", "app.bootstrap", "app.opening"), ("ui.shell.entrance", "app.window")
"""What opens the seat, and what shows it then; a part is loaded at each turn of the loop."""


class Backstage:
    """Loads the program behind the curtain, a part at each turn of Qt's loop, and opens the seat beside it."""

    def __init__(self, porch: Porch, curtain: Curtain, *, server: str) -> None:
        self.opening: Opening | None = None
        self._porch = porch
        self._curtain = curtain
        self._server = server

    def work(self) -> None:
        """Until all is loaded or the person has left. Raises the `Problem` of a profile that cannot be had."""
        self._turn(until=self._curtain.painted)
        if self._loaded(SEAT):
            from app.opening import Opening

            self.opening = Opening(self._porch.folder, server=self._server, on_defect=self._porch.crash.record)
            self.opening.begin()
            self._loaded(WINDOW)

    def _loaded(self, names: tuple[str, ...]) -> bool:
        """Loads these; False if the person has left before."""
        for name in names:
            if self._porch.left:
                return False
            import_module(name)
            self._turn()
        return not self._porch.left

    def _turn(self, until: SignalInstance | None = None) -> None:
        """Lets Qt do what is due: no asyncio runs yet, so a loop of its own stops nothing."""
        loop = QEventLoop()
        if until is None:
            QTimer.singleShot(0, loop.quit)
        else:
            until.connect(loop.quit)
        self._curtain.left.connect(loop.quit)
        loop.exec()


def show(folder: Path, *, server: str, language: str) -> int:
    """Open the window on a profile and stay until it is closed; the exit code. Raises the `Problem` that keeps it shut."""
    gc.disable()  # what is loaded stays; once the window is up it is collected on the thread of the window
    qt = application(sys.argv[:1])
    return begin(Porch(qt, folder, language=language), server=server)


def begin(porch: Porch, *, server: str = "", story: Story | None = None) -> int:
    """Draw the curtain, load the program behind it, bring the window; as `show`."""
    porch.application.setQuitOnLastWindowClosed(False)
    backstage = Backstage(porch, porch.draw_curtain(), server=server)
    try:
        backstage.work()
    except Problem as problem:
        from app.window import turn_away

        porch.take_down()
        turn_away(porch, problem)
        raise
    if backstage.opening is None:  # left before there was anything
        return 0
    if porch.left:
        backstage.opening.close()
        return 0
    from app.window import stay

    return stay(porch, backstage.opening, story=story)
