"""Invented blocks: the action table of a meeting and one chart of every kind."""

from __future__ import annotations

from app.desk.document import (
    Align,
    Bar,
    Chart,
    Column,
    Flow,
    HBars,
    Heat,
    Legend,
    LegendItem,
    Mix,
    MixRow,
    Signal,
    Table,
    Tone,
    Xmr,
)


def action_table(rows: int = 6) -> Table:
    """The action items of the minutes."""
    items = (
        ("“飞线充电”逐层排查建账，复核6处反复点位", ("汇泾新村二村 李某", "嘉泾公寓 王某"), "7月17日", ("DJ26-0412", "等31件")),
        ("吹哨镇城建中心、消防救援站，确定充电端口点位", "分中心 陈某", "7月15日", "哨0626-03"),
        ("东泾路18号至96号集中劝导、回头看各1次", ("东泾路街区 赵某", "城管中队 周某"), "7月14日", ("DJ26-0398", "等19件")),
        ("建材市场门前占道堆物清理并现场核验", "建材市场 吴某", "7月10日", ("DJ26-0431", "DJ26-0437")),
        ("水泵试机、挡水板核查", ("塘湾村 郑某", "北泾村 孙某"), "7月9日", "防汛3项"),
        ("补录夜间巡查轨迹", "分中心 钱某", "7月10日", "上期结转"),
    )
    return Table(
        title="2026年第28周例会行动项清单",
        columns=(
            Column("序号", 12, Align.CENTRE),
            Column("行动事项"),
            Column("责任人", 38),
            Column("时限", 20, Align.CENTRE),
            Column("关联事件", 26),
        ),
        rows=tuple((str(n + 1), *items[n % len(items)]) for n in range(rows)),
    )


def volume_chart() -> Chart:
    values = (
        131,
        128,
        140,
        122,
        126,
        97,
        118,
        133,
        139,
        136,
        142,
        129,
        138,
        145,
        134,
        141,
        147,
        139,
        135,
        144,
        138,
        150,
        143,
        146,
        149,
        168,
    )
    return Chart(
        alt="近26周每周受理量：均值135件，正常波动113至157件；第7周97件（春节）与第27周168件为信号点。",
        plot=Xmr(
            labels=tuple(f"{week}周" for week in range(2, 28)),
            values=values,
            mean=135,
            lower=113,
            upper=157,
            signals=(Signal(5, "春节"), Signal(25)),
            unit="件/周",
        ),
    )


VOLUME_LEGEND = Legend(
    (
        LegendItem("每周受理量"),
        LegendItem("正常波动上下限（均值±2.66×平均移动极差）", Tone.LIMIT),
        LegendItem("信号点", Tone.SIGNAL),
    )
)


def heat_chart() -> Chart:
    classes = ("市容环卫", "街面秩序", "飞线充电", "消防通道", "物业矛盾", "噪声扰民", "违法建设", "设施损坏")
    grids = (
        "汇泾新村一村",
        "汇泾新村二村",
        "东泾花苑",
        "金水苑",
        "嘉泾公寓",
        "东泾路街区",
        "建材市场",
        "恒润综合体",
        "科创园区",
        "泾南村",
        "塘湾村",
        "北泾村",
    )
    counts = (
        (3, 1, 3, 1, 2, 2, 0, 1),
        (4, 1, 11, 2, 4, 2, 1, 2),
        (2, 0, 2, 1, 3, 1, 0, 2),
        (1, 0, 1, 1, 2, 2, 0, 1),
        (1, 1, 7, 2, 2, 3, 0, 1),
        (5, 12, 1, 1, 0, 2, 1, 3),
        (4, 7, 1, 2, 0, 1, 1, 1),
        (1, 3, 0, 2, 1, 4, 0, 1),
        (1, 1, 1, 1, 0, 0, 1, 2),
        (4, 1, 2, 0, 1, 1, 2, 1),
        (4, 1, 1, 0, 0, 1, 2, 2),
        (3, 1, 1, 0, 1, 0, 1, 1),
    )
    return Chart(
        alt="网格与类别的事件数；汇泾新村二村飞线充电11件、嘉泾公寓飞线充电7件、东泾路街区街面秩序12件、建材市场街面秩序7件为异常。",
        plot=Heat(
            columns=classes,
            rows=grids,
            counts=counts,
            totals=tuple(sum(row) for row in counts),
            signals=((1, 2), (4, 2), (5, 1), (6, 1)),
        ),
    )


def flow_chart() -> Chart:
    return Chart(
        alt="近12周受理、结案与周末在办；第27周在办62件。",
        plot=Flow(
            labels=tuple(f"{week}周" for week in range(16, 28)),
            inflow=(133, 141, 147, 139, 135, 144, 138, 150, 143, 146, 149, 168),
            outflow=(132, 140, 143, 136, 137, 141, 139, 146, 142, 145, 140, 150),
            in_hand=(21, 22, 26, 29, 27, 30, 29, 33, 34, 35, 44, 62),
            unit="件",
        ),
    )


def place_bars() -> Chart:
    rows = (
        ("1 汇泾新村二村7至12号", 11, 5),
        ("2 东泾路18号至46号", 9, 4),
        ("3 嘉泾公寓3号楼", 6, 3),
        ("4 建材市场东门", 5, 2),
        ("5 恒润综合体南广场", 3, 1),
    )
    return Chart(
        alt="高发点位前五：汇泾新村二村7至12号11件，东泾路18号至46号9件，嘉泾公寓3号楼6件，建材市场东门5件，恒润综合体南广场3件。",
        plot=HBars(tuple(Bar(name, n, f"{n}件 重复{again}", over=n > 6) for name, n, again in rows)),
    )


def load_bars() -> Chart:
    rows = (
        ("汇泾新村二村", 98, 80),
        ("东泾路街区", 91, 80),
        ("建材市场", 58, 64),
        ("嘉泾公寓", 55, 64),
        ("恒润综合体", 41, 64),
        ("塘湾村、北泾村", 62, 96),
        ("其余5个网格", 104, 112),
    )
    return Chart(
        alt="各网格事件折算工时与在岗工时；汇泾新村二村98时对80时、东泾路街区91时对80时，超过在岗工时。",
        plot=HBars(tuple(Bar(name, n, f"{n} / {may} 时", reference=may, over=n > may) for name, n, may in rows)),
    )


def source_mix() -> Chart:
    return Chart(
        alt="来源构成：本周市民热线61件、网格巡查72件、感知设备18件、上级交办9件、部门吹哨8件。",
        plot=Mix(
            parts=("网格巡查", "市民热线", "感知设备", "上级交办", "部门吹哨"),
            rows=(
                MixRow("本周", (72, 61, 18, 9, 8), (0.429, 0.363, 0.107, 0.054, 0.047)),
                MixRow("上周", (66, 55, 15, 8, 5), (0.443, 0.369, 0.101, 0.054, 0.033)),
            ),
        ),
    )
