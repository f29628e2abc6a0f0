"""On-time share, time to close and overdue cases: open ones count, suspended ones stay out of the share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.analysis.columns import Case, StateGroup
from app.analysis.timeliness import TimelinessPanel
from tests.analysis.cases import WEEK, at, case, closed, in_week, package, panel

MONDAY = at("11-09 08:00")


def on_time(id: str, **facts: Any) -> Case:
    return closed(id, MONDAY, hours=10, due=at("11-10 08:00"), **facts)


def late(id: str, **facts: Any) -> Case:
    return closed(id, MONDAY, hours=40, due=at("11-10 08:00"), **facts)


def still_open(id: str, **facts: Any) -> Case:
    return case(id, MONDAY, due=at("11-10 08:00"), **facts)


def timeliness(cases: list[Case], **changes: Any) -> TimelinessPanel:
    return panel(package(cases, **changes), TimelinessPanel)


def test_an_open_case_past_due_counts_as_late() -> None:
    found = timeliness([on_time("a"), late("b"), still_open("c")]).punctuality
    assert (found.on_time.part.value, found.on_time.whole.value) == (1, 3)
    assert (found.late_closed.value, found.late_open.value) == (1, 1)


def test_a_case_on_a_granted_wait_leaves_the_denominator() -> None:
    found = timeliness([on_time("a"), late("b"), still_open("c", suspended=True)])
    assert found.punctuality.on_time.whole.value == 2
    assert found.punctuality.suspended.value == 1
    assert found.overdue.total.value == 0
    assert "缓办1件不计" in found.sentence.zh


def test_cases_count_in_the_week_in_which_they_were_due() -> None:
    early = closed("old", at("10-20 08:00"), hours=5, due=at("11-12 08:00"))
    not_yet = case("later", at("11-15 08:00"), due=at("11-20 08:00"))
    before = closed("before", at("11-01 08:00"), hours=1, due=at("11-08 08:00"))
    found = timeliness([early, not_yet, before]).punctuality
    assert found.on_time.whole.value == 1
    assert found.before is not None
    assert found.before.whole.value == 1


def test_ending_at_the_due_second_is_in_time() -> None:
    found = timeliness(
        [closed("a", MONDAY, hours=24, due=at("11-10 08:00")), closed("b", MONDAY, hours=24.001, due=at("11-10 08:00"))]
    )
    assert (found.punctuality.on_time.part.value, found.punctuality.late_closed.value) == (1, 1)


def test_a_source_that_tells_only_whether_it_was_in_time_is_believed() -> None:
    told = [
        case("kept", MONDAY, state=StateGroup.CLOSED, closed_unknown=True, in_time=True),
        case("missed", MONDAY, state=StateGroup.CLOSED, closed_unknown=True, in_time=False),
        case("still missing", MONDAY, in_time=False),
        case("still going", MONDAY, in_time=True),
        case("no word", MONDAY, state=StateGroup.CLOSED, closed_unknown=True, due=at("11-10 08:00")),
    ]
    found = timeliness(told).punctuality
    assert (found.on_time.part.value, found.on_time.whole.value, found.untold.value) == (1, 3, 1)


def test_times_are_believed_before_the_word_of_the_source() -> None:
    found = timeliness([late("a", in_time=True)]).punctuality
    assert (found.on_time.part.value, found.late_closed.value) == (0, 1)


def test_withdrawn_merged_and_drill_cases_owe_nothing() -> None:
    nobody = [
        late("w", state=StateGroup.WITHDRAWN),
        late("m", state=StateGroup.MERGED),
        late("d", drill=True),
    ]
    assert timeliness(nobody).punctuality.on_time.whole.value == 0


def test_a_small_base_prints_numbers_and_a_large_one_the_share() -> None:
    small = timeliness([on_time(str(n)) for n in range(9)])
    assert small.punctuality.on_time.percent is None
    assert "按时率" not in small.sentence.zh.split("；", maxsplit=1)[0]
    large = timeliness([on_time(str(n)) for n in range(9)] + [late("x")])
    assert large.punctuality.on_time.percent == 90.0
    assert "本周应结10件，按时9件，按时率90%（逾期未结计为未按时）" in large.sentence.zh


def test_the_share_is_judged_against_its_own_weeks() -> None:
    cases = []
    for back in range(1, 20):
        week = WEEK.before(back)
        for number in range(20):
            hours = 30 if number < 1 + back % 2 else 5
            start = in_week(week, 1)
            cases.append(closed(f"{week}-{number}", start, hours=hours, due=start + timedelta(hours=24)))
    cases += [late(f"bad-{number}") for number in range(20)]
    found = timeliness(cases)
    assert found.punctuality.limits is not None
    assert found.punctuality.limits.upper <= 100.0
    assert ("outside", "down") in {(sign.rule, sign.side) for sign in found.punctuality.signs}
    assert found.signal is True
    assert "低于下限" in found.sentence.zh
    assert "是真实下降，不是波动" in found.sentence.zh


def test_half_of_the_cases_with_the_open_ones_counted() -> None:
    quick = [closed(f"q{n}", at("11-12 08:00"), hours=hours) for n, hours in enumerate((2, 4, 6))]
    assert timeliness(quick).closing.median.value == 4.0
    waiting = [case(f"w{n}", at("11-09 08:00")) for n in range(2)]
    found = timeliness([*quick, *waiting])
    assert (found.closing.median.value, found.closing.still_open.value) == (6.0, 2)
    assert "近4周的案件半数在6小时内办结（含未办结2件）" in found.sentence.zh
    assert timeliness([*quick, *waiting, *[case(f"v{n}", MONDAY) for n in range(2)]]).closing.median.value is None


def test_granted_waits_are_taken_out_of_the_time() -> None:
    found = timeliness([closed("a", at("11-10 08:00"), hours=9, suspended_seconds=2 * 3_600)])
    assert found.closing.median.value == 7.0


def test_cases_closed_nobody_knows_when_are_told_not_guessed() -> None:
    found = timeliness([case("a", MONDAY, state=StateGroup.CLOSED, closed_unknown=True)]).closing
    assert (found.median.of.value, found.untold.value) == (0, 1)


def test_overdue_cases_stand_in_bands_of_age_whenever_they_occurred() -> None:
    now = at("11-16 06:00")
    ages = {"half a day": 0.5, "two days": 2, "week to the second": 7, "month": 40}
    cases = [case(name, now - timedelta(days=age + 1), due=now - timedelta(days=age)) for name, age in ages.items()]
    found = timeliness(cases).overdue
    assert [(band.least, band.most, band.count.value) for band in found.bands] == [
        (0, 1, 1),
        (1, 3, 1),
        (3, 7, 0),
        (7, 30, 1),
        (30, None, 1),
    ]
    assert sum(band.count.value for band in found.bands) == found.total.value
    assert found.oldest.value == 40.0
    assert [row.id for row in found.longest] == ["month", "week to the second", "two days", "half a day"]


def test_what_closed_after_the_cut_off_was_open_then() -> None:
    found = timeliness([closed("a", MONDAY, hours=40, due=at("11-10 08:00"))], cutoff=at("11-10 12:00"))
    assert (found.punctuality.late_open.value, found.overdue.total.value) == (1, 1)


def test_first_time_completion_leaves_out_returned_and_reopened_cases() -> None:
    found = timeliness([on_time("a"), on_time("b", returned=1), on_time("c", reopened=1)]).punctuality
    assert (found.first_time.part.value, found.first_time.whole.value) == (1, 3)


def test_classes_with_most_due_cases_come_first() -> None:
    found = timeliness([on_time("a", class_code="0110"), late("b", class_code="2132"), on_time("c", class_code="2132")])
    assert [(row.key, row.on_time.part.value, row.on_time.whole.value) for row in found.classes] == [
        ("2132", 1, 2),
        ("0110", 1, 1),
    ]
    assert found.classes[1].median.value == pytest.approx(10.0)
