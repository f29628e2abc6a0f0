"""Cases are found by two Chinese characters, by numbers and by their class, whatever else is typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.domain.catalogue import UNMAPPED
from app.domain.incident import Channel, Incident, Origin, State
from app.domain.record import Put
from services.local_store.search import phrases, spaced
from tests.support.caches import Pair
from tests.support.district import AREA, START, TOWN, UNIT


def past(number: int, title: str, *, event_class: str = UNMAPPED, place: str = "", detail: str = "") -> Incident:
    began = START - timedelta(days=1 + number)
    return Incident(
        id=f"0199-{number:06d}",
        town=TOWN,
        area=AREA,
        unit=UNIT,
        number=f"10203-261117-{number:04d}",
        state=State.CLOSED,
        title=title,
        source=Channel.PATROL,
        occurred_at=began,
        reported_at=began,
        closed_at=began + timedelta(hours=2),
        state_since=began,
        origin=Origin.HISTORY,
        event_class=event_class,
        place=place,
        detail=detail,
    )


CASES = (
    past(1, "真南路1080号线缆垂落", place="真南路1080号西侧", event_class="0508"),
    past(2, "南真路井盖缺失", detail="环境卫生检查时发现"),
    past(3, "垃圾外溢", place="惠平路388弄", event_class="0110"),
    past(4, "Fallen tree near gate 5", detail="两车道被堵"),
)


ODD = ['"', "'", "*", "AND", "OR NOT", "NEAR(", "线缆*)", "words:线缆", "^", "-", "()", "\x00", "'; DROP TABLE x --"]


@pytest.fixture
def history(pair: Pair) -> Pair:
    pair.central.write(*(Put(case) for case in CASES))
    pair.sync()
    return pair


def found(pair: Pair, text: str, *, event_class: str = "") -> list[int]:
    return [int(case.id[-1]) for case in pair.cache.past_cases(AREA, text=text, event_class=event_class).cases]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("线缆", [1]),
        ("真南", [1]),
        ("南真", [2]),
        ("环境", [2]),
        ("境环", []),
        ("真南 线缆", [1]),
        ("真南 井盖", []),
        ("1080", [1]),
        ("388弄", [3]),
        ("10203-261117-0002", [2]),
        ("0004", [4]),
        ("tree", [4]),
        ("gat", [4]),
        ("GATE", [4]),
        ("fallen", [1, 4]),
        ("生活垃圾", [3]),
        ("路", [1, 2, 3]),
        ("", [1, 2, 3, 4]),
        ("T-000003", [3]),
    ],
)
def test_what_people_type_finds_what_they_mean(history: Pair, text: str, numbers: list[int]) -> None:
    assert found(history, text) == numbers


@pytest.mark.parametrize("text", ODD)
def test_the_language_of_the_index_has_no_power(history: Pair, text: str) -> None:
    found(history, text)


def test_history_is_read_by_page_and_by_class(history: Pair) -> None:
    assert found(history, "", event_class="0110") == [3]
    first = history.cache.past_cases(AREA, limit=3)
    assert [case.id for case in first.cases] == [case.id for case in CASES[:3]]
    assert first.next is not None
    rest = history.cache.past_cases(AREA, before=first.next, limit=3)
    assert [case.id for case in rest.cases] == [CASES[3].id]
    assert rest.next is None


def test_the_index_follows_a_change_and_forgets_what_goes(history: Pair) -> None:
    history.central.write(Put(replace(CASES[2], title="占道经营")))
    history.sync()
    assert found(history, "外溢") == []
    assert found(history, "占道") == [3]
    history.central.scopes = ("district",)
    history.sync()
    assert found(history, "占道") == []
    assert history.cache.run(lambda parts: parts.database.text("SELECT count(*) FROM l_search")) == [(0,)]


@given(st.text(max_size=30))
def test_any_text_becomes_a_question_that_can_be_asked(text: str) -> None:
    asked = phrases(text)
    assert asked.count('"') % 2 == 0
    assert spaced(spaced(text)).split() == spaced(text).split()


def test_what_changes_leave_in_the_index_is_put_together_at_a_quiet_moment(history: Pair) -> None:
    for turn in range(6):
        history.central.write(Put(replace(CASES[turn % 2], title=f"改动{turn}")))
        history.sync()
    assert segments(history) >= 6, "nothing is merged while somebody waits"
    history.cache.tidy()
    assert segments(history) < 4
    assert [found(history, f"改动{turn}") for turn in (3, 4, 5)] == [[], [1], [2]]


def segments(pair: Pair) -> int:
    """Of how many pieces the index consists."""
    return pair.cache.run(lambda parts: int(parts.database.text("SELECT count(DISTINCT segid) FROM l_search_idx")[0][0]))
