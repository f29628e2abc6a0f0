"""The outbox and the conflict box as rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from app.commands.command import Command
from app.contract.codec import decode_command, encode_record
from app.desk.ports import Cache, Standing, Waiting
from app.domain.grid import Grid
from app.domain.incident import Incident
from app.domain.meeting import ActionItem
from app.domain.people import Person
from app.domain.problems import Code, Problem
from app.domain.record import Record
from app.domain.refusal import Refusal, RefusalState
from app.domain.roster import Force

UNSETTLED = (RefusalState.OPEN, RefusalState.HANDED_OVER)


class WaitingRow(Struct, frozen=True, kw_only=True):
    """One order of the outbox, in the order of sending, with the case it is about (empty without one).

    `kept` is the number of the problem that keeps the acting person from taking it back, 0 if none.
    """

    order: str
    no: int
    command: str
    incident: str
    number: str
    subject: str
    since: datetime
    standing: Standing
    author: str
    author_name: str
    can_withdraw: bool
    kept: int = 0
    why_kept: dict[str, str] | None = None
    problem: int = 0
    data: dict[str, str] | None = None


def outbox(cache: Cache, person: str = "") -> tuple[WaitingRow, ...]:
    """The outbox as the acting person sees it: he takes back what is his own. Store lane."""
    return tuple(_waiting(no, waiting, cache, person) for no, waiting in enumerate(cache.waiting(), start=1))


def withdrawable(waiting: Waiting, cache: Cache, person: str) -> None:
    """Pass for an order of the person's own that has not left this machine; a change of shift hands on no order (C2a)."""
    if waiting.sent or waiting.standing is Standing.SENT:
        raise Problem(Code.ALREADY_SENT)
    if waiting.order.author != person:
        raise Problem(Code.NOT_OWN_ORDER, name=_person(waiting.order.author, cache))


def _person(person: str, cache: Cache) -> str:
    found = cache.get(Person, person)
    return found.name if found else person


def _kept(waiting: Waiting, cache: Cache, person: str) -> Problem | None:
    try:
        withdrawable(waiting, cache, person)
    except Problem as problem:
        return problem
    return None


def _waiting(no: int, waiting: Waiting, cache: Cache, person: str) -> WaitingRow:
    kept = _kept(waiting, cache, person)
    command = waiting.order.command
    case = _case(str(getattr(command, "incident", "")), cache)
    return WaitingRow(
        order=waiting.order.id,
        no=no,
        command=type(command).__name__,
        incident=case.id if case else "",
        number=_number(case),
        subject=case.title if case else _subject(command, cache),
        since=waiting.since,
        standing=waiting.standing,
        author=waiting.order.author,
        author_name=_person(waiting.order.author, cache),
        can_withdraw=kept is None,
        kept=kept.code.value if kept else 0,
        why_kept=kept.data if kept else None,
        problem=waiting.problem,
        data=waiting.data,
    )


class RefusalRow(Struct, frozen=True, kw_only=True):
    """One refused command with both sides: what was wanted, what is there now.

    `title` is the case's, else the name of what the command was about. `own` says that only this machine knows of the refusal:
    the centre has no record of it yet, or has lost it.
    """

    id: str
    refusal: Refusal
    number: str
    title: str
    wanted: tuple[tuple[str, str], ...]
    now: tuple[tuple[str, str], ...]
    case: Incident | None
    own: bool = False


def boxed(cache: Cache, area: str, *, settled: bool = False) -> tuple[tuple[Refusal, bool], ...]:
    """What lies in the conflict box of an area, newest first, each with whether only this machine knows of it. Store lane.

    Everything that counts refusals counts these. What only this machine knows of is never left out: nobody else could find it.
    """
    shared = [(found, False) for found in cache.find(Refusal, area=area) if settled or found.state in UNSETTLED]
    own = [(found, True) for found in cache.refused()]
    return tuple(sorted((*shared, *own), key=lambda found: (found[0].refused_at, found[0].id), reverse=True))


def refusals(cache: Cache, area: str, *, settled: bool = False) -> tuple[RefusalRow, ...]:
    """The conflict box of an area with both sides of each, newest first. Store lane."""
    return tuple(_refusal(refusal, cache, own=own) for refusal, own in boxed(cache, area, settled=settled))


def in_own_words(rows: Iterable[RefusalRow], person: str) -> tuple[RefusalRow, ...]:
    """What of the box somebody is told who may no longer read cases: his own commands, without what the cases say."""
    own = (row for row in rows if row.refusal.author == person)
    return tuple(replace(row, number="", title="", now=(), case=None) for row in own)


def _refusal(refusal: Refusal, cache: Cache, *, own: bool) -> RefusalRow:
    case = _case(refusal.incident, cache)
    wanted = _command(refusal)
    return RefusalRow(
        id=refusal.id,
        refusal=refusal,
        number=_number(case),
        title=case.title if case else _subject(wanted, cache),
        wanted=_wanted(wanted),
        now=_now(case),
        case=case,
        own=own,
    )


def _case(incident: str, cache: Cache) -> Incident | None:
    return cache.get(Incident, incident) if incident else None


def _number(case: Incident | None) -> str:
    return case.called if case else ""


def _subject(command: Command | None, cache: Cache) -> str:
    """The name of what a command without a case is about: a force, an action, a person, a grid."""
    for field, kind in (("action", ActionItem), ("force", Force), ("person", Person), ("grid", Grid)):
        key = str(getattr(command, field, ""))
        found = cache.get(kind, key) if key else None
        if isinstance(found, ActionItem):
            return found.text
        if isinstance(found, Force | Person | Grid):
            return found.name
    return ""


def _command(refusal: Refusal) -> Command | None:
    try:
        return decode_command(refusal.wanted.encode())
    except Problem:
        return None  # a command of another edition: the refusal is shown all the same, without its fields


def _wanted(command: Command | None) -> tuple[tuple[str, str], ...]:
    fields = ((name, getattr(command, name)) for name in command.__struct_fields__) if command is not None else ()
    return tuple((name, _plain(value)) for name, value in fields if name != "saw" and value not in ("", (), None))


def _now(case: Incident | None) -> tuple[tuple[str, str], ...]:
    if case is None:
        return ()
    shown = ("state", "holder", "handler", "severity", "event_class", "promised_at", "instruction", "result")
    return tuple((name, _plain(getattr(case, name))) for name in shown if getattr(case, name) not in ("", None))


def _plain(value: object) -> str:
    if isinstance(value, Record):
        return encode_record(value).decode()
    if isinstance(value, tuple):
        return "、".join(str(part) for part in value)
    return str(getattr(value, "value", value))
