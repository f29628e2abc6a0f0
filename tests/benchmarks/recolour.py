"""The map of a district recoloured."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from tests.benchmarks.figure import Figure, Goal
from tests.benchmarks.processes import told
from tests.benchmarks.stage import Stage


def recolour(stage: Stage) -> Iterator[Figure]:
    """1,200 polygons, each another colour, 200 marks over them."""
    heard = told("recolour", str(stage.turns))
    yield Figure(
        name="recolour of 1,200 polygons",
        unit="ms",
        ours=tuple(run["recolour_all"] for run in heard["ours"]),
        floor=tuple(median(times) for times in heard["floor"]),
        goal=Goal(120.0),
        note="every repaint included, with names, marks and legend, medians of 15. "
        f"Pan {median(run['pan'] for run in heard['ours']):.0f} ms, first paint "
        f"{median(run['first_paint'] for run in heard['ours']):.0f} ms. Floor: one item, tiles of paths by colour, with edges",
    )
