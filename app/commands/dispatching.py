"""Sending forces: dispatch, dispatch at once, accept, return, arrive (I7 to I13)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from app.commands.command import Command, Id, Line, Moment, OptionalId, Passage
from app.commands.forces import busy, freed
from app.commands.intake import FileCase, Take
from app.domain import text
from app.domain.act import Act
from app.domain.catalogue import Severity, Tier
from app.domain.incident import Incident, Said, State, Verb
from app.domain.machine import Seen, moved, next_tier, opened, raised, seen, told
from app.domain.overlay import Overlay
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.recording import FINDERS, word_of
from app.domain.roster import Duty, Force
from app.domain.sending import Reach, may_dispatch, reach_of, returns_left, wants_ruling
from app.domain.transitions import ACCEPT, ARBITRATE, ARRIVE, DISPATCH, REDISPATCH, RETURN, SELF_HANDLE
from app.domain.world import World, required

RULED = "ruled"


class Dispatch(Command, frozen=True):
    """A filed or returned case is sent to a force, with helpers (I7, I11).

    Who may send depends on the tier: at 自治 the unit leader or the duty desk by delegation, at 共治 the duty desk by delegation,
    the deputy or the area leader, at 牵头 the town; which forces are theirs to send, `reach_of` says. A force off duty needs
    `override`. A case that came back as often as it may is sent again by a leader alone: that is his ruling, `reason` its ground,
    and it may name a force that returned the case.
    """

    incident: Id
    saw: Seen
    force: Id
    helpers: tuple[Id, ...] = ()
    instruction: Passage = ""
    arrive_by: Moment | None = None
    override: Line = ""
    reason: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case dispatched; the accept clock starts when it is sent, not when the other side signs."""
        step = REDISPATCH if self.saw.state is State.RETURNED else DISPATCH
        case = opened(world, self.incident, self.saw, step, act)
        may_dispatch(case, act, world)
        if act.offline:
            self.without_central(world)
        ruling = wants_ruling(case, world)
        if ruling:
            text.line(self.reason or self.override, field="reason")
        reach = reach_of(case, act, world)
        if self.arrive_by is not None and self.arrive_by <= act.at:
            raise Problem(Code.TIME_PASSED, until=self.arrive_by.isoformat())
        force = self._target(self.force, case, world, reach)
        helpers = [self._target(helper, case, world, reach) for helper in dict.fromkeys(self.helpers) if helper != self.force]
        instruction = text.passage(self.instruction, field="instruction")
        case = moved(
            case,
            step,
            act,
            world,
            holder=force.id,
            helpers=tuple(helper.id for helper in helpers),
            handler="",
            handler_said=Said.SELF,
            recorders=(),
            instruction=instruction,
            promised_at=self.arrive_by,
            dispatched_at=act.at,
            rulings=case.rulings + ruling,
        )
        names = "、".join(f.name for f in (force, *helpers))
        reason = text.line(self.override or self.reason, field="reason", needed=False)
        before = RULED if ruling else ""
        return Put(case), told(case, act, Verb.DISPATCHED, text=instruction, before=before, after=names, reason=reason)

    def without_central(self, world: World) -> None:
        """Only the area's own forces are sent without the centre (I7)."""
        case = required(world, Incident, self.incident)
        for target in (self.force, *self.helpers):
            force = world.get(Force, target)
            if force is not None and force.area != case.area:
                raise Problem(Code.FORCE_NEEDS_CENTRAL, force=force.name)

    def _target(self, target: str, case: Incident, world: World, reach: Reach) -> Force:
        force = world.get(Force, target)
        if force is None or not force.active:
            raise Problem(Code.FORCE_UNKNOWN, force=target)
        if force.town != case.town or force.area not in ("", case.area):
            raise Problem(Code.TARGET_OUTSIDE, target=force.name, area=case.area)
        if not reach.has(force, world):
            raise Problem(Code.TARGET_OUT_OF_REACH, target=force.name)
        if force.duty is Duty.OFF and not self.override:
            raise Problem(Code.TARGET_OFF_DUTY, force=force.name)
        if force.id in case.returned_by and not wants_ruling(case, world):
            raise Problem(Code.TARGET_RETURNED, force=force.name)
        return force


class DispatchAtOnce(Command, frozen=True):
    """「派单」: take, file and dispatch in one form; every step is stamped as if done alone."""

    incident: Id
    saw: Seen
    event_class: Id
    severity: Severity
    force: Id
    grid: OptionalId = ""
    tier: Tier | None = None
    public_safety: bool = False
    duplicates_reviewed: bool = False
    helpers: tuple[Id, ...] = ()
    instruction: Passage = ""
    arrive_by: Moment | None = None
    override: Line = ""
    reason: Line = ""

    def without_central(self, world: World) -> None:
        """Only the area's own forces are sent without the centre (I7)."""
        sending(self, self.saw).without_central(world)

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The effects of the three steps, one after the other."""
        chain = Chain(act, world)
        case = required(world, Incident, self.incident)
        saw = self.saw
        if case.state is State.REPORTED:
            chain.run(Take(incident=self.incident, saw=saw))
            saw = chain.seen(self.incident)
        chain.run(filing(self, saw))
        chain.run(sending(self, chain.seen(self.incident)))
        return chain.effects()


def sending(form: DispatchAtOnce, saw: Seen) -> Dispatch:
    """The dispatching part of a 派单 form."""
    return Dispatch(
        incident=form.incident,
        saw=saw,
        force=form.force,
        helpers=form.helpers,
        instruction=form.instruction,
        arrive_by=form.arrive_by,
        override=form.override,
        reason=form.reason,
    )


def filing(form: DispatchAtOnce, saw: Seen) -> FileCase:
    """The filing part of a 派单 form."""
    return FileCase(
        incident=form.incident,
        saw=saw,
        event_class=form.event_class,
        severity=form.severity,
        grid=form.grid,
        tier=form.tier,
        public_safety=form.public_safety,
        duplicates_reviewed=form.duplicates_reviewed,
    )


class Chain:
    """Several commands run as one: each sees what those before it did, the effects are kept in order."""

    def __init__(self, act: Act, world: World) -> None:
        self._act = act
        self._world = Overlay(world)
        self._effects: list[Effect] = []
        self._steps = 0

    def run(self, command: Command) -> None:
        """Decide one more command; its refusal refuses the chain."""
        self._steps += 1
        act = replace(self._act, command=f"{self._act.command}.{self._steps}")
        effects = command.decide(act, self._world)
        self._world.lay(effects)
        self._effects.extend(effects)

    def seen(self, incident: str) -> Seen:
        """What is to be seen of the case after the steps so far."""
        return seen(required(self._world, Incident, incident))

    def effects(self) -> tuple[Effect, ...]:
        """All effects; of several puts of one record only the last."""
        last: dict[tuple[str, str], Effect] = {}
        for effect in self._effects:
            key = (effect.record.kind, effect.record.id) if isinstance(effect, Put) else (effect.kind, effect.id)
            last.pop(key, None)
            last[key] = effect
        return tuple(last.values())


class SelfHandle(Command, frozen=True):
    """即发现即处置: the finder deals with it, within the unit's own duties (I8)."""

    incident: Id
    saw: Seen
    force: OptionalId = ""
    handler: Line = ""
    said: Said = Said.SELF

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case in handling, held by the finder's force if there is one."""
        case = opened(world, self.incident, self.saw, SELF_HANDLE, act)
        within_own_duties(case)
        word = word_of(case, act, world, handler=self.handler, said=self.said, own=FINDERS)
        handler, by = text.line(word.handler or act.person_name, field="handler"), word.recorders
        case = moved(case, SELF_HANDLE, act, world, holder=self.force, handler=handler, handler_said=self.said, recorders=by)
        line = told(case, act, Verb.SELF_HANDLED, handler=handler, said=self.said)
        return Put(case), *busy(case, world, act, Duty.ON_SCENE), line


def within_own_duties(case: Incident) -> None:
    """Pass for a case at 自治; what several must deal with together nobody settles alone."""
    if case.tier is not Tier.L1:
        raise Problem(Code.LEVEL_FORBIDS, number=case.called, tier=case.tier.value)


class Accept(Command, frozen=True):
    """A named person accepts and promises a time; the duty desk may record it for him (I9, 代录)."""

    incident: Id
    saw: Seen
    handler: Line
    promised_at: Moment
    said: Said = Said.SELF

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case accepted, its forces on the way; a promise later than the term allows is refused."""
        case = opened(world, self.incident, self.saw, ACCEPT, act)
        word = word_of(case, act, world, handler=self.handler, said=self.said)
        handler = text.line(word.handler, field="handler")
        if case.overall_due is not None and self.promised_at > case.overall_due and act.at < case.overall_due:
            raise Problem(Code.PROMISE_TOO_LATE, number=case.called, until=case.overall_due.isoformat())
        case = moved(
            case,
            ACCEPT,
            act,
            world,
            handler=handler,
            handler_said=self.said,
            recorders=word.recorders,
            promised_at=max(self.promised_at, act.at),
        )
        line = told(case, act, Verb.ACCEPTED, after=self.promised_at.isoformat(), handler=handler, said=self.said)
        return Put(case), *busy(case, world, act, Duty.ON_THE_WAY), line


class ReturnCase(Command, frozen=True):
    """The handler refuses with a coded reason (I10).

    The second return leads the case up and starts the clock of a ruling; without one there is no third (I12).
    """

    needs_central: ClassVar[bool] = True

    incident: Id
    saw: Seen
    reason: Id
    note: Passage
    handler: Line = ""
    said: Said = Said.SELF

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case back at the dispatching desk with half the dispatch term; at the last return it is led up to be ruled on."""
        case = opened(world, self.incident, self.saw, RETURN, act)
        note = text.passage(self.note, field="note", needed=True)
        world.catalogue().check_reason("return", self.reason, note)
        handler = word_of(case, act, world, handler=self.handler, said=self.said).handler
        returns_left(case, world)
        last = wants_ruling(replace(case, bounces=case.bounces + 1), world)
        step = ARBITRATE if last else RETURN
        free = freed(case, world, act)
        name = _name(case.holder, world)
        case = moved(
            case,
            step,
            act,
            world,
            share=1.0 if last else 0.5,
            bounces=case.bounces + 1,
            returned_by=(*case.returned_by, case.holder),
            holder="",
            helpers=(),
            handler="",
        )
        lines = [told(case, act, Verb.RETURNED, text=note, reason=self.reason, before=name, handler=handler, said=self.said)]
        if last and case.tier is not Tier.L3:
            before = case.tier
            case = raised(case, next_tier(case.tier), act, world, reason="returned_twice", by="")
            lines.append(
                told(case, act, Verb.RAISED, before=before.value, after=case.tier.value, reason="returned_twice", line=2)
            )
        return Put(case), *free, *lines


def _name(force: str, world: World) -> str:
    found = world.get(Force, force) if force else None
    return found.name if found else force


class Arrive(Command, frozen=True):
    """The handler is on the scene and starts (I13)."""

    incident: Id
    saw: Seen
    handler: Line = ""
    said: Said = Said.SELF
    note: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case in handling, its forces on the scene."""
        case = opened(world, self.incident, self.saw, ARRIVE, act)
        word = word_of(case, act, world, handler=self.handler, said=self.said)
        handler, by = word.handler or case.handler, word.recorders
        case = moved(case, ARRIVE, act, world, handler=handler, handler_said=self.said, recorders=by)
        note = text.line(self.note, field="note", needed=False)
        line = told(case, act, Verb.ARRIVED, text=note, handler=case.handler, said=self.said)
        return Put(case), *busy(case, world, act, Duty.ON_SCENE), line
