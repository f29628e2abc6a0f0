"""The incident's transitions as a table: from which states, to which, by whom, offline or not (workflow, 4)."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from app.domain.incident import OPEN, State, Verb
from app.domain.people import Role
from app.domain.terms import Timer

S = State


class Offline(StrEnum):
    """Whether the step can be taken with the central server out of reach."""

    YES = "yes"
    NO = "no"
    OWN_FORCES = "own_forces"
    QUEUED = "queued"


class Transition(Struct, frozen=True, kw_only=True):
    """One row of the table. `target` is None where the state stays; `timer` runs on the target state."""

    number: str
    verb: Verb
    sources: frozenset[State]
    target: State | None
    roles: frozenset[Role]
    offline: Offline
    timer: Timer | None = None


def _row(
    number: str,
    verb: Verb,
    sources: frozenset[State] | set[State],
    target: State | None,
    roles: str,
    offline: Offline,
    timer: Timer | None = None,
) -> Transition:
    held = frozenset(Role(name) for name in roles.split())
    return Transition(
        number=number, verb=verb, sources=frozenset(sources), target=target, roles=held, offline=offline, timer=timer
    )


YES, NO, OWN, QUEUED = Offline.YES, Offline.NO, Offline.OWN_FORCES, Offline.QUEUED
UP_TO_HANDLING = frozenset({S.REPORTED, S.VERIFYING, S.FILED, S.DISPATCHED, S.RETURNED, S.ACCEPTED, S.HANDLING, S.SUSPENDED})
FILED_ON = UP_TO_HANDLING - {S.REPORTED, S.VERIFYING}
LEADERS = "R4 R5 R6"

DRAFT = _row("I1", Verb.DRAFTED, set(), S.DRAFT, "R1 R2 R3", YES)
REPORT = _row("I2", Verb.REPORTED, {S.DRAFT}, S.REPORTED, "R1 R2 R3 SYS", YES, Timer.VERIFY)
TAKE = _row("I3", Verb.TAKEN, {S.REPORTED}, S.VERIFYING, "R2 R3", YES, Timer.VERIFY)
FILE = _row("I4", Verb.FILED, {S.REPORTED, S.VERIFYING}, S.FILED, "R2 R3 SYS", YES, Timer.DISPATCH)
REJECT = _row("I5", Verb.REJECTED, {S.REPORTED, S.VERIFYING}, S.REJECTED, "R2 R3", NO)
# The second pair of eyes on a rejection: somebody of the desk or a leader there, other than who proposed it.
SECOND_LOOK = _row("I5", Verb.REJECTED, {S.REPORTED, S.VERIFYING}, S.REJECTED, "R2 R3 R4 R5", NO)
MERGE = _row("I6", Verb.MERGED, UP_TO_HANDLING - {S.SUSPENDED}, S.MERGED, "R3 R4", NO)
DISPATCH = _row("I7", Verb.DISPATCHED, {S.FILED}, S.DISPATCHED, "R2 R3 R4 R5 R6", OWN, Timer.ACCEPT)
SELF_HANDLE = _row("I8", Verb.SELF_HANDLED, {S.FILED}, S.HANDLING, "R1 R2 R3", YES, Timer.HANDLE)
ACCEPT = _row("I9", Verb.ACCEPTED, {S.DISPATCHED}, S.ACCEPTED, "R1 R3 R7", YES, Timer.ARRIVE)
RETURN = _row("I10", Verb.RETURNED, {S.DISPATCHED}, S.RETURNED, "R1 R3 R7", NO, Timer.DISPATCH)
# The last return that is taken without a ruling: it waits for one (I12).
ARBITRATE = _row("I10", Verb.RETURNED, {S.DISPATCHED}, S.RETURNED, "R1 R3 R7", NO, Timer.ARBITRATE)
REDISPATCH = _row("I11", Verb.DISPATCHED, {S.RETURNED}, S.DISPATCHED, "R2 R3 R4 R5 R6", OWN, Timer.ACCEPT)
ARRIVE = _row("I13", Verb.ARRIVED, {S.ACCEPTED}, S.HANDLING, "R1 R3 R7", YES, Timer.HANDLE)
WAIT = _row("I14", Verb.WAIT_GRANTED, {S.HANDLING}, S.SUSPENDED, LEADERS, NO, Timer.WAIT)
RESUME = _row("I15", Verb.RESUMED, {S.SUSPENDED}, S.HANDLING, "R1 R3 R7 SYS", YES, Timer.HANDLE)
EXTEND = _row("I16", Verb.EXTENSION_GRANTED, {S.HANDLING}, None, LEADERS, NO, Timer.HANDLE)
DONE = _row("I17", Verb.DONE, {S.HANDLING}, S.FEEDBACK, "R1 R2 R3 R7", YES, Timer.CHECK)
TAKE_CHECK = _row("I18", Verb.CHECK_TAKEN, {S.FEEDBACK}, S.CHECKING, "R2 R3", YES, Timer.CHECK)
CLOSE = _row("I19", Verb.CLOSED, {S.CHECKING}, S.CLOSED, "R2 R3 R5 R6", QUEUED, Timer.EVALUATE)
REWORK = _row("I20", Verb.REWORK, {S.CHECKING}, S.HANDLING, "R2 R3", YES, Timer.HANDLE)
REOPEN = _row("I21", Verb.REOPENED, {S.CLOSED, S.EVALUATED}, S.HANDLING, "R2 R3 R5 R6", NO, Timer.HANDLE)
EVALUATED = _row("I23", Verb.EVALUATED, {S.CLOSED}, S.EVALUATED, "SYS", NO, Timer.REOPEN)
ARCHIVE = _row("I24", Verb.ARCHIVED, {S.EVALUATED}, S.ARCHIVED, "SYS", NO)
REVIEW = _row("I24", Verb.REVIEWED, {S.EVALUATED}, None, LEADERS, NO, Timer.REVIEW)
SUPERVISE = _row("I25", Verb.SUPERVISED, OPEN - {S.DRAFT}, None, "R4 R5 R6 R8", NO)
WITHDRAW = _row("I26", Verb.WITHDRAWN, {S.DRAFT, S.REPORTED}, S.CANCELLED, "R1 R2 R3", YES)
ANNUL = _row("I27", Verb.ANNULLED, FILED_ON, S.CANCELLED, LEADERS, NO)

TABLE: tuple[Transition, ...] = (
    DRAFT,
    REPORT,
    TAKE,
    FILE,
    REJECT,
    SECOND_LOOK,
    MERGE,
    DISPATCH,
    SELF_HANDLE,
    ACCEPT,
    ARBITRATE,
    RETURN,
    REDISPATCH,
    ARRIVE,
    WAIT,
    RESUME,
    EXTEND,
    DONE,
    TAKE_CHECK,
    CLOSE,
    REWORK,
    REOPEN,
    EVALUATED,
    ARCHIVE,
    REVIEW,
    SUPERVISE,
    WITHDRAW,
    ANNUL,
)

TIMER_OF: dict[State, Timer | None] = {row.target: row.timer for row in TABLE if row.target is not None}
