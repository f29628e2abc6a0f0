"""What the bars of the window say of the desk: area, shift, what waits, what was refused."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from app.desk.desk import CLOCK_TRUSTED_SECONDS
from app.desk.pending import boxed
from app.desk.ports import Cache, Link, LinkState, Session
from app.desk.words import Words
from app.domain.grid import Grid
from app.domain.problems import Code, Problem
from app.domain.records import KIND
from app.domain.roster import Shift
from ui.common.band import LostLink
from ui.common.formatting import earlier_day
from ui.common.notices import Notices
from ui.common.pane_states import Stale

EVERY_KIND = tuple(KIND)
AWAY = (LinkState.OFFLINE, LinkState.REFUSED)
CLOCK = "clock"
READING = "reading"


class Standing(Struct, frozen=True, kw_only=True):
    """The area's name, the shift that runs, unsent commands, refusals that nobody has dealt with."""

    area: str = ""
    shift: Shift | None = None
    pending: int = 0
    conflicts: int = 0


def standing(cache: Cache, area: str, *, now: datetime) -> Standing:
    """How the desk stands. Store lane."""
    grid = cache.get(Grid, area)
    return Standing(
        area=grid.name if grid else area,
        shift=next((shift for shift in cache.find(Shift, area=area) if shift.starts <= now < shift.ends), None),
        pending=len(cache.waiting()),
        conflicts=len(boxed(cache, area)),
    )


def stale(link: Link, now: datetime) -> Stale | None:
    """Of what time everything is while the centre cannot be reached; None while it can."""
    if link.state not in AWAY:
        return None
    as_of = link.as_of or link.since
    return Stale(as_of=as_of, today=earlier_day(as_of, now=now))


def tell_trouble(link: Link, words: Words, notices: Notices) -> None:
    """Says what is wrong with the link beyond being lost; that the centre has begun a new generation stands until closed."""
    if link.problem == Code.NEW_GENERATION:
        notices.problem(Problem(Code.NEW_GENERATION))
    elif link.problem and link.state in AWAY and link.problem != Code.CENTRAL_UNREACHABLE:
        notices.warning(words.tell(link.problem, link.data), replace="link")
        return
    notices.retract("link")


class ClockWatch:
    """Says once that this machine's clock is off, by a notice that stands until it is closed or the clock is right again."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._told = False

    def tell(self, link: Link) -> None:
        """The link has changed; while nothing is known of the centre's clock, nothing changes."""
        if link.clock_offset is None:
            return
        off = is_off(link)
        if off and not self._told:
            self._notices.problem(Problem(Code.CLOCK_OFF, seconds=round(abs(link.clock_offset))), replace=CLOCK)
        elif not off:
            self._notices.retract(CLOCK)
        self._told = off


class ReadingWatch:
    """Says once that everything is only to be read, because the offline unlock of who is here has run out (security, C2b)."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._told: Session | None = None

    def tell(self, session: Session | None, now: datetime) -> None:
        """A second has passed, or another person is here."""
        over = session if session is not None and session.offline and now >= session.until else None
        if over is not None and over != self._told:
            self._notices.problem(Problem(Code.OFFLINE_UNLOCK_EXPIRED, until=over.until.isoformat()), replace=READING)
        elif over is None and self._told is not None:
            self._notices.retract(READING)
        self._told = over


def is_off(link: Link) -> bool:
    """Whether this machine's clock differs from the centre's by more than is let pass."""
    return abs(link.clock_offset or 0.0) > CLOCK_TRUSTED_SECONDS


def lost_link(link: Link, pending: int, now: datetime) -> LostLink | None:
    """What the band across the window says; None while the link holds."""
    if link.state not in AWAY:
        return None
    wait = (link.next_try - now).total_seconds() if link.next_try else 0
    as_of = link.as_of or link.since
    return LostLink(
        seconds=max(0, int((now - link.since).total_seconds())),
        as_of=as_of,
        today=earlier_day(as_of, now=now),
        pending=pending,
        attempt=link.attempt,
        next_in=max(0, int(wait)),
    )
