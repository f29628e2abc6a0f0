"""What comes in from outside is decoded strictly, command by command."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from app.commands import COMMANDS, NAMED, Order
from app.commands.command import Command
from app.commands.intake import Take
from app.contract.codec import command_from, decode_command, decode_order, encode_order
from app.domain.incident import State
from app.domain.machine import Seen
from app.domain.people import Role
from app.domain.problems import Code, Problem


def take() -> Order:
    return Order(
        id="c1",
        author="p1",
        seat="s1",
        area="a1",
        occurred_at=datetime(2026, 11, 18, tzinfo=UTC),
        command=Take(incident="i1", saw=Seen(state=State.REPORTED)),
    )


def test_an_order_comes_back_as_it_went() -> None:
    assert decode_order(encode_order(take())) == take()


def test_equal_orders_have_equal_bytes() -> None:
    assert encode_order(take()) == encode_order(decode_order(encode_order(take())))


@pytest.mark.parametrize(
    "data",
    [
        b'{"do":"Nothing"}',
        b'{"do":"Take","incident":"i1"}',
        b'{"do":"Take","incident":"i1","saw":{"state":"reported"},"extra":1}',
        b'{"do":"Take","incident":"i\\u0000","saw":{"state":"reported"}}',
        b'{"do":"AddNote","incident":"i1","text":NaN}',
        b'{"do":"AddNote","incident":"i1","text":"\\ud800"}',
        b'{"do":"AddNote","incident":"i1","text":"' + b"x" * 20_001 + b'"}',
        b'{"do":"ReportDone","incident":"i1","saw":{"state":"handling"},"result":"x","evidence":99999999999999999999}',
        b'{"do":"WriteLog","note":"n","area":"a","text":"x","at":"2026-11-18T10:00:00"}',
        b'{"do":"Accept","incident":"i1","saw":{"state":"dispatched"},"handler":"x","promised_at":"2026-11-18T10:00:00"}',
        b"[" * 100_000,
    ],
    ids=["unknown", "missing", "extra", "nul", "nan", "surrogate", "long", "huge", "unasked", "naive", "deep"],
)
def test_malformed_commands_are_refused_with_a_number(data: bytes) -> None:
    with pytest.raises(Problem) as caught:
        decode_command(data)
    assert caught.value.code is Code.COMMAND_MALFORMED


def test_a_command_can_be_written_by_name() -> None:
    command = command_from("Take", {"incident": "i1", "saw": {"state": "reported"}})
    assert command == take().command


def test_every_command_has_its_own_name_and_says_what_it_does() -> None:
    assert len(NAMED) == len(COMMANDS)
    assert all(command.__doc__ for command in COMMANDS)
    assert all(issubclass(command, Command) for command in COMMANDS)


def test_a_command_that_decides_nothing_is_allowed_to_nobody() -> None:
    undecided = [command for command in COMMANDS if command.decide is Command.decide]
    assert undecided == []


def test_roles_are_the_ones_of_the_workflow() -> None:
    assert {role.value for role in Role} == {f"R{n}" for n in range(1, 9)} | {"SYS", "ADM", "SEC", "AUD"}


def test_structs_of_commands_have_no_field_of_any_shape() -> None:
    assert all("Any" not in str(msgspec.structs.fields(command)) for command in COMMANDS)
