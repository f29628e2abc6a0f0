"""A refused command read again, and made anew on what is there now. Store lane, no Qt."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from app.commands import NAMED
from app.commands.command import Command
from app.desk.ports import Cache
from app.domain.incident import Incident
from app.domain.machine import Seen, seen
from app.domain.meeting import ActionItem, Progress
from app.domain.refusal import Refusal
from app.domain.roster import Duty, Force


def wanted(refusal: Refusal) -> Command | None:
    """The command as it was given; None for one that this program does not know."""
    kind = NAMED.get(refusal.verb)
    if kind is None:
        return None
    try:
        return msgspec.json.decode(refusal.wanted, type=kind)
    except msgspec.MsgspecError:
        return None


def sight(command: Command) -> dict[str, Any]:
    """What the person saw when they gave the command, by field; empty for a command that names no sight."""
    saw = getattr(command, "saw", None)
    found: dict[str, Any] = {}
    if isinstance(saw, Seen):
        found = {"state": saw.state, "holder": saw.holder}
    elif isinstance(saw, Duty):
        found = {"duty": saw}
    elif isinstance(saw, Progress):
        found = {"progress": saw}
    for name, field in (("saw_tier", "tier"), ("saw_class", "event_class"), ("saw_severity", "severity")):
        if (value := getattr(command, name, None)) is not None:
            found[field] = value
    return found


def renewed(command: Command, cache: Cache) -> Command | None:
    """The same command on the present sight; None when what it was about is gone."""
    changes: dict[str, Any] = {}
    incident = str(getattr(command, "incident", ""))
    case = cache.get(Incident, incident) if incident else None
    if case is None and incident and sight(command):
        return None
    saw = getattr(command, "saw", None)
    if isinstance(saw, Seen) and case is not None:
        changes["saw"] = seen(case)
    elif isinstance(saw, Duty):
        force = cache.get(Force, str(getattr(command, "force", "")))
        if force is None:
            return None
        changes["saw"] = force.duty
    elif isinstance(saw, Progress):
        item = cache.get(ActionItem, str(getattr(command, "action", "")))
        if item is None:
            return None
        changes["saw"] = item.progress
    if case is not None:
        present = {"saw_tier": case.tier, "saw_class": case.event_class, "saw_severity": case.severity}
        changes |= {name: value for name, value in present.items() if name in command.__struct_fields__}
    return replace(command, **changes)
