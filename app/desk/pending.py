"""The outbox and the conflict box as rows."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from app.contract.codec import decode_command, encode_record
from app.desk.ports import Cache, Standing, Waiting
from app.domain.ids import provisional_number
from app.domain.incident import Incident
from app.domain.problems import Problem
from app.domain.record import Record
from app.domain.refusal import Refusal, RefusalState


class WaitingRow(Struct, frozen=True, kw_only=True):
    """One order of the outbox, in the order of sending."""

    order: str
    no: int
    command: str
    number: str
    subject: str
    since: datetime
    standing: Standing
    can_withdraw: bool
    problem: int = 0
    data: dict[str, str] | None = None


def outbox(cache: Cache) -> tuple[WaitingRow, ...]:
    """The outbox. Store lane."""
    return tuple(_waiting(no, waiting, cache) for no, waiting in enumerate(cache.waiting(), start=1))


def _waiting(no: int, waiting: Waiting, cache: Cache) -> WaitingRow:
    incident = getattr(waiting.order.command, "incident", "")
    case = cache.get(Incident, incident) if isinstance(incident, str) and incident else None
    return WaitingRow(
        order=waiting.order.id,
        no=no,
        command=type(waiting.order.command).__name__,
        number=(case.number or provisional_number(case.id)) if case else "",
        subject=case.title if case else "",
        since=waiting.since,
        standing=waiting.standing,
        can_withdraw=waiting.standing is not Standing.SENT,
        problem=waiting.problem,
        data=waiting.data,
    )


class RefusalRow(Struct, frozen=True, kw_only=True):
    """One refused command with both sides: what was wanted, what is there now."""

    id: str
    refusal: Refusal
    number: str
    title: str
    wanted: tuple[tuple[str, str], ...]
    now: tuple[tuple[str, str], ...]
    case: Incident | None


def refusals(cache: Cache, area: str, *, settled: bool = False) -> tuple[RefusalRow, ...]:
    """The conflict box of an area, newest first. Store lane."""
    found = [r for r in cache.find(Refusal, area=area) if settled or r.state in (RefusalState.OPEN, RefusalState.HANDED_OVER)]
    return tuple(_refusal(refusal, cache) for refusal in sorted(found, key=lambda r: (r.refused_at, r.id), reverse=True))


def _refusal(refusal: Refusal, cache: Cache) -> RefusalRow:
    case = cache.get(Incident, refusal.incident) if refusal.incident else None
    return RefusalRow(
        id=refusal.id,
        refusal=refusal,
        number=(case.number or provisional_number(case.id)) if case else "",
        title=case.title if case else "",
        wanted=_wanted(refusal),
        now=_now(case),
        case=case,
    )


def _wanted(refusal: Refusal) -> tuple[tuple[str, str], ...]:
    try:
        command = decode_command(refusal.wanted.encode())
    except Problem:
        return ()  # a command of another edition: the refusal is shown all the same, without its fields
    fields = ((name, getattr(command, name)) for name in command.__struct_fields__)
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
