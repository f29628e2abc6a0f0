"""Builders: cases, frames and packages in the words of the weekly meeting. 2026-W46 is 9 to 15 November, Shanghai wall time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from msgspec import structs

from app.analysis.columns import (
    Action,
    ActionColumns,
    Case,
    Force,
    ForceColumns,
    IncidentColumns,
    Label,
    Names,
    StateGroup,
)
from app.analysis.frame import WeekFrame
from app.analysis.history import History
from app.analysis.snapshot import snapshot
from app.analysis.week import Week
from app.analysis.weekly import WeeklyPackage, weekly

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = Week.parse("2026-W46")
CUTOFF = datetime(2026, 11, 16, 6, tzinfo=SHANGHAI)
NAMES = Names(
    area=Label("南翔镇第三片区", "Nanxiang area 3"),
    classes={"0110": Label("暴露垃圾", "Exposed waste"), "2132": Label("飞线充电", "Fly-wire charging")},
    sources={"hotline": Label("市民热线", "hotline"), "patrol": Label("网格巡查", "patrol")},
    grids={"U1": Label("新裕一村", "Xinyu 1"), "U2": Label("嘉绣苑", "Jiaxiu")},
    forces={"F1": Label("城管1队", "Enforcement 1"), "F2": Label("巡防队", "Patrol")},
)


def at(text: str) -> datetime:
    """A moment in Shanghai, as "11-12 09:30" of 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def day(text: str) -> date:
    """A day of 2026, as "11-12"."""
    return date.fromisoformat(f"2026-{text}")


def in_week(week: Week, number: int = 0) -> datetime:
    """A moment in the week, another one for every number."""
    monday = datetime.combine(week.monday, datetime.min.time(), tzinfo=SHANGHAI)
    return monday + timedelta(hours=8 + (number * 5) % 150, minutes=number % 60)


def case(id: str, occurred: datetime, **facts: Any) -> Case:
    """A case, open and without any other fact unless told."""
    return Case(id=id, occurred=occurred, opened=facts.pop("opened", occurred), **facts)


def closed(id: str, occurred: datetime, *, hours: float, **facts: Any) -> Case:
    """A case closed so many hours after the report."""
    end = occurred + timedelta(hours=hours)
    return case(id, occurred, **{"state": StateGroup.CLOSED, "closed": end, **facts})


def weeks_of(numbers: Sequence[int], *, last: Week = WEEK, **facts: Any) -> list[Case]:
    """So many cases in each week, the last number in the last week."""
    found = []
    for back, number in enumerate(reversed(numbers)):
        week = last.before(back)
        found += [case(f"{week}-{at:04d}-{facts.get('class_code', '')}", in_week(week, at), **facts) for at in range(number)]
    return found


def frame(**changes: Any) -> WeekFrame:
    """The frame of 2026-W46, cut off on the Monday after at six, records complete for three years."""
    made = WeekFrame(area="310114102P03", week=str(WEEK), cutoff=CUTOFF, since=date(2023, 1, 2))
    return structs.replace(made, **changes)


def history(cases: Iterable[Case], **changes: Any) -> History:
    """The history of the cases in the frame."""
    found, columns = frame(**changes), IncidentColumns.of(cases)
    return History(columns, snapshot(columns, found), found)


def package(
    cases: Iterable[Case],
    *,
    forces: Sequence[Force] = (),
    actions: Sequence[Action] = (),
    names: Names = NAMES,
    **changes: Any,
) -> WeeklyPackage:
    """The package of the cases in the frame."""
    return weekly(
        frame(**changes),
        IncidentColumns.of(cases),
        ForceColumns(tuple(forces)),
        ActionColumns(tuple(actions)),
        names=names,
    )


P = TypeVar("P")


def panel(found: WeeklyPackage, kind: type[P]) -> P:
    """The panel of the kind."""
    return next(panel for panel in found.panels if isinstance(panel, kind))
