"""The lanes: the store serial, the network beside it, loops that end when told."""

from __future__ import annotations

import asyncio
import threading
import time
from functools import partial

import pytest

from services.background.lanes import Lanes, Workers

PATIENCE = 10.0


def test_the_store_lane_is_serial_and_keeps_the_order() -> None:
    lanes = Lanes()
    all_given, busy = threading.Event(), threading.Lock()
    seen: list[int] = []
    threads: set[str] = set()

    def work(number: int) -> None:
        assert all_given.wait(PATIENCE)
        assert busy.acquire(blocking=False), "two at once"
        threads.add(threading.current_thread().name)
        seen.append(number)
        busy.release()

    given = [lanes.store_soon(partial(work, number)) for number in range(20)]
    all_given.set()
    for future in given:
        future.result()
    assert seen == list(range(20))
    assert len(threads) == 1
    assert lanes.close()


def test_work_is_awaited_on_the_running_loop() -> None:
    lanes = Lanes()

    async def both() -> list[int]:
        return list(await asyncio.gather(lanes.store(lambda: 1), lanes.network(lambda: 2)))

    assert asyncio.run(both()) == [1, 2]
    assert lanes.close()


def test_what_work_raises_reaches_who_waits() -> None:
    lanes = Lanes()

    def fails() -> None:
        raise KeyError("x")

    async def waits() -> None:
        await lanes.network(fails)

    with pytest.raises(KeyError):
        asyncio.run(waits())
    with pytest.raises(KeyError):
        lanes.store_now(fails)
    assert lanes.close()


def test_what_the_store_has_taken_on_is_done_before_the_end() -> None:
    lanes = Lanes()
    all_given = threading.Event()
    done: list[int] = []

    def work(number: int) -> None:
        assert all_given.wait(PATIENCE)
        done.append(number)

    for number in range(10):
        lanes.store_soon(partial(work, number))
    assert done == []
    all_given.set()
    assert lanes.close()
    assert done == list(range(10))


def test_a_loop_ends_when_it_is_woken() -> None:
    lanes = Lanes()
    woken, turned = threading.Event(), threading.Event()

    def run(stop: threading.Event) -> None:
        while not stop.is_set():
            turned.set()
            woken.wait(60)

    lanes.loop("turning", run, wake=woken.set)
    assert turned.wait(PATIENCE)
    began = time.monotonic()
    assert lanes.close()
    assert time.monotonic() - began < 1.0


def test_a_lane_that_hangs_does_not_hold_the_end_for_longer_than_said() -> None:
    lanes = Lanes()
    free = threading.Event()
    lanes.store_soon(lambda: free.wait(5))
    began = time.monotonic()
    assert not lanes.close(0.2)
    assert time.monotonic() - began < 1.0
    free.set()


def test_workers_are_no_more_than_said_and_what_is_beyond_waits_for_its_turn() -> None:
    workers = Workers("heavy", most=2)
    free = threading.Event()
    begun = threading.Semaphore(0)

    def work(number: int) -> int:
        begun.release()
        free.wait(5)
        return number

    futures = [workers.soon(partial(work, number)) for number in range(5)]
    assert begun.acquire(timeout=5)
    assert begun.acquire(timeout=5)
    assert not begun.acquire(timeout=0.05)
    free.set()
    assert [future.result() for future in futures] == list(range(5))
    assert workers.now(lambda: threading.current_thread().name).startswith("heavy")
    workers.close()
