"""An invented history: plausible rows, in order, at real points of the grid; the live stream; the same bytes twice."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from itertools import islice
from multiprocessing import get_context

import msgspec
import pytest

from services.simulator.district import DemoDistrict, build_district, read_divisions
from services.simulator.forces import area_forces
from services.simulator.incidents import DemoIncident, LiveReport, live, simulate
from services.simulator.material import Material, read_material
from tests.simulator.conftest import MONDAY, NOW, RESOURCES, SEED, TODAY, Scene, history
from tests.simulator.test_district import inside

Incidents = tuple[DemoIncident, ...]


def digest(seed: int) -> str:
    """Everything built anew from the files: the digest of eight weeks."""
    material = read_material(RESOURCES)
    district = build_district(read_divisions(RESOURCES / "demo" / "divisions.csv"), seed=SEED)
    area = district.by_code["310114102P03"]
    forces = area_forces(district, area, words=material.words, seed=SEED, today=TODAY)
    rows = history(Scene(district, area, material, forces), weeks=8, seed=seed)
    return hashlib.sha256(msgspec.msgpack.encode(rows)).hexdigest()


def test_two_years_of_an_area_are_about_ninety_a_week(incidents: Incidents) -> None:
    weeks = Counter((row.occurred_at + timedelta(hours=8)).isocalendar()[:2] for row in incidents)
    whole = sorted(weeks.values())[1:]
    assert 80 <= sum(whole) / len(whole) <= 115
    assert min(whole) >= 30
    assert max(whole) > 1.3 * sum(whole) / len(whole), "no week stands out"


def test_rows_come_in_order_and_end_now(incidents: Incidents) -> None:
    times = [row.occurred_at for row in incidents]
    assert times == sorted(times)
    assert NOW - timedelta(hours=12) < times[-1] <= NOW
    assert len({row.id for row in incidents}) == len(incidents)


def test_every_point_lies_in_its_micro_grid_and_every_grid_is_the_areas(scene: Scene, incidents: Incidents) -> None:
    rings = {micro.code: micro.rings[0] for micro in scene.district.micros(scene.area.code)}
    for row in incidents[::7]:
        assert inside(rings[row.micro], (row.lon, row.lat)), row
    assert {row.micro for row in incidents} == set(rings)


def test_an_address_has_one_point_and_people_come_back_to_it(incidents: Incidents) -> None:
    texts = Counter((row.micro, row.summary) for row in incidents)
    assert texts.most_common(1)[0][1] < 40
    points = defaultdict(set)
    for row in incidents:
        points[row.lon, row.lat].add(row.address)
    assert all(len(addresses) == 1 for addresses in points.values())


def test_titles_are_chinese_and_varied_and_hold_the_class_and_the_place(scene: Scene, incidents: Incidents) -> None:
    for row in incidents:
        name = scene.material.classes[row.code].name
        assert row.title == f"{name} {row.summary}"
        assert not re.search(r"[{}<>]", row.title + row.detail)
        assert row.summary in row.detail
        assert row.address.startswith("南翔镇")
    assert len({row.summary for row in incidents}) > 0.6 * len(incidents)


def test_closing_and_state_agree(incidents: Incidents) -> None:
    for row in incidents:
        assert (row.closed_at is None) == (row.state != "closed") == (row.outcome is None)
        if row.closed_at:
            assert row.occurred_at < row.closed_at <= NOW
            assert row.on_time == (row.closed_at <= row.due_at)
        else:
            assert row.on_time is (None if row.due_at > NOW else False)


def test_whoever_has_it_belongs_to_the_area(scene: Scene, incidents: Incidents) -> None:
    forces = {force.id: force for force in scene.forces.forces}
    people = {person.id for person in scene.forces.people}
    for row in incidents:
        if row.state in ("reported", "verifying", "filed"):
            assert row.holder == row.handler == ""
        else:
            assert row.handler in forces[row.holder].members
        assert row.found_by in people if row.source == "patrol" else row.found_by == ""


def test_the_force_suits_the_class(scene: Scene, incidents: Incidents) -> None:
    forces = {force.id: force for force in scene.forces.forces}
    trees = Counter(forces[row.holder].name for row in incidents if row.code == "2112" and row.holder)
    assert trees.most_common(1)[0][0] == "绿化养护"


def test_open_ones_are_in_a_mix_of_states(district: DemoDistrict, material: Material) -> None:
    states: Counter[str] = Counter()
    for area in district.level("area"):
        forces = area_forces(district, area, words=material.words, seed=SEED, today=TODAY)
        rows = simulate(
            district,
            area,
            start=MONDAY - timedelta(weeks=3),
            weeks=4,
            seed=SEED,
            material=material,
            forces=forces,
            now=NOW,
        )
        states.update(row.state for row in rows)
    assert set(states) >= {"reported", "verifying", "filed", "dispatched", "accepted", "handling", "feedback", "checking"}
    assert {"suspended", "returned"} <= set(states)


def test_a_repeat_names_what_it_repeats_at_the_same_place(incidents: Incidents) -> None:
    by_id = {row.id: row for row in incidents}
    repeats = [row for row in incidents if row.repeat_of]
    assert {row.cause for row in repeats} == {"repeat"}
    for row in repeats:
        first = by_id[row.repeat_of]
        assert first.occurred_at < row.occurred_at <= first.occurred_at + timedelta(days=32)
        assert (row.code, row.micro, row.address, row.lon) == (first.code, first.micro, first.address, first.lon)
        assert row.source in ("hotline", "public")


def test_only_citizens_have_a_nature_and_telephones_are_invented(incidents: Incidents) -> None:
    for row in incidents:
        assert (row.nature is not None) == (row.source in ("hotline", "public"))
        assert re.fullmatch(r"(138000\d{5})?", row.reporter_phone)
        assert bool(row.reporter) == bool(row.reporter_phone)


def test_storms_strike_the_whole_district_on_the_same_days(district: DemoDistrict, material: Material) -> None:
    days: list[set[str]] = []
    for code in ("310114103P01", "310114118P02"):
        area = district.by_code[code]
        forces = area_forces(district, area, words=material.words, seed=SEED, today=TODAY)
        rows = simulate(
            district, area, start=MONDAY - timedelta(weeks=104), weeks=104, seed=SEED, material=material, forces=forces
        )
        stormy = Counter((row.occurred_at + timedelta(hours=8)).date().isoformat() for row in rows if row.cause == "storm")
        days.append({day for day, count in stormy.items() if count >= 5})
    assert days[0] & days[1]


def test_a_shorter_window_scales_with_the_rate(scene: Scene) -> None:
    usual, double = len(history(scene, weeks=26)), len(history(scene, weeks=26, scale=2.0))
    assert 1.7 * usual < double < 2.3 * usual


def test_the_same_seed_gives_the_same_bytes_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "5")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        there = other.submit(digest, SEED).result()
    assert digest(SEED) == there != digest(2)


def test_the_live_stream_is_endless_paced_and_speaks_like_callers(scene: Scene) -> None:
    def reports(seed: int) -> list[LiveReport]:
        stream = live(
            scene.district,
            scene.area,
            seed=seed,
            per_minute=30,
            material=scene.material,
            forces=scene.forces,
            on=TODAY,
        )
        return list(islice(stream, 400))

    rows = reports(3)
    waits = [row.after for row in rows]
    assert sum(waits) / len(waits) == pytest.approx(2.0, rel=0.2)
    calls = [row for row in rows if row.source == "hotline"]
    assert len(calls) > 100
    assert sum("我姓" in row.detail or "回电" in row.detail or "现场" in row.detail for row in calls) == len(calls)
    assert reports(3) == reports(3) != reports(4)


def test_two_years_of_one_area_and_a_quarter_of_all_others_take_seconds(district: DemoDistrict, material: Material) -> None:
    """Counted in processor time, so that a busy machine does not matter; the goal is 5 seconds."""
    begun = time.process_time()
    total = 0
    for number, area in enumerate(district.level("area")):
        forces = area_forces(district, area, words=material.words, seed=SEED, today=TODAY)
        weeks = 104 if number == 0 else 13
        rows = simulate(
            district,
            area,
            start=MONDAY - timedelta(weeks=weeks),
            weeks=weeks + 1,
            seed=SEED,
            material=material,
            forces=forces,
            now=NOW,
            scale=1.0 if number == 0 else 0.62,
        )
        total += sum(1 for _ in rows)
    assert 30_000 < total < 55_000
    assert time.process_time() - begun < 5
