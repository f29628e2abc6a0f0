"""The paragraph of the minutes that says how the week went: the package's numbers in the words of an official paper."""

from __future__ import annotations

from typing import TypeVar

from app.analysis.actions import ActionsPanel
from app.analysis.chinese import number
from app.analysis.control_chart import Limits
from app.analysis.mix import MixPanel
from app.analysis.punctuality import Punctuality
from app.analysis.series import Chart, Sign
from app.analysis.timeliness import TimelinessPanel
from app.analysis.volume import VolumePanel
from app.analysis.weekly import WeeklyPackage
from app.analysis.workload import WorkloadPanel

P = TypeVar("P")


def situation(package: WeeklyPackage) -> str:
    """What came in and from where, what was answered in time, what is in hand and overdue, what became of last week's actions."""
    parts = [_volume(panel_of(package, VolumePanel)), _sources(panel_of(package, MixPanel))]
    times = panel_of(package, TimelinessPanel)
    parts.append(_punctuality(times.punctuality))
    overdue, oldest = times.overdue.total.value, times.overdue.oldest.value
    late = f"，其中逾期{overdue}件，最久{number(oldest)}天" if overdue else "，无逾期"
    parts.append(f"在办{panel_of(package, WorkloadPanel).open.value}件{late}")
    parts.append(_actions(panel_of(package, ActionsPanel)))
    return "会议指出，" + "。".join(part for part in parts if part) + "。"


def panel_of(package: WeeklyPackage, kind: type[P]) -> P:
    """The panel of a kind; every package has one of each."""
    return next(panel for panel in package.panels if isinstance(panel, kind))


def _volume(panel: VolumePanel) -> str:
    text = f"本周片区共受理各类事件{panel.total.value}件"
    if panel.before is not None and panel.chart.over:
        change = panel.before.difference
        text += f"，比前一周{'增加' if change > 0 else '减少'}{abs(change)}件" if change else "，与前一周持平"
    return text + _against_limits(panel.chart)


def _against_limits(chart: Chart) -> str:
    if chart.limits is None or not chart.over:
        return ""
    unit = "周" if chart.basis == "weeks" else "段"
    if not chart.signs:
        return f"，在近{chart.points}{unit}正常波动范围内"
    return "，" + "，".join(_sign(sign, chart.limits, chart.points, unit) for sign in chart.signs)


def _sign(sign: Sign, limits: Limits, points: int, unit: str) -> str:
    up = sign.side == "up"
    if sign.rule == "outside":
        limit = limits.upper if up else limits.lower
        return f"{'高' if up else '低'}于近{points}{unit}正常波动{'上' if up else '下'}限{number(limit)}件"
    if sign.rule == "shift":
        return f"连续{sign.length}{unit}{'高' if up else '低'}于均值{number(limits.mean)}件"
    if sign.rule == "trend":
        return f"连续{sign.length}{unit}{'上升' if up else '下降'}"
    return f"近三{unit}有两{unit}靠近{'上' if up else '下'}限"


def _sources(panel: MixPanel) -> str:
    found = [f"{_source(row.name.zh)}{row.share.part.value}件" for row in panel.sources if row.share.part.value]
    return f"其中，{'、'.join(found)}" if found else ""


def _source(name: str) -> str:
    """A source called by its telephone number must not run into the count."""
    return f"{name}热线" if name.isdigit() else name


def _punctuality(found: Punctuality) -> str:
    if not found.on_time.whole.value:
        return "本周无应结案件"
    text = f"应结案{found.on_time.whole.value}件"
    text += f"（缓办{found.suspended.value}件不计）" if found.suspended.value else ""
    text += f"，按时办结{found.on_time.part.value}件"
    text += f"，按时率{number(found.on_time.percent)}%" if found.on_time.percent is not None else ""
    if found.difference is not None:
        moved = f"{'上升' if found.difference > 0 else '下降'}{number(abs(found.difference))}个百分点"
        text += f"，比前一周{moved}" if found.difference else "，与前一周持平"
    return text


def _actions(panel: ActionsPanel) -> str:
    if not panel.total.value:
        return ""
    told = (("办结", panel.done), ("进行中", panel.running), ("逾期", panel.overdue), ("取消", panel.cancelled))
    parts = [f"{word}{count.value}项" for word, count in told if count.value]
    tail = f"，其中{panel.to_quarterly.value}项再次逾期，提交季度联席会议研究" if panel.to_quarterly.value else ""
    return f"上次例会的{panel.total.value}项行动项，{'，'.join(parts)}{tail}"
