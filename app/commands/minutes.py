"""The minutes of a weekly meeting: drafted, checked by a second person, issued and locked (workflow, 7)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta
from msgspec.structs import replace

from app.commands.command import Command, Id, Line, OptionalId, Passage
from app.commands.meeting_stage import DEPUTY, at_stage, unchecked, writable
from app.domain import text
from app.domain.act import Act
from app.domain.delegation import Lent
from app.domain.meeting import Meeting, Stage
from app.domain.minutes import minutes_digest, printed
from app.domain.people import Role
from app.domain.permissions import allowed, require, require_loan
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.world import World, required

_CHECKERS = frozenset({Role.DUTY, Role.AREA_DEPUTY})

Names = Annotated[tuple[Line, ...], Meta(max_length=100)]


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
        meeting = writable(required(world, Meeting, self.meeting))
        require(act, world, DEPUTY, meeting.area)
        at_stage(meeting, Stage.HELD, Stage.DRAFTED, Stage.CHECKED)
        drafted = replace(
            unchecked(meeting),
            stage=Stage.DRAFTED,
            title=text.line(self.title, field="title", limit=80),
            opinion=text.passage(self.opinion, field="opinion"),
            demand=text.passage(self.demand, field="demand"),
            copy_to=self.copy_to,
            panels=meeting.panels if self.panels is None else self.panels,
            drafted_by=act.person,
            drafted_at=act.at,
        )
        return (Put(drafted),)


class CheckMinutes(Command, frozen=True):
    """Somebody other than the drafter checks the minutes (核稿); what they print of other records stays as it is read now."""

    meeting: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The minutes checked."""
        meeting = at_stage(required(world, Meeting, self.meeting), Stage.DRAFTED)
        require(act, world, _CHECKERS, meeting.area)
        if meeting.drafted_by == act.person:
            raise Problem(Code.CHECKER_IS_DRAFTER, person=act.person_name)
        checked = replace(
            meeting,
            stage=Stage.CHECKED,
            checked_by=act.person,
            checked_name=act.person_name,
            checked_at=act.at,
            printed=printed(meeting, world),
        )
        return (Put(checked),)


class IssueMinutes(Command, frozen=True):
    """The area leader, or the deputy by delegation, issues the minutes; they are locked under their digest (签发).

    `digest` is that of the minutes that were seen; if they are others by now they are not issued.
    """

    needs_central: ClassVar[bool] = True

    meeting: Id
    digest: OptionalId = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The minutes issued."""
        meeting = at_stage(required(world, Meeting, self.meeting), Stage.CHECKED)
        if allowed(act, world, frozenset({Role.AREA_CHIEF}), meeting.area) is not None:
            require(act, world, DEPUTY, meeting.area)
            require_loan(act, world, Lent.ISSUE_MINUTES, meeting.area, DEPUTY)
        if self.digest != minutes_digest(meeting, world):
            raise Problem(Code.MINUTES_CHANGED, week=meeting.week)
        issued = replace(
            meeting,
            stage=Stage.ISSUED,
            issued_by=act.person,
            issued_name=act.person_name,
            issued_at=act.at,
            printed=printed(meeting, world),
            digest=self.digest,
        )
        return (Put(issued),)
