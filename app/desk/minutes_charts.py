"""The charts that a meeting has chosen for its minutes: sentence, plot, legend and what was counted."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from app.analysis.weekly import WeeklyPackage
from app.desk.document import (
    Align,
    Bar,
    Block,
    Chart,
    Column,
    HBars,
    Heat,
    Legend,
    LegendItem,
    Note,
    Plot,
    Sentence,
    Table,
    Tone,
    Xmr,
)
from app.desk.masking import masked
from app.desk.panels import ActionRow, Card, Drawn, cards
from app.domain.ids import SHANGHAI

PAPER_ROWS = 14
PAPER_COLUMNS = 8
PRINTED = ("weeks", "classes", "sources", "cells", "rates", "ages", "places", "forces")
ALTS = {
    "weeks": "每周受理量",
    "classes": "本周各类别件数",
    "sources": "本周各来源件数",
    "cells": "网格与类别的件数",
    "rates": "每周按时率",
    "ages": "现有逾期件的逾期天数",
    "places": "高发点位",
    "forces": "各力量的案件时",
}
UNITS = {"classes": "件", "sources": "件", "ages": "件", "places": "件", "forces": "小时"}
LIMITS_LEGEND = Legend(
    (
        LegendItem("每周数值"),
        LegendItem("正常波动上下限（均值±2.66×平均移动极差）", Tone.LIMIT),
        LegendItem("信号点", Tone.SIGNAL),
    )
)
REVIEWS = {"overdue": "逾期", "running": "进行", "done": "办结", "cancelled": "取消"}


def charts(package: WeeklyPackage, *, panels: tuple[str, ...]) -> Iterator[Block]:
    """The blocks of the chosen panels, in the order of the package; nothing for a name that no panel has."""
    chosen = [card for card in cards(package) if card.key in panels]
    for card in chosen:
        yield Sentence(masked(card.sentence))
        if card.reviewed:
            yield _review(card.reviewed)
        yield from _plots(card)
    if chosen:
        days = f"{package.first_day:%Y-%m-%d}至{package.last_day:%Y-%m-%d}"
        cutoff = package.cutoff.astimezone(SHANGHAI)
        yield Note(f"口径：按发生时间归周（{days}），数据截至{cutoff:%Y-%m-%d %H:%M}。")


def _plots(card: Card) -> Iterator[Block]:
    for drawn in card.plots:
        if drawn.name not in PRINTED or _is_empty(drawn.plot):
            continue
        plot = _for_paper(drawn)
        yield Chart(alt=_alt(drawn.name, plot), plot=plot)
        yield from _remarks(drawn.name, plot)


def _is_empty(plot: Plot) -> bool:
    match plot:
        case HBars(bars=bars):
            return not any(bar.value for bar in bars)
        case Heat(rows=rows):
            return not rows
        case Xmr(values=values):
            return sum(value is not None for value in values) < 2
    return False


def _for_paper(drawn: Drawn) -> Plot:
    """The plot with units at its bars, its labels safe to print, and a table small enough for a page."""
    plot = drawn.plot
    if isinstance(plot, HBars):
        named = "逾期{}天" if drawn.name == "ages" else "{}"
        return HBars(tuple(_bar(bar, named, UNITS.get(drawn.name, "")) for bar in plot.bars))
    if isinstance(plot, Heat):
        return Heat(
            columns=plot.columns[:PAPER_COLUMNS],
            rows=plot.rows[:PAPER_ROWS],
            counts=tuple(row[:PAPER_COLUMNS] for row in plot.counts[:PAPER_ROWS]),
            totals=plot.totals[:PAPER_ROWS] if len(plot.columns) <= PAPER_COLUMNS else (),
            signals=tuple((row, column) for row, column in plot.signals if row < PAPER_ROWS and column < PAPER_COLUMNS),
        )
    return plot


def _bar(bar: Bar, named: str, unit: str) -> Bar:
    value, _, share = bar.text.partition("  ")
    return replace(bar, label=named.format(masked(bar.label)), text=f"{value}{unit}{f'，{share}' if share else ''}")


def _alt(name: str, plot: Plot) -> str:
    what = ALTS[name]
    if isinstance(plot, HBars):
        return f"{what}：{'，'.join(f'{bar.label}{bar.text}' for bar in plot.bars)}。"
    if isinstance(plot, Xmr) and plot.mean is not None:
        return f"{what}：均值{plot.mean:g}，正常波动{plot.lower:g}至{plot.upper:g}{plot.unit}。"
    return f"{what}。"


def _remarks(name: str, plot: Plot) -> Iterator[Block]:
    if isinstance(plot, Xmr):
        yield LIMITS_LEGEND if plot.mean is not None else Note("基线不足，不设界限。")
    elif isinstance(plot, Heat):
        yield Note("单位：件；“·”表示0件；颜色只表示件数多少；▲高于该格自身上限。")
    elif name in ("classes", "sources"):
        yield Legend(
            (LegendItem("本周件数", Tone.BAR), LegendItem("高于自身上限", Tone.OVER), LegendItem("前一周", Tone.REFERENCE))
        )
    elif name == "forces":
        yield _bars_legend("案件时", "明显偏重", "中位数")
    elif name == "ages":
        yield Note("现有未结且已过时限的件，按逾期满几天分。")


def _bars_legend(bar: str, over: str, reference: str) -> Legend:
    return Legend((LegendItem(bar, Tone.BAR), LegendItem(over, Tone.OVER), LegendItem(reference, Tone.REFERENCE)))


def _review(rows: tuple[ActionRow, ...]) -> Table:
    return Table(
        columns=(
            Column("上次行动项"),
            Column("责任人", 34),
            Column("时限", 20, Align.CENTRE),
            Column("状态", 24, Align.CENTRE),
        ),
        rows=tuple((masked(row.text), row.owner or "—", _due(row), _state(row)) for row in rows),
    )


def _due(row: ActionRow) -> str:
    return f"{row.due.month}月{row.due.day}日" if row.due else "—"


def _state(row: ActionRow) -> str:
    word = REVIEWS[row.review]
    return f"{word}{row.days_late}天" if row.days_late else word
