"""Orders of earlier editions of a command are decided as those of today."""

from __future__ import annotations

import msgspec
import pytest

from app.commands import NAMED, Order
from app.commands.rejecting import RejectCase
from app.contract.codec import decode_command, decode_order, encode_order
from app.contract.editions import UPWARDS
from app.domain.incident import State
from app.domain.machine import Seen
from app.domain.problems import Code, Problem
from tests.support.caches import order

REJECT = RejectCase(incident="i1", saw=Seen(state=State.REPORTED), reason="not_found")


def as_before(made: Order) -> bytes:
    """The order as it was written when a rejection still named its second person: without an edition."""
    written = msgspec.json.decode(encode_order(made))
    del written["edition"]
    return msgspec.json.encode(written | {"command": written["command"] | {"second": "p-chief"}})


def test_every_edition_has_its_way_upwards() -> None:
    wanted = {(name, before) for name, command in NAMED.items() for before in range(1, command.edition)}
    assert set(UPWARDS) == wanted


def test_an_order_that_named_the_second_person_is_read_as_one_of_today() -> None:
    made = order(1, REJECT)
    assert decode_order(as_before(made)) == made
    assert made.edition == 2


def test_what_was_written_in_the_present_edition_is_held_to_it() -> None:
    raw = msgspec.json.encode(msgspec.json.decode(msgspec.json.encode(REJECT)) | {"second": "p-chief"})
    assert decode_command(raw, edition=1) == REJECT
    with pytest.raises(Problem) as caught:
        decode_command(raw, edition=2)
    assert caught.value.code is Code.COMMAND_MALFORMED


def test_an_edition_that_nobody_knows_yet_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        decode_command(msgspec.json.encode(REJECT), edition=3)
    assert caught.value.code is Code.COMMAND_MALFORMED
    assert "RejectCase: edition 3" in caught.value.data["why"]
