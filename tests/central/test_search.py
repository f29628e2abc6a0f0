"""Searching the centre: words, rights, and what lies beyond a desk's replica."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import msgspec
import pytest
from msgspec import Raw

from app.commands.entering import EnterHistory, PastCase
from app.commands.notes import AddNote
from app.domain.incident import Entry, Incident, Verb
from app.domain.problems import Code, Problem
from services.central.identity import Caller
from services.central.keeping import Keeping
from services.central.search import Asked, History
from services.central.seats import Seat
from tests.central.desk import Town
from tests.support.district import AREA, DISTRICT, MICRO, OFFICER, OTHER_AREA, STRANGER, TOWN

HOUR = timedelta(hours=1)


def caller(town: Town, person: str = OFFICER, *, area: str = AREA) -> Caller:
    seat = Seat(id="s", name="1", place=area, path=(DISTRICT, area[:9], area), areas=(area,))
    reader = town.desk(area=area).scopes()
    return Caller(seat=seat, person=person, session=None, scopes={area[:9]: reader})


def names(cases: Iterable[Raw]) -> list[str]:
    return [msgspec.json.decode(body, type=Incident).id for body in cases]


@pytest.fixture
def aged(town: Town) -> Town:
    """Old, kept and new cases here, two elsewhere; what is old has been let go."""
    now, made = town.clock(), []
    for name, weeks, title, grid in (
        ("old", 150, "夜间噪声扰民", MICRO),
        ("older", 200, "Noise from a BAR, 100% loud", MICRO),
        ("kept", 50, "噪声又起", MICRO),
        ("new", 0, "噪声", MICRO),
        ("there", 1, "噪声在别处", OTHER_AREA),
        ("there-old", 151, "噪声在别处，早了", OTHER_AREA),
    ):
        over = now - timedelta(weeks=weeks)
        made.append(
            PastCase(
                incident=name, grid=grid, title=title, occurred_at=over - timedelta(hours=2), closed_at=over, event_class="0101"
            )
        )
    town.office.require(EnterHistory(cases=tuple(made)))
    Keeping(town.store, weeks=104).tend()
    return town


def found(town: Town, who: Caller, **asked: object) -> list[str]:
    return names(History(town.store).search(who, msgspec.convert(asked, Asked)).cases)


def test_two_characters_find_a_word_and_every_word_must_occur(aged: Town) -> None:
    here = caller(aged)
    assert found(aged, here, area=AREA, text="噪声") == ["new", "kept", "old"]
    assert found(aged, here, area=AREA, text="扰民 夜间") == ["old"]
    assert found(aged, here, area=AREA, text="bar 100%") == ["older"]
    assert found(aged, here, area=AREA, text="10_%") == []
    assert found(aged, here, area=AREA, text="外星人") == []
    assert found(aged, here, area=AREA, event_class="0999") == []


def test_the_name_of_the_class_finds_its_cases(aged: Town) -> None:
    named = aged.store.reference.catalogue.name("0101")
    assert "old" in found(aged, caller(aged), area=AREA, text=named)


def test_beyond_is_what_the_replica_does_not_hold_of_all_that_may_be_read(aged: Town) -> None:
    elsewhere = caller(aged, STRANGER)
    assert found(aged, elsewhere, text="噪声", beyond=True) == ["there", "there-old"], "what the seat may read, he may not"
    assert found(aged, caller(aged), text="噪声", beyond=True) == ["old"], "the officer reads this area alone"
    assert found(aged, caller(aged, ""), text="噪声", beyond=True) == ["old"], "nobody is signed in: the seat's own"


def test_pages_go_on_where_the_last_one_ended(aged: Town) -> None:
    history, elsewhere, before, got = History(aged.store), caller(aged, STRANGER), "", list[str]()
    while True:
        page = history.search(elsewhere, Asked(text="噪声", beyond=True, before=before, limit=1))
        got += names(page.cases)
        before = page.before
        if not before:
            break
    assert got == ["there", "there-old"]


def test_areas_that_may_not_be_read_are_refused(aged: Town) -> None:
    for area in (OTHER_AREA, "nowhere", TOWN):
        with pytest.raises(Problem) as refused:
            found(aged, caller(aged), area=area)
        assert refused.value.code is Code.NOT_ALLOWED
    with pytest.raises(Problem) as malformed:
        found(aged, caller(aged), text="噪\x00声")
    assert malformed.value.code is Code.REQUEST_MALFORMED


def test_a_case_is_read_in_full_where_it_may_be(aged: Town) -> None:
    aged.desk().do(AddNote(incident="old", text="当年的事"))
    history = History(aged.store)
    whole = history.case(caller(aged), "old")
    assert msgspec.json.decode(whole.case, type=Incident).id == "old"
    assert [msgspec.json.decode(body, type=Entry).verb for body in whole.entries] == [Verb.NOTED]
    assert history.case(caller(aged, STRANGER), "there-old")
    for hidden in ("there-old", "nothing", "\x00"):
        with pytest.raises(Problem) as refused:
            history.case(caller(aged), hidden)
        assert refused.value.code is Code.NOT_FOUND
