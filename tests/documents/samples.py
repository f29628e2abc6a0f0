"""Invented papers to set: minutes, a weekly report, and plain pages to measure."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.desk.document import (
    Align,
    Attendees,
    Block,
    Chart,
    ChipColour,
    Chips,
    Column,
    Document,
    DocumentKind,
    Face,
    Heading,
    Imprint,
    Kpi,
    KpiItem,
    Legend,
    LegendItem,
    Note,
    Para,
    Person,
    Profile,
    Run,
    Sentence,
    SignLine,
    Spark,
    Sparks,
    Table,
    Tone,
)
from tests.documents.sample_blocks import (
    VOLUME_LEGEND,
    action_table,
    flow_chart,
    heat_chart,
    load_bars,
    place_bars,
    source_mix,
    volume_chart,
)

STAMP = datetime(2026, 7, 8, 2, 0, tzinfo=UTC)


def paper(
    *blocks: Block, profile: Profile = Profile.GBT9704, title: tuple[str, ...] = ("试排",), sample: bool = False
) -> Document:
    """A bare paper around some blocks."""
    kind = DocumentKind.MINUTES if profile is Profile.GBT9704 else DocumentKind.WEEKLY
    return Document(
        kind=kind,
        profile=profile,
        title=title,
        issuer="汇泾镇东泾片区城运分中心",
        date=date(2026, 7, 8),
        blocks=blocks,
        sample=sample,
    )


def text(words: str) -> Para:
    return Para.plain(words)


def minutes(*, extra: tuple[Block, ...] = (), sample: bool = True) -> Document:
    """Minutes of a weekly meeting, like the target pictures."""
    return Document(
        kind=DocumentKind.MINUTES,
        profile=Profile.GBT9704,
        mark="东泾片区工作例会纪要",
        issue="第28期",
        issuer="汇泾镇东泾片区城运分中心",
        date=date(2026, 7, 8),
        title=("研究飞线充电整治、沿街经营秩序", "和汛期值守等工作"),
        sample=sample,
        digest="9f8e7d6c5b4a39281706f5e4d3c2b1a0",
        data_cutoff=datetime(2026, 7, 5, 22, 0, tzinfo=UTC),
        blocks=(*_minutes_text(), action_table(), text("会议要求，需部门支撑的及时吹哨，逾期两次的提级研究。"), *extra),
        attendees=(
            Attendees(
                "出席",
                (
                    Person("张某", "片区专职副网格长"),
                    Person("陈某", "分中心"),
                    *(Person(name) for name in ("李某", "王某", "赵某", "吴某", "郑某")),
                    Person("孙某", "单元网格长"),
                    Person("周某", "城管"),
                    Person("冯某", "派出所"),
                    Person("褚某", "市场所"),
                ),
            ),
            Attendees("请假", (Person("卫某", "消防救援站"),)),
            Attendees("列席", (Person("蒋某", "镇城运中心"), Person("沈某", "物业企业代表"))),
        ),
        imprint=Imprint(
            copy_to=("镇党政办公室", "镇城运中心", "城管执法中队", "派出所", "市场监管所", "片区各单元网格"),
            issuer="汇泾镇东泾片区城运分中心",
            date=date(2026, 7, 8),
        ),
    )


def _minutes_text() -> tuple[Block, ...]:
    return (
        text(
            "2026年7月7日上午，片区专职副网格长张某在片区城运分中心主持召开2026年第28周片区治理领域工作例会，听取上周"
            "（6月29日至7月5日）网格运行情况分析，研究下周重点工作。现将会议议定事项纪要如下："
        ),
        Heading("一、上周网格运行情况"),
        text(
            "会议指出，上周片区共受理各类事件168件，比前一周增加19件，高于近26周正常波动上限。其中，市民热线61件、网格巡查72件、"
            "感知设备18件、上级交办9件、部门吹哨8件。应结案157件，扣除缓办3件，结案150件，结案率97.4%，按期结案率94.8%，比前一周"
            "下降1.1个百分点。在办62件，其中逾期8件。上次例会议定的7项行动项，已核验6项，逾期1项。"
        ),
        text(
            "会议认为，增量主要来自“飞线充电”和沿街跨门经营两类事项，集中在汇泾新村二村、东泾路街区和建材市场。充电端口不足是主要"
            "成因，需要职能部门与属地网格联合处置。"
        ),
        Heading("二、议定事项"),
        Heading("（一）开展“飞线充电”专项整治", 2),
        text(
            "会议议定，由汇泾新村二村、嘉泾公寓两个单元网格牵头，于7月17日前完成楼栋逐层排查，建立问题台账，实行挂号建账、对号结账、"
            "销号下账。对反复发生的6处点位，由片区吹哨镇城建中心、消防救援站联合上门，同步落实增设充电端口的选址和电力接入。"
        ),
        Heading("（二）规范东泾路沿街经营秩序", 2),
        text("会议议定，由东泾路街区网格会同城管执法中队、市场监管所，对东泾路18号至96号沿线商铺开展集中劝导并回头看。"),
        text("1. 劝导以告知承诺为主，对三次以上重复的依法处置。"),
        text("2. 建材市场门前占道堆物，由管理方于7月10日前清理完毕，网格员现场核验后结案。"),
        Heading("（三）做好汛期值守和应急响应准备", 2),
        text(
            "会议议定，自7月8日起，片区城运分中心按镇防汛指挥部通知执行值守安排。塘湾村、北泾村两处积水点各预置水泵1台，7月9日前完成"
            "试机；地下车库挡水板由物业企业逐一到位。接到响应等级通知后30分钟内完成点名。"
        ),
        Heading("三、行动项安排"),
    )


def chart_annex() -> tuple[Block, ...]:
    """What the minutes carry when the charts of the week are printed with them."""
    return (
        Heading("四、运行分析图表"),
        Sentence("第27周168件，高于波动上限157件，是真实上升，不是随机波动。"),
        volume_chart(),
        VOLUME_LEGEND,
        Note("基线：第2周至第21周，剔除春节所在第7周，共19周。口径：按发生时间归周。"),
        Sentence("来源以网格巡查和市民热线为主，合计133件。"),
        source_mix(),
        Sentence("96个格子中4个出现异常升高（标▲）。"),
        heat_chart(),
        Note("单位：件；“·”表示0件；颜色只表示件数多少。"),
        Sentence("两个网格负荷超过在岗工时。"),
        load_bars(),
        text("以上图表数据取自第27周数据包。"),
    )


def weekly() -> Document:
    """A weekly report with every kind of block and chart."""
    return Document(
        kind=DocumentKind.WEEKLY,
        profile=Profile.REPORT,
        title=("东泾片区网格运行分析周报",),
        issuer="汇泾镇东泾片区城运分中心",
        issue="2026年第27周（6月29日至7月5日）",
        date=date(2026, 7, 6),
        sample=True,
        digest="W27-A",
        data_cutoff=datetime(2026, 7, 5, 22, 0, tzinfo=UTC),
        running_foot="汇泾镇东泾片区城运分中心 · 分析周报2026-W27 · 内部资料",
        blocks=(*_weekly_overall(), *_weekly_places(), *_weekly_forces()),
    )


def _weekly_overall() -> tuple[Block, ...]:
    return (
        Heading("一、总体情况"),
        Kpi(
            (
                KpiItem("受理量", "168", "件", ("环比 +19", "同比 +17"), alarm=True),
                KpiItem("按期结案率", "94.8", "%", ("146/154", "环比 -1.1 个百分点")),
                KpiItem("重复投诉", "28", "件", ("占 16.7%", "前一周 21 件")),
                KpiItem("在办（逾期）", "62", "（8）件", ("前一周 44（5）件", "消化约 3.0 天")),
                KpiItem("红 / 黄小微网格", "2 / 5", "个", ("共 38 个", "数据不足 3 个")),
            )
        ),
        text(
            "上周受理168件：市民热线61件、网格巡查72件、感知设备18件、上级交办9件、吹哨8件。增量19件中，飞线充电增13件、街面秩序增8件，其余各类合计减少2件。"
        ),
        Table(
            columns=(
                Column("上次议定行动项", 51),
                Column("责任人", 31),
                Column("时限", 20, Align.CENTRE),
                Column("状态", 20, Align.CENTRE),
                Column("核验依据"),
            ),
            rows=(
                ("金水苑消防通道划线、移车", "金水苑网格 何某", "7月3日", "已核验", "现场照片2张"),
                ("恒润综合体夜间噪声联合检查", "派出所 冯某", "7月2日", "已核验", "检查记录1份"),
                ("塘湾村积水点排查", "塘湾村网格 郑某", "7月3日", "已核验", "点位图、照片"),
                ("夜间巡查轨迹补录", "分中心 钱某", "7月3日", "逾期3天", "结转本次例会"),
            ),
        ),
        Note("另有3项已核验，见行动项台账。"),
        Heading("二、受理量与正常波动"),
        Sentence("第27周168件，高于波动上限157件，是真实上升，不是随机波动；结构变化可解释19件增量中的21件，其他类别抵减2件。"),
        volume_chart(),
        VOLUME_LEGEND,
        Note("基线：第2周至第21周，剔除春节所在第7周，共19周；基线未调整。口径：按发生时间归周，迟报记录只重开未冻结周。"),
        source_mix(),
    )


def _weekly_places() -> tuple[Block, ...]:
    return (
        Heading("三、类别与网格分布"),
        Sentence(
            "96个格子中4个出现异常升高（标▲）：飞线充电集中在汇泾新村二村、嘉泾公寓，街面秩序集中在东泾路街区、建材市场；其余无信号。"
        ),
        heat_chart(),
        Note("单位：件；“·”表示0件；颜色只表示件数多少。▲为本周件数超过同类难度预期的上界，已作多重比较校正（错误发现率10%）。"),
        Heading("四、办理时限与在办存量"),
        Sentence("按期结案率94.8%，在正常波动范围内（93.4%至97.9%）；但连续增加的存量已达62件，按近四周结案速度需3.0天消化。"),
        flow_chart(),
        Legend((LegendItem("受理", Tone.INFLOW), LegendItem("结案", Tone.OTHER), LegendItem("周末在办", Tone.SIGNAL))),
        Heading("五、高发点位与重复投诉"),
        Sentence("7天内同一地点3件以上的点位5处，合计34件，占全部事件20.2%；重复投诉28件，确认重复链6条。"),
        place_bars(),
    )


def _weekly_forces() -> tuple[Block, ...]:
    return (
        Heading("六、三色变化"),
        Table(
            columns=(
                Column("小微网格", 23),
                Column("变化", 26),
                Column("得分", 12),
                Column("原因（分值来自各项贡献，合计等于得分）"),
            ),
            rows=(
                (
                    "二村-03",
                    Chips((ChipColour.YELLOW, ChipColour.RED)),
                    "58",
                    "连续2周达阈值：强度+24、重复+17、超时+11、严重+4、趋势+2。重复降到14%以下可退出",
                ),
                (
                    "东泾路-02",
                    Chips((ChipColour.GREEN, ChipColour.YELLOW)),
                    "44",
                    "连续2周达阈值：强度+19、重复+14、超时+9、趋势+2",
                ),
                ("金水-02", Chips((ChipColour.YELLOW, ChipColour.GREEN)), "22", "连续4周低于27分，消防通道类事件归零"),
                ("科创-01", Chips((ChipColour.NONE,)), "—", "样本不足"),
            ),
        ),
        Heading("七、力量与负荷"),
        Sentence("二村、东泾路两个网格负荷超过在岗工时，下周预计仍将超出，建议从街镇包保力量各调1人、为期两周。"),
        load_bars(),
        Legend(
            (LegendItem("事件折算工时", Tone.BAR), LegendItem("超过在岗工时", Tone.OVER), LegendItem("在岗工时", Tone.REFERENCE))
        ),
        Chart(
            alt="近12周走势：受理168件，飞线充电31件，在办62件。",
            plot=Sparks(
                (
                    Spark("每周受理量（近12周）", (133, 141, 147, 139, 135, 144, 138, 150, 143, 146, 149, 168), "168件"),
                    Spark("飞线充电（近12周）", (12, 14, 13, 15, 14, 16, 15, 17, 16, 16, 18, 31), "31件"),
                    Spark("在办件数（近12周）", (21, 22, 26, 29, 27, 30, 29, 33, 34, 35, 44, 62), "62件"),
                )
            ),
        ),
        Para((Run("八、说明。", Face.HEI), Run("本报告由数据包生成，"), Run("数字以数据包为准。", Face.KAI))),
        SignLine("审核"),
    )
