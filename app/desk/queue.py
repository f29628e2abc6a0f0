"""The live queue: what waits, what is in hand, what was ended today, and the pinned strip of unacknowledged 特急."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from app.commands.snoozing import snoozed_until
from app.desk.ports import Cache, Standing, Waiting
from app.desk.twins import proposals
from app.domain.catalogue import Severity, Tier
from app.domain.grid import Grid
from app.domain.ids import SHANGHAI
from app.domain.incident import IN_HAND, TO_DO, Channel, Incident, Origin, State
from app.domain.roster import Force
from app.domain.terms import Timer

FAR = datetime.max.replace(tzinfo=SHANGHAI)


class Tab(StrEnum):
    """The lists of the queue."""

    TO_DO = "to_do"
    IN_HAND = "in_hand"
    DONE_TODAY = "done_today"
    HISTORY = "history"


class QueueRow(Struct, frozen=True, kw_only=True):
    """One case in a list. `number` is the official number, or the provisional one made from the id.

    `pending` names the last command for it that is still in the outbox, `doubtful` says that it will likely be refused.
    `snoozed_until` is set while the reminder of the case is put off. `twin` is the number of the case into which it should be
    merged. `promised_at` is when the handler said he would be there, while he is not. `elsewhere` marks what the centre has
    and this desk does not keep.
    """

    id: str
    number: str
    severity: Severity
    tier: Tier
    state: State
    title: str
    place: str
    event_class: str
    grid: str
    grid_name: str
    source: Channel
    holder: str
    holder_name: str
    since: datetime
    timer: Timer | None
    step_start: datetime | None
    step_due: datetime | None
    overall_due: datetime | None
    ended_at: datetime | None
    lon: float | None
    lat: float | None
    area: str = ""
    unit: str = ""
    pending: str = ""
    doubtful: bool = False
    unsent_order: str = ""
    unsent_by: str = ""
    bounces: int = 0
    supervised: bool = False
    hung_up: bool = False
    twin: str = ""
    wait_asked: bool = False
    extension_asked: bool = False
    rejection_asked: bool = False
    evidence: int = 0
    acknowledged: bool = False
    promised_at: datetime | None = None
    snoozed_until: datetime | None = None
    close_pending: bool = False
    replay: bool = False
    history: bool = False
    elsewhere: bool = False
    drill: bool = False

    @property
    def read_only(self) -> bool:
        """Whether nothing is done with it at this desk: a record of the past, or the centre's alone."""
        return self.history or self.elsewhere

    def is_wholly_over(self, now: datetime) -> bool:
        """Whether the overall term has run out, in time as the step may be; a case that waits (缓办) is not counted."""
        if self.ended_at is not None or self.overall_due is None or self.state is State.SUSPENDED:
            return False
        return self.overall_due < now

    @property
    def order(self) -> tuple[int, datetime, datetime, str]:
        """The key by which lists are sorted: severity, then the step's limit, then age."""
        return (self.severity.rank, self.step_due or FAR, self.since, self.id)


class Queue(Struct, frozen=True, kw_only=True):
    """All live lists at one moment, each sorted; `pinned` are unacknowledged 特急, oldest first.

    A case on the books comes back to do when its monthly review is due. `snoozed` are the cases of which nobody is reminded for
    some minutes, the next to come back first; they stand in no other list meanwhile.
    """

    pinned: tuple[QueueRow, ...]
    to_do: tuple[QueueRow, ...]
    in_hand: tuple[QueueRow, ...]
    done_today: tuple[QueueRow, ...]
    snoozed: tuple[QueueRow, ...] = ()

    def rows(self, tab: Tab) -> tuple[QueueRow, ...]:
        """The rows of a tab; history is read by page instead."""
        return {Tab.TO_DO: self.to_do, Tab.IN_HAND: self.in_hand, Tab.DONE_TODAY: self.done_today}.get(tab, ())


class Names:
    """Names of grids and forces, read once for a whole list; of the areas `beside` it the area is named too."""

    def __init__(self, cache: Cache, area: str, beside: tuple[str, ...] = ()) -> None:
        self.grids = {grid.id: grid.name for grid in cache.find(Grid, area=area)}
        self.forces = {force.id: force.name for one in ("", area, *beside) for force in cache.find(Force, area=one)}
        for other in beside:
            names = {grid.id: grid.name for grid in cache.find(Grid, area=other)}
            whole = names.get(other, other)
            self.grids |= {grid: name if grid == other else f"{whole} {name}" for grid, name in names.items()}
        self._pending = _pending(cache.waiting())

    def row(self, case: Incident, *, twin: str = "", now: datetime | None = None) -> QueueRow:
        """The case as a row; `twin` is the number of the case into which it should be merged, `now` tells what is put off."""
        grid = case.micro or case.unit or case.area
        pending = self._pending.get(case.id)
        return QueueRow(
            id=case.id,
            number=case.called,
            severity=case.severity,
            tier=case.tier,
            state=case.state,
            title=case.title,
            place=case.place,
            event_class=case.event_class,
            grid=grid,
            grid_name=self.grids.get(grid, grid),
            source=case.source,
            holder=case.holder,
            holder_name=self.forces.get(case.holder, "") or case.handler,
            since=case.reported_at,
            timer=case.timer,
            step_start=case.step_start,
            step_due=case.step_due,
            overall_due=case.overall_due,
            ended_at=case.closed_at,
            lon=case.lon,
            lat=case.lat,
            area=case.area,
            unit=case.unit,
            pending=type(pending.order.command).__name__ if pending else "",
            doubtful=pending is not None and pending.standing is Standing.LIKELY_REFUSED,
            unsent_order=pending.order.id if pending and pending.standing is not Standing.SENT else "",
            unsent_by=pending.order.author if pending else "",
            bounces=case.bounces,
            supervised=case.supervision is not None,
            hung_up=case.hung_up,
            twin=twin,
            wait_asked=case.wait_asked is not None,
            extension_asked=case.extension_asked is not None,
            rejection_asked=case.rejection_asked is not None,
            evidence=case.evidence,
            acknowledged=bool(case.acknowledged_by) or case.state is not State.REPORTED,
            promised_at=case.promised_at if case.state is State.ACCEPTED else None,
            snoozed_until=snoozed_until(case, now) if now is not None else None,
            close_pending=case.close_pending,
            replay=case.origin is Origin.REPLAY,
            history=case.origin is Origin.HISTORY,
            drill=case.drill,
        )


def _pending(waiting: Iterable[Waiting]) -> dict[str, Waiting]:
    found: dict[str, Waiting] = {}
    for order in waiting:
        for kind, record in order.touched:
            if kind == Incident.kind:
                found[record] = order
    return found


def start_of_day(now: datetime) -> datetime:
    """The last midnight in Shanghai."""
    return now.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)


def queue(cache: Cache, area: str, *, now: datetime, led_up_from: tuple[str, ...] = ()) -> Queue:
    """The live lists of an area, with the open cases at 牵头 of those of `led_up_from`: what is the town's. Store lane."""
    names = Names(cache, area, led_up_from)
    led_up = [case for other in led_up_from for case in cache.open_cases(other) if case.tier is Tier.L3]
    open_ones = [case for case in (*cache.open_cases(area), *led_up) if case.origin is not Origin.HISTORY]
    twins = proposals(cache, open_ones)
    rows = [names.row(case, twin=twins.get(case.id, ""), now=now) for case in open_ones]
    on_the_books = cache.find(Incident, area=area, timer=Timer.REVIEW.value)
    reviews = [names.row(case) for case in on_the_books if case.step_due is not None and case.step_due <= now]
    today = start_of_day(now)
    ended = [names.row(case) for case in cache.ended_between(area, today, now + timedelta(minutes=5))]
    live = sorted((row for row in (*rows, *reviews) if row.snoozed_until is None), key=lambda row: row.order)
    return Queue(
        pinned=tuple(
            sorted((row for row in live if row.severity is Severity.CRITICAL and not row.acknowledged), key=lambda row: row.since)
        ),
        to_do=tuple(row for row in live if row.state in TO_DO or row.timer is Timer.REVIEW),
        in_hand=tuple(row for row in live if row.state in IN_HAND),
        done_today=tuple(
            sorted((row for row in ended if not row.history), key=lambda row: row.ended_at or row.since, reverse=True)
        ),
        snoozed=tuple(sorted((row for row in rows if row.snoozed_until), key=lambda row: (row.snoozed_until or FAR, row.id))),
    )


def rows_of(cache: Cache, area: str, incidents: Iterable[str]) -> tuple[QueueRow, ...]:
    """Some cases as rows, those that are gone left out. Store lane."""
    names = Names(cache, area)
    found = (cache.get(Incident, incident) for incident in incidents)
    return tuple(names.row(case) for case in found if case is not None)


class PastRows(Struct, frozen=True):
    """A page of history as rows, newest first; `next` goes on with, None at the end."""

    rows: tuple[QueueRow, ...]
    next: tuple[datetime, str] | None


def history(
    cache: Cache,
    area: str,
    *,
    text: str = "",
    event_class: str = "",
    before: tuple[datetime, str] | None = None,
    limit: int = 500,
) -> PastRows:
    """A page of history. Store lane."""
    page = cache.past_cases(area, text=text, event_class=event_class, before=before, limit=limit)
    names = Names(cache, area)
    return PastRows(tuple(names.row(case) for case in page.cases), page.next)
