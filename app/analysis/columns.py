"""The input: cases as columns, forces and actions as rows, and the names behind the codes. Nothing here computes a figure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from app.analysis.week import TimeArray

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
TextArray = npt.NDArray[np.str_]

_NAT = int(np.datetime64("NaT", "s").astype(np.int64))


class StateGroup(StrEnum):
    """How a case stands: still open, ended, withdrawn (not accepted or annulled), or merged into another."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Case(Struct, frozen=True, kw_only=True):
    """One case as the figures see it; all times aware.

    `opened` is when the report came in (not when the row was written), `due` the end of the overall term
    with granted waits in it. `closed` is None for open cases and for historic ones that ended at an unknown
    time (`closed_unknown`). `in_time` is for sources that tell only whether the case ended in time.
    `class_code` is what panels show and repeats compare. `unit` and `micro` are grid ids; `place` is a
    normalised address or the name of a 50 m cell; "" is unknown everywhere. `suspended` says that a granted
    wait (缓办) runs now, `suspended_seconds` how long waits lasted so far, `returned` counts refusals and
    reworks.
    """

    id: str
    occurred: datetime
    number: str = ""
    opened: datetime | None = None
    due: datetime | None = None
    closed: datetime | None = None
    closed_unknown: bool = False
    in_time: bool | None = None
    state: StateGroup = StateGroup.OPEN
    class_code: str = ""
    class_name: str = ""
    source: str = ""
    severity: str = ""
    unit: str = ""
    micro: str = ""
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    suspended: bool = False
    suspended_seconds: int = 0
    reopened: int = 0
    returned: int = 0
    drill: bool = False
    holder: str = ""


class Keys(Struct, frozen=True, eq=False):
    """A column of short texts: the distinct values, sorted, and for each row the index of its value."""

    values: tuple[str, ...]
    codes: IntArray

    @classmethod
    def of(cls, texts: Iterable[str]) -> Keys:
        """The column of the texts, in their order."""
        found: dict[str, int] = {}
        raw = np.fromiter((found.setdefault(text, len(found)) for text in texts), dtype=np.int64)
        values = tuple(sorted(found))
        rank = np.empty(len(values), dtype=np.int64)
        for place, value in enumerate(values):
            rank[found[value]] = place
        return cls(values, rank[raw] if len(raw) else raw)

    def index(self, value: str) -> int:
        """The code of the value, -1 where no row has it."""
        at = bisect_left(self.values, value)
        return at if at < len(self.values) and self.values[at] == value else -1

    def among(self, wanted: Collection[str]) -> BoolArray:
        """Which rows have one of the wanted values."""
        chosen = np.zeros(len(self.values), dtype=np.bool_)
        for value in wanted:
            if (at := self.index(value)) >= 0:
                chosen[at] = True
        return chosen[self.codes]

    def text(self, row: int) -> str:
        """The text of one row."""
        return self.values[int(self.codes[row])]


class IncidentColumns(Struct, frozen=True, eq=False, kw_only=True):
    """The cases of an area, one array a field of `Case`, all of one length.

    Times are datetime64[s] in UTC, NaT where there is none; `in_time` is 1, 0 or -1 (not told); degrees are
    NaN where unknown.
    """

    ids: TextArray
    numbers: tuple[str, ...]
    occurred: TimeArray
    opened: TimeArray
    due: TimeArray
    closed: TimeArray
    closed_unknown: BoolArray
    in_time: npt.NDArray[np.int8]
    state: Keys
    class_code: Keys
    class_names: Mapping[str, str]
    source: Keys
    severity: Keys
    unit: Keys
    micro: Keys
    place: Keys
    lon: FloatArray
    lat: FloatArray
    suspended: BoolArray
    suspended_seconds: IntArray
    reopened: IntArray
    returned: IntArray
    drill: BoolArray
    holder: Keys

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, cases: Iterable[Case]) -> IncidentColumns:
        """The columns of the cases; ValueError for a time without zone and for an id that comes twice."""
        rows = tuple(cases)
        _check_ids([case.id for case in rows])
        return cls(
            ids=np.array([case.id for case in rows], dtype=np.str_),
            numbers=tuple(case.number or case.id for case in rows),
            occurred=_moments(rows, lambda case: case.occurred),
            opened=_moments(rows, lambda case: case.opened),
            due=_moments(rows, lambda case: case.due),
            closed=_moments(rows, lambda case: case.closed),
            closed_unknown=np.array([case.closed_unknown for case in rows], dtype=np.bool_),
            in_time=np.array([-1 if case.in_time is None else case.in_time for case in rows], dtype=np.int8),
            state=Keys.of(case.state.value for case in rows),
            class_code=Keys.of(case.class_code for case in rows),
            class_names=_class_names(rows),
            source=Keys.of(case.source for case in rows),
            severity=Keys.of(case.severity for case in rows),
            unit=Keys.of(case.unit for case in rows),
            micro=Keys.of(case.micro for case in rows),
            place=Keys.of(case.place for case in rows),
            lon=np.array([case.lon for case in rows], dtype=np.float64),
            lat=np.array([case.lat for case in rows], dtype=np.float64),
            suspended=np.array([case.suspended for case in rows], dtype=np.bool_),
            suspended_seconds=np.array([case.suspended_seconds for case in rows], dtype=np.int64),
            reopened=np.array([case.reopened for case in rows], dtype=np.int64),
            returned=np.array([case.returned for case in rows], dtype=np.int64),
            drill=np.array([case.drill for case in rows], dtype=np.bool_),
            holder=Keys.of(case.holder for case in rows),
        )


def _check_ids(ids: Sequence[str]) -> None:
    if len(set(ids)) != len(ids):
        raise ValueError("an id comes twice")


def _moments(rows: Sequence[Case], field: Callable[[Case], datetime | None]) -> TimeArray:
    found = [field(case) for case in rows]
    if any(moment is not None and moment.tzinfo is None for moment in found):
        raise ValueError("a time needs a zone")
    seconds = [_NAT if moment is None else int(moment.timestamp() // 1) for moment in found]
    return np.array(seconds, dtype=np.int64).view("datetime64[s]")


def _class_names(rows: Sequence[Case]) -> dict[str, str]:
    """A name a code; of several the first in the order of characters, whatever the order of rows. Drills name nothing."""
    chosen: dict[str, str] = {}
    for code, name in sorted({(case.class_code, case.class_name) for case in rows if case.class_name and not case.drill}):
        chosen.setdefault(code, name)
    return chosen


class Force(Struct, frozen=True, kw_only=True):
    """A force of the area: who it is, how many people it has, and its hours on duty in the week (None where unknown)."""

    id: str
    source: str = ""
    people: int = 0
    duty_hours: float | None = None


class ForceColumns(Struct, frozen=True):
    """The forces of the area, one row each; few, so they stay rows. ValueError for an id that comes twice."""

    rows: tuple[Force, ...] = ()

    def __post_init__(self) -> None:
        _check_ids([row.id for row in self.rows])


class Action(Struct, frozen=True, kw_only=True):
    """A decision or an action item of a weekly meeting; `week` is the week the meeting was about.

    Being overdue follows from `due` and is not stored. `carried` is how many meetings it has been carried
    over.
    """

    id: str
    week: str
    number: int
    text: str
    kind: Literal["decision", "action"] = "action"
    owner: str = ""
    due: date | None = None
    progress: Literal["open", "doing", "done", "verified", "cancelled"] = "open"
    evidence: str = ""
    carried: int = 0


class ActionColumns(Struct, frozen=True):
    """The decisions and action items known at the cut-off; few, so they stay rows. ValueError for an id that comes twice."""

    rows: tuple[Action, ...] = ()

    def __post_init__(self) -> None:
        _check_ids([row.id for row in self.rows])


class Label(Struct, frozen=True):
    """A name in both languages; without an English one the Chinese serves."""

    zh: str
    en: str = ""

    @property
    def english(self) -> str:
        """The English name, or the Chinese one where there is none."""
        return self.en or self.zh


class Names(Struct, frozen=True, kw_only=True):
    """The names behind the codes; a code without a name shows itself."""

    area: Label
    classes: Mapping[str, Label] = {}
    sources: Mapping[str, Label] = {}
    severities: Mapping[str, Label] = {}
    grids: Mapping[str, Label] = {}
    forces: Mapping[str, Label] = {}
    places: Mapping[str, Label] = {}
