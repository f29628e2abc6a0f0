"""The weekly meeting: open, freeze, hold, decide, give actions, draft, check, issue (workflow, 7)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta
from msgspec.structs import replace

from app.commands.command import Command, Count, Id, Line, Moment, OptionalId, Passage
from app.domain import text
from app.domain.act import Act
from app.domain.delegation import Lent
from app.domain.grid import spine
from app.domain.ids import is_week, week_range
from app.domain.meeting import (
    STAGES,
    ActionItem,
    AgendaPoint,
    Attendee,
    Decision,
    Meeting,
    Package,
    Progress,
    Stage,
)
from app.domain.people import Role
from app.domain.permissions import path_of, require, require_loan, roles_at
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.world import World, required

_DEPUTY = frozenset({Role.AREA_DEPUTY})
_CHECKERS = frozenset({Role.DUTY, Role.AREA_DEPUTY})
_ROOM = frozenset({Role.DUTY, Role.AREA_DEPUTY, Role.AREA_CHIEF})
_SYSTEM = frozenset({Role.SYSTEM})

Package32MiB = Annotated[str, Meta(max_length=32 * 1024 * 1024)]
REVIEW_PANEL = "actions"
NAMED_ACTIONS, NAMED_LENGTH = 3, 24
"""How many actions the first point of a run sheet names, and how much of each; records speak Chinese whatever the screen does."""
Names = Annotated[tuple[Line, ...], Meta(max_length=100)]


def _at_stage(meeting: Meeting, *stages: Stage) -> Meeting:
    if meeting.stage not in stages:
        raise Problem(Code.MEETING_STATE, stage=meeting.stage.value, wanted="、".join(s.value for s in stages))
    return meeting


def _writable(meeting: Meeting) -> Meeting:
    if STAGES.index(meeting.stage) >= STAGES.index(Stage.ISSUED):
        raise Problem(Code.MINUTES_ISSUED, week=meeting.week)
    return meeting


def _unchecked(meeting: Meeting) -> Meeting:
    """A change after the check makes the minutes a draft again: nothing is issued that a second person has not read."""
    if meeting.stage is not Stage.CHECKED:
        return meeting
    return replace(meeting, stage=Stage.DRAFTED, checked_by="", checked_name="", checked_at=None)


def _uncheck(meeting: Meeting) -> tuple[Put, ...]:
    fresh = _unchecked(meeting)
    return () if fresh is meeting else (Put(fresh),)


class OpenMeeting(Command, frozen=True):
    """The deputy opens the week's meeting; open action items of earlier weeks become its first point."""

    meeting: Id
    area: Id
    week: Line
    agenda: Annotated[tuple[AgendaPoint, ...], Meta(max_length=40)] = ()
    sample: bool = False

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The meeting in preparation, and every open action carried over once more."""
        require(act, world, _DEPUTY, self.area)
        if not is_week(self.week):
            raise Problem(Code.WEEK_UNKNOWN, week=self.week)
        for other in world.find(Meeting, area=self.area, week=self.week):
            if other.id != self.meeting:
                raise Problem(Code.MEETING_EXISTS, week=self.week)
        pending = [
            action
            for action in world.find(ActionItem, area=self.area)
            if action.week < self.week and action.progress in (Progress.OPEN, Progress.DOING, Progress.DONE)
        ]
        meeting = Meeting(
            id=self.meeting,
            town=spine(path_of(world, self.area)).town,
            area=self.area,
            week=self.week,
            opened_by=act.person,
            opened_at=act.at,
            agenda=run_sheet(pending, self.agenda),
            sample=self.sample,
        )
        return Put(meeting), *(Put(replace(action, carried=action.carried + 1)) for action in pending)


def run_sheet(pending: list[ActionItem], wanted: tuple[AgendaPoint, ...]) -> tuple[AgendaPoint, ...]:
    """The points that are wanted, behind one that the actions which are not through make by themselves (workflow, 7)."""
    others = tuple(point for point in wanted if point.panel != REVIEW_PANEL)
    if not pending:
        return others
    ordered = sorted(pending, key=lambda action: (action.due, action.week, action.no))
    named = "；".join(f"{action.text[:NAMED_LENGTH]}（{action.owner}）" for action in ordered[:NAMED_ACTIONS])
    more = f"等{len(ordered)}项" if len(ordered) > NAMED_ACTIONS else ""
    minutes = max(5, 2 * len(ordered))
    return (AgendaPoint(title=f"检查上次行动项：{named}{more}", minutes=minutes, panel=REVIEW_PANEL), *others)


class FreezeMeeting(Command, frozen=True):
    """The figures are frozen: the centre computes the package and pins it; late data are only listed from then on."""

    needs_central: ClassVar[bool] = True

    meeting: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The meeting freezing; the week must be over."""
        meeting = required(world, Meeting, self.meeting)
        require(act, world, _DEPUTY, meeting.area)
        if meeting.stage is Stage.FREEZING:
            return ()
        _at_stage(meeting, Stage.PREPARING)
        if act.recorded_at < week_range(meeting.week)[1]:
            raise Problem(Code.WEEK_NOT_OVER, week=meeting.week)
        return (Put(replace(meeting, stage=Stage.FREEZING, frozen_by=act.person, frozen_at=act.recorded_at)),)


class PinPackage(Command, frozen=True):
    """The centre pins the figures it has computed for a freezing meeting."""

    package: Id
    meeting: Id
    cutoff: Moment
    model: Line
    digest: Line
    body: Package32MiB
    rows: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The package, and the meeting frozen on it."""
        require(act, world, _SYSTEM, "")
        meeting = required(world, Meeting, self.meeting)
        if meeting.stage is not Stage.FREEZING:
            return ()
        package = Package(
            id=self.package,
            town=meeting.town,
            area=meeting.area,
            week=meeting.week,
            meeting=meeting.id,
            cutoff=self.cutoff,
            model=self.model,
            digest=self.digest,
            body=self.body,
            rows=self.rows,
        )
        return Put(package), Put(replace(meeting, stage=Stage.FROZEN, package=package.id))


class HoldMeeting(Command, frozen=True):
    """The meeting is held: who chairs, who is there, what is on the run sheet.

    A list that is not given stays as it was; an empty one empties it.
    """

    meeting: Id
    chair_name: Line = ""
    attendees: Annotated[tuple[Attendee, ...], Meta(max_length=200)] | None = None
    agenda: Annotated[tuple[AgendaPoint, ...], Meta(max_length=40)] | None = None
    panels: Names | None = None

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The meeting held; said again it keeps its time and takes the new lists."""
        meeting = _writable(required(world, Meeting, self.meeting))
        require(act, world, _DEPUTY, meeting.area)
        _at_stage(meeting, Stage.FROZEN, Stage.HELD, Stage.DRAFTED, Stage.CHECKED)
        fresh = _unchecked(meeting)
        held = replace(
            fresh,
            stage=Stage.HELD if meeting.stage is Stage.FROZEN else fresh.stage,
            held_at=meeting.held_at or act.at,
            chair=meeting.chair or act.person,
            chair_name=self.chair_name or meeting.chair_name or act.person_name,
            attendees=meeting.attendees if self.attendees is None else self.attendees,
            agenda=meeting.agenda if self.agenda is None else self.agenda,
            panels=meeting.panels if self.panels is None else self.panels,
        )
        return (Put(held),)


class Decide(Command, frozen=True):
    """A decision of the meeting is put down (议定事项)."""

    decision: Id
    meeting: Id
    heading: Line
    text: Passage = ""
    panel: OptionalId = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The decision under the next number."""
        meeting = _writable(required(world, Meeting, self.meeting))
        require(act, world, _ROOM, meeting.area)
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
        return Put(decision), *_uncheck(meeting)


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
        meeting = _writable(required(world, Meeting, self.meeting))
        require(act, world, _ROOM, meeting.area)
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
        return Put(item), *_uncheck(meeting)


class AdvanceAction(Command, frozen=True):
    """An action item gets on: started, done with evidence, verified, cancelled."""

    action: Id
    saw: Progress
    progress: Progress
    evidence: Passage = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The item in its new state; a stale sight is refused."""
        item = required(world, ActionItem, self.action)
        require(act, world, _ROOM, item.area)
        if item.progress is self.progress:
            return ()
        if item.progress is not self.saw:
            raise Problem(Code.RECORD_CHANGED, number=str(item.no), saw=self.saw.value, now=item.progress.value)
        evidence = text.passage(self.evidence, field="evidence", needed=self.progress is Progress.DONE)
        changed = replace(item, progress=self.progress, evidence=evidence or item.evidence, changed_at=act.at)
        return (Put(changed),)


class DraftMinutes(Command, frozen=True):
    """The words of the minutes that the figures do not give: title, opinion, demand, copies.

    Panels that are not given stay as they were; an empty list takes them all out.
    """

    meeting: Id
    title: Line
    opinion: Passage = ""
    demand: Passage = ""
    copy_to: Names = ()
    panels: Names | None = None

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The meeting drafted; a draft after a check must be checked again."""
        meeting = _writable(required(world, Meeting, self.meeting))
        require(act, world, _DEPUTY | {Role.DUTY}, meeting.area)
        _at_stage(meeting, Stage.HELD, Stage.DRAFTED, Stage.CHECKED)
        drafted = replace(
            meeting,
            stage=Stage.DRAFTED,
            title=text.line(self.title, field="title", limit=80),
            opinion=text.passage(self.opinion, field="opinion"),
            demand=text.passage(self.demand, field="demand"),
            copy_to=self.copy_to,
            panels=meeting.panels if self.panels is None else self.panels,
            drafted_by=act.person,
            drafted_at=act.at,
            checked_by="",
            checked_name="",
            checked_at=None,
        )
        return (Put(drafted),)


class CheckMinutes(Command, frozen=True):
    """Somebody other than the drafter checks the minutes (核稿)."""

    meeting: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The minutes checked."""
        meeting = _at_stage(required(world, Meeting, self.meeting), Stage.DRAFTED)
        require(act, world, _CHECKERS, meeting.area)
        if meeting.drafted_by == act.person:
            raise Problem(Code.CHECKER_IS_DRAFTER, person=act.person_name)
        checked = replace(meeting, stage=Stage.CHECKED, checked_by=act.person, checked_name=act.person_name, checked_at=act.at)
        return (Put(checked),)


class IssueMinutes(Command, frozen=True):
    """The area leader, or the deputy by delegation, issues the minutes; they are locked under their digest (签发)."""

    needs_central: ClassVar[bool] = True

    meeting: Id
    digest: OptionalId = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The minutes issued."""
        meeting = _at_stage(required(world, Meeting, self.meeting), Stage.CHECKED)
        if Role.AREA_CHIEF not in roles_at(world, act.person, meeting.area, act.at):
            require(act, world, _DEPUTY, meeting.area)
            require_loan(act, world, Lent.ISSUE_MINUTES, meeting.area, _DEPUTY)
        issued = replace(
            meeting,
            stage=Stage.ISSUED,
            issued_by=act.person,
            issued_name=act.person_name,
            issued_at=act.at,
            digest=self.digest,
        )
        return (Put(issued),)


class FileMeeting(Command, frozen=True):
    """The issued meeting is followed up, and archived when its actions are through (督办, 归档)."""

    meeting: Id
    stage: Stage

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The meeting at its new stage; with open actions it cannot be archived."""
        meeting = required(world, Meeting, self.meeting)
        require(act, world, _DEPUTY, meeting.area)
        order = {Stage.FOLLOWED: Stage.ISSUED, Stage.ARCHIVED: Stage.FOLLOWED}
        if self.stage not in order:
            raise Problem(Code.MEETING_STATE, stage=meeting.stage.value, wanted=self.stage.value)
        _at_stage(meeting, order[self.stage])
        left = [a for a in world.find(ActionItem, meeting=meeting.id) if a.progress in (Progress.OPEN, Progress.DOING)]
        if self.stage is Stage.ARCHIVED and left:
            raise Problem(Code.MEETING_STATE, stage=meeting.stage.value, wanted=Progress.VERIFIED.value)
        return (Put(replace(meeting, stage=self.stage)),)


class Renumber(Command, frozen=True):
    """Decisions and actions are put into another order; kept apart so that numbering never conflicts with content."""

    meeting: Id
    decisions: Annotated[tuple[Id, ...], Meta(max_length=100)] = ()
    actions: Annotated[tuple[Id, ...], Meta(max_length=100)] = ()
    count: Count = 0

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """Each named item under its place in the list."""
        meeting = _writable(required(world, Meeting, self.meeting))
        require(act, world, _ROOM, meeting.area)
        effects: list[Effect] = list(_uncheck(meeting))
        for place, key in enumerate(self.decisions, start=1):
            decision = required(world, Decision, key)
            effects.append(Put(replace(decision, no=place)))
        for place, key in enumerate(self.actions, start=1):
            effects.append(Put(replace(required(world, ActionItem, key), no=place)))
        return tuple(effects)
