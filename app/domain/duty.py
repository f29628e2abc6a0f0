"""The duty log and the handover of a shift."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from app.domain.record import Record


class LogNote(Record, frozen=True, kw_only=True):
    """One line of the duty log."""

    kind: ClassVar[str] = "log_note"

    area: str
    at: datetime
    by: str
    by_name: str
    seat: str = ""
    text: str
    incident: str = ""


class HandoverState(StrEnum):
    """Drafted by the program, signed by the one who leaves, taken over by the one who comes."""

    SIGNED_OUT = "signed_out"
    TAKEN_OVER = "taken_over"


class HandoverItem(Struct, frozen=True, kw_only=True):
    """One thing handed over: an open 特急, an overdue case, a promise due, an unsent command, a refusal, a note.

    `number` is that of the case, `command` the name of the command that waits or was refused (each reader sees its word in the
    language of the screen), `text` what it is about.
    """

    sort: str
    text: str
    number: str = ""
    command: str = ""
    incident: str = ""
    due: datetime | None = None


class Handover(Record, frozen=True, kw_only=True):
    """A change of the acting person at a seat; until it is taken over, responsibility stays with the first.

    `offline` and `taken_offline` say that it was signed, and taken over, without the centre.
    """

    kind: ClassVar[str] = "handover"

    area: str
    seat: str
    state: HandoverState
    leaver: str
    leaver_name: str
    left_at: datetime
    comer: str = ""
    comer_name: str = ""
    taken_at: datetime | None = None
    items: tuple[HandoverItem, ...] = ()
    unsent: int = 0
    refusals: int = 0
    unsent_confirmed: bool = False
    note: str = ""
    offline: bool = False
    taken_offline: bool = False
