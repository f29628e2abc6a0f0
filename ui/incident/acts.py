"""The acts on a case as buttons: which icon each has, and whether it needs a form."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from app.commands import handling, intake, leading, notes
from app.commands.command import Command
from app.domain.incident import Incident
from app.domain.machine import Seen, seen

KEYED = 5


class ActLook(Struct, frozen=True):
    """The icon of an act, and whether a form is opened for it (the word then ends in «…»)."""

    icon: str
    form: bool = True


LOOKS: dict[str, ActLook] = {
    "DispatchAtOnce": ActLook("dispatch"),
    "Submit": ActLook("check", form=False),
    "Take": ActLook("phone", form=False),
    "FileCase": ActLook("document"),
    "Dispatch": ActLook("dispatch"),
    "SelfHandle": ActLook("person"),
    "Accept": ActLook("check"),
    "Arrive": ActLook("pin"),
    "Resume": ActLook("play"),
    "ReportDone": ActLook("check-circle"),
    "TakeCheck": ActLook("eye", form=False),
    "CloseCase": ActLook("check-circle"),
    "FailCheck": ActLook("retry"),
    "SettleOnSpot": ActLook("flag"),
    "RejectCase": ActLook("close"),
    "DecideRejection": ActLook("eye"),
    "MergeCase": ActLook("merge"),
    "UnmergeCase": ActLook("undo", form=False),
    "ReturnCase": ActLook("return"),
    "AskWait": ActLook("pause"),
    "DecideWait": ActLook("pause"),
    "AskExtension": ActLook("clock"),
    "DecideExtension": ActLook("clock"),
    "Reopen": ActLook("undo"),
    "Supervise": ActLook("star"),
    "ReviewLedger": ActLook("history"),
    "Withdraw": ActLook("undo"),
    "Annul": ActLook("trash"),
    "LeadUp": ActLook("level-up"),
    "LetDown": ActLook("arrow-down"),
    "AcknowledgeTier": ActLook("check", form=False),
    "Coordinate": ActLook("people"),
    "Reclassify": ActLook("edit"),
    "AddNote": ActLook("note"),
    "Snooze": ActLook("snooze"),
    "Acknowledge": ActLook("check", form=False),
}

_DIRECT: dict[str, Callable[[str, Seen], Command]] = {
    "Submit": lambda incident, saw: intake.Submit(incident=incident, saw=saw),
    "Take": lambda incident, saw: intake.Take(incident=incident, saw=saw),
    "TakeCheck": lambda incident, saw: handling.TakeCheck(incident=incident, saw=saw),
}


def look_of(command: str) -> ActLook:
    """The look of an act; one that nobody drew has a plain arrow."""
    return LOOKS.get(command, ActLook("arrow-right"))


def direct(command: str, case: Incident) -> Command | None:
    """The command of an act that needs nothing more to be said, bound to the case as it was shown; else None."""
    if command == "Acknowledge":
        return notes.Acknowledge(incident=case.id)
    if command == "AcknowledgeTier":
        return leading.AcknowledgeTier(incident=case.id, saw_tier=case.tier)
    if command == "UnmergeCase":
        return intake.UnmergeCase(incident=case.id)
    make = _DIRECT.get(command)
    return make(case.id, seen(case)) if make else None
