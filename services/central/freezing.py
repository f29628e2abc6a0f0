"""Freezing meetings: the centre computes the week's figures once and pins them; the rows they rest on are kept."""

from __future__ import annotations

from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

import anyio
import msgspec
import zstandard
from sqlalchemy import bindparam, select

from app.analysis.weekly import encode
from app.commands.meetings import PinPackage
from app.domain.meeting import Meeting, Stage
from services.central.blobs import Blobs
from services.central.rounds import Round
from services.central.store import Store
from services.records.columns import micros
from services.records.figures import Input, package_of, weekly_input

EVERY = 1.0
LARGEST_ROWS = 1 << 30


class Freezing:
    """Looks for meetings that freeze and pins their packages, under a series of this node's own."""

    def __init__(self, store: Store, blobs: Blobs, *, node: str) -> None:
        meeting = store.schema.records.table[Meeting.kind]
        self._store = store
        self._blobs = blobs
        self._series = f"freezing-{node}"
        self._waiting = select(meeting.c.id).where(meeting.c.stage == bindparam("stage")).order_by(meeting.c.id)

    def freeze(self) -> int:
        """Pin the packages of all meetings that wait for one; how many."""
        with self._store.database.reading() as connection:
            waiting = [row[0] for row in connection.execute(self._waiting, {"stage": Stage.FREEZING.value})]
        return sum(self._pinned(meeting) for meeting in waiting)

    def round(self) -> Round:
        """Freezing as a round."""

        async def freeze() -> None:
            await anyio.to_thread.run_sync(self.freeze)

        return Round("freezing", EVERY, freeze)

    def _pinned(self, meeting_id: str) -> bool:
        with self._store.database.reading() as connection:
            world = self._store.world(connection)
            meeting = world.get(Meeting, meeting_id)
            if meeting is None or meeting.stage is not Stage.FREEZING or meeting.frozen_at is None:
                return False
            order = str(uuid5(NAMESPACE_URL, f"pin:{meeting_id}:{micros(meeting.frozen_at)}"))
            if self._store.ledger.known(connection, [order]):
                return False
            given = weekly_input(world, self._store.reference, area=meeting.area, week=meeting.week, cutoff=meeting.frozen_at)
        return self._issued(meeting_id, order, given)

    def _issued(self, meeting: str, order: str, given: Input) -> bool:
        package = package_of(given)
        data = packed(given)
        self._blobs.keep(data)
        command = PinPackage(
            package=str(uuid5(NAMESPACE_URL, f"package:{meeting}:{package.digest}")),
            meeting=meeting,
            cutoff=package.cutoff,
            model=package.model,
            digest=package.digest,
            body=encode(package).decode(),
            rows=sha256(data).hexdigest(),
        )
        verdict = self._store.issue(command, id=order, series=self._series)
        if verdict is not None and verdict.problem:
            self._store.log.error("package refused", meeting=meeting, problem=verdict.problem)
        return True


def packed(given: Input) -> bytes:
    """The input as it is kept: canonical JSON, compressed."""
    return zstandard.ZstdCompressor(level=9).compress(msgspec.json.encode(given, order="deterministic"))


def unpacked(data: bytes) -> Input:
    """The input that was kept, from which the same package follows."""
    whole = zstandard.ZstdDecompressor().decompress(data, max_output_size=LARGEST_ROWS)
    return msgspec.json.decode(whole, type=Input)
