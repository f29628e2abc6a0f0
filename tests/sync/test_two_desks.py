"""Two desks and a real centre as processes: what one does the other sees; conflicts, days offline, a killed server."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from msgspec.structs import replace

from app.commands.dispatching import Dispatch
from app.commands.intake import FileCase, ReportIncident, Take
from app.commands.notes import AddNote, Attach
from app.commands.rejecting import DecideRejection, RejectCase
from app.desk.ports import LinkState, Standing
from app.desk.twins import proposed_merge
from app.domain.catalogue import Severity
from app.domain.incident import Attachment, Channel, Entry, Incident, State, Verb
from app.domain.problems import Code, Problem
from app.domain.refusal import Refusal
from tests.support.central import PASSWORD, CentralProcess
from tests.support.desks import HeadlessDesk, new_id, now
from tests.support.district import AREA, CHIEF, MICRO, OFFICER, SECOND_OFFICER
from tests.sync.conftest import Hire

PATIENCE = 20.0


def until(true: Callable[[], bool], *, seconds: float = PATIENCE, what: str = "") -> float:
    """Wait for a condition; how long it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, what or "waited in vain"
        time.sleep(0.01)
    return time.monotonic() - began


def reported(desk: HeadlessDesk, title: str = "架空线缆脱落") -> str:
    incident = new_id()
    desk.do(ReportIncident(incident=incident, grid=MICRO, title=title))
    return incident


def proposal(desk: HeadlessDesk, incident: str) -> str:
    """The case into which the desk proposes to merge this one, empty for none."""
    case = desk.case(incident)
    assert case is not None
    found = desk.read(partial(proposed_merge, case=case))
    return found.id if found else ""


def at_rest(desk: HeadlessDesk) -> bool:
    return desk.read(lambda cache: cache.is_idle())


def pulled(desk: HeadlessDesk) -> None:
    desk.sync.once()
    desk.sync.once()


def cases(desk: HeadlessDesk) -> dict[str, Incident]:
    return {case.id: case for case in desk.read(lambda cache: cache.find(Incident))}


def in_step(*desks: HeadlessDesk) -> bool:
    """Whether the desks hold the same, and the centre agrees by its own count."""
    for desk in desks:
        pulled(desk)
        assert desk.sync._rounds.verify()
    first, *others = (desk.read(lambda cache: cache.self_check()) for desk in desks)
    return all(other == first for other in others)


def test_what_one_desk_reports_is_seen_at_the_other_within_a_second(hire: Hire) -> None:
    one, other = hire(OFFICER), hire(SECOND_OFFICER)
    one.begin()
    other.begin()
    until(lambda: one.sync.link().state is LinkState.ONLINE and other.sync.link().state is LinkState.ONLINE)
    time.sleep(0.3)
    incident = reported(one)
    took = until(lambda: other.case(incident) is not None)
    assert took < 1.0
    until(lambda: at_rest(one))
    assert in_step(one, other)


def test_a_whole_case_goes_from_desk_to_desk(hire: Hire) -> None:
    one, chief = hire(OFFICER), hire(CHIEF)
    incident = reported(one)
    one.do(Take(incident=incident, saw=one.sees(incident)))
    saw = one.sees(incident)
    one.do(FileCase(incident=incident, saw=saw, event_class="0508", severity=Severity.URGENT, duplicates_reviewed=True))
    pulled(one)
    pulled(chief)
    filed = chief.case(incident)
    assert filed is not None
    assert filed.state is State.FILED
    assert filed.number, "the centre has given the official number"
    chief.do(Dispatch(incident=incident, saw=chief.sees(incident), force="f-squad"))
    pulled(chief)
    pulled(one)
    assert one.sees(incident).state is State.DISPATCHED
    assert in_step(one, chief)


def test_two_take_the_same_case_and_the_second_is_refused_on_both_desks(hire: Hire) -> None:
    one, other = hire(OFFICER), hire(SECOND_OFFICER)
    incident = reported(one)
    pulled(one)
    pulled(other)
    other.do(Take(incident=incident, saw=other.sees(incident)))
    late = one.do(Take(incident=incident, saw=one.sees(incident)))
    pulled(other)
    pulled(one)
    held = one.case(incident)
    assert held is not None
    assert held.taken_by == SECOND_OFFICER
    pulled(other)
    for desk in (one, other):
        (refusal,) = [r for r in desk.read(lambda cache: cache.find(Refusal, area=AREA)) if r.id == late]
        assert (refusal.problem, refusal.author) == (Code.RECORD_CHANGED, OFFICER)
    assert in_step(one, other)


def proposal_on(desk: HeadlessDesk, incident: str) -> str:
    """The order that proposed not to file the case, empty for none."""
    case = desk.case(incident)
    assert case is not None
    return case.rejection_asked.order if case.rejection_asked else ""


def test_a_hotline_report_is_put_aside_by_two_at_their_own_desks(hire: Hire) -> None:
    one, other = hire(OFFICER), hire(SECOND_OFFICER)
    called, again = new_id(), new_id()
    for incident in (called, again):
        one.do(ReportIncident(incident=incident, grid=MICRO, title="来电反映积水", source=Channel.HOTLINE))
        one.do(RejectCase(incident=incident, saw=one.sees(incident), reason="not_found", note="到场未见"))
    pulled(one)
    pulled(other)
    for desk in (one, other):
        assert desk.sees(called).state is State.REPORTED
        assert proposal_on(desk, called), "both see that it waits"

    def agreed(desk: HeadlessDesk, incident: str) -> DecideRejection:
        proposal = proposal_on(desk, incident)
        return DecideRejection(incident=incident, saw=desk.sees(incident), saw_proposal=proposal, agreed=True)

    with pytest.raises(Problem) as caught:
        one.do(agreed(one, called))
    assert caught.value.code is Code.SECOND_PERSON_MISSING
    late = agreed(other, again)
    one.do(Take(incident=again, saw=one.sees(again)))
    pulled(one)
    other.do(agreed(other, called))
    stale = other.do(late)
    pulled(other)
    pulled(one)
    for desk in (one, other):
        held = desk.case(called)
        assert held is not None
        assert (held.state, held.rejection_asked) == (State.REJECTED, None)
        assert (desk.sees(again).state, proposal_on(desk, again)) == (State.VERIFYING, "")
        ended = [line for line in desk.read(lambda cache: cache.find(Entry, incident=called)) if line.verb is Verb.REJECTED]
        assert [(line.by, line.before, line.reason) for line in ended] == [(SECOND_OFFICER, OFFICER.upper(), "not_found")]
        (refusal,) = [r for r in desk.read(lambda cache: cache.find(Refusal, area=AREA)) if r.id == stale]
        assert refusal.problem == Code.RECORD_CHANGED, "it had moved on meanwhile"
    assert in_step(one, other)


def test_the_same_report_taken_offline_at_two_desks_is_kept_twice_and_a_merge_proposed(hire: Hire) -> None:
    one, other = hire(OFFICER), hire(SECOND_OFFICER)
    called = partial(ReportIncident, grid=MICRO, event_class="0406", title="占道经营", place="真南路1080号")
    taken = [(desk, new_id()) for desk in (one, other)]
    for ago, (desk, incident) in zip((11, 10), taken, strict=True):
        order = replace(desk.order(called(incident=incident)), occurred_at=now() - timedelta(minutes=ago))
        desk.lanes.store_now(partial(desk.cache.do, order))
        assert proposal(desk, incident) == "", "each sees his own alone"
    for desk in (one, other, one):
        pulled(desk)
    (_, first), (_, second) = taken
    for desk in (one, other):
        held = desk.case(first), desk.case(second)
        assert all(case is not None and case.state is State.REPORTED for case in held), "both are kept"
        assert (proposal(desk, first), proposal(desk, second)) == ("", first)


def test_the_centre_is_gone_work_goes_on_and_comes_home(hire: Hire, district: CentralProcess) -> None:
    one, other = hire(OFFICER), hire(SECOND_OFFICER)
    shared = reported(one)
    pulled(one)
    pulled(other)
    district.kill()
    try:
        with pytest.raises(Problem) as away:
            one.sync.once()
        assert away.value.code is Code.CENTRAL_UNREACHABLE
        assert one.sync.link().state is LinkState.OFFLINE
        mine = [reported(one, f"离线 {number}") for number in range(20)]
        one.do(Take(incident=shared, saw=one.sees(shared)))
        other.do(Take(incident=shared, saw=other.sees(shared)))
        assert all(row.standing is Standing.WAITING for row in one.read(lambda cache: cache.waiting()))
        one.access.sign_out()
        session = one.access.sign_in(OFFICER, PASSWORD)
        assert session.offline
        one.do(AddNote(incident=shared, text="换班后离线补记"))
    finally:
        district.start()
    pulled(one)
    pulled(other)
    pulled(one)
    assert at_rest(one)
    assert at_rest(other)
    assert set(mine) <= set(cases(other)) | set(cases(one))
    assert len([r for r in one.read(lambda cache: cache.find(Refusal, area=AREA)) if r.incident == shared]) == 1
    assert in_step(one, other)


@pytest.mark.timeout(240)
def test_a_server_killed_under_load_loses_nothing_and_does_nothing_twice(hire: Hire, district: CentralProcess) -> None:
    one, other = hire(OFFICER), hire(SECOND_OFFICER)
    shared = reported(one)
    pulled(one)
    pulled(other)
    one.begin()
    other.begin()
    given: list[str] = []
    try:
        for number in range(120):
            given += [desk.do(AddNote(incident=shared, text=f"第 {number} 条")) for desk in (one, other)]
            if number in (20, 60, 100):
                district.kill()
            if number in (40, 80):
                district.start()
    finally:
        district.start()
    for desk in (one, other):
        desk.sync.nudge()
        until(partial(at_rest, desk), seconds=60, what="the outbox did not drain")
    notes = [entry.id for entry in one.read(lambda cache: cache.find(Entry, incident=shared))]
    until(lambda: set(given) <= {entry.id for entry in one.read(lambda cache: cache.find(Entry, incident=shared))}, seconds=40)
    assert len(notes) == len(set(notes))
    assert one.read(lambda cache: cache.refused()) == ()
    assert in_step(one, other)


def test_an_attachment_travels_from_desk_to_desk(hire: Hire) -> None:
    one, other = hire(OFFICER), hire(SECOND_OFFICER)
    incident = reported(one)
    picture = b"\x89PNG\r\n\x1a\n" + bytes(300_000)
    name = one.read(lambda cache: cache.blobs.put(picture))
    attachment = new_id()
    one.do(Attach(attachment=attachment, incident=incident, sha256=name, name="现场.png", media="image/png", size=len(picture)))
    pulled(one)
    assert one.read(lambda cache: cache.blobs.to_send()) == ()
    pulled(other)
    assert other.read(lambda cache: cache.get(Attachment, attachment)) is not None
    assert other.read(lambda cache: cache.blobs.get(name)) is None
    pulled(other)
    assert other.read(lambda cache: cache.blobs.get(name)) == picture


def test_a_seat_that_is_revoked_keeps_its_outbox_and_says_so(hire: Hire, district: CentralProcess) -> None:
    desk = hire(OFFICER)
    reported(desk)
    seat = desk.access.seat().seat
    assert district.cli("seat", "revoke", seat).returncode == 0
    with pytest.raises(Problem) as refused:
        desk.sync.once()
    assert refused.value.code is Code.SEAT_REVOKED
    assert desk.sync.link().state is LinkState.REFUSED
    assert len(desk.read(lambda cache: cache.waiting())) == 1


def test_the_link_of_a_running_desk_follows_the_server(hire: Hire, district: CentralProcess) -> None:
    desk = hire(OFFICER)
    desk.begin()
    until(lambda: desk.sync.link().state is LinkState.ONLINE)
    district.kill()
    try:
        desk.sync.nudge()
        until(lambda: desk.sync.link().state is LinkState.OFFLINE)
        link = desk.sync.link()
        assert link.problem == Code.CENTRAL_UNREACHABLE
        assert link.attempt >= 1
        assert link.next_try is not None
    finally:
        district.start()
    desk.sync.nudge()
    until(lambda: desk.sync.link().state is LinkState.ONLINE)
