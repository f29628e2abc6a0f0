"""A page of the queue's history scrolled, with everything that the cache holds behind it."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from tests.benchmarks.figure import Figure, Goal, share
from tests.benchmarks.processes import told
from tests.benchmarks.stage import Stage
from tests.support.builders import OFFICER
from tests.support.central import PASSWORD


def scroll(stage: Stage) -> Iterator[Figure]:
    """The window on the larger cache."""
    profile = stage.profile(stage.many)
    heard = told("scroll", str(profile), OFFICER, PASSWORD, str(stage.turns))
    yield Figure(
        name=f"page scroll of the queue, {stage.many:,} in history, p95",
        unit="ms",
        ours=_worst(heard["ours"], "wall"),
        floor=_worst(heard["floor"], "wall"),
        goal=Goal(25.0),
        note=f"{heard['rows']} rows a page, {len(heard['ours'][0]['wall'])} pages a turn, repaint included; median "
        f"{median(time for turn in heard['ours'] for time in turn['wall']):.1f} ms; of the processor p95 "
        f"{median(_worst(heard['ours'], 'cpu')):.1f} ms, floor {median(_worst(heard['floor'], 'cpu')):.1f} ms; "
        f"the next 500 rows by key are on the screen after {median(heard['read']):.0f} ms. "
        "Floor: a bare QTableView with the same texts and columns",
    )


def _worst(turns: list[dict[str, list[float]]], kind: str) -> tuple[float, ...]:
    """The p95 of each turn."""
    return tuple(share(turn[kind], 0.95) for turn in turns)
