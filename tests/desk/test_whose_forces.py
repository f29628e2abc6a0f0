"""Which forces a desk offers whom for a case, and by when a handler is expected."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.desk.incident import usual_promise
from app.desk.roster import ranking, roster
from app.domain.act import Act
from app.domain.catalogue import Severity, Tier
from app.domain.deadline import Clock, Term
from app.domain.incident import Incident
from app.domain.people import Appointment, Role, Source, Trade
from app.domain.record import Put
from app.domain.roster import Duty, Force
from app.domain.terms import Timer
from tests.support.builders import AREA, LONG_AGO, NOW, OFFICER, TOWN, TOWN_CHIEF, busy_day, unit
from tests.support.desk import DictCache, SteadyClock

FILED, UNIT_CHIEF = "i-1009", "p-unit"


@pytest.fixture
def cache() -> DictCache:
    day = busy_day()
    town = Force(
        id="f-town", town=TOWN, area="", name="镇应急队", source=Source.TOWN_SPONSOR, trade=Trade.SERVICE, duty=Duty.AVAILABLE
    )
    home = replace(day.world.find(Force, area=AREA)[0], id="f-home", name="清猗巡查", grid=unit("清猗"), duty=Duty.AVAILABLE)
    chief = Appointment(
        id="a-unit", town=TOWN, area=AREA, person=UNIT_CHIEF, role=Role.UNIT_CHIEF, place=unit("清猗"), since=LONG_AGO
    )
    day.world.apply((Put(town), Put(home), Put(chief)))
    return DictCache(day.world, SteadyClock(NOW))


def found(cache: DictCache) -> Incident:
    case = cache.get(Incident, FILED)
    assert case is not None
    return case


def offered(cache: DictCache, person: str) -> dict[str, str]:
    act = Act(command="c", person=person, person_name=person, seat="s", occurred_at=NOW, recorded_at=NOW)
    return {c.force.id: c.excluded for c in ranking(cache, FILED, catalogue=cache.catalogue(), act=act)}


def test_the_whole_towns_forces_are_offered_where_the_town_leads_and_to_the_town(cache: DictCache) -> None:
    assert found(cache).tier is not Tier.L3
    assert "f-town" not in offered(cache, OFFICER)
    assert offered(cache, TOWN_CHIEF)["f-town"] == ""
    cache.apply((Put(replace(found(cache), tier=Tier.L3)),))
    assert offered(cache, OFFICER)["f-town"] == ""


def test_a_unit_leader_is_told_which_forces_are_not_his_to_send(cache: DictCache) -> None:
    assert found(cache).tier is Tier.L1
    ranked = offered(cache, UNIT_CHIEF)
    assert (ranked["f-home"], ranked["f-cg1"]) == ("", "outside")
    assert offered(cache, OFFICER)["f-cg1"] == ""


def test_the_roster_has_the_whole_towns_forces_for_who_may_always_send_them_and_counts_the_areas_own(cache: DictCache) -> None:
    def sponsors(person: str) -> tuple[int, int, int]:
        column = next(c for c in roster(cache, AREA, now=NOW, person=person).columns if c.source is Source.TOWN_SPONSOR)
        return len(column.rows), column.in_post, column.on_duty

    rows, in_post, on_duty = sponsors(OFFICER)
    assert sponsors(TOWN_CHIEF) == (rows + 1, in_post, on_duty)


@pytest.mark.parametrize(
    ("term", "minutes"), [(Term(Clock.URGENT_HOUR, 3), 180), (Term(Clock.URGENT_HOUR, 0.5), 30), (Term(Clock.WORK_HOUR, 8), 120)]
)
def test_a_promise_is_proposed_by_the_terms_of_the_town(cache: DictCache, term: Term, minutes: int) -> None:
    case = replace(found(cache), overall_due=NOW + timedelta(days=5))
    shipped = cache.terms(TOWN)
    cache._terms = replace(shipped, steps=shipped.steps | {Timer.ARRIVE: dict.fromkeys(Severity, term)})
    assert usual_promise(cache, case, now=NOW) == NOW + timedelta(minutes=minutes)
    soon = replace(case, overall_due=NOW + timedelta(minutes=10))
    assert usual_promise(cache, soon, now=NOW) == NOW + timedelta(minutes=10)
