"""The package as a whole: the same bytes from the same facts, whatever their order and whatever does not count."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from app.analysis.behind import select
from app.analysis.columns import Action, ActionColumns, Case, ForceColumns, IncidentColumns, Label, StateGroup
from app.analysis.figures import IncidentsBehind
from app.analysis.frame import MODEL, Parameters, WeekFrame
from app.analysis.repeats import RepeatsPanel
from app.analysis.table import InputTable, decode_table
from app.analysis.timeliness import TimelinessPanel
from app.analysis.weekly import decode, digest, encode, weekly
from app.domain.problems import Code, Problem
from tests.analysis.cases import NAMES, at, case, frame, package, panel
from tests.analysis.strategies import FORCES, many_actions, many_cases

often = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@given(many_cases(), many_actions(), st.randoms(use_true_random=False))
@often
def test_the_order_of_rows_changes_no_byte(cases: list[Case], actions: list[Action], random: Any) -> None:
    forces = list(FORCES)
    first = encode(package(cases, forces=forces, actions=actions))
    for rows in (cases, forces, actions):
        random.shuffle(rows)
    assert encode(package(cases, forces=forces, actions=actions)) == first


@given(st.randoms(use_true_random=False))
@often
def test_cases_of_one_second_come_in_the_order_of_their_ids(random: Any) -> None:
    moment, due = at("11-10 08:00"), at("11-11 08:00")
    cases = [
        case(f"{n:02d}", moment, due=due, place="x", class_code="0110", lon=121.0 + n / 100, lat=31.0, class_name=f"名{n}")
        for n in range(20)
    ]
    first = package(cases)
    random.shuffle(cases)
    assert encode(package(cases)) == encode(first)
    again = select(IncidentColumns.of(cases), IncidentsBehind(repeat=True), frame())
    assert [cases[row].id for row in again.tolist()] == [f"{n:02d}" for n in range(1, 20)]
    assert [row.id for row in panel(first, TimelinessPanel).overdue.longest] == [f"{n:02d}" for n in range(10)]
    assert panel(first, RepeatsPanel).places[0].lon == 121.0


@given(many_cases(), many_cases(most=8))
@often
def test_drills_change_no_byte(cases: list[Case], exercises: list[Case]) -> None:
    real = [structs.replace(row, drill=False) for row in cases]
    drills = [structs.replace(row, id=f"drill {row.id}", drill=True) for row in exercises]
    assert encode(package([*real, *drills])) == encode(package(real))


@given(many_cases(), many_actions())
@often
def test_a_package_survives_the_wire(cases: list[Case], actions: list[Action]) -> None:
    found = package(cases, forces=FORCES, actions=actions)
    again = decode(encode(found))
    assert again == found
    assert encode(again) == encode(found)
    assert digest(again) == found.digest


@given(many_cases(), many_actions())
@often
def test_the_kept_input_gives_the_package_again(cases: list[Case], actions: list[Action]) -> None:
    table = InputTable.of(frame(), reversed(cases), ForceColumns(FORCES), ActionColumns(tuple(actions)), names=NAMES)
    again = decode_table(table.encode())
    assert again == table
    assert again.name() == table.name()
    assert encode(again.compute()) == encode(package(cases, forces=FORCES, actions=actions))


@given(many_cases(), st.sampled_from(["2026-W44", "2026-W45", "2026-W46"]))
@often
def test_what_occurred_after_the_cut_off_changes_no_byte(cases: list[Case], week: str) -> None:
    cutoff = at("11-10 12:00")
    known = [row for row in cases if row.occurred <= cutoff]
    named = [structs.replace(row, class_name="") for row in cases]
    known_named = [structs.replace(row, class_name="") for row in known]
    assert encode(package(named, week=week, cutoff=cutoff)) == encode(package(known_named, week=week, cutoff=cutoff))


def test_the_digest_is_the_hash_of_everything_else() -> None:
    found = package([case("a", at("11-10 08:00"))])
    body = encode(structs.replace(found, digest=""))
    assert found.digest == hashlib.sha256(body).hexdigest()
    assert digest(structs.replace(found, provisional=True)) != found.digest


def test_a_package_says_what_it_is() -> None:
    found = package([case("a", at("11-10 08:00"))], provisional=True, parameters=Parameters(repeat_days=30))
    assert (found.model, found.area, found.area_name) == (MODEL, "310114102P03", Label("南翔镇第三片区", "Nanxiang area 3"))
    assert (found.week, str(found.first_day), str(found.last_day)) == ("2026-W46", "2026-11-09", "2026-11-15")
    assert found.cutoff == datetime(2026, 11, 15, 22, tzinfo=UTC)
    assert found.provisional is True
    assert found.parameters.repeat_days == 30
    kinds = [panel["panel"] for panel in msgspec.to_builtins(found)["panels"]]
    assert kinds == ["actions", "volume", "mix", "heat", "timeliness", "repeats", "workload"]


def test_a_known_input_keeps_its_bytes() -> None:
    """If this fails the model has changed: give it a new MODEL, so that frozen packages are still told apart."""
    cases = [
        case(f"{n:02d}", at(f"11-{9 + n % 7:02d} {8 + n % 9:02d}:00"), class_code="0110", unit="U1", place="x", holder="F1")
        for n in range(30)
    ]
    found = package(cases, forces=FORCES)
    assert MODEL == "weekly-1"
    assert found.digest == "6d0101e5abf1cd56a414dc75775fe69634e8d73b57232ace6682494fcf6b802b"


def test_an_empty_area_has_a_package_too() -> None:
    found = package([])
    assert decode(encode(found)) == found
    assert all(panel.sentence.zh and panel.sentence.en for panel in found.panels)


def test_names_from_the_rows_serve_where_nobody_named_a_class() -> None:
    found = package([case("a", at("11-10 08:00"), class_code="9901", class_name="自定义")])
    assert msgspec.to_builtins(found)["panels"][2]["classes"][0]["name"]["zh"] == "自定义"


def test_input_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        IncidentColumns.of([case("a", at("11-10 08:00")), case("a", at("11-11 08:00"))])
    with pytest.raises(ValueError, match="zone"):
        IncidentColumns.of([Case(id="a", occurred=at("11-10 08:00").replace(tzinfo=None))])
    with pytest.raises(ValueError, match="zone"):
        WeekFrame(area="A", week="2026-W46", cutoff=at("11-16 06:00").replace(tzinfo=None))
    with pytest.raises(Problem) as week:
        WeekFrame(area="A", week="2026-W60", cutoff=at("11-16 06:00"))
    assert week.value.code is Code.WEEK_UNKNOWN
    with pytest.raises(Problem) as zone:
        WeekFrame(area="A", week="2026-W46", cutoff=at("11-16 06:00"), zone="Mars/Olympus")
    assert zone.value.code is Code.TIMEZONE_UNKNOWN


def test_many_rows_of_one_state_are_enough() -> None:
    merged = [case(str(n), at("11-10 08:00"), state=StateGroup.MERGED) for n in range(5)]
    columns = IncidentColumns.of(merged)
    found = weekly(frame(since=None), columns, ForceColumns(), ActionColumns(), names=NAMES)
    assert msgspec.to_builtins(found)["panels"][1]["total"]["value"] == 0
