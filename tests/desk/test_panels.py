"""Panels as screens draw them: every number of the package leads to its list."""

from __future__ import annotations

import pytest

from app.analysis.figures import Behind
from app.analysis.weekly import WeeklyPackage
from app.desk.document import HBars, Heat, Xmr
from app.desk.meeting import actions_behind, is_of_actions
from app.desk.panel_facts import Fact, facts
from app.desk.panels import Card, cards, completeness
from tests.analysis.figures import counts, parts
from tests.desk.weeks import TrialFigures

KEYS = ("actions", "volume", "mix", "heat", "timeliness", "repeats", "workload")


def card(package: WeeklyPackage, key: str) -> Card:
    return next(card for card in cards(package) if card.key == key)


def test_there_is_a_card_a_panel_in_the_order_of_the_meeting(package: WeeklyPackage) -> None:
    assert tuple(card.key for card in cards(package)) == KEYS


def test_sentences_are_those_of_the_package_in_either_language(package: WeeklyPackage) -> None:
    for chinese, english, panel in zip(cards(package), cards(package, english=True), package.panels, strict=True):
        assert (chinese.sentence, english.sentence) == (panel.sentence.zh, panel.sentence.en)
    assert completeness(package, english=True) == package.completeness.sentence.en


def test_every_number_of_the_package_stands_in_the_table_with_its_list(package: WeeklyPackage) -> None:
    for part in parts(package):
        told = {(fact.count, repr(fact.behind)) for fact in facts(part)}
        assert {(count.value, repr(count.behind)) for count in counts(part)} <= told


def test_every_list_has_as_many_rows_as_its_number_says(package: WeeklyPackage, figures: TrialFigures) -> None:
    told: list[Fact] = [fact for part in parts(package) for fact in facts(part) if fact.name not in ("period", "cell")]
    seen: set[str] = set()
    for fact in told:
        if repr(fact.behind) not in seen:
            seen.add(repr(fact.behind))
            assert rows(package, figures, fact.behind) == fact.count, fact


def rows(package: WeeklyPackage, figures: TrialFigures, behind: Behind) -> int:
    if is_of_actions(behind):
        return len(actions_behind(package, behind))
    return len(figures.behind(package, behind))


def test_every_mark_of_a_plot_leads_to_a_list(package: WeeklyPackage) -> None:
    for drawn in (drawn for card in cards(package) for drawn in card.plots):
        match drawn.plot:
            case HBars(bars=bars):
                marks = [str(at) for at in range(len(bars))]
            case Xmr(values=values):
                marks = [str(at) for at in range(len(values))]
            case Heat(counts=table):
                marks = [f"{r}|{c}" for r, row in enumerate(table) for c, count in enumerate(row) if count]
            case _:
                pytest.fail(f"{drawn.name} is drawn in an unknown way")
        assert [mark for mark in marks if drawn.behind(mark) is None] == []
        assert drawn.behind("nowhere") is None


def test_the_week_that_rises_stands_out(package: WeeklyPackage) -> None:
    volume = card(package, "volume")
    weeks = volume.drawn("weeks")
    assert weeks is not None
    assert isinstance(weeks.plot, Xmr)
    assert (weeks.plot.values[-1], weeks.plot.signals[-1].index) == (92, len(weeks.plot.values) - 1)
    assert weeks.plot.upper is not None
    assert weeks.plot.values[-1] == 92 > weeks.plot.upper
    assert volume.signal


def test_last_weeks_actions_are_on_their_card(package: WeeklyPackage) -> None:
    assert [row.review for row in card(package, "actions").reviewed] == ["overdue", "running", "done", "done"]
