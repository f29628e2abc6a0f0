"""The two real samples as columns: service requests with times, and Chinese grid events with dates."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

HOUR = 3600.0
STAFF_CHANNELS = frozenset({"Employee Generated", "Maximo Integration"})
HOTLINE_CHANNEL = "Constituent Call"


class Crosswalk(Struct, frozen=True):
    """From the types of each sample to classes of the event catalogue."""

    boston_311: dict[str, str]
    pingshan_grid: dict[str, str]


class Requests(Struct, frozen=True, kw_only=True):
    """Service requests, one entry a row and sorted by opening; codes are "" where no class names the same
    matter.

    `opened` counts hours from the first day's midnight. `closed` and `target` are hours from the opening, NaN
    where unknown.
    """

    first_day: date
    opened: NDArray[np.float64]
    closed: NDArray[np.float64]
    target: NDArray[np.float64]
    code: NDArray[np.str_]
    kind: NDArray[np.str_]
    ward: NDArray[np.str_]
    precinct: NDArray[np.str_]
    place: NDArray[np.str_]
    staff: NDArray[np.bool_]
    hotline: NDArray[np.bool_]

    @property
    def day(self) -> NDArray[np.int64]:
        """Day of opening, counted from the first."""
        return (self.opened // 24).astype(np.int64)

    @property
    def hour(self) -> NDArray[np.int64]:
        """Hour of the day of opening, 0 to 23."""
        return (self.opened % 24).astype(np.int64)


class GridEvents(Struct, frozen=True, kw_only=True):
    """Grid events, one entry a row."""

    day: tuple[date, ...]
    code: NDArray[np.str_]
    nature: NDArray[np.str_]
    late: NDArray[np.bool_]


def read_crosswalk(path: Path) -> Crosswalk:
    """The table from sample types to classes."""
    return msgspec.json.decode(path.read_bytes(), type=Crosswalk)


def read_requests(path: Path, mapping: Path, crosswalk: Crosswalk) -> Requests:
    """The service requests; `mapping` gives each type its class and sub-class, the key of the crosswalk."""
    groups = {
        row["source_type"]: f"{row['grid_class']}/{row['grid_subclass']}"
        for row in _rows(mapping)
        if row["source"] == "boston_311"
    }
    rows = sorted(_rows(path), key=lambda row: row["open_dt"])
    opened = [datetime.fromisoformat(row["open_dt"]) for row in rows]
    midnight = datetime.combine(opened[0].date(), datetime.min.time())
    return Requests(
        first_day=midnight.date(),
        opened=np.array([(moment - midnight).total_seconds() / HOUR for moment in opened]),
        closed=_hours_after([row["closed_dt"] for row in rows], opened),
        target=_hours_after([row["target_dt"] for row in rows], opened),
        code=np.array([crosswalk.boston_311.get(groups.get(row["type"], ""), "") for row in rows]),
        kind=np.array([row["type"] for row in rows]),
        ward=np.array([row["ward"].removeprefix("Ward ").lstrip("0") for row in rows]),
        precinct=np.array([row["precinct"] for row in rows]),
        place=np.array([f"{row['latitude']},{row['longitude']}" if row["latitude"] else "" for row in rows]),
        staff=np.array([row["source"] in STAFF_CHANNELS for row in rows]),
        hotline=np.array([row["source"] == HOTLINE_CHANNEL for row in rows]),
    )


def read_grid_events(path: Path, crosswalk: Crosswalk) -> GridEvents:
    """The grid events; the crosswalk is keyed by their sub-type."""
    rows = list(_rows(path))
    return GridEvents(
        day=tuple(date.fromisoformat(row["create_date"]) for row in rows),
        code=np.array([crosswalk.pingshan_grid.get(row["sub_type_name"], "") for row in rows]),
        nature=np.array([row["event_property_name"] for row in rows]),
        late=np.array([row["achieve"] == "overtime" for row in rows]),
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))


def _hours_after(texts: list[str], opened: list[datetime]) -> NDArray[np.float64]:
    return np.array(
        [
            (datetime.fromisoformat(text) - start).total_seconds() / HOUR if text else np.nan
            for text, start in zip(texts, opened, strict=True)
        ]
    )
