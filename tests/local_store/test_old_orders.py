"""An outbox that was filled by the program before this one: its orders are decided here and at the centre."""

from __future__ import annotations

import pytest

from app.commands.intake import ReportIncident
from app.commands.rejecting import RejectCase
from app.domain.incident import Channel, Incident, State
from app.domain.machine import seen
from services.local_store import unit_of_work
from tests.contract.test_editions import as_before
from tests.support.caches import Pair, order
from tests.support.district import MICRO, OFFICER


def case(pair: Pair) -> Incident:
    found = pair.cache.get(Incident, "i1")
    assert found is not None
    return found


def proposal(pair: Pair) -> tuple[State, str]:
    asked = case(pair).rejection_asked
    return case(pair).state, asked.by if asked else ""


def test_a_rejection_that_named_its_second_person_becomes_a_proposal(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="反复来电", source=Channel.HOTLINE)))
    pair.sync()
    with monkeypatch.context() as then:
        then.setattr(unit_of_work, "encode_order", as_before)
        pair.cache.do(order(2, RejectCase(incident="i1", saw=seen(case(pair)), reason="not_found")))
    (waiting,) = pair.cache.waiting()
    assert isinstance(waiting.order.command, RejectCase)
    pair.reopen()
    assert proposal(pair) == (State.REPORTED, OFFICER)
    assert [kept.order.id for kept in pair.cache.waiting()] == [waiting.order.id]

    pair.sync()

    assert (pair.cache.waiting(), pair.cache.refused()) == ((), ())
    assert proposal(pair) == (State.REPORTED, OFFICER)
    truth = pair.central.book.world.get(Incident, "i1")
    assert truth is not None
    assert truth.rejection_asked is not None
