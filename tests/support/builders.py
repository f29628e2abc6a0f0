"""A sub-centre in the middle of a shift: one area with ten units, its people and forces, and cases in every state.

Unit names are real, people and cases invented. Cases are made by running the real commands at their times, so clocks, tiers and
time lines are what the rules make of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from app.commands import dispatching, handling, intake, notes
from app.commands.command import Command
from app.domain.act import Act
from app.domain.catalogue import Severity
from app.domain.delegation import Grant, Lent
from app.domain.grid import Grid, GridKind, Level
from app.domain.incident import Channel, Incident, Origin, Outcome, Said, State
from app.domain.machine import seen
from app.domain.people import Appointment, Office, Person, Posting, Role, Source, Trade
from app.domain.record import Put, Record
from app.domain.roster import Duty, Establishment, Force, Shift
from tests.support.desk import world_of
from tests.support.world import DictWorld

DISTRICT = "310114"
TOWN = "310114102"
AREA = "310114102P03"
NOW = datetime(2026, 11, 18, 6, 32, 7, tzinfo=UTC)  # a Wednesday, 14:32:07 in Shanghai
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
MIDDLE = (121.31, 31.29)

UNITS = ("清猗社区", "华丰社区", "华猗社区", "金通社区", "劳动街社区", "嘉绣社区", "惠平社区", "东翔社区", "翔源社区", "新裕村")

OFFICER, SECOND_OFFICER, DEPUTY, CHIEF, TOWN_CHIEF = "p-wang", "p-li", "p-zhang", "p-zhou", "p-town"
PEOPLE = {
    OFFICER: ("王芳", Role.DUTY, AREA),
    SECOND_OFFICER: ("李敏", Role.DUTY, AREA),
    DEPUTY: ("张磊", Role.AREA_DEPUTY, AREA),
    CHIEF: ("周建国", Role.AREA_CHIEF, AREA),
    TOWN_CHIEF: ("陆海", Role.TOWN, TOWN),
    "p-hui": ("张慧", Role.FIELD, AREA),
}

FORCES: tuple[tuple[str, str, Source, Duty, int, tuple[str, ...]], ...] = (
    ("f-chen", "陈国栋", Source.OWN, Duty.AVAILABLE, 1, ("cordon",)),
    ("f-hui", "网格员 张慧", Source.OWN, Duty.AVAILABLE, 1, ("persuasion", "cleaning")),
    ("f-shen", "网格员 沈磊", Source.OWN, Duty.AVAILABLE, 1, ("persuasion",)),
    ("f-ops1", "城运1组", Source.OWN, Duty.AVAILABLE, 2, ("cordon", "traffic")),
    ("f-ops2", "城运2组", Source.OWN, Duty.AVAILABLE, 2, ("cordon", "cleaning")),
    ("f-xu", "网格员 许静", Source.OWN, Duty.AVAILABLE, 1, ("persuasion",)),
    ("f-qian", "网格员 钱伟", Source.OWN, Duty.OFF, 1, ()),
    ("f-cg1", "城管1队", Source.ENFORCEMENT, Duty.AVAILABLE, 3, ("enforcement", "cordon", "cable_work")),
    ("f-cg2", "城管2队", Source.ENFORCEMENT, Duty.AVAILABLE, 3, ("enforcement", "cordon")),
    ("f-police", "派出所勤务", Source.ENFORCEMENT, Duty.AVAILABLE, 2, ("traffic", "cordon")),
    ("f-market", "市场监管所", Source.ENFORCEMENT, Duty.AVAILABLE, 2, ("enforcement",)),
    ("f-traffic", "交警中队", Source.ENFORCEMENT, Duty.ON_THE_WAY, 2, ("traffic",)),
    ("f-fire", "消防监督", Source.ENFORCEMENT, Duty.OFF, 2, ("firefighting",)),
    ("f-wumin", "包保组 吴敏", Source.TOWN_SPONSOR, Duty.AVAILABLE, 1, ("persuasion",)),
    ("f-xujie", "包保组 徐杰", Source.TOWN_SPONSOR, Duty.AVAILABLE, 1, ("persuasion",)),
    ("f-works", "市政养护组", Source.TOWN_SPONSOR, Duty.ON_SCENE, 4, ("road_repair", "high_work", "drainage", "cable_work")),
    ("f-green", "绿化养护", Source.TOWN_SPONSOR, Duty.AVAILABLE, 3, ("tree_work", "cleaning", "haulage")),
    ("f-safety", "安监办 倪峰", Source.TOWN_SPONSOR, Duty.OFF, 1, ("enforcement",)),
    ("f-volunteers", "先锋志愿队", Source.SOCIAL, Duty.AVAILABLE, 12, ("persuasion", "cleaning")),
    ("f-jiaxiang", "嘉翔物业", Source.SOCIAL, Duty.AVAILABLE, 4, ("cleaning", "haulage")),
    ("f-shops", "古猗商户会", Source.SOCIAL, Duty.AVAILABLE, 3, ("persuasion",)),
    ("f-patrol", "平安巡防队", Source.SOCIAL, Duty.AVAILABLE, 8, ("cordon", "persuasion")),
    ("f-riders", "骑手先锋", Source.SOCIAL, Duty.OFF, 5, ()),
)


def unit(name: str) -> str:
    """The code of a unit by its name or the beginning of it."""
    place = next(index for index, known in enumerate(UNITS) if known.startswith(name))
    return f"310114102{place + 1:03d}001"


def micro(name: str) -> str:
    """The code of a micro grid by its name: 金通 02."""
    above, number = name.split()
    return f"{unit(above)}-{number}"


def _stem(name: str) -> str:
    return name.removesuffix("社区").removesuffix("村")


def place_of(code: str) -> tuple[float, float]:
    """An invented point for a unit or micro grid, degrees."""
    row = int(code[9:12])
    small = int(code[-2:]) if "-" in code else 0
    return MIDDLE[0] + (row % 4 - 1.5) * 0.012 + small * 0.003, MIDDLE[1] + (row // 4 - 1) * 0.011 + small * 0.002


def grids() -> list[Grid]:
    """District, town, area, ten units, thirty micro grids."""
    top = (DISTRICT, TOWN, AREA)
    made = [
        Grid(id=DISTRICT, name="嘉定区", level=Level.DISTRICT, path=(DISTRICT,)),
        Grid(id=TOWN, town=TOWN, name="南翔镇", level=Level.TOWN, parent=DISTRICT, path=(DISTRICT, TOWN)),
        Grid(id=AREA, town=TOWN, area=AREA, name="南翔镇第三片区", level=Level.AREA, parent=TOWN, path=top),
    ]
    for name in UNITS:
        code = unit(name)
        lon, lat = place_of(code)
        kind = GridKind.VILLAGE if name.endswith("村") else GridKind.RESIDENTIAL
        made.append(
            Grid(
                id=code,
                town=TOWN,
                area=AREA,
                name=name,
                level=Level.UNIT,
                parent=AREA,
                path=(*top, code),
                grid_kind=kind,
                lon=lon,
                lat=lat,
            )
        )
        for number in ("01", "02", "03"):
            small = f"{code}-{number}"
            x, y = place_of(small)
            made.append(
                Grid(
                    id=small,
                    town=TOWN,
                    area=AREA,
                    name=f"{_stem(name)} {number}",
                    level=Level.MICRO,
                    parent=code,
                    path=(*top, code, small),
                    grid_kind=kind,
                    lon=x,
                    lat=y,
                    schematic=True,
                )
            )
    return made


def staff() -> list[Record]:
    """People with their roles, the area leader in post, the delegations to the desk, forces, shift, establishment."""
    rows: list[Record] = []
    for person, (name, role, place) in PEOPLE.items():
        area = place if place == AREA else ""
        rows.append(Person(id=person, town=TOWN, area=area, name=name))
        rows.append(Appointment(id=f"a-{person}", town=TOWN, area=area, person=person, role=role, place=place, since=LONG_AGO))
    rows.append(Posting(id="post-1", town=TOWN, area=AREA, grid=AREA, person=CHIEF, office=Office.AREA_CHIEF, since=LONG_AGO))
    both = (Lent.DISPATCH_AREA, Lent.DISPATCH_UNIT)
    rows.append(Grant(id="g-1", town=TOWN, area=AREA, grid=AREA, giver=CHIEF, receiver=Role.DUTY, acts=both, since=LONG_AGO))
    for index, (force, name, source, duty, size, skills) in enumerate(FORCES):
        lon, lat = place_of(f"310114102{index % 10 + 1:03d}001")
        rows.append(
            Force(
                id=force,
                town=TOWN,
                area=AREA,
                name=name,
                source=source,
                trade=Trade.ENFORCEMENT if source is Source.ENFORCEMENT else Trade.SERVICE,
                size=size,
                skills=skills,
                duty=duty,
                lon=lon,
                lat=lat,
                duty_confirmed_at=NOW - timedelta(hours=5),
            )
        )
    for source, planned in zip(Source, (12, 14, 12, 40), strict=True):
        rows.append(
            Establishment(id=f"e-{source.value}", town=TOWN, area=AREA, source=source, trade=Trade.SERVICE, planned=planned)
        )
    starts = NOW.replace(hour=0, minute=30, second=0)
    rows.append(
        Shift(
            id="s-day", town=TOWN, area=AREA, name="早班", starts=starts, ends=starts + timedelta(hours=9), leader=DEPUTY, seats=2
        )
    )
    return rows


class Day:
    """A day on the desk: `case` plays one case up to where it stands now."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.world: DictWorld = world_of([*grids(), *staff()])
        self._moment = now
        self._commands = 0

    def case(
        self,
        number: int,
        event_class: str,
        title: str,
        severity: Severity,
        grid: str,
        *,
        minutes: float,
        source: Channel = Channel.PATROL,
        steps: str = "",
        force: str = "f-cg1",
        acknowledged: bool = True,
        **fields: Any,
    ) -> str:
        """Plays a case reported so many minutes ago through `steps` (words apart, a step every fifth of its age).

        Steps: take file dispatch accept arrive done check return fail close. Returns its id.
        """
        incident = f"i-{number}"
        planned = steps.split()
        report = self.now - timedelta(minutes=minutes)
        self._moment = report
        lon, lat = place_of(micro(grid))
        told = intake.ReportIncident(
            incident=incident,
            grid=micro(grid),
            title=title,
            event_class=event_class,
            severity=severity,
            source=source,
            lon=lon,
            lat=lat,
            **fields,
        )
        self.does(told)
        if acknowledged:
            self.does(notes.Acknowledge(incident=incident))
        for index, step in enumerate(planned, start=1):
            self._moment = report + timedelta(minutes=minutes * index / (len(planned) + 1))
            self._step(incident, step, event_class, severity, force)
        self._number(incident, number)
        return incident

    def does(self, command: Command, person: str = OFFICER) -> None:
        """One command, at the day's moment, as the centre would apply it."""
        self._commands += 1
        act = Act(
            command=f"c{self._commands:06d}",
            person=person,
            person_name=PEOPLE[person][0],
            seat="seat-1",
            occurred_at=self._moment,
            recorded_at=self._moment,
            central=True,
        )
        self.world.apply(command.decide(act, self.world))

    def found(self, incident: str) -> Incident:
        """The case as it stands."""
        case = self.world.get(Incident, incident)
        assert case is not None
        return case

    def _number(self, incident: str, number: int) -> None:
        case = self.found(incident)
        if case.filed_at is not None:
            self.world.apply((Put(replace(case, number=f"NX3-{case.filed_at:%Y%m%d}-{number}")),))

    def _step(self, incident: str, step: str, event_class: str, severity: Severity, force: str) -> None:
        saw = seen(self.found(incident))
        soon = self._moment + timedelta(minutes=20)
        commands: dict[str, Command] = {
            "take": intake.Take(incident=incident, saw=saw),
            "file": intake.FileCase(
                incident=incident, saw=saw, event_class=event_class, severity=severity, duplicates_reviewed=True
            ),
            "dispatch": dispatching.Dispatch(
                incident=incident, saw=saw, force=force, override="现场已联系", instruction="先到先处置"
            ),
            "accept": dispatching.Accept(incident=incident, saw=saw, handler="陈国栋", promised_at=soon, said=Said.PHONE),
            "arrive": dispatching.Arrive(incident=incident, saw=saw, said=Said.PHONE),
            "return": dispatching.ReturnCase(incident=incident, saw=saw, reason="not_duty", note="不属本队职责", said=Said.PHONE),
            "done": handling.ReportDone(
                incident=incident,
                saw=saw,
                result="已处置，现场已恢复",
                evidence=3,
                evidence_kept="工作群",
                handler="陈国栋",
                said=Said.PHONE,
            ),
            "check": handling.TakeCheck(incident=incident, saw=saw),
            "fail": handling.FailCheck(incident=incident, saw=saw, reason="处置不到位"),
            "close": handling.CloseCase(incident=incident, saw=saw, outcome=Outcome.SOLVED, reporter_told=True),
        }
        self.does(commands[step], DEPUTY if step == "dispatch" else OFFICER)


def busy_day(now: datetime = NOW) -> Day:
    """The queue of a busy afternoon: three unacknowledged 特急, cases in every live state, some over their limit."""
    day = Day(now)
    one, two, three, four = Severity.CRITICAL, Severity.URGENT, Severity.IMPORTANT, Severity.NORMAL
    hot, seen_by_police, thing, film = Channel.HOTLINE, Channel.POLICE_FIRE, Channel.SENSOR, Channel.VIDEO
    case = day.case
    case(
        1031, "0502", "解放街212号门前挖破支管，有气味", one, "劳动街 03", minutes=1.2, source=seen_by_police, acknowledged=False
    )
    case(1029, "2114", "惠平路388弄地库倒灌，水深20厘米", one, "惠平 01", minutes=4.75, source=thing, acknowledged=False)
    case(1027, "0505", "陈翔公路近蕴北公路，慢车道下陷", one, "新裕 02", minutes=10.5, source=hot, acknowledged=False)
    case(
        1012,
        "2133",
        "388弄东门被渣土车占用",
        two,
        "惠平 01",
        minutes=41.9,
        source=hot,
        steps="take file dispatch return",
        force="f-cg2",
    )
    case(1018, "0503", "德园路近众仁路，已放锥桶", two, "华猗 01", minutes=33.2, steps="take file dispatch", force="f-works")
    case(
        1024,
        "0508",
        "真南路1080号西侧，弱电线缆垂落至非机动车道上方约1.6米，有行人绕行。",
        two,
        "金通 02",
        minutes=13.3,
        steps="take file",
        place="真南路1080号西侧",
        detail="巡查发现，已先行拉起隔离带。",
    )
    case(1026, "0506", "沪宜公路下匝道口积水约30米", two, "惠平 02", minutes=11, source=film, steps="take")
    case(
        1003,
        "2113",
        "民主街47号二楼店招倾斜",
        two,
        "劳动街 01",
        minutes=138.7,
        steps="take file dispatch accept arrive done",
        force="f-xu",
    )
    case(987, "0110", "德园路菜场后门垃圾外溢", three, "华猗 01", minutes=221, source=hot, steps="take file")
    case(
        995,
        "2132",
        "惠平路388弄11号楼一层拉线",
        three,
        "惠平 01",
        minutes=146.5,
        steps="take file dispatch return",
        force="f-jiaxiang",
    )
    case(1009, "0406", "古猗园路北口水果摊占人行道", three, "清猗 01", minutes=52.3, source=hot, steps="take file")
    case(
        1015,
        "0304",
        "嘉绣路工地未喷淋，出口泥浆",
        three,
        "嘉绣 01",
        minutes=48.3,
        source=thing,
        steps="take file dispatch accept",
        force="f-cg1",
    )
    case(
        998,
        "0117",
        "惠平绿地西侧残枝堆积",
        three,
        "惠平 03",
        minutes=175.8,
        steps="take file dispatch accept arrive",
        force="f-green",
    )
    case(
        1020,
        "2134",
        "金通路55弄7号5楼消防门堵塞",
        three,
        "金通 01",
        minutes=29.7,
        steps="take file dispatch accept",
        force="f-shen",
    )
    case(1022, "0410", "地铁站3号口停满盲道", three, "清猗 02", minutes=19.6, source=hot)
    case(1023, "0112", "瑞林路段抛洒混凝土约20米", three, "金通 03", minutes=16, source=film)
    case(
        1011,
        "0301",
        "夜间打桩，居民第3次来电",
        three,
        "劳动街 02",
        minutes=333,
        source=hot,
        steps="take file dispatch accept arrive done check",
    )
    case(
        1002,
        "2121",
        "裕丰路北侧空地新堆约6方",
        three,
        "新裕 01",
        minutes=380,
        steps="take file dispatch accept arrive done check",
        force="f-ops2",
    )
    case(1006, "0201", "翔源路电杆3处", four, "翔源 01", minutes=108)
    case(1000, "0135", "清猗二坊门岗旁旧沙发", four, "清猗 03", minutes=151, source=Channel.PUBLIC, steps="take file")
    case(1008, "0113", "东翔口袋公园2处木条断", four, "东翔 01", minutes=100, steps="take file dispatch accept", force="f-wumin")
    case(
        940,
        "0110",
        "民主街菜场门口垃圾桶满溢",
        three,
        "劳动街 02",
        minutes=395,
        steps="take file dispatch accept arrive done check close",
    )
    case(
        951, "0406", "古猗园南门流动摊点", four, "清猗 01", minutes=310, steps="take file dispatch accept arrive done check close"
    )
    return day


def quiet_day(now: datetime = NOW) -> Day:
    """A desk with nothing open."""
    return Day(now)


def past(count: int, *, now: datetime = NOW) -> Iterator[Incident]:
    """Closed cases of the weeks before, newest first, one every two hours."""
    words = ("暴露垃圾", "占道经营", "绿地脏乱", "道路积水", "非法小广告", "施工扰民")
    classes = ("0110", "0406", "0117", "0506", "0201", "0301")
    for index in range(count):
        began = now - timedelta(days=1, hours=2 * index)
        place = unit(UNITS[index % 10])
        yield Incident(
            id=f"h-{index:06d}",
            town=TOWN,
            area=AREA,
            unit=place,
            micro=f"{place}-0{index % 3 + 1}",
            number=f"NX3-{began:%Y%m%d}-{index % 900 + 100}",
            state=State.CLOSED,
            severity=tuple(Severity)[3 - (index % 7 == 0)],
            event_class=classes[index % 6],
            title=f"{words[index % 6]}，{UNITS[index % 10]}第{index % 40 + 1}号门前",
            place=f"{UNITS[index % 10]}{index % 40 + 1}号",
            occurred_at=began,
            reported_at=began,
            filed_at=began + timedelta(minutes=9),
            closed_at=began + timedelta(hours=5),
            state_since=began + timedelta(hours=5),
            outcome=Outcome.SOLVED,
            origin=Origin.LIVE,
        )
