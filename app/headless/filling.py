"""A command written by hand: new ids made, what was seen filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from app.commands import NAMED
from app.commands.command import Command
from app.commands.minutes import IssueMinutes
from app.domain.incident import Incident
from app.domain.machine import seen
from app.domain.meeting import Meeting
from app.domain.minutes import minutes_digest
from app.domain.problems import Code, Problem
from app.domain.world import World
from app.headless.fields import fitting

NEW = "@new"


def filled(name: str, text: str, world: World, new_id: Callable[[], str]) -> Command:
    """The command from its name and JSON fields.

    `"@new"` stands for a new id. A missing `saw` (and `saw_…`), and the digest of minutes to be issued, is filled with
    what the desk holds now. Raises JSON_BROKEN, and what `fitting` raises.
    """
    try:
        fields = msgspec.json.decode(text or "{}", type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise Problem(Code.JSON_BROKEN, why=str(error)[:200]) from error
    fields = {key: new_id() if value == NEW else value for key, value in fields.items()}
    return fitting(name, _with_sights(name, fields, world))


def _with_sights(name: str, fields: dict[str, Any], world: World) -> dict[str, Any]:
    if name == IssueMinutes.__name__ and (meeting := world.get(Meeting, str(fields.get("meeting", "")))) is not None:
        return {"digest": minutes_digest(meeting, world)} | fields
    wanted = {field.name for field in msgspec.structs.fields(NAMED[name])} if name in NAMED else set()
    case = world.get(Incident, str(fields.get("incident", ""))) if "incident" in wanted else None
    if case is None:
        return fields
    return {key: value for key, value in _sights(case).items() if key in wanted} | fields


def _sights(case: Incident) -> dict[str, Any]:
    return {
        "saw": msgspec.to_builtins(seen(case)),
        "saw_tier": case.tier.value,
        "saw_class": case.event_class,
        "saw_severity": case.severity.value,
        "saw_deadline": case.supervision.deadline.isoformat() if case.supervision else None,
        "saw_proposal": case.rejection_asked.order if case.rejection_asked else "",
    }
