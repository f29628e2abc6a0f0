"""What a number looks like in a package: its value and the filter that finds the list behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from app.analysis.columns import Label

Standing = Literal["valid", "withdrawn", "open", "ended", "overdue"]
Answer = Literal["on_time", "late_closed", "late_open", "suspended", "untold"]
Gap = Literal["class", "unit", "micro", "place", "due", "closing"]
Review = Literal["done", "running", "overdue", "cancelled"]


class Days(Struct, frozen=True):
    """A range of days on the wall clock of the frame's zone, both ends included."""

    first: date
    last: date


class IncidentsBehind(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="list", tag="incidents"):
    """Which cases are behind a number; every field narrows, an empty one does not.

    Drills, merged cases and cases that occurred after the cut-off are never behind a number. `due` is the
    day by which an answer was owed (for sources that only tell whether it was in time: the day of
    occurrence), `in_hand` means open at some moment of the days. `overdue_days` is a band of days past due,
    from (included) to (left out, None for no end). `repeat` asks for cases with an earlier one of the same
    class at the same place, `first_time` for ended cases never returned or reopened, `timed` for cases
    whose time to close is known or still running. `missing` asks for cases that lack any of the facts,
    `present` for those that have all of them. `other_*` leave the named values out.
    """

    occurred: Days | None = None
    due: Days | None = None
    closed: Days | None = None
    in_hand: Days | None = None
    standing: Standing | None = None
    answers: tuple[Answer, ...] = ()
    overdue_days: tuple[int, int | None] | None = None
    classes: tuple[str, ...] = ()
    other_classes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    other_units: tuple[str, ...] = ()
    micros: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    repeat: bool = False
    first_time: bool = False
    timed: bool = False
    missing: tuple[Gap, ...] = ()
    present: tuple[Gap, ...] = ()


class ActionsBehind(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="list", tag="actions"):
    """Which decisions and action items are behind a number; all that the meeting reviews where nothing is named."""

    reviews: tuple[Review, ...] = ()
    carried_from: int = 0


Behind = IncidentsBehind | ActionsBehind


class Count(Struct, frozen=True):
    """A number of things and the list behind it: selecting `behind` gives exactly `value` rows."""

    value: int
    behind: Behind


class Share(Struct, frozen=True):
    """A part of a whole; `percent` (one decimal) is None where the whole is too small for a percentage."""

    part: Count
    whole: Count
    percent: float | None


class Measure(Struct, frozen=True):
    """A number that is no count, computed over the list behind `of`; None where it cannot be said."""

    value: float | None
    unit: Literal["hours", "days", "hours_per_hour", "cases_per_person"]
    of: Count


class Change(Struct, frozen=True):
    """A count against the same count some weeks earlier; `percent` is None where the base is too small for one."""

    weeks: int
    week: str
    before: Count
    difference: int
    percent: float | None


class Sentence(Struct, frozen=True):
    """What a panel says, generated from its numbers, in both languages."""

    zh: str = ""
    en: str = ""


def rounded(value: float, digits: int = 1) -> float:
    """The value to fixed decimals, never as minus zero, so that equal figures have equal bytes."""
    return round(value, digits) + 0.0


def percentage(part: int, whole: int, *, least: int) -> float | None:
    """100 part / whole to one decimal, None where the whole is below `least` (facts 6: then print numbers)."""
    return rounded(100.0 * part / whole) if whole >= max(least, 1) else None


def share(part: Count, whole: Count, *, least: int) -> Share:
    """The part of the whole with its percentage."""
    return Share(part, whole, percentage(part.value, whole.value, least=least))


def change(now: Count, before: Count, *, weeks: int, week: str, least: int) -> Change:
    """How a count differs from the same count of an earlier week."""
    difference = now.value - before.value
    return Change(weeks, week, before, difference, percentage(difference, before.value, least=least))


def label(code: str, names: Mapping[str, Label], *, missing: Label) -> Label:
    """The name of a code: `missing` for the empty one, the code itself where nobody named it."""
    return names.get(code) or (missing if not code else Label(code))
