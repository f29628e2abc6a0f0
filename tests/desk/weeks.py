"""Half a year of cases of one area, so that a week has figures: 2026-W46 is the week the meeting looks at, W47 is now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from msgspec.structs import replace

from app.analysis.behind import select
from app.analysis.columns import IncidentColumns
from app.analysis.figures import Behind
from app.analysis.weekly import WeeklyPackage, encode
from app.contract.reference import Reference
from app.desk.meeting import frame_of
from app.domain.catalogue import Severity
from app.domain.ids import week_before, week_of, week_range
from app.domain.incident import Channel, Incident, Outcome, State
from app.domain.meeting import ActionItem, Attendee, Decision, Meeting, Package, Presence, Progress, Stage
from app.domain.record import Record
from app.domain.world import World
from services.records.figures import case_of, package_of, weekly_input
from tests.support.builders import AREA, DEPUTY, FORCES, NOW, TOWN, UNITS, unit
from tests.support.chance import drawn

WEEK = "2026-W46"
CUTOFF = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
CLASSES = (("0110", 9), ("0406", 8), ("0410", 7), ("0301", 6), ("0117", 5), ("2121", 3), ("0506", 2), ("2132", 5), ("0201", 4))
SOURCES = tuple(Channel)[:5]
SPOT = "惠平路388弄"


class TrialFigures:
    """The figures of a desk over its cache, as `app.desk.ports.Figures` asks for them."""

    def __init__(self, world: World, reference: Reference, *, now: datetime = NOW) -> None:
        self._world, self._reference, self._now = world, reference, now

    def trial(self, area: str, week: str) -> WeeklyPackage:
        given = weekly_input(self._world, self._reference, area=area, week=week, cutoff=self._now, provisional=True)
        return package_of(given)

    def behind(self, package: WeeklyPackage, behind: Behind) -> tuple[str, ...]:
        cases = [case_of(i, self._reference, package.cutoff) for i in self._world.find(Incident, area=package.area)]
        columns = IncidentColumns.of(cases)
        return tuple(str(columns.ids[row]) for row in select(columns, behind, frame_of(package)))


def frozen_figures(world: World, reference: Reference, *, week: str = WEEK, cutoff: datetime = CUTOFF) -> WeeklyPackage:
    """The package that the centre would pin."""
    return package_of(weekly_input(world, reference, area=AREA, week=week, cutoff=cutoff))


def months(*, weeks: int = 30, seed: int = 46) -> Iterator[Incident]:
    """Cases of so many weeks up to W46: about sixty a week, ninety in the last, when spoil is tipped and one yard complains."""
    draw = drawn(seed)
    for back in reversed(range(weeks)):
        week = week_before(week_of(CUTOFF), weeks=back + 1)
        start = week_range(week)[0]
        for at in range(draw.randint(52, 66) if back else 62):
            yield _case(draw, f"h-{week}-{at:03d}", start + timedelta(minutes=draw.randrange(7 * 1440)))
        for at in range(0 if back else 30):
            began = start + timedelta(hours=5 * at + 2)
            place = SPOT if at < 7 else ""
            yield _case(draw, f"s-{week}-{at:03d}", began, event_class="2121", unit=unit("惠平"), place=place)


def _case(draw: Random, key: str, began: datetime, **told: Any) -> Incident:
    place = told.pop("unit", unit(UNITS[min(int(draw.expovariate(0.28)), 9)]))
    event_class = told.pop("event_class", draw.choices([c for c, _ in CLASSES], [w for _, w in CLASSES])[0])
    hours = draw.expovariate(1 / 30)
    ended = began + timedelta(hours=hours)
    is_open = ended > NOW - timedelta(days=1) or draw.random() < 0.012
    began = began.astimezone(UTC)
    return Incident(
        id=key,
        town=TOWN,
        area=AREA,
        unit=place,
        micro=f"{place}-0{draw.randint(1, 3)}",
        number=f"NX3-{began:%Y%m%d}-{key[-3:]}",
        state=State.HANDLING if is_open else State.CLOSED,
        severity=draw.choices(tuple(Severity), (1, 5, 30, 64))[0],
        source=draw.choices(SOURCES, (40, 35, 12, 8, 5))[0],
        event_class=event_class,
        title=f"{key[-3:]}号事件",
        place=told.pop("place", f"{UNITS[draw.randrange(10)]}{draw.randint(1, 60)}号"),
        occurred_at=began,
        reported_at=began,
        filed_at=began + timedelta(minutes=9),
        closed_at=None if is_open else ended.astimezone(UTC),
        state_since=began + timedelta(hours=1),
        overall_due=began + timedelta(hours=72),
        holder=FORCES[int(draw.triangular(0, 16, 7))][0],
        outcome=None if is_open else Outcome.SOLVED,
    )


def last_meeting() -> tuple[ActionItem, ...]:
    """What the meeting of W45 left: one done, one verified, one running, one late."""
    rows = (
        ("夜间值守裕丰路空地", "城管1队", ("平安巡防队",), 15, Progress.VERIFIED, "巡查12次"),
        ("德园路菜场后门加装围挡与监控", "华猗网格长 何勇", ("市场监管所",), 13, Progress.OPEN, ""),
        ("检修惠平路388弄地库排水泵", "嘉翔物业", (), 14, Progress.DONE, "维修单"),
        ("报修真南路照明灯杆3处", "市政养护组", (), 20, Progress.DOING, "报修单1份"),
    )
    return tuple(
        ActionItem(
            id=f"old-{at}",
            town=TOWN,
            area=AREA,
            meeting="m-45",
            week="2026-W45",
            no=at,
            text=text,
            owner=owner,
            co_owners=others,
            due=date(2026, 11, day),
            progress=progress,
            evidence=evidence,
            at=NOW - timedelta(days=8),
        )
        for at, (text, owner, others, day, progress, evidence) in enumerate(rows, start=1)
    )


def held_meeting(package: WeeklyPackage, /, *, stage: Stage = Stage.HELD, **told: Any) -> tuple[Record, ...]:
    """The meeting of W46 on its frozen figures, with two decisions and three actions."""
    pinned = Package(
        id="k-46",
        town=TOWN,
        area=AREA,
        week=WEEK,
        meeting="m-46",
        cutoff=package.cutoff,
        model=package.model,
        digest=package.digest,
        body=encode(package).decode(),
    )
    meeting = Meeting(
        id="m-46",
        town=TOWN,
        area=AREA,
        week=WEEK,
        stage=stage,
        opened_by=DEPUTY,
        opened_at=CUTOFF,
        frozen_at=CUTOFF,
        package=pinned.id,
        held_at=NOW - timedelta(hours=4),
        chair=DEPUTY,
        chair_name="张磊",
        attendees=ATTENDEES,
        sample=True,
    )
    return (pinned, replace(meeting, **told), *_decisions(), *_actions())


ATTENDEES = (
    Attendee(name="张磊", post="片区专职副网格长", person=DEPUTY),
    Attendee(name="王芳", post="分中心"),
    Attendee(name="何勇", post="单元网格长"),
    Attendee(name="沈蔚", post="单元网格长"),
    Attendee(name="顾海", post="城管1队"),
    Attendee(name="倪峰", post="安监办", presence=Presence.EXCUSED),
    Attendee(name="陆敏", post="镇城运中心", presence=Presence.GUEST),
)


def _decisions() -> tuple[Decision, ...]:
    texts = (
        (
            "开展渣土偷倒专项整治",
            "由城管1队牵头，华猗、惠平两个单元网格配合，于11月27日前完成裕丰路、惠平路沿线空地逐点排查，建立问题台账，对号结账、销号下账。",
        ),
        (
            "规范惠平路388弄周边秩序",
            "由惠平社区会同嘉翔物业、交警中队，对渣土车占用消防通道的情形集中劝导并回头看。居民联系人手机13812348000。",
        ),
    )
    return tuple(
        Decision(id=f"d-{at}", town=TOWN, area=AREA, meeting="m-46", no=at, heading=heading, text=text, at=NOW)
        for at, (heading, text) in enumerate(texts, start=1)
    )


def _actions() -> tuple[ActionItem, ...]:
    rows: tuple[tuple[str, str, tuple[str, ...], int, tuple[str, ...]], ...] = (
        (
            "夜查惠平路、裕丰路渣土源头工地",
            "城管1队 顾海",
            ("惠平社区 沈蔚",),
            21,
            ("s-2026-W46-001", "s-2026-W46-002", "s-2026-W46-003"),
        ),
        ("向区绿化市容局吹哨，核查两家运输单位", "副网格长 张磊", (), 20, ("s-2026-W46-004",)),
        ("德园路菜场后门围挡逾期说明", "华猗网格长 何勇", (), 22, ()),
    )
    return tuple(
        ActionItem(
            id=f"a-{at}",
            town=TOWN,
            area=AREA,
            meeting="m-46",
            week=WEEK,
            no=at,
            text=text,
            owner=owner,
            co_owners=others,
            due=date(2026, 11, day),
            incidents=cases,
            at=NOW,
        )
        for at, (text, owner, others, day, cases) in enumerate(rows, start=1)
    )
