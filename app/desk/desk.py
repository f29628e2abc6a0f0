"""The application as the screens see it: do a command, watch for changes, know the link."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from app.commands import Order
from app.commands.command import Command
from app.commands.duty import WriteLog
from app.commands.notes import AddNote
from app.contract.codec import decode_order, encode_order
from app.contract.reference import Reference
from app.desk.change import Change
from app.desk.pending import withdrawable
from app.desk.ports import Access, Cache, Lanes, Link, LinkState, Seat, Session, Sync
from app.desk.reading import Readers, readers
from app.domain.act import Act
from app.domain.problems import Code, Problem

T = TypeVar("T")
AWAY = frozenset({LinkState.OFFLINE, LinkState.REFUSED})
CLOCK_TRUSTED_SECONDS = 30.0
"""A clock that differs from the centre's by less is taken at its word."""

Watcher = Callable[[Change], None]
LinkWatcher = Callable[[Link], None]


class Desk:
    """One desk on one profile. Its coroutines run on the event loop's thread; work goes to the lanes.

    `new_id` makes a time-ordered id. Watchers are called on the loop's thread, in the order in which they began to watch.
    """

    def __init__(
        self, *, cache: Cache, lanes: Lanes, sync: Sync, access: Access, reference: Reference, new_id: Callable[[], str]
    ) -> None:
        self.cache = cache
        self.lanes = lanes
        self.sync = sync
        self.access = access
        self.reference = reference
        self.new_id = new_id
        self._watchers: list[Watcher] = []
        self._link_watchers: list[LinkWatcher] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._chosen = ""

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to hear of changes on this loop."""
        self._loop = loop
        self.sync.on_change(self._hear)
        self.sync.on_link(self._hear_link)

    def close(self) -> None:
        """Stop telling anybody."""
        self._loop = None
        self._watchers.clear()
        self._link_watchers.clear()

    @property
    def area(self) -> str:
        """The area in view: the one chosen of those that this seat serves, else the first."""
        areas = self.seat.areas
        if self._chosen in areas:
            return self._chosen
        return areas[0] if areas else self.seat.place

    def choose_area(self, area: str) -> None:
        """Have another of the seat's areas in view; everybody who watches reads anew. `Problem` AREA_NOT_SERVED for any other."""
        areas = self.seat.areas
        if area not in areas:
            raise Problem(Code.AREA_NOT_SERVED, area=area, areas="、".join(areas))
        if area != self.area:
            self._chosen = area
            self._tell(Change(all=True))

    def readers(self, cache: Cache) -> Readers:
        """Who may read cases at this seat. Store lane."""
        return readers(cache, self.seat.place, self.seat.areas, self.now())

    def led_up_from(self, cache: Cache) -> tuple[str, ...]:
        """The areas whose cases at 牵头 stand in the queue beside those of the area in view. Store lane."""
        session = self.session
        if session is None or len(self.seat.areas) < 2:
            return ()
        return self.readers(cache).led_up_from(session.person, self.area, self.now())

    @property
    def seat(self) -> Seat:
        """The enrolled seat."""
        return self.access.seat()

    @property
    def session(self) -> Session | None:
        """The acting person, or None while nobody is signed in."""
        return self.access.session()

    @property
    def link(self) -> Link:
        """The link to the central server."""
        return self.sync.link()

    def now(self) -> datetime:
        """The present moment in UTC by this machine's clock."""
        return datetime.now(UTC)

    def act(self, command: str = "") -> Act:
        """The circumstances of something done now by the acting person; `Problem` NOT_SIGNED_IN without one."""
        session = self._acting()
        now = self.now()
        return Act(
            command=command,
            person=session.person,
            person_name=session.name,
            seat=self.seat.seat,
            occurred_at=now,
            recorded_at=now,
            offline=self._without_centre(session),
        )

    def acting(self) -> Act | Problem:
        """The circumstances of something done now, or the problem why nobody may do anything."""
        try:
            return self.act()
        except Problem as problem:
            return problem

    async def do(self, command: Command) -> Change:
        """Do it: decided at once on the cache, kept in the outbox, sent when the centre is there.

        Raises the `Problem` that refuses it, or NEEDS_CENTRAL for a command that binds others while the centre is away.
        """
        order = self.order(command)
        change = await self.lanes.store(lambda: self._kept(order))
        self._tell(change)
        self.sync.nudge()
        return change

    def order(self, command: Command) -> Order:
        """The command with who, where and when, checked as strictly as the centre will check it.

        Who has not yet changed the password that an administrator gave him does nothing.

        Of a clock that is off, what is known of the difference is set right.
        """
        session = self._acting()
        if session.must_change_password:
            raise Problem(Code.PASSWORD_MUST_CHANGE)
        if command.needs_central and self.link.state in AWAY:
            raise Problem(Code.NEEDS_CENTRAL, command=type(command).__name__)
        seat = self.seat
        order = Order(
            id=self.new_id(),
            author=session.person,
            seat=seat.seat,
            area=self.area,
            occurred_at=self.now() + self._ahead(),
            offline=self._without_centre(session),
            edition=command.edition,
            command=command,
        )
        return decode_order(encode_order(order))

    def _kept(self, order: Order) -> Change:
        """The order in the outbox; what may not be done without the centre is refused while it is out of reach. Store lane."""
        if self.link.state in AWAY:
            order.command.without_central(self.cache)
        return self.cache.do(order)

    async def withdraw(self, order: str) -> Change:
        """Take an unsent command of one's own back; raises the `Problem` that refuses it."""
        person = self._acting().person
        change = await self.lanes.store(lambda: self._withdrawn(order, person))
        self._tell(change)
        return change

    async def settle_own(self, order: str, *, note: str = "", incident: str = "") -> Change:
        """A person has dealt with a refused order that only this machine knows of.

        The centre has no record that could keep the note, so it goes into the path of the case `incident`, or into the duty log
        where there is none; a problem with that leaves the order in the box.
        """
        change = await self.do(self._noted(note, incident)) if note else Change()
        settled = await self.lanes.store(lambda: self.cache.settle_refused(order))
        self._tell(settled)
        return change | settled

    async def read(self, query: Callable[[Cache], T]) -> T:
        """Run a query in the store lane."""
        return await self.lanes.store(lambda: query(self.cache))

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Hear of changes from now on; the answer ends it."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None

    def watch_link(self, watcher: LinkWatcher) -> Callable[[], None]:
        """Hear of the link from now on; the answer ends it."""
        self._link_watchers.append(watcher)
        return lambda: self._link_watchers.remove(watcher) if watcher in self._link_watchers else None

    def _withdrawn(self, order: str, person: str) -> Change:
        """The order out of the outbox; what is not there any more has been sent. Store lane."""
        waiting = next((one for one in self.cache.waiting() if one.order.id == order), None)
        if waiting is not None:
            withdrawable(waiting, self.cache, person)
        return self.cache.withdraw(order)

    def _ahead(self) -> timedelta:
        """What the centre's clock is ahead of this machine's, where that is worth mentioning and known."""
        offset = self.link.clock_offset or 0.0
        return timedelta(seconds=offset) if abs(offset) > CLOCK_TRUSTED_SECONDS else timedelta()

    def _noted(self, note: str, incident: str) -> Command:
        if incident:
            return AddNote(incident=incident, text=note)
        return WriteLog(note=self.new_id(), area=self.area, text=note)

    def _without_centre(self, session: Session) -> bool:
        """Whether what is done now is done without the centre: it is out of reach, or knows nothing of who acts here."""
        return session.offline or self.link.state in AWAY

    def _acting(self) -> Session:
        session = self.session
        if session is None:
            raise Problem(Code.NOT_SIGNED_IN)
        if session.offline and self.now() >= session.until:
            raise Problem(Code.OFFLINE_UNLOCK_EXPIRED, until=session.until.isoformat())
        return session

    def _hear(self, change: Change) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._tell, change)

    def _hear_link(self, link: Link) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._tell_link, link)

    def _tell(self, change: Change) -> None:
        for watcher in tuple(self._watchers):
            watcher(change)

    def _tell_link(self, link: Link) -> None:
        for watcher in tuple(self._link_watchers):
            watcher(link)
