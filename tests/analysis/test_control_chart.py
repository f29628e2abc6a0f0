"""XmR limits and signals against published examples, and the rules one by one."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.control_chart import SCREEN, SPREAD, Limits, count_limits, limits, signals

counts = st.lists(st.integers(0, 60), min_size=2, max_size=40)


def flat(mean: float = 50.0, reach: float = 30.0) -> Limits:
    return Limits(
        points=20,
        mean=mean,
        mean_range=reach / SPREAD,
        screened=0,
        lower=mean - reach,
        upper=mean + reach,
        near_lower=mean - reach * 2 / 3,
        near_upper=mean + reach * 2 / 3,
    )


def test_wheelers_data_set_for_verifying_software(xmr: dict[str, Any]) -> None:
    known = xmr["wheeler_verification"]
    ranges = [abs(later - earlier) for earlier, later in pairwise(known["values"])]
    assert ranges == known["moving_ranges"]
    # The book does not screen: without its one screened range our formula must give the book's numbers.
    mean_range = sum(ranges) / len(ranges)
    assert round(mean_range, 2) == known["mean_range"]
    assert round(SCREEN * mean_range, 1) == pytest.approx(known["range_limit"], abs=0.5)
    assert round(known["mean"] - SPREAD * mean_range, 2) == known["lower"]
    assert round(known["mean"] + SPREAD * mean_range, 2) == known["upper"]


def test_the_range_beyond_wheelers_range_limit_is_screened(xmr: dict[str, Any]) -> None:
    known = xmr["wheeler_verification"]
    found = limits(known["values"], digits=2)
    kept = [size for size in known["moving_ranges"] if size < known["range_limit"]]
    assert found.screened == 1
    assert found.mean == known["mean"]
    assert found.mean_range == pytest.approx(sum(kept) / len(kept), abs=0.005)
    assert found.upper == pytest.approx(known["mean"] + 2.66 * sum(kept) / len(kept), abs=0.005)


def test_nist_flow_rates(xmr: dict[str, Any]) -> None:
    known = xmr["nist_flow_rate"]
    found = limits(known["values"], digits=4)
    assert found.screened == 0
    assert found.mean == pytest.approx(known["mean"], abs=1e-4)
    assert found.mean_range == pytest.approx(known["mean_range"], abs=1e-4)
    assert found.lower == pytest.approx(known["lower"], abs=known["tolerance"])
    assert found.upper == pytest.approx(known["upper"], abs=known["tolerance"])


def test_wheelers_accidents_after_a_change(xmr: dict[str, Any]) -> None:
    known = xmr["wheeler_accidents"]
    found = limits(known["baseline"])
    assert [found.lower, found.upper] == pytest.approx([known["lower"], known["upper"]], abs=0.1)
    outside = [signal.last for signal in signals(known["later"], found) if signal.rule == "outside"]
    assert outside == known["outside"]


def test_trends_of_seven_points_as_plot_the_dots(xmr: dict[str, Any]) -> None:
    for example in xmr["plot_the_dots_rules"]["trend"]:
        complete = [
            at
            for at in range(len(example["values"]))
            if any(
                signal.rule == "trend" and signal.last == at for signal in signals(example["values"][: at + 1], flat(reach=1_000))
            )
        ]
        assert complete == example["complete_at"], example["values"]


def test_seven_on_one_side_as_plot_the_dots(xmr: dict[str, Any]) -> None:
    for example in xmr["plot_the_dots_rules"]["one_side"]:
        values = [50 + side for side in example["sides"]]
        complete = [
            at
            for at in range(len(values))
            if any(signal.rule == "shift" and signal.last == at for signal in signals(values[: at + 1], flat()))
        ]
        assert complete == example["complete_at"], example["sides"]


def test_a_long_run_is_given_at_its_full_length() -> None:
    (signal,) = signals([40, *[51] * 9], flat())
    assert (signal.rule, signal.side, signal.first, signal.last, signal.length) == ("shift", "up", 1, 9, 9)


def test_a_point_on_the_mean_ends_a_run() -> None:
    assert signals([51] * 6 + [50] + [51] * 6, flat()) == ()


def test_two_of_three_in_the_outer_third() -> None:
    found = signals([50, 72, 50, 71, 50], flat())
    assert [(signal.rule, signal.side, signal.last) for signal in found] == [("outer_third", "up", 3)]
    assert signals([50, 72, 50, 29, 50], flat()) == (), "one on each side is no signal"
    assert [signal.side for signal in signals([28, 27], flat())] == [], "two points are not three"
    assert [signal.side for signal in signals([50, 28, 27], flat())] == ["down"]


def test_limits_need_two_values() -> None:
    with pytest.raises(ValueError, match="two values"):
        limits([7])


def test_a_figure_does_not_pass_what_it_cannot_pass() -> None:
    found = limits([97, 99, 91, 99, 95], lowest=0.0, highest=100.0)
    assert found.upper == 100.0
    assert found.lower > 0.0
    assert count_limits([0, 9, 1, 8, 0]).lower == 0.0


@given(counts, st.integers(0, 200))
def test_whole_limits_judge_counts_exactly_as_the_full_ones(values: list[int], later: int) -> None:
    full, whole = limits(values, lowest=0.0, digits=6), count_limits(values)
    assert (later > whole.upper) == (later > full.upper)
    assert (later < whole.lower) == (later < full.lower)


@given(counts)
def test_a_baseline_lies_around_its_mean(values: list[int]) -> None:
    found = limits(values, digits=6)
    assert found.lower <= found.near_lower <= found.mean <= found.near_upper <= found.upper
    assert found.mean == pytest.approx(sum(values) / len(values), abs=1e-5)


@given(counts, st.integers(1, 1_000))
def test_moving_all_values_moves_the_limits_and_no_signal(values: list[int], by: int) -> None:
    moved = [value + by for value in values]
    here, there = limits(values, digits=6), limits(moved, digits=6)
    assert there.upper - here.upper == pytest.approx(by, abs=1e-5)
    assert [(s.rule, s.last) for s in signals(values, count_limits(values)) if s.rule == "trend"] == [
        (s.rule, s.last) for s in signals(moved, count_limits(moved)) if s.rule == "trend"
    ]
