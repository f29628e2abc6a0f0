"""Where a case begins: by its class, or at 共治 in a grid that is marked so (L-a, L-b)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.commands import dispatching, intake, leading
from app.domain.beside import acknowledge_by, handed_over
from app.domain.catalogue import Severity, Tier
from app.domain.grid import Grid
from app.domain.record import Put
from tests.commands.desk import RuleDesk
from tests.support.district import AREA, MICRO, OFFICER, TOWN_CHIEF, UNIT


@pytest.mark.parametrize(("marked", "tier"), [("", Tier.L1), (MICRO, Tier.L2), (UNIT, Tier.L2), (AREA, Tier.L1)])
def test_a_case_in_a_grid_that_is_marked_begins_at_the_area(marked: str, tier: Tier) -> None:
    desk = RuleDesk()
    grid = desk.world.get(Grid, marked)
    if grid is not None:
        desk.world.apply((Put(replace(grid, tier=Tier.L2)),))

    case = desk.filed(event_class="0112", severity=Severity.NORMAL)

    assert case.tier is tier
    assert case.aside_due is None, "nobody has handed it over"


def test_a_case_goes_no_lower_than_the_rules_have_it_begin_by_being_filed() -> None:
    desk = RuleDesk()
    desk.reported(severity=Severity.CRITICAL, public_safety=True)
    assert desk.case().tier is Tier.L3

    desk.does(OFFICER, filing(desk, tier=Tier.L1))

    assert desk.case().tier is Tier.L3


@pytest.mark.parametrize(("wanted", "tier"), [(Tier.L1, Tier.L3), (Tier.L3, Tier.L3)])
def test_a_tier_named_in_the_form_counts_where_it_is_higher(wanted: Tier, tier: Tier) -> None:
    desk = RuleDesk()
    desk.reported()

    desk.does(OFFICER, filing(desk, tier=wanted, severity=Severity.CRITICAL, public_safety=True))

    assert desk.case().tier is tier


def test_sent_at_once_it_goes_no_lower_either() -> None:
    desk = RuleDesk()
    desk.reported(severity=Severity.CRITICAL, public_safety=True)
    form = filing(desk, tier=Tier.L1, severity=Severity.CRITICAL)

    desk.does(
        OFFICER,
        dispatching.DispatchAtOnce(
            incident="i1", saw=form.saw, event_class=form.event_class, severity=form.severity, tier=Tier.L1, force="f-squad"
        ),
    )

    assert desk.case().tier is Tier.L3


def test_a_case_that_is_filed_at_the_town_waits_for_its_word_like_one_that_was_led_up() -> None:
    desk = RuleDesk()
    desk.reported()
    desk.does(OFFICER, filing(desk, severity=Severity.CRITICAL, public_safety=True))

    case = desk.case()
    assert case.tier is Tier.L3
    assert handed_over(case)
    assert case.aside_due == acknowledge_by(case) == desk.clock.now + timedelta(minutes=15)

    desk.does(TOWN_CHIEF, leading.AcknowledgeTier(incident="i1", saw_tier=Tier.L3))
    assert not handed_over(desk.case())
    assert desk.case().aside_due is None


def filing(desk: RuleDesk, **fields: Any) -> intake.FileCase:
    """The form of a case, filled in as told."""
    usual: dict[str, Any] = {"event_class": "0508", "severity": Severity.URGENT, "duplicates_reviewed": True}
    return intake.FileCase(incident="i1", saw=desk.sees(), **(usual | fields))
