"""A command done at a desk with a large cache: what a person waits for after a click."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import closing

import msgspec

from app.commands.command import Command
from app.commands.intake import FileCase, ReportIncident, Take
from app.commands.notes import AddNote
from app.contract.codec import encode_order
from app.desk.desk import Desk
from app.domain.catalogue import Severity
from tests.benchmarks.bare_cache import BareCache, key_of
from tests.benchmarks.figure import Figure, Goal, Lap, Series, milliseconds, share, timed
from tests.benchmarks.stage import Stage, hired
from tests.support.builders import micro
from tests.support.desks import REFERENCE, HeadlessDesk, new_id

CASES = 150
PLACE = "金通 02"


class Measured(msgspec.Struct, frozen=True):
    """One series of commands: seconds each, how many rows a command changed on the average, a body as it was kept."""

    seconds: tuple[float, ...]
    cpu: float
    rows: float
    body: bytes


def command(stage: Stage) -> Iterator[Figure]:
    """The larger cache; the desk is away from the centre, so the outbox grows."""
    runs: list[Measured] = []
    floors: list[Series] = []
    profile = stage.profile(stage.many)
    with (
        closing(hired(stage.centre(stage.many), stage.fresh("commanding"))) as desk,
        closing(BareCache(profile, key_of(profile))) as bare,
    ):
        for _ in range(stage.turns):
            runs.append(asyncio.run(_series(desk)))
            floors.append(_floor(bare, runs[-1]))
    count = len(runs[0].seconds)
    for part, goal in ((0.5, None), (0.99, Goal(10.0))):
        yield Figure(
            name=f"local command p{part * 100:.0f}, cache of {stage.many:,}",
            unit="ms",
            ours=milliseconds([share(run.seconds, part) for run in runs]),
            floor=milliseconds([share(floor, part) for floor in floors]),
            cpu=tuple(run.cpu for run in runs) if goal else (),
            goal=goal,
            note=f"{count} a turn (report, take, file, note), from the click to the change told, outbox growing. Floor: a "
            f"transaction of {runs[0].rows:.0f} inserts of the order's bytes on the same file, synchronous=FULL as ours"
            if goal
            else "",
        )


async def _series(desk: HeadlessDesk) -> Measured:
    front = Desk(cache=desk.cache, lanes=desk.lanes, sync=desk.sync, access=desk.access, reference=REFERENCE, new_id=new_id)
    before = _changed_rows(desk)
    laps: list[Lap] = []
    body = b""
    for _ in range(CASES):
        incident = new_id()
        for kind in (ReportIncident, Take, FileCase, AddNote):
            given = _command(desk, incident, kind)
            body = body or encode_order(front.order(given))
            laps.append(await _done(front, given))
    rows = (_changed_rows(desk) - before) / len(laps)
    return Measured(tuple(lap.wall for lap in laps), sum(lap.cpu for lap in laps), rows, body)


async def _done(front: Desk, given: Command) -> Lap:
    wall, cpu = time.perf_counter(), time.process_time()
    await front.do(given)
    return Lap(time.perf_counter() - wall, time.process_time() - cpu)


def _command(desk: HeadlessDesk, incident: str, kind: type[Command]) -> Command:
    if kind is ReportIncident:
        return ReportIncident(incident=incident, grid=micro(PLACE), title="架空线缆脱落", place="真南路1080号西侧")
    if kind is AddNote:
        return AddNote(incident=incident, text="已联系产权单位")
    saw = desk.sees(incident)
    if kind is Take:
        return Take(incident=incident, saw=saw)
    return FileCase(incident=incident, saw=saw, event_class="0508", severity=Severity.URGENT, duplicates_reviewed=True)


def _changed_rows(desk: HeadlessDesk) -> int:
    return desk.read(lambda cache: cache.run(lambda parts: int(parts.database.text("SELECT total_changes()")[0][0])))


def _floor(bare: BareCache, run: Measured) -> Series:
    """As many inserts in as many transactions, of bodies as large, into one table without indexes."""
    raw, rows = bare.raw, round(run.rows)
    raw.execute("CREATE TABLE IF NOT EXISTS bare (place INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    def once() -> None:
        raw.execute("BEGIN IMMEDIATE")
        for _ in range(rows):
            raw.execute("INSERT INTO bare (body) VALUES (?)", (run.body,))
        raw.execute("COMMIT")

    return tuple(timed(once)[0].wall for _ in run.seconds)
