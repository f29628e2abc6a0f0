"""The one table of a run, and the same as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

import msgspec
from msgspec import Struct

from tests.benchmarks.figure import Figure, Goal, Series
from tests.benchmarks.machine import Machine

HEAD = ("figure", "ours (median, min-max)", "floor", "ratio", "goal", "met", "CPU")
LEFT = 1


class Report(Struct, frozen=True, kw_only=True):
    """A whole run: on what machine, with which records, what came out."""

    machine: Machine
    records: str
    figures: tuple[Figure, ...]

    def lines(self) -> list[str]:
        """The machine, the records, the table, the notes."""
        rows = [HEAD, *(_cells(figure) for figure in self.figures)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
        table = ["  ".join(_set(cell, widths[place], place) for place, cell in enumerate(row)).rstrip() for row in rows]
        rule = "-" * max(map(len, table))
        notes = [f"{figure.name}: {figure.note}" for figure in self.figures if figure.note]
        return [self.machine.line(), f"records: {self.records}", rule, table[0], rule, *table[1:], rule, *notes]

    def write(self, file: Path) -> None:
        """The same as JSON, with what follows from the figures."""
        told = msgspec.to_builtins(self)
        for plain, figure in zip(told["figures"], self.figures, strict=True):
            plain |= {"median": median(figure.ours), "ratio": figure.ratio, "met": figure.met}
        told["machine"]["busy"] = self.machine.is_busy
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(msgspec.json.format(msgspec.json.encode(told)) + b"\n")


def _cells(figure: Figure) -> tuple[str, ...]:
    ratio, met = figure.ratio, figure.met
    return (
        figure.name,
        f"{_spread(figure.ours)} {figure.unit}",
        f"{number(median(figure.floor))} {figure.unit}" if figure.floor else "-",
        f"{ratio:.2f}x" if ratio is not None else "-",
        _goal(figure.goal, figure.unit),
        "-" if met is None else "yes" if met else "NO",
        f"{median(figure.cpu):.2f} s" if figure.cpu else "-",
    )


def _goal(goal: Goal | None, unit: str) -> str:
    if goal is None:
        return "-"
    return f"<= {goal.most:.1f}x" if goal.of_floor else f"<= {number(goal.most)} {unit}"


def _spread(values: Series) -> str:
    middle = number(median(values))
    return middle if len(values) == 1 else f"{middle} ({number(min(values))}-{number(max(values))})"


def number(value: float) -> str:
    """A value with three figures."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if value else "0"


def _set(cell: str, width: int, place: int) -> str:
    return cell.ljust(width) if place < LEFT else cell.rjust(width)


def lines_of(figures: Sequence[Figure]) -> list[str]:
    """What a row came to, for whoever watches the run."""
    return [f"  {'  '.join(_cells(figure))}" for figure in figures]
