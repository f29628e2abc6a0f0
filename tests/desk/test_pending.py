"""The outbox and the conflict box: every refusal is shown and counted, wherever it is known."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from app.commands.intake import Reclassify
from app.commands.notes import AddNote
from app.commands.staffing import SetDuty
from app.desk.change import Change
from app.desk.duty import draft
from app.desk.incident import detail
from app.desk.pending import boxed, outbox, refusals
from app.desk.ports import LinkState, Seat
from app.domain.catalogue import Severity
from app.domain.duty import LogNote
from app.domain.incident import Entry, Incident, Verb
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.refusal import Refusal, RefusalState
from app.domain.roster import Duty
from tests.support.builders import AREA, NOW, OFFICER, SECOND_OFFICER, busy_day
from tests.support.desk import CentralSwitch, DictCache, Doorman, SteadyClock, SteadyDesk, StillLanes

CABLE = "i-1024"


def refusal(key: str, **fields: Any) -> Refusal:
    told = {"verb": "AddNote", "wanted": '{"do":"AddNote","incident":"i-1024","text":"看过"}', "problem": 2001, **fields}
    return Refusal(id=key, town=AREA[:9], area=AREA, author=OFFICER, occurred_at=NOW, refused_at=NOW, **told)


class Seated:
    """An officer at a desk whose centre does not answer."""

    def __init__(self) -> None:
        clock = SteadyClock(NOW)
        self.cache = DictCache(busy_day().world, clock)
        seat = Seat(seat="seat-1", name="01席", place=AREA, areas=(AREA,), server="https://centre.example")
        door = Doorman(seat, clock, {"wangfang": ("", OFFICER, "王芳")})
        door.sign_in("wangfang", "")
        central = CentralSwitch(self.cache, clock, answers=False)
        self.desk = SteadyDesk(clock, cache=self.cache, lanes=StillLanes(), sync=central, access=door)
        self.heard: list[Change] = []
        self.desk.watch(self.heard.append)

    def counted(self) -> tuple[int, int]:
        """What the box shows, and what a handover would say."""
        return len(refusals(self.cache, AREA)), draft(self.cache, AREA, now=NOW).refusals


@pytest.fixture
def seated() -> Seated:
    return Seated()


@pytest.mark.parametrize(
    "wanted", ['{"do":"FromTheFuture","incident":"i"}', "{", '{"do":"AddNote","incident":"i","text":"看过"}']
)
def test_one_unreadable_refusal_does_not_hide_the_others(seated: Seated, wanted: str) -> None:
    seated.cache.apply((Put(refusal("r-odd", wanted=wanted, problem=5007)), Put(refusal("r-plain"))))
    rows = {row.id: row for row in refusals(seated.cache, AREA)}
    assert {"r-odd", "r-plain"} <= rows.keys()
    assert ("text", "看过") in rows["r-plain"].wanted


def test_what_only_this_machine_knows_is_in_the_box_like_all_others(seated: Seated) -> None:
    seated.cache.apply((Put(refusal("r-1")), Put(refusal("r-2", state=RefusalState.DISCARDED))))
    seated.cache.keep_refused(refusal("r-3", incident=CABLE), replace(refusal("r-4"), area=""))
    rows = {row.id: row for row in refusals(seated.cache, AREA)}
    assert {key: row.own for key, row in rows.items()} == {"r-1": False, "r-3": True, "r-4": True}
    assert rows["r-3"].number == "NX3-20261118-1024"
    assert ("text", "看过") in rows["r-3"].wanted
    assert rows["r-3"].now
    assert len(boxed(seated.cache, AREA)) == 3
    assert seated.counted() == (3, 3)


def test_a_refusal_that_the_centre_knows_too_counts_once(seated: Seated) -> None:
    seated.cache.apply((Put(refusal("r-1")),))
    seated.cache.keep_refused(refusal("r-1"))
    assert [row.own for row in refusals(seated.cache, AREA)] == [False]
    assert seated.counted() == (1, 1)


@pytest.mark.parametrize(
    ("incident", "kept"),
    [
        (CABLE, lambda cache: [entry.text for entry in cache.find(Entry, incident=CABLE) if entry.verb is Verb.NOTED]),
        ("", lambda cache: [note.text for note in cache.find(LogNote)]),
    ],
    ids=["of a case", "of none"],
)
def test_settling_it_tells_every_screen_and_keeps_the_note(
    seated: Seated, incident: str, kept: Callable[[DictCache], list[str]]
) -> None:
    seated.cache.keep_refused(refusal("r-own", incident=incident))
    change = asyncio.run(seated.desk.settle_own("r-own", note="交警已到场", incident=incident))
    assert seated.counted() == (0, 0)
    assert ("refusal", "r-own") in change.records
    assert ("refusal", "r-own") in seated.heard[-1].records
    assert kept(seated.cache) == ["交警已到场"]
    assert len(seated.cache.waiting()) == 1, "the note goes to the centre"


def test_settling_it_without_a_note_sends_nothing(seated: Seated) -> None:
    seated.cache.keep_refused(refusal("r-own"))
    asyncio.run(seated.desk.settle_own("r-own"))
    assert seated.counted() == (0, 0)
    assert seated.cache.waiting() == ()


def test_a_note_that_cannot_be_kept_leaves_it_in_the_box(seated: Seated) -> None:
    seated.cache.keep_refused(refusal("r-own"))
    seated.desk.access.sign_out()
    with pytest.raises(Problem) as caught:
        asyncio.run(seated.desk.settle_own("r-own", note="重复"))
    assert caught.value.code is Code.NOT_SIGNED_IN
    assert seated.counted() == (1, 1)


def test_an_order_that_waits_names_its_case_or_what_it_is_about(seated: Seated) -> None:
    for command in (AddNote(incident=CABLE, text="看过"), SetDuty(force="f-hui", saw=Duty.AVAILABLE, duty=Duty.OFF)):
        seated.cache.do(seated.desk.order(command))
    noted, duty = outbox(seated.cache)
    assert (noted.incident, noted.number) == (CABLE, "NX3-20261118-1024")
    assert (duty.incident, duty.number, duty.subject) == ("", "", "网格员 张慧")


def test_an_unsent_order_is_taken_back_by_its_author_alone(seated: Seated) -> None:
    asyncio.run(seated.desk.do(AddNote(incident=CABLE, text="看过")))
    (waiting,) = seated.cache.waiting()
    door = Doorman(seated.desk.seat, SteadyClock(NOW), {"limin": ("", SECOND_OFFICER, "李敏")})
    door.sign_in("limin", "")
    own, seated.desk.access = seated.desk.access, door
    with pytest.raises(Problem) as caught:
        asyncio.run(seated.desk.withdraw(waiting.order.id))
    assert (caught.value.code, caught.value.data) == (Code.NOT_OWN_ORDER, {"name": "王芳"})
    assert [row.can_withdraw for row in outbox(seated.cache, SECOND_OFFICER)] == [False]
    seated.desk.access.sign_out()
    with pytest.raises(Problem) as nobody:
        asyncio.run(seated.desk.withdraw(waiting.order.id))
    assert nobody.value.code is Code.NOT_SIGNED_IN
    seated.desk.access = own
    assert [row.can_withdraw for row in outbox(seated.cache, OFFICER)] == [True]
    asyncio.run(seated.desk.withdraw(waiting.order.id))
    assert seated.cache.waiting() == ()


def test_what_has_left_the_machine_stays_with_its_author_too(seated: Seated) -> None:
    asyncio.run(seated.desk.do(AddNote(incident=CABLE, text="看过")))
    (waiting,) = seated.cache.waiting()
    seated.cache.mark_sent()
    with pytest.raises(Problem) as caught:
        asyncio.run(seated.desk.withdraw(waiting.order.id))
    assert caught.value.code is Code.ALREADY_SENT


def test_the_detail_of_a_case_offers_the_way_back_to_the_author_alone(seated: Seated) -> None:
    case = seated.cache.get(Incident, CABLE)
    assert case is not None
    saw: dict[str, Any] = {"saw_class": case.event_class, "saw_severity": case.severity}
    again = Reclassify(incident=CABLE, event_class=case.event_class, severity=Severity.CRITICAL, **saw)
    asyncio.run(seated.desk.do(again))
    offered = {}
    for person in (OFFICER, SECOND_OFFICER):
        act = replace(seated.desk.act(), person=person)
        found = detail(seated.cache, CABLE, act=act, link=LinkState.OFFLINE, now=NOW)
        assert found is not None
        offered[person] = bool(found.row.unsent_order)
    assert offered == {OFFICER: True, SECOND_OFFICER: False}


def test_a_handover_names_commands_apart_from_words_so_that_each_reader_has_his_own(seated: Seated) -> None:
    seated.cache.do(seated.desk.order(AddNote(incident=CABLE, text="看过")))
    seated.cache.keep_refused(refusal("r-own", verb="Dispatch", incident=CABLE))
    items = [item for item in draft(seated.cache, AREA, now=NOW).items if item.sort in ("unsent", "refused")]
    assert [(item.sort, item.command, item.number, item.incident) for item in items] == [
        ("unsent", "AddNote", "NX3-20261118-1024", CABLE),
        ("refused", "Dispatch", "NX3-20261118-1024", CABLE),
    ]
    assert all(item.text and "AddNote" not in item.text for item in items)
