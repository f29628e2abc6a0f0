"""Where a case begins: by its class, or at 共治 in a grid that is marked so (L-a, L-b)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.domain.catalogue import Severity, Tier
from app.domain.grid import Grid
from app.domain.record import Put
from tests.commands.desk import RuleDesk
from tests.support.district import AREA, MICRO, UNIT


@pytest.mark.parametrize(("marked", "tier"), [("", Tier.L1), (MICRO, Tier.L2), (UNIT, Tier.L2), (AREA, Tier.L1)])
def test_a_case_in_a_grid_that_is_marked_begins_at_the_area(marked: str, tier: Tier) -> None:
    desk = RuleDesk()
    grid = desk.world.get(Grid, marked)
    if grid is not None:
        desk.world.apply((Put(replace(grid, tier=Tier.L2)),))

    case = desk.filed(event_class="0112", severity=Severity.NORMAL)

    assert case.tier is tier
    assert case.aside_due is None, "nobody has handed it over"
