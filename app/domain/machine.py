"""Moving a case along: the guards every step shares, and the clocks it starts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from app.domain import text
from app.domain.act import Act
from app.domain.beside import with_aside
from app.domain.calendar import WorkCalendar
from app.domain.catalogue import Tier
from app.domain.deadline import Clock, Pause, Term, due
from app.domain.incident import Channel, Entry, Incident, Origin, Said, State, TierStep, Verb
from app.domain.people import Role
from app.domain.permissions import require
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.terms import OVERALL_STEPS, Terms, Timer
from app.domain.transitions import Transition
from app.domain.world import World, required


class Seen(Struct, frozen=True, kw_only=True):
    """What the person saw of a case when they acted: a stale sight is refused, never overwritten."""

    state: State
    holder: str = ""


def calendar_of(case: Incident, world: World) -> WorkCalendar:
    """The working calendar of the case's town as it stood when the case began (workflow, 8)."""
    return world.calendar(case.town).as_of(case.reported_at)


def seen(incident: Incident) -> Seen:
    """What is there to be seen of the case now."""
    return Seen(state=incident.state, holder=incident.holder)


def place_of(incident: Incident) -> str:
    """The finest grid that the case is known to lie in."""
    return incident.micro or incident.unit or incident.area


def opened(world: World, incident: str, saw: Seen, step: Transition, act: Act) -> Incident:
    """The case, if this step may be taken on it now by this person; else the problem that says why not."""
    case = required(world, Incident, incident)
    require(act, world, step.roles, place_of(case))
    lived_through(case)
    if saw.state is not case.state or saw.holder != case.holder:
        raise Problem(
            Code.RECORD_CHANGED,
            number=case.called,
            saw=saw.state.value,
            now=case.state.value,
            saw_holder=saw.holder,
            now_holder=case.holder,
        )
    if case.state not in step.sources:
        raise Problem(Code.STATE_FORBIDS, number=case.called, state=case.state.value, step=step.verb.value)
    return case


def moved(
    case: Incident,
    step: Transition,
    act: Act,
    world: World,
    /,
    *,
    term: Term | None = None,
    starts: datetime | None = None,
    share: float = 1.0,
    **changes: Any,
) -> Incident:
    """The case in the step's target state, with that state's clock started at `starts` (the time of the act by default).

    `share` is the part of the usual term that this step is given; with a `term` it only says which part that was made from.
    What was asked for in the state it leaves (a wait, more time, not to file it) is asked no longer.
    """
    state = step.target or case.state
    changed = replace(case, state=state, state_since=act.at if state is not case.state else case.state_since, **changes)
    if state is not case.state:
        changed = replace(changed, wait_asked=None, extension_asked=None, rejection_asked=None)
    if step.timer is None:
        return with_aside(replace(changed, timer=None, step_start=None, step_term=None, step_due=None))
    limit = term or step_term(changed, step.timer, world).scaled(share)
    start = starts or act.at
    ends = due(start, limit, calendar_of(case, world), changed.pauses)
    running = replace(changed, timer=step.timer, step_start=start, step_term=limit, step_share=share, step_due=ends)
    return with_aside(replace(running, rung=still_rung(case, running)))


def still_rung(before: Incident, after: Incident) -> tuple[Timer, ...]:
    """The clocks that have rung and need not ring again.

    An alarm is (case, clock, instant): a clock that goes on to the same end keeps its mark, one that now ends at another
    instant is another alarm and rings anew (workflow, 8).
    """
    if (before.timer, before.step_due) == (after.timer, after.step_due):
        return after.rung
    return tuple(timer for timer in after.rung if timer is not after.timer)


def step_term(case: Incident, timer: Timer, world: World) -> Term:
    """The term of a timer for this case: for T5 its class's own, the town's before the shipped, else the severity's."""
    terms = world.terms(case.town)
    if timer is Timer.HANDLE:
        found = world.catalogue().get(case.event_class)
        own = terms.classes.get(case.event_class, found.term if found else None)
        if own is not None:
            return own
    if timer is Timer.EVALUATE:
        return terms.evaluation
    if timer is Timer.REOPEN:
        return terms.reopening
    if timer is Timer.REVIEW:
        return terms.ledger_review
    return terms.step(timer, case.severity)


def overall_terms(case: Incident, terms: Terms, world: World) -> tuple[Term, ...]:
    """The overall term: fixed by source for 12345 orders, else the sum of T1, T2, T3, T5 and T6 (workflow, 4)."""
    if case.source is Channel.HOTLINE and case.nature.value in terms.hotline:
        return (terms.hotline[case.nature.value],)
    return tuple(step_term(case, timer, world) for timer in OVERALL_STEPS)


def overall_due(start: datetime, terms: tuple[Term, ...], calendar: WorkCalendar, pauses: tuple[Pause, ...]) -> datetime:
    """When the overall term is over: one term after the other from the first report, pauses left out."""
    moment = start
    for term in terms:
        moment = due(moment, term, calendar, pauses)
    return moment


def with_overall(case: Incident, world: World) -> Incident:
    """The case with its overall term fixed anew from the first report; nothing ever restarts it."""
    terms = overall_terms(case, world.terms(case.town), world)
    ends = overall_due(case.reported_at, terms, calendar_of(case, world), case.pauses)
    return replace(case, overall_terms=terms, overall_due=ends)


def clocks_again(case: Incident, world: World) -> Incident:
    """Both terms anew, and with them both ends: after a change of class or severity.

    A step that was given a part of its term keeps that part (I10, I20, I21); what was granted as an extension stays unless the
    new term ends later.
    """
    case = with_overall(case, world)
    if case.timer is None or case.step_start is None:
        return case
    running = Timer.HANDLE if case.timer is Timer.WAIT else case.timer
    term = _term_anew(case, running, world)
    if case.extensions and running is Timer.HANDLE:
        term = longer_of(case, term, case.step_term, starts=case.step_start, world=world)
    return _step_again(replace(case, step_term=term), world)


def runs_on(case: Incident, world: World) -> Incident:
    """Both ends anew from the terms that the case has: after a change of its pauses."""
    if case.overall_terms:
        calendar = calendar_of(case, world)
        case = replace(case, overall_due=overall_due(case.reported_at, case.overall_terms, calendar, case.pauses))
    return _step_again(case, world)


def _step_again(case: Incident, world: World) -> Incident:
    """The end of the step anew from its term; a wait ends when it was said to."""
    if case.timer is Timer.WAIT or case.step_start is None or case.step_term is None:
        return case
    changed = replace(case, step_due=due(case.step_start, case.step_term, calendar_of(case, world), case.pauses))
    return replace(changed, rung=still_rung(case, changed))


def _term_anew(case: Incident, timer: Timer, world: World) -> Term:
    """The usual term of the clock, or that part of it which the step was given."""
    full = step_term(case, timer, world)
    if case.step_share == 1.0:
        return full
    part = full.scaled(case.step_share)
    if timer is not Timer.HANDLE or case.step_start is None:
        return part
    return longer_of(case, part, case.handling_left, starts=case.step_start, world=world)


def longer_of(case: Incident, part: Term, left: Term | None, *, starts: datetime, world: World) -> Term:
    """Of the part of a term and what was left of it, the one that ends later (I20)."""
    calendar = calendar_of(case, world)
    return max((part, left or part), key=lambda term: due(starts, term, calendar))


def told(
    case: Incident,
    act: Act,
    verb: Verb,
    *,
    text: str = "",
    before: str = "",
    after: str = "",
    reason: str = "",
    handler: str = "",
    said: Said = Said.SELF,
    line: int = 1,
) -> Put:
    """The entry that the step leaves in the time line; `line` counts the entries of one command."""
    return Put(
        Entry(
            id=act.command if line == 1 else f"{act.command}-{line}",
            town=case.town,
            area=case.area,
            incident=case.id,
            at=act.at,
            recorded_at=act.recorded_at,
            by=act.person,
            by_name=act.person_name,
            seat=act.seat,
            verb=verb,
            text=text,
            before=before,
            after=after,
            reason=reason,
            handler=handler,
            said=said,
            offline=act.offline,
            role=act.role,
        )
    )


def raised(case: Incident, tier: Tier, act: Act, world: World, *, reason: str, by: str = "") -> Incident:
    """The case on a higher (or lower) tier; the receiving side gets a term to acknowledge, the overall clock runs on."""
    term = world.terms(case.town).step(Timer.ACKNOWLEDGE, case.severity)
    step = TierStep(
        tier=tier,
        at=act.at,
        by=by or act.person,
        reason=reason,
        acknowledge_by=due(act.at, term, calendar_of(case, world)),
    )
    return with_aside(replace(case, tier=tier, tiers=(*case.tiers, step)))


def next_tier(tier: Tier) -> Tier:
    """One tier up; L3 stays L3."""
    return {Tier.L1: Tier.L2}.get(tier, Tier.L3)


def urgent_clock(term: Term) -> bool:
    """Whether the term runs day and night."""
    return term.clock in (Clock.URGENT_HOUR, Clock.NATURAL_DAY)


def written_to(case: Incident, verb: Verb, *, barred: frozenset[State] = frozenset({State.ARCHIVED})) -> None:
    """Pass while something may still be changed on the case; what is archived is only read."""
    if case.state in barred:
        raise Problem(Code.STATE_FORBIDS, number=case.called, state=case.state.value, step=verb.value)


def lived_through(case: Incident) -> None:
    """Pass unless the case is history, which has no levels and no steps."""
    if case.origin is Origin.HISTORY:
        raise Problem(Code.HISTORIC_RECORD, number=case.called)


def four_eyes(case: Incident, act: Act) -> None:
    """The checker is not the handler (workflow, 10.5), by person or by the name that was given of him.

    A recorder who checks what he recorded passes and is marked.
    """
    handlers = {case.handled_by, *text.names(case.handler), *text.names(case.handled_by)}
    if handlers & {act.person, act.person_name} - {""}:
        raise Problem(Code.FOUR_EYES, number=case.called)


SYSTEM_ONLY = frozenset({Role.SYSTEM})
