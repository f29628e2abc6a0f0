"""Orders and records to bytes and back: encoded once, decoded strictly."""

from __future__ import annotations

from typing import Any, Union

import msgspec

from app.commands import COMMANDS, Order, RawOrder
from app.commands.command import Command
from app.contract.editions import upwards
from app.domain.problems import Code, Problem
from app.domain.record import Record
from app.domain.records import KIND

_ANY_COMMAND: Any = Union[COMMANDS]  # noqa: UP007 - made from the one list of commands
_ENCODER = msgspec.json.Encoder()
_RAW_ORDER = msgspec.json.Decoder(RawOrder)
_COMMAND = msgspec.json.Decoder(_ANY_COMMAND)
_RECORD = {kind: msgspec.json.Decoder(record) for kind, record in KIND.items()}


def encode_order(order: Order) -> bytes:
    """The order's bytes, as they stay in the outbox, travel, and are hashed in the ledger."""
    return _ENCODER.encode(order)


def decode_envelope(data: bytes | msgspec.Raw) -> RawOrder:
    """The order with its command still closed; a problem if even that cannot be read."""
    try:
        return _RAW_ORDER.decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(Code.COMMAND_MALFORMED, why=str(error)) from error


def decode_command(raw: bytes | msgspec.Raw, *, edition: int = 0) -> Command:
    """The command; a problem if it is unknown, has unknown fields or values out of bounds.

    `edition` is that of its fields, 0 for the present one; an earlier one is converted upwards.
    """
    try:
        command: Command = _COMMAND.decode(upwards(raw, edition) if edition else raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(Code.COMMAND_MALFORMED, why=str(error)) from error
    return command


def decode_order(data: bytes | msgspec.Raw) -> Order:
    """The whole order, its command in the present edition."""
    raw = decode_envelope(data)
    command = decode_command(raw.command, edition=raw.edition)
    return Order(
        id=raw.id,
        author=raw.author,
        seat=raw.seat,
        area=raw.area,
        occurred_at=raw.occurred_at,
        offline=raw.offline,
        edition=command.edition,
        command=command,
    )


def command_from(name: str, fields: dict[str, object]) -> Command:
    """A command from its name and plain values, as the command line gives them; a problem if they do not fit."""
    return decode_command(_ENCODER.encode({"do": name, **fields}))


def encode_record(record: Record) -> bytes:
    """The record's body as it lies in the feed; fields at their defaults are left out."""
    return _ENCODER.encode(record)


def decode_record(kind: str, body: bytes | msgspec.Raw) -> Record | None:
    """The record, or None for a kind that this program does not know."""
    decoder = _RECORD.get(kind)
    return None if decoder is None else decoder.decode(body)
