"""Commands come in, verdicts go out: once each, in order, whatever the caller does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from msgspec import Raw

from app.commands.command import Command
from app.commands.dispatching import Accept, DispatchAtOnce
from app.commands.duty import WriteLog
from app.commands.entering import EnterHistory, PastCase
from app.commands.intake import FileCase, ReportIncident, Take
from app.commands.notes import AddNote, Attach
from app.contract.codec import encode_order
from app.contract.messages import CommandBatch, NumberedOrder, Verdict
from app.domain.act import Act
from app.domain.catalogue import Severity
from app.domain.duty import LogNote
from app.domain.ids import SHANGHAI
from app.domain.incident import Attachment, Entry, Incident, State
from app.domain.machine import Seen, seen
from app.domain.meeting import TownTerms
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.refusal import Refusal
from app.domain.world import World
from services.central.office import new_id
from services.central.turn import Author, Sender
from tests.central.desk import Town
from tests.support.district import AREA, MICRO, OFFICER, OTHER_AREA, TOWN


def test_what_is_handed_in_is_there(town: Town) -> None:
    desk = town.desk()
    incident = desk.report("井盖松动")
    case = town.get(Incident, incident)
    assert case is not None
    assert (case.title, case.version, case.town, case.state) == ("井盖松动", 1, TOWN, State.REPORTED)
    assert desk.take(incident).verdict is Verdict.APPLIED
    taken = town.get(Incident, incident)
    assert taken is not None
    assert (taken.version, taken.taken_by) == (2, OFFICER)
    assert [entry.recorded_at for entry in town.find(Entry, incident=incident)] == [town.clock()] * 2


def test_a_batch_handed_in_again_does_nothing_and_is_answered_as_before(town: Town) -> None:
    desk = town.desk()
    orders = [desk.numbered(desk.order(ReportIncident(incident=new_id(), grid=MICRO, title=f"第{n}件"))) for n in range(5)]
    first = desk.push(orders)
    again = desk.push(orders)
    assert [v.verdict for v in first.verdicts] == [Verdict.APPLIED] * 5
    assert [v.verdict for v in again.verdicts] == [Verdict.ALREADY] * 5
    assert [(v.id, v.rests) for v in again.verdicts] == [(v.id, v.rests) for v in first.verdicts]
    assert len(town.find(Incident, area=AREA)) == 5
    assert desk.number == 5
    assert desk.report()


def test_a_batch_at_once_and_one_by_one_come_to_the_same(town: Town) -> None:
    def story(desk_area: str, *, at_once: bool) -> list[tuple[str, int, str]]:
        desk = town.desk(area=desk_area)
        incident = new_id()
        commands = [
            ReportIncident(incident=incident, grid=MICRO, title="占道经营"),
            Take(incident=incident, saw=Seen(state=State.REPORTED)),
            Take(incident=incident, saw=Seen(state=State.REPORTED)),
            AddNote(incident=incident, text="已电话核实"),
        ]
        orders = [desk.numbered(desk.order(command)) for command in commands]
        batches = [orders] if at_once else [[order] for order in orders]
        verdicts = [v for batch in batches for v in desk.push(batch).verdicts]
        case = town.get(Incident, incident)
        assert case is not None
        return [(v.verdict.value, v.problem, "") for v in verdicts] + [(case.state.value, case.version, case.taken_by)]

    assert story(AREA, at_once=True) == story(AREA, at_once=False)


def test_other_bytes_under_a_known_id_are_refused_and_take_their_number(town: Town) -> None:
    desk = town.desk()
    id = new_id()
    desk.push([desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text="一"), id=id))])
    other = desk.push([desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text="二"), id=id))])
    assert [(v.verdict, v.problem) for v in other.verdicts] == [(Verdict.REFUSED, Code.COMMAND_REUSED)]
    assert len(town.find(LogNote, area=AREA)) == 1
    assert desk.report()
    assert [v.problem for v in desk.push(desk.sent).verdicts] == [0, Code.COMMAND_REUSED, 0]


@pytest.mark.parametrize("number", [3, 7])
def test_a_gap_forks_and_nothing_behind_it_is_decided(town: Town, number: int) -> None:
    desk = town.desk()
    desk.report()
    order = desk.order(WriteLog(note=new_id(), area=AREA, text="跳号"))
    answer = desk.push([NumberedOrder(number=number, order=Raw(encode_order(order)))])
    assert (answer.verdicts, answer.fork) == ([], 2)
    assert town.find(LogNote, area=AREA) == ()


def test_a_number_that_another_order_used_forks(town: Town) -> None:
    desk = town.desk()
    desk.report()
    copy = NumberedOrder(number=1, order=Raw(encode_order(desk.order(WriteLog(note=new_id(), area=AREA, text="另一份")))))
    answer = desk.push([copy])
    assert (answer.verdicts, answer.fork) == ([], 2)


def test_what_stands_before_a_fork_in_the_batch_is_decided(town: Town) -> None:
    desk = town.desk()
    good = desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text="一")))
    wrong = NumberedOrder(number=9, order=Raw(encode_order(desk.order(WriteLog(note=new_id(), area=AREA, text="二")))))
    answer = desk.push([good, wrong])
    assert [v.verdict for v in answer.verdicts] == [Verdict.APPLIED]
    assert answer.fork == 2


def test_a_series_belongs_to_the_seat_that_began_it(town: Town) -> None:
    desk, stranger = town.desk(), town.desk()
    desk.report()
    stranger.series, stranger.number = desk.series, desk.number
    answer = stranger.push([stranger.numbered(stranger.order(WriteLog(note=new_id(), area=AREA, text="同盘")))])
    assert (answer.verdicts, answer.fork) == ([], 2)


def test_known_orders_take_numbers_in_a_new_series(town: Town) -> None:
    desk = town.desk()
    orders = [desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text=f"{n}"))) for n in range(3)]
    desk.push(orders)
    desk.series, desk.number = new_id(), 0
    fresh = desk.order(WriteLog(note=new_id(), area=AREA, text="新"))
    again = [desk.numbered(bytes(order.order)) for order in orders] + [desk.numbered(fresh)]
    assert [v.verdict for v in desk.push(again).verdicts] == [Verdict.ALREADY] * 3 + [Verdict.APPLIED]
    assert [v.verdict for v in desk.push(again).verdicts] == [Verdict.ALREADY] * 4
    assert len(town.find(LogNote, area=AREA)) == 4


def test_a_refused_command_takes_its_number_and_lies_in_the_box(town: Town) -> None:
    desk = town.desk()
    incident = desk.report()
    desk.take(incident)
    late = desk.order(Take(incident=incident, saw=Seen(state=State.REPORTED)), author="p-officer-2")
    answer = desk.push([desk.numbered(late), desk.numbered(desk.order(AddNote(incident=incident, text="后面的照办")))])
    assert [v.verdict for v in answer.verdicts] == [Verdict.REFUSED, Verdict.APPLIED]
    assert answer.verdicts[0].problem == Code.RECORD_CHANGED
    box = town.get(Refusal, late.id)
    assert box is not None
    assert (box.area, box.town, box.verb, box.incident) == (AREA, TOWN, "Take", incident)
    assert (box.author, box.author_name, box.seat) == ("p-officer-2", "P-OFFICER-2", desk.seat)
    assert (box.problem, box.data["now"], box.version) == (Code.RECORD_CHANGED, "verifying", 1)
    assert msgspec.json.decode(box.wanted)["do"] == "Take"
    assert answer.verdicts[0].rests == ((TOWN, answer.verdicts[1].rests[0][1] - 1),)
    assert [v.problem for v in desk.push(desk.sent[-2:]).verdicts] == [Code.RECORD_CHANGED, 0]


MALFORMED = {
    "unknown command": b'{"do":"Launch"}',
    "unknown field": b'{"do":"AddNote","incident":"i1","text":"x","extra":1}',
    "missing field": b'{"do":"AddNote"}',
    "NUL": b'{"do":"AddNote","incident":"i1","text":"a\\u0000b"}',
    "lone surrogate": b'{"do":"AddNote","incident":"i1","text":"\\ud800"}',
    "NaN": b'{"do":"ReportIncident","incident":"i1","grid":"g","title":"x","lon":NaN}',
    "huge number": b'{"do":"PlanShift","seats":1e400}',
    "beyond 64 bits": b'{"do":"PlanShift","seats":99999999999999999999}',
    "deep": b'{"do":"AddNote","incident":"i1","text":' + b"[" * 600 + b"]" * 600 + b"}",
    "not an object": b"[1,2]",
    "null": b"null",
}


@pytest.mark.parametrize("command", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_command_is_refused_alone(town: Town, command: bytes) -> None:
    desk = town.desk()
    order = desk.order(AddNote(incident="i1", text="x"))
    empty = msgspec.json.decode(encode_order(order), type=dict[str, Raw])
    data = msgspec.json.encode(empty | {"command": Raw(command)})
    answer = desk.push([desk.numbered(data), desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text="照办")))])
    assert [(v.verdict, v.problem) for v in answer.verdicts] == [
        (Verdict.REFUSED, Code.COMMAND_MALFORMED),
        (Verdict.APPLIED, 0),
    ]
    assert answer.verdicts[0].id == order.id
    box = town.get(Refusal, order.id)
    assert box is not None
    assert command.decode() in box.wanted


@pytest.mark.parametrize("order", [b"{}", b'{"id":7}', b'"text"', b'{"id":"a\\u0000b"}', b"[" * 900 + b"]" * 900])
def test_an_order_without_an_envelope_is_refused_under_a_name_of_its_own(town: Town, order: bytes) -> None:
    desk = town.desk()
    numbered = desk.numbered(order)
    answers = [desk.push([numbered]).verdicts[0] for _ in range(2)]
    assert [v.problem for v in answers] == [Code.COMMAND_MALFORMED] * 2
    assert answers[0].id == answers[1].id
    assert answers[0].id.startswith("malformed-")
    assert desk.report()


def test_of_keys_that_come_twice_the_last_counts_as_everywhere(town: Town) -> None:
    desk = town.desk()
    order = encode_order(desk.order(WriteLog(note=new_id(), area=AREA, text="一")))
    twice = order.replace(b'"text":', '"text":"二","text":'.encode())
    assert desk.push([desk.numbered(twice)]).verdicts[0].verdict is Verdict.APPLIED
    assert [note.text for note in town.find(LogNote, area=AREA)] == ["一"]


def test_who_has_never_signed_in_here_or_is_barred_hands_in_nothing(town: Town) -> None:
    desk = town.desk()
    stranger = desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text="x"), author="nobody"))
    nameless = desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text="x"), author=""))
    barred = desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text="x"), author=OFFICER))
    bars = Author(OFFICER, "值守员", Problem(Code.ACCOUNT_LOCKED, until=""))
    sender = Sender(seat=desk.seat, town=TOWN, areas=(AREA,), people=lambda _: {OFFICER: bars})
    answer = town.store.push(CommandBatch(series=desk.series, orders=[stranger, nameless, barred]), sender)
    assert [v.problem for v in answer.verdicts] == [Code.NOT_SIGNED_IN, Code.NOT_SIGNED_IN, Code.ACCOUNT_LOCKED]
    assert town.find(LogNote, area=AREA) == ()


def test_a_time_without_zone_is_a_refusal_not_a_broken_queue(town: Town, log: object) -> None:
    desk = town.desk()
    incident = desk.report()
    at_once = DispatchAtOnce(
        incident=incident,
        saw=Seen(state=State.REPORTED),
        event_class="0101",
        severity=Severity.URGENT,
        force="f-squad",
        duplicates_reviewed=True,
    )
    assert desk.do(at_once).verdict is Verdict.APPLIED
    case = town.get(Incident, incident)
    assert case is not None
    promised = datetime(2026, 11, 18, 10, 0, tzinfo=UTC).replace(tzinfo=None)
    naive = Accept(incident=incident, saw=seen(case), handler="老王", promised_at=promised)
    assert desk.do(naive).problem == Code.COMMAND_MALFORMED
    assert desk.do(AddNote(incident=incident, text="队列照走")).verdict is Verdict.APPLIED


def test_nobody_lays_hands_on_a_record_of_another_place_by_its_id(town: Town) -> None:
    ours, theirs = town.desk(), town.desk(area=OTHER_AREA)
    incident, other = ours.report(), theirs.report()
    photo = new_id()
    attach = Attach(attachment=photo, incident=incident, sha256="0" * 64, name="现场.jpg", media="image/jpeg", size=9)
    assert ours.do(attach).verdict is Verdict.APPLIED
    stolen = Attach(attachment=photo, incident=other, sha256="1" * 64, name="x.jpg", media="image/jpeg", size=9)
    assert theirs.do(stolen, author="p-stranger").problem == Code.RECORD_EXISTS
    kept = town.get(Attachment, photo)
    assert kept is not None
    assert (kept.area, kept.sha256) == (AREA, "0" * 64)


def test_a_case_gets_its_number_when_it_is_filed(town: Town) -> None:
    desk = town.desk()
    day = town.clock().astimezone(SHANGHAI).strftime("%y%m%d")
    numbers = []
    for n in range(2):
        incident = desk.report(f"第{n}件")
        case = town.get(Incident, incident)
        assert case is not None
        assert case.number == ""
        filed = FileCase(
            incident=incident, saw=seen(case), event_class="0101", severity=Severity.NORMAL, duplicates_reviewed=True
        )
        assert desk.do(filed).verdict is Verdict.APPLIED
        case = town.get(Incident, incident)
        assert case is not None
        numbers.append(case.number)
    assert numbers == [f"10203-{day}-0001", f"10203-{day}-0002"]


def test_history_keeps_the_numbers_it_came_with(town: Town) -> None:
    past = PastCase(incident="h1", grid=MICRO, title="旧案", occurred_at=datetime(2024, 5, 1, tzinfo=UTC), source_case="2024-77")
    assert town.office.require(EnterHistory(cases=(past,))).verdict is Verdict.APPLIED
    again = town.office.require(EnterHistory(cases=(past,)))
    case = town.get(Incident, "h1")
    assert case is not None
    assert (case.number, case.version) == ("2024-77", 1)
    assert again.verdict is Verdict.APPLIED


def test_the_office_of_the_centre_acts_as_the_system_or_as_a_person(town: Town) -> None:
    command = WriteLog(note=new_id(), area=AREA, text="由中心代记")
    assert town.office.run(command).problem == Code.NOT_ALLOWED
    assert town.office.run(command, author=OFFICER).verdict is Verdict.APPLIED
    with pytest.raises(Problem) as refused:
        town.office.require(WriteLog(note=new_id(), area=AREA, text="x"), author="p-worker")
    assert refused.value.code is Code.NOT_ALLOWED
    assert town.find(Refusal) == ()


def test_work_done_long_ago_counts_within_a_week(town: Town) -> None:
    desk = town.desk()
    order = desk.order(ReportIncident(incident="late", grid=MICRO, title="离线"), occurred_at=town.clock() - timedelta(days=20))
    assert desk.push([desk.numbered(order)]).verdicts[0].verdict is Verdict.APPLIED
    case = town.get(Incident, "late")
    assert case is not None
    assert case.reported_at == town.clock() - timedelta(days=7)


class SetTerms(Command, frozen=True):
    """A test's own: a town lays limits of its own over the shipped ones."""

    text: str

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        return (Put(TownTerms(id=TOWN, town=TOWN, text=self.text)),)


def test_a_town_s_own_limits_are_laid_over_the_shipped_ones(town: Town) -> None:
    own = '{"steps":{"T1":{"normal":{"clock":"U","amount":7}}},"waits_at_most":5}'
    town.office.require(SetTerms(text=own))
    desk = town.desk()
    incident = new_id()
    report = ReportIncident(incident=incident, grid=MICRO, title="按本镇时限", severity=Severity.NORMAL)
    assert desk.do(report).verdict is Verdict.APPLIED
    case = town.get(Incident, incident)
    assert case is not None
    assert case.step_due == town.clock() + timedelta(hours=7)
    terms = town.office.world().terms(TOWN)
    assert (terms.waits_at_most, terms.extensions_at_most) == (5, town.store.reference.terms.extensions_at_most)
    assert town.office.world().terms(OTHER_AREA[:9]) == town.store.reference.terms
