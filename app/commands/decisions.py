"""What a weekly meeting decides: the decisions, the action items and how they get on, their order (workflow, 7)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from app.commands.command import Command, Count, Id, Line, OptionalId, Passage
from app.commands.meeting_stage import ROOM, uncheck, writable
from app.domain import text
from app.domain.act import Act
from app.domain.meeting import ActionItem, Decision, Meeting, Progress
from app.domain.permissions import require
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.world import World, required

Names = Annotated[tuple[Line, ...], Meta(max_length=100)]


def _of_meeting(item: Decision | ActionItem, meeting: Meeting) -> None:
    """A line of another meeting is not touched through this one: that one may be issued, or another area's."""
    if item.meeting != meeting.id:
        raise Problem(Code.LINE_OF_OTHER_MEETING, no=item.no, week=meeting.week)


class Decide(Command, frozen=True):
    """A decision of the meeting is put down (议定事项)."""

    decision: Id
    meeting: Id
    heading: Line
    text: Passage = ""
    panel: OptionalId = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The decision under the next number."""
        meeting = writable(required(world, Meeting, self.meeting))
        require(act, world, ROOM, meeting.area)
        if (held := world.get(Decision, self.decision)) is not None:
            _of_meeting(held, meeting)
        others = [d for d in world.find(Decision, meeting=meeting.id) if d.id != self.decision]
        decision = Decision(
            id=self.decision,
            town=meeting.town,
            area=meeting.area,
            meeting=meeting.id,
            no=max((d.no for d in others), default=0) + 1,
            heading=text.line(self.heading, field="heading"),
            text=text.passage(self.text, field="text"),
            panel=self.panel,
            by=act.person,
            at=act.at,
        )
        return Put(decision), *uncheck(meeting)


class GiveAction(Command, frozen=True):
    """An action item: what, who, by which day."""

    action: Id
    meeting: Id
    text: Line
    owner: Line
    due: date
    co_owners: Names = ()
    incidents: Annotated[tuple[Id, ...], Meta(max_length=200)] = ()
    panel: OptionalId = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The item under the next number of its meeting."""
        meeting = writable(required(world, Meeting, self.meeting))
        require(act, world, ROOM, meeting.area)
        if (held := world.get(ActionItem, self.action)) is not None:
            _of_meeting(held, meeting)
        others = [a for a in world.find(ActionItem, meeting=meeting.id) if a.id != self.action]
        item = ActionItem(
            id=self.action,
            town=meeting.town,
            area=meeting.area,
            meeting=meeting.id,
            week=meeting.week,
            no=max((a.no for a in others), default=0) + 1,
            text=text.line(self.text, field="text"),
            owner=text.line(self.owner, field="owner", limit=60),
            co_owners=self.co_owners,
            due=self.due,
            incidents=self.incidents,
            panel=self.panel,
            by=act.person,
            at=act.at,
        )
        return Put(item), *uncheck(meeting)


class AdvanceAction(Command, frozen=True):
    """An action item gets on: started, done with evidence, verified, cancelled."""

    action: Id
    saw: Progress
    progress: Progress
    evidence: Passage = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The item in its new state; a stale sight is refused."""
        item = required(world, ActionItem, self.action)
        require(act, world, ROOM, item.area)
        if item.progress is self.progress:
            return ()
        if item.progress is not self.saw:
            raise Problem(Code.RECORD_CHANGED, number=str(item.no), saw=self.saw.value, now=item.progress.value)
        evidence = text.passage(self.evidence, field="evidence", needed=self.progress is Progress.DONE)
        changed = replace(item, progress=self.progress, evidence=evidence or item.evidence, changed_at=act.at)
        return (Put(changed),)


class Renumber(Command, frozen=True):
    """Decisions and actions are put into another order; kept apart so that numbering never conflicts with content."""

    meeting: Id
    decisions: Annotated[tuple[Id, ...], Meta(max_length=100)] = ()
    actions: Annotated[tuple[Id, ...], Meta(max_length=100)] = ()
    count: Count = 0

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """Each named item under its place in the list."""
        meeting = writable(required(world, Meeting, self.meeting))
        require(act, world, ROOM, meeting.area)
        effects: list[Effect] = list(uncheck(meeting))
        for place, key in enumerate(self.decisions, start=1):
            decision = required(world, Decision, key)
            _of_meeting(decision, meeting)
            effects.append(Put(replace(decision, no=place)))
        for place, key in enumerate(self.actions, start=1):
            action = required(world, ActionItem, key)
            _of_meeting(action, meeting)
            effects.append(Put(replace(action, no=place)))
        return tuple(effects)
