"""A measured figure: ours, the floor from the same run, the goal, and whether it is met."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from math import ceil
from statistics import median
from typing import TypeVar

from msgspec import Struct

T = TypeVar("T")

Series = tuple[float, ...]


class Goal(Struct, frozen=True):
    """The most that a figure may be: in its own unit, or (`of_floor`) times its floor."""

    most: float
    of_floor: bool = False


class Figure(Struct, frozen=True, kw_only=True):
    """Measured values and those of the floor in `unit`; `cpu` seconds of processor time that ours took, where it tells something.

    Without a goal a figure only informs.
    """

    name: str
    unit: str
    ours: Series
    floor: Series = ()
    cpu: Series = ()
    goal: Goal | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor, by medians."""
        return median(self.ours) / median(self.floor) if self.floor and median(self.floor) else None

    @property
    def met(self) -> bool | None:
        """Whether the median is within the goal; None without a goal."""
        if self.goal is None:
            return None
        measured = self.ratio if self.goal.of_floor else median(self.ours)
        return measured is not None and measured <= self.goal.most


class Lap(Struct, frozen=True):
    """Seconds by the clock and of the processor."""

    wall: float
    cpu: float


def timed(work: Callable[[], T]) -> tuple[Lap, T]:
    """Do it once; how long it took this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    return Lap(time.perf_counter() - wall, time.process_time() - cpu), done


def share(values: Sequence[float], part: float) -> float:
    """The value below which this part of the values lies (0.99: p99), by nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, ceil(part * len(ordered)) - 1)]


def milliseconds(seconds: Sequence[float]) -> Series:
    """The same in ms."""
    return tuple(value * 1000 for value in seconds)
