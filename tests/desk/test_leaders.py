"""Who answers for a grid and for a case: the one whose term runs, in the office of that level."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from app.desk.incident import detail
from app.desk.ports import LinkState
from app.desk.tree import tree
from app.domain.catalogue import Severity
from app.domain.grid import Grid
from app.domain.incident import Incident
from app.domain.people import Office, Posting
from app.domain.posts import leader_of
from app.domain.record import Put, Record
from tests.support.builders import AREA, CHIEF, DEPUTY, NOW, SECOND_OFFICER, TOWN, Day, past, quiet_day, unit
from tests.support.desk import DictCache, SteadyClock

DAY = timedelta(days=1)


def term(key: str, person: str, since: int, until: int | None = None, *, grid: str = AREA, office: Office) -> Posting:
    ends = None if until is None else NOW + until * DAY
    return Posting(id=key, town=TOWN, area=AREA, grid=grid, person=person, office=office, since=NOW + since * DAY, until=ends)


def cache_of(day: Day, *records: Record) -> DictCache:
    day.world.apply(tuple(Put(record) for record in records))
    return DictCache(day.world, SteadyClock(NOW))


def answers_for(cache: DictCache, incident: str) -> str:
    found = detail(cache, incident, act=None, link=LinkState.ONLINE, now=NOW)
    assert found is not None
    return found.accountable


def leads(cache: DictCache, grid: str) -> str:
    return next(row.leader for row in tree(cache, AREA, now=NOW) if row.id == grid)


def test_a_leader_with_an_end_date_leads_until_it_and_the_next_from_it() -> None:
    day = quiet_day()
    case = day.case(1, "0110", "垃圾", Severity.NORMAL, "金通 01", minutes=5)
    cache = cache_of(
        day,
        term("post-1", CHIEF, -90, 60, office=Office.AREA_CHIEF),
        term("post-2", SECOND_OFFICER, 60, office=Office.AREA_CHIEF),
    )

    assert leads(cache, AREA) == "周建国"
    assert answers_for(cache, case) == "周建国"
    changed = NOW + 60 * DAY
    in_turn = (leader_of(cache, AREA, changed - DAY), leader_of(cache, AREA, changed))
    assert [posting and posting.person for posting in in_turn] == [CHIEF, SECOND_OFFICER]


def test_a_deputy_posted_later_answers_for_nothing() -> None:
    day = quiet_day()
    case = day.case(1, "0110", "垃圾", Severity.NORMAL, "金通 01", minutes=5)
    cache = cache_of(day, term("post-2", DEPUTY, -1, office=Office.AREA_DEPUTY))

    assert (leads(cache, AREA), answers_for(cache, case)) == ("周建国", "周建国")


def test_a_post_whose_term_is_over_is_vacant() -> None:
    day = quiet_day()
    case = day.case(1, "0110", "垃圾", Severity.NORMAL, "金通 01", minutes=5)
    cache = cache_of(day, term("post-1", CHIEF, -90, -1, office=Office.AREA_CHIEF))

    assert (leads(cache, AREA), answers_for(cache, case)) == ("", "")


def test_a_unit_is_led_by_its_own_chief() -> None:
    cache = cache_of(quiet_day(), term("post-3", SECOND_OFFICER, -9, 9, grid=unit("华猗"), office=Office.UNIT_CHIEF))

    assert leads(cache, unit("华猗")) == "李敏"


def test_an_ended_case_names_the_one_who_answered_when_it_ended() -> None:
    (ended,) = past(1)
    cache = cache_of(
        quiet_day(),
        ended,
        term("post-1", SECOND_OFFICER, -90, 0, office=Office.AREA_CHIEF),
        term("post-2", CHIEF, 0, office=Office.AREA_CHIEF),
    )

    assert answers_for(cache, ended.id) == "李敏"
    before = replace(ended, id="h-old", closed_at=NOW - 99 * DAY)
    cache.hear(Put(before))
    assert isinstance(cache.get(Incident, "h-old"), Incident)
    assert answers_for(cache, "h-old") == ""


def test_a_grid_without_an_answering_office_has_no_leader() -> None:
    cache = cache_of(quiet_day())
    district = next(grid for grid in cache.find(Grid) if not grid.parent)

    assert leader_of(cache, district.id, NOW) is None
    assert leader_of(cache, "nowhere", NOW) is None
