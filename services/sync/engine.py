"""The one loop with the centre: hello, push, pull each feed, wait for a poke, a nudge or thirty seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from app.contract.messages import LEAST_CLIENT, PROTOCOL, Hello
from app.desk.change import Change
from app.desk.ports import Link
from app.domain.problems import Code, Problem
from services.local_store.cache import EncryptedCache
from services.records.columns import micros, moment
from services.sync.link import LinkBoard
from services.sync.resets import Resets
from services.sync.rounds import Reports, Rounds, StoreLane
from services.sync.schedule import HELD_SECONDS, KEPT_OFFLINE, LEAST_SECONDS, QUIET_SECONDS, REFUSED_SECONDS, Schedule
from services.sync.wire import Door, Wire

CLOCK_OFF_SECONDS = 30.0
CHECKED_EVERY = timedelta(days=1)
IMMEDIATELY = frozenset({Code.NEW_GENERATION, Code.CHECK_DIFFERS, Code.CACHE_DAMAGED})
AT_ONCE_AT_MOST = 3
REFUSING = frozenset({Code.SEAT_REVOKED, Code.SEAT_UNKNOWN, Code.NOT_SIGNED_IN, Code.CLIENT_TOO_OLD, Code.NOT_ENROLLED})
PROGRESS_SECONDS = 0.1

Defect = Callable[[BaseException], None]


class Pause(Struct, frozen=True, kw_only=True):
    """How long to wait for the next round, and the least of it that not even a nudge may cut short."""

    seconds: float
    least: float = 0.0


class SyncEngine:
    """Fulfils the desk's `Sync`. `run` is the loop (see `Lanes.loop`, with `wake`); `once` is one round for headless verbs.

    Never two rounds at once. Every failure becomes a state of the link; the loop itself goes on.
    """

    def __init__(
        self,
        *,
        cache: EncryptedCache,
        wire: Wire,
        door: Door,
        soon: StoreLane,
        on_defect: Defect,
        schedule: Schedule | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cache = cache
        self._door = door
        self._wire = wire
        self._soon = soon
        self._on_defect = on_defect
        self._schedule = schedule or Schedule()
        self._clock = clock
        self._monotonic = monotonic
        self._heard: list[Callable[[Change], None]] = []
        standing = soon(cache.standing).result()
        self._contact = standing.contact
        self._checked = standing.checked
        self._board = LinkBoard(clock, as_of=moment(standing.complete) if standing.complete else None)
        reports = Reports(changed=self._tell, progress=self._progress)
        self._rounds = Rounds(
            cache=cache, wire=wire, soon=soon, resets=Resets(monotonic), reports=reports, clock=clock, unsettled=self._unsettled
        )
        self._condition = threading.Condition()
        self._turn_taken = threading.Lock()
        self._nudged = False
        self._poked: dict[str, int] = {}
        self._waking = False
        self._hello: Hello | None = None
        self._greeted_at = 0.0
        self._greeted_as = -1
        self._offset: float | None = None
        self._told_at = 0.0
        self.reachable = threading.Event()

    # the desk's side

    def link(self) -> Link:
        """The link as it is now; any thread."""
        return self._board.link

    def nudge(self) -> None:
        """Something is in the outbox, or a person wants to try now; any thread."""
        with self._condition:
            self._nudged = True
            self._condition.notify_all()

    def on_change(self, heard: Callable[[Change], None]) -> None:
        """Call `heard` after each transaction that changed the tables, on the store lane."""
        self._heard.append(heard)

    def on_link(self, heard: Callable[[Link], None]) -> None:
        """Call `heard` whenever the link changed, on any thread."""
        self._board.on_link(heard)

    def last_contact(self) -> datetime | None:
        """When the centre last spoke to this seat, by the centre's clock; any thread."""
        return moment(self._contact) if self._contact else None

    # the loops' side

    def poke(self, heads: dict[str, int]) -> None:
        """The centre says how far feeds are; a hint only."""
        with self._condition:
            for feed, head in heads.items():
                self._poked[feed] = max(head, self._poked.get(feed, 0))
            self._condition.notify_all()

    def wake(self) -> None:
        """Come back from waiting, to see the stop event."""
        with self._condition:
            self._waking = True
            self._condition.notify_all()

    def run(self, stop: threading.Event) -> None:
        """The loop, in a thread of its own, until the event is set."""
        pause = Pause(seconds=0.0)
        while not stop.is_set():
            self._wait(pause)
            if stop.is_set():
                return
            pause = self._turn()

    def rest(self) -> None:
        """Tidy up the cache when nobody waits for the round any more; one that is closed after a round needs no rest."""
        self._soon(self._cache.tidy).result()

    def once(self) -> Link:
        """One whole round, on the caller's thread; raises the `Problem` that stopped it, after the link has it too."""
        with self._turn_taken:
            for attempt in range(AT_ONCE_AT_MOST):
                try:
                    self._round(None)
                    break
                except Problem as problem:
                    if problem.code not in IMMEDIATELY or attempt == AT_ONCE_AT_MOST - 1:
                        self._failed(problem)
                        raise
        return self.link()

    def _unsettled(self) -> bool:
        """Whether another person acts than the one of the last hello."""
        return self._door.stamp != self._greeted_as

    def _turn(self) -> Pause:
        """One round; the pause that follows it."""
        with self._turn_taken:
            for _ in range(AT_ONCE_AT_MOST):
                with self._condition:
                    poked, self._poked = self._poked, {}
                    nudged, self._nudged = self._nudged, False
                try:
                    self._round(None if nudged or not poked else poked)
                    self.rest()
                    return Pause(seconds=QUIET_SECONDS)
                except Problem as problem:
                    if problem.code not in IMMEDIATELY:
                        return self._failed(problem)
                    self._hello = None
                    self._note(problem)
                except Exception as defect:  # noqa: BLE001 (reported as a defect; the loop must outlive it)
                    self._on_defect(defect)
                    return self._failed(Problem(Code.CENTRAL_FAILED, status=type(defect).__name__))
        return self._failed(Problem(Code.CENTRAL_FAILED, status="again"))

    def _round(self, poked: dict[str, int] | None) -> None:
        known = self._hello
        hello = self._greeting()
        if poked is not None and hello is known and not self._board.link.problem:
            self._rounds.poked(poked)
        else:
            self._rounds.whole(hello.heads)
        self._succeeded()
        self._rounds.attachments()
        self._check_if_due()

    def _greeting(self) -> Hello:
        """The last hello if it is fresh and the same person acts, else a new one."""
        now = self._monotonic()
        stamp = self._door.stamp
        if self._hello is not None and stamp == self._greeted_as and now - self._greeted_at < QUIET_SECONDS * 0.9:
            return self._hello
        before = self._clock()
        hello = self._rounds.hello()
        after = self._clock()
        self._offset = (hello.time - (before + (after - before) / 2)).total_seconds()
        self._contact = micros(hello.time)
        self._door.heard(hello, stamp)
        self._hello, self._greeted_at, self._greeted_as = hello, self._monotonic(), stamp
        return hello

    def _succeeded(self) -> None:
        self._schedule.succeeded()
        self.reachable.set()
        now = self._clock()
        if self._rounds.too_old or (self._hello.least_client if self._hello else LEAST_CLIENT) > PROTOCOL:
            self._board.refused(Problem(Code.CLIENT_TOO_OLD), as_of=now)
            return
        self._board.online(as_of=now, offset=self._offset, problem=self._worth_saying())

    def _worth_saying(self) -> Problem | None:
        """What people are told although all went well: another generation once, a clock that is off as long as it is."""
        if self._rounds.new_generation:
            self._rounds.new_generation = False
            return Problem(Code.NEW_GENERATION)
        offset = self._offset or 0.0
        return Problem(Code.CLOCK_OFF, seconds=round(abs(offset))) if abs(offset) > CLOCK_OFF_SECONDS else None

    def _failed(self, problem: Problem) -> Pause:
        self._hello = None
        self.reachable.clear()
        if problem.code in REFUSING:
            self._board.refused(problem)
            if problem.code is Code.SEAT_REVOKED:
                self._forget_contacts()
            return Pause(seconds=REFUSED_SECONDS, least=LEAST_SECONDS)
        if problem.code is Code.RESET_AGAIN:
            self._board.refused(problem)
            return Pause(seconds=HELD_SECONDS, least=LEAST_SECONDS)
        asked = int(problem.data.get("seconds", "0") or 0) if problem.code is Code.BUSY else 0
        wait = self._schedule.failed(asked=asked)
        self._board.offline(problem, attempt=self._schedule.attempt, next_try=self._clock() + timedelta(seconds=wait))
        contact = self.last_contact()
        if contact is not None and self._clock() - contact > KEPT_OFFLINE:
            self._forget_contacts()
        return Pause(seconds=wait, least=wait if asked else LEAST_SECONDS)

    def _note(self, problem: Problem) -> None:
        """What is dealt with at once is still told."""
        if problem.code is Code.CACHE_DAMAGED:
            self._tell(Change(all=True))
        self._board.offline(problem, attempt=0, next_try=self._clock())

    def _forget_contacts(self) -> None:
        def forget() -> None:
            change = self._cache.forget_contacts()
            if change.records:
                self._tell(change)

        self._soon(forget).result()

    def _check_if_due(self) -> None:
        now = self._clock()
        reset = self._rounds.was_reset
        if not reset and now - moment(self._checked) < CHECKED_EVERY:
            return
        if self._rounds.verify():
            self._checked = micros(now)
            self._soon(lambda: self._cache.note("checked", self._checked)).result()
            self._soon(self._cache.blobs.sweep).result()

    def _wait(self, pause: Pause) -> None:
        """Wait for the whole pause, or until a nudge or a poke after the least of it."""
        began = self._monotonic()
        with self._condition:
            while not self._waking:
                called = self._nudged or bool(self._poked)
                left = began + (pause.least if called else pause.seconds) - self._monotonic()
                if left <= 0:
                    break
                self._condition.wait(left)
            self._waking = False

    def _progress(self, done: int, total: int) -> None:
        now = self._monotonic()
        if done in (0, total) or now - self._told_at > PROGRESS_SECONDS:
            self._told_at = now
            self._board.catching_up(done, total)

    def _tell(self, change: Change) -> None:
        for heard in tuple(self._heard):
            heard(change)
