"""The weekly meeting as its workspace shows it: weeks, the meeting, its figures, decisions, actions, the list behind a number."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct

from app.analysis.actions import ActionRow, ActionsPanel
from app.analysis.figures import ActionsBehind, Behind
from app.analysis.frame import WeekFrame
from app.analysis.weekly import WeeklyPackage, decode
from app.commands import decisions, meetings, minutes
from app.commands.command import Command
from app.contract.reference import CHINESE, Reference
from app.desk.acting import Actor, bar
from app.desk.ports import Cache, Figures, LinkState
from app.desk.queue import QueueRow, rows_of
from app.domain.act import Act
from app.domain.grid import Grid, spine
from app.domain.ids import week_before, week_of, week_range
from app.domain.incident import Incident, State
from app.domain.meeting import (
    UNFINISHED,
    ActionItem,
    Attendee,
    Decision,
    Meeting,
    Package,
    Printed,
    Stage,
)
from app.domain.minutes import listed_actions, minutes_digest, printed
from app.domain.people import Office, Person, Posting
from app.domain.posts import in_post
from app.domain.problems import Code, Problem

WEEKS_BACK = 26
NAMED_WITHIN = timedelta(weeks=8)
ISSUED = (Stage.ISSUED, Stage.FOLLOWED, Stage.ARCHIVED)
AFTER = "a-meeting-to-be"
"""Stands for ids in commands that are only tried."""


class WeekRow(Struct, frozen=True, kw_only=True):
    """A week that can be chosen: its days, whether it is over, and where its meeting is, None without one."""

    week: str
    first_day: date
    last_day: date
    over: bool
    stage: Stage | None


class MeetingAct(Struct, frozen=True, kw_only=True):
    """An act that the meeting's stage allows; `locked` is the number of the problem that forbids it here and now, 0 if none."""

    command: str
    locked: int = 0
    data: dict[str, str] | None = None


class Workspace(Struct, frozen=True, kw_only=True):
    """A week's meeting in full.

    `package` is the frozen figures, None until the centre has pinned them; `late` counts cases of the week that were reported
    after the figures were taken. `reviewed` are the actions that this meeting looks at: all of the meeting before, and older
    ones that are not through. `numbers` names cases that actions speak of. `printed` is what the minutes say of other records,
    locked once they are checked; `digest` is what checked minutes are issued under, else empty. `acts` come in the order of
    their use, the next one first; `writable` says whether decisions and actions may be put down.
    """

    week: WeekRow
    area: str
    area_name: str
    town_name: str
    meeting: Meeting | None
    package: WeeklyPackage | None
    late: int
    decisions: tuple[Decision, ...]
    actions: tuple[ActionItem, ...]
    reviewed: tuple[ActionItem, ...]
    numbers: dict[str, str]
    printed: Printed
    digest: str
    acts: tuple[MeetingAct, ...]
    writable: MeetingAct

    @property
    def stage(self) -> Stage | None:
        """Where the meeting is, None before it is opened."""
        return self.meeting.stage if self.meeting else None

    @property
    def is_issued(self) -> bool:
        """Whether the minutes are locked."""
        return self.stage in ISSUED


def weeks(cache: Cache, area: str, *, now: datetime, back: int = WEEKS_BACK) -> tuple[WeekRow, ...]:
    """This week and those before it, the newest first. Store lane."""
    held = {meeting.week: meeting.stage for meeting in cache.find(Meeting, area=area)}
    this = week_of(now)
    names = [week_before(this, weeks=ago) for ago in range(back + 1)]
    return tuple(_week(name, held.get(name), now) for name in names)


def _week(name: str, stage: Stage | None, now: datetime) -> WeekRow:
    start, end = week_range(name)
    return WeekRow(week=name, first_day=start.date(), last_day=(end - timedelta(days=1)).date(), over=now >= end, stage=stage)


def workspace(cache: Cache, area: str, week: str, *, act: Actor, link: LinkState, now: datetime) -> Workspace:
    """The workspace of a week. Without an acting person every act is locked. Store lane.

    Raises `Problem` WEEK_UNKNOWN for a week that does not exist.
    """
    meeting = next(iter(cache.find(Meeting, area=area, week=week)), None)
    package = _package(cache, meeting)
    actions = cache.find(ActionItem, meeting=meeting.id) if meeting else ()
    ordered = tuple(sorted(actions, key=lambda a: (a.no, a.id)))
    earlier = _reviewed(cache, area, week)
    grid = cache.get(Grid, area)
    town = cache.get(Grid, spine(grid.path).town) if grid else None
    digest = minutes_digest(meeting, cache) if meeting is not None and meeting.stage is Stage.CHECKED else ""
    return Workspace(
        week=_week(week, meeting.stage if meeting else None, now),
        area=area,
        area_name=grid.name if grid else area,
        town_name=town.name if town else "",
        meeting=meeting,
        package=package,
        late=_late(cache, area, week, package),
        decisions=tuple(sorted(cache.find(Decision, meeting=meeting.id) if meeting else (), key=lambda d: (d.no, d.id))),
        actions=ordered,
        reviewed=earlier,
        numbers=_numbers(cache, (*ordered, *earlier)),
        printed=printed(meeting, cache) if meeting else Printed(place="", actions=listed_actions(cache, area=area, week=week)),
        digest=digest,
        acts=tuple(_tried(cache, command, act, link) for command in _next(meeting, area, week, digest)),
        writable=_writable(cache, meeting, act, link),
    )


def _writable(cache: Cache, meeting: Meeting | None, act: Actor, link: LinkState) -> MeetingAct:
    """Whether a line may be put down. Checked minutes must be drafted anew first, or nobody would have checked the new line."""
    if meeting is not None and meeting.stage is Stage.CHECKED:
        data = {"stage": Stage.CHECKED.value, "wanted": Stage.DRAFTED.value}
        return MeetingAct(command="Decide", locked=Code.MEETING_STATE.value, data=data)
    return _tried(cache, decisions.Decide(decision=AFTER, meeting=meeting.id if meeting else AFTER, heading="—"), act, link)


def chosen_panels(meeting: Meeting | None) -> tuple[str, ...]:
    """The panels that go into the minutes."""
    return meeting.panels if meeting else ()


def _package(cache: Cache, meeting: Meeting | None) -> WeeklyPackage | None:
    record = cache.get(Package, meeting.package) if meeting and meeting.package else None
    return decode(record.body) if record is not None else None


def _reviewed(cache: Cache, area: str, week: str) -> tuple[ActionItem, ...]:
    earlier = [a for a in cache.find(ActionItem, area=area) if a.week < week]
    last = max((a.week for a in earlier), default="")
    found = [a for a in earlier if a.week == last or a.progress in UNFINISHED]
    return tuple(sorted(found, key=lambda a: (a.progress not in UNFINISHED, a.due, a.week, a.no)))


def _late(cache: Cache, area: str, week: str, package: WeeklyPackage | None) -> int:
    if package is None:
        return 0
    since, until = week_range(week)
    cases = cache.cases_between(area, since, until)
    return sum(c.reported_at > package.cutoff and not c.drill and c.state not in (State.DRAFT, State.MERGED) for c in cases)


def _numbers(cache: Cache, actions: tuple[ActionItem, ...]) -> dict[str, str]:
    wanted = {incident for action in actions for incident in action.incidents}
    found = {incident: cache.get(Incident, incident) for incident in sorted(wanted)}
    return {key: case.called for key, case in found.items() if case is not None}


def _next(meeting: Meeting | None, area: str, week: str, digest: str) -> tuple[Command, ...]:
    """The acts of each stage (workflow, 7), the usual one first."""
    if meeting is None:
        return (meetings.OpenMeeting(meeting=AFTER, area=area, week=week),)
    one = meeting.id
    draft = minutes.DraftMinutes(meeting=one, title="—")
    hold = meetings.HoldMeeting(meeting=one)
    by_stage: dict[Stage, tuple[Command, ...]] = {
        Stage.PREPARING: (meetings.FreezeMeeting(meeting=one),),
        Stage.FREEZING: (),
        Stage.FROZEN: (hold,),
        Stage.HELD: (draft, hold),
        Stage.DRAFTED: (minutes.CheckMinutes(meeting=one), draft, hold),
        Stage.CHECKED: (minutes.IssueMinutes(meeting=one, digest=digest), draft),
        Stage.ISSUED: (meetings.FileMeeting(meeting=one, stage=Stage.FOLLOWED),),
        Stage.FOLLOWED: (meetings.FileMeeting(meeting=one, stage=Stage.ARCHIVED),),
    }
    return by_stage.get(meeting.stage, ())


def _tried(cache: Cache, command: Command, act: Actor, link: LinkState) -> MeetingAct:
    """The act, with what would refuse it: the rule itself is asked."""
    name = type(command).__name__
    problem = _refusal(cache, command, act, link)
    return MeetingAct(command=name, locked=problem.code.value if problem else 0, data=problem.data if problem else None)


def _refusal(cache: Cache, command: Command, act: Actor, link: LinkState) -> Problem | None:
    if not isinstance(act, Act):
        return bar(act)
    if command.needs_central and link in (LinkState.OFFLINE, LinkState.REFUSED):
        return Problem(Code.NEEDS_CENTRAL, command=type(command).__name__)
    try:
        command.decide(act, cache)
    except Problem as problem:
        return problem
    return None


def invited(cache: Cache, area: str, *, reference: Reference, now: datetime) -> tuple[Attendee, ...]:
    """Who is expected at the meeting: those who lead the area and its grids now. Store lane."""
    names = {person.id: person.name for person in cache.find(Person, area=area)}
    terms = [p for p in cache.find(Posting, area=area) if in_post(p, now)]
    offices = tuple(Office)
    terms.sort(key=lambda p: (offices.index(p.office), p.grid))
    found: dict[str, Attendee] = {}
    for term in terms:
        if term.person in names and term.office is not Office.MICRO_CHIEF:
            post = reference.name("office", term.office.value, CHINESE)
            found.setdefault(term.person, Attendee(name=names[term.person], post=post, person=term.person))
    return tuple(found.values())


class CaseList(Struct, frozen=True):
    """The list behind a number: cases as they are now. `counted` is what the package says; they differ when data came late."""

    rows: tuple[QueueRow, ...]
    counted: int


def cases_named(cache: Cache, area: str, numbers: tuple[str, ...], *, now: datetime) -> tuple[str, ...]:
    """The ids of the cases that people name by the ends of their numbers: open ones, and those of the last weeks. Store lane.

    Raises `Problem` CASE_UNNAMED for a number that no case ends with, or several.
    """
    if not numbers:
        return ()
    known = {case.id: case.called for case in cache.cases_between(area, now - NAMED_WITHIN, now + timedelta(days=1))}
    known |= {case.id: case.called for case in cache.open_cases(area)}
    return tuple(_case_named(known, number) for number in numbers)


def _case_named(known: dict[str, str], number: str) -> str:
    found = [key for key, called in known.items() if called == number or called.endswith(f"-{number}")]
    if len(found) != 1:
        raise Problem(Code.CASE_UNNAMED, number=number, count=len(found))
    return found[0]


def cases_behind(
    cache: Cache, figures: Figures, package: WeeklyPackage, behind: Behind, *, counted: int, most: int = 2_000
) -> CaseList:
    """The cases behind a number of a package, in the order of occurrence, at most `most` of them. Store lane."""
    found = figures.behind(package, behind)
    return CaseList(rows_of(cache, package.area, found[:most]), counted)


def actions_behind(package: WeeklyPackage, behind: Behind) -> tuple[ActionRow, ...]:
    """The decisions and actions behind a number of a package, from the package itself; none for a list of cases."""
    if not isinstance(behind, ActionsBehind):
        return ()
    panel = next((panel for panel in package.panels if isinstance(panel, ActionsPanel)), None)
    rows = panel.rows if panel else ()
    return tuple(r for r in rows if r.carried >= behind.carried_from and (not behind.reviews or r.review in behind.reviews))


def is_of_actions(behind: Behind) -> bool:
    """Whether a list is one of actions, not of cases."""
    return isinstance(behind, ActionsBehind)


def frame_of(package: WeeklyPackage) -> WeekFrame:
    """The frame that a package was computed in, to find its lists again."""
    return WeekFrame(
        area=package.area,
        week=package.week,
        cutoff=package.cutoff,
        zone=package.zone,
        since=package.since,
        provisional=package.provisional,
        parameters=package.parameters,
    )
