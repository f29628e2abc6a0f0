"""Garbage is collected on the GUI thread, and only there."""

from __future__ import annotations

import gc
import weakref

from pytestqt.qtbot import QtBot

from ui.common.collector import FULL_EVERY, Collector


class Ring:
    def __init__(self) -> None:
        self.me = self


def test_the_automatic_collection_is_off_until_stopped(qtbot: QtBot) -> None:
    collector = Collector()
    try:
        assert not gc.isenabled()
    finally:
        collector.stop()
    assert gc.isenabled()


def test_a_full_collection_comes_once_a_minute_at_an_idle_moment(qtbot: QtBot) -> None:
    collector = Collector()
    try:
        ring = Ring()
        gone = weakref.ref(ring)
        gc.collect()  # now it is old, and the collections of every second pass it by
        del ring
        for _ in range(FULL_EVERY - 1):
            collector.collect()
        assert gone() is not None
        collector.collect()
        qtbot.waitUntil(lambda: gone() is None)
    finally:
        collector.stop()
