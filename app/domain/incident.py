"""The incident (事件/案卷): its states, its facts, its path through the seven steps."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from app.domain.catalogue import UNMAPPED, Severity, Tier
from app.domain.deadline import Pause, Term
from app.domain.ids import provisional_number
from app.domain.record import Record
from app.domain.terms import Timer


class State(StrEnum):
    """Where in the seven steps a case is (workflow, 3)."""

    DRAFT = "draft"
    REPORTED = "reported"
    VERIFYING = "verifying"
    FILED = "filed"
    REJECTED = "rejected"
    MERGED = "merged"
    DISPATCHED = "dispatched"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    HANDLING = "handling"
    SUSPENDED = "suspended"
    FEEDBACK = "feedback"
    CHECKING = "checking"
    CLOSED = "closed"
    EVALUATED = "evaluated"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


STEP_OF: dict[State, int] = {
    State.DRAFT: 0,
    State.REPORTED: 1,
    State.VERIFYING: 2,
    State.FILED: 2,
    State.REJECTED: 2,
    State.MERGED: 2,
    State.DISPATCHED: 3,
    State.RETURNED: 3,
    State.ACCEPTED: 4,
    State.HANDLING: 4,
    State.SUSPENDED: 4,
    State.FEEDBACK: 5,
    State.CHECKING: 6,
    State.CLOSED: 6,
    State.EVALUATED: 7,
    State.ARCHIVED: 7,
    State.CANCELLED: 0,
}

FINAL = frozenset({State.REJECTED, State.MERGED, State.ARCHIVED, State.CANCELLED})
ENDED = FINAL | {State.CLOSED, State.EVALUATED}
OPEN = frozenset(State) - ENDED
TO_DO = frozenset({State.DRAFT, State.REPORTED, State.VERIFYING, State.FILED, State.RETURNED, State.FEEDBACK, State.CHECKING})
IN_HAND = frozenset({State.DISPATCHED, State.ACCEPTED, State.HANDLING, State.SUSPENDED})


class Channel(StrEnum):
    """Where a report came from."""

    PATROL = "patrol"
    HOTLINE = "hotline"
    POLICE_FIRE = "police_fire"
    SENSOR = "sensor"
    VIDEO = "video"
    LEADER = "leader"
    PUBLIC = "public"


class Nature(StrEnum):
    """What the citizen wants (facts, 3.5)."""

    CONSULT = "consult"
    HELP = "help"
    SUGGEST = "suggest"
    COMPLAIN = "complain"
    REPORT = "report"
    THANK = "thank"
    OTHER = "other"


class Outcome(StrEnum):
    """How a case ended."""

    SOLVED = "solved"
    PARTLY = "partly"
    UNSOLVABLE = "unsolvable"
    NOTHING_TO_DO = "nothing_to_do"


class Origin(StrEnum):
    """How the record came here: lived through, entered as history, or replayed from a recorded stream."""

    LIVE = "live"
    HISTORY = "history"
    REPLAY = "replay"


class Said(StrEnum):
    """How a handler who has no seat told the duty desk (代录)."""

    SELF = "self"
    PHONE = "phone"
    RADIO = "radio"
    IN_PERSON = "in_person"


class TierStep(Struct, frozen=True, kw_only=True):
    """One step of the chain 自治 → 共治 → 牵头; `rung_at` is when the term to acknowledge it ran out unheeded."""

    tier: Tier
    at: datetime
    by: str = ""
    reason: str = ""
    acknowledge_by: datetime | None = None
    acknowledged_at: datetime | None = None
    rung_at: datetime | None = None


class Supervision(Struct, frozen=True, kw_only=True):
    """督办: a written demand with a deadline; `remind_at` is when it is brought to mind next."""

    by: str
    by_name: str
    at: datetime
    deadline: datetime
    demand: str
    remind_at: datetime | None = None


class Snoozed(Struct, frozen=True, kw_only=True):
    """暂搁: the reminder of a case put off until `until`; `times` counts how often that of this one alarm was.

    An alarm is (case, clock, instant): `timer` and `due` say which one it was.
    """

    by: str
    by_name: str
    at: datetime
    until: datetime
    reason: str
    note: str = ""
    times: int = 1
    timer: Timer | None = None
    due: datetime | None = None


class Asked(Struct, frozen=True, kw_only=True):
    """A wish of the handler that waits for a decision: a wait (缓办) or an extension."""

    by: str
    at: datetime
    until: datetime
    reason: str
    basis: str = ""


class Proposal(Struct, frozen=True, kw_only=True):
    """Somebody proposes not to file a report, and waits for a second person; `order` is the order that proposed it."""

    order: str
    by: str
    by_name: str
    at: datetime
    reason: str
    note: str = ""


class Incident(Record, frozen=True, kw_only=True):
    """A case with its whole state.

    `state_since` is when the present state began, `timer` which clock runs on it and `step_due` when that clock ends;
    `step_term` is the term that the step was given, `step_share` which part that is of the usual one (half after a return);
    `overall_due` ends the overall term, which starts at the first report and never restarts. `holder` is the force that has it,
    `helpers` assist. `handled_by` is the person who handled it, or the name that was given of one without a seat; `recorders`
    are those who recorded for the handlers. The reporter's clear data are a `Contact` of their own.
    """

    kind: ClassVar[str] = "incident"

    area: str
    unit: str = ""
    micro: str = ""
    number: str = ""
    state: State
    tier: Tier = Tier.L1
    severity: Severity = Severity.NORMAL
    source: Channel = Channel.PATROL
    nature: Nature = Nature.REPORT
    event_class: str = UNMAPPED
    class_given: str = ""
    title: str
    detail: str = ""
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    reporter_masked: str = ""
    confidential: bool = False
    occurred_at: datetime
    reported_at: datetime
    filed_at: datetime | None = None
    dispatched_at: datetime | None = None
    closed_at: datetime | None = None
    state_since: datetime
    timer: Timer | None = None
    step_start: datetime | None = None
    step_term: Term | None = None
    step_due: datetime | None = None
    overall_terms: tuple[Term, ...] = ()
    overall_due: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    rung: tuple[Timer, ...] = ()
    created_by: str = ""
    created_seat: str = ""
    taken_by: str = ""
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    holder: str = ""
    helpers: tuple[str, ...] = ()
    handler: str = ""
    handler_said: Said = Said.SELF
    instruction: str = ""
    promised_at: datetime | None = None
    returned_by: tuple[str, ...] = ()
    handled_by: str = ""
    checked_by: str = ""
    result: str = ""
    outcome: Outcome | None = None
    bounces: int = 0
    reopenings: int = 0
    reworks: int = 0
    waits: int = 0
    extensions: int = 0
    wait_asked: Asked | None = None
    extension_asked: Asked | None = None
    wait_until: datetime | None = None
    evidence: int = 0
    tiers: tuple[TierStep, ...] = ()
    coordinated: bool = False
    supervision: Supervision | None = None
    hung_up: bool = False
    drill: bool = False
    public_safety: bool = False
    merged_into: str = ""
    merged_at: datetime | None = None
    merged_from: State | None = None
    origin: Origin = Origin.LIVE
    source_code: str = ""
    source_case: str = ""
    closed_unknown: bool = False
    in_time: bool | None = None
    close_pending: bool = False
    recorders: tuple[str, ...] = ()
    rulings: int = 0
    aside_due: datetime | None = None
    handling_left: Term | None = None
    step_share: float = 1.0
    snoozed: Snoozed | None = None
    rejection_asked: Proposal | None = None

    @property
    def called(self) -> str:
        """What people call the case by: its official number, the provisional one until it has that."""
        return self.number or provisional_number(self.id)


class Verb(StrEnum):
    """What an entry of the time line says was done."""

    DRAFTED = "drafted"
    REPORTED = "reported"
    TAKEN = "taken"
    ACKNOWLEDGED = "acknowledged"
    FILED = "filed"
    REJECTED = "rejected"
    REJECTION_PROPOSED = "rejection_proposed"
    REJECTION_DECLINED = "rejection_declined"
    MERGED = "merged"
    UNMERGED = "unmerged"
    DISPATCHED = "dispatched"
    SELF_HANDLED = "self_handled"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    ARRIVED = "arrived"
    WAIT_ASKED = "wait_asked"
    WAIT_GRANTED = "wait_granted"
    WAIT_REFUSED = "wait_refused"
    RESUMED = "resumed"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    DONE = "done"
    CHECK_TAKEN = "check_taken"
    CLOSED = "closed"
    REWORK = "rework"
    REOPENED = "reopened"
    RAISED = "raised"
    LOWERED = "lowered"
    TIER_ACKNOWLEDGED = "tier_acknowledged"
    COORDINATED = "coordinated"
    SUPERVISED = "supervised"
    REMINDED = "reminded"
    RECLASSIFIED = "reclassified"
    NOTED = "noted"
    ATTACHED = "attached"
    OVERDUE = "overdue"
    EVALUATED = "evaluated"
    ARCHIVED = "archived"
    REVIEWED = "reviewed"
    WITHDRAWN = "withdrawn"
    ANNULLED = "annulled"
    LATE_FEEDBACK = "late_feedback"
    CONTACT_SHOWN = "contact_shown"
    SNOOZED = "snoozed"


class Entry(Record, frozen=True, kw_only=True):
    """One line of a case's time line; entries only ever come, none is changed.

    `role` is that by which the act was let pass, empty in lines of before it was kept. `offline` says that the centre was out of
    reach when it was done.
    """

    kind: ClassVar[str] = "entry"

    area: str
    incident: str
    at: datetime
    recorded_at: datetime
    by: str = ""
    by_name: str = ""
    seat: str = ""
    verb: Verb
    text: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    handler: str = ""
    said: Said = Said.SELF
    offline: bool = False
    role: str = ""


class Attachment(Record, frozen=True, kw_only=True):
    """A file of a case; the bytes are kept by their SHA-256, apart from the record."""

    kind: ClassVar[str] = "attachment"

    area: str
    incident: str
    sha256: str
    name: str
    media: str
    size: int
    added_by: str = ""
    added_at: datetime
