"""The floor of a first sync: lines streamed from the bare server, decoded, executed. Words: cache folder, its key, address."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import requests

from tests.benchmarks.bare_cache import BareCache, decoded, empty_cache
from tests.benchmarks.children.speech import forget_peak, resident_mb, say

PORTION = 1024 * 1024


def streamed(address: str) -> Iterator[bytes]:
    """Whole lines, about a megabyte at a time."""
    with requests.get(address, stream=True, timeout=60) as response:
        response.raise_for_status()
        rest = b""
        for part in response.iter_content(PORTION):
            body, found, rest_of_part = part.rpartition(b"\n")
            if found:
                yield rest + body
                rest = rest_of_part
            else:
                rest += part
    if rest:
        yield rest


def main() -> None:
    """Make the tables, then measure."""
    folder, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
    empty_cache(folder, key)
    with closing(BareCache(folder, key)) as bare:
        before = resident_mb()
        forget_peak()
        wall, cpu = time.perf_counter(), time.process_time()
        rows = 0
        for lines in streamed(sys.argv[3]):
            portion = decoded(lines)
            bare.fill(portion)
            rows += len(portion)
        told = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "records": rows}
    say(told | {"memory": resident_mb("VmHWM") - before})


if __name__ == "__main__":
    main()
