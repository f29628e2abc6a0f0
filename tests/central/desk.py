"""Desks of the small district as the store sees them: they number their orders and read feeds page by page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Raw, Struct

from app.commands import Order
from app.commands.command import Command
from app.commands.intake import ReportIncident, Take
from app.contract.codec import decode_record, encode_order
from app.contract.messages import CommandAnswer, CommandBatch, NumberedOrder, PageHead, PageRow, PageTail, VerdictRow
from app.domain import scope as scope_names
from app.domain.incident import Incident
from app.domain.machine import seen
from app.domain.record import Record
from app.domain.scope import scopes_at
from app.domain.world import R
from services.central.feed import Feeds, Reader
from services.central.office import Office, new_id
from services.central.store import Store
from services.central.turn import Author, Sender
from tests.support.desk import SteadyClock
from tests.support.district import AREA, DISTRICT, MICRO, OFFICER, OTHER_AREA, ROLES, TOWN

GENERATION = "first"
OTHER_TOWN = OTHER_AREA[:9]


class Page(Struct, frozen=True):
    """A page taken apart."""

    head: PageHead
    rows: list[PageRow]
    tail: PageTail


class Town:
    """A store with the small district; `desk` gives a seat of it."""

    def __init__(self, store: Store, clock: SteadyClock) -> None:
        self.store = store
        self.clock = clock
        self.office = Office(store)
        self.feeds = Feeds(store, GENERATION)

    def desk(self, *, area: str = AREA, seat: str = "", store: Store | None = None) -> Desk:
        """A seat at the area."""
        return Desk(self, area, seat or new_id(), store or self.store)

    def get(self, kind: type[R], record: str) -> R | None:
        """The record as it is stored now."""
        return self.office.world().get(kind, record)

    def find(self, kind: type[R], **equal: str) -> tuple[R, ...]:
        """The records of the kind with these values."""
        return self.office.world().find(kind, **equal)


class Desk:
    """A seat with a series of its own."""

    def __init__(self, town: Town, area: str, seat: str, store: Store) -> None:
        self.town = town
        self.area = area
        self.seat = seat
        self.series = new_id()
        self.number = 0
        self.sent: list[NumberedOrder] = []
        self._store = store

    @property
    def sender(self) -> Sender:
        """The seat as the store knows it: everybody of the district has signed in here."""
        authors = {person: Author(person, person.upper()) for person in ROLES}
        return Sender(seat=self.seat, town=self.area[:9], areas=(self.area,), people=lambda _: authors)

    def order(self, command: Command, *, author: str = OFFICER, id: str = "", occurred_at: datetime | None = None) -> Order:
        """The command in its envelope."""
        return Order(
            id=id or new_id(),
            author=author,
            seat=self.seat,
            area=self.area,
            occurred_at=occurred_at or self.town.clock(),
            edition=command.edition,
            command=command,
        )

    def numbered(self, order: Order | bytes) -> NumberedOrder:
        """The order under the next number."""
        self.number += 1
        made = NumberedOrder(number=self.number, order=Raw(order if isinstance(order, bytes) else encode_order(order)))
        self.sent.append(made)
        return made

    def push(self, orders: Sequence[NumberedOrder]) -> CommandAnswer:
        """Hand these in as they are."""
        return self._store.push(CommandBatch(series=self.series, orders=list(orders)), self.sender)

    def do(self, command: Command, *, author: str = OFFICER) -> VerdictRow:
        """Hand one command in; its verdict."""
        return self.push([self.numbered(self.order(command, author=author))]).verdicts[0]

    def report(self, title: str = "路面积水", *, incident: str = "") -> str:
        """Report an incident; its id."""
        incident = incident or new_id()
        grid = MICRO if self.area == AREA else self.area
        author = OFFICER if self.area == AREA else "p-stranger"
        verdict = self.do(ReportIncident(incident=incident, grid=grid, title=title, event_class="0101"), author=author)
        assert verdict.problem == 0, verdict
        return incident

    def take(self, incident: str, *, author: str = OFFICER) -> VerdictRow:
        """Take the report as it stands."""
        case = self.town.get(Incident, incident)
        assert case is not None
        return self.do(Take(incident=incident, saw=seen(case)), author=author)

    def scopes(self, *, contacts: bool = False) -> tuple[str, ...]:
        """What the seat may see."""
        path = (DISTRICT, self.area[:9], self.area)
        return tuple(sorted(scopes_at(path, (self.area,), contacts=contacts)))

    def reader(self, feed: str, *, contacts: bool = False) -> Reader:
        """The seat as a reader of a feed."""
        mine = [
            scope for scope in self.scopes(contacts=contacts) if (scope == scope_names.DISTRICT) == (feed == scope_names.DISTRICT)
        ]
        return Reader(scopes=tuple(mine), series=self.series)


def taken_apart(data: bytes) -> Page:
    """The page in its lines; a page that is cut fails."""
    lines = data.split(b"\n")
    assert lines[-1] == b""
    return Page(
        msgspec.json.decode(lines[0], type=PageHead),
        [msgspec.json.decode(line, type=PageRow) for line in lines[1:-2]],
        msgspec.json.decode(lines[-2], type=PageTail),
    )


class Replica:
    """What a plain client holds of one feed after applying pages."""

    def __init__(self, feeds: Feeds, feed: str, reader: Reader, *, limit: int = 1000) -> None:
        self.feeds = feeds
        self.feed = feed
        self.reader = reader
        self.limit = limit
        self.cursor = ""
        self.rows: dict[tuple[str, str], Record] = {}
        self.pages: list[Page] = []

    def pull(self) -> Replica:
        """Pull to the end."""
        while self.pull_page().tail.more:
            pass
        return self

    def pull_page(self) -> Page:
        """Pull one page and apply it."""
        page = taken_apart(self.feeds.page(self.feed, self.cursor, self.limit, self.reader))
        for row in page.rows:
            if row.b is None:
                self.rows.pop((row.k, row.i), None)
                continue
            record = decode_record(row.k, row.b)
            assert record is not None
            assert record.version == row.v
            self.rows[row.k, row.i] = record
        assert page.tail.cursor != self.cursor or not page.tail.more
        self.cursor = page.tail.cursor
        self.pages.append(page)
        return page

    def versions(self) -> list[tuple[str, str, int]]:
        """Kind, id and version of everything held."""
        return [(kind, record, row.version) for (kind, record), row in sorted(self.rows.items())]


__all__ = ["OTHER_TOWN", "TOWN", "Desk", "Page", "Replica", "Town", "taken_apart"]
