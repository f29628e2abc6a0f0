"""Caches for tests: a fresh one in a folder, filled from the centre of dictionaries; what is the truth in one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app.commands import Order
from app.commands.command import Command
from app.contract.codec import decode_record
from app.contract.reference import load_reference
from app.desk.change import Change
from app.domain.record import Record
from services.local_store.cache import EncryptedCache
from services.local_store.opening import Parts
from services.sync.resets import Resets
from services.sync.rounds import Reports, Rounds
from tests.support.district import AREA, OFFICER, START, TOWN, small_district
from tests.support.truth import Key, TruthCentral
from tests.support.truth_wire import TruthWire, at_once

REFERENCE = load_reference()
KEY = bytes(range(32))
SCOPES = ("district", f"area:{AREA}", f"area:{AREA}:contacts", f"town:{TOWN}:all")


class Moment:
    """A clock that tests move."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def open_cache(folder: Path, clock: Callable[[], datetime] | None = None, *, key: bytes = KEY) -> EncryptedCache:
    """The cache of a folder."""
    return EncryptedCache(folder, key=key, reference=REFERENCE, clock=clock or (lambda: datetime.now(UTC)))


def order(number: int | str, command: Command, *, author: str = OFFICER, at: datetime = START) -> Order:
    """A command as the desk gives it."""
    return Order(
        id=f"o-{number:05}" if isinstance(number, int) else number,
        author=author,
        seat="seat-1",
        area=AREA,
        occurred_at=at,
        edition=command.edition,
        command=command,
    )


class Pair:
    """A cache and a centre of dictionaries, with the real round between them."""

    def __init__(self, folder: Path, *, central: TruthCentral | None = None) -> None:
        self.clock = Moment()
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.central = central or TruthCentral(small_district(), scopes=SCOPES, now=START)
        self.wire = TruthWire(self.central)
        self.changes: list[Change] = []
        self.progress: list[tuple[int, int]] = []
        self.open()

    def _begin(self) -> None:
        self.rounds = Rounds(
            cache=self.cache,
            wire=self.wire,
            soon=at_once,
            resets=Resets(lambda: 0.0),
            reports=Reports(changed=self.changes.append, progress=lambda done, total: self.progress.append((done, total))),
            clock=self.clock,
        )

    def reopen(self) -> None:
        """The program starts again on the same folder."""
        self.cache.close()
        self.open()

    def open(self) -> None:
        """The program starts on what lies in the folder."""
        self.cache = open_cache(self.folder, self.clock)
        self._begin()

    def forget_resets(self) -> None:
        """Ten minutes pass: what began again before counts no longer."""
        self._begin()

    def sync(self) -> None:
        """One whole round."""
        hello = self.rounds.hello()
        self.rounds.whole(hello.heads)

    def truth(self) -> dict[Key, tuple[str, Record]]:
        """What the cache holds for the truth, with the feed it came in."""
        return self.cache.run(truth_of)

    def shown(self) -> dict[Key, Record]:
        """What the screen would show."""
        return self.cache.run(shown_by)


def truth_of(parts: Parts) -> dict[Key, tuple[str, Record]]:
    """What would be there if every guess were undone."""
    covered = parts.tools.guesses.covered()
    found: dict[Key, tuple[str, Record]] = {}
    for kind in parts.tools.rows.kinds:
        for held in parts.tools.rows.each(kind):
            if (kind, held.record.id) not in covered:
                found[kind, held.record.id] = (held.feed, held.record)
    for truth in parts.tools.guesses.truths():
        if truth.record is not None:
            found[truth.kind, truth.id] = (truth.feed, truth.record)
    return found


def guesses_in(parts: Parts) -> dict[str, list[tuple[Key, Record | None]]]:
    """What each order has laid over the truth, in the order of its writing."""
    found: dict[str, list[tuple[Key, Record | None]]] = {}
    for order_id, kind, record, body in parts.database.text("SELECT order_id, kind, id, body FROM l_guess ORDER BY place"):
        guess = None if body is None else decode_record(kind, body.encode())
        found.setdefault(order_id, []).append(((kind, record), guess))
    return found


def shown_by(parts: Parts) -> dict[Key, Record]:
    """What lies in the tables."""
    return {(kind, held.record.id): held.record for kind in parts.tools.rows.kinds for held in parts.tools.rows.each(kind)}
