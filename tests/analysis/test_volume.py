"""The week's volume: what counts, what it is compared with, when limits are drawn and what they say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.analysis.columns import Case, StateGroup
from app.analysis.figures import Days, IncidentsBehind
from app.analysis.volume import VolumePanel
from tests.analysis.cases import WEEK, at, case, package, panel, weeks_of

STEADY = [20, 22, 19, 21, 20, 23, 18, 20, 21, 19, 22, 20, 21, 20, 19, 22, 20, 21, 19, 20, 22, 21, 20, 19, 21, 20]


def volume(cases: list[Case], **changes: Any) -> VolumePanel:
    return panel(package(cases, **changes), VolumePanel)


def test_a_case_counts_in_the_week_in_which_it_occurred_on_the_clock_of_shanghai() -> None:
    cases = [
        case("sunday before", at("11-08 23:59")),
        case("monday", at("11-09 00:00")),
        case("reported late", at("11-15 23:59"), opened=at("11-16 05:00")),
        case("next monday", at("11-16 00:00")),
    ]
    found = volume(cases)
    assert found.total.value == 2
    assert found.total.behind == IncidentsBehind(occurred=Days(date(2026, 11, 9), date(2026, 11, 15)))
    assert [day.count.value for day in found.days] == [1, 0, 0, 0, 0, 0, 1]


def test_drills_and_merged_cases_do_not_count_and_withdrawn_ones_are_told() -> None:
    cases = [
        case("real", at("11-10 09:00")),
        case("drill", at("11-10 09:00"), drill=True),
        case("second caller", at("11-10 09:10"), state=StateGroup.MERGED),
        case("not accepted", at("11-11 09:00"), state=StateGroup.WITHDRAWN),
    ]
    found = volume(cases)
    assert found.total.value == 2
    assert found.withdrawn.value == 1
    assert "其中不予立案或作废1件" in found.sentence.zh


def test_the_week_stands_against_the_week_before_and_fifty_two_weeks_before() -> None:
    cases = [*weeks_of([12, 20, 25]), *weeks_of([8], last=WEEK.before(52))]
    found = volume(cases)
    assert found.before is not None
    assert (found.before.before.value, found.before.difference, found.before.percent) == (20, 5, 25.0)
    assert found.year_before is not None
    assert (found.year_before.week, found.year_before.before.value, found.year_before.difference) == ("2025-W46", 8, 17)
    assert found.year_before.percent is None, "a base under ten prints numbers"
    assert "比前一周多5件（+25%）" in found.sentence.zh
    assert "比52周前多17件；" in found.sentence.zh


def test_where_records_do_not_reach_back_there_is_nothing_to_compare() -> None:
    found = volume(weeks_of([5]), since=date(2026, 11, 9))
    assert found.before is None
    assert found.year_before is None
    assert "无前一周可比" in found.sentence.zh


def test_a_week_cut_short_by_the_beginning_of_the_records_is_no_baseline() -> None:
    found = volume([case("first", at("11-04 09:00")), *weeks_of([5])], since=None)
    assert found.before is None
    assert found.chart.points == 0


def test_ordinary_variation_is_no_signal() -> None:
    found = volume(weeks_of([*STEADY, 21]))
    assert found.signal is False
    assert found.chart.basis == "weeks"
    assert len(found.chart.periods) == 27
    assert found.chart.limits is not None
    assert found.chart.limits.points == 26
    assert f"{found.chart.limits.lower:g}至{found.chart.limits.upper:g}件）内，本周无信号" in found.sentence.zh


def test_a_week_above_the_limit_is_a_signal() -> None:
    found = volume(weeks_of([*STEADY, 40]))
    assert found.signal is True
    assert [sign.rule for sign in found.chart.signs] == ["outside"]
    assert found.chart.periods[-1].rules == ("outside",)
    assert "是真实上升，不是波动" in found.sentence.zh
    assert "a real rise, not variation" in found.sentence.en


def test_seven_weeks_above_the_mean_are_a_signal() -> None:
    found = volume(weeks_of([*STEADY[:20], 23, 22, 23, 22, 23, 22, 23]))
    assert ("shift", "up", 7) in {(sign.rule, sign.side, sign.length) for sign in found.chart.signs}
    assert "连续7周高于均值" in found.sentence.zh


@pytest.mark.parametrize(("weeks", "drawn"), [(11, False), (12, True)])
def test_limits_need_twelve_weeks(weeks: int, drawn: bool) -> None:
    cases = weeks_of([*STEADY[:weeks], 60])
    found = volume(cases, since=WEEK.before(weeks).monday)
    assert (found.chart.limits is not None) is drawn
    assert found.signal is drawn
    if not drawn:
        assert found.chart.why == "short"
        assert "基线不足（11周，至少12周），不设界限，不判断信号" in found.sentence.zh


def test_with_few_cases_four_week_sums_are_judged() -> None:
    found = volume(weeks_of([2] * 104 + [2, 2, 3, 30]))
    assert found.chart.basis == "sums"
    assert found.chart.limits is not None
    assert [period.count.value for period in found.chart.periods][-2:] == [8, 37]
    assert (found.chart.periods[-1].first, found.chart.periods[-1].last) == ("2026-W43", "2026-W46")
    assert found.signal is True
    assert "周均不足5件，改看4周合计（37件），" in found.sentence.zh


def test_four_week_sums_need_a_baseline_too() -> None:
    found = volume(weeks_of([2] * 40), since=WEEK.before(39).monday)
    assert (found.chart.basis, found.chart.why, found.chart.points) == ("sums", "short", 9)
    assert found.chart.limits is None
    assert "基线不足（9段，至少12段）" in found.sentence.zh


def test_hardly_any_cases_have_no_limits_at_all() -> None:
    found = volume(weeks_of([1 if back % 8 == 0 else 0 for back in range(108)]))
    assert (found.chart.why, found.chart.limits) == ("few", None)
    assert "件数过少" in found.sentence.zh or "仍平均不足5件" in found.sentence.zh


def test_a_week_that_is_not_over_is_not_judged() -> None:
    found = volume(weeks_of([*STEADY, 60]), cutoff=at("11-15 23:00"))
    assert found.chart.limits is not None
    assert found.signal is False
    assert found.sentence.zh == "本周受理60件；本周尚未结束，不判断信号。", "half a week stands against no full one"


def test_what_occurred_after_the_cut_off_is_not_known() -> None:
    found = volume([case("known", at("11-10 08:00")), case("later", at("11-12 08:00"))], cutoff=at("11-11 00:00"))
    assert found.total.value == 1
