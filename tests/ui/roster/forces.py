"""The roster of a busy afternoon: two forces sent down by departments, one that nobody has confirmed for days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from app.domain.people import Secondment
from app.domain.record import Put
from app.domain.roster import Force, Shift
from tests.support.builders import AREA, NOW, TOWN, Day, busy_day


def staffed_day() -> Day:
    """The busy day with these marks and a night shift planned."""
    day = busy_day()
    term = Secondment(sent_by="market", since=NOW - timedelta(days=90), until=datetime(2026, 12, 31, 4, tzinfo=UTC))
    open_end = Secondment(sent_by="urban_management", since=NOW - timedelta(days=30))
    market, squad = day.world.get(Force, "f-market"), day.world.get(Force, "f-cg2")
    works, old = day.world.get(Force, "f-works"), day.world.get(Force, "f-riders")
    assert market is not None
    assert squad is not None
    assert works is not None
    assert old is not None
    night = NOW.replace(hour=9, minute=30, second=0)
    day.world.apply(
        (
            Put(replace(market, seconded=term)),
            Put(replace(squad, seconded=open_end)),
            Put(replace(works, duty_confirmed_at=NOW - timedelta(days=31))),
            Put(replace(old, duty_confirmed_at=None)),
            Put(Shift(id="s-night", town=TOWN, area=AREA, name="晚班", starts=night, ends=night + timedelta(hours=15))),
        )
    )
    return day
