"""The floor of a start: the interpreter, Qt, an empty main window, its first paint. No words."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.benchmarks.children.speech import resident_mb, say


class Window(QMainWindow):
    """Tells when it has been painted first, and ends."""

    painted = spent = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self._end)

    @Slot()
    def _end(self) -> None:
        self.painted, self.spent = time.monotonic(), time.process_time()
        self.close()


def main() -> None:
    """Show it."""
    application = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1366, 768)
    window.show()
    application.exec()
    say({"window": window.painted, "window_cpu": window.spent, "memory": resident_mb()})


if __name__ == "__main__":
    main()
