"""The guards of this folder's conftest catch what they are there for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CASES = """
import threading
from time import sleep

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

kept = []

def test_window(qapp):
    kept.append(QWidget())

def test_timer(qapp):
    timer = QTimer()
    timer.start(60000)
    kept.append(timer)

def test_thread(qapp):
    threading.Thread(target=sleep, args=(3,), daemon=True).start()

def test_tidy(qapp):
    widget = QWidget()
    timer = QTimer(widget)
    timer.start(60000)
    widget.deleteLater()
"""


def test_a_window_a_timer_and_a_thread_left_behind_fail_their_tests(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.ui.conftest import *\nfrom tests.ui.conftest import _nothing_left\n")
    (tmp_path / "test_cases.py").write_text(CASES)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", str(tmp_path)]
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path, env=environment, check=False)
    assert "4 passed, 3 errors" in done.stdout, done.stdout
    for words in ("left behind: window QWidget", "left behind: timer of nobody", "left behind: thread"):
        assert words in done.stdout
