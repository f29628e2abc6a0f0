"""Signing in and out at this seat: online where the centre can be reached, else by offline unlock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from app.contract.messages import Hello, SeatGrant, SessionGrant
from app.desk.ports import Seat, Session
from app.domain.problems import Code, Problem
from services.credentials.profile import Profile
from services.credentials.unlock import OfflineUnlock
from services.gateway.tokens import Tokens

AWAY = frozenset({Code.CENTRAL_UNREACHABLE, Code.CENTRAL_FAILED, Code.CENTRAL_NOT_OURS, Code.TLS_FAILED, Code.BUSY})
LONGEST_OFFLINE = timedelta(hours=12)
RENEWED_BEFORE = timedelta(days=15)
RENEWED_AT_MOST = timedelta(hours=6)


class Counter(Protocol):
    """The calls of the gateway that the door needs."""

    tokens: Tokens

    def enrol(self, code: str, *, machine: str) -> SeatGrant:
        """Enrol this seat."""
        ...

    def renew(self) -> SeatGrant:
        """A new credential for this seat."""
        ...

    def sign_in(self, account: str, password: str) -> SessionGrant:
        """A person signs in."""
        ...

    def sign_out(self) -> None:
        """The acting person's session ends."""
        ...

    def change_password(self, old: str, new: str) -> None:
        """The acting person's password changes."""
        ...


class SeatAccess:
    """Fulfils the desk's `Access`. Signing in and out block (network lane); `session` and `seat` may be asked on any thread.

    `contact` tells when the centre last spoke to this seat; `on_person` hears that another person acts.
    """

    def __init__(
        self,
        *,
        profile: Profile,
        central: Counter,
        unlock: OfflineUnlock,
        contact: Callable[[], datetime | None],
        clock: Callable[[], datetime],
        on_person: Callable[[], None],
    ) -> None:
        self._profile = profile
        self._central = central
        self._unlock = unlock
        self._contact = contact
        self._clock = clock
        self._on_person = on_person
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._renewed_at: datetime | None = None

    def sign_in(self, account: str, password: str) -> Session:
        """Online if the centre can be reached, else by offline unlock. Raises the `Problem` that refuses it."""
        self.seat()
        try:
            grant = self._central.sign_in(account, password)
        except Problem as problem:
            if problem.code not in AWAY:
                raise
            return self._offline(account, password)
        self._unlock.remember(grant, password)
        now = self._clock()
        session = Session(
            person=grant.person,
            name=grant.name,
            account=grant.account,
            offline=False,
            signed_in_at=now,
            until=now + (grant.expires_at - (grant.time or now)),  # by this machine's clock, which may be off by a day
            must_change_password=grant.must_change_password,
        )
        return self._begin(session, grant.token)

    def resume(self, session: Session, token: str) -> Session:
        """Go on with a session that the command line has kept in the vault; an ended one is answered like none."""
        return self._begin(session, token)

    def sign_out(self) -> None:
        """End the person's session; the seat keeps pulling. With the centre away only this side ends it."""
        with self._lock:
            session, self._session = self._session, None
        if session is None:
            return
        try:
            if not session.offline:
                self._central.sign_out()
        except Problem as problem:
            if problem.code not in AWAY | {Code.SESSION_ENDED, Code.NOT_SIGNED_IN, Code.SEAT_UNKNOWN, Code.SEAT_REVOKED}:
                raise
        finally:
            self._central.tokens.acts("")
            self._on_person()

    def session(self) -> Session | None:
        """The acting person, None while locked; an online session that has run out counts as none."""
        session = self._session
        if session is not None and not session.offline and self._clock() >= session.until:
            return None
        return session

    def seat(self) -> Seat:
        """This seat; `Problem` NOT_ENROLLED before it is enrolled."""
        return self._profile.seat()

    def enrol(self, code: str, *, machine: str) -> Seat:
        """Enrol this seat with the administrator's code; ENROLMENT_CODE_WRONG."""
        self._profile.enrolled(self._central.enrol(code, machine=machine))
        return self.seat()

    def change_password(self, old: str, new: str) -> None:
        """Change the acting person's password, here for the offline unlock as well. Only online."""
        session = self.session()
        if session is None:
            raise Problem(Code.NOT_SIGNED_IN)
        if session.offline:
            raise Problem(Code.PASSWORD_OFFLINE)
        try:
            self._central.change_password(old, new)
        except Problem as problem:
            raise Problem(Code.PASSWORD_OFFLINE) if problem.code in AWAY else problem from problem
        grant = SessionGrant(
            person=session.person, name=session.name, account=session.account, token="", expires_at=session.until
        )
        self._unlock.remember(grant, new)
        with self._lock:
            self._session = replace(session, must_change_password=False)

    def used(self) -> None:
        """The acting person has done something, so the session is not idle; any thread."""
        self._central.tokens.used()

    @property
    def stamp(self) -> int:
        """Changes whenever another person (or nobody) acts."""
        return self._central.tokens.stamp

    def heard(self, hello: Hello, stamp: int) -> None:
        """The centre has told whose session it accepts: one that it does not know any more is over here as well.

        The areas that the seat serves now are kept, and a credential in the second half of its life is renewed.
        """
        self._profile.serves(tuple(scope[5:] for scope in hello.scopes if scope.startswith("area:") and scope.count(":") == 1))
        self._renew_if_due(hello.time)
        with self._lock:
            session = self._session
            if session is None or session.offline or stamp != self.stamp or hello.person == session.person:
                return
            self._session = None
        self._central.tokens.acts("")
        self._on_person()

    def _renew_if_due(self, now: datetime) -> None:
        ends = self._central.tokens.ends
        if ends is None or ends - now > RENEWED_BEFORE or (self._renewed_at and now - self._renewed_at < RENEWED_AT_MOST):
            return
        self._renewed_at = now
        try:
            self._profile.renewed(self._central.renew())
        except Problem as problem:
            if problem.code not in AWAY:
                raise

    def _offline(self, account: str, password: str) -> Session:
        known, ends = self._unlock.unlock(account, password, contact=self._contact())
        now = self._clock()
        session = Session(
            person=known.person,
            name=known.name,
            account=known.account,
            offline=True,
            signed_in_at=now,
            until=min(ends, now + LONGEST_OFFLINE),
            must_change_password=known.must_change,
        )
        return self._begin(session, "")

    def _begin(self, session: Session, token: str) -> Session:
        with self._lock:
            self._session = session
        self._central.tokens.acts(token)
        self._on_person()
        return session
