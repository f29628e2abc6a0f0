"""One round with the centre: hello, push the outbox in order, pull each feed to its end, end the pull."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from msgspec import Struct

from app.contract.messages import LARGEST_BATCH, LARGEST_BODY, Hello
from app.desk.change import Change
from app.domain.problems import Code, Problem
from services.gateway.page import FeedPage
from services.local_store.cache import EncryptedCache
from services.local_store.pages import Applied
from services.local_store.standing import BEGINNING, FeedStanding
from services.records.columns import micros
from services.sync.resets import Resets
from services.sync.wire import Wire

T = TypeVar("T")

BODY_ROOM = LARGEST_BODY * 9 // 10
REPEATS = 5


class StoreLane(Protocol):
    """Queues work for the store lane."""

    def __call__(self, work: Callable[[], T], /) -> Future[T]:
        """The future of the work."""
        ...


class Reports(Struct, frozen=True, kw_only=True):
    """Whom a round tells: of changes in the tables, and how far catching up has come (records done, of how many)."""

    changed: Callable[[Change], None]
    progress: Callable[[int, int], None]


class Rounds:
    """Blocking and single: never two rounds at once. Work on the cache goes through `soon`, the store lane."""

    def __init__(
        self,
        *,
        cache: EncryptedCache,
        wire: Wire,
        soon: StoreLane,
        resets: Resets,
        reports: Reports,
        clock: Callable[[], datetime],
        unsettled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._cache = cache
        self._wire = wire
        self._soon = soon
        self._resets = resets
        self._reports = reports
        self._clock = clock
        self._unsettled = unsettled
        self._most = LARGEST_BATCH
        self._done = 0
        self._total = 0
        self.too_old = False
        self.was_reset = False
        self.new_generation = False

    def hello(self) -> Hello:
        """Ask where the centre stands and take it in."""
        hello = self._wire.hello()
        met = self._told(lambda: self._cache.meet(hello), lambda met: met.change)
        self.new_generation |= met.new_generation
        if met.new_scopes or met.new_generation:
            self._resets.explain((*hello.heads, *self._standing_feeds()))
        self.too_old = False
        return hello

    def whole(self, heads: Iterable[str]) -> None:
        """Push, then pull every feed (those listed and those that rows are held of), then end the pull."""
        for _ in range(REPEATS):
            self.push()
            feeds = sorted({*heads, *self._standing_feeds()})
            decided = self._pulled(feeds)
            if not self._finished(decided):
                self._resets.settle()
                return
        raise Problem(Code.CENTRAL_FAILED, status="decided")

    def poked(self, heads: dict[str, int]) -> None:
        """Pull the feeds whose head has moved; with something in the outbox a whole round is due instead."""
        standing = self._ask(self._cache.standing)
        behind = sorted(feed for feed, head in heads.items() if head > standing.feeds.get(feed, FeedStanding(feed=feed)).head)
        idle: bool = self._ask(self._cache.is_idle)
        if behind and idle:
            self._pulled(behind)
            self._finished(0)
        elif behind:
            self.whole(standing.feeds)

    def push(self) -> None:
        """Hand in everything that has no verdict, in batches, until nothing is left or the centre does not go on."""
        for _ in range(10_000):
            batch = self._ask(partial(self._cache.batch, orders=self._most, size=BODY_ROOM))
            if not batch.orders:
                self._most = LARGEST_BATCH
                return
            generation = self._ask(self._cache.standing).generation
            try:
                answer = self._wire.push(batch.series, batch.orders, generation=generation)
            except Problem as problem:
                if problem.code is Code.CLIENT_TOO_OLD:
                    self.too_old = True
                    return
                if problem.code is not Code.BATCH_TOO_LARGE:
                    raise
                self._shrink(len(batch.orders), batch.orders[0][1], problem)
                continue
            self._told(partial(self._cache.judge, answer.verdicts), lambda change: change)
            if answer.fork is not None:
                self._ask(self._cache.fork)
            elif not answer.verdicts:
                raise Problem(Code.CENTRAL_FAILED, status="verdicts")
        raise Problem(Code.CENTRAL_FAILED, status="push")

    def verify(self) -> bool:
        """The self-check of every feed at its end; a feed that differs begins again. False if a feed has moved meanwhile.

        `was_reset` says that it is due because a feed has begun again since the last.
        """
        standing = self._ask(self._cache.standing)
        ours = self._ask(self._cache.self_check)
        settled = True
        for feed, stand in standing.feeds.items():
            theirs = self._wire.check(feed, generation=standing.generation)
            if theirs.head != stand.head or not stand.whole:
                settled = False
            elif (theirs.count, theirs.checksum) != ours.get(feed, (0, 0)):
                self._begin_again(feed)
                raise Problem(Code.CHECK_DIFFERS, feed=feed)
        self.was_reset = self.was_reset and not settled
        return settled

    def attachments(self) -> None:
        """Send the attachments that the centre lacks, fetch those that somebody wanted to see."""
        blobs = self._cache.blobs
        generation = self._ask(self._cache.standing).generation
        for name in self._ask(blobs.to_send):
            parcel = self._ask(partial(blobs.parcel, name))
            if parcel is None:
                continue
            try:
                self._wire.send_blob(parcel.sha256, parcel.media, parcel.data, generation=generation)
                self._ask(partial(blobs.sent, name))
            except Problem as problem:
                if problem.code not in (Code.BLOB_TYPE, Code.BLOB_TOO_LARGE, Code.REQUEST_MALFORMED):
                    raise
                self._ask(partial(blobs.refused, name, problem))
        for name in self._ask(blobs.to_fetch):
            self._fetch(name, generation)

    def _fetch(self, name: str, generation: str) -> None:
        blobs = self._cache.blobs
        try:
            data = self._wire.fetch_blob(name, generation=generation)
        except Problem as problem:
            if problem.code not in (Code.BLOB_UNKNOWN, Code.NOT_FOUND):
                raise
            return  # perhaps still on its way from the desk that added it
        self._told(lambda: blobs.fetched(name, data), lambda change: change)

    def _pulled(self, feeds: list[str]) -> int:
        """Pull these feeds to their ends; the last number of our series that the centre has decided."""
        self._expect(feeds)
        return max((self._pull(feed) for feed in feeds), default=0)

    def _pull(self, feed: str) -> int:
        for _ in range(REPEATS):
            try:
                return self._to_the_end(feed)
            except Problem as problem:
                if problem.code is not Code.RESET_NEEDED:
                    raise
                self._begin_again(feed)
        raise Problem(Code.RESET_AGAIN, feed=feed)

    def _to_the_end(self, feed: str) -> int:
        """Page after page; the next one is asked for while the last one is being written."""
        standing = self._ask(self._cache.standing)
        after = standing.feeds.get(feed, FeedStanding(feed=feed)).cursor
        decided = 0
        page = self._wire.page(feed, after=after, generation=standing.generation, series=standing.series)
        while True:
            writing = self._soon(partial(self._apply, page))
            try:
                further = self._next(page, standing.generation, standing.series)
            finally:
                applied = writing.result()
            if applied is None:
                raise Problem(Code.CENTRAL_FAILED, status="page")
            self._advance(applied.rows)
            decided = max(decided, page.tail.decided)
            if further is None:
                return decided
            page = further

    def _next(self, page: FeedPage, generation: str, series: str) -> FeedPage | None:
        if not page.tail.more or page.tail.cursor == page.after:
            return None
        return self._wire.page(page.feed, after=page.tail.cursor, generation=generation, series=series)

    def _apply(self, page: FeedPage) -> Applied | None:
        applied = self._cache.apply(feed=page.feed, after=page.after, head=page.head, rows=page.rows, tail=page.tail)
        if applied is not None:
            self._tell(applied.change)
        return applied

    def _finished(self, decided: int) -> bool:
        """End the pull; True if an order was decided unheard and must be pushed again first."""
        at = micros(self._clock())
        _, again = self._told(lambda: self._cache.finish(decided=decided, at=at), lambda end: end[0])
        return again

    def _begin_again(self, feed: str) -> None:
        if not self._unsettled():  # another person acts since the hello: another scope list, and no surprise
            self._resets.count(feed)
        self._ask(lambda: self._cache.reset(feed))
        self.was_reset = True

    def _shrink(self, count: int, first: str, problem: Problem) -> None:
        """413: half as many; a single order that is still too much becomes a refusal."""
        if count > 1:
            self._most = max(1, count // 2)
            return
        self._told(lambda: self._cache.refuse_here(first, problem), lambda change: change)
        self._most = LARGEST_BATCH

    def _expect(self, feeds: Iterable[str]) -> None:
        """How many records feeds that begin at the beginning will bring, for those who watch."""
        standing = self._ask(self._cache.standing)
        self._done = self._total = 0
        for feed in feeds:
            if standing.feeds.get(feed, FeedStanding(feed=feed)).cursor == BEGINNING:
                self._total += self._wire.check(feed, generation=standing.generation).count
        if self._total:
            self._reports.progress(0, self._total)

    def _advance(self, rows: int) -> None:
        self._done += rows
        if self._total:
            self._reports.progress(min(self._done, self._total), self._total)

    def _standing_feeds(self) -> tuple[str, ...]:
        return tuple(self._ask(self._cache.standing).feeds)

    def _ask(self, work: Callable[[], T]) -> T:
        return self._soon(work).result()

    def _told(self, work: Callable[[], T], change: Callable[[T], Change]) -> T:
        """Work on the cache and tell, still on the store lane, what it changed."""

        def run() -> T:
            done = work()
            self._tell(change(done))
            return done

        return self._ask(run)

    def _tell(self, change: Change) -> None:
        if change.all or change.records:
            self._reports.changed(change)
