"""What a test looks for in a package: its counts, its bare numbers, the digits of its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from app.analysis.figures import Change, Count, Measure, Sentence, Share
from app.analysis.sentences import Panel
from app.analysis.weekly import WeeklyPackage

DIGITS = re.compile(r"\d+(?:\.\d+)?")

NOT_COUNTED = {
    # what is computed from counts that stand beside it, or says how it was computed
    "difference", "rest_difference", "percent", "weeks", "survival_weeks", "days", "least", "most", "side", "row", "column",
    "densest", "above", "place_count", "chain_count", "baseline", "baseline_least", "low", "high", "points", "chart_least",
    "sum_weeks", "length", "median_hours", "heavy_ratio", "heavy", "upper", "lower", "mean", "mean_range", "screened",
    "near_lower", "near_upper", "curve", "lon", "lat",
    # facts of one case, force or action, not figures
    "days_late", "people", "duty_hours", "number", "carried",
}  # fmt: skip


def counts(value: object) -> Iterator[Count]:
    """All counts in a package or a part of it."""
    if isinstance(value, Count):
        yield value
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from counts(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from counts(item)


def bare_numbers(value: object, field: str = "") -> Iterator[str]:
    """The fields whose numbers are neither counts nor computed over one."""
    if isinstance(value, Count):
        return
    if isinstance(value, Struct):
        known = {Measure: {"value"}, Share: {"percent"}, Change: {"percent", "difference", "weeks"}}.get(type(value), set())
        for name in value.__struct_fields__:
            if name not in known:
                yield from bare_numbers(getattr(value, name), name)
    elif isinstance(value, tuple):
        for item in value:
            yield from bare_numbers(item, field)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield field


def numbers_said(sentence: Sentence) -> set[float]:
    """The numbers in a sentence."""
    return {float(number) for number in DIGITS.findall(sentence.zh + " " + sentence.en)}


def numbers_shown(panel: Panel | Any) -> set[float]:
    """The numbers of a panel without its sentence, digits inside names included."""
    plain = msgspec.to_builtins(msgspec.structs.replace(panel, sentence=Sentence()))
    found: set[float] = set()
    _collect(plain, found)
    return found


def _collect(value: object, found: set[float]) -> None:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        found.add(abs(float(value)))
    elif isinstance(value, str):
        found.update(float(number) for number in DIGITS.findall(value))
    elif isinstance(value, dict):
        for item in value.values():
            _collect(item, found)
    elif isinstance(value, list | tuple):
        for item in value:
            _collect(item, found)


def parts(package: WeeklyPackage) -> list[Any]:
    """The panels and the completeness."""
    return [*package.panels, package.completeness]
