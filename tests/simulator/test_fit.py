"""The history follows the calibration: mix, weekdays, hours, lateness, closing times, repeats."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from services.simulator.clock import LOCAL, OfficeClock
from services.simulator.draws import odds
from services.simulator.incidents import DemoIncident
from tests.simulator.conftest import MONDAY, SEED, WEEKS, Scene

Incidents = tuple[DemoIncident, ...]
Z_999 = 3.09  # one in a thousand of a normal distribution lies beyond


def chi_square_limit(freedom: int) -> float:
    """The value that chi-square passes once in a thousand times (Wilson and Hilferty's approximation)."""
    part = 2 / (9 * freedom)
    return float(freedom * (1 - part + Z_999 * part**0.5) ** 3)


def chi_square(seen: NDArray[np.float64], expected: NDArray[np.float64]) -> tuple[float, float]:
    """The statistic and its limit, small cells put together."""
    big = expected >= 5
    seen = np.append(seen[big], seen[~big].sum())
    expected = np.append(expected[big], expected[~big].sum())
    return float(((seen - expected) ** 2 / np.maximum(expected, 1e-9)).sum()), chi_square_limit(len(seen) - 1)


@pytest.fixture(scope="session")
def base(incidents: Incidents) -> Incidents:
    """What the usual rate made, in whole weeks: no storms, bursts or repeats."""
    return tuple(row for row in incidents if row.cause == "base" and local_day(row) < MONDAY)


def local_day(row: DemoIncident) -> date:
    return row.occurred_at.astimezone(LOCAL).date()


def test_the_class_mix_is_the_calibrated_one(scene: Scene, base: Incidents) -> None:
    tables = odds(scene.district, scene.area, material=scene.material, seed=SEED)
    months = Counter(local_day(row).month for row in base)
    shares = np.diff(tables.month, axis=1, prepend=0)
    expected = sum((shares[month - 1] * count for month, count in months.items()), np.zeros(len(tables.codes)))
    counts = Counter(row.code for row in base)
    value, limit = chi_square(np.array([counts[code] for code in tables.codes], dtype=float), expected)
    assert value < limit


def test_the_fitted_classes_keep_their_order(scene: Scene, base: Incidents) -> None:
    fitted = sorted(scene.material.calibration.classes, key=lambda fit: -fit.share)[:4]
    counts = Counter(row.code for row in base)
    assert {code for code, _ in counts.most_common(5)} >= {fit.code for fit in fitted}


def test_the_week_has_the_calibrated_shape(scene: Scene, base: Incidents) -> None:
    counts = np.bincount([local_day(row).weekday() for row in base], minlength=7)
    wanted = np.array(scene.material.calibration.weekday)
    assert counts / counts.mean() == pytest.approx(wanted / wanted.mean(), abs=0.12)
    assert counts[5:].sum() < 0.25 * counts.sum()


def test_the_day_has_the_calibrated_shape_for_citizens_and_for_staff(scene: Scene, base: Incidents) -> None:
    fits = scene.material.calibration
    for sources, profile in (
        (("hotline", "public", "video", "police_fire"), fits.hours_public),
        (("patrol", "leader"), fits.hours_staff),
    ):
        hours = [row.occurred_at.astimezone(LOCAL).hour for row in base if row.source in sources]
        value, limit = chi_square(np.bincount(hours, minlength=24).astype(float), len(hours) * np.array(profile) / sum(profile))
        assert value < limit, sources


def test_the_usual_rate_is_the_calibrated_one(scene: Scene, base: Incidents) -> None:
    tables = odds(scene.district, scene.area, material=scene.material, seed=SEED)
    season = np.mean(scene.material.assumptions.month_total)
    expected = tables.per_day * 7 * WEEKS * float(season) / (1 + scene.material.calibration.repeat_share)
    assert len(base) == pytest.approx(expected, rel=0.05)


def test_as_many_are_late_as_calibrated(scene: Scene, base: Incidents) -> None:
    late = {fit.code: fit.late for fit in scene.material.calibration.classes}
    old = [row for row in base if row.code in late and local_day(row) < MONDAY - timedelta(weeks=26)]
    expected = sum(late[row.code] for row in old)
    seen = sum(not row.on_time for row in old)
    assert abs(seen - expected) < Z_999 * expected**0.5


@pytest.mark.parametrize("code", ["0113", "0110", "0135", "2112", "2136"])
def test_the_median_closing_time_is_the_calibrated_one(code: str, scene: Scene, base: Incidents) -> None:
    ladder = next(fit.ratio for fit in scene.material.calibration.classes if fit.code == code)
    assert ladder is not None
    limit = scene.material.classes[code].limit
    clock = OfficeClock(MONDAY - timedelta(weeks=WEEKS + 1), MONDAY + timedelta(weeks=1))
    parts = [
        clock.counted(row.occurred_at, row.closed_at, limit) / limit.hours
        for row in base
        if row.code == code and row.closed_at and row.on_time
    ]
    assert len(parts) > 100
    below, above = np.quantile(parts, [0.4, 0.6])
    median = ladder.values[ladder.at.index(0.5)]
    shortest = 0.05 / limit.hours  # nobody closes within three minutes
    assert below <= max(median, shortest) * 1.15
    assert above >= median * 0.85


def test_as_many_are_repeated_as_calibrated(scene: Scene, incidents: Incidents) -> None:
    first = sum(1 for row in incidents if not row.repeat_of)
    share = sum(1 for row in incidents if row.repeat_of) / first
    assert share == pytest.approx(scene.material.calibration.repeat_share, abs=0.02)


def test_summer_floods_and_winter_ices(incidents: Incidents) -> None:
    flooded = Counter(local_day(row).month in (6, 7, 8, 9) for row in incidents if row.code == "0506")
    assert flooded[True] > flooded[False]
    assert not [row for row in incidents if row.code == "0507" and local_day(row).month in (5, 6, 7, 8, 9)]
