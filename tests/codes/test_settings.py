"""Terms, roles, reasons, places: what the tables say to each other and to the domain."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.domain.catalogue import Severity, Tier
from app.domain.grid import SPECIAL_KINDS, GridKind, Level
from app.domain.incident import Channel, Nature, State
from app.domain.people import Role, Source, Trade
from app.domain.roster import Duty
from app.domain.terms import Timer
from tests.codes.conftest import CODES, Table

DIVISIONS = Path(CODES).parent / "demo" / "divisions.csv"


def _keys(rows: list[dict[str, str]], key: str = "key") -> set[str]:
    return {row[key] for row in rows}


def test_the_tables_speak_the_words_of_the_domain(tables: dict[str, Table]) -> None:
    assert _keys(tables["severities"]["rows"]) == set(Severity)
    assert _keys(tables["levels"]["rows"]) == set(Level)
    assert _keys(tables["levels"]["responses"]) == set(Tier)
    assert _keys(tables["grid_kinds"]["rows"]) == set(GridKind)
    assert {row["key"] for row in tables["grid_kinds"]["rows"] if row["special"]} == SPECIAL_KINDS
    assert _keys(tables["sources"]["rows"]) >= set(Channel)
    assert _keys(tables["natures"]["rows"]) == set(Nature)
    assert _keys(tables["forces"]["sources"]) == set(Source)
    assert _keys(tables["forces"]["kinds"]) == set(Trade)
    assert _keys(tables["forces"]["duty_states"]) == set(Duty)
    assert _keys(tables["roles"]["rows"], "code") == set(Role)


def test_severities_run_as_the_domain_says(tables: dict[str, Table]) -> None:
    for row in tables["severities"]["rows"]:
        severity = Severity(row["key"])
        assert (row["rank"], row["round_the_clock"]) == (severity.rank, severity.round_the_clock)


def test_every_step_has_a_term_for_every_severity(tables: dict[str, Table]) -> None:
    rows = {row["key"]: row for row in tables["terms"]["rows"]}
    steps = set(Timer) - {Timer.WAIT, Timer.REOPEN, Timer.REVIEW}
    assert steps <= set(rows)
    for step in steps:
        assert set(rows[step]["limits"]) == set(Severity)
        assert all(rows[step]["limits"].values())
    assert {rows[step]["starts"] for step in steps - {Timer.ACKNOWLEDGE}} <= set(State)


@pytest.mark.parametrize("step", ["T1", "T2", "T3", "T4", "T5", "T6", "TA", "TL"])
def test_urgent_terms_run_day_and_night_and_the_others_in_working_time(step: str, tables: dict[str, Table]) -> None:
    limits = next(row["limits"] for row in tables["terms"]["rows"] if row["key"] == step)
    for severity, limit in limits.items():
        assert limit["kind"] in (("U", "N") if Severity(severity).round_the_clock else ("W", "D")), (step, severity)


def test_windows_and_bounds_that_the_workflow_needs_are_there(tables: dict[str, Table]) -> None:
    windows = {row["key"]: row["limit"] for row in tables["terms"]["windows"]}
    bounds = {row["key"]: row["value"] for row in tables["terms"]["bounds"]}
    assert windows["reopen_window"] == {"kind": "N", "amount": 15, "unit": "day"}
    assert windows["merge_undo"] == {"kind": "U", "amount": 24, "unit": "hour"}
    assert [windows[f"hotline_{kind}"]["amount"] for kind in ("consult", "ordinary", "complex")] == [1, 5, 15]
    assert (bounds["bounce_limit"], bounds["reopen_limit"], bounds["extend_percent"]) == (2, 2, 50)


def test_reasons_have_codes_and_names_for_every_act(tables: dict[str, Table]) -> None:
    acts = {row["act"] for row in tables["reasons"]["acts"]}
    rows = tables["reasons"]["rows"]
    assert acts >= {"reject", "return", "suspend", "extend", "annul", "reopen", "override", "snooze"}
    assert {row["act"] for row in rows} == acts
    assert all(row["code"] == f"{row['act']}.{row['key']}" for row in rows)
    assert {row["act"] for row in rows if row["key"] == "other" and row["needs_note"]} == acts
    named = {row["name"] for row in rows if row["act"] == "return"}
    assert named >= {"非职责", "属地不符", "信息不足", "重复", "超出能力"}


def test_each_level_is_headed_by_a_role_that_exists(tables: dict[str, Table]) -> None:
    roles = _keys(tables["roles"]["rows"])
    assert {row["head_role"] for row in tables["levels"]["rows"]} <= roles
    assert {row["led_by"] for row in tables["levels"]["responses"]} <= roles
    exclusive = {row["key"] for row in tables["roles"]["rows"] if row["exclusive"]}
    assert exclusive == {"sysadmin", "secadmin", "auditor"}


def test_the_area_level_has_the_citywide_name_beside_its_own(tables: dict[str, Table]) -> None:
    area = next(row for row in tables["levels"]["rows"] if row["key"] == "area")
    assert (area["name"], area["name_alternative"]) == ("片区网格", "综合网格")


def test_every_force_source_has_kinds_that_exist_and_five_roles_to_a_micro_grid(tables: dict[str, Table]) -> None:
    forces = tables["forces"]
    kinds = _keys(forces["kinds"])
    assert [row["name"] for row in forces["sources"]] == ["网格自有力量", "执法力量", "街镇包保力量", "社会动员力量"]
    assert all(set(row["default_kinds"]) <= kinds for row in forces["sources"])
    assert all(len(preset["slots"]) == 5 for preset in forces["micro_five_presets"])


def test_working_frames_and_shifts_do_not_overlap(tables: dict[str, Table]) -> None:
    frames = [(row["start"], row["end"]) for row in tables["calendar_frames"]["rows"]]
    assert frames == [("08:30", "11:30"), ("13:00", "17:30")]
    shifts = {row["key"]: row for row in tables["shifts"]["rows"]}
    assert shifts["day"]["end"] == shifts["evening"]["start"]
    assert shifts["evening"]["end"] == shifts["night"]["start"]
    assert shifts["night"]["end"] == shifts["day"]["start"]


def test_shipped_divisions_are_a_district_twelve_towns_and_399_communities(tables: dict[str, Table]) -> None:
    with DIVISIONS.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    by_level = {level: [row for row in rows if row["level"] == level] for level in ("district", "town", "community")}
    codes = {row["code"] for row in rows}
    assert {level: len(some) for level, some in by_level.items()} == {"district": 1, "town": 12, "community": 399}
    assert len(codes) == len(rows)
    assert all(row["parent_code"] in codes for row in by_level["town"] + by_level["community"])
    assert {(row["code"], row["name"]) for row in by_level["town"]} == {
        (row["division_code"], row["name"]) for row in tables["towns"]["rows"]
    }


def test_management_committees_count_as_towns(tables: dict[str, Table]) -> None:
    special = {row["name"] for row in tables["towns"]["rows"] if row["management_committee"]}
    assert special == {"菊园新区", "嘉定工业区"}
