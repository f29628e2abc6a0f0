"""One case in full: time line, forces, files, what may be done next, what lies around it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from app.desk.acting import Actor
from app.desk.acts import NextAct, acts_at_hand, next_acts
from app.desk.ports import Cache, LinkState
from app.desk.queue import Names, QueueRow
from app.desk.roster import ForceRow, force_rows
from app.desk.twins import proposed_merge
from app.domain.act import Act
from app.domain.deadline import Clock, due
from app.domain.ids import SHANGHAI
from app.domain.incident import ENDED, Attachment, Entry, Incident, Origin
from app.domain.machine import calendar_of, place_of, urgent_clock
from app.domain.nearness import close_by
from app.domain.people import Contact, Person, Role
from app.domain.permissions import roles_at
from app.domain.posts import leader_of
from app.domain.terms import Timer

NEARBY_DAYS = 28
USUAL_PROMISE = timedelta(hours=2)
WORKING = (Clock.WORK_HOUR, Clock.WORK_DAY)


class Nearby(Struct, frozen=True, kw_only=True):
    """What happened around the case: how many of its class, the likely duplicates, and into which it should be merged.

    `proposed` is the same report, taken at another desk while one of the two was without the centre.
    """

    same_class: int
    last: datetime | None
    duplicates: tuple[QueueRow, ...]
    proposed: QueueRow | None = None


class CaseDetail(Struct, frozen=True, kw_only=True):
    """Everything the detail pane shows of a case.

    `accountable` is the area leader who answers for it: of an open case the one in post now, of an ended one he who was when it
    ended; empty while the post is or was vacant. `undecreed` are the years whose days off are not published, but its terms count.
    `roles` are those of the acting person at its place: by them a form knows whether he speaks for himself. `promise` is when a
    handler who accepts it now would be there as a rule, `unit_chief` who leads its unit. All are empty where nothing can be done.
    """

    row: QueueRow
    case: Incident
    entries: tuple[Entry, ...]
    attachments: tuple[Attachment, ...]
    forces: tuple[ForceRow, ...]
    acts: tuple[NextAct, ...]
    at_hand: tuple[NextAct, ...]
    nearby: Nearby
    contacts: tuple[Contact, ...]
    accountable: str
    undecreed: tuple[int, ...]
    roles: frozenset[Role] = frozenset()
    promise: datetime | None = None
    unit_chief: str = ""


def detail(cache: Cache, incident: str, *, act: Actor, link: LinkState, now: datetime) -> CaseDetail | None:
    """The case, or None if it is gone. Without an acting person every act is locked. Store lane."""
    case = cache.get(Incident, incident)
    if case is None:
        return None
    return CaseDetail(
        row=_own_alone(Names(cache, case.area).row(case), act),
        case=case,
        entries=tuple(sorted(cache.find(Entry, incident=incident), key=lambda entry: (entry.at, entry.id), reverse=True)),
        attachments=cache.find(Attachment, incident=incident),
        forces=force_rows(cache, (case.holder, *case.helpers), now=now),
        acts=next_acts(cache, case, act=act, link=link),
        at_hand=acts_at_hand(cache, case, act=act),
        nearby=nearby(cache, case),
        contacts=tuple(c for c in cache.find(Contact, of=incident)),
        accountable=accountable_for(cache, case, now=now),
        undecreed=_undecreed(cache, case),
        roles=roles_at(cache, act.person, place_of(case), now) if isinstance(act, Act) else frozenset(),
        promise=usual_promise(cache, case, now=now),
        unit_chief=_leader(cache, case.unit, now),
    )


def _own_alone(row: QueueRow, act: Actor) -> QueueRow:
    """The row, with the order that waits to be taken back only by who gave it."""
    return row if isinstance(act, Act) and row.unsent_by == act.person else replace(row, unsent_order="")


def usual_promise(cache: Cache, case: Incident, *, now: datetime) -> datetime:
    """By when who accepts the case now is there as a rule: within the town's term to arrive, and within two hours.

    Never past the overall limit, as long as that has not passed.
    """
    term = cache.terms(case.town).step(Timer.ARRIVE, case.severity)
    by = due(now, term, calendar_of(case, cache))
    soon = by if urgent_clock(term) else min(by, now + USUAL_PROMISE)
    return min(soon, case.overall_due) if case.overall_due and case.overall_due > now else soon


def nearby(cache: Cache, case: Incident) -> Nearby:
    """Cases of the same class within 200 m (or at the same address) and 28 days before; open ones may be duplicates."""
    since = case.occurred_at - timedelta(days=NEARBY_DAYS)
    around = [
        other
        for other in cache.cases_between(case.area, since, case.occurred_at + timedelta(hours=1))
        if other.id != case.id and other.event_class == case.event_class and close_by(case, other)
    ]
    names = Names(cache, case.area)
    open_ones = [names.row(other) for other in around if other.state not in ENDED and other.origin is not Origin.HISTORY]
    first = proposed_merge(cache, case)
    return Nearby(
        proposed=names.row(first) if first else None,
        same_class=len(around),
        last=max((other.occurred_at for other in around), default=None),
        duplicates=tuple(sorted(open_ones, key=lambda row: row.since, reverse=True)[:5]),
    )


def _undecreed(cache: Cache, case: Incident) -> tuple[int, ...]:
    """The years of working time that the running terms of a case rest on without a decree (Monday to Friday)."""
    step = (case.step_start, case.step_due, (case.step_term,) if case.step_term else ())
    whole = (case.reported_at, case.overall_due, case.overall_terms)
    calendar, years = calendar_of(case, cache), set[int]()
    for start, ends, terms in () if case.state in ENDED else (step, whole):
        if start is not None and ends is not None and any(term.clock in WORKING for term in terms):
            years.update(range(start.astimezone(SHANGHAI).year, ends.astimezone(SHANGHAI).year + 1))
    return tuple(year for year in sorted(years) if not calendar.knows(date(year, 7, 1)))


def accountable_for(cache: Cache, case: Incident, *, now: datetime | None = None) -> str:
    """The name of the area leader who answers for the case, empty while the post is or was vacant. Store lane."""
    return _leader(cache, case.area, now if now is not None and case.state not in ENDED else case.closed_at or case.state_since)


def _leader(cache: Cache, grid: str, moment: datetime) -> str:
    """The name of who leads the grid at the moment, empty for none."""
    posting = leader_of(cache, grid, moment)
    person = cache.get(Person, posting.person) if posting else None
    return person.name if person else ""
