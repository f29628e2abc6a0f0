"""Fit the simulator to real samples: `python -m services.simulator.calibrate BOSTON.csv.gz PINGSHAN.csv.gz
MAPPING.csv`.

Hours, closing times, surges and repeats come from the service requests, which have times; weekdays, lateness
and the nature of a request from the grid events, which are Chinese. The class mix blends both. Only aggregated
figures are kept.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import typer
from numpy.typing import NDArray

from services.simulator.calibration import Calibration, ClassFit, Ladder, write_calibration
from services.simulator.samples import GridEvents, Requests, read_crosswalk, read_grid_events, read_requests

DEMO = Path(__file__).parents[2] / "resources" / "demo"
REQUESTS_WEIGHT = 0.3  # of the class mix; the Chinese sample carries the rest
ORIGIN = (
    "Aggregated figures of two samples: one city's service requests of 2011, one district's grid events of 2018. "
    "Made by services/simulator/calibrate.py, not to be edited by hand."
)
RUNGS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
ENOUGH = 100  # closed rows for a class to have a ladder of its own
LEAST_HOURS = 1 / 60  # shorter closings were written down afterwards
REPEAT_WINDOW_DAYS = 28
REPEAT_LEAST_HOURS = 1.0  # closer ones are the same report entered twice
STORM_CODE = "2112"
STORM_DAYS = 5
BURST_LEAST = 6
BURST_TAIL = 1e-6
WHOLE_FROM = date(2018, 9, 10)  # the grid events have every day from here on
# Mid-autumn, the national week and the two make-up working days before it say nothing about a usual weekday.
FREE_2018 = frozenset({date(2018, 9, 24), *(date(2018, 9, 29) + timedelta(days=n) for n in range(9))})
NATURES = {"投诉": "complain", "咨询": "consult", "建议": "suggest", "求决": "help", "感谢": "thank", "其他": "other"}

Days = NDArray[np.int64]


def calibrate(requests: Requests, events: GridEvents) -> Calibration:
    """All parameters from the two samples; the same samples give the same figures."""
    storms = _storm_onsets(requests)
    stormy = {day + n for day in storms for n in range(STORM_DAYS)}
    calm = ~np.isin(requests.day, sorted(stormy))
    usual = calm & ~np.isin(requests.day, _heavy_days(requests))
    share, gaps = _repeats(requests, calm)
    bursts, sizes = _bursts(requests, calm & ~requests.staff)
    public = usual & ~requests.staff
    ratio, overshoot = _closing(requests, requests.code != "")
    return Calibration(
        origin=ORIGIN,
        samples=_samples(requests, events),
        per_unit_week=_round(len(requests.opened) / _weeks(requests) / len(set(requests.precinct[requests.precinct != ""]))),
        weekday=_weekday(events),
        hours_public=_hours(requests, public),
        hours_staff=_hours(requests, usual & requests.staff),
        day_shape=_day_shape(requests, usual),
        place_sigma=_place_sigma(requests),
        hotline_share=_round(float(requests.hotline[~requests.staff].mean())),
        natures=_natures(events),
        repeat_share=share,
        repeat_days=gaps,
        storm_excess=_storm_excess(requests, storms),
        storms_seen=len(storms),
        bursts_per_week=bursts,
        burst_size=sizes,
        ratio=ratio,
        overshoot=overshoot,
        classes=_classes(requests, events, calm),
    )


def _samples(requests: Requests, events: GridEvents) -> dict[str, dict[str, str | int | float]]:
    last = requests.first_day + timedelta(days=int(requests.day.max()))
    return {
        "boston_311": {
            "rows": len(requests.opened),
            "from": requests.first_day.isoformat(),
            "to": last.isoformat(),
            "classified": _round(float((requests.code != "").mean())),
            "weight_in_mix": REQUESTS_WEIGHT,
        },
        "pingshan_grid": {
            "rows": len(events.day),
            "from": min(events.day).isoformat(),
            "to": max(events.day).isoformat(),
            "classified": _round(float((events.code != "").mean())),
            "weight_in_mix": _round(1 - REQUESTS_WEIGHT),
        },
    }


def _classes(requests: Requests, events: GridEvents, calm: NDArray[np.bool_]) -> tuple[ClassFit, ...]:
    ours, theirs = requests.code[calm & (requests.code != "")], events.code[events.code != ""]
    staff_all = float(requests.staff[requests.code != ""].mean())
    late_all = float(events.late[events.code != ""].mean())
    fits = []
    for code in sorted({*ours, *theirs}):
        mine, other = requests.code == code, events.code == code
        share = REQUESTS_WEIGHT * (ours == code).mean() + (1 - REQUESTS_WEIGHT) * (theirs == code).mean()
        closed = mine & (requests.closed >= LEAST_HOURS) & (requests.target > 0)
        fits.append(
            ClassFit(
                code=str(code),
                rows=int(mine.sum() + other.sum()),
                share=_round(float(share), 6),
                staff=_round(float((requests.staff[mine].sum() + 50 * staff_all) / (mine.sum() + 50))),
                late=_round(float((events.late[other].sum() + 20 * late_all) / (other.sum() + 20))),
                ratio=_closing(requests, mine)[0] if closed.sum() >= ENOUGH else None,
            )
        )
    return tuple(fits)


def _closing(requests: Requests, rows: NDArray[np.bool_]) -> tuple[Ladder, Ladder]:
    """Closing time as a part of the limit: of those in time, and by how much the late ones pass it."""
    known = rows & (requests.closed >= LEAST_HOURS) & (requests.target > 0)
    parts = requests.closed[known] / requests.target[known]
    return _ladder(parts[parts <= 1]), _ladder(parts[parts > 1] - 1)


def _weekday(events: GridEvents) -> tuple[float, ...]:
    days = sorted({day for day in events.day if day >= WHOLE_FROM and day not in FREE_2018})
    counts = np.array([events.day.count(day) for day in days], dtype=np.float64)
    weekdays = np.array([day.weekday() for day in days])
    medians = np.array([np.median(counts[weekdays == n]) for n in range(7)])
    return tuple(_round(float(median)) for median in medians / medians.mean())


def _hours(requests: Requests, rows: NDArray[np.bool_]) -> tuple[float, ...]:
    counts = np.bincount(requests.hour[rows], minlength=24)
    return tuple(_round(float(part)) for part in counts / counts.sum())


def _natures(events: GridEvents) -> dict[str, float]:
    return {key: _round(float((events.nature == name).mean())) for name, key in NATURES.items()}


def _daily(requests: Requests, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.bincount(requests.day[rows], minlength=int(requests.day.max()) + 1).astype(np.float64)


def _usual_by_weekday(requests: Requests, daily: NDArray[np.float64]) -> NDArray[np.float64]:
    weekday = (np.arange(len(daily)) + requests.first_day.weekday()) % 7
    return np.array([np.median(daily[weekday == n]) for n in range(7)])[weekday]


def _heavy_days(requests: Requests) -> Days:
    daily = _daily(requests, np.ones(len(requests.opened), dtype=bool))
    return np.flatnonzero(daily > 2 * _usual_by_weekday(requests, daily))


def _storm_onsets(requests: Requests) -> list[int]:
    """Days on which fallen trees jump to four times their usual number."""
    daily = _daily(requests, requests.code == STORM_CODE)
    onsets: list[int] = []
    for day in np.flatnonzero(daily > max(30.0, 4 * float(np.median(daily)))):
        if not onsets or day >= onsets[-1] + STORM_DAYS:
            onsets.append(int(day))
    return onsets


def _storm_excess(requests: Requests, onsets: list[int]) -> tuple[float, ...]:
    trees = _daily(requests, requests.code == STORM_CODE)
    total = float(np.median(_daily(requests, np.ones(len(requests.opened), dtype=bool))))
    usual = float(np.median(trees))
    profile = [
        np.mean([max(0.0, trees[day + n] - usual) / total for day in onsets if day + n < len(trees)]) for n in range(STORM_DAYS)
    ]
    return tuple(_round(float(part)) for part in profile)


def _day_shape(requests: Requests, usual: NDArray[np.bool_]) -> float:
    """Shape of a gamma factor per ward and day, by moments after taking out ward and weekday."""
    days = np.unique(requests.day[usual])
    weekday = (days + requests.first_day.weekday()) % 7
    excess = expected_squares = 0.0
    for ward in _wards(requests):
        counts = _daily(requests, usual & (requests.ward == ward))[days]
        expected = np.array([counts[weekday == n].mean() for n in range(7)])[weekday]
        excess += float(((counts - expected) ** 2 - expected).sum())
        expected_squares += float((expected**2).sum())
    return _round(expected_squares / excess, 2)


def _place_sigma(requests: Requests) -> float:
    """Log spread of the rates of precincts, less the part that chance makes."""
    known = requests.precinct[requests.precinct != ""]
    counts = np.unique(known, return_counts=True)[1].astype(np.float64)
    spread = float(np.log(counts).var() - (1 / counts).mean())
    return _round(math.sqrt(max(spread, 0.0)))


def _repeats(requests: Requests, rows: NDArray[np.bool_]) -> tuple[float, Ladder]:
    last: dict[tuple[str, str], float] = {}
    gaps: list[float] = []
    known = np.flatnonzero(rows & (requests.place != ""))
    for row in known:
        key = (str(requests.kind[row]), str(requests.place[row]))
        gap = float(requests.opened[row]) - last.get(key, -math.inf)
        if REPEAT_LEAST_HOURS <= gap <= 24 * REPEAT_WINDOW_DAYS:
            gaps.append(gap / 24)
        last[key] = float(requests.opened[row])
    return _round(len(gaps) / len(known)), _ladder(np.array(gaps))


def _bursts(requests: Requests, rows: NDArray[np.bool_]) -> tuple[float, Ladder]:
    """One type piling up in one ward within a day, far beyond chance: how many per ward and week, how large.

    Staff enter whole rounds in one go, so only what citizens report counts.
    """
    sizes: list[float] = []
    days = len(set(requests.day[rows].tolist()))
    wards = _wards(requests)
    for ward in wards:
        for kind in set(requests.kind[rows & (requests.ward == ward)].tolist()):
            daily = _daily(requests, rows & (requests.ward == ward) & (requests.kind == kind))
            mean = max(float(np.sort(daily)[:-2].mean()), 0.01)
            sizes += [float(n) for n in daily if n >= BURST_LEAST and _poisson_tail(int(n), mean) < BURST_TAIL]
    return _round(len(sizes) / len(wards) / (days / 7)), _ladder(np.array(sizes))


def _wards(requests: Requests) -> list[str]:
    return sorted(set(requests.ward[requests.ward != ""].tolist()))


def _poisson_tail(count: int, mean: float) -> float:
    below = sum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(count))
    return max(0.0, 1 - below)


def _weeks(requests: Requests) -> float:
    return (int(requests.day.max()) + 1) / 7


def _ladder(values: NDArray[np.float64]) -> Ladder:
    return Ladder(RUNGS, tuple(_round(float(value)) for value in np.quantile(values, RUNGS)))


def _round(value: float, digits: int = 4) -> float:
    return round(value, digits)


def main(boston: Path, pingshan: Path, mapping: Path, out: Path = DEMO / "calibration.json") -> None:
    """Read the samples and write the parameters."""
    crosswalk = read_crosswalk(DEMO / "crosswalk.json")
    requests = read_requests(boston, mapping, crosswalk)
    write_calibration(calibrate(requests, read_grid_events(pingshan, crosswalk)), out)


if __name__ == "__main__":
    typer.run(main)
