"""Posts, roles and lent acts with what may be done about them; forces sent down; posts against plan."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.commands import staffing
from app.commands.command import Command
from app.desk.ports import LinkState
from app.desk.staff import Holding, Sort, Staff, Stand, staff
from app.domain.act import Act
from app.domain.delegation import Lent
from app.domain.people import Appointment, Office, Role, Source, Trade
from app.domain.problems import Code
from app.domain.record import Put
from app.domain.roster import Duty, Force
from tests.support.builders import AREA, CHIEF, DEPUTY, LONG_AGO, NOW, OFFICER, PEOPLE, TOWN, TOWN_CHIEF, busy_day, unit
from tests.support.desk import DictCache, SteadyClock

KEEPER = "p-keeper"
UNIT_CHIEF = "p-unit"


class Room:
    """The people of an area around one cache."""

    def __init__(self) -> None:
        self.cache = DictCache(busy_day().world, SteadyClock(NOW))
        for person, role, place in ((KEEPER, Role.SECURITY, TOWN), (UNIT_CHIEF, Role.UNIT_CHIEF, unit("金通"))):
            self.cache.apply(
                (Put(Appointment(id=f"a-{person}", town=TOWN, area=AREA, person=person, role=role, place=place, since=LONG_AGO)),)
            )

    def act(self, person: str) -> Act:
        name = PEOPLE[person][0] if person in PEOPLE else person
        return Act(command="c", person=person, person_name=name, seat="seat-1", occurred_at=NOW, recorded_at=NOW)

    def does(self, person: str, command: Command) -> None:
        self.cache.apply(command.decide(self.act(person), self.cache))

    def seen_by(self, person: str, *, link: LinkState = LinkState.ONLINE) -> Staff:
        return staff(self.cache, AREA, act=self.act(person) if person else None, link=link, now=NOW)

    def holding(self, key: str, person: str = CHIEF) -> Holding:
        return next(one for one in self.seen_by(person).holdings if one.id == key)


@pytest.fixture
def room() -> Room:
    return Room()


def test_what_is_held_stands_with_its_holder_place_and_term(room: Room) -> None:
    post, loan = room.holding("post-1"), room.holding("g-1")
    assert (post.sort, post.keys, post.holder, post.place_name) == (Sort.POST, ("area_grid_chief",), "周建国", "南翔镇第三片区")
    assert (loan.sort, set(loan.keys), loan.holder, loan.giver) == (Sort.LOAN, {"dispatch_area", "dispatch_unit"}, "R3", "周建国")
    assert room.holding(f"a-{OFFICER}").keys == ("R3",)
    assert {one.stand for one in room.seen_by(CHIEF).holdings} == {Stand.RUNNING}


def test_a_post_ends_with_its_term_and_is_not_taken_away(room: Room) -> None:
    room.does(
        TOWN_CHIEF,
        staffing.PostLeader(posting="post-2", grid=AREA, person=DEPUTY, office=Office.AREA_CHIEF, since=NOW + timedelta(days=1)),
    )
    first, second = room.holding("post-1"), room.holding("post-2")
    assert (first.stand, first.until) == (Stand.RUNNING, NOW + timedelta(days=1))
    assert second.stand is Stand.COMING
    assert first.locked is second.locked is None


@pytest.mark.parametrize(
    ("person", "loan", "role"),
    [
        (CHIEF, 0, Code.NOT_ALLOWED),
        (DEPUTY, Code.NOT_ALLOWED, Code.NOT_ALLOWED),
        (KEEPER, Code.NOT_ALLOWED, 0),
    ],
)
def test_who_may_take_away_what(room: Room, person: str, loan: int, role: int) -> None:
    assert room.holding("g-1", person).locked == loan
    assert room.holding(f"a-{OFFICER}", person).locked == role


def test_what_was_taken_away_stays_in_the_list_and_cannot_be_taken_twice(room: Room) -> None:
    room.does(CHIEF, staffing.RevokeGrant(grant="g-1"))
    held = room.holding("g-1")
    assert (held.stand, held.until, held.locked) == (Stand.REVOKED, NOW, None)
    assert room.seen_by(CHIEF).holdings[-1].id == "g-1"


@pytest.mark.parametrize(
    ("person", "free"),
    [
        (OFFICER, set()),
        (DEPUTY, {"Second", "EndSecondment", "SetEstablishment"}),
        (CHIEF, {"Delegate", "Second", "EndSecondment", "SetEstablishment"}),
        (TOWN_CHIEF, {"PostLeader", "Second", "EndSecondment", "SetEstablishment"}),
        (KEEPER, {"Appoint"}),
        (UNIT_CHIEF, {"Delegate"}),
    ],
)
def test_each_may_begin_what_his_role_is_for(room: Room, person: str, free: set[str]) -> None:
    acts = room.seen_by(person).acts
    assert {command for command, act in acts.items() if not act.locked} == free
    assert set(acts) == {"PostLeader", "Appoint", "Delegate", "Second", "EndSecondment", "SetEstablishment"}


def test_rights_are_given_only_with_the_centre_but_posts_are_filled_without(room: Room) -> None:
    acts = room.seen_by(CHIEF, link=LinkState.OFFLINE).acts
    assert acts["Delegate"].locked == acts["PostLeader"].locked == Code.NEEDS_CENTRAL
    assert acts["Second"].locked == acts["SetEstablishment"].locked == 0
    held = next(one for one in room.seen_by(CHIEF, link=LinkState.OFFLINE).holdings if one.id == "g-1")
    assert held.locked == Code.NEEDS_CENTRAL


def test_nobody_signed_in_may_begin_anything(room: Room) -> None:
    assert {act.locked for act in room.seen_by("").acts.values()} == {Code.NOT_SIGNED_IN.value}


def test_a_unit_leader_lends_his_dispatch_and_the_area_leader_everything(room: Room) -> None:
    mine = room.seen_by(UNIT_CHIEF).lendable
    assert mine == {unit("金通"): (Lent.DISPATCH_UNIT,)}
    his = room.seen_by(CHIEF).lendable
    assert his[AREA] == tuple(Lent)
    assert his[unit("金通")] == (Lent.DISPATCH_UNIT,)
    for place, acts in (*mine.items(), *his.items()):
        person = UNIT_CHIEF if place in mine else CHIEF
        room.does(person, staffing.Delegate(grant=f"g-{place}", grid=place, receiver=Role.DUTY, acts=acts, since=NOW))


def test_a_force_sent_down_says_by_whom_until_when_and_whether_it_still_is(room: Room) -> None:
    room.does(DEPUTY, staffing.Second(force="f-cg1", sent_by="urban_management", since=LONG_AGO, basis="赋能清单第3项"))
    before = room.seen_by(DEPUTY)
    assert [(one.name, one.sent_by, one.stand, one.basis) for one in before.sent] == [
        ("城管1队", "urban_management", Stand.RUNNING, "赋能清单第3项")
    ]
    assert "f-cg1" not in dict(before.forces)
    room.does(DEPUTY, staffing.EndSecondment(force="f-cg1", ends=NOW))
    after = room.seen_by(DEPUTY)
    assert [one.stand for one in after.sent] == [Stand.ENDED]
    assert "f-cg1" in dict(after.forces), "it may be sent down again"


def test_posts_are_counted_against_plan(room: Room) -> None:
    posts = {(post.source, post.trade): post for post in room.seen_by(DEPUTY).posts}
    own = posts[Source.OWN, Trade.SERVICE]
    forces = [force for force in room.cache.find(Force, area=AREA) if (force.source, force.trade) == (own.source, own.trade)]
    assert (own.id, own.planned) == ("e-own", 12)
    assert own.in_post == sum(force.size for force in forces)
    assert own.on_duty == sum(force.size for force in forces if force.duty is not Duty.OFF)
    unplanned = posts[Source.ENFORCEMENT, Trade.ENFORCEMENT]
    assert (unplanned.id, unplanned.planned) == ("", None)
    assert unplanned.in_post > 0


def test_a_force_that_left_is_counted_nowhere(room: Room) -> None:
    before = {(post.source, post.trade): post.in_post for post in room.seen_by(DEPUTY).posts}
    force = room.cache.get(Force, "f-cg1")
    assert force is not None
    room.cache.apply((Put(replace(force, active=False)),))
    after = {(post.source, post.trade): post.in_post for post in room.seen_by(DEPUTY).posts}
    assert before[force.source, force.trade] - after[force.source, force.trade] == force.size
