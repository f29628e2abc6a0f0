"""What a desk offers on a case: the legal acts for this state and person, each locked one with its reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.commands import COMMANDS, dispatching, handling, intake, leading, waiting
from app.commands.command import Command
from app.desk.acts import BESIDE, OFFERED, next_acts
from app.desk.ports import LinkState
from app.domain.act import Act
from app.domain.catalogue import Tier
from app.domain.incident import Incident, Said, State
from app.domain.machine import seen
from app.domain.people import Appointment
from app.domain.problems import Code, Problem
from app.domain.record import Put
from tests.support.builders import CHIEF, DEPUTY, NOW, OFFICER, PEOPLE, TOWN_CHIEF, busy_day
from tests.support.desk import DictCache, SteadyClock

HANDLING, FILED = "i-998", "i-1009"


class Room:
    """Several people around one cache."""

    def __init__(self) -> None:
        self.clock = SteadyClock(NOW)
        self.cache = DictCache(busy_day().world, self.clock)
        self._count = 0

    def act(self, person: str) -> Act:
        self._count += 1
        return Act(
            command=f"c-{self._count:04}",
            person=person,
            person_name=PEOPLE[person][0] if person in PEOPLE else person,
            seat="seat-1",
            occurred_at=self.clock.now,
            recorded_at=self.clock.now,
            central=True,
        )

    def does(self, person: str, command: Command) -> None:
        self.cache.apply(command.decide(self.act(person), self.cache))

    def case(self, incident: str) -> Incident:
        found = self.cache.get(Incident, incident)
        assert found is not None
        return found

    def offered(self, person: str, incident: str, *, link: LinkState = LinkState.ONLINE) -> dict[str, int]:
        acts = next_acts(self.cache, self.case(incident), act=self.act(person) if person else None, link=link)
        return {act.command: act.locked for act in acts}

    def asks_extension(self, incident: str = HANDLING, **more: Any) -> None:
        case = self.case(incident)
        assert case.step_due is not None
        told = {"until": case.step_due + timedelta(minutes=30), "reason": "等吊车", "basis": "租赁合同", **more}
        self.does("p-hui", waiting.AskExtension(incident=incident, saw=seen(case), **told))

    def led_up(self, incident: str = FILED) -> None:
        """From 自治 to 共治."""
        self.does(
            OFFICER, leading.LeadUp(incident=incident, saw_tier=Tier.L1, measures="已劝离两次", handler="金惠兰", said=Said.PHONE)
        )


@pytest.fixture
def room() -> Room:
    return Room()


def test_what_is_offered_is_a_command_each() -> None:
    names = {command.__name__ for command in COMMANDS}
    assert {command for command, _ in OFFERED} | set(BESIDE) <= names


def test_more_time_is_decided_once_it_was_asked_and_asked_once(room: Room) -> None:
    before = room.offered(DEPUTY, HANDLING)
    assert "DecideExtension" not in before
    assert "AskExtension" in before
    room.asks_extension()
    after = room.offered(DEPUTY, HANDLING)
    assert after["DecideExtension"] == 0
    assert "AskExtension" not in after
    assert room.offered(OFFICER, HANDLING)["DecideExtension"] == Code.NOT_ALLOWED
    assert room.offered(DEPUTY, HANDLING, link=LinkState.OFFLINE)["DecideExtension"] == Code.NEEDS_CENTRAL


def test_of_a_case_that_the_town_leads_the_town_decides(room: Room) -> None:
    room.asks_extension()
    if room.case(HANDLING).tier is Tier.L1:
        room.led_up(HANDLING)
    room.does(DEPUTY, leading.Coordinate(incident=HANDLING, text="与绿化所会商"))
    room.does(CHIEF, leading.LeadUp(incident=HANDLING, saw_tier=Tier.L2, measures="需镇级吊车"))
    assert room.offered(DEPUTY, HANDLING)["DecideExtension"] == Code.NOT_ALLOWED
    assert room.offered(TOWN_CHIEF, HANDLING)["DecideExtension"] == 0


def test_after_the_end_of_the_term_no_more_time_is_asked(room: Room) -> None:
    due = room.case(HANDLING).step_due
    assert due is not None
    room.clock.now = due + timedelta(minutes=1)
    assert room.offered(OFFICER, HANDLING)["AskExtension"] == Code.LIMIT_PASSED


def test_a_wait_is_decided_once_it_was_asked(room: Room) -> None:
    assert "DecideWait" not in room.offered(DEPUTY, HANDLING)
    wish = waiting.AskWait(incident=HANDLING, saw=seen(room.case(HANDLING)), until=NOW + timedelta(hours=5), reason="暴雨")
    room.does("p-hui", wish)
    assert room.offered(DEPUTY, HANDLING)["DecideWait"] == 0
    assert "AskWait" not in room.offered(DEPUTY, HANDLING)


def test_a_case_is_let_down_by_who_leads_it_and_only_with_the_centre(room: Room) -> None:
    assert "LetDown" not in room.offered(DEPUTY, FILED), "at 自治 there is nothing below"
    room.led_up()
    assert room.offered(CHIEF, FILED)["LetDown"] == 0
    assert room.offered(OFFICER, FILED)["LetDown"] == Code.NOT_ALLOWED
    assert room.offered(DEPUTY, FILED)["LetDown"] == Code.NOT_ALLOWED
    assert room.offered(CHIEF, FILED, link=LinkState.OFFLINE)["LetDown"] == Code.NEEDS_CENTRAL


def test_who_receives_a_case_says_that_he_has_it_once(room: Room) -> None:
    assert "AcknowledgeTier" not in room.offered(OFFICER, FILED), "where a case begins nobody hands it over"
    room.led_up()
    assert room.offered(DEPUTY, FILED)["AcknowledgeTier"] == 0
    room.does(DEPUTY, leading.AcknowledgeTier(incident=FILED, saw_tier=Tier.L2))
    assert "AcknowledgeTier" not in room.offered(DEPUTY, FILED)


def test_leading_up_to_the_town_waits_for_an_attempt_at_coordination(room: Room) -> None:
    room.led_up()
    assert room.offered(CHIEF, FILED)["LeadUp"] == Code.COORDINATION_MISSING
    room.does(OFFICER, leading.Coordinate(incident=FILED, text="与城管现场会商"))
    assert room.offered(CHIEF, FILED)["LeadUp"] == 0
    assert room.offered(OFFICER, FILED)["LeadUp"] == Code.NOT_ALLOWED


def test_a_merge_is_taken_back_for_a_day(room: Room) -> None:
    room.does(OFFICER, intake.MergeCase(incident="i-987", saw=seen(room.case("i-987")), into=FILED, reason="同一摊点"))
    assert room.offered(OFFICER, "i-987") == {"UnmergeCase": 0}
    assert room.offered(OFFICER, "i-987", link=LinkState.OFFLINE) == {"UnmergeCase": Code.NEEDS_CENTRAL}
    room.clock.pass_(hours=25)
    assert room.offered(OFFICER, "i-987") == {"UnmergeCase": Code.WINDOW_CLOSED}


def test_nobody_signed_in_finds_everything_locked(room: Room) -> None:
    room.led_up()
    assert set(room.offered("", FILED).values()) == {Code.NOT_SIGNED_IN.value}


@pytest.mark.parametrize("link", [LinkState.ONLINE, LinkState.OFFLINE])
def test_a_lock_says_what_the_rule_would_have_said(room: Room, link: LinkState) -> None:
    """Rights are told by the lock before a form is filled in vain: a locked act is refused by its command, an open one is not."""
    for person in PEOPLE:
        for incident in ("i-1026", FILED, "i-1018", "i-1015", HANDLING, "i-1003", "i-1011", "i-940"):
            case = room.case(incident)
            acts = next_acts(room.cache, case, act=room.act(person), link=link)
            for act in acts:
                plain: dict[str, Command] = {
                    "Take": intake.Take(incident=incident, saw=seen(case)),
                    "Arrive": dispatching.Arrive(incident=incident, saw=seen(case), said=Said.PHONE),
                    "TakeCheck": handling.TakeCheck(incident=incident, saw=seen(case)),
                    "FailCheck": handling.FailCheck(incident=incident, saw=seen(case), reason="没好"),
                    "Reopen": handling.Reopen(incident=incident, saw=seen(case), reason="not_solved"),
                    "LeadUp": leading.LeadUp(
                        incident=incident, saw_tier=case.tier, measures="已围护", handler="金惠兰", said=Said.PHONE
                    ),
                    "LetDown": leading.LetDown(incident=incident, saw_tier=case.tier, instruction="余下属地"),
                }
                if act.command in plain and act.locked != Code.NEEDS_CENTRAL.value:
                    assert (refused(room, person, plain[act.command]) != 0) == bool(act.locked), (person, incident, act)


def refused(room: Room, person: str, command: Command) -> int:
    try:
        command.decide(room.act(person), room.cache)
    except Problem as problem:
        return problem.code.value
    return 0


def test_rights_taken_away_lock_at_once(room: Room) -> None:
    held = next(one for one in room.cache.find(Appointment, person=OFFICER))
    room.cache.apply((Put(replace(held, revoked_at=NOW)),))
    assert room.offered(OFFICER, FILED)["Dispatch"] == Code.RIGHT_REVOKED
    assert room.case(FILED).state is State.FILED
