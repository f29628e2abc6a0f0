"""What came back: chains by place and class within 28 days, hot places, unsolved chains."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from app.analysis.chains import chains
from app.analysis.columns import Case, IncidentColumns, StateGroup
from app.analysis.repeats import RepeatsPanel
from app.analysis.snapshot import snapshot
from tests.analysis.cases import at, case, closed, frame, package, panel
from tests.analysis.strategies import many_cases

PLACE = "惠平路388弄"


def here(id: str, occurred: datetime, **facts: Any) -> Case:
    return closed(id, occurred, hours=1, **{"place": PLACE, "class_code": "0110", **facts})


def repeats(cases: list[Case], **changes: Any) -> RepeatsPanel:
    return panel(package(cases, **changes), RepeatsPanel)


def test_the_second_report_is_a_repeat_the_first_is_not() -> None:
    found = repeats([here("a", at("11-09 08:00")), here("b", at("11-10 08:00"))])
    assert (found.repeats.part.value, found.repeats.whole.value) == (1, 2)


def test_twenty_eight_days_to_the_second() -> None:
    last = at("11-10 08:00")
    assert repeats([here("a", last - timedelta(days=28)), here("b", last)]).repeats.part.value == 1
    assert repeats([here("a", last - timedelta(days=28, seconds=1)), here("b", last)]).repeats.part.value == 0


def test_another_class_another_place_or_no_place_is_no_repeat() -> None:
    first = here("a", at("11-09 08:00"))
    assert repeats([first, here("b", at("11-10 08:00"), class_code="2132")]).repeats.part.value == 0
    assert repeats([first, here("b", at("11-10 08:00"), place="德园路")]).repeats.part.value == 0
    nowhere = [here("a", at("11-09 08:00"), place=""), here("b", at("11-10 08:00"), place="")]
    assert repeats(nowhere).repeats.whole.value == 0
    assert "没有写明地点" in repeats(nowhere).sentence.zh


def test_a_withdrawn_report_is_no_problem_that_came_back() -> None:
    found = repeats([here("a", at("11-09 08:00"), state=StateGroup.WITHDRAWN), here("b", at("11-10 08:00"))])
    assert found.repeats.part.value == 0


def test_of_two_reports_in_one_second_one_is_the_repeat() -> None:
    moment = at("11-10 08:00")
    assert repeats([here("a", moment), here("b", moment)]).repeats.part.value == 1


def test_a_place_is_hot_from_three_cases_of_any_class_in_the_week() -> None:
    two = [here("a", at("11-09 08:00"), lon=121.3, lat=31.3), here("b", at("11-10 08:00"), class_code="2132")]
    assert repeats(two).places == ()
    found = repeats([*two, here("c", at("11-11 08:00")), here("old", at("11-01 08:00"), class_code="x")])
    (hot,) = found.places
    assert (hot.key, hot.count.value, hot.repeats.value, hot.lon) == (PLACE, 3, 1, 121.3)
    assert (found.place_count, found.at_places and found.at_places.value) == (1, 3)
    assert found.signal is True
    assert f"3件以上的地点1处，合计3件，最多的是{PLACE}，3件" in found.sentence.zh


def test_unsolved_chains_oldest_first() -> None:
    old = [here("a1", at("09-20 08:00")), case("a2", at("10-05 08:00"), place=PLACE, class_code="0110")]
    new = [here("b1", at("11-09 08:00"), place="德园路"), case("b2", at("11-12 08:00"), place="德园路", class_code="0110")]
    solved = [here("c1", at("11-09 08:00"), place="真南路"), here("c2", at("11-10 08:00"), place="真南路")]
    found = repeats([*new, *solved, *old])
    assert [(chain.place, chain.times.value, chain.still_open.value) for chain in found.chains] == [
        (PLACE, 2, 1),
        ("德园路", 2, 1),
    ]
    assert (found.chains[0].first, found.chains[0].last) == (date(2026, 9, 20), date(2026, 10, 5))
    assert found.chains[0].age.value == 56.0
    assert found.signal is True, "one of them came back this week"


def test_a_chain_breaks_where_nothing_came_for_more_than_28_days() -> None:
    cases = [
        here("a", at("08-01 08:00")),
        here("b", at("10-20 08:00")),
        case("c", at("11-02 08:00"), place=PLACE, class_code="0110"),
    ]
    (chain,) = repeats(cases).chains
    assert (chain.times.value, chain.first) == (2, date(2026, 10, 20))


def test_an_old_unsolved_chain_alone_is_no_signal_of_this_week() -> None:
    cases = [here("a", at("10-01 08:00")), case("b", at("10-05 08:00"), place=PLACE, class_code="0110")]
    found = repeats(cases)
    assert found.chain_count == 1
    assert found.signal is False
    assert "本周无信号" in found.sentence.zh


def test_micro_grids_with_three_cases_are_named() -> None:
    found = repeats([case(str(n), at("11-10 08:00"), micro="M1") for n in range(3)] + [case("x", at("11-10 08:00"), micro="M2")])
    assert [(micro.key, micro.count.value) for micro in found.micros] == [("M1", 3)]


@given(many_cases(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_repeats_are_what_comparing_all_pairs_finds(cases: list[Case], random: Any) -> None:
    whole = [structs.replace(row, place="x", class_code="0110") if n % 3 else row for n, row in enumerate(cases)]
    random.shuffle(whole)
    columns, seen = IncidentColumns.of(whole), frame()
    standing = snapshot(columns, seen)
    found = chains(columns, standing, days=28).repeats(len(columns))
    counted = [row for n, row in enumerate(whole) if standing.valid[n] and row.place]
    for n, row in enumerate(whole):
        earlier = [
            other
            for other in counted
            if (other.place, other.class_code) == (row.place, row.class_code)
            and (other.occurred, other.id) < (row.occurred, row.id)
            and row.occurred - other.occurred <= timedelta(days=28)
        ]
        assert found[n] == (row in counted and bool(earlier)), row.id
