"""Time to close with open cases: a published table, examples by hand, and properties."""

from __future__ import annotations

from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.survival import kaplan_meier, median, median_limits, steps

observed = st.lists(st.tuples(st.integers(0, 500), st.booleans()), max_size=60)


def curve(pairs: list[tuple[int, bool]]) -> Any:
    durations = np.array([time for time, _ in pairs], dtype=np.int64)
    return kaplan_meier(durations, np.array([ended for _, ended in pairs], dtype=np.bool_))


def test_the_table_of_bewick_cheek_and_ball(survival_reference: dict[str, Any]) -> None:
    known = survival_reference
    found = curve(list(zip(known["durations"], known["ended"], strict=True)))
    assert found.times.tolist() == known["times"]
    assert found.at_risk.tolist() == known["at_risk"]
    assert found.left == pytest.approx(known["left"], abs=5e-4)
    assert median(found) == known["median"]


def test_by_hand_the_open_case_lengthens_the_median() -> None:
    closed = [(10, True), (20, True), (30, True)]
    assert median(curve(closed)) == 20
    # Two open for 25: S(10) = 4/5, S(20) = 4/5 x 3/4 = 3/5, S(30) = 3/5 x 0/1 = 0.
    found = curve([*closed, (25, False), (25, False)])
    assert found.left == pytest.approx([0.8, 0.6, 0.0])
    assert median(found) == 30


def test_when_most_are_open_there_is_no_median() -> None:
    found = curve([(10, True), (50, False), (50, False)])
    assert median(found) is None
    assert median_limits(found)[1] is None


def test_nothing_at_all() -> None:
    found = curve([])
    assert median(found) is None
    assert median_limits(found) == (None, None)
    assert steps(found, most=10, unit=1) == ((0.0, 1.0),)


def test_limits_of_the_median_by_the_textbook_formula() -> None:
    pairs = [(time, time % 4 != 0) for time in range(1, 41)]
    left, total, crossing = 1.0, 0.0, []
    for time in range(1, 41):
        at_risk = 41 - time
        if time % 4 and at_risk > 1:
            left *= 1 - 1 / at_risk
            total += 1 / (at_risk * (at_risk - 1))
            spread = sqrt(total) / abs(log(left))
            crossing.append((time, (log(-log(left)) - log(-log(0.5))) / spread))
    low = next(time for time, z in crossing if z >= -1.959964)
    high = next((time for time, z in crossing if z >= 1.959964), None)
    assert median_limits(curve(pairs)) == (low, high)


@given(observed)
def test_the_curve_falls_from_one_to_no_less_than_nothing(pairs: list[tuple[int, bool]]) -> None:
    left = [1.0, *curve(pairs).left.tolist()]
    assert left == sorted(left, reverse=True)
    assert left[-1] >= 0.0


@given(observed, st.randoms())
def test_the_order_of_cases_plays_no_part(pairs: list[tuple[int, bool]], random: Any) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert curve(shuffled).left.tolist() == curve(pairs).left.tolist()


@given(st.lists(st.integers(0, 500), min_size=1, max_size=60))
def test_with_nothing_open_it_is_the_plain_median(times: list[int]) -> None:
    found = median(curve([(time, True) for time in times]))
    assert found == sorted(times)[(len(times) - 1) // 2]


@given(observed, st.integers(2, 20))
def test_the_drawn_curve_is_short_and_keeps_its_ends(pairs: list[tuple[int, bool]], most: int) -> None:
    found = curve(pairs)
    drawn = steps(found, most=most, unit=1)
    assert len(drawn) <= most
    assert drawn[0] == (0.0, 1.0)
    if len(found.times) and most > 2:
        assert drawn[-1] == (float(found.times[-1]), round(float(found.left[-1]), 4))
