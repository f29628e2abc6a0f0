"""What the cases were: by class, source and severity, and which of them explain the change since the week before."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct

from app.analysis.columns import IntArray, Keys, Label
from app.analysis.control_chart import Limits
from app.analysis.figures import Count, Days, IncidentsBehind, Sentence, Share, label, share
from app.analysis.history import History
from app.analysis.series import outside

NO_CLASS = Label("未定类别", "no class")
NO_SOURCE = Label("来源不明", "unknown source")
NO_SEVERITY = Label("未定等级", "no severity")


class MixRow(Struct, frozen=True, kw_only=True):
    """One class, source or severity: this week and its share, the week before, the change, its own limits where drawn.

    `side` is 1 above its upper limit, -1 below the lower one, else 0. `before` and `difference` are None
    where the records do not cover the week before.
    """

    key: str
    name: Label
    share: Share
    before: Count | None
    difference: int | None
    limits: Limits | None
    side: int


class Driver(Struct, frozen=True):
    """A class and how many cases more (or fewer) it brought than the week before."""

    key: str
    name: Label
    difference: int


class MixPanel(Struct, frozen=True, kw_only=True, tag_field="panel", tag="mix"):
    """The make-up of the week; `drivers` and `rest_difference` add up to `difference`, the change since the week before."""

    sentence: Sentence = Sentence()
    signal: bool
    total: Count
    difference: int | None
    drivers: tuple[Driver, ...]
    rest_difference: int
    classes: tuple[MixRow, ...]
    sources: tuple[MixRow, ...]
    severities: tuple[MixRow, ...]
    over: bool


def mix(history: History, names: Mapping[str, Label], sources: Mapping[str, Label], severities: Mapping[str, Label]) -> MixPanel:
    """The mix panel of the frame's week, without its sentence; the mappings name classes, sources and severities."""
    columns = history.columns
    classes = _rows(
        history, columns.class_code, names, NO_CLASS, lambda key, days: IncidentsBehind(occurred=days, classes=(key,))
    )
    of_source = _rows(
        history, columns.source, sources, NO_SOURCE, lambda key, days: IncidentsBehind(occurred=days, sources=(key,))
    )
    of_severity = _rows(
        history, columns.severity, severities, NO_SEVERITY, lambda key, days: IncidentsBehind(occurred=days, severities=(key,))
    )
    total = Count(sum(row.share.part.value for row in classes), IncidentsBehind(occurred=history.week))
    compared = history.back(1) is not None
    difference = sum(row.difference or 0 for row in classes) if compared else None
    drivers = _drivers(classes, difference) if difference is not None else ()
    return MixPanel(
        signal=any(row.side for row in classes),
        total=total,
        difference=difference,
        drivers=drivers,
        rest_difference=(difference or 0) - sum(driver.difference for driver in drivers),
        classes=classes,
        sources=of_source,
        severities=of_severity,
        over=history.frame.is_over,
    )


def _rows(
    history: History,
    keys: Keys,
    names: Mapping[str, Label],
    missing: Label,
    behind: Callable[[str, Days], IncidentsBehind],
) -> tuple[MixRow, ...]:
    """A row for each value with cases in the week or the week before, most cases first."""
    table = _per_week(history, keys)
    now, back = history.now, history.back(1)
    whole = Count(int(table[:, now].sum()), IncidentsBehind(occurred=history.week))
    rows = []
    for code, key in enumerate(keys.values):
        counts = [int(number) for number in table[code]]
        if not counts[now] and not (back is not None and counts[back]):
            continue
        part = Count(counts[now], behind(key, history.week))
        before = None if back is None else Count(counts[back], behind(key, history.days(back)))
        found = outside(history, counts)
        rows.append(
            MixRow(
                key=key,
                name=label(key, names, missing=missing),
                share=share(part, whole, least=history.frame.parameters.percent_least),
                before=before,
                difference=None if before is None else part.value - before.value,
                limits=None if found is None else found[0],
                side=0 if found is None else found[1],
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.share.part.value, row.key)))


def _per_week(history: History, keys: Keys) -> IntArray:
    """How many received cases each value has in each week: values x weeks."""
    chosen = history.standing.received & (history.occurred >= 0)
    weeks = len(history.weeks)
    cells = keys.codes[chosen] * weeks + history.occurred[chosen]
    return np.bincount(cells, minlength=len(keys.values) * weeks).reshape(len(keys.values), weeks)


def _drivers(rows: tuple[MixRow, ...], difference: int) -> tuple[Driver, ...]:
    """The two classes that moved most the way the total moved; with an unchanged total the largest rise and the largest fall."""
    moved = sorted((row for row in rows if row.difference), key=lambda row: (-(row.difference or 0), row.key))
    if difference > 0:
        chosen = [row for row in moved if (row.difference or 0) > 0][:2]
    elif difference < 0:
        chosen = [row for row in reversed(moved) if (row.difference or 0) < 0][:2]
    else:
        chosen = [moved[0], moved[-1]] if moved else []
    return tuple(Driver(row.key, row.name, row.difference or 0) for row in chosen)
