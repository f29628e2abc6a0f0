"""The demo's last weekly meeting, held by its people a week ago, so that this week's begins with what was decided then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from app.analysis.weekly import encode
from app.commands.command import Command
from app.commands.decisions import AdvanceAction, Decide, GiveAction
from app.commands.meetings import FileMeeting, FreezeMeeting, HoldMeeting, OpenMeeting, PinPackage
from app.commands.minutes import CheckMinutes, DraftMinutes, IssueMinutes
from app.contract.reference import Reference
from app.domain.ids import week_before, week_of, week_range
from app.domain.meeting import AgendaPoint, Attendee, Meeting, Progress, Stage
from app.domain.minutes import minutes_digest
from app.domain.world import World, required
from services.connectors.demo_steps import Given
from services.connectors.demo_tree import key
from services.connectors.demo_watch import Watch
from services.records.figures import package_of, weekly_input

_AGENDA = (
    AgendaPoint(title="总体情况", minutes=5, panel="volume"),
    AgendaPoint(title="来源与分类", minutes=5, panel="mix"),
    AgendaPoint(title="高发点位", minutes=10, panel="heat"),
    AgendaPoint(title="办理时效", minutes=10, panel="timeliness"),
    AgendaPoint(title="重复投诉", minutes=10, panel="repeats"),
    AgendaPoint(title="力量安排", minutes=5, panel="workload"),
)
_DECISIONS = (
    ("集中整治垃圾房周边暴露垃圾", "环卫作业班每日两次清运，物业落实日巡，网格员逐处销号。", "heat"),
    ("超时件逐件说明", "超时两次以上的由副网格长督办，本周内清零。", "timeliness"),
)
_ACTIONS: tuple[tuple[str, str, int, tuple[tuple[Progress, int, str], ...]], ...] = (
    ("垃圾房周边增设监控并公示清运时间", "市容环境条线", 9, ((Progress.DOING, 1, ""),)),
    ("占道经营高发路段错时值守排班", "城管1队", 4, ((Progress.DOING, 0, ""), (Progress.DONE, 3, "排班表已下发，连续三日无新增"))),
    (
        "飞线充电楼栋加装充电桩需求摸排",
        "村居网格长",
        3,
        ((Progress.DONE, 2, "摸排 6 个小区，需求清单已报"), (Progress.VERIFIED, 4, "")),
    ),
    ("重复投诉点位回访三件", "分中心值守员", 3, ()),
)
"""Text, owner, days until it is due, and what became of it: progress, after how many days, evidence."""


def meeting_events(
    watch: Watch, world: Callable[[], World], reference: Reference
) -> Iterator[tuple[datetime, Callable[[], Given]]]:
    """The meeting about the week before last, on the Monday after it, and the progress of its actions since."""
    week = week_before(week_of(watch.now), weeks=2)
    monday = week_range(week)[1]
    meeting = key(f"meeting-{watch.area.code}-{week}")
    deputy, chief = key(watch.deputy), key(watch.chief)
    checker = key(watch.officers[0])

    def at(clock: time, days: int = 0) -> datetime:
        return datetime.combine(monday.date() + timedelta(days=days), clock, tzinfo=monday.tzinfo)

    def by(person: str, command: Command) -> Callable[[], Given]:
        return lambda: Given(person, command)

    yield at(time(8, 40)), by(deputy, OpenMeeting(meeting=meeting, area=watch.area.code, week=week, agenda=_AGENDA))
    yield at(time(8, 50)), by(deputy, FreezeMeeting(meeting=meeting))
    frozen = at(time(8, 50))
    yield frozen + timedelta(seconds=2), lambda: _pinned(watch, world(), reference, meeting, week, frozen)
    yield at(time(10, 0)), by(deputy, HoldMeeting(meeting=meeting, attendees=_attendees(watch)))
    for number, (heading, text, panel) in enumerate(_DECISIONS):
        decision = Decide(decision=f"{meeting}-d{number}", meeting=meeting, heading=heading, text=text, panel=panel)
        yield at(time(10, 20 + number)), by(deputy, decision)
    for number, (text, owner, days, steps) in enumerate(_ACTIONS):
        action, due = f"{meeting}-a{number}", monday.date() + timedelta(days=days)
        yield at(time(10, 30 + number)), by(deputy, GiveAction(action=action, meeting=meeting, text=text, owner=owner, due=due))
        saw = Progress.OPEN
        for progress, after, evidence in steps:
            advance = AdvanceAction(action=action, saw=saw, progress=progress, evidence=evidence)
            yield at(time(16, 10 + number), after), by(deputy, advance)
            saw = progress
    yield at(time(14, 0)), by(deputy, _drafted(meeting))
    yield at(time(15, 0)), by(checker, CheckMinutes(meeting=meeting))
    yield at(time(15, 40)), lambda: _issued(chief, world(), meeting)
    yield at(time(15, 50)), by(deputy, FileMeeting(meeting=meeting, stage=Stage.FOLLOWED))


def _pinned(watch: Watch, world: World, reference: Reference, meeting: str, week: str, frozen: datetime) -> Given:
    """What the centre pins once the figures are frozen."""
    package = package_of(weekly_input(world, reference, area=watch.area.code, week=week, cutoff=frozen))
    pin = PinPackage(
        package=f"{meeting}-figures",
        meeting=meeting,
        cutoff=package.cutoff,
        model=package.model,
        digest=package.digest,
        body=encode(package).decode(),
    )
    return Given("", pin)


def _issued(chief: str, world: World, meeting: str) -> Given:
    """The minutes issued under the digest of what they say."""
    return Given(chief, IssueMinutes(meeting=meeting, digest=minutes_digest(required(world, Meeting, meeting), world)))


def _drafted(meeting: str) -> Command:
    return DraftMinutes(
        meeting=meeting,
        title="研究垃圾房周边环境和超时件清零等工作",
        opinion="上周增量主要在市容环境，集中在垃圾房周边和沿街店铺，属管理频次不足。",
        demand="条线和单元网格各负其责，周五前逐项反馈。",
        copy_to=("镇城运中心", "片区各单元网格"),
    )


def _attendees(watch: Watch) -> tuple[Attendee, ...]:
    """The leaders of the area and its units, and the desk."""
    people = [watch.chief, watch.deputy, watch.officers[0], *watch.unit_chiefs]
    return tuple(Attendee(name=watch.name(one), post=watch.post(one), person=key(one)) for one in people)
