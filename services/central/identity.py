"""Who calls: a seat by its device credential, a person by a session; what they may see of which feed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection

from app.contract.messages import SeatGrant, SessionGrant
from app.domain.grid import Grid, spine
from app.domain.people import Person
from app.domain.permissions import CONTACT_READERS, roles_at
from app.domain.problems import Code, Problem
from app.domain.scope import DISTRICT, scopes_at
from app.domain.world import World
from services.central.access_log import AccessLog
from services.central.accounts import Account, Accounts
from services.central.feed import Reader, scopes_number
from services.central.passwords import Passwords, check_strength
from services.central.seats import NEXT, OLD, Seat, Seats
from services.central.sessions import Session, Sessions
from services.central.store import Store
from services.central.turn import Author, Sender


class Caller(Struct, frozen=True, kw_only=True):
    """Who calls, and the scopes held of each feed. `person` is empty where nobody's session counts."""

    seat: Seat
    person: str
    session: Session | None
    scopes: dict[str, tuple[str, ...]]

    @property
    def all_scopes(self) -> tuple[str, ...]:
        """The whole scope list, sorted."""
        return tuple(sorted({scope for scopes in self.scopes.values() for scope in scopes}))

    @property
    def scopes_number(self) -> str:
        """The number of the whole scope list."""
        return scopes_number(self.all_scopes)

    def reader(self, feed: str, *, series: str = "") -> Reader:
        """The caller as a reader of a feed."""
        return Reader(scopes=self.scopes.get(feed, ()), series=series)


class Identity:
    """Enrolling, signing in, recognising. Rights are read from the database at every call, so a revocation bites at once."""

    def __init__(self, store: Store, passwords: Passwords) -> None:
        clock: Callable[[], datetime] = store.clock
        log = AccessLog(store.schema, clock)
        self._store = store
        self._passwords = passwords
        self._log = log
        self.seats = Seats(store.schema, log, clock)
        self.accounts = Accounts(store.schema, store.database, log, clock)
        self.sessions = Sessions(store.schema, store.database, clock)

    def enrol(self, code: str, *, machine: str) -> SeatGrant:
        """The device credential for an enrolment code."""
        with self._store.database.writing() as connection:
            seat, token, ends = self.seats.enrol(connection, code, machine=machine)
            return _grant(self.seats.get(connection, seat, self._store.world(connection)), token, ends)

    def rotate(self, caller: Caller) -> SeatGrant:
        """The device credential that follows."""
        with self._store.database.writing() as connection:
            token, ends = self.seats.rotate(connection, caller.seat.id)
        return _grant(caller.seat, token, ends)

    def caller(self, device: str, person: str = "", *, active: bool = False) -> Caller:
        """Who calls with these tokens; SEAT_UNKNOWN or SEAT_REVOKED. A person's session that has ended counts as none.

        `active` says that the person has done something since the call before: only that keeps a session from ending unused,
        for the seat's own polls go on all night.
        """
        with self._store.database.reading() as connection:
            token = self.seats.token(connection, device)
            if token.standing != OLD:
                world = self._store.world(connection)
                seat = token.seat_in(world)
                session = self.sessions.get(connection, person, seat=seat.id) if person else None
                scopes = self._scopes(world, seat, session)
        if token.standing == OLD:
            with self._store.database.writing() as connection:
                self.seats.end_family(connection, token.row.id)
            raise Problem(Code.SEAT_UNKNOWN)
        self._note_use(seat.id, token.standing, session if active else None)
        return Caller(seat=seat, person=session.person if session else "", session=session, scopes=scopes)

    def sender(self, caller: Caller) -> Sender:
        """The caller as one who hands in orders: his seat's, of everyone who has signed in there."""
        barred = Problem(Code.ACCOUNT_BARRED)

        def people(connection: Connection) -> Mapping[str, Author]:
            found = self.sessions.authors(connection, caller.seat.id)
            return {person: Author(person, name, barred if bar else None) for person, (name, bar) in found.items()}

        town = spine(caller.seat.path).town or DISTRICT
        return Sender(seat=caller.seat.id, town=town, areas=caller.seat.areas, people=people)

    def sign_in(self, caller: Caller, account: str, password: str) -> SessionGrant:
        """A session for the person.

        WRONG_PASSWORD or ACCOUNT_LOCKED, for names without an account as well; ACCOUNT_BARRED by an administrator.
        """
        with self._passwords.admitted():
            with self._store.database.writing() as connection:
                self.accounts.count_attempt(connection, account)
            with self._store.database.reading() as connection:
                found = self.accounts.get(connection, account)
            fits = self._passwords.verify(found.password if found else None, password)
        if found is None or not fits:
            self._failed(account if found else "", caller)
            raise Problem(Code.WRONG_PASSWORD)
        if found.barred:
            self._failed(account, caller)
            raise Problem(Code.ACCOUNT_BARRED)
        return self._signed_in(caller, found, password)

    def hashed(self, password: str) -> str:
        """What is kept of a password."""
        return self._passwords.hash(password)

    def sign_out(self, caller: Caller, token: str) -> None:
        """The person's session ends."""
        with self._store.database.writing() as connection:
            self.sessions.end(connection, token)
            self._log.write(
                connection, "signed_out", account=caller.session.account if caller.session else "", seat=caller.seat.id
            )

    def change_password(self, caller: Caller, token: str, *, old: str, new: str) -> None:
        """Another password for the person signed in; other sessions of the account end."""
        if caller.session is None:
            raise Problem(Code.SESSION_ENDED)
        name = caller.session.account
        check_strength(new, account=name)
        with self._passwords.admitted():
            with self._store.database.writing() as connection:
                self.accounts.count_attempt(connection, name)
                found = self.accounts.need(connection, name)
            if not self._passwords.verify(found.password, old):
                self._failed(name, caller)
                raise Problem(Code.WRONG_PASSWORD)
            kept = self._passwords.hash(new)
        with self._store.database.writing() as connection:
            self.accounts.forgive(connection, name)
            self.accounts.set_password(connection, name, kept, must_change=False)
            self.sessions.end_others(connection, name, keep=token)

    def _signed_in(self, caller: Caller, account: Account, password: str) -> SessionGrant:
        fresh = self._passwords.hash(password) if self._passwords.is_outdated(account.password) else ""
        with self._store.database.writing() as connection:
            self.accounts.forgive(connection, account.name)
            if fresh:
                self.accounts.set_password(connection, account.name, fresh, must_change=account.must_change)
            token, ends = self.sessions.begin(connection, account=account.name, person=account.person, seat=caller.seat.id)
            self._log.write(connection, "signed_in", account=account.name, seat=caller.seat.id)
            person = self._store.world(connection).get(Person, account.person)
        return SessionGrant(
            person=account.person,
            name=person.name if person else account.name,
            account=account.name,
            token=token,
            expires_at=ends,
            time=self._store.clock(),
            must_change_password=account.must_change,
        )

    def _failed(self, account: str, caller: Caller) -> None:
        with self._store.database.writing() as connection:
            self._log.write(connection, "sign_in_failed", account=account, seat=caller.seat.id)

    def _note_use(self, seat: str, standing: str, session: Session | None) -> None:
        due = session is not None and self.sessions.is_due(session)
        if standing != NEXT and not due:
            return
        with self._store.database.writing() as connection:
            if standing == NEXT:
                self.seats.promote(connection, seat)
            if session is not None and due:
                self.sessions.touch(connection, session)

    def _scopes(self, world: World, seat: Seat, session: Session | None) -> dict[str, tuple[str, ...]]:
        """The scopes held, by the feed in which they mean something."""
        reads = [area for area in seat.areas if session and self._reads_contacts(world, session.person, area)]
        plain = scopes_at(seat.path, seat.areas, contacts=False)
        held = plain | scopes_at(seat.path, tuple(reads), contacts=True)
        towns = {area: _town(world, area) for area in seat.areas}
        by_feed: dict[str, set[str]] = {DISTRICT: {DISTRICT}}
        for scope in held - {DISTRICT}:
            name = scope.split(":")[1]
            by_feed.setdefault(towns.get(name, name), set()).add(scope)
        return {feed: tuple(sorted(scopes)) for feed, scopes in by_feed.items()}

    def _reads_contacts(self, world: World, person: str, area: str) -> bool:
        """Whether the person may hold the contacts of the whole area.

        That scope is one piece: who has a right at a unit alone would hold with his own cases' contacts those of every other
        unit, so he gets none of them beforehand; what he may look at (`ShowContact`) is only what his own reports left here.
        """
        return bool(roles_at(world, person, area, self._store.clock()) & CONTACT_READERS)


def _town(world: World, area: str) -> str:
    grid = world.get(Grid, area)
    return grid.town if grid else ""


def _grant(seat: Seat, token: str, ends: datetime) -> SeatGrant:
    return SeatGrant(seat=seat.id, name=seat.name, place=seat.place, areas=seat.areas, token=token, expires_at=ends)
