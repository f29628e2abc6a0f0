"""Demo people and forces: every grid led, four sources at hand, shifts without gaps, nobody real."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from datetime import timedelta

import pytest

from services.simulator.district import DemoDistrict
from services.simulator.forces import area_forces, district_people
from services.simulator.material import Material
from tests.simulator.conftest import RESOURCES, SEED, TODAY, Scene


def _table(name: str) -> dict[str, list[dict[str, str]]]:
    table: dict[str, list[dict[str, str]]] = json.loads((RESOURCES / "codes" / f"{name}.json").read_text(encoding="utf-8"))
    return table


def test_one_chief_one_full_time_deputy_and_a_chief_for_every_unit_and_micro_grid(scene: Scene) -> None:
    roles = Counter(person.role for person in scene.forces.people)
    assert (roles["area_grid_chief"], roles["area_deputy_chief"]) == (1, 1)
    led = [p.grid for p in scene.forces.people if p.role in ("unit_grid_chief", "micro_grid_chief")]
    units = scene.district.below[scene.area.code]
    assert sorted(led) == sorted([u.code for u in units] + [m.code for m in scene.district.micros(scene.area.code)])


def test_leaders_have_a_term_that_runs(scene: Scene) -> None:
    for person in scene.forces.people:
        if person.role.endswith("chief"):
            assert person.until is not None
            assert person.since.date() < TODAY < person.until.date()


def test_the_five_roles_of_micro_grids_are_all_held_in_each_community(scene: Scene) -> None:
    slots = {slot["key"] for slot in _five()}
    for unit in scene.district.below[scene.area.code]:
        held = {slot for p in scene.forces.people if p.grid.startswith(unit.code + "-") for slot in p.slots}
        assert held == (slots if unit.division else set())


def _five() -> list[dict[str, str]]:
    presets: list[dict[str, list[dict[str, str]]]] = json.loads(
        (RESOURCES / "codes" / "forces.json").read_text(encoding="utf-8")
    )["micro_five_presets"]
    return presets[0]["slots"]


def test_every_area_has_forces_of_all_four_sources(district: DemoDistrict, material: Material) -> None:
    for area in district.level("area"):
        forces = area_forces(district, area, words=material.words, seed=SEED, today=TODAY).forces
        assert {force.source for force in forces} == {"own", "enforcement", "town_sponsor", "social"}
        assert {"城管1队", "派出所勤务", "市政养护组", "先锋志愿队"} <= {force.name for force in forces}


def test_keys_are_those_of_the_code_tables(scene: Scene) -> None:
    skills = {row["key"] for row in _table("forces")["skills"]}
    trades = {row["key"] for row in _table("forces")["kinds"]}
    departments = {row["id"] for row in _table("departments")["rows"]} | {""}
    roles = {row["key"] for row in _table("roles")["rows"]} | {""}
    for force in scene.forces.forces:
        assert set(force.skills) <= skills
        assert force.trade in trades
        assert force.employer in departments
    assert {person.role for person in scene.forces.people} <= roles


def test_seconded_staff_name_who_sent_them_for_how_long_and_on_what_basis(scene: Scene) -> None:
    seconded = [force for force in scene.forces.forces if force.seconded]
    assert seconded
    for force in seconded:
        assert force.seconded is not None
        assert force.seconded.sent_by == force.employer
        assert force.seconded.since < force.seconded.until
        assert force.seconded.basis
    assert any(person.seconded for person in scene.forces.people)


def test_members_of_a_force_are_people_of_the_area(scene: Scene) -> None:
    people = {person.id: person for person in scene.forces.people}
    for force in scene.forces.forces:
        assert 1 <= len(force.members) <= force.size
        assert force.phone == people[force.members[0]].phone
        assert scene.area.code in scene.district.path(force.grid)


def test_names_and_telephones_are_invented_and_differ(district: DemoDistrict, material: Material) -> None:
    areas = district.level("area")[:6]
    people = [p for a in areas for p in area_forces(district, a, words=material.words, seed=SEED, today=TODAY).people]
    assert all(re.fullmatch(r"138000\d{5}", person.phone) for person in people)
    assert len({person.phone for person in people}) == len(people)
    assert len({person.id for person in people}) == len(people)
    assert len({person.name for person in people}) > 0.8 * len(people)
    assert all(re.fullmatch(r"[一-鿿]{2,3}", person.name) for person in people)


def test_two_weeks_of_shifts_follow_each_other_without_a_gap(scene: Scene) -> None:
    shifts = scene.forces.shifts
    assert len(shifts) == 14 * 3
    for shift, after in itertools.pairwise(shifts):
        assert shift.ends == after.starts
    assert shifts[0].starts.date() <= TODAY <= shifts[-1].ends.date()
    assert shifts[-1].ends - shifts[0].starts == timedelta(days=14)


def test_a_day_shift_has_a_leader_two_seats_and_forces(scene: Scene) -> None:
    people = {person.id: person for person in scene.forces.people}
    by_day = [shift for shift in scene.forces.shifts if shift.key == "day"]
    for shift in by_day:
        assert people[shift.leader].trade == "chief"
        assert len(shift.officers) == shift.seats == 2
        assert len(shift.forces) >= 5
    nights = [shift for shift in scene.forces.shifts if shift.key == "night"]
    assert max(len(shift.forces) for shift in nights) < min(len(shift.forces) for shift in by_day)


def test_establishment_counts_who_is_in_post(scene: Scene) -> None:
    in_post = {(row.source, row.trade): row.in_post for row in scene.forces.establishment}
    assert in_post["own", "chief"] == sum(1 for p in scene.forces.people if p.trade == "chief")
    assert in_post["social", "service"] == sum(f.size for f in scene.forces.forces if f.source == "social")
    assert all(row.planned >= row.in_post for row in scene.forces.establishment)


def test_the_district_has_three_separate_administrators_and_every_town_a_chief(
    district: DemoDistrict, material: Material
) -> None:
    departments = [row["id"] for row in _table("departments")["rows"]]
    people = district_people(district, words=material.words, departments=departments, seed=SEED, today=TODAY)
    roles = Counter(person.role for person in people)
    assert (roles["sysadmin"], roles["secadmin"], roles["auditor"]) == (1, 1, 1)
    assert roles["town_grid_chief"] == 12
    assert roles["department_liaison"] == len(departments)
    assert len({person.phone for person in people}) == len(people)


@pytest.mark.parametrize("seed", [SEED, 7])
def test_the_same_seed_gives_the_same_people(seed: int, scene: Scene) -> None:
    first = area_forces(scene.district, scene.area, words=scene.material.words, seed=seed, today=TODAY)
    assert first == area_forces(scene.district, scene.area, words=scene.material.words, seed=seed, today=TODAY)
    assert (first == scene.forces) == (seed == SEED)
