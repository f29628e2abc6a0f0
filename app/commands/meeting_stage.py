"""How far a meeting has come, as its commands ask for it, and who sits in its room."""

from __future__ import annotations

from msgspec.structs import replace

from app.domain.meeting import STAGES, Meeting, Stage
from app.domain.people import Role
from app.domain.problems import Code, Problem
from app.domain.record import Put

DEPUTY = frozenset({Role.AREA_DEPUTY})
ROOM = frozenset({Role.DUTY, Role.AREA_DEPUTY, Role.AREA_CHIEF})


def at_stage(meeting: Meeting, *stages: Stage) -> Meeting:
    """The meeting, if it is at one of these stages."""
    if meeting.stage not in stages:
        raise Problem(Code.MEETING_STATE, stage=meeting.stage.value, wanted="、".join(s.value for s in stages))
    return meeting


def writable(meeting: Meeting) -> Meeting:
    """The meeting, if its minutes are not issued yet."""
    if STAGES.index(meeting.stage) >= STAGES.index(Stage.ISSUED):
        raise Problem(Code.MINUTES_ISSUED, week=meeting.week)
    return meeting


def unchecked(meeting: Meeting) -> Meeting:
    """A change after the check makes the minutes a draft again: nothing is issued that a second person has not read."""
    if meeting.stage is not Stage.CHECKED:
        return meeting
    return replace(meeting, stage=Stage.DRAFTED, checked_by="", checked_name="", checked_at=None, printed=None)


def uncheck(meeting: Meeting) -> tuple[Put, ...]:
    """What a change to the lines of the minutes does to the meeting itself."""
    fresh = unchecked(meeting)
    return () if fresh is meeting else (Put(fresh),)
