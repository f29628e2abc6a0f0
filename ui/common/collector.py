"""Garbage collection on the GUI thread only.

A collection that starts in a worker thread may delete Qt objects there, which crashes at random. So the
automatic one is off and a timer of the GUI thread collects: young objects every second, everything once a
minute when nothing else is to do.
"""

from __future__ import annotations

import gc
import linecache

from PySide6.QtCore import QObject, QTimer, Slot

FULL_EVERY = 60


class Collector(QObject):
    """Collects from construction until `stop()`; made once by main after the first window is up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        linecache.clearcache()  # PySide6 reads the source of each module that is imported, and it stays there: 25 MB
        gc.collect()
        gc.freeze()
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """One tick: the youngest, the second generation where it has filled, and a full collection at the
        next idle moment.
        """
        self._ticks += 1
        gc.collect(1 if gc.get_count()[1] > gc.get_threshold()[1] else 0)
        if self._ticks % FULL_EVERY == 0:
            QTimer.singleShot(0, self, self._collect_all)

    def stop(self) -> None:
        """Gives collection back to the interpreter."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def _collect_all(self) -> None:
        linecache.clearcache()
        gc.collect()
