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
        ours=tuple(share(times, 0.95) for times in heard["ours"]),
        floor=tuple(share(times, 0.95) for times in heard["floor"]),
        goal=Goal(25.0),
        note=f"{heard['rows']} rows a page, {len(heard['ours'][0])} pages a turn, repaint included; median "
        f"{median(time for times in heard['ours'] for time in times):.1f} ms; the next 500 rows by key are on the screen after "
        f"{median(heard['read']):.0f} ms. Floor: a bare QTableView with the same texts and columns",
    )
