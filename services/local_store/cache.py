"""The encrypted cache of a seat, as the desk and the sync loop see it. Store lane only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from app.commands import Order
from app.contract.codec import decode_envelope, decode_order
from app.contract.messages import Hello, PageHead, PageRow, PageTail, VerdictRow
from app.contract.reference import Reference
from app.desk.change import Change, change_of
from app.desk.ports import PastPage, Waiting
from app.domain.calendar import WorkCalendar
from app.domain.catalogue import Catalogue
from app.domain.incident import Incident
from app.domain.problems import Problem
from app.domain.refusal import Refusal
from app.domain.terms import Terms
from app.domain.world import R
from services.local_store.blobs import Parcel
from services.local_store.boxed import refusal_of
from services.local_store.database import Damaged
from services.local_store.opening import Opener, Parts
from services.local_store.outbox import NO_VERDICT
from services.local_store.pages import Applied, Met
from services.local_store.standing import Standing
from services.local_store.unit_of_work import Batch

T = TypeVar("T")


class EncryptedCache:
    """Truth plus pending guesses, the outbox, and where this cache stands; every write is one transaction on disk.

    When a damaged page is met the file is set aside, what can be read of the outbox is put into a fresh one, and the call raises
    `Problem` CACHE_DAMAGED; the next call works on the fresh cache, which the sync loop fills again. `damage` has that problem if
    it was met at the opening.
    """

    def __init__(
        self, folder: Path, *, key: bytes, reference: Reference, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._opener = Opener(folder, key=key, reference=reference, clock=clock)
        self._parts, self.damage = self._opener.open()
        self.blobs = CacheBlobs(self)

    def run(self, work: Callable[[Parts], T]) -> T:
        """Work on the open parts; damage met on the way is dealt with and told as a problem."""
        try:
            return work(self._parts)
        except Damaged as damage:
            self._parts.database.close()
            self._parts, problem = self._opener.begin_anew(damage)
            raise problem from damage

    def close(self) -> None:
        """Close the file in order; the next opening need not check it."""
        self._parts.database.close()
        self._opener.running.unlink(missing_ok=True)

    # what a rule may look at

    def get(self, kind: type[R], record: str, /) -> R | None:
        """The record of this kind and id, or None."""
        return self.run(lambda parts: _guarded(parts, lambda: parts.world.get(kind, record)))

    def find(self, kind: type[R], /, **equal: str) -> tuple[R, ...]:
        """All records of the kind whose named text fields have these values, ordered by id."""
        return self.run(lambda parts: _guarded(parts, lambda: parts.world.find(kind, **equal)))

    def calendar(self, town: str, /) -> WorkCalendar:
        """The working calendar in force for the town."""
        return self.run(lambda parts: _guarded(parts, lambda: parts.world.calendar(town)))

    def catalogue(self) -> Catalogue:
        """The event catalogue."""
        return self._parts.world.catalogue()

    def terms(self, town: str, /) -> Terms:
        """The time limits in force for the town."""
        return self.run(lambda parts: _guarded(parts, lambda: parts.world.terms(town)))

    # what people do

    def do(self, order: Order) -> Change:
        """Decide the order on the tables and keep it in the outbox. Raises the `Problem` that refuses it, and keeps nothing."""
        return self.run(lambda parts: parts.work.do(order))

    def withdraw(self, order: str) -> Change:
        """Take an order back that was never sent; `Problem` ALREADY_SENT otherwise."""
        return self.run(lambda parts: parts.work.withdraw(order))

    def waiting(self) -> tuple[Waiting, ...]:
        """The outbox in order: what has no verdict yet."""
        return self.run(lambda parts: _guarded(parts, lambda: _waiting(parts)))

    def refused(self) -> tuple[Refusal, ...]:
        """This cache's own refused orders of which the centre has no refusal record (any more), oldest first."""
        return self.run(lambda parts: _guarded(parts, lambda: _refused(parts)))

    def settle_refused(self, order: str) -> Change:
        """A person has dealt with a refused order that only this cache knows of."""

        def settle(parts: Parts) -> Change:
            with parts.database.transaction():
                settled = parts.tools.outbox.settle(order)
            return Change(frozenset({(Refusal.kind, order)})) if settled else Change()

        return self.run(settle)

    # what screens ask

    def open_cases(self, area: str) -> tuple[Incident, ...]:
        """All cases of the area that are not ended."""
        return self.run(lambda parts: parts.queries.open_cases(area))

    def ended_between(self, area: str, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Cases of the area closed (or ended otherwise) in the half-open time."""
        return self.run(lambda parts: parts.queries.ended_between(area, since, until))

    def cases_between(self, area: str, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Cases of the area that occurred in the half-open time, of every origin and state."""
        return self.run(lambda parts: parts.queries.cases_between(area, since, until))

    def past_cases(
        self, area: str, *, text: str = "", event_class: str = "", before: tuple[datetime, str] | None = None, limit: int = 500
    ) -> PastPage:
        """History of the area by key, newest first; `text` finds Chinese words of two characters and numbers."""
        return self.run(
            lambda parts: parts.queries.past_cases(area, text=text, event_class=event_class, before=before, limit=limit)
        )

    def kept_since(self, area: str) -> datetime | None:
        """Since when every case that is over is held of the area; None where none has been left out."""
        return self.run(lambda parts: _guarded(parts, lambda: parts.tools.standing.kept_since().get(area)))

    def counts(self) -> dict[str, int]:
        """How many records of each kind are held."""
        return self.run(lambda parts: parts.queries.counts())

    def self_check(self) -> dict[str, tuple[int, int]]:
        """Count and checksum of the truth held of each feed."""
        return self.run(lambda parts: parts.queries.self_check())

    # what the sync loop does

    def standing(self) -> Standing:
        """Where this cache stands."""

        def read(parts: Parts) -> Standing:
            with parts.database.transaction():
                return parts.tools.standing.read()

        return self.run(read)

    def meet(self, hello: Hello) -> Met:
        """Take in where the centre stands."""
        return self.run(lambda parts: parts.pages.meet(hello))

    def batch(self, *, orders: int, size: int) -> Batch:
        """The next orders to send, numbered and marked sent on disk before a byte leaves."""
        return self.run(lambda parts: parts.work.batch(orders=orders, size=size))

    def judge(self, verdicts: Sequence[VerdictRow]) -> Change:
        """Take verdicts in."""
        return self.run(lambda parts: parts.work.judge(verdicts))

    def refuse_here(self, order: str, problem: Problem) -> Change:
        """An order that the centre cannot even take becomes a refusal."""
        return self.run(lambda parts: parts.work.refuse_here(order, problem))

    def fork(self) -> None:
        """Begin a new series; what has no verdict is numbered anew."""
        self.run(lambda parts: parts.work.fork())

    def apply(self, *, feed: str, after: str, head: PageHead, rows: Sequence[PageRow], tail: PageTail) -> Applied | None:
        """Put a page under the guesses; None if the cursor is elsewhere by now."""
        return self.run(lambda parts: parts.pages.apply(feed=feed, after=after, head=head, rows=rows, tail=tail))

    def reset(self, feed: str) -> None:
        """Pull a feed from the beginning, its rows unsure."""
        self.run(lambda parts: parts.pages.reset(feed))

    def finish(self, *, decided: int, at: int) -> tuple[Change, bool]:
        """End a pull of all feeds; the second says that an order was decided unheard and must be pushed again first."""

        return self.run(lambda parts: parts.work.finish(decided=decided, at=at, sweep=parts.pages.sweep))

    def tidy(self) -> None:
        """At a quiet moment: a little of the search index put together, the log moved into the file if it has grown."""

        def tidy(parts: Parts) -> None:
            parts.tools.rows.index.gather()
            parts.database.tidy()

        self.run(tidy)

    def is_idle(self) -> bool:
        """Whether the outbox is empty, also of orders that are applied but not yet seen in a pull."""
        return self.run(lambda parts: _guarded(parts, parts.tools.outbox.is_empty))

    def forget_contacts(self) -> Change:
        """Personal data in clear go; all feeds are pulled again."""
        return self.run(lambda parts: parts.pages.forget_contacts())

    def note(self, name: str, value: int) -> None:
        """Keep a moment (microseconds since 1970 UTC) by name: such as `checked`."""

        def keep(parts: Parts) -> None:
            with parts.database.transaction():
                parts.tools.standing.set(name, str(value))

        self.run(keep)


class CacheBlobs:
    """The attachments of a cache, with the same care for damage. Store lane only."""

    def __init__(self, cache: EncryptedCache) -> None:
        self._cache = cache

    def put(self, data: bytes) -> str:
        """Keep the bytes and queue them for the centre; their SHA-256."""
        return self._cache.run(lambda parts: parts.blobs.put(data))

    def get(self, sha256: str) -> bytes | None:
        """The bytes, or None if they are not here yet; then they are fetched with the next pull."""
        return self._cache.run(lambda parts: parts.blobs.get(sha256))

    def to_send(self) -> tuple[str, ...]:
        """The attachments that the centre does not have yet."""
        return self._cache.run(lambda parts: parts.blobs.to_send())

    def parcel(self, sha256: str) -> Parcel | None:
        """An attachment to send, None while no record names it."""
        return self._cache.run(lambda parts: parts.blobs.parcel(sha256))

    def sent(self, sha256: str) -> None:
        """The centre has it."""
        self._cache.run(lambda parts: parts.blobs.sent(sha256))

    def refused(self, sha256: str, problem: Problem) -> None:
        """The centre will not have it."""
        self._cache.run(lambda parts: parts.blobs.refused(sha256, problem))

    def to_fetch(self) -> tuple[str, ...]:
        """The attachments that somebody wanted to see and that are not here."""
        return self._cache.run(lambda parts: parts.blobs.to_fetch())

    def fetched(self, sha256: str, data: bytes | None) -> Change:
        """Keep what the centre sent (None: it has no such thing)."""
        return change_of(self._cache.run(lambda parts: parts.blobs.fetched(sha256, data)))

    def sweep(self) -> int:
        """Remove the bytes that belong to no case of this cache any more; how many files went."""
        return self._cache.run(lambda parts: parts.blobs.sweep())


def _guarded(parts: Parts, read: Callable[[], T]) -> T:
    with parts.database.reading():
        return read()


def _waiting(parts: Parts) -> tuple[Waiting, ...]:
    rules = parts.tools.standing.number("rules")
    found: list[Waiting] = []
    for kept in parts.tools.outbox.all():
        if kept.verdict != NO_VERDICT:
            continue
        try:
            order = decode_order(kept.body)
        except Problem:
            continue  # made by another version; it is sent as it is, and its refusal will be shown
        found.append(
            Waiting(
                order=order,
                standing=kept.standing(rules),
                since=kept.since,
                touched=kept.touched,
                problem=kept.problem,
                data=kept.data or None,
                sent=kept.sent,
            )
        )
    return tuple(found)


def _refused(parts: Parts) -> tuple[Refusal, ...]:
    found = (
        refusal_of(decode_envelope(order.body), order, parts.world)
        for order in parts.tools.outbox.refused()
        if parts.world.get(Refusal, order.id) is None
    )
    return tuple(found)
