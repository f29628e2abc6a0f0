"""A chart made ready to draw: where ticks stand, what each label says, which shade a cell has.

The figures come as they are; only their printed form and their place on an axis are settled here. The templates place, and
choose nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.desk.document import Flow, HBars, Heat, Mix, Plot, Sparks, Xmr
from services.documents.scale import Scale, label_stride, round_scale, spread

Drawing = dict[str, object]

_TALL_ROWS = 28
_HEAT_STEPS = 6


def drawing(plot: Plot) -> Drawing:
    """What the template for this kind of plot reads."""
    match plot:
        case Xmr():
            return _xmr(plot)
        case Heat():
            return _heat(plot)
        case Flow():
            return _flow(plot)
        case HBars():
            return _hbars(plot)
        case Mix():
            return _mix(plot)
        case Sparks():
            return _sparks(plot)


def number_text(value: float, decimals: int) -> str:
    """A number as printed; minus zero is zero."""
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def _axis(scale: Scale, labels: Sequence[str], unit: str) -> Drawing:
    stride = label_stride(len(labels))
    last = len(labels) - 1
    return {
        "low": scale.low,
        "high": scale.high,
        "ticks": [{"value": tick, "text": number_text(tick, scale.decimals)} for tick in scale.ticks],
        "count": max(len(labels), 1),
        "labels": [{"index": i, "text": text} for i, text in enumerate(labels) if (last - i) % stride == 0],
        "unit": unit,
    }


def _xmr(plot: Xmr) -> Drawing:
    borders = [
        (name, value) for name, value in (("上限", plot.upper), ("均值", plot.mean), ("下限", plot.lower)) if value is not None
    ]
    scale = round_scale([v for v in plot.values if v is not None] + [value for _, value in borders])
    places = spread([value for _, value in borders], gap=(scale.high - scale.low) * 0.075)
    limits = [
        {"value": value, "label_at": place, "text": f"{name} {number_text(value, plot.decimals)}", "mean": name == "均值"}
        for (name, value), place in zip(borders, places, strict=True)
    ]
    signals = [
        {
            "index": signal.index,
            "text": signal.note or number_text(value, plot.decimals),
            "above": plot.mean is None or value >= plot.mean,
            "anchor": _anchor(signal.index, len(plot.values), signal.note),
        }
        for signal in plot.signals
        if (value := plot.values[signal.index]) is not None
    ]
    axis = _axis(scale, plot.labels, plot.unit)
    return axis | {"type": "xmr", "values": plot.values, "limits": limits, "signals": signals}


def _anchor(index: int, count: int, note: str) -> float:
    """Which part of a label stands over its point: its middle, or an end near the ends of the axis when it is long."""
    if len(note) <= 4:
        return 0.5
    place = index / max(count - 1, 1)
    return 0.0 if place < 0.15 else 1.0 if place > 0.85 else 0.5


def _heat(plot: Heat) -> Drawing:
    top = max((count for row in plot.counts for count in row), default=0)
    marked = set(plot.signals)

    def cell(row: int, column: int, count: int) -> Drawing:
        step = math.ceil(count / max(top, _HEAT_STEPS) * _HEAT_STEPS) if count > 0 else 0
        return {"text": str(count) if count else "·", "step": step, "signal": (row, column) in marked}

    return {
        "type": "heat",
        "tall": len(plot.rows) > _TALL_ROWS,
        "columns": plot.columns,
        "rows": plot.rows,
        "cells": [[cell(r, c, count) for c, count in enumerate(row)] for r, row in enumerate(plot.counts)],
        "totals": [str(total) for total in plot.totals],
    }


def _flow(plot: Flow) -> Drawing:
    scale = round_scale([*plot.inflow, *plot.outflow, *plot.in_hand], zero=True)
    last = f"在办 {number_text(plot.in_hand[-1], 0)}" if plot.in_hand else ""
    series = {"inflow": plot.inflow, "outflow": plot.outflow, "in_hand": plot.in_hand, "last_text": last}
    return _axis(scale, plot.labels, plot.unit) | series | {"type": "flow"}


def _hbars(plot: HBars) -> Drawing:
    longest = max((max(bar.value, bar.reference or 0.0) for bar in plot.bars), default=0.0) or 1.0
    bars = [
        {
            "label": bar.label,
            "share": max(bar.value, 0.0) / longest,
            "text": bar.text,
            "reference": None if bar.reference is None else max(bar.reference, 0.0) / longest,
            "over": bar.over,
        }
        for bar in plot.bars
    ]
    return {"type": "hbars", "tall": len(bars) > _TALL_ROWS, "bars": bars}


def _mix(plot: Mix) -> Drawing:
    rows: list[Drawing] = []
    for row in plot.rows:
        start = 0.0
        parts: list[Drawing] = []
        for count, share in zip(row.counts, row.shares, strict=True):
            text = f"{count}（{number_text(share * 100, 0)}%）" if share >= 0.12 else str(count)
            parts.append({"start": start, "share": share, "text": text})
            start += share
        rows.append({"label": row.label, "parts": parts})
    return {"type": "mix", "parts": plot.parts, "rows": rows}


def _sparks(plot: Sparks) -> Drawing:
    items: list[Drawing] = []
    for item in plot.items:
        low, high = min(item.values, default=0.0), max(item.values, default=0.0)
        height, last = (high - low) or 1.0, max(len(item.values) - 1, 1)
        points = [{"x": i / last, "y": (value - low) / height} for i, value in enumerate(item.values)]
        items.append({"title": item.title, "text": item.text, "points": points})
    return {"type": "spark", "items": items}
