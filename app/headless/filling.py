"""A command written by hand: its fields explained, new ids made, what was seen filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from app.commands import COMMANDS, NAMED
from app.commands.command import Command
from app.contract.codec import command_from
from app.domain.incident import Incident
from app.domain.machine import seen
from app.domain.problems import Code, Problem
from app.domain.world import World

NEW = "@new"


def explain(command: type[Command]) -> dict[str, Any]:
    """The command's name, what it does, and its fields with their types and defaults."""
    fields = {}
    for field in msgspec.structs.fields(command):
        required = field.required
        fields[field.name] = {"type": _type_name(field.type), "required": required}
        if not required and field.default is not msgspec.NODEFAULT:
            fields[field.name]["default"] = msgspec.to_builtins(field.default)
    return {"command": command.__name__, "does": (command.__doc__ or "").strip().splitlines()[0], "fields": fields}


def explain_all() -> list[dict[str, Any]]:
    """All commands explained, by name."""
    return [explain(command) for command in sorted(COMMANDS, key=lambda c: c.__name__)]


def _type_name(kind: Any) -> str:
    return getattr(kind, "__name__", str(kind)).replace("typing.", "")


def filled(name: str, text: str, world: World, new_id: Callable[[], str]) -> Command:
    """The command from its name and JSON fields.

    `"@new"` stands for a new id. A missing `saw` (and `saw_…`) is filled with what the desk holds of the case now.
    """
    if name not in NAMED:
        raise Problem(Code.COMMAND_MALFORMED, why=name)
    try:
        fields = msgspec.json.decode(text or "{}", type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise Problem(Code.COMMAND_MALFORMED, why=str(error)) from error
    fields = {key: new_id() if value == NEW else value for key, value in fields.items()}
    wanted = {field.name for field in msgspec.structs.fields(NAMED[name])}
    case = world.get(Incident, str(fields.get("incident", ""))) if "incident" in wanted else None
    if case is not None:
        for key, value in _sights(case).items():
            if key in wanted:
                fields.setdefault(key, value)
    return command_from(name, fields)


def _sights(case: Incident) -> dict[str, Any]:
    return {
        "saw": msgspec.to_builtins(seen(case)),
        "saw_tier": case.tier.value,
        "saw_class": case.event_class,
        "saw_severity": case.severity.value,
    }
