"""The gate for every change of PySide6: releases have been seen that lose references to True and None.

Such a release aborts the interpreter after some hundred signals on Python 3.11; from 3.12 on these objects are immortal.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

ROUNDS = 2000


class Bell(QObject):
    rung = Signal()


def test_signals_and_calls_keep_true_and_none(qapp: QApplication) -> None:
    bell, widget, heard = Bell(), QWidget(), []
    bell.rung.connect(lambda: heard.append(1))
    counts = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(ROUNDS):
        bell.rung.emit()
        widget.setEnabled(True)
        widget.isEnabled()
    assert len(heard) == ROUNDS
    # Other references come and go by a handful; a lost one a call would be thousands.
    assert sys.getrefcount(True) >= counts[0] - 50
    assert sys.getrefcount(None) >= counts[1] - 50
    widget.deleteLater()
