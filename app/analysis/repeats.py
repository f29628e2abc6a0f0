"""What came back: repeats, the places and micro grids with most cases, and chains that are still unsolved (facts 6, 11.10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from msgspec import Struct

from app.analysis.chains import Chains, chains
from app.analysis.columns import BoolArray, IntArray, Keys, Label
from app.analysis.figures import Count, Days, IncidentsBehind, Measure, Sentence, Share, label, rounded, share
from app.analysis.history import History
from app.analysis.mix import NO_CLASS
from app.analysis.week import local_day

DAY = 86_400


class HotPlace(Struct, frozen=True, kw_only=True):
    """A place with many cases in the week, and how many of them are repeats; degrees of its first case of the week."""

    key: str
    name: Label
    count: Count
    repeats: Count
    lon: float | None
    lat: float | None


class HotMicro(Struct, frozen=True):
    """A micro grid with many cases in the week."""

    key: str
    name: Label
    count: Count


class Chain(Struct, frozen=True, kw_only=True):
    """Cases of one class that came back to one place, some still open: how often, since when, for how many days."""

    place: str
    place_name: Label
    name: Label
    times: Count
    still_open: Count
    first: date
    last: date
    age: Measure


class RepeatsPanel(Struct, frozen=True, kw_only=True, tag_field="panel", tag="repeats"):
    """The week's repeats, hot places and micro grids, and unsolved chains, oldest first (`chain_count` in all).

    A repeat has an earlier case of its class at its place within `days`; a hot place has `least` or more cases in the
    week (`place_count` of them, the fullest ones named); a chain is unsolved while one of its cases is open.
    The share of repeats is of the valid cases at known places: without a place nobody can tell.
    """

    sentence: Sentence = Sentence()
    signal: bool
    days: int
    least: int
    repeats: Share
    before: Count | None
    places: tuple[HotPlace, ...]
    place_count: int
    at_places: Count | None
    micros: tuple[HotMicro, ...]
    chains: tuple[Chain, ...]
    chain_count: int


def repeats(
    history: History, *, classes: Mapping[str, Label], places: Mapping[str, Label], grids: Mapping[str, Label]
) -> RepeatsPanel:
    """The repeats panel of the frame's week, without its sentence; the mappings name classes, places and grids."""
    parameters = history.frame.parameters
    found = chains(history.columns, history.standing, days=parameters.repeat_days)
    again = found.repeats(len(history.columns))
    hot = _hot(history, history.columns.place)
    unsolved = _unsolved(history, found)
    back = history.back(1)
    listed = hot[: parameters.listed]
    return RepeatsPanel(
        signal=bool(hot) or any(history.occurred[rows[-1]] == history.now for rows in unsolved),
        days=parameters.repeat_days,
        least=parameters.hot_least,
        repeats=share(_repeated(history, again, history.now), _placed(history), least=parameters.percent_least),
        before=None if back is None else _repeated(history, again, back),
        places=tuple(_place(history, again, key, number, places) for key, number in listed),
        place_count=len(hot),
        at_places=_at_places(history, hot),
        micros=_micros(history, grids),
        chains=tuple(_chain(history, rows, classes, places) for rows in unsolved[: parameters.listed]),
        chain_count=len(unsolved),
    )


def _repeated(history: History, again: BoolArray, at: int) -> Count:
    number = int(np.count_nonzero(again & (history.occurred == at)))
    return Count(number, IncidentsBehind(occurred=history.days(at), repeat=True))


def _placed(history: History) -> Count:
    known = history.standing.valid & ~history.columns.place.among(("",))
    number = int(np.count_nonzero(known & (history.occurred == history.now)))
    return Count(number, IncidentsBehind(occurred=history.week, standing="valid", present=("place",)))


def _hot(history: History, keys: Keys) -> list[tuple[str, int]]:
    """The known values with enough valid cases in the week, most cases first."""
    chosen = history.standing.valid & (history.occurred == history.now)
    counts = np.bincount(keys.codes[chosen], minlength=len(keys.values))
    least = history.frame.parameters.hot_least
    found = [(keys.values[code], int(counts[code])) for code in np.flatnonzero(counts >= least).tolist()]
    return sorted(((key, number) for key, number in found if key), key=lambda pair: (-pair[1], pair[0]))


def _at_places(history: History, hot: list[tuple[str, int]]) -> Count | None:
    if not hot:
        return None
    keys = tuple(sorted(key for key, _ in hot))
    behind = IncidentsBehind(occurred=history.week, standing="valid", places=keys)
    return Count(sum(number for _, number in hot), behind)


def _place(history: History, again: BoolArray, key: str, number: int, names: Mapping[str, Label]) -> HotPlace:
    columns = history.columns
    rows = np.flatnonzero(history.standing.valid & (history.occurred == history.now) & columns.place.among((key,)))
    first = rows[np.lexsort((columns.ids[rows], columns.occurred[rows]))[0]]
    repeated = IncidentsBehind(occurred=history.week, places=(key,), repeat=True)
    return HotPlace(
        key=key,
        name=names.get(key) or Label(key),
        count=Count(number, IncidentsBehind(occurred=history.week, standing="valid", places=(key,))),
        repeats=Count(int(np.count_nonzero(again[rows])), repeated),
        lon=_degree(columns.lon[first]),
        lat=_degree(columns.lat[first]),
    )


def _degree(value: float) -> float | None:
    return None if np.isnan(value) else rounded(float(value), 5)


def _micros(history: History, names: Mapping[str, Label]) -> tuple[HotMicro, ...]:
    found = _hot(history, history.columns.micro)[: history.frame.parameters.listed]
    week = history.week
    return tuple(
        HotMicro(
            key, names.get(key) or Label(key), Count(number, IncidentsBehind(occurred=week, standing="valid", micros=(key,)))
        )
        for key, number in found
    )


def _unsolved(history: History, found: Chains) -> list[IntArray]:
    """The chains of two or more cases up to the end of the week of which some are open, the oldest first."""
    columns, standing = history.columns, history.standing
    if not len(found.rows):
        return []
    still_open = np.add.reduceat(standing.open[found.rows].astype(np.int64), found.starts)
    ends = np.append(found.starts[1:], len(found.rows))
    candidates = np.flatnonzero((found.sizes() > 1) & (still_open > 0)).tolist()
    cut = [found.rows[found.starts[at] : ends[at]] for at in candidates]
    known = [rows[columns.occurred[rows] < history.edges[-1]] for rows in cut]
    listed = [rows for rows in known if len(rows) > 1 and standing.open[rows].any()]
    firsts = np.array([int(rows[0]) for rows in listed], dtype=np.int64)
    order = np.lexsort((columns.ids[firsts], columns.occurred[firsts]))
    return [listed[at] for at in order.tolist()]


def _chain(history: History, rows: IntArray, classes: Mapping[str, Label], places: Mapping[str, Label]) -> Chain:
    columns, frame = history.columns, history.frame
    place, code = columns.place.text(rows[0]), columns.class_code.text(rows[0])
    first = local_day(columns.occurred[rows[0]], frame.zone)
    last = local_day(columns.occurred[rows[-1]], frame.zone)
    days = Days(first, last)
    times = Count(len(rows), IncidentsBehind(occurred=days, standing="valid", places=(place,), classes=(code,)))
    still_open = IncidentsBehind(occurred=days, standing="open", places=(place,), classes=(code,))
    seconds = int((frame.at - columns.occurred[rows[0]]).astype(np.int64))
    return Chain(
        place=place,
        place_name=places.get(place) or Label(place),
        name=label(code, classes, missing=NO_CLASS),
        times=times,
        still_open=Count(int(np.count_nonzero(history.standing.open[rows])), still_open),
        first=first,
        last=last,
        age=Measure(float(seconds // DAY), "days", times),
    )
