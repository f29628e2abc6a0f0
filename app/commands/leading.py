"""The three-level response and supervision: lead up, let down, acknowledge, coordinate, supervise (L-a to L-g, I25)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace

from app.commands.command import Command, Id, Line, Moment, Passage
from app.domain import text
from app.domain.act import Act
from app.domain.beside import next_morning, with_aside
from app.domain.catalogue import Tier
from app.domain.incident import ENDED, Incident, Said, State, Supervision, Verb
from app.domain.machine import Seen, lived_through, next_tier, opened, place_of, raised, told, written_to
from app.domain.meeting import STAGES, ActionItem, Meeting, Stage
from app.domain.people import Role
from app.domain.permissions import require, roles_at
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.recording import speaks
from app.domain.transitions import SUPERVISE
from app.domain.world import World, required

ASKERS = frozenset({Role.UNIT_CHIEF})
UP = {Tier.L1: ASKERS | {Role.DUTY}, Tier.L2: frozenset({Role.AREA_DEPUTY, Role.AREA_CHIEF})}
DOWN = {Tier.L3: frozenset({Role.TOWN}), Tier.L2: frozenset({Role.AREA_CHIEF})}
RECEIVERS = {
    Tier.L1: frozenset({Role.UNIT_CHIEF, Role.DUTY}),
    Tier.L2: frozenset({Role.DUTY, Role.AREA_DEPUTY, Role.AREA_CHIEF}),
    Tier.L3: frozenset({Role.TOWN}),
}

BY_MEETING = "meeting"
"""The reason of a case that the weekly meeting sends to the town."""
COORDINATORS = frozenset({Role.UNIT_CHIEF, Role.DUTY, Role.AREA_DEPUTY, Role.AREA_CHIEF, Role.TOWN})


def _open_case(world: World, incident: str, saw_tier: Tier) -> Incident:
    case = required(world, Incident, incident)
    lived_through(case)
    if case.state in ENDED or case.state is State.DRAFT:
        raise Problem(Code.STATE_FORBIDS, number=case.called, state=case.state.value, step=Verb.RAISED.value)
    if case.tier is not saw_tier:
        raise Problem(Code.RECORD_CHANGED, number=case.called, saw=saw_tier.value, now=case.tier.value)
    return case


class LeadUp(Command, frozen=True):
    """The case is led up one tier, with the measures taken so far (L-d, L-e).

    From 自治 the unit leader asks for it; the desk writes it down for him and says who asked and how (代录), for he seldom has a
    seat. From 共治 to 牵头 at least one attempt at coordination must be on record, or a weekly meeting that was held
    has taken the case up.
    """

    incident: Id
    saw_tier: Tier
    measures: Passage
    handler: Line = ""
    said: Said = Said.SELF

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case one tier higher; the sending tier stays on it as assistant."""
        case = _open_case(world, self.incident, self.saw_tier)
        if case.tier is Tier.L3:
            raise Problem(Code.LEVEL_FORBIDS, number=case.called, tier=case.tier.value)
        require(act, world, UP[case.tier], place_of(case))
        measures = text.passage(self.measures, field="measures", needed=True)
        after_coordination(case, world)
        asked = self._asked_by(case, act, world)
        before, after = case.tier, next_tier(case.tier)
        reason = BY_MEETING if after is Tier.L3 and taken_up_by_meeting(case, world) else ""
        case = raised(case, after, act, world, reason=measures)
        line = told(
            case,
            act,
            Verb.RAISED,
            before=before.value,
            after=after.value,
            text=measures,
            reason=reason,
            handler=asked,
            said=self.said,
        )
        return Put(case), line

    def _asked_by(self, case: Incident, act: Act, world: World) -> str:
        asked = text.line(self.handler, field="handler", needed=False)
        if case.tier is Tier.L1 and not speaks(case, act, world, ASKERS):
            asked = text.line(asked, field="handler")
            if self.said is Said.SELF:
                raise Problem(Code.CHANNEL_MISSING, number=case.called, handler=asked)
        return asked


def after_coordination(case: Incident, world: World) -> None:
    """Pass unless the case would go to the town without an attempt at coordination or the word of a weekly meeting (L-e)."""
    if case.tier is Tier.L2 and not case.coordinated and not taken_up_by_meeting(case, world):
        raise Problem(Code.COORDINATION_MISSING, number=case.called)


def taken_up_by_meeting(case: Incident, world: World) -> bool:
    """Whether a weekly meeting of the area that was held has given an action for the case."""
    meetings = {action.meeting for action in world.find(ActionItem, area=case.area) if case.id in action.incidents}
    found = (world.get(Meeting, meeting) for meeting in sorted(meetings))
    return any(meeting is not None and STAGES.index(meeting.stage) >= STAGES.index(Stage.HELD) for meeting in found)


class LetDown(Command, frozen=True):
    """回落: a ruling is made, what is left is local; the case goes one tier down with an instruction (L-g)."""

    needs_central: ClassVar[bool] = True

    incident: Id
    saw_tier: Tier
    instruction: Passage

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case one tier lower."""
        case = _open_case(world, self.incident, self.saw_tier)
        if case.tier is Tier.L1:
            raise Problem(Code.LEVEL_FORBIDS, number=case.called, tier=case.tier.value)
        require(act, world, DOWN[case.tier], place_of(case))
        instruction = text.passage(self.instruction, field="instruction", needed=True)
        before = case.tier
        lower = Tier.L2 if case.tier is Tier.L3 else Tier.L1
        case = raised(case, lower, act, world, reason=instruction)
        return Put(case), told(case, act, Verb.LOWERED, before=before.value, after=lower.value, text=instruction)


class AcknowledgeTier(Command, frozen=True):
    """The receiving tier says that it has the case."""

    incident: Id
    saw_tier: Tier

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The last step of the chain acknowledged; the first acknowledgement stays."""
        case = _open_case(world, self.incident, self.saw_tier)
        require(act, world, RECEIVERS[case.tier], place_of(case))
        if not case.tiers or case.tiers[-1].acknowledged_at is not None:
            return ()
        last = replace(case.tiers[-1], acknowledged_at=act.at)
        case = with_aside(replace(case, tiers=(*case.tiers[:-1], last)))
        return Put(case), told(case, act, Verb.TIER_ACKNOWLEDGED, after=case.tier.value)


class Coordinate(Command, frozen=True):
    """An attempt at coordination is put on record: who met, what came of it."""

    incident: Id
    text: Passage

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """A line in the time line, and the mark that L-e asks for."""
        case = required(world, Incident, self.incident)
        require(act, world, COORDINATORS, place_of(case))
        lived_through(case)
        written_to(case, Verb.COORDINATED)
        words = text.passage(self.text, field="text", needed=True)
        case = replace(case, coordinated=True)
        return Put(case), told(case, act, Verb.COORDINATED, text=words)


SUPERVISORS = (Role.AREA_DEPUTY, Role.AREA_CHIEF, Role.TOWN, Role.DISTRICT)
"""Who supervises, the lowest first."""


def _rank(world: World, person: str, case: Incident, moment: datetime) -> int:
    held = roles_at(world, person, place_of(case), moment)
    return max((at for at, role in enumerate(SUPERVISORS) if role in held), default=-1)


def _over(standing: Supervision | None, saw: datetime | None, case: Incident, act: Act, world: World) -> None:
    """Pass if a standing supervision may be replaced: it is the one that was seen, and not of somebody higher."""
    now = standing.deadline if standing else None
    if now != saw:
        told = {"saw": saw.isoformat() if saw else "", "now": now.isoformat() if now else ""}
        raise Problem(Code.RECORD_CHANGED, number=case.called, **told)
    outranks(case, act, world)


def outranks(case: Incident, act: Act, world: World) -> None:
    """Pass unless somebody of a higher level supervises the case."""
    standing = case.supervision
    if standing is not None and _rank(world, act.person, case, act.at) < _rank(world, standing.by, case, standing.at):
        raise Problem(Code.SUPERVISED_ABOVE, number=case.called, by=standing.by_name)


class Supervise(Command, frozen=True):
    """督办: a written demand with a deadline on an open case (I25).

    `saw_deadline` is that of the supervision that stood when this one was written, None where there was none.
    """

    needs_central: ClassVar[bool] = True

    incident: Id
    saw: Seen
    deadline: Moment
    demand: Passage
    saw_deadline: Moment | None = None

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case under supervision, brought to mind every morning until it ends; its state and clocks stay."""
        case = opened(world, self.incident, self.saw, SUPERVISE, act)
        if self.deadline <= act.at:
            raise Problem(Code.TIME_PASSED, until=self.deadline.isoformat())
        _over(case.supervision, self.saw_deadline, case, act, world)
        demand = text.passage(self.demand, field="demand", needed=True)
        supervision = Supervision(
            by=act.person,
            by_name=act.person_name,
            at=act.at,
            deadline=self.deadline,
            demand=demand,
            remind_at=next_morning(act.at),
        )
        case = with_aside(replace(case, supervision=supervision))
        return Put(case), told(case, act, Verb.SUPERVISED, text=demand, after=self.deadline.isoformat())
