"""Defects of ours, caught wherever Python or Qt would let them fall: one local file, one quiet dialog.

Nothing is sent anywhere. The file holds traces and Qt's own warnings, no records.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler

LARGEST_FILE = 1_000_000
DIALOG_EVERY = 60.0
NOISE = ("propagateSizeHints",)


class CrashBook(QObject):
    """Writes every defect to the crash file and asks for a dialog at most once a minute.

    Signals: `dialog_due(str)` with the last line of the trace, on the GUI thread.
    """

    dialog_due = Signal(str)
    _recorded = Signal(str)

    def __init__(
        self,
        file: Path,
        *,
        now: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`file` is made with its folder; a file over 1 MB is set aside as `.old`."""
        super().__init__(parent)
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LARGEST_FILE:
            file.replace(file.with_suffix(".old"))
        self._file = file
        self._stream = file.open("a", encoding="utf-8", buffering=1)
        self._now = now
        self._last_dialog = float("-inf")
        self._lock = threading.Lock()
        self._recorded.connect(self._on_recorded, Qt.ConnectionType.QueuedConnection)

    @property
    def file(self) -> Path:
        return self._file

    def install(self) -> None:
        """Takes over every hook of interpreter and Qt. Called once by main, before the first window."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(self._on_qt_message)
        faulthandler.enable(self._stream)

    def uninstall(self) -> None:
        """Gives the hooks back and closes the file."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        faulthandler.disable()
        self.close()

    def close(self) -> None:
        """Closes the file; what is recorded later is lost."""
        with self._lock:
            self._stream.close()

    def record(self, failure: BaseException, where: str = "") -> None:
        """Writes one defect with its trace; any thread may call it."""
        lines = "".join(traceback.format_exception(failure))
        self._write(f"{where or threading.current_thread().name}\n{lines}")
        self._recorded.emit(f"{type(failure).__name__}: {failure}")

    def _write(self, text: str) -> None:
        with self._lock:
            if not self._stream.closed:
                self._stream.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {text.rstrip()}\n\n")

    def _on_exception(self, kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
        if isinstance(failure, KeyboardInterrupt):
            sys.__excepthook__(kind, failure, trace)
            return
        self.record(failure)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.record(args.exc_value, args.thread.name if args.thread else "")

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self.record(args.exc_value, args.err_msg or "unraisable")

    def _on_qt_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and kind != QtMsgType.QtInfoMsg and not any(n in text for n in NOISE):
            self._write(f"{kind.name}: {text}")

    @Slot(str)
    def _on_recorded(self, line: str) -> None:
        moment = self._now()
        if moment - self._last_dialog >= DIALOG_EVERY:
            self._last_dialog = moment
            self.dialog_due.emit(line)
