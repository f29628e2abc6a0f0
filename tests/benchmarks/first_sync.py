"""The first sync of a new seat: time, bytes on the wire, memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import zstandard

from app.contract.messages import PageTail
from services.gateway.central import PAGE_ROWS
from tests.benchmarks.bare_cache import key_of, lines_of
from tests.benchmarks.figure import Figure, Goal, Series
from tests.benchmarks.processes import told
from tests.benchmarks.stage import Stage
from tests.support.builders import AREA, OFFICER, TOWN
from tests.support.central import CentralProcess

Runs = list[dict[str, Any]]
_TAIL = msgspec.json.Decoder(PageTail)


def first_sync(stage: Stage) -> Iterator[Figure]:
    """The two sizes; each time a new seat, a new cache, a new process."""
    for size in dict.fromkeys((stage.few, stage.many)):
        yield from _of_size(stage, size)


def _of_size(stage: Stage, size: int) -> Iterator[Figure]:
    centre = stage.centre(size)
    lines = lines_of(stage.profile(size))
    ours: Runs = []
    floors: Runs = []
    for _ in range(stage.turns):
        ours.append(_ours(stage, centre))
        floors.append(_floor(stage, size, lines))
    if not all(run["records"] == len(lines) == size for run in floors) or min(run["records"] for run in ours) < size:
        raise RuntimeError("not all records came")
    whole = max(run["whole"] - run["seconds"] for run in ours)
    yield Figure(
        name=f"first sync, {size:,} records",
        unit="s",
        ours=_all(ours, "seconds"),
        floor=_all(floors, "seconds"),
        cpu=_all(ours, "cpu"),
        goal=Goal(2.0, of_floor=True),
        note="until the link is online, the outbox empty and every page written; "
        f"the self-check of a new cache then takes up to {whole:.2f} s more. "
        f"Floor: the same rows as JSON arrays from a bare server, msgspec, executemany into the same encrypted tables, indexes "
        f"and search index, {sum(map(len, lines)) / size / 1000:.2f} KB a row; its processor time {_mean(floors, 'cpu'):.2f} s",
    )
    yield Figure(
        name=f"client memory in it, {size:,}",
        unit="MB",
        ours=_all(ours, "memory"),
        floor=_all(floors, "memory"),
        goal=Goal(40.0),
        note="highest resident memory above that of the signed-in client; "
        f"{_mean(ours, 'whole_memory'):.0f} MB with the self-check after it",
    )
    if size == stage.few:
        yield _wire(centre, size)


def _ours(stage: Stage, centre: CentralProcess) -> dict[str, Any]:
    return told("first_sync", str(stage.fresh("first")), centre.url, centre.enrolment_code(AREA), OFFICER)


def _floor(stage: Stage, size: int, lines: list[bytes]) -> dict[str, Any]:
    name = f"rows-{size}.ndjson"
    (stage.folder / name).write_bytes(b"\n".join(lines))
    key = key_of(stage.profile(size))
    return told("bare_first_sync", str(stage.fresh("bare")), key.hex(), f"{stage.bare}/{name}")


def _wire(centre: CentralProcess, size: int) -> Figure:
    """All pages as a client asks for them, heads of the answers counted."""
    wire = centre.seat(AREA)
    bodies: list[bytes] = []
    sent = 0
    after = ""
    while True:
        page = wire.get(
            f"/feed/{TOWN}",
            params={"limit": PAGE_ROWS} | ({"after": after} if after else {}),
            headers={"accept-encoding": "zstd"},
            stream=True,
        )
        page.raise_for_status()
        raw = page.raw.read(decode_content=False)
        sent += len(raw) + sum(len(name) + len(value) + 4 for name, value in page.headers.items())
        body = zstandard.ZstdDecompressor().decompressobj().decompress(raw) if "content-encoding" in page.headers else raw
        bodies.append(body)
        tail = _TAIL.decode(body.splitlines()[-1])
        if not tail.more:
            break
        after = tail.cursor
    wire.close()
    whole = len(zstandard.ZstdCompressor(level=3).compress(b"".join(bodies)))
    return Figure(
        name="on the wire, a record",
        unit="KB",
        ours=(sent / size / 1000,),
        floor=(whole / size / 1000,),
        goal=Goal(0.16),
        note=f"{len(bodies)} pages with their heads, zstd; {sum(map(len, bodies)) / size / 1000:.2f} KB unpacked. "
        "Floor: all of it packed at once at the same level",
    )


def _all(runs: Runs, name: str) -> Series:
    return tuple(float(run[name]) for run in runs)


def _mean(runs: Runs, name: str) -> float:
    return sum(_all(runs, name)) / len(runs)
