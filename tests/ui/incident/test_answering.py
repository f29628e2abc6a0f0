"""The head of a case says who answers for it."""

from __future__ import annotations

from datetime import timedelta

from app.domain.people import Office, Posting
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import AREA, CHIEF, NOW, TOWN


def posted(*, days: int) -> Posting:
    return Posting(
        id="post-1",
        town=TOWN,
        area=AREA,
        grid=AREA,
        person=CHIEF,
        office=Office.AREA_CHIEF,
        since=NOW - timedelta(days=90),
        until=NOW + timedelta(days=days),
    )


def test_the_leader_in_post_stands_in_the_head_of_every_case(make_desk: MakeDesk) -> None:
    desk = make_desk(extra=[posted(days=60)])
    desk.open_case("i-1024")

    assert desk.detail.leader == "片区网格长 周建国"


def test_a_vacant_post_is_said_as_soon_as_it_is_heard_of(desk: DutyDesk) -> None:
    desk.open_case("i-1024")
    assert desk.detail.leader == "片区网格长 周建国"

    desk.stage.act(lambda: desk.stage.central.hear(posted(days=-1)))

    assert desk.detail.leader == "片区网格长空缺"
