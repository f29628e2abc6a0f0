"""What is offered on a case is what its rule accepts: for every act, person, state and link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.commands import NAMED, dispatching, handling, intake, leading, ledger, notes, rejecting, snoozing, waiting
from app.commands.command import Command
from app.contract.reference import ENGLISH
from app.desk.acts import BESIDE, OFFERED, acts_at_hand, next_acts
from app.desk.ports import LinkState
from app.domain.act import Act
from app.domain.beside import STARTS
from app.domain.catalogue import UNMAPPED, Severity, Tier
from app.domain.ids import provisional_number
from app.domain.incident import Asked, Incident, Origin, Outcome, Proposal, Said, State
from app.domain.machine import seen
from app.domain.people import Appointment, Person, Role
from app.domain.problems import Code, Problem
from app.domain.record import Put
from tests.desk.test_acts import FILED, HANDLING, Room
from tests.support.builders import AREA, CHIEF, DISTRICT, LONG_AGO, NOW, OFFICER, PEOPLE, TOWN
from tests.support.desk import REFERENCE

UNIT_CHIEF, DEPARTMENT, DISTRICT_CHIEF, STRANGER = "p-unit", "p-department", "p-district", "p-stranger"
MORE_PEOPLE = {
    UNIT_CHIEF: (Role.UNIT_CHIEF, AREA),
    DEPARTMENT: (Role.DEPARTMENT, TOWN),
    DISTRICT_CHIEF: (Role.DISTRICT, DISTRICT),
    STRANGER: (Role.AUDITOR, TOWN),
}
EVERYBODY = (*PEOPLE, *MORE_PEOPLE)
ACTS = sorted({command for command, _ in OFFERED} | set(BESIDE))


def filled(case: Incident, command: str) -> Command:
    """The command as one sends it who has filled in its form with care."""
    saw, soon = seen(case), NOW + timedelta(minutes=10)
    said: dict[str, Any] = {"incident": case.id, "saw": saw}
    classed: dict[str, Any] = {"event_class": "0110", "severity": Severity.NORMAL}
    force = next(force for force in ("f-cg1", "f-cg2", "f-shen") if force not in case.returned_by)
    made: dict[str, Callable[[], Command]] = {
        "Submit": lambda: intake.Submit(**said),
        "Take": lambda: intake.Take(**said),
        "FileCase": lambda: intake.FileCase(**said, **classed, duplicates_reviewed=True),
        "DispatchAtOnce": lambda: dispatching.DispatchAtOnce(**said, **classed, force=force, duplicates_reviewed=True),
        "Dispatch": lambda: dispatching.Dispatch(**said, force=force, reason="裁定由其承办"),
        "SelfHandle": lambda: dispatching.SelfHandle(**said, handler="张慧", said=Said.PHONE),
        "Accept": lambda: dispatching.Accept(**said, handler="陈国栋", promised_at=soon, said=Said.PHONE),
        "Arrive": lambda: dispatching.Arrive(**said, handler="陈国栋", said=Said.PHONE),
        "Resume": lambda: waiting.Resume(**said, handler="陈国栋", said=Said.PHONE),
        "ReportDone": lambda: handling.ReportDone(**said, result="已处置", evidence=1, evidence_kept="工作群", said=Said.PHONE),
        "TakeCheck": lambda: handling.TakeCheck(**said),
        "CloseCase": lambda: handling.CloseCase(**said, outcome=Outcome.SOLVED, reporter_told=True),
        "FailCheck": lambda: handling.FailCheck(**said, reason="没好"),
        "DecideWait": lambda: waiting.DecideWait(**said, granted=True, note="同意"),
        "DecideExtension": lambda: waiting.DecideExtension(**said, granted=True, note="同意"),
        "SettleOnSpot": lambda: handling.SettleOnSpot(
            **said, **classed, result="已处置", handler="张慧", evidence=1, evidence_kept="工作群", said=Said.PHONE
        ),
        "RejectCase": lambda: rejecting.RejectCase(**said, reason="not_grid_matter", reporter_told=True),
        "DecideRejection": lambda: rejecting.DecideRejection(**said, saw_proposal="o-1", agreed=True, reporter_told=True),
        "MergeCase": lambda: intake.MergeCase(**said, into="i-1023", reason="同一处"),
        "ReturnCase": lambda: dispatching.ReturnCase(**said, reason="not_duty", note="不归本队", said=Said.PHONE),
        "AskWait": lambda: waiting.AskWait(**said, until=NOW + timedelta(hours=5), reason="暴雨", said=Said.PHONE),
        "AskExtension": lambda: waiting.AskExtension(
            **said, until=(case.step_due or NOW) + timedelta(minutes=1), reason="等吊车", basis="租赁合同", said=Said.PHONE
        ),
        "Reopen": lambda: handling.Reopen(**said, reason="not_solved"),
        "Supervise": lambda: leading.Supervise(**said, deadline=NOW + timedelta(days=1), demand="今日办结"),
        "ReviewLedger": lambda: ledger.ReviewLedger(**said, solved=False, note="产权仍不明"),
        "Withdraw": lambda: intake.Withdraw(**said, reason="重复上报"),
        "Annul": lambda: intake.Annul(**said, reason="entered_by_mistake"),
        "LeadUp": lambda: leading.LeadUp(
            incident=case.id, saw_tier=case.tier, measures="已围护", handler="金惠兰", said=Said.PHONE
        ),
        "LetDown": lambda: leading.LetDown(incident=case.id, saw_tier=case.tier, instruction="余下属地"),
        "AcknowledgeTier": lambda: leading.AcknowledgeTier(incident=case.id, saw_tier=case.tier),
        "UnmergeCase": lambda: intake.UnmergeCase(incident=case.id),
    }
    return made[command]()


@pytest.fixture
def room() -> Room:
    made = Room()
    for person, (role, place) in MORE_PEOPLE.items():
        held = Appointment(id=f"a-{person}", town=TOWN, person=person, role=role, place=place, since=LONG_AGO)
        made.cache.apply((Put(Person(id=person, town=TOWN, name=person)), Put(held)))
    return made


WISH = Asked(by="p-hui", at=NOW, until=NOW + timedelta(hours=1), reason="等吊车", basis="租赁合同")
PROPOSED = Proposal(order="o-1", by=OFFICER, by_name="王芳", at=NOW, reason="not_found")
LONG_SINCE = NOW - timedelta(days=200)
CHANGED: dict[str, tuple[str, dict[str, Any]]] = {
    "reported": ("i-1022", {}),
    "reported by somebody else": ("i-1022", {"created_by": CHIEF}),
    "reported, not to be filed": ("i-1022", {"rejection_asked": PROPOSED}),
    "verifying, not to be filed, as the chief says": ("i-1026", {"rejection_asked": replace(PROPOSED, by=CHIEF)}),
    "critical": ("i-1031", {}),
    "verifying": ("i-1026", {}),
    "filed": (FILED, {}),
    "filed, several deal with it": (FILED, {"tier": Tier.L2}),
    "filed, the town leads it": (FILED, {"tier": Tier.L3}),
    "critical, filed, the town leads it": (FILED, {"tier": Tier.L3, "severity": Severity.CRITICAL}),
    "returned": ("i-1012", {}),
    "returned twice": ("i-1012", {"bounces": 2}),
    "dispatched": ("i-1018", {}),
    "dispatched by a ruling": ("i-1018", {"bounces": 2, "rulings": 1}),
    "dispatched, returned too often": ("i-1018", {"bounces": 2}),
    "accepted": ("i-1015", {}),
    "handling": (HANDLING, {}),
    "handling, a wait asked": (HANDLING, {"wait_asked": WISH}),
    "handling, an extension asked": (HANDLING, {"extension_asked": WISH}),
    "handling, no wait left": (HANDLING, {"waits": 99}),
    "handling, extended already": (HANDLING, {"extensions": 99}),
    "handling, overdue": (HANDLING, {"step_due": NOW - timedelta(minutes=1)}),
    "handling, handed up, coordinated": (HANDLING, {"tier": Tier.L2, "coordinated": True}),
    "feedback": ("i-1003", {}),
    "feedback, by an officer": ("i-1003", {"handled_by": OFFICER}),
    "checking": ("i-1011", {}),
    "checking, by an officer": ("i-1011", {"handled_by": OFFICER}),
    "closed": ("i-940", {}),
    "closed long since": ("i-940", {"closed_at": LONG_SINCE}),
    "evaluated, on the books": ("i-940", {"state": State.EVALUATED, "hung_up": True, "closed_at": LONG_SINCE}),
    "evaluated": ("i-940", {"state": State.EVALUATED}),
    "merged": ("i-987", {"state": State.MERGED, "merged_at": NOW, "merged_from": State.FILED}),
    "merged long since": ("i-987", {"state": State.MERGED, "merged_at": LONG_SINCE, "merged_from": State.FILED}),
    "suspended": (HANDLING, {"state": State.SUSPENDED, "wait_until": NOW + timedelta(days=1)}),
    "draft": ("i-1022", {"state": State.DRAFT}),
    "draft of somebody else": ("i-1022", {"state": State.DRAFT, "created_by": CHIEF}),
    "cancelled": ("i-1022", {"state": State.CANCELLED}),
    "archived": ("i-940", {"state": State.ARCHIVED}),
    "history": ("i-940", {"origin": Origin.HISTORY}),
}


def is_offered_another_way(command: str, case: Incident) -> bool:
    """What a rule would also take, but nobody is offered: it is done by another act, or says nothing."""
    if command == "SettleOnSpot":
        return case.state is State.FILED  # there SelfHandle and ReportDone stand
    if command in ("AskWait", "AskExtension"):
        return WISH in (case.wait_asked, case.extension_asked)  # it waits for an answer; asked anew it is only put otherwise
    return command == "AcknowledgeTier" and case.tiers[-1].reason in STARTS  # nobody has handed it over


@pytest.mark.parametrize("link", list(LinkState))
@pytest.mark.parametrize("name", CHANGED)
def test_what_is_offered_is_accepted_and_what_is_accepted_is_offered(room: Room, name: str, link: LinkState) -> None:
    incident, changes = CHANGED[name]
    case = replace(room.case(incident), **changes)
    room.cache.apply((Put(case),))
    away = link in (LinkState.OFFLINE, LinkState.REFUSED)
    for person in EVERYBODY:
        act = room.act(person)
        offered = {one.command: one.locked for one in next_acts(room.cache, case, act=act, link=link)}
        for command in ACTS:
            answer = Code.NEEDS_CENTRAL if away and NAMED[command].needs_central else refused(room, act, filled(case, command))
            if command in offered:
                assert offered[command] == answer, (person, command)
            else:
                assert answer or is_offered_another_way(command, case), (person, command)


def refused(room: Room, act: Act, command: Command) -> int:
    try:
        command.decide(act, room.cache)
    except Problem as problem:
        return problem.code.value
    return 0


def test_a_close_that_waits_for_the_centre_is_not_offered_again(room: Room) -> None:
    case = replace(room.case("i-1011"), close_pending=True)
    offered = {one.command for one in next_acts(room.cache, case, act=room.act(OFFICER), link=LinkState.ONLINE)}
    assert not offered & {"CloseCase", "FailCheck"}


def test_who_did_not_report_it_is_told_who_can_withdraw_it(room: Room) -> None:
    case = room.case("i-1022")
    acts = {one.command: one for one in next_acts(room.cache, case, act=room.act("p-li"), link=LinkState.ONLINE)}
    lock = acts["Withdraw"]
    number = provisional_number(case.id)
    assert REFERENCE.tell(lock.locked, lock.data or {}) == f"{number} 由别人上报，只有上报人可以撤回〔2026〕"
    told = f"{number} was reported by somebody else; only they can withdraw it [2026]"
    assert REFERENCE.tell(lock.locked, lock.data or {}, ENGLISH) == told
    mine = {one.command: one.locked for one in next_acts(room.cache, case, act=room.act(OFFICER), link=LinkState.OFFLINE)}
    assert mine["Withdraw"] == 0


@pytest.mark.parametrize("name", ["reported", "filed", "handling", "closed", "archived", "cancelled", "merged"])
def test_what_is_at_hand_in_every_state_is_there_for_those_whom_the_rule_lets(room: Room, name: str) -> None:
    incident, changes = CHANGED[name]
    case = replace(room.case(incident), **changes, acknowledged_by="")
    room.cache.apply((Put(case),))
    made: dict[str, Command] = {
        "AddNote": notes.AddNote(incident=case.id, text="来电催办"),
        "Reclassify": intake.Reclassify(
            incident=case.id,
            saw_class=case.event_class,
            saw_severity=case.severity,
            event_class="0110",
            severity=Severity.NORMAL,
        ),
        "Coordinate": leading.Coordinate(incident=case.id, text="与绿化所会商"),
    }
    if case.state is State.REPORTED:
        made["Acknowledge"] = notes.Acknowledge(incident=case.id)
    if case.state in snoozing.SNOOZE.sources:
        made["Snooze"] = snoozing.Snooze(incident=case.id, saw=seen(case), minutes=5, reason="calling_back")
    for person in EVERYBODY:
        act = room.act(person)
        at_hand = {one.command: one.locked for one in acts_at_hand(room.cache, case, act=act)}
        assert at_hand == {name: refused(room, act, command) for name, command in made.items()}, person
    seen_case = replace(case, acknowledged_by=OFFICER)
    assert "Acknowledge" not in {one.command for one in acts_at_hand(room.cache, seen_case, act=room.act(OFFICER))}


def test_of_a_historic_case_the_class_alone_is_put_right_in_whatever_state_it_is(room: Room) -> None:
    for state in (State.CLOSED, State.ARCHIVED):
        past = replace(room.case("i-1022"), origin=Origin.HISTORY, event_class=UNMAPPED, state=state)
        room.cache.apply((Put(past),))
        command = intake.Reclassify(
            incident=past.id, saw_class=UNMAPPED, saw_severity=past.severity, event_class="0110", severity=Severity.NORMAL
        )
        for person in EVERYBODY:
            act = room.act(person)
            at_hand = [(one.command, one.locked) for one in acts_at_hand(room.cache, past, act=act)]
            assert at_hand == [("Reclassify", refused(room, act, command))], person
        assert next_acts(room.cache, past, act=room.act(OFFICER), link=LinkState.ONLINE) == ()
