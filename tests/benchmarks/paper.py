"""The paper of a week."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from tests.benchmarks.figure import Figure, Goal, Series, milliseconds
from tests.benchmarks.processes import told
from tests.benchmarks.stage import Stage


def paper(stage: Stage) -> Iterator[Figure]:
    """The minutes with their charts, each time in a new process."""
    if stage.turns > 1:
        told("paper", "ours")  # compiles what it imports
    runs: list[dict[str, Any]] = []
    floors: list[dict[str, Any]] = []
    for _ in range(stage.turns):
        runs.append(told("paper", "ours"))
        floors.append(told("paper", str(runs[0]["pages"])))

    def series(name: str) -> Series:
        return tuple(float(run[name][0]) for run in runs)

    def busy(name: str) -> Series:
        return tuple(float(run[name][1]) for run in runs)

    floor = tuple(float(run["pdf"][0]) for run in floors)
    pages, size = runs[0]["pages"], runs[0]["size"] / 1000
    preview = median(series("preview"))
    yield Figure(
        name="PDF of the week, first in a process",
        unit="s",
        ours=series("pdf"),
        floor=floor,
        cpu=busy("pdf"),
        goal=Goal(1.5),
        note=f"minutes with all charts, {pages} pages, {size:.0f} KB, PDF/A-2b, finding and loading fonts included; all pages as "
        f"pictures for the screen {preview:.2f} s. Floor: a bare typst compile of as many pages of plain text, same fonts",
    )
    yield Figure(
        name="PDF again, one paragraph changed",
        unit="ms",
        ours=milliseconds(series("again")),
        cpu=busy("again"),
        goal=Goal(300.0),
    )
    yield Figure(
        name="DOCX of the week",
        unit="s",
        ours=series("docx"),
        cpu=busy("docx"),
        goal=Goal(1.0),
        note="its charts as pictures included",
    )
