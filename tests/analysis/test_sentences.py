"""Sentences say nothing that is not in their panel, in both languages, and stay quiet when nothing happened."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from app.analysis.columns import Action, Case
from app.analysis.sentences import sentence
from tests.analysis.cases import at, closed, package, weeks_of
from tests.analysis.figures import numbers_said, numbers_shown, parts
from tests.analysis.strategies import FORCES, many_actions, many_cases

STEADY = [20, 22, 19, 21, 20, 23, 18, 20, 21, 19, 22, 20, 21, 20, 19, 22, 20, 21, 19, 20, 22, 21, 20, 19, 21, 20]


def check(found_parts: list[Any]) -> None:
    for part in found_parts:
        said = part.sentence
        assert numbers_said(said) <= numbers_shown(part), (said, sorted(numbers_said(said) - numbers_shown(part)))
        assert said.zh.endswith("。")
        assert said.en.endswith(".")
        assert "None" not in said.zh + said.en


@given(many_cases(), many_actions())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_number_in_a_sentence_that_is_not_in_its_panel(cases: list[Case], actions: list[Action]) -> None:
    check(parts(package(cases, forces=FORCES, actions=actions)))


def test_the_same_holds_where_limits_are_drawn() -> None:
    for last in (5, 20, 23, 40):
        many = weeks_of([*STEADY, last], class_code="0110", unit="U1", source="hotline", place="x", holder="F1")
        check(parts(package(many)))
    few = weeks_of([2] * 104 + [3, 4, 9, 30], class_code="0110", unit="U1")
    check(parts(package(few)))
    shift = weeks_of([*STEADY[:20], 23, 22, 23, 22, 23, 22, 23], class_code="0110", unit="U1")
    check(parts(package(shift)))


def test_a_quiet_week_says_so_in_every_judged_panel() -> None:
    cases = [
        closed(row.id, row.occurred, hours=5, class_code="0110", unit="U1", place=row.id, holder="F1", source="patrol")
        for row in weeks_of([*STEADY, 20])
    ]
    found = package(cases)
    assert not any(panel.signal for panel in found.panels)
    quiet = [panel.sentence.zh for panel in found.panels if "本周无信号" in panel.sentence.zh]
    assert len(quiet) == 5, "volume, mix, heat, repeats, workload"


def test_a_sentence_is_made_from_its_panel_alone() -> None:
    found = package([closed("a", at("11-10 08:00"), hours=3, class_code="0110")])
    for part in parts(found):
        assert sentence(part) == part.sentence
