"""Everything the simulator reads: calibration, assumptions, invented words, and what it needs of the code
tables.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from services.simulator.calibration import Calibration, read_calibration
from services.simulator.clock import Limit


class DemoClass(Struct, frozen=True, kw_only=True):
    """What the simulator needs of one class of the event catalogue."""

    code: str
    name: str
    limit: Limit
    severity: str
    level: str
    skills: tuple[str, ...]
    department: str | None


class Assumptions(Struct, frozen=True, kw_only=True):
    """What no sample can tell (see the file): seasons, storms a month, classes the samples lack, special
    sources.

    Tuples of twelve start in January; `storm_hours` has an entry for each hour of the day.
    """

    class_shares: dict[str, float]
    month_total: tuple[float, ...]
    months: dict[str, tuple[float, ...]]
    storms_a_month: tuple[float, ...]
    storm_mix: dict[str, float]
    storm_hours: tuple[float, ...]
    sources: dict[str, float]
    class_sources: dict[str, dict[str, float]]
    burst_classes: dict[str, float]
    outcomes: dict[str, float]
    special_kind_affinity: float
    kind_classes: dict[str, tuple[str, ...]]
    area_spread: float
    unknown_reporter: float
    longest_overshoot: float


class Words(Struct, frozen=True, kw_only=True):
    """Invented names and turns of phrase."""

    surnames: tuple[str, ...]
    given: tuple[str, ...]
    road_first: tuple[str, ...]
    road_second: tuple[str, ...]
    road_kinds: tuple[str, ...]
    river_kinds: tuple[str, ...]
    sides: tuple[str, ...]
    shops: tuple[str, ...]
    gates: tuple[str, ...]
    spots: tuple[str, ...]
    titles: tuple[str, ...]
    openings: dict[str, tuple[str, ...]]
    closings: dict[str, tuple[str, ...]]
    again: tuple[str, ...]
    calls: tuple[str, ...]
    call_closings: tuple[str, ...]


class Phrases(Struct, frozen=True):
    """How a class is reported: at what kinds of place, and with which words after the place."""

    styles: tuple[str, ...]
    tails: tuple[str, ...]


class Material(Struct, frozen=True, kw_only=True):
    """All of it; classes and phrases by code, in the order of the catalogue."""

    calibration: Calibration
    assumptions: Assumptions
    words: Words
    phrases: dict[str, Phrases]
    classes: dict[str, DemoClass]


class _PhraseFile(Struct, frozen=True):
    classes: dict[str, Phrases]


class _EventFile(Struct, frozen=True):
    rows: tuple[DemoClass, ...]


def read_material(resources: Path) -> Material:
    """Read the files below `resources/demo` and `resources/codes`; a damaged one raises msgspec.DecodeError."""
    demo = resources / "demo"
    events = msgspec.json.decode((resources / "codes" / "events.json").read_bytes(), type=_EventFile)
    return Material(
        calibration=read_calibration(demo / "calibration.json"),
        assumptions=msgspec.json.decode((demo / "assumptions.json").read_bytes(), type=Assumptions),
        words=msgspec.json.decode((demo / "words.json").read_bytes(), type=Words),
        phrases=msgspec.json.decode((demo / "phrases.json").read_bytes(), type=_PhraseFile).classes,
        classes={row.code: row for row in events.rows},
    )
