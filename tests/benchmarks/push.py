"""An outbox of a thousand commands handed in, every one decided for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from time import monotonic

import msgspec
import requests

from app.commands.command import Command
from app.commands.intake import FileCase, ReportIncident, Take
from app.commands.notes import AddNote
from app.domain.catalogue import Severity
from services.local_store.outbox import NO_VERDICT
from services.sync.resets import Resets
from services.sync.rounds import Reports, Rounds
from tests.benchmarks.figure import Figure, Goal, Lap, timed
from tests.benchmarks.stage import Stage, hired
from tests.support.builders import micro
from tests.support.central import CentralProcess
from tests.support.desks import HeadlessDesk, new_id

COMMANDS = 1000
BATCH = 500
PLACE = "金通 02"
Orders = list[tuple[str, int, str]]


def push(stage: Stage) -> Iterator[Figure]:
    """On both databases of the centre."""
    sqlite = [stage.fresh("orders").with_suffix(".db") for _ in range(stage.turns)]
    yield _figure(stage, "SQLite", stage.new_centre("push"), [str(file) for file in sqlite], Goal(0.8))
    cluster = stage.cluster()
    centre = stage.new_centre("push-postgresql", database=cluster.new_database())
    shelves = [cluster.new_database() for _ in range(stage.turns)]
    yield _figure(stage, "PostgreSQL", centre, shelves, Goal(1.5))


def _figure(stage: Stage, database: str, centre: CentralProcess, shelves: Sequence[str], goal: Goal) -> Figure:
    laps: list[Lap] = []
    floors: list[float] = []
    for shelf in shelves:
        with closing(hired(centre, stage.fresh("pushing"))) as desk:
            orders = _queued(desk)
            laps.append(_pushed(desk))
        floors.append(_floor(stage, shelf, orders))
    return Figure(
        name=f"push of {COMMANDS:,} commands, {database}",
        unit="s",
        ours=tuple(lap.wall for lap in laps),
        floor=tuple(floors),
        cpu=tuple(lap.cpu for lap in laps),
        goal=goal,
        note=f"{COMMANDS // 4} cases reported, taken, filed, noted upon, all offline before; from the first byte to the last "
        f"verdict on disk. Floor: the same bytes to a bare server in batches of {BATCH}, put into one table, a commit a batch",
    )


def _queued(desk: HeadlessDesk) -> Orders:
    """A thousand commands in the outbox, none of them sent."""
    for _ in range(COMMANDS // 4):
        incident = new_id()
        desk.do(
            ReportIncident(incident=incident, grid=micro(PLACE), title="架空线缆脱落，垂至非机动车道", place="真南路1080号西侧")
        )
        for kind in (Take, FileCase, AddNote):
            desk.do(_next(desk, incident, kind))
    waiting = desk.read(lambda cache: cache.run(lambda parts: parts.tools.outbox.open(COMMANDS + 1)))
    if len(waiting) != COMMANDS:
        raise RuntimeError(f"{len(waiting)} commands wait")
    return [(kept.id, place, kept.body.decode()) for place, kept in enumerate(waiting, start=1)]


def _next(desk: HeadlessDesk, incident: str, kind: type[Command]) -> Command:
    if kind is AddNote:
        return AddNote(incident=incident, text="已联系产权单位，先行拉起隔离带")
    saw = desk.sees(incident)
    if kind is Take:
        return Take(incident=incident, saw=saw)
    return FileCase(incident=incident, saw=saw, event_class="0508", severity=Severity.URGENT, duplicates_reviewed=True)


def _pushed(desk: HeadlessDesk) -> Lap:
    """The push half of a round, by the parts that the loop uses."""
    reports = Reports(changed=lambda _change: None, progress=lambda _done, _total: None)
    rounds = Rounds(
        cache=desk.cache,
        wire=desk.central,
        soon=desk.lanes.store_soon,
        resets=Resets(monotonic),
        reports=reports,
        clock=lambda: datetime.now(UTC),
    )
    rounds.hello()
    lap, _ = timed(rounds.push)
    verdicts = desk.read(lambda cache: cache.run(lambda parts: [kept.verdict for kept in parts.tools.outbox.all()]))
    if len(verdicts) != COMMANDS or NO_VERDICT in verdicts:
        raise RuntimeError("not every command was applied")
    return lap


def _floor(stage: Stage, shelf: str, orders: Orders) -> float:
    batches = [msgspec.json.encode(orders[start : start + BATCH]) for start in range(0, len(orders), BATCH)]
    with requests.Session() as session:
        session.trust_env = False

        def hand_in(batch: bytes) -> None:
            session.post(f"{stage.bare}/orders", params={"to": shelf}, data=batch, timeout=60).raise_for_status()

        hand_in(b"[]")

        def hand_in_all() -> None:
            for batch in batches:
                hand_in(batch)

        lap, _ = timed(hand_in_all)
    return lap.wall
