"""The event catalogue, its older generation and the parts: rows hang together and refer to what exists."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.contract.reference import RESOURCES, load_reference
from app.domain.catalogue import ClassKind
from app.domain.deadline import Clock, Term
from tests.codes.conftest import Table

Row = dict[str, Any]


@pytest.fixture
def events(tables: dict[str, Table]) -> dict[str, Row]:
    return {row["code"]: row for row in tables["events"]["rows"]}


@pytest.mark.parametrize("name", ["events", "events_cjt214", "parts"])
def test_a_code_is_its_major_and_minor_and_the_major_is_known(name: str, tables: dict[str, Table]) -> None:
    majors = {row["code"] for row in tables[name]["majors"]}
    for row in tables[name]["rows"]:
        assert row["code"] == row["major"] + row["minor"]
        assert len(row["code"]) == 4
        assert row["major"] in majors


@pytest.mark.parametrize("name", ["events", "parts"])
def test_a_class_refers_to_departments_skills_severities_and_levels_that_exist(name: str, tables: dict[str, Table]) -> None:
    departments = {row["id"] for row in tables["departments"]["rows"]} | {None}
    skills = {row["key"] for row in tables["forces"]["skills"]}
    severities = {row["key"] for row in tables["severities"]["rows"]}
    levels = {row["key"] for row in tables["levels"]["responses"]}
    for row in tables[name]["rows"]:
        assert row["department"] in departments, row
        assert set(row["skills"]) <= skills, row
        assert row["severity"] in severities, row
        assert row["level"] in levels, row


def test_keys_are_unique_across_events_and_parts(tables: dict[str, Table]) -> None:
    keys = [row["key"] for name in ("events", "parts") for row in tables[name]["rows"]]
    assert len(keys) == len(set(keys))


def test_the_unmapped_class_is_visible_and_ordinary(events: dict[str, Row]) -> None:
    unmapped = events["0000"]
    assert (unmapped["name"], unmapped["key"]) == ("未归类", "unmapped")
    assert (unmapped["severity"], unmapped["level"]) == ("normal", "L1")


def test_limits_printed_in_the_table_are_kept(events: dict[str, Row]) -> None:
    def short(code: str) -> str:
        limit = events[code]["limit"]
        return f"{limit['kind']}{limit['amount']}{limit['unit'][0]}"

    wanted = {
        "0110": "W4h",
        "0112": "W2h",
        "0113": "D5d",
        "0302": "D1d",
        "0401": "U2h",
        "0501": "U1h",
        "0505": "U2h",
        "0508": "W2h",
        "2101": "U4h",
        "2111": "U30m",
        "2131": "D10d",
        "2132": "W4h",
        "2135": "D5d",
    }
    assert {code: short(code) for code in wanted} == wanted


def test_limits_by_condition_stand_beside_the_first(events: dict[str, Row]) -> None:
    hoarding = events["0307"]["limits"]
    assert [(row["label"], row["limit"]["amount"]) for row in hoarding] == [("污损", 1), ("破损", 2), ("缺失", 3)]
    assert [row["limit"]["kind"] for row in events["0101"]["limits"]] == ["N", "D"]


def test_severity_follows_the_kind_of_limit_unless_the_class_says_more(events: dict[str, Row]) -> None:
    by_kind = {"U": "urgent", "W": "important", "D": "normal", "N": "important"}
    more = {"0122": "urgent", "2121": "urgent", "2103": "critical", "2111": "critical", "2114": "critical"}
    for code, row in events.items():
        wanted = more.get(code, "critical" if row["major"] == "05" else by_kind[row["limit"]["kind"]])
        assert row["severity"] == wanted, row


def test_what_is_ours_is_marked_so(events: dict[str, Row], tables: dict[str, Table]) -> None:
    assert {code for code, row in events.items() if row["assumption"]} == {
        code for code, row in events.items() if row["major"] in ("00", "21")
    }
    assert {"severity", "level"} <= set(tables["events"]["assumed_fields"])


def test_a_class_that_goes_straight_to_the_town_is_about_public_safety(events: dict[str, Row]) -> None:
    assert {code for code, row in events.items() if row["level"] == "L3"} == {
        code for code, row in events.items() if row["public_safety"]
    }


def test_every_older_class_has_a_line_in_the_mapping(tables: dict[str, Table], events: dict[str, Row]) -> None:
    older = {row["code"]: row["name"] for row in tables["events_cjt214"]["rows"]}
    lines = tables["mapping_214"]["rows"]
    assert [line["from"] for line in lines] == list(older)
    for line in lines:
        assert line["from_name"] == older[line["from"]]
        assert line["to_name"] == events[line["to"]]["name"]
        assert (line["match"] == "same") == (line["from_name"] == line["to_name"])
        assert (line["match"] == "none") == (line["to"] == "0000")


def test_a_part_has_limits_for_its_condition(tables: dict[str, Table]) -> None:
    conditions = {row["key"]: [some["limit"] for some in row["limits"]] for row in tables["parts"]["conditions"]}
    for row in tables["parts"]["rows"]:
        assert row["limit"] in conditions[row["condition"]], row


def test_every_part_is_a_class_beside_the_events_with_a_limit_that_is_ours(tables: dict[str, Table]) -> None:
    catalogue = load_reference().catalogue
    for row in tables["parts"]["rows"]:
        found = catalogue.get(f"P{row['code']}")
        assert found is not None, row
        assert (found.kind, found.name, found.name_en) == (ClassKind.PART, row["name"], row["name_en"])
        assert found.term == Term(Clock(row["limit"]["kind"]), row["limit"]["amount"])
        assert found.assumed, "no standard gives one limit for a part"
        assert catalogue.major_name(found.code)
        assert catalogue.major_name(found.code, english=True)
    lamp, livestock = catalogue.classes["P0137"], catalogue.classes["0137"]
    assert (lamp.name, livestock.name) == ("路灯", "动物尸体"), "the code of an event stays what it was"
    assert catalogue.major_name("P0137") == "公用设施"
    assert (catalogue.major_name("0137"), catalogue.major_name("9999")) == ("市容环境", "")
    assert [row.code for row in catalogue.classes.values() if row.kind is ClassKind.EVENT] == [
        row["code"] for row in tables["events"]["rows"]
    ]


def test_names_of_classes_are_told_apart() -> None:
    """Files and people find a class by its name."""
    for names in zip(*((row.name, row.name_en) for row in load_reference().catalogue.classes.values()), strict=True):
        assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]


def test_the_crosswalk_leads_to_classes_that_exist() -> None:
    table = json.loads((RESOURCES / "demo" / "crosswalk.json").read_bytes())
    catalogue = load_reference().catalogue
    parts = {name: codes for name, codes in table.items() if name.endswith("_parts")}
    assert len(parts) == 2
    assert {code for codes in table.values() if isinstance(codes, dict) for code in codes.values()} <= set(catalogue.classes)
    assert {catalogue.classes[code].kind for codes in parts.values() for code in codes.values()} == {ClassKind.PART}
