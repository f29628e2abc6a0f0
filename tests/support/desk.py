"""A whole desk on dictionaries: the real rules and the real desk, with a cache, a link and a door that tests can turn.

`DictCache` keeps truth and guesses apart like the encrypted cache does; `CentralSwitch` plays the central server in the same
process: it answers what is in the outbox when told to, or at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from app.commands import Order
from app.contract.reference import Reference, load_reference
from app.desk.change import Change, change_of
from app.desk.desk import Desk
from app.desk.ports import Link, LinkState, PastPage, Seat, Session, Standing, Waiting
from app.domain.act import Act
from app.domain.incident import ENDED, Incident, Origin
from app.domain.people import Person
from app.domain.problems import Code, Problem
from app.domain.record import Drop, Effect, Put, Record
from app.domain.refusal import Refusal
from tests.support.world import DictWorld

T = TypeVar("T")


class SteadyClock:
    """A clock that moves only when told to."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


class DictCache(DictWorld):
    """Truth, guesses laid over it, and the outbox."""

    def __init__(self, world: DictWorld, clock: SteadyClock) -> None:
        super().__init__(*world.all(), catalogue=world.catalogue(), terms=world.terms(""))
        self._clock = clock
        self._truth = dict(self._records)
        self._outbox: list[Waiting] = []
        self._own: list[Refusal] = []
        self._numbers = count(1101)
        self.since: dict[str, datetime] = {}
        self.checked: dict[str, tuple[int, int]] = {}
        """What a self-check counts by feed: an encrypted cache has rows to add up, a dictionary is told."""

    def do(self, order: Order) -> Change:
        touched = self._lay(order)
        self._outbox.append(Waiting(order=order, standing=Standing.WAITING, since=order.occurred_at, touched=touched))
        return change_of(touched)

    def withdraw(self, order: str) -> Change:
        found = next((waiting for waiting in self._outbox if waiting.order.id == order), None)
        if found is None or found.standing is Standing.SENT:
            raise Problem(Code.ALREADY_SENT)
        self._outbox.remove(found)
        return self._lay_again(change_of(found.touched))

    def mark_sent(self) -> None:
        """The outbox is on its way."""
        self._outbox = [replace(waiting, standing=Standing.SENT) for waiting in self._outbox]

    def deliver(self) -> Change:
        """The centre judges the outbox, in order: applied to the truth, or a refusal beside it."""
        change = Change()
        guesses, self._outbox, self._records = self._outbox, [], dict(self._truth)
        for waiting in guesses:
            touched = change_of(waiting.touched)
            try:
                change = change | touched | change_of(self._lay(waiting.order, central=True))
            except Problem as problem:
                refusal = self._refusal(waiting.order, problem)
                self.apply((Put(refusal),))
                change = change | touched | change_of([(refusal.kind, refusal.id)])
        self._truth = dict(self._records)
        return change

    def hear(self, *effects: Effect) -> Change:
        """Somebody else's change arrives from the centre."""
        names = [_name(effect) for effect in effects]
        pending = self._records
        self._records = self._truth
        self.apply(effects)
        self._truth, self._records = self._records, pending
        return self._lay_again(change_of(names))

    def waiting(self) -> tuple[Waiting, ...]:
        return tuple(self._outbox)

    def refused(self) -> tuple[Refusal, ...]:
        return tuple(refusal for refusal in self._own if self.get(Refusal, refusal.id) is None)

    def settle_refused(self, order: str) -> Change:
        settled = [refusal for refusal in self._own if refusal.id == order]
        self._own = [refusal for refusal in self._own if refusal.id != order]
        return change_of((refusal.kind, refusal.id) for refusal in settled)

    def keep_refused(self, *refusals: Refusal) -> Change:
        """Refusals that only this cache knows of, as after the centre has come back from a backup."""
        self._own += refusals
        return change_of((refusal.kind, refusal.id) for refusal in refusals)

    def open_cases(self, area: str) -> tuple[Incident, ...]:
        return tuple(case for case in self.find(Incident, area=area) if case.state not in ENDED)

    def ended_between(self, area: str, since: datetime, until: datetime) -> tuple[Incident, ...]:
        ended = (case for case in self.find(Incident, area=area) if case.state in ENDED)
        return tuple(case for case in ended if case.closed_at is not None and since <= case.closed_at < until)

    def cases_between(self, area: str, since: datetime, until: datetime) -> tuple[Incident, ...]:
        return tuple(case for case in self.find(Incident, area=area) if since <= case.occurred_at < until)

    def past_cases(
        self, area: str, *, text: str = "", event_class: str = "", before: tuple[datetime, str] | None = None, limit: int = 500
    ) -> PastPage:
        past = [case for case in self.find(Incident, area=area) if case.state in ENDED or case.origin is Origin.HISTORY]
        found = [case for case in past if _holds(case, text) and event_class in ("", case.event_class)]
        found.sort(key=lambda case: (case.occurred_at, case.id), reverse=True)
        if before is not None:
            found = [case for case in found if (case.occurred_at, case.id) < before]
        page = found[:limit]
        further = (page[-1].occurred_at, page[-1].id) if len(found) > limit else None
        return PastPage(tuple(page), further)

    def kept_since(self, area: str) -> datetime | None:
        return self.since.get(area)

    def counts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for kind, _ in self._records:
            found[kind] = found.get(kind, 0) + 1
        return found

    def self_check(self) -> dict[str, tuple[int, int]]:
        return self.checked

    def _lay(self, order: Order, *, central: bool = False) -> tuple[tuple[str, str], ...]:
        effects = order.command.decide(self._act(order, central=central), self)
        numbered = tuple(self._numbered(effect) if central else effect for effect in effects)
        self.apply(numbered)
        return tuple(_name(effect) for effect in numbered)

    def _lay_again(self, change: Change) -> Change:
        guesses, self._outbox, self._records = self._outbox, [], dict(self._truth)
        for waiting in guesses:
            try:
                touched = self._lay(waiting.order)
                self._outbox.append(replace(waiting, touched=touched))
            except Problem as problem:
                doubtful = replace(waiting, standing=Standing.LIKELY_REFUSED, problem=problem.code.value, data=problem.data)
                self._outbox.append(doubtful)
        return change

    def _act(self, order: Order, *, central: bool) -> Act:
        person = self.get(Person, order.author)
        return Act(
            command=order.id,
            person=order.author,
            person_name=person.name if person else order.author,
            seat=order.seat,
            occurred_at=order.occurred_at,
            recorded_at=self._clock.now,
            offline=order.offline,
            central=central,
        )

    def _numbered(self, effect: Effect) -> Effect:
        record = effect.record if isinstance(effect, Put) else None
        if isinstance(record, Incident) and record.filed_at is not None and not record.number:
            return Put(replace(record, number=f"NX3-{record.filed_at:%Y%m%d}-{next(self._numbers)}"))
        return effect

    def _refusal(self, order: Order, problem: Problem) -> Refusal:
        incident = str(getattr(order.command, "incident", ""))
        return Refusal(
            id=order.id,
            area=order.area,
            town=order.area[:9],
            verb=type(order.command).__name__,
            wanted=msgspec.json.encode(order.command).decode(),
            author=order.author,
            seat=order.seat,
            incident=incident,
            problem=problem.code.value,
            data=problem.data,
            occurred_at=order.occurred_at,
            refused_at=self._clock.now,
        )


def _name(effect: Effect) -> tuple[str, str]:
    return (effect.record.kind, effect.record.id) if isinstance(effect, Put) else (effect.kind, effect.id)


def _holds(case: Incident, text: str) -> bool:
    return all(part in f"{case.number} {case.title} {case.place} {case.detail}" for part in text.split())


class StillLanes:
    """Runs the work of both lanes where it is awaited, one turn of the loop later; a full disk can be played."""

    def __init__(self) -> None:
        self.trouble: Problem | None = None

    def store(self, work: Callable[[], T]) -> Awaitable[T]:
        return self._run(work)

    def network(self, work: Callable[[], T]) -> Awaitable[T]:
        return self._run(work)

    async def _run(self, work: Callable[[], T]) -> T:
        if self.trouble is not None:
            raise self.trouble
        return work()


class CentralSwitch:
    """The link and the centre behind it. With `answers` every nudge is answered at once, as a fast centre would."""

    def __init__(self, cache: DictCache, clock: SteadyClock, *, answers: bool = True) -> None:
        self.answers = answers
        self.nudges = 0
        self._cache, self._clock = cache, clock
        self._link = Link(state=LinkState.ONLINE, since=clock.now, as_of=clock.now, clock_offset=0.2)
        self._heard: list[Callable[[Change], None]] = []
        self._heard_link: list[Callable[[Link], None]] = []

    def link(self) -> Link:
        return self._link

    def nudge(self) -> None:
        self.nudges += 1
        if self.answers and self._link.state is LinkState.ONLINE:
            self.answer()

    def answer(self) -> None:
        """The centre answers what waits."""
        self._tell(self._cache.deliver())

    def on_change(self, heard: Callable[[Change], None]) -> None:
        self._heard.append(heard)

    def on_link(self, heard: Callable[[Link], None]) -> None:
        self._heard_link.append(heard)

    def unplug(self, *, minutes_ago: float = 0, attempt: int = 1, next_in: int = 12) -> None:
        """The centre can no longer be reached."""
        since = self._clock.now - timedelta(minutes=minutes_ago)
        self._set(
            Link(
                state=LinkState.OFFLINE,
                since=since,
                as_of=since,
                attempt=attempt,
                next_try=self._clock.now + timedelta(seconds=next_in),
                problem=Code.CENTRAL_UNREACHABLE.value,
                data={"server": "https://centre.example"},
            )
        )

    def plug(self) -> None:
        """The centre is there again and answers what has waited."""
        self._set(Link(state=LinkState.ONLINE, since=self._clock.now, as_of=self._clock.now, clock_offset=0.2))
        if self.answers:
            self.answer()

    def hear(self, *records: Record) -> None:
        """A change made elsewhere comes in."""
        self._tell(self._cache.hear(*(Put(record) for record in records)))

    def forget(self, refusal: str) -> None:
        """The centre has come back from a backup without a refusal that this desk has seen."""
        held = self._cache.get(Refusal, refusal)
        assert held is not None
        self._tell(self._cache.keep_refused(held) | self._cache.hear(Drop(Refusal.kind, refusal)))

    def lose(self, kind: str, record: str) -> None:
        """A record leaves what this seat may see."""
        self._tell(self._cache.hear(Drop(kind, record)))

    def _tell(self, change: Change) -> None:
        for heard in self._heard:
            heard(change)

    def _set(self, link: Link) -> None:
        self._link = link
        for heard in self._heard_link:
            heard(link)


class Doorman:
    """Signs people in; five wrong passwords lock the account."""

    def __init__(self, seat: Seat | None, clock: SteadyClock, accounts: dict[str, tuple[str, str, str]]) -> None:
        """`accounts` maps the account's name to password, person and the person's name."""
        self._seat, self._clock, self._accounts = seat, clock, accounts
        self._session: Session | None = None
        self._wrong: dict[str, int] = {}
        self.away = False
        self.uses = 0
        self.unlocked_until: datetime | None = None
        """Until when an offline unlock of now may act; None while the centre signs people in."""
        self.reset: set[str] = set()
        """Accounts whose password an administrator has set."""

    def sign_in(self, account: str, password: str) -> Session:
        if self._wrong.get(account, 0) >= 5:
            raise Problem(Code.ACCOUNT_LOCKED, until="15:00")
        known = self._accounts.get(account)
        if known is None or known[0] != password:
            self._wrong[account] = self._wrong.get(account, 0) + 1
            raise Problem(Code.WRONG_PASSWORD)
        self._session = Session(
            person=known[1],
            name=known[2],
            account=account,
            offline=self.unlocked_until is not None,
            signed_in_at=self._clock.now,
            until=self.unlocked_until or self._clock.now + timedelta(hours=12),
            must_change_password=account in self.reset,
        )
        return self._session

    def sign_out(self) -> None:
        self._session = None

    def used(self) -> None:
        self.uses += 1

    def change_password(self, old: str, new: str) -> None:
        """A new password must be longer than ten characters here, and the centre be there."""
        session = self._session
        if session is None:
            raise Problem(Code.NOT_SIGNED_IN)
        if session.offline or self.away:
            raise Problem(Code.PASSWORD_OFFLINE)
        word, person, name = self._accounts[session.account]
        if old != word:
            raise Problem(Code.WRONG_PASSWORD)
        if len(new) <= 10:
            raise Problem(Code.WEAK_PASSWORD, least=10)
        self._accounts[session.account] = (new, person, name)
        self.reset.discard(session.account)
        self._session = replace(session, must_change_password=False)

    def session(self) -> Session | None:
        return self._session

    def seat(self) -> Seat:
        if self._seat is None:
            raise Problem(Code.NOT_ENROLLED)
        return self._seat


class DictBlobs:
    """Attachments by their SHA-256."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        self.kept[name] = data
        return name

    def get(self, sha256: str) -> bytes | None:
        return self.kept.get(sha256)


class SteadyDesk(Desk):
    """The desk on a clock that tests move."""

    def __init__(self, clock: SteadyClock, *, cache: DictCache, lanes: StillLanes, sync: CentralSwitch, access: Doorman) -> None:
        ids = count(1)
        super().__init__(
            cache=cache,
            lanes=lanes,
            sync=sync,
            access=access,
            reference=REFERENCE,
            new_id=lambda: f"00000000-0000-7000-8000-{next(ids):012x}",
        )
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now.astimezone(UTC)


REFERENCE: Reference = load_reference()


def world_of(records: Iterable[Record]) -> DictWorld:
    """A world of these records with the shipped tables."""
    return DictWorld(*records, catalogue=REFERENCE.catalogue, terms=REFERENCE.terms)
