"""Posts, delegation, duty states, shifts, the log, handovers and the conflict box."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.commands import dispatching, duty, staffing
from app.commands.command import Command
from app.domain.delegation import Grant, Lent
from app.domain.duty import Handover, HandoverState, LogNote
from app.domain.people import Appointment, Office, Posting, Role, Source, Trade
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.refusal import Refusal, RefusalState
from app.domain.roster import Duty, Establishment, Force, Shift
from tests.commands.desk import RuleDesk
from tests.support.district import AREA, CHIEF, DEPUTY, LONG_AGO, OFFICER, SECOND_OFFICER, START, TOWN, TOWN_CHIEF, UNIT


@pytest.fixture
def desk() -> RuleDesk:
    return RuleDesk()


def refused(desk: RuleDesk, person: str, command: Command, **circumstances: Any) -> Code:
    with pytest.raises(Problem) as caught:
        desk.does(person, command, **circumstances)
    return caught.value.code


def test_an_area_has_exactly_one_accountable_leader_at_any_time(desk: RuleDesk) -> None:
    desk.does(
        TOWN_CHIEF,
        staffing.PostLeader(posting="post-2", grid=AREA, person=DEPUTY, office=Office.AREA_CHIEF, since=START),
    )
    terms = sorted(desk.world.find(Posting, grid=AREA), key=lambda posting: posting.since)
    assert [(t.person, t.until) for t in terms] == [(CHIEF, START), (DEPUTY, None)]
    clash = staffing.PostLeader(
        posting="post-3", grid=AREA, person=OFFICER, office=Office.AREA_CHIEF, since=LONG_AGO, until=START
    )
    assert refused(desk, TOWN_CHIEF, clash) is Code.LEADER_OVERLAP


def test_a_delegation_lends_the_act_until_it_is_called_back(desk: RuleDesk) -> None:
    desk.filed()
    desk.does(CHIEF, staffing.RevokeGrant(grant="g-1"))
    dispatch = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad")
    desk.clock.pass_(minutes=1)
    assert refused(desk, OFFICER, dispatch) is Code.GRANT_NOT_HELD
    desk.does(
        CHIEF,
        staffing.Delegate(
            grant="g-2", grid=AREA, receiver=Role.DUTY, acts=(Lent.DISPATCH_AREA,), since=desk.clock.now, until=None
        ),
    )
    desk.does(OFFICER, dispatch)
    assert desk.case().holder == "f-squad"


def test_a_unit_leader_lends_only_his_own_dispatch(desk: RuleDesk) -> None:
    desk.world.apply(
        (Put(Appointment(id="a-unit", town=TOWN, area=AREA, person="p-unit", role=Role.UNIT_CHIEF, place=UNIT, since=LONG_AGO)),)
    )
    wide = staffing.Delegate(grant="g-3", grid=UNIT, receiver=Role.DUTY, acts=(Lent.DISPATCH_AREA,), since=START)
    assert refused(desk, "p-unit", wide) is Code.NOT_ALLOWED
    own = staffing.Delegate(grant="g-3", grid=UNIT, receiver=Role.DUTY, acts=(Lent.DISPATCH_UNIT,), since=START)
    desk.does("p-unit", own)


def test_duty_is_set_from_what_was_seen(desk: RuleDesk) -> None:
    desk.does(OFFICER, staffing.SetDuty(force="f-off", saw=Duty.OFF, duty=Duty.AVAILABLE))
    force = desk.world.get(Force, "f-off")
    assert force is not None
    assert (force.duty, force.duty_confirmed_at) == (Duty.AVAILABLE, desk.clock.now)
    stale = staffing.SetDuty(force="f-off", saw=Duty.OFF, duty=Duty.ON_SCENE)
    assert refused(desk, OFFICER, stale) is Code.RECORD_CHANGED
    desk.does(OFFICER, staffing.SetDuty(force="f-off", saw=Duty.OFF, duty=Duty.AVAILABLE))


def test_a_secondment_names_its_sender_and_its_term(desk: RuleDesk) -> None:
    bare = staffing.Second(force="f-squad", sent_by="", since=START)
    assert refused(desk, DEPUTY, bare) is Code.SECONDMENT_INCOMPLETE
    backwards = staffing.Second(force="f-squad", sent_by="water", since=START, until=START - timedelta(days=1))
    assert refused(desk, DEPUTY, backwards) is Code.TERM_WRONG
    desk.does(DEPUTY, staffing.Second(force="f-squad", sent_by="water", since=START, basis="赋能清单"))
    force = desk.world.get(Force, "f-squad")
    assert force is not None
    assert force.seconded is not None
    assert force.seconded.sent_by == "water"


def shift(key: str, starts: int, hours: int) -> staffing.PlanShift:
    begins = START + timedelta(hours=starts)
    return staffing.PlanShift(shift=key, area=AREA, name="早班", starts=begins, ends=begins + timedelta(hours=hours))


def test_shifts_of_an_area_never_overlap(desk: RuleDesk) -> None:
    desk.does(DEPUTY, shift("s1", 0, 8))
    assert refused(desk, DEPUTY, shift("s2", 7, 8)) is Code.SHIFT_OVERLAP
    desk.does(DEPUTY, shift("s2", 8, 8))
    assert len(desk.world.find(Shift, area=AREA)) == 2


def test_the_log_takes_lines_of_the_desk(desk: RuleDesk) -> None:
    desk.does(OFFICER, duty.WriteLog(note="n1", area=AREA, text="市政来电，道路抢修至 15 时"))
    assert [note.text for note in desk.world.find(LogNote, area=AREA)] == ["市政来电，道路抢修至 15 时"]


def test_a_handover_with_unsent_work_is_confirmed_in_words(desk: RuleDesk) -> None:
    leaving = duty.HandOver(handover="h1", area=AREA, seat="seat-1", unsent=3)
    assert refused(desk, OFFICER, leaving) is Code.HANDOVER_UNCONFIRMED
    confirmed = duty.HandOver(handover="h1", area=AREA, seat="seat-1", unsent=3, unsent_confirmed=True)
    desk.does(OFFICER, confirmed, offline=True)
    assert refused(desk, OFFICER, duty.TakeOver(handover="h1")) is Code.SAME_PERSON
    desk.does(SECOND_OFFICER, duty.TakeOver(handover="h1"), offline=True)
    held = desk.world.get(Handover, "h1")
    assert held is not None
    assert (held.state, held.comer, held.offline) == (HandoverState.TAKEN_OVER, SECOND_OFFICER, True)


def test_responsibility_stays_until_somebody_takes_over(desk: RuleDesk) -> None:
    desk.does(OFFICER, duty.HandOver(handover="h1", area=AREA, seat="seat-1"))
    again = duty.HandOver(handover="h2", area=AREA, seat="seat-1")
    assert refused(desk, SECOND_OFFICER, again) is Code.HANDOVER_PENDING


def test_a_refusal_leaves_the_box_by_a_person_only(desk: RuleDesk) -> None:
    desk.world.apply(
        (
            Put(
                Refusal(
                    id="r1",
                    town=TOWN,
                    area=AREA,
                    verb="Dispatch",
                    wanted="{}",
                    author=OFFICER,
                    problem=2002,
                    occurred_at=START,
                    refused_at=START,
                )
            ),
        )
    )
    silent = duty.SettleRefusal(refusal="r1", became=RefusalState.DISCARDED)
    assert refused(desk, OFFICER, silent) is Code.FIELD_MISSING
    desk.does(OFFICER, duty.SettleRefusal(refusal="r1", became=RefusalState.DISCARDED, note="对方已处理"))
    held = desk.world.get(Refusal, "r1")
    assert held is not None
    assert (held.state, held.dealt_by) == (RefusalState.DISCARDED, OFFICER)


def test_a_role_is_given_by_who_keeps_rights_and_lets_its_holder_act(desk: RuleDesk) -> None:
    given = staffing.Appoint(appointment="a-9", person="p-new", role=Role.DUTY, place=AREA, since=START)
    assert refused(desk, OFFICER, given) is Code.NOT_ALLOWED
    keeper = Appointment(id="a-sec", town=TOWN, person="p-sec", role=Role.SECURITY, place=TOWN, since=LONG_AGO)
    desk.world.apply((Put(keeper),))
    desk.does("p-sec", given)
    held = desk.world.get(Appointment, "a-9")
    assert held is not None
    assert (held.town, held.area, held.role, held.revoked_at) == (TOWN, AREA, Role.DUTY, None)
    desk.does("p-new", duty.WriteLog(note="n1", area=AREA, text="到岗"))
    auditor = staffing.Appoint(appointment="a-10", person="p-sec", role=Role.AUDITOR, place=TOWN, since=START)
    assert refused(desk, "p-sec", auditor) is Code.ROLE_CONFLICT
    for person, role in (("p-sec", Role.DUTY), ("p-new", Role.AUDITOR)):
        beside = staffing.Appoint(appointment="a-11", person=person, role=role, place=AREA, since=START)
        assert refused(desk, "p-sec", beside) is Code.ROLE_CONFLICT, "who keeps rights or audits reads no cases"


def test_a_unit_leader_lends_his_dispatch_to_the_desk_unless_he_says_no(desk: RuleDesk) -> None:
    keeper = Appointment(id="a-sec", town=TOWN, person="p-sec", role=Role.SECURITY, place=TOWN, since=LONG_AGO)
    desk.world.apply(tuple(Put(replace(grant, revoked_at=START)) for grant in desk.world.find(Grant)))
    desk.world.apply((Put(keeper),))
    desk.filed()
    sent = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad")
    assert refused(desk, OFFICER, sent) is Code.GRANT_NOT_HELD
    given = staffing.Appoint(appointment="a-12", person="p-unit", role=Role.UNIT_CHIEF, place=UNIT, since=START)
    desk.does("p-sec", given)
    (lent,) = (grant for grant in desk.world.find(Grant, grid=UNIT) if grant.giver == "p-unit")
    assert (lent.receiver, lent.acts, lent.since) == (Role.DUTY, (Lent.DISPATCH_UNIT,), START)
    desk.does("p-unit", staffing.RevokeGrant(grant=lent.id))
    assert refused(desk, OFFICER, sent) is Code.GRANT_NOT_HELD
    again = replace(given, appointment="a-13", since=START + timedelta(days=1))
    desk.does("p-sec", again)
    assert refused(desk, OFFICER, sent) is Code.GRANT_NOT_HELD, "what he called back is not lent again behind his back"


def test_the_establishment_is_set_by_leaders_and_again_in_its_place(desk: RuleDesk) -> None:
    for planned in (12, 14):
        figure = staffing.SetEstablishment(
            establishment="e-1", area=AREA, source=Source.OWN, trade=Trade.OPS_TEAM, planned=planned
        )
        assert refused(desk, OFFICER, figure) is Code.NOT_ALLOWED
        desk.does(CHIEF, figure)
    (held,) = desk.world.find(Establishment, area=AREA)
    assert (held.id, held.town, held.source, held.trade, held.planned) == ("e-1", TOWN, Source.OWN, Trade.OPS_TEAM, 14)
