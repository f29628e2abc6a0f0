"""The weekly meeting: freeze, figures, decisions, action items, minutes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from app.domain.record import Record


class Stage(StrEnum):
    """Where a meeting is (workflow, 7)."""

    PREPARING = "preparing"
    FREEZING = "freezing"
    FROZEN = "frozen"
    HELD = "held"
    DRAFTED = "drafted"
    CHECKED = "checked"
    ISSUED = "issued"
    FOLLOWED = "followed"
    ARCHIVED = "archived"


STAGES: tuple[Stage, ...] = tuple(Stage)


class Presence(StrEnum):
    """How a person took part."""

    PRESENT = "present"
    EXCUSED = "excused"
    GUEST = "guest"


class Attendee(Struct, frozen=True, kw_only=True):
    """A person on the attendance list."""

    name: str
    post: str = ""
    presence: Presence = Presence.PRESENT
    person: str = ""


class AgendaPoint(Struct, frozen=True, kw_only=True):
    """One point of the run sheet with its planned minutes; `panel` names the figures shown with it."""

    title: str
    minutes: int = 5
    panel: str = ""


class ListedAction(Struct, frozen=True, kw_only=True):
    """A row of the table of actions as the minutes print it; `cases` are the numbers of the cases it speaks of."""

    action: str
    text: str
    owners: tuple[str, ...]
    due: date
    week: str
    cases: tuple[str, ...] = ()


class Printed(Struct, frozen=True, kw_only=True):
    """What minutes print of other records: the name of the area, and the table of actions."""

    place: str
    actions: tuple[ListedAction, ...]


class Meeting(Record, frozen=True, kw_only=True):
    """One weekly meeting of an area; `package` is the frozen figures it rests on.

    `printed` is what its minutes say of other records, kept from the check on: issued minutes do not change with them. `digest`
    is that of the whole text (`app.domain.minutes`), kept when it is issued.
    """

    kind: ClassVar[str] = "meeting"

    area: str
    week: str
    stage: Stage = Stage.PREPARING
    opened_by: str = ""
    opened_at: datetime
    frozen_at: datetime | None = None
    frozen_by: str = ""
    package: str = ""
    held_at: datetime | None = None
    chair: str = ""
    chair_name: str = ""
    agenda: tuple[AgendaPoint, ...] = ()
    panels: tuple[str, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    title: str = ""
    opinion: str = ""
    demand: str = ""
    copy_to: tuple[str, ...] = ()
    drafted_by: str = ""
    drafted_at: datetime | None = None
    checked_by: str = ""
    checked_name: str = ""
    checked_at: datetime | None = None
    issued_by: str = ""
    issued_name: str = ""
    issued_at: datetime | None = None
    digest: str = ""
    sample: bool = False
    printed: Printed | None = None


class Decision(Record, frozen=True, kw_only=True):
    """A decision of a meeting (议定事项)."""

    kind: ClassVar[str] = "decision"

    area: str
    meeting: str
    no: int
    heading: str
    text: str = ""
    panel: str = ""
    by: str = ""
    at: datetime


class Progress(StrEnum):
    """State of an action item; being overdue follows from the date and is not stored."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


UNFINISHED = (Progress.OPEN, Progress.DOING, Progress.DONE)
"""An action that is not through: it comes up again in the next meeting."""


class ActionItem(Record, frozen=True, kw_only=True):
    """Something a meeting gave to somebody, carried from week to week until it is verified."""

    kind: ClassVar[str] = "action"

    area: str
    meeting: str
    week: str
    no: int
    text: str
    owner: str
    co_owners: tuple[str, ...] = ()
    due: date
    incidents: tuple[str, ...] = ()
    panel: str = ""
    progress: Progress = Progress.OPEN
    evidence: str = ""
    carried: int = 0
    by: str = ""
    at: datetime
    changed_at: datetime | None = None


class Package(Record, frozen=True, kw_only=True):
    """The frozen figures of an area's week: canonical JSON in `body`, its SHA-256 in `digest`, the cut-off it rests on.

    `rows` names (by SHA-256) the input table that the central server keeps, so that the week can be computed again.
    """

    kind: ClassVar[str] = "package"

    area: str
    week: str
    meeting: str = ""
    cutoff: datetime
    model: str
    digest: str
    body: str
    rows: str = ""


class LimitSet(Struct, frozen=True, kw_only=True):
    """Who set a town's own limit, when, why, and on which paper it rests; `place` is the limit's place in the text."""

    place: str
    at: datetime
    by: str = ""
    by_name: str = ""
    reason: str = ""
    basis: str = ""


class TownTerms(Record, frozen=True, kw_only=True):
    """A town's own limits as JSON text laid over the shipped ones.

    `edition` grows with every change; `made` says of each limit in the text who set it, as far as that is known.
    """

    kind: ClassVar[str] = "town_terms"

    text: str
    edition: int = 1
    made: tuple[LimitSet, ...] = ()
