"""Refused commands, which stay until a person has dealt with them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from msgspec import field

from app.domain.record import Record


class RefusalState(StrEnum):
    """What became of a refusal."""

    OPEN = "open"
    DONE_AGAIN = "done_again"
    HANDED_OVER = "handed_over"
    DISCARDED = "discarded"


class Refusal(Record, frozen=True, kw_only=True):
    """What a person wanted and why the centre would not; its id is the command's id.

    `wanted` is the command as JSON text, `problem` the number and `data` the facts of the refusal.
    """

    kind: ClassVar[str] = "refusal"

    area: str
    verb: str
    wanted: str
    author: str
    author_name: str = ""
    seat: str = ""
    incident: str = ""
    problem: int
    data: dict[str, str] = field(default_factory=dict)
    occurred_at: datetime
    refused_at: datetime
    state: RefusalState = RefusalState.OPEN
    dealt_by: str = ""
    dealt_at: datetime | None = None
    note: str = ""
