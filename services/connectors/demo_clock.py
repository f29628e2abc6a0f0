"""The clock of the demo's story: it stands where the story is told, so that a case of last week was handled last week."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from app.contract.reference import Reference
from app.domain.calendar import WorkCalendar
from app.domain.deadline import LONGEST_SEARCH, Clock, Term
from app.domain.ids import SHANGHAI
from services.central.logs import open_log
from services.central.office import Office
from services.central.schema import Schema
from services.central.setup import open_migrated
from services.central.store import Store


class StoryClock:
    """An aware moment that only goes forward."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def move(self, moment: datetime) -> None:
        """The story has come to this moment."""
        self.now = max(self.now, moment)


def open_story_office(data: Path, reference: Reference, clock: StoryClock) -> Office:
    """The office of the centre in the folder, living by the clock of the story."""
    database = open_migrated(data)
    return Office(Store(database, Schema(), reference, log=open_log(), clock=clock))


def earlier(moment: datetime, term: Term, share: float, calendar: WorkCalendar) -> datetime:
    """When a term began of which this share (may be over 1) has passed at the moment."""
    if not share:
        return moment
    if term.clock in (Clock.URGENT_HOUR, Clock.NATURAL_DAY):
        hours = term.amount * (24 if term.clock is Clock.NATURAL_DAY else 1)
        return moment - timedelta(hours=hours * share)
    day = moment.astimezone(SHANGHAI).date()
    whole = calendar.day_length(day) * term.amount if term.clock is Clock.WORK_DAY else timedelta(hours=term.amount)
    left = whole * share
    last = day - LONGEST_SEARCH
    while day > last:
        for opens, closes in reversed(calendar.frames(day)):
            worked = min(closes, moment) - opens
            if worked <= timedelta():
                continue
            if worked >= left:
                return min(closes, moment) - left
            left -= worked
        day -= timedelta(days=1)
    raise ValueError("the calendar has no working time within two years")
