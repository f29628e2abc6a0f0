"""The numbers behind an invented history: when, what, where, from whom, how late; all as arrays, words come
later.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.simulator.calibration import Ladder
from services.simulator.district import DemoDistrict, DemoGrid
from services.simulator.material import Material

SOURCES = ("patrol", "hotline", "public", "video", "leader", "police_fire", "sensor")
CITIZENS = (SOURCES.index("hotline"), SOURCES.index("public"))
CAUSES = ("base", "storm", "burst", "repeat")
CHANCES = 12  # uniform numbers a row that the words may use
PLACE_CHANCES = 2  # of these, the first are the place's and repeat with it
BURST_HOURS = 3.0

Whole = NDArray[np.int64]
Real = NDArray[np.float64]


class Draws(Struct, frozen=True, kw_only=True):
    """One entry an incident, sorted by time.

    `minute` counts from local midnight of the first day; `code`, `micro`, `source`, `cause` are places in the
    tables of `Odds` and above; `parent` is the entry that this one repeats, -1 where none; `chances` are
    uniform in [0, 1).
    """

    minute: Whole
    code: Whole
    micro: Whole
    source: Whole
    cause: Whole
    parent: Whole
    chances: Real


class Odds(Struct, frozen=True, kw_only=True):
    """The tables that a draw uses. Each row of a matrix rises to 1 (cumulated); `month` has a row a month."""

    codes: tuple[str, ...]
    micros: tuple[DemoGrid, ...]
    month: Real
    source: Real
    micro: Real
    per_day: float


def odds(district: DemoDistrict, area: DemoGrid, *, material: Material, seed: int, scale: float = 1.0) -> Odds:
    """The tables of an area; `scale` multiplies the calibrated number of events."""
    rng = np.random.default_rng([seed, 7, crc32(area.code.encode())])
    fits, assumed = material.calibration, material.assumptions
    codes = tuple(material.classes)
    micros = district.micros(area.code)
    units = sum(1 for unit in district.below[area.code] if unit.division)
    busy = rng.lognormal(-(assumed.area_spread**2) / 2, assumed.area_spread)
    per_day = fits.per_unit_week * units / 7 * scale * float(busy)
    weights = rng.lognormal(0.0, fits.place_sigma, len(micros))
    return Odds(
        codes=codes,
        micros=micros,
        month=_cumulated(_month_mix(material, codes)),
        source=_cumulated(_source_mix(material, codes)),
        micro=_cumulated(weights * _affinity(material, codes, micros)),
        per_day=per_day,
    )


def draw(
    tables: Odds,
    *,
    material: Material,
    start: date,
    weeks: int,
    workday: Callable[[date], bool],
    seed: int,
    area: str,
    scale: float = 1.0,
) -> Draws:
    """All incidents of an area in the weeks from `start` (local)."""
    rng = np.random.default_rng([seed, 8, crc32(area.encode())])
    days = tuple(start + timedelta(days=n) for n in range(weeks * 7))
    base = _base(tables, material, days, workday, rng)
    storm = _storm(tables, material, days, seed, rng)
    burst = _burst(tables, material, days, scale, rng)
    first = _joined((base, storm, burst))
    return _sorted(_joined((first, _repeats(first, material, len(days), rng))))


def storm_days(start: date, end: date, *, monthly: Sequence[float], seed: int) -> tuple[date, ...]:
    """The days on which storms begin, the same for the whole district and for any window that holds them."""
    found: list[date] = []
    month = start.replace(day=1)
    while month <= end:
        rng = np.random.default_rng([seed, 9, month.year, month.month])
        length = calendar.monthrange(month.year, month.month)[1]
        count = int(rng.poisson(monthly[month.month - 1]))
        found += [month + timedelta(days=int(n)) for n in rng.integers(length, size=count)]
        month += timedelta(days=length)
    return tuple(sorted({day for day in found if start <= day <= end}))


def climb(ladder: Ladder, chance: Real) -> Real:
    """Values of a ladder at uniform chances, log-linear between the rungs and a little beyond the ends."""
    at = np.array([0.0, *ladder.at, 1.0])
    values = np.array([ladder.values[0] / 2, *ladder.values, ladder.values[-1] * 1.15])
    return np.asarray(np.exp(np.interp(chance, at, np.log(values))), dtype=np.float64)


def _base(
    tables: Odds, material: Material, days: Sequence[date], workday: Callable[[date], bool], rng: np.random.Generator
) -> Draws:
    fits = material.calibration
    weekday = np.array([fits.weekday[_weekday(day, workday)] for day in days])
    season = np.array([material.assumptions.month_total[day.month - 1] for day in days])
    uneven = rng.gamma(fits.day_shape, 1 / fits.day_shape, len(days))
    counts = rng.poisson(tables.per_day * weekday * season * uneven / (1 + fits.repeat_share))
    day = np.repeat(np.arange(len(days)), counts)
    months = np.array([date_.month - 1 for date_ in days])[day]
    code = _choose(tables.month[months], rng)
    source = _choose(tables.source[code], rng)
    hours = _cumulated(np.array([fits.hours_staff, fits.hours_public, np.full(24, 1 / 24)]))
    hour = _choose(hours[_HOURS_OF[source]], rng)
    return _drawn(tables, day * 1440 + hour * 60, code, source, "base", rng)


def _storm(tables: Odds, material: Material, days: Sequence[date], seed: int, rng: np.random.Generator) -> Draws:
    assumed, excess = material.assumptions, material.calibration.storm_excess
    begins = storm_days(days[0], days[-1], monthly=assumed.storms_a_month, seed=seed)
    counts = np.zeros(len(days), dtype=np.int64)
    for begin in begins:
        at = (begin - days[0]).days
        length = min(len(excess), len(days) - at)
        counts[at : at + length] += rng.poisson(tables.per_day * np.array(excess[:length]))
    day = np.repeat(np.arange(len(days)), counts)
    code = _chosen_codes(tables, assumed.storm_mix, len(day), rng)
    hour = _choose(np.broadcast_to(_cumulated(np.array([assumed.storm_hours])), (len(day), 24)), rng)
    return _drawn(tables, day * 1440 + hour * 60, code, _choose(tables.source[code], rng), "storm", rng)


def _burst(tables: Odds, material: Material, days: Sequence[date], scale: float, rng: np.random.Generator) -> Draws:
    """Many citizens report one thing at one place within some hours."""
    fits = material.calibration
    count = int(rng.poisson(fits.bursts_per_week * len(days) / 7 * scale))
    sizes = np.rint(climb(fits.burst_size, rng.random(count))).astype(np.int64)
    minute = np.repeat(rng.integers(len(days), size=count) * 1440 + rng.integers(8 * 60, 19 * 60, size=count), sizes)
    minute = minute + np.rint(rng.random(len(minute)) * BURST_HOURS * 60).astype(np.int64)
    code = np.repeat(_chosen_codes(tables, material.assumptions.burst_classes, count, rng), sizes)
    drawn = _drawn(tables, minute, code, _citizens(material, len(code), rng), "burst", rng)
    if count:
        first = np.repeat(np.cumsum(sizes) - sizes, sizes)
        drawn.micro[:] = drawn.micro[first]
        drawn.chances[:, :PLACE_CHANCES] = drawn.chances[first, :PLACE_CHANCES]
    return drawn


def _repeats(first: Draws, material: Material, days: int, rng: np.random.Generator) -> Draws:
    """Some are reported again at the same place after a while, by a citizen."""
    fits = material.calibration
    parent = np.flatnonzero(rng.random(len(first.minute)) < fits.repeat_share)
    gap = climb(fits.repeat_days, rng.random(len(parent))) * 1440
    later = np.rint(gap / 1440) * 1440 + rng.normal(0, 90, len(parent))
    minute = first.minute[parent] + np.where(gap < 720, np.maximum(gap, 60), later).astype(np.int64)
    keep = (minute > first.minute[parent]) & (minute < days * 1440)
    parent = parent[keep]
    chances = rng.random((len(parent), CHANCES))
    chances[:, :PLACE_CHANCES] = first.chances[parent, :PLACE_CHANCES]
    return Draws(
        minute=minute[keep],
        code=first.code[parent],
        micro=first.micro[parent],
        source=_citizens(material, len(parent), rng),
        cause=np.full(len(parent), CAUSES.index("repeat")),
        parent=parent,
        chances=chances,
    )


def _drawn(tables: Odds, minute: Whole, code: Whole, source: Whole, cause: str, rng: np.random.Generator) -> Draws:
    count = len(code)
    spread = rng.integers(60, size=count) if cause != "burst" else 0
    return Draws(
        minute=minute + spread,
        code=code,
        micro=_choose(tables.micro[code], rng),
        source=source,
        cause=np.full(count, CAUSES.index(cause)),
        parent=np.full(count, -1),
        chances=rng.random((count, CHANCES)),
    )


def _joined(parts: Sequence[Draws]) -> Draws:
    return Draws(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in Draws.__struct_fields__})


def _sorted(draws: Draws) -> Draws:
    order = np.argsort(draws.minute, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    ordered = {name: getattr(draws, name)[order] for name in Draws.__struct_fields__}
    ordered["parent"] = np.where(ordered["parent"] >= 0, place[ordered["parent"]], -1)
    return Draws(**ordered)


def _weekday(day: date, workday: Callable[[date], bool]) -> int:
    """A holiday counts as a Sunday, a make-up working day as a Wednesday."""
    works = workday(day)
    if works == (day.weekday() < 5):
        return day.weekday()
    return 2 if works else 6


def _month_mix(material: Material, codes: Sequence[str]) -> Real:
    assumed = material.assumptions
    left = 1 - sum(assumed.class_shares.values())
    fitted = {fit.code: fit.share for fit in material.calibration.classes}
    share = np.array([left * fitted.get(code, 0.0) + assumed.class_shares.get(code, 0.0) for code in codes])
    season = np.array([assumed.months.get(code, (1.0,) * 12) for code in codes])
    return np.asarray((share[:, None] * season).T, dtype=np.float64)


def _source_mix(material: Material, codes: Sequence[str]) -> Real:
    fits = {fit.code: fit.staff for fit in material.calibration.classes}
    usual = float(np.mean(list(fits.values())))
    hotline = material.calibration.hotline_share
    rows = []
    for code in codes:
        special = material.assumptions.sources | material.assumptions.class_sources.get(code, {})
        rest = max(0.0, 1 - sum(special.values()))
        staff = fits.get(code, usual)
        shares = {"patrol": staff * rest, "hotline": (1 - staff) * hotline * rest, "public": (1 - staff) * (1 - hotline) * rest}
        rows.append([(shares | special)[source] for source in SOURCES])
    return np.array(rows)


def _affinity(material: Material, codes: Sequence[str], micros: Sequence[DemoGrid]) -> Real:
    assumed = material.assumptions
    likes = {kind: frozenset(some) for kind, some in assumed.kind_classes.items()}
    return np.array(
        [[assumed.special_kind_affinity if code in likes.get(micro.kind, ()) else 1.0 for micro in micros] for code in codes]
    )


def _chosen_codes(tables: Odds, mix: Mapping[str, float], count: int, rng: np.random.Generator) -> Whole:
    places = np.array([tables.codes.index(code) for code in mix])
    row = _cumulated(np.array([list(mix.values())]))
    return places[_choose(np.broadcast_to(row, (count, len(mix))), rng)]


def _citizens(material: Material, count: int, rng: np.random.Generator) -> Whole:
    return np.where(rng.random(count) < material.calibration.hotline_share, *CITIZENS)


def _cumulated(weights: Real) -> Real:
    sums = np.cumsum(weights, axis=1)
    return np.asarray(sums / sums[:, -1:], dtype=np.float64)


def _choose(rows: Real, rng: np.random.Generator) -> Whole:
    """One column a row, by the row's cumulated odds."""
    return np.asarray((rows <= rng.random(len(rows))[:, None]).sum(axis=1), dtype=np.int64)


_HOURS_OF = np.array([{"patrol": 0, "leader": 0, "sensor": 2}.get(source, 1) for source in SOURCES])
