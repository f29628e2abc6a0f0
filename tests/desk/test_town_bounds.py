"""What a town may set for itself is what the desk counts with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.desk.roster import roster
from app.domain.record import Put
from app.domain.roster import Force
from tests.support.builders import AREA, NOW, quiet_day
from tests.support.desk import DictCache, SteadyClock


@pytest.mark.parametrize(("days", "grey"), [(13, False), (15, True)])
def test_a_force_turns_grey_after_as_many_days_as_the_town_says(days: int, grey: bool) -> None:
    day = quiet_day()
    force = replace(day.world.find(Force)[0], duty_confirmed_at=NOW - timedelta(days=days))
    day.world.apply((Put(force),))
    cache = DictCache(day.world, SteadyClock(NOW))
    cache._terms = replace(cache.terms(force.town), unconfirmed_days=14)

    rows = {row.id: row for column in roster(cache, AREA, now=NOW).columns for row in column.rows}

    assert rows[force.id].grey is grey


def test_as_shipped_the_days_are_those_of_the_table() -> None:
    assert quiet_day().world.terms("").unconfirmed_days == 30
