"""Every number opens its list: the rows behind a count are exactly as many as the count says."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.analysis.behind import Lists, select
from app.analysis.columns import Action, ActionColumns, Case, ForceColumns, IncidentColumns
from app.analysis.figures import ActionsBehind, Days, IncidentsBehind
from app.analysis.frame import Parameters
from app.analysis.timeliness import TimelinessPanel
from app.analysis.weekly import weekly
from tests.analysis.cases import NAMES, at, case, frame, package, panel
from tests.analysis.figures import NOT_COUNTED, bare_numbers, counts, parts
from tests.analysis.strategies import FORCES, many_actions, many_cases

cutoffs = st.sampled_from([at("11-16 06:00"), at("11-12 09:00"), at("11-30 06:00")])
sinces = st.sampled_from([None, date(2023, 1, 2), date(2026, 10, 1)])
narrow = st.sampled_from([Parameters(), Parameters(heat_grids=2, heat_classes=1, listed=2, percent_least=1)])


@given(many_cases(), many_actions(), cutoffs, sinces, narrow)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_count_of_every_panel_equals_the_length_of_its_list(
    cases: list[Case],
    actions: list[Action],
    cutoff: datetime,
    since: date | None,
    parameters: Parameters,
) -> None:
    seen = frame(cutoff=cutoff, since=since, parameters=parameters)
    columns, reviewed = IncidentColumns.of(cases), ActionColumns(tuple(actions))
    lists = Lists.of(columns, seen)
    for part in parts(weekly(seen, columns, ForceColumns(FORCES), reviewed, names=NAMES)):
        for count in counts(part):
            rows = select(reviewed, count.behind, seen) if isinstance(count.behind, ActionsBehind) else lists.rows(count.behind)
            assert len(rows) == count.value, (type(part).__name__, count)
            assert len(set(rows.tolist())) == len(rows)


@given(many_cases(), many_actions())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_number_stands_without_a_list(cases: list[Case], actions: list[Action]) -> None:
    found = package(cases, forces=FORCES, actions=actions)
    for part in parts(found):
        assert set(bare_numbers(part)) <= NOT_COUNTED


def test_a_case_late_to_the_second_is_in_the_list_of_its_band() -> None:
    now = at("11-16 06:00")
    cases = [
        case(f"{days} {ahead}", now - timedelta(days=90), due=now - timedelta(days=days, seconds=ahead))
        for days in (1, 3, 7, 30)
        for ahead in (-1, 0, 1)
    ]
    found, lists = package(cases), Lists.of(IncidentColumns.of(cases), frame())
    bands = panel(found, TimelinessPanel).overdue.bands
    assert [band.count.value for band in bands] == [1, 3, 3, 3, 2]
    assert [len(lists.rows(band.count.behind)) for band in bands] == [1, 3, 3, 3, 2]


def test_a_list_comes_in_the_order_of_occurrence_then_id() -> None:
    cases = [case("c", at("11-11 08:00")), case("b", at("11-10 08:00")), case("a", at("11-11 08:00"))]
    week = IncidentsBehind(occurred=Days(date(2026, 11, 9), date(2026, 11, 15)))
    assert [cases[row].id for row in select(IncidentColumns.of(cases), week, frame()).tolist()] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (IncidentsBehind(), {"a", "b", "c"}),
        (IncidentsBehind(classes=("0110",)), {"a", "c"}),
        (IncidentsBehind(other_classes=("0110",)), {"b"}),
        (IncidentsBehind(units=("",)), {"c"}),
        (IncidentsBehind(units=("nowhere",)), set()),
        (IncidentsBehind(missing=("unit", "place")), {"b", "c"}),
        (IncidentsBehind(present=("unit", "place")), {"a"}),
        (IncidentsBehind(occurred=Days(date(2026, 11, 10), date(2026, 11, 10))), {"a"}),
        (IncidentsBehind(standing="overdue"), {"b"}),
        (IncidentsBehind(overdue_days=(1, 4)), set()),
        (IncidentsBehind(overdue_days=(4, None)), {"b"}),
    ],
)
def test_each_field_of_a_filter_narrows(behind: IncidentsBehind, expected: set[str]) -> None:
    cases: list[Case] = [
        case("a", at("11-10 08:00"), class_code="0110", unit="U1", place="x"),
        case("b", at("11-11 08:00"), class_code="2132", unit="U2", due=at("11-11 20:00")),
        case("c", at("11-12 08:00"), class_code="0110", place="x"),
        case("drill", at("11-10 08:00"), class_code="0110", drill=True),
    ]
    rows = select(IncidentColumns.of(cases), behind, frame())
    assert {cases[row].id for row in rows.tolist()} == expected


def test_a_filter_of_the_other_list_is_a_defect() -> None:
    with pytest.raises(TypeError):
        select(IncidentColumns.of([]), ActionsBehind(), frame())
    with pytest.raises(TypeError):
        select(ActionColumns(), IncidentsBehind(), frame())


def test_a_filter_without_fields_is_short_on_the_wire() -> None:
    assert msgspec.json.encode(IncidentsBehind(classes=("0110",))) == b'{"list":"incidents","classes":["0110"]}'
