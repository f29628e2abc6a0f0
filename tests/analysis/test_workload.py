"""Forces: what they have on their hands, closed, and for how many hours of the week."""

from __future__ import annotations

from datetime import timedelta

from app.analysis.columns import Case, Force
from app.analysis.workload import ForceLoad, WorkloadPanel
from tests.analysis.cases import at, case, closed, package, panel


def workload(cases: list[Case], *forces: Force) -> WorkloadPanel:
    return panel(package(cases, forces=forces), WorkloadPanel)


def of(found: WorkloadPanel, key: str) -> ForceLoad:
    return next(force for force in found.forces if force.key == key)


def test_case_hours_are_the_hours_of_the_week_in_which_a_case_was_open() -> None:
    cases = [
        closed("inside", at("11-10 08:00"), hours=5, holder="F1"),
        closed("from before", at("11-08 20:00"), hours=10, holder="F1"),
        case("still open", at("11-15 22:00"), holder="F1"),
        closed("over before", at("11-07 08:00"), hours=3, holder="F1"),
    ]
    found = of(workload(cases), "F1")
    assert found.case_hours.value == 5.0 + 6.0 + 2.0
    assert found.case_hours.of.value == 3


def test_new_handled_open_and_overdue_stand_apart() -> None:
    cases = [
        closed("a", at("11-01 08:00"), hours=24 * 9, holder="F1"),
        case("b", at("11-10 08:00"), holder="F1", due=at("11-11 08:00")),
        case("c", at("10-10 08:00"), holder="F1"),
    ]
    found = of(workload(cases), "F1")
    assert (found.new.value, found.handled.value, found.open.value, found.overdue.value) == (1, 1, 2, 1)


def test_load_stands_against_people_and_hours_on_duty() -> None:
    cases = [closed(str(n), at("11-10 08:00"), hours=6, holder="F1") for n in range(4)]
    found = of(workload(cases, Force(id="F1", source="enforcement", people=3, duty_hours=48.0)), "F1")
    assert (found.per_duty_hour.value, found.per_person.value) == (0.5, 1.33)
    unknown = of(workload(cases, Force(id="F1")), "F1")
    assert (unknown.per_duty_hour.value, unknown.per_person.value) == (None, None)


def test_an_idle_force_is_shown_and_a_stranger_without_cases_is_not() -> None:
    old = closed("old", at("09-01 08:00"), hours=1, holder="F9")
    found = workload([old, case("a", at("11-10 08:00"), holder="F1")], Force(id="F2", people=4))
    assert {force.key for force in found.forces} == {"F1", "F2"}


def test_cases_without_a_holder_are_told() -> None:
    found = workload([case("a", at("11-10 08:00")), case("b", at("11-10 08:00"), holder="F1")])
    assert of(found, "").open.value == 1
    assert found.open.value == 2
    assert "未指派1件" in found.sentence.zh


def test_a_force_far_above_the_middle_is_a_signal() -> None:
    heavy = [case(f"h{n}", at("11-10 08:00"), holder="F1") for n in range(20)]
    light = [closed(f"l{n}", at("11-10 08:00") + timedelta(hours=n), hours=4, holder=f"F{2 + n % 3}") for n in range(9)]
    found = workload([*heavy, *light])
    assert [force.key for force in found.forces if force.heavy] == ["F1"]
    assert found.signal is True
    assert "城管1队超过中位数12小时的2倍" in found.sentence.zh
    even = workload(light)
    assert even.signal is False
    assert "本周无信号" in even.sentence.zh
