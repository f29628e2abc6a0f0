"""Defects end in one local file, whichever way they fall, and trouble the person at most once a minute."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.common.buttons import ActButton
from ui.common.crash import LARGEST_FILE, CrashBook
from ui.common.crash_dialog import CrashDialog
from ui.common.text import PlainLabel
from ui.common.theme import Theme

EVERY_WAY = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer, Slot, qWarning
from PySide6.QtWidgets import QApplication, QWidget
from ui.common.crash import CrashBook

application = QApplication([])
book = CrashBook(Path(sys.argv[1]))
book.install()
dialogs = []
book.dialog_due.connect(dialogs.append)

class Widget(QWidget):
    @Slot()
    def fail(self):
        raise KeyError("in a slot")

class Unraisable:
    def __del__(self):
        raise ValueError("in a finaliser")

def thread():
    raise OSError("in a thread")

widget = Widget()
QTimer.singleShot(0, widget.fail)
Unraisable()
worker = threading.Thread(target=thread, name="lane-7")
worker.start()
worker.join()
qWarning("a warning of Qt")
QTimer.singleShot(200, application.quit)
application.exec()
book.uninstall()
print(len(dialogs))
"""


def test_defects_of_every_kind_reach_the_file(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "crash.log"
    command = [sys.executable, "-c", EVERY_WAY, str(file)]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    text = file.read_text("utf-8")
    for words in ("in a slot", "in a finaliser", "in a thread", "lane-7", "a warning of Qt", "Traceback"):
        assert words in text
    assert done.stdout.strip() == "1"


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_the_dialog_comes_at_most_once_a_minute(tmp_path: Path, qtbot: QtBot) -> None:
    clock = Clock()
    book = CrashBook(tmp_path / "crash.log", now=clock)
    asked: list[str] = []
    book.dialog_due.connect(asked.append)
    for seconds in (0, 10, 49, 61, 62):
        clock.seconds = 100.0 + seconds
        book.record(KeyError(str(seconds)))
        QApplication.sendPostedEvents(book)
    assert asked == ["KeyError: '0'", "KeyError: '61'"]
    assert book.file.read_text("utf-8").count("KeyError") == 5
    book.close()


def test_a_defect_in_a_worker_asks_on_the_gui_thread(tmp_path: Path, qtbot: QtBot) -> None:
    book = CrashBook(tmp_path / "crash.log")
    heard: list[threading.Thread] = []
    book.dialog_due.connect(lambda _line: heard.append(threading.current_thread()))
    worker = threading.Thread(target=book.record, args=(OSError("disk"),))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [threading.main_thread()]
    book.close()


def test_a_file_grown_too_large_is_set_aside(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "crash.log"
    file.write_text("x" * (LARGEST_FILE + 1))
    book = CrashBook(file)
    assert file.stat().st_size == 0
    assert (tmp_path / "crash.old").stat().st_size == LARGEST_FILE + 1
    book.close()


def test_the_dialog_says_that_work_is_kept_and_where_the_file_lies(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = CrashDialog(theme, "KeyError: <b>x</b>", tmp_path / "crash.log")
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(PlainLabel)]
    assert any("不会丢失" in text for text in texts)
    assert "KeyError: <b>x</b>" in texts
    assert str(tmp_path / "crash.log") in texts
    copy = next(button for button in dialog.findChildren(ActButton) if button.accessibleName() == "复制详情")
    copy.click()
    assert str(tmp_path / "crash.log") in QApplication.clipboard().text()
