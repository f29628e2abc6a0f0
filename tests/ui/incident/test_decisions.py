"""What leaders decide on a case in the window: more time, tiers up and down, coordination, a merge taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.commands.intake import MergeCase
from app.commands.leading import LeadUp
from app.commands.waiting import AskExtension
from app.domain.catalogue import Tier
from app.domain.incident import Incident, Said, State
from app.domain.machine import seen
from app.domain.problems import Code
from tests.pages.duty import DutyDesk
from tests.support.builders import CHIEF, DEPUTY, OFFICER, PEOPLE, TOWN_CHIEF
from tests.support.desk import Doorman
from tests.support.stage import PASSWORD

HANDLING, FILED = "i-998", "i-1009"


def case(desk: DutyDesk, incident: str) -> Incident:
    found = desk.stage.cache.get(Incident, incident)
    assert found is not None
    return found


def sits_down(desk: DutyDesk, person: str) -> None:
    """Somebody else is at the desk."""
    door = Doorman(desk.stage.door.seat(), desk.stage.clock, {key: (PASSWORD, key, told[0]) for key, told in PEOPLE.items()})
    door.sign_in(person, PASSWORD)
    desk.stage.desk.access = door
    desk.stage.act(desk.stage.window.refresh_session)


def asked(desk: DutyDesk) -> None:
    """The handler has asked for more time."""
    sits_down(desk, "p-hui")
    held = case(desk, HANDLING)
    assert held.step_due is not None
    until = held.step_due + timedelta(minutes=30)
    desk.stage.do(AskExtension(incident=HANDLING, saw=seen(held), until=until, reason="等吊车", basis="租赁合同"))


def led_up(desk: DutyDesk) -> None:
    sits_down(desk, OFFICER)
    desk.stage.do(LeadUp(incident=FILED, saw_tier=Tier.L1, measures="已劝离两次", handler="金惠兰", said=Said.PHONE))


def test_the_deputy_reads_what_was_asked_and_grants_it(desk: DutyDesk) -> None:
    asked(desk)
    sits_down(desk, DEPUTY)
    desk.open_case(HANDLING)

    desk.does("DecideExtension")
    for part in ("等吊车", "租赁合同", "申请至"):
        assert part in desk.form.text("asked"), part
    desk.form.fill(note="同意，抓紧")
    desk.form.submit()

    held = case(desk, HANDLING)
    assert (held.extensions, held.extension_asked) == (1, None)
    assert "DecideExtension" not in desk.detail.acts
    assert "同意，抓紧" in desk.detail.path[0]


def test_a_no_without_a_reason_is_said_beside_the_note(desk: DutyDesk) -> None:
    asked(desk)
    before = case(desk, HANDLING).step_due
    sits_down(desk, DEPUTY)
    desk.open_case(HANDLING)
    desk.does("DecideExtension")
    desk.form.fill(granted="no")

    desk.form.submit()
    assert "2005" in desk.form.beside("note")
    desk.form.fill(note="吊车已到")
    desk.form.submit()

    held = case(desk, HANDLING)
    assert (held.step_due, held.extensions, held.extension_asked) == (before, 0, None)


def test_the_duty_officer_sees_that_it_is_the_deputys_to_decide(desk: DutyDesk) -> None:
    asked(desk)
    sits_down(desk, OFFICER)
    desk.open_case(HANDLING)
    assert "1007" in desk.detail.locked["DecideExtension"]
    assert "AskExtension" not in desk.detail.acts


def test_a_case_goes_down_a_tier_by_a_press_on_it_and_not_two(desk: DutyDesk) -> None:
    led_up(desk)
    sits_down(desk, CHIEF)
    desk.open_case(FILED)
    tiers = desk.detail.view.tiers.tiers
    assert tiers.buttons[0].isEnabled()
    assert f"{Code.COORDINATION_MISSING.value}" in tiers.buttons[2].accessibleDescription()

    desk.hands.click(tiers.buttons[0])
    assert desk.form.kind == "LetDownForm"
    desk.form.submit()
    assert "2005" in desk.form.beside("instruction")
    desk.form.fill(instruction="余下由社区劝导")
    desk.form.submit()

    assert case(desk, FILED).tier is Tier.L1


def test_from_the_town_the_first_tier_is_two_steps_away(desk: DutyDesk) -> None:
    desk.stage.act(lambda: desk.stage.central.hear(replace(case(desk, FILED), tier=Tier.L3)))
    sits_down(desk, TOWN_CHIEF)
    desk.open_case(FILED)
    one, two, _ = desk.detail.view.tiers.tiers.buttons
    assert (one.isEnabled(), one.accessibleDescription()) == (False, "逐级回落")
    assert two.isEnabled()


def test_who_may_not_let_down_is_told_on_the_tier(desk: DutyDesk) -> None:
    led_up(desk)
    desk.open_case(FILED)
    one = desk.detail.view.tiers.tiers.buttons[0]
    assert not one.isEnabled()
    assert "1007" in one.accessibleDescription()
    sits_down(desk, DEPUTY)
    desk.stage.act(desk.stage.central.unplug)
    desk.open_case(FILED)
    assert f"{Code.NEEDS_CENTRAL.value}" in one.accessibleDescription()


def test_the_tier_that_receives_a_case_says_so_with_a_key(desk: DutyDesk) -> None:
    led_up(desk)
    sits_down(desk, DEPUTY)
    desk.open_case(FILED)
    desk.does("AcknowledgeTier")
    assert case(desk, FILED).tiers[-1].acknowledged_at is not None
    assert "AcknowledgeTier" not in desk.detail.acts


def test_coordination_put_on_record_opens_the_way_to_the_town(desk: DutyDesk) -> None:
    led_up(desk)
    sits_down(desk, CHIEF)
    desk.open_case(FILED)
    assert "LeadUp" in desk.detail.locked
    desk.stage.act(lambda: desk.detail.view.acts.act_asked.emit("Coordinate"))
    desk.form.fill(text="与城管、社区现场会商，商定夜间驻守")
    desk.form.submit()
    assert case(desk, FILED).coordinated
    assert "LeadUp" in desk.detail.acts


def test_a_merge_is_taken_back_with_a_key(desk: DutyDesk) -> None:
    desk.stage.do(MergeCase(incident="i-987", saw=seen(case(desk, "i-987")), into=FILED, reason="同一摊点"))
    desk.open_case("i-987")
    assert desk.detail.acts == ("UnmergeCase",)
    desk.does("UnmergeCase")
    assert case(desk, "i-987").state is State.FILED
    assert any("撤销并案" in notice for notice in desk.notices)


@pytest.mark.parametrize("command", ["LetDown", "DecideExtension"])
def test_what_does_not_apply_to_the_case_opens_no_form(desk: DutyDesk, command: str) -> None:
    desk.stage.act(lambda: desk.stage.window.desk_page.case_actions.start(command, FILED))
    assert not desk.form.is_open
    assert any("2003" in notice for notice in desk.notices)
