"""What holds for every test: no thread is left behind, nothing speaks to other machines, shared data are found or missed."""

from __future__ import annotations

import gc
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 3.0
OLD_ENOUGH = 50
"""After so many collections of young garbage the old is looked through too."""

settings.register_profile("house", derandomize=bool(os.environ.get("CI")), print_blob=True)
settings.load_profile("house")


def find_shared_data() -> Path | None:
    """The folder of shared real data: GRIDPLUS_DATA, or ../shared/data beside the tree."""
    named = os.environ.get("GRIDPLUS_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if (folder / "incidents_311_sample.csv.gz").is_file() else None


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The shared real data; the test skips with a reason where they are absent."""
    folder = find_shared_data()
    if folder is None:
        pytest.skip("the shared real data are not here (set GRIDPLUS_DATA)")
    return folder


@pytest.fixture(autouse=True)
def garbage_goes_in_the_main_thread() -> Iterator[None]:
    """Garbage is collected between tests by the thread that runs them: a collection in a worker may end objects of Qt there.

    The same rule as the product's own (`ui.common.collector`).
    """
    gc.disable()
    yield
    gc.disable()
    gc.collect(2 if gc.get_count()[2] > OLD_ENOUGH else 1)


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """A thread that a test started must have ended when the test ends."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + PATIENCE
    left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    while left and time.monotonic() < deadline:
        left[0].join(0.05)
        left = [thread for thread in left if thread.is_alive()]
    assert not left, f"threads left behind: {[thread.name for thread in left]}"


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    """Connecting to anything but the loopback fails the run."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            assert host in ("localhost", "::1") or host.startswith("127."), f"a test spoke to {host}"
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield
