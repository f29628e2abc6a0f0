"""What the simulator learned from real samples: rates, mix, profiles and ladders, no rows.

`calibrate.py` writes it to `resources/demo/calibration.json`; what no sample can tell stands apart in
`assumptions.json`.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct


class Ladder(Struct, frozen=True):
    """A distribution by its quantiles: `values[i]` is not exceeded with probability `at[i]`; both rise."""

    at: tuple[float, ...]
    values: tuple[float, ...]


class ClassFit(Struct, frozen=True, kw_only=True):
    """One class of the catalogue as the samples show it.

    `share` is its part of all classified events, `staff` the part found by staff (巡查), `late` the part closed
    after its limit, `ratio` the closing time of those in time as a part of the limit (None where the sample is
    too small).
    """

    code: str
    rows: int
    share: float
    staff: float
    late: float
    ratio: Ladder | None = None


class Calibration(Struct, frozen=True, kw_only=True):
    """Aggregated parameters of the two samples.

    `per_unit_week` is events of all classes per precinct and week (a precinct stands for a unit grid).
    `weekday` starts on Monday and has mean 1; the two hour profiles add up to 1. `day_shape` is the shape of
    the gamma factor that makes days more uneven than chance, `place_sigma` the log spread of rates between
    small places. `storm_excess` is extra events on the days of a storm as a part of a usual day;
    `bursts_per_week` and `burst_size` tell of one class piling up in one ward within a day. `repeat_days` is
    the time to the next report of the same type at the same place. `overshoot` is how far a late closing passes
    the limit, as a part of the limit.
    """

    origin: str
    samples: dict[str, dict[str, str | int | float]]
    per_unit_week: float
    weekday: tuple[float, ...]
    hours_public: tuple[float, ...]
    hours_staff: tuple[float, ...]
    day_shape: float
    place_sigma: float
    hotline_share: float
    natures: dict[str, float]
    repeat_share: float
    repeat_days: Ladder
    storm_excess: tuple[float, ...]
    storms_seen: int
    bursts_per_week: float
    burst_size: Ladder
    ratio: Ladder
    overshoot: Ladder
    classes: tuple[ClassFit, ...]


def read_calibration(path: Path) -> Calibration:
    """The calibration from its file; a damaged file raises msgspec.ValidationError or msgspec.DecodeError."""
    return msgspec.json.decode(path.read_bytes(), type=Calibration)


def write_calibration(calibration: Calibration, path: Path) -> None:
    """Write the file, one parameter a line, so that the same parameters give the same bytes."""
    fields = msgspec.to_builtins(calibration)
    classes = fields.pop("classes")
    lines = [f"  {_json(name)}: {_json(value)}," for name, value in fields.items()]
    rows = ",\n".join(f"    {_json(row)}" for row in classes)
    path.write_text("\n".join(["{", *lines, '  "classes": [', rows, "  ]", "}", ""]), encoding="utf-8")


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
