"""Last week's decisions and actions, and what the records lack."""

from __future__ import annotations

from typing import Any

from app.analysis.actions import ActionsPanel
from app.analysis.columns import Action
from app.analysis.frame import Parameters
from app.domain.catalogue import UNMAPPED
from tests.analysis.cases import at, case, day, package, panel


def action(id: str, **facts: Any) -> Action:
    return Action(**{"id": id, "week": "2026-W45", "number": 1, "text": f"行动 {id}", "due": day("11-14"), **facts})


def reviewed(*actions: Action) -> ActionsPanel:
    return panel(package([], actions=actions), ActionsPanel)


def test_last_weeks_actions_are_done_running_or_overdue() -> None:
    found = reviewed(
        action("a", progress="verified"),
        action("b", progress="done"),
        action("c", progress="doing", due=day("11-20")),
        action("d", progress="open", due=day("11-13")),
        action("e", progress="cancelled"),
    )
    assert (found.total.value, found.done.value, found.running.value, found.overdue.value, found.cancelled.value) == (
        5,
        2,
        1,
        1,
        1,
    )
    assert [row.id for row in found.rows] == ["d", "c", "a", "b", "e"]
    assert found.rows[0].days_late == 3
    assert found.signal is True
    assert found.sentence.zh == "上次例会决定和行动项5项：办结2项，进行1项，逾期1项，取消1项。"


def test_what_is_due_today_is_not_overdue() -> None:
    assert reviewed(action("a", due=day("11-16"))).overdue.value == 0
    assert reviewed(action("a", due=day("11-15"))).overdue.value == 1


def test_older_actions_come_again_while_they_are_open_and_later_ones_not_yet() -> None:
    found = reviewed(
        action("old open", week="2026-W43", due=day("12-01")),
        action("old done", week="2026-W43", progress="verified"),
        action("last", week="2026-W45", due=day("12-01")),
        action("of this week's meeting", week="2026-W46"),
    )
    assert {row.id for row in found.rows} == {"old open", "last"}


def test_overdue_again_goes_to_the_quarterly_meeting() -> None:
    found = reviewed(action("a", carried=1), action("b", carried=0), action("c", carried=3, due=day("12-01")))
    assert (found.overdue.value, found.to_quarterly.value) == (2, 1)
    assert "其中1项再次逾期，提交季度联席会议" in found.sentence.zh


def test_nothing_to_review_is_a_valid_answer() -> None:
    found = reviewed()
    assert found.signal is False
    assert found.sentence.zh == "上次例会没有待查的决定和行动项。"


def test_completeness_counts_what_is_missing() -> None:
    full = [case(str(n), at("11-10 08:00"), class_code="0110", unit="U1", place="x", micro="M") for n in range(8)]
    found = package(
        [
            *full,
            case("no grid", at("11-10 08:00"), class_code="0110"),
            case("unmapped", at("11-10 08:00"), class_code="0000", unit="U1"),
            case("drill", at("11-10 08:00"), drill=True),
            case("other week", at("11-01 08:00")),
        ]
    ).completeness
    assert (found.complete.part.value, found.complete.whole.value, found.complete.percent) == (8, 10, 80.0)
    assert {gap.gap: gap.count.value for gap in found.gaps} == {
        "class": 1,
        "unit": 1,
        "micro": 2,
        "place": 2,
        "due": 10,
        "closing": 0,
    }
    assert "本周10件，类别和网格齐全8件，完整率80%；缺类别1件、缺网格1件" in found.sentence.zh


def test_the_class_of_unmapped_cases_counts_as_unknown() -> None:
    assert UNMAPPED in Parameters().unknown_classes
