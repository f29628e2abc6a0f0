"""The sentence of each panel in Chinese. Every number in a sentence stands in its panel."""

from __future__ import annotations

from collections.abc import Sequence

from app.analysis.actions import ActionsPanel
from app.analysis.closing import Closing
from app.analysis.completeness import Completeness
from app.analysis.control_chart import Limits
from app.analysis.figures import Change, Gap, Share
from app.analysis.heat import HeatPanel
from app.analysis.mix import MixPanel
from app.analysis.overdue import Overdue
from app.analysis.punctuality import Punctuality
from app.analysis.repeats import RepeatsPanel
from app.analysis.series import Chart, Sign
from app.analysis.timeliness import TimelinessPanel
from app.analysis.volume import VolumePanel
from app.analysis.workload import WorkloadPanel

QUIET = "本周无信号"
NOT_OVER = "本周尚未结束，不判断信号"
GAPS: dict[Gap, str] = {
    "class": "类别",
    "unit": "网格",
    "micro": "小微网格",
    "place": "地点",
    "due": "时限",
    "closing": "办结时间",
}


def volume(panel: VolumePanel) -> str:
    """How many cases, against the week before and the year before, and whether that is more than variation."""
    parts = [f"本周受理{panel.total.value}件"]
    if panel.chart.over:
        parts += [_change(panel.before, "前一周")] if panel.before else ["无前一周可比"]
        parts += [_change(panel.year_before, f"{panel.year_before.weeks}周前")] if panel.year_before else []
    parts += [f"其中不予立案或作废{panel.withdrawn.value}件"] if panel.withdrawn.value else []
    return f"{'，'.join(parts)}；{_chart(panel.chart)}。"


def mix(panel: MixPanel) -> str:
    """Which classes moved the total, the main source, and classes outside their own limits."""
    if not panel.total.value and not panel.difference:
        return f"本周无事件，{QUIET}。"
    parts = [_drivers(panel)] if panel.over else []
    if panel.sources and panel.total.value:
        top = panel.sources[0]
        parts.append(f"来源以{top.name.zh}最多，{top.share.part.value}件{_of(top.share)}")
    return f"{'；'.join(parts)}；{_outside(panel)}。"


def heat(panel: HeatPanel) -> str:
    """The fullest cell, and cells above their own limits."""
    if panel.densest is None or panel.densest_share is None:
        return f"本周无事件，{QUIET}。"
    cell = panel.cells[panel.densest]
    where = f"{panel.grids[cell.row].name.zh}·{panel.classes[cell.column].name.zh}"
    head = f"最集中的是{where}，{cell.count.value}件{_of(panel.densest_share)}"
    above = [
        f"{panel.grids[found.row].name.zh}·{panel.classes[found.column].name.zh}{found.count.value}件（上限{number(found.upper)}件）"
        for found in panel.cells
        if found.above
    ]
    if above:
        return f"{head}；{panel.above}格高于自身上限：{_first(above)}。"
    judged = any(found.upper is not None for found in panel.cells)
    return f"{head}；{_calm(panel.over, judged, '各格')}。"


def timeliness(panel: TimelinessPanel) -> str:
    """On-time share, time to close, what is overdue."""
    parts = [_punctuality(panel.punctuality), _rate_verdict(panel.punctuality), _closing(panel.closing)]
    return f"{'；'.join(part for part in (*parts, _overdue(panel.overdue)) if part)}。"


def repeats(panel: RepeatsPanel) -> str:
    """Repeats, hot places, unsolved chains."""
    if not panel.repeats.whole.value and not panel.chains:
        return f"本周没有写明地点的案件，无从判断重复；{QUIET}。"
    before = f"，前一周{panel.before.value}件" if panel.before else ""
    parts = [f"重复{panel.repeats.part.value}件{_of(panel.repeats)}（同一地点同类{panel.days}天内再发）{before}"]
    if panel.places and panel.at_places:
        top = panel.places[0]
        parts.append(
            f"{panel.least}件以上的地点{panel.place_count}处，合计{panel.at_places.value}件，"
            f"最多的是{top.name.zh}，{top.count.value}件"
        )
    if panel.chains:
        chain = panel.chains[0]
        parts.append(
            f"未解决的重复链{panel.chain_count}条，最久的是{chain.place_name.zh}·{chain.name.zh}，"
            f"{chain.times.value}次、{number(chain.age.value)}天"
        )
    return f"{'；'.join([*parts, *([] if panel.signal else [QUIET])])}。"


def workload(panel: WorkloadPanel) -> str:
    """What is in hand, who carries most."""
    parts = [f"在办{panel.open.value}件，本周办结{panel.handled.value}件，案件时{number(panel.case_hours.value)}小时"]
    top = next((force for force in panel.forces if force.key and force.case_hours.value), None)
    if top is not None:
        parts.append(
            f"{top.name.zh}负荷最高，新增{top.new.value}件、在办{top.open.value}件、案件时{number(top.case_hours.value)}小时"
        )
    loose = next((force for force in panel.forces if not force.key and force.open.value), None)
    parts += [f"未指派{loose.open.value}件"] if loose is not None else []
    heavy = [force.name.zh for force in panel.forces if force.heavy]
    if heavy:
        parts.append(f"{_first(heavy)}超过中位数{number(panel.median_hours)}小时的{number(panel.heavy_ratio)}倍")
    return f"{'；'.join([*parts, *([] if heavy else [QUIET])])}。"


def actions(panel: ActionsPanel) -> str:
    """What became of last week's decisions."""
    if not panel.total.value:
        return "上次例会没有待查的决定和行动项。"
    parts = [f"办结{panel.done.value}项", f"进行{panel.running.value}项", f"逾期{panel.overdue.value}项"]
    parts += [f"取消{panel.cancelled.value}项"] if panel.cancelled.value else []
    tail = f"；其中{panel.to_quarterly.value}项再次逾期，提交季度联席会议" if panel.to_quarterly.value else ""
    return f"上次例会决定和行动项{panel.total.value}项：{'，'.join(parts)}{tail}。"


def completeness(found: Completeness) -> str:
    """What the records lack."""
    whole = found.complete
    gaps = [f"缺{GAPS[gap.gap]}{gap.count.value}件" for gap in found.gaps if gap.count.value]
    rate = f"，完整率{number(whole.percent)}%" if whole.percent is not None else ""
    lacks = f"；{'、'.join(gaps)}" if gaps else ""
    return f"本周{whole.whole.value}件，类别和网格齐全{whole.part.value}件{rate}{lacks}。"


def number(value: float | None) -> str:
    """A figure as printed: without decimals where it has none."""
    if value is None:
        return "—"
    return str(int(value)) if value == int(value) else str(value)


def _change(found: Change, when: str) -> str:
    if not found.difference:
        return f"与{when}持平"
    rate = f"（{'+' if found.difference > 0 else '-'}{number(abs(found.percent))}%）" if found.percent is not None else ""
    return f"比{when}{_more(found.difference)}{rate}"


def _more(difference: int) -> str:
    return f"{'多' if difference > 0 else '少'}{abs(difference)}件"


def _of(found: Share) -> str:
    return f"，占{number(found.percent)}%" if found.percent is not None else ""


def _first(texts: Sequence[str], most: int = 3) -> str:
    return "、".join(texts[:most]) + ("等" if len(texts) > most else "")


def _chart(chart: Chart) -> str:
    what = f"周均不足{number(chart.chart_least)}件，改看{chart.sum_weeks}周合计"
    unit = "周" if chart.basis == "weeks" else "段"
    if not chart.over:
        return NOT_OVER
    if chart.why == "few":
        return f"{what}，仍平均不足{number(chart.chart_least)}件，不设界限，不判断信号"
    if chart.limits is None:
        short = f"基线不足（{chart.points}{unit}，至少{chart.least}{unit}），不设界限，不判断信号"
        return short if chart.basis == "weeks" else f"{what}，{short}"
    head = "" if chart.basis == "weeks" else f"{what}（{chart.periods[-1].count.value}件），"
    return head + _verdict(chart.limits, chart.signs, mark="件", unit="周" if chart.basis == "weeks" else "段")


def _verdict(limits: Limits, signs: Sequence[Sign], *, mark: str, unit: str) -> str:
    if not signs:
        low = f"{number(limits.lower)}{'%' if mark == '%' else ''}"
        return f"在正常波动范围（{low}至{number(limits.upper)}{mark}）内，{QUIET}"
    sides = {sign.side for sign in signs}
    real = "变化" if len(sides) > 1 else "上升" if "up" in sides else "下降"
    return "，".join(_sign(sign, limits, mark=mark, unit=unit) for sign in signs) + f"，是真实{real}，不是波动"


def _sign(sign: Sign, limits: Limits, *, mark: str, unit: str) -> str:
    up = sign.side == "up"
    if sign.rule == "outside":
        return f"超过上限{number(limits.upper)}{mark}" if up else f"低于下限{number(limits.lower)}{mark}"
    if sign.rule == "shift":
        return f"连续{sign.length}{unit}{'高' if up else '低'}于均值{number(limits.mean)}{mark}"
    if sign.rule == "trend":
        return f"连续{sign.length}{unit}{'上升' if up else '下降'}"
    return f"近三{unit}有两{unit}靠近{'上' if up else '下'}限"


def _drivers(panel: MixPanel) -> str:
    if panel.difference is None:
        return "无前一周可比"
    moved = "、".join(f"{driver.name.zh}{_more(driver.difference)}" for driver in panel.drivers)
    head = f"比前一周{_more(panel.difference)}" if panel.difference else "与前一周持平"
    rest = f"，其余合计{_more(panel.rest_difference)}" if panel.rest_difference else ""
    return f"{head}：{moved}{rest}" if moved else head


def _outside(panel: MixPanel) -> str:
    found = [
        f"{row.name.zh}{row.share.part.value}件，"
        + (f"超过上限{number(row.limits.upper)}件" if row.side > 0 else f"低于下限{number(row.limits.lower)}件")
        for row in panel.classes
        if row.side and row.limits is not None
    ]
    if found:
        return _first(found)
    return _calm(panel.over, any(row.limits is not None for row in panel.classes), "各类别")


def _calm(over: bool, judged: bool, what: str) -> str:
    if not over:
        return NOT_OVER
    return f"{what}在自身波动范围内，{QUIET}" if judged else f"{what}件数少或基线不足，不判断信号"


def _punctuality(found: Punctuality) -> str:
    kept = found.on_time
    if not kept.whole.value:
        return "本周无应结案件"
    rate = f"，按时率{number(kept.percent)}%" if kept.percent is not None else ""
    text = f"本周应结{kept.whole.value}件，按时{kept.part.value}件{rate}（逾期未结计为未按时）"
    if found.difference is not None:
        change = f"{'升' if found.difference > 0 else '降'}{number(abs(found.difference))}个百分点"
        text += f"，比前一周{change}" if found.difference else "，与前一周持平"
    text += f"，缓办{found.suspended.value}件不计" if found.suspended.value else ""
    return text + (f"，{found.untold.value}件办结时间不明不计" if found.untold.value else "")


def _rate_verdict(found: Punctuality) -> str:
    if not found.over:
        return NOT_OVER
    if found.limits is None:
        return f"按时率基线不足（{found.baseline}周，至少{found.baseline_least}周），不设界限，不判断信号"
    if found.on_time.percent is None:
        return "应结件数少，不判断信号"
    return "按时率" + _verdict(found.limits, found.signs, mark="%", unit="周")


def _closing(found: Closing) -> str:
    if not found.median.of.value:
        return ""
    if found.median.value is None:
        return f"近{found.weeks}周的案件半数以上尚未办结"
    return f"近{found.weeks}周的案件半数在{number(found.median.value)}小时内办结（含未办结{found.still_open.value}件）"


def _overdue(found: Overdue) -> str:
    if not found.total.value:
        return "现无逾期"
    return f"现有逾期{found.total.value}件，最久{number(found.oldest.value)}天"
