"""Commands of earlier editions made into those of today, field by field, so that no order grows old in an outbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from app.commands import NAMED
from app.domain.problems import Code, Problem

Fields = dict[str, Any]


class _Tagged(Struct, frozen=True):
    do: str = ""


_NAME = msgspec.json.Decoder(_Tagged)
_FIELDS = msgspec.json.Decoder(Fields)


def _unnamed_second(fields: Fields) -> Fields:
    """A rejection named its second person; now he confirms it himself."""
    return {name: value for name, value in fields.items() if name != "second"}


UPWARDS: dict[tuple[str, int], Callable[[Fields], Fields]] = {("RejectCase", 1): _unnamed_second}
"""From a command and an edition of it to the next one."""


def upwards(command: bytes | msgspec.Raw, edition: int) -> bytes | msgspec.Raw:
    """The command as the present edition writes it; its bytes as they are where it has not changed.

    Raises COMMAND_MALFORMED for one of an edition that is not known yet, and msgspec's errors for what cannot be read.
    """
    name = _NAME.decode(command).do
    present = NAMED[name].edition if name in NAMED else edition
    if edition > present:
        raise Problem(Code.COMMAND_MALFORMED, why=f"{name}: edition {edition}")
    if edition == present:
        return command
    fields = _FIELDS.decode(command)
    for step in range(edition, present):
        fields = UPWARDS[name, step](fields)
    return msgspec.json.encode(fields)
