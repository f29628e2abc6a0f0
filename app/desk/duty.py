"""The duty log and the draft of a handover."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from app.desk.pending import outbox, refusals
from app.desk.ports import Cache
from app.desk.queue import QueueRow, queue
from app.domain.catalogue import Severity
from app.domain.duty import Handover, HandoverItem, HandoverState, LogNote
from app.domain.roster import Shift

NEXT_SHIFT = timedelta(hours=9)


class DutyLog(Struct, frozen=True, kw_only=True):
    """The latest lines of the log, newest first, and the handovers of the seat, newest first."""

    notes: tuple[LogNote, ...]
    handovers: tuple[Handover, ...]
    pending: Handover | None
    shift: Shift | None


def log(cache: Cache, area: str, *, seat: str, now: datetime, limit: int = 200) -> DutyLog:
    """The log of an area. Store lane."""
    notes = sorted(cache.find(LogNote, area=area), key=lambda note: (note.at, note.id), reverse=True)
    handovers = sorted(cache.find(Handover, area=area), key=lambda h: h.left_at, reverse=True)
    shifts = cache.find(Shift, area=area)
    return DutyLog(
        notes=tuple(notes[:limit]),
        handovers=tuple(handovers[:20]),
        pending=next((h for h in handovers if h.seat == seat and h.state is HandoverState.SIGNED_OUT), None),
        shift=next((s for s in shifts if s.starts <= now < s.ends), None),
    )


class HandoverDraft(Struct, frozen=True, kw_only=True):
    """What the program puts into a handover: the items, and how much is unsent or refused."""

    items: tuple[HandoverItem, ...]
    unsent: int
    refusals: int


def draft(cache: Cache, area: str, *, now: datetime) -> HandoverDraft:
    """The draft for the shift that ends now: open 特急, overdue, promised and due in the next shift, supervised, put off, unsent,
    refused.

    Store lane.
    """
    lists = queue(cache, area, now=now)
    live = (*lists.to_do, *lists.in_hand)
    items: list[HandoverItem] = []
    for row in live:
        due = row.step_due
        if row.severity is Severity.CRITICAL:
            items.append(_case("critical", row))
        elif due is not None and due < now:
            items.append(_case("overdue", row))
        elif row.is_wholly_over(now):
            items.append(_case("overdue", row, due=row.overall_due))
        elif row.promised_at is not None and row.promised_at < now + NEXT_SHIFT:
            items.append(_case("promised", row, due=row.promised_at))
        elif due is not None and due < now + NEXT_SHIFT:
            items.append(_case("due", row))
        elif row.supervised:
            items.append(_case("supervised", row))
    items += [_case("snoozed", row, due=row.snoozed_until) for row in lists.snoozed]
    waiting, boxed = outbox(cache), refusals(cache, area)
    items += [
        HandoverItem(sort="unsent", number=w.number, command=w.command, text=w.subject, incident=w.incident) for w in waiting
    ]
    items += [
        HandoverItem(sort="refused", number=r.number, command=r.refusal.verb, text=r.title, incident=r.refusal.incident)
        for r in boxed
    ]
    return HandoverDraft(items=tuple(items), unsent=len(waiting), refusals=len(boxed))


def _case(sort: str, row: QueueRow, *, due: datetime | None = None) -> HandoverItem:
    return HandoverItem(sort=sort, number=row.number, text=row.title, incident=row.id, due=due or row.step_due)
