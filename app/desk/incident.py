"""One case in full: time line, forces, files, what may be done next, what lies around it."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from app.desk.ports import Cache, LinkState
from app.desk.queue import Names, QueueRow
from app.desk.roster import ForceRow, distance, roster
from app.domain.act import Act
from app.domain.catalogue import Tier
from app.domain.incident import ENDED, Attachment, Entry, Incident, Origin, State
from app.domain.people import Contact, Person, Posting, Role
from app.domain.permissions import allowed, roles_at
from app.domain.problems import Code, Problem
from app.domain.transitions import (
    ACCEPT,
    ANNUL,
    ARRIVE,
    CLOSE,
    DISPATCH,
    DONE,
    FILE,
    MERGE,
    REDISPATCH,
    REJECT,
    REOPEN,
    REPORT,
    RESUME,
    RETURN,
    REWORK,
    SELF_HANDLE,
    SUPERVISE,
    TAKE,
    TAKE_CHECK,
    WAIT,
    WITHDRAW,
    Offline,
    Transition,
)

NEARBY_METRES = 200.0
NEARBY_DAYS = 28

# In the order in which a desk offers them; the first five that are legal stand on the keys 1 to 5.
OFFERED: tuple[tuple[str, Transition], ...] = (
    ("DispatchAtOnce", FILE),
    ("Submit", REPORT),
    ("Take", TAKE),
    ("FileCase", FILE),
    ("Dispatch", DISPATCH),
    ("Dispatch", REDISPATCH),
    ("SelfHandle", SELF_HANDLE),
    ("Accept", ACCEPT),
    ("Arrive", ARRIVE),
    ("Resume", RESUME),
    ("ReportDone", DONE),
    ("TakeCheck", TAKE_CHECK),
    ("CloseCase", CLOSE),
    ("FailCheck", REWORK),
    ("SettleOnSpot", FILE),
    ("RejectCase", REJECT),
    ("MergeCase", MERGE),
    ("ReturnCase", RETURN),
    ("AskWait", DONE),
    ("DecideWait", WAIT),
    ("AskExtension", DONE),
    ("Reopen", REOPEN),
    ("Supervise", SUPERVISE),
    ("Withdraw", WITHDRAW),
    ("Annul", ANNUL),
)


class NextAct(Struct, frozen=True, kw_only=True):
    """An act that the case's state allows; `locked` is the number of the problem that forbids it here and now, 0 if none."""

    command: str
    locked: int = 0
    data: dict[str, str] | None = None


class Nearby(Struct, frozen=True, kw_only=True):
    """What happened around the case: how many of its class, and the likely duplicates."""

    same_class: int
    last: datetime | None
    duplicates: tuple[QueueRow, ...]


class CaseDetail(Struct, frozen=True, kw_only=True):
    """Everything the detail pane shows of a case."""

    row: QueueRow
    case: Incident
    entries: tuple[Entry, ...]
    attachments: tuple[Attachment, ...]
    forces: tuple[ForceRow, ...]
    acts: tuple[NextAct, ...]
    nearby: Nearby
    contacts: tuple[Contact, ...]
    accountable: str


def detail(cache: Cache, incident: str, *, act: Act | None, link: LinkState, now: datetime) -> CaseDetail | None:
    """The case, or None if it is gone. Without an acting person every act is locked. Store lane."""
    case = cache.get(Incident, incident)
    if case is None:
        return None
    rows = [row for column in roster(cache, case.area, now=now).columns for row in column.rows]
    sent = (case.holder, *case.helpers)
    return CaseDetail(
        row=Names(cache, case.area).row(case),
        case=case,
        entries=tuple(sorted(cache.find(Entry, incident=incident), key=lambda entry: (entry.at, entry.id), reverse=True)),
        attachments=cache.find(Attachment, incident=incident),
        forces=tuple(row for row in rows if row.id in sent),
        acts=next_acts(cache, case, act=act, link=link),
        nearby=nearby(cache, case),
        contacts=tuple(c for c in cache.find(Contact, of=incident)),
        accountable=_accountable(cache, case.area),
    )


def next_acts(cache: Cache, case: Incident, *, act: Act | None, link: LinkState) -> tuple[NextAct, ...]:
    """What the case's state allows, the open ones first, in the fixed order of the desk."""
    if case.origin is Origin.HISTORY:
        return ()
    acts: list[NextAct] = []
    for command, step in OFFERED:
        if case.state not in step.sources or any(a.command == command for a in acts):
            continue
        if (command == "DecideWait") != (case.wait_asked is not None and command in ("DecideWait",)):
            continue
        problem = _forbidden(cache, case, command, step, act, link)
        acts.append(NextAct(command=command, locked=problem.code.value if problem else 0, data=problem.data if problem else None))
    if case.state not in ENDED and case.state is not State.DRAFT and case.tier is not Tier.L3:
        acts.append(_lead_up(cache, case, act))
    return tuple(sorted(acts, key=lambda a: bool(a.locked)))


def _forbidden(cache: Cache, case: Incident, command: str, step: Transition, act: Act | None, link: LinkState) -> Problem | None:
    if act is None:
        return Problem(Code.NOT_SIGNED_IN)
    if step.offline is Offline.NO and link in (LinkState.OFFLINE, LinkState.REFUSED):
        return Problem(Code.NEEDS_CENTRAL, command=command)
    if step in (TAKE_CHECK, CLOSE) and act.person in (case.handler, case.handled_by):
        return Problem(Code.FOUR_EYES, number=case.number)
    return allowed(act, cache, step.roles, case.micro or case.unit or case.area)


def _lead_up(cache: Cache, case: Incident, act: Act | None) -> NextAct:
    if act is None:
        return NextAct(command="LeadUp", locked=Code.NOT_SIGNED_IN.value)
    place = case.micro or case.unit or case.area
    roles = {Role.UNIT_CHIEF, Role.DUTY} if case.tier is Tier.L1 else {Role.AREA_DEPUTY, Role.AREA_CHIEF}
    problem: Problem | None = None
    if case.tier is Tier.L2 and not case.coordinated:
        problem = Problem(Code.COORDINATION_MISSING, number=case.number)
    elif not roles_at(cache, act.person, place, act.at) & roles:
        problem = Problem(Code.NOT_ALLOWED, roles="、".join(sorted(r.value for r in roles)), place=place)
    return NextAct(command="LeadUp", locked=problem.code.value if problem else 0, data=problem.data if problem else None)


def nearby(cache: Cache, case: Incident) -> Nearby:
    """Cases of the same class within 200 m (or at the same address) and 28 days before; open ones may be duplicates."""
    since = case.occurred_at - timedelta(days=NEARBY_DAYS)
    around = [
        other
        for other in cache.cases_between(case.area, since, case.occurred_at + timedelta(hours=1))
        if other.id != case.id and other.event_class == case.event_class and _close(case, other)
    ]
    names = Names(cache, case.area)
    open_ones = [names.row(other) for other in around if other.state not in ENDED and other.origin is not Origin.HISTORY]
    return Nearby(
        same_class=len(around),
        last=max((other.occurred_at for other in around), default=None),
        duplicates=tuple(sorted(open_ones, key=lambda row: row.since, reverse=True)[:5]),
    )


def _close(case: Incident, other: Incident) -> bool:
    if case.place and case.place == other.place:
        return True
    if case.lon is None or case.lat is None or other.lon is None or other.lat is None:
        return False
    return distance(case.lon, case.lat, other.lon, other.lat) <= NEARBY_METRES


def _accountable(cache: Cache, area: str) -> str:
    terms = [p for p in cache.find(Posting, grid=area) if p.office.value == "area_grid_chief" and p.until is None]
    person = cache.get(Person, terms[-1].person) if terms else None
    return person.name if person else ""
