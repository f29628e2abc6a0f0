"""The weekly meeting: open, freeze, hold, follow up (workflow, 7). What it decides and its minutes have their own modules."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta
from msgspec.structs import replace

from app.commands.command import Command, Id, Line, Moment
from app.commands.meeting_stage import DEPUTY, at_stage, unchecked, writable
from app.domain.act import Act
from app.domain.grid import spine
from app.domain.ids import is_week, week_range
from app.domain.meeting import (
    UNFINISHED,
    ActionItem,
    AgendaPoint,
    Attendee,
    Meeting,
    Package,
    Progress,
    Stage,
)
from app.domain.people import Role
from app.domain.permissions import path_of, require
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.world import World, required

_SYSTEM = frozenset({Role.SYSTEM})

Package32MiB = Annotated[str, Meta(max_length=32 * 1024 * 1024)]
REVIEW_PANEL = "actions"
NAMED_ACTIONS, NAMED_LENGTH = 3, 24
"""How many actions the first point of a run sheet names, and how much of each; records speak Chinese whatever the screen does."""
Names = Annotated[tuple[Line, ...], Meta(max_length=100)]


class OpenMeeting(Command, frozen=True):
    """The deputy opens the week's meeting; open action items of earlier weeks become its first point."""

    meeting: Id
    area: Id
    week: Line
    agenda: Annotated[tuple[AgendaPoint, ...], Meta(max_length=40)] = ()
    sample: bool = False

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The meeting in preparation, and every open action carried over once more."""
        require(act, world, DEPUTY, self.area)
        if not is_week(self.week):
            raise Problem(Code.WEEK_UNKNOWN, week=self.week)
        taken = world.get(Meeting, self.meeting)
        if taken is not None or world.find(Meeting, area=self.area, week=self.week):
            raise Problem(Code.MEETING_EXISTS, week=taken.week if taken else self.week)
        pending = [
            action
            for action in world.find(ActionItem, area=self.area)
            if action.week < self.week and action.progress in UNFINISHED
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
        require(act, world, DEPUTY, meeting.area)
        if meeting.stage is Stage.FREEZING:
            return ()
        at_stage(meeting, Stage.PREPARING)
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
        meeting = writable(required(world, Meeting, self.meeting))
        require(act, world, DEPUTY, meeting.area)
        at_stage(meeting, Stage.FROZEN, Stage.HELD, Stage.DRAFTED, Stage.CHECKED)
        fresh = unchecked(meeting)
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


class FileMeeting(Command, frozen=True):
    """The issued meeting is followed up, and archived when its actions are through (督办, 归档)."""

    meeting: Id
    stage: Stage

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The meeting at its new stage; with open actions it cannot be archived."""
        meeting = required(world, Meeting, self.meeting)
        require(act, world, DEPUTY, meeting.area)
        order = {Stage.FOLLOWED: Stage.ISSUED, Stage.ARCHIVED: Stage.FOLLOWED}
        if self.stage not in order:
            raise Problem(Code.MEETING_STATE, stage=meeting.stage.value, wanted=self.stage.value)
        at_stage(meeting, order[self.stage])
        left = [a for a in world.find(ActionItem, meeting=meeting.id) if a.progress in (Progress.OPEN, Progress.DOING)]
        if self.stage is Stage.ARCHIVED and left:
            raise Problem(Code.MEETING_STATE, stage=meeting.stage.value, wanted=Progress.VERIFIED.value)
        return (Put(replace(meeting, stage=self.stage)),)
