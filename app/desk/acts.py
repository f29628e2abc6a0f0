"""What may be done with a case now: the acts that its state allows, each with the reason that stands in its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from app.commands import NAMED, dispatching, handling, intake, leading, notes, rejecting, snoozing, waiting
from app.desk.acting import Actor, bar
from app.desk.ports import Cache, LinkState
from app.domain import sending
from app.domain.act import Act
from app.domain.beside import handed_over
from app.domain.catalogue import Tier
from app.domain.incident import ENDED, Incident, Origin, State, Verb
from app.domain.machine import four_eyes, place_of, written_to
from app.domain.people import Role
from app.domain.permissions import CASE_READERS, require
from app.domain.problems import Code, Problem
from app.domain.transitions import (
    ACCEPT,
    ANNUL,
    ARRIVE,
    CLOSE,
    DISPATCH,
    DONE,
    EXTEND,
    FILE,
    MERGE,
    REDISPATCH,
    REJECT,
    REOPEN,
    REPORT,
    RESUME,
    RETURN,
    REVIEW,
    REWORK,
    SECOND_LOOK,
    SELF_HANDLE,
    SUPERVISE,
    TAKE,
    TAKE_CHECK,
    WAIT,
    WITHDRAW,
    Offline,
    Transition,
)

# In the order in which a desk offers them; the first five that are legal stand on the keys 1 to 5.
OFFERED: tuple[tuple[str, Transition], ...] = (
    ("DispatchAtOnce", FILE),
    ("Submit", REPORT),
    ("Take", TAKE),
    ("FileCase", FILE),
    ("DecideRejection", SECOND_LOOK),
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
    ("DecideWait", WAIT),
    ("DecideExtension", EXTEND),
    ("SettleOnSpot", FILE),
    ("RejectCase", REJECT),
    ("MergeCase", MERGE),
    ("ReturnCase", RETURN),
    ("AskWait", DONE),
    ("AskExtension", DONE),
    ("Reopen", REOPEN),
    ("ReviewLedger", REVIEW),
    ("Supervise", SUPERVISE),
    ("Withdraw", WITHDRAW),
    ("Annul", ANNUL),
)
# Not steps of the machine: they follow from the tier of the case, or take a final step back.
BESIDE = ("AcknowledgeTier", "LeadUp", "LetDown", "UnmergeCase")
# No steps at all: at hand until the case is put away (a new one, until it has been seen), for those whose business the case is.
AT_HAND = {
    "Acknowledge": notes.ACKNOWLEDGERS,
    "AddNote": CASE_READERS,
    "Snooze": snoozing.SNOOZERS,
    "Reclassify": intake.CLASSIFIERS,
    "Coordinate": leading.COORDINATORS,
}


class NextAct(Struct, frozen=True, kw_only=True):
    """An act that the case's state allows; `locked` is the number of the problem that forbids it here and now, 0 if none."""

    command: str
    locked: int = 0
    data: dict[str, str] | None = None


def next_acts(cache: Cache, case: Incident, *, act: Actor, link: LinkState) -> tuple[NextAct, ...]:
    """What the case's state allows, the open ones first, in the fixed order of the desk."""
    if case.origin is Origin.HISTORY:
        return ()
    away = link in (LinkState.OFFLINE, LinkState.REFUSED)
    found = [_told(command, _forbidden(cache, case, command, step, act, away=away)) for command, step in _steps(case)]
    found += [_told(command, _hindered(cache, case, command, act, away=away)) for command in _beside(case)]
    return tuple(sorted(found, key=lambda a: bool(a.locked)))


def acts_at_hand(cache: Cache, case: Incident, *, act: Actor) -> tuple[NextAct, ...]:
    """What may be added to the case whatever its state, in a fixed order. Of a historic case only its class is put right."""
    unfit = set() if case.state is State.REPORTED and not case.acknowledged_by else {"Acknowledge"}
    if case.origin is Origin.HISTORY:
        unfit = set(AT_HAND) - {"Reclassify"}
    elif case.state not in snoozing.SNOOZE.sources:
        unfit.add("Snooze")
    at_hand = {command: roles for command, roles in AT_HAND.items() if command not in unfit}
    return tuple(_told(command, _lock(cache, case, command, roles, act, away=False)) for command, roles in at_hand.items())


def _told(command: str, problem: Problem | None) -> NextAct:
    if problem is None:
        return NextAct(command=command)
    return NextAct(command=command, locked=problem.code.value, data=problem.data)


def _steps(case: Incident) -> Iterator[tuple[str, Transition]]:
    """The steps of the case's state; a wish is decided where one was asked, and asked where none waits.

    What is to be closed, or not, has been said already where the centre has only to agree to it.
    """
    wishes = {
        "DecideWait": case.wait_asked is not None,
        "AskWait": case.wait_asked is None,
        "DecideExtension": case.extension_asked is not None,
        "AskExtension": case.extension_asked is None,
        "RejectCase": case.rejection_asked is None,
        "DecideRejection": case.rejection_asked is not None,
        "CloseCase": not case.close_pending,
        "FailCheck": not case.close_pending,
        "ReviewLedger": case.hung_up,
    }
    return ((command, step) for command, step in OFFERED if case.state in step.sources and wishes.get(command, True))


def _forbidden(cache: Cache, case: Incident, command: str, step: Transition, act: Actor, *, away: bool) -> Problem | None:
    roles = waiting.deciders(case.tier) if step in (WAIT, EXTEND) else step.roles
    return _lock(cache, case, command, roles, act, away=away and step.offline is Offline.NO)


def _beside(case: Incident) -> Iterator[str]:
    running = case.state not in ENDED and case.state is not State.DRAFT
    applies = {
        "LeadUp": running and case.tier is not Tier.L3,
        "LetDown": running and case.tier is not Tier.L1,
        "AcknowledgeTier": running and handed_over(case),
        "UnmergeCase": case.state is State.MERGED,
    }
    return (command for command in BESIDE if applies[command])


def _hindered(cache: Cache, case: Incident, command: str, act: Actor, *, away: bool) -> Problem | None:
    return _lock(cache, case, command, _roles(command, case), act, away=away and NAMED[command].needs_central)


def _roles(command: str, case: Incident) -> frozenset[Role]:
    if command == "UnmergeCase":
        return MERGE.roles
    return {"LeadUp": leading.UP, "LetDown": leading.DOWN, "AcknowledgeTier": leading.RECEIVERS}[command][case.tier]


def _lock(cache: Cache, case: Incident, command: str, roles: frozenset[Role], act: Actor, *, away: bool) -> Problem | None:
    """What `decide` would say to it whatever is filled in: the same rules, asked before a form is opened."""
    if not isinstance(act, Act):
        return bar(act)
    if away:
        return Problem(Code.NEEDS_CENTRAL, command=command)
    try:
        require(act, cache, roles, place_of(case))
        _guard(cache, case, command, act)
    except Problem as problem:
        return problem
    return None


def _guard(cache: Cache, case: Incident, command: str, act: Act) -> None:
    guard = GUARDS.get(command)
    if guard is not None:
        guard(case, act, cache)


# What the rule of a command asks beyond state and role.
GUARDS: dict[str, Callable[[Incident, Act, Cache], None]] = {
    "Submit": lambda case, act, _: intake.of_the_author(case, act),
    "Dispatch": sending.may_dispatch,
    "DispatchAtOnce": sending.may_dispatch_once_filed,
    "SelfHandle": lambda case, _act, _cache: dispatching.within_own_duties(case),
    "SettleOnSpot": lambda case, _act, _cache: dispatching.within_own_duties(case),
    "DecideRejection": lambda case, act, _: rejecting.other_eyes(case, act),
    "TakeCheck": lambda case, act, _: four_eyes(case, act),
    "CloseCase": lambda case, act, _: four_eyes(case, act),
    "ReturnCase": lambda case, _, cache: sending.returns_left(case, cache),
    "AskWait": lambda case, _, cache: waiting.waits_left(case, cache),
    "AskExtension": waiting.extension_left,
    "Reopen": handling.within_window,
    "Withdraw": lambda case, act, _: intake.of_the_reporter(case, act),
    "UnmergeCase": intake.within_undo,
    "Supervise": leading.outranks,
    "LeadUp": lambda case, _act, cache: leading.after_coordination(case, cache),
    "Reclassify": lambda case, _act, _cache: intake.still_classed(case),
    "Snooze": snoozing.may_snooze,
    "Coordinate": lambda case, _act, _cache: written_to(case, Verb.COORDINATED),
}
