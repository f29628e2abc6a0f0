"""What the server's clock does to a case: overdue, wake-up, end of evaluation, archive (I15, I22 to I24, L-d)."""

from __future__ import annotations

from msgspec.structs import replace

from app.commands.command import Command, Id
from app.commands.waiting import Resume
from app.domain.act import Act
from app.domain.beside import acknowledge_by, next_morning, reminder, with_aside
from app.domain.catalogue import Tier
from app.domain.incident import Incident, Origin, State, Verb
from app.domain.machine import moved, next_tier, raised, seen, told
from app.domain.people import Role
from app.domain.permissions import require
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.terms import Timer
from app.domain.transitions import ARCHIVE, EVALUATED, REVIEW
from app.domain.world import World, required

LEADS_UP = frozenset({Timer.ACCEPT, Timer.HANDLE})


class RingTimer(Command, frozen=True):
    """A case's clock has run out; said once for each clock of each step.

    Rung late or twice it does nothing: the case may have moved on meanwhile.
    """

    incident: Id
    timer: Timer

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """What follows from the end of this clock."""
        require(act, world, frozenset({Role.SYSTEM}), "")
        case = required(world, Incident, self.incident)
        if case.origin is Origin.HISTORY:
            raise Problem(Code.HISTORIC_RECORD, number=case.called)
        if case.timer is not self.timer or case.step_due is None or act.recorded_at < case.step_due:
            return ()
        if self.timer in case.rung:
            return ()
        if self.timer is Timer.WAIT:
            return Resume(incident=case.id, saw=seen(case)).decide(act, world)
        if self.timer is Timer.EVALUATE:
            return _evaluated(case, act, world)
        if self.timer is Timer.REOPEN:
            return _archived(case, act, world)
        return _overdue(case, self.timer, act, world)


class RingAside(Command, frozen=True):
    """Something beside the case's step is due: the receiving tier's term to acknowledge it (workflow, 5), a reminder (I25).

    Rung late or twice it does nothing, like `RingTimer`.
    """

    incident: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """What follows from it; the case then knows what is due beside its step next."""
        require(act, world, frozenset({Role.SYSTEM}), "")
        case = required(world, Incident, self.incident)
        if case.aside_due is None or act.recorded_at < case.aside_due:
            return ()
        lines: list[Effect] = []
        if (term := acknowledge_by(case)) is not None and term <= act.recorded_at and case.tiers[-1].rung_at is None:
            case = replace(case, tiers=(*case.tiers[:-1], replace(case.tiers[-1], rung_at=act.recorded_at)))
            lines.append(told(case, act, Verb.OVERDUE, before=case.tier.value, after=Timer.ACKNOWLEDGE.value))
        if (morning := reminder(case)) is not None and morning <= act.recorded_at and case.supervision is not None:
            held = replace(case.supervision, remind_at=next_morning(act.recorded_at))
            case = replace(case, supervision=held)
            after = held.deadline.isoformat()
            lines.append(told(case, act, Verb.REMINDED, text=held.demand, after=after, line=len(lines) + 1))
        return Put(with_aside(case)), *lines


def _overdue(case: Incident, timer: Timer, act: Act, world: World) -> tuple[Effect, ...]:
    case = replace(case, rung=(*case.rung, timer))
    effects: list[Effect] = [told(case, act, Verb.OVERDUE, after=timer.value)]
    if timer in LEADS_UP and case.tier is Tier.L1:
        before = case.tier
        case = raised(case, next_tier(case.tier), act, world, reason="overdue", by="")
        effects.append(told(case, act, Verb.RAISED, before=before.value, after=case.tier.value, reason="overdue", line=2))
    return Put(case), *effects


def _evaluated(case: Incident, act: Act, world: World) -> tuple[Effect, ...]:
    start = case.closed_at or act.at
    case = moved(case, EVALUATED, act, world, starts=start)
    return Put(case), told(case, act, Verb.EVALUATED)


def _archived(case: Incident, act: Act, world: World) -> tuple[Effect, ...]:
    if case.state is not State.EVALUATED:
        return (Put(replace(case, rung=(*case.rung, Timer.REOPEN))),)
    if case.hung_up:
        return (Put(moved(case, REVIEW, act, world, starts=case.step_due)),)
    case = moved(case, ARCHIVE, act, world)
    return Put(case), told(case, act, Verb.ARCHIVED)
