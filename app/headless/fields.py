"""The fields of commands as people write them in JSON: what each may hold, and what is wrong with those that were given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import inspect

from app.commands import COMMANDS, NAMED
from app.commands.command import Command
from app.contract.codec import command_from
from app.domain.problems import Code, Problem

_PATH = re.compile(r"at `\$\.?([^`]*)`$")
_PLAIN: dict[type[inspect.Type], str] = {
    inspect.BoolType: "true|false",
    inspect.FloatType: "number",
    inspect.DateTimeType: 'datetime ("2026-11-23T08:30:00+08:00")',
    inspect.DateType: 'date ("2026-11-23")',
    inspect.NoneType: "null",
}


def explain(command: type[Command]) -> dict[str, Any]:
    """The command's name, what it does, and its fields with what they hold and their defaults."""
    fields = {}
    for field, told in zip(msgspec.structs.fields(command), _told(command), strict=True):
        fields[field.name] = {"type": described(told.type), "required": field.required}
        if not field.required and field.default is not msgspec.NODEFAULT:
            fields[field.name]["default"] = msgspec.to_builtins(field.default)
    return {"command": command.__name__, "does": (command.__doc__ or "").strip().splitlines()[0], "fields": fields}


def explain_all() -> list[dict[str, Any]]:
    """All commands explained, by name."""
    return [explain(command) for command in sorted(COMMANDS, key=lambda c: c.__name__)]


def described(kind: inspect.Type) -> str:
    """What a field may hold, in the manner of JSON: `string(1-64)`, `"own"|"social"`, `[{id: string}]`."""
    if isinstance(kind, inspect.StrType):
        return f"string{_bounds(kind.min_length, kind.max_length)}"
    if isinstance(kind, inspect.IntType):
        return f"integer{_bounds(kind.ge, kind.le)}"
    if isinstance(kind, inspect.EnumType):
        return "|".join(f'"{member.value}"' for member in kind.cls)
    if isinstance(kind, inspect.UnionType):
        return "|".join(described(each) for each in kind.types)
    if isinstance(kind, inspect.VarTupleType | inspect.ListType):
        return f"[{described(kind.item_type)}]"
    if isinstance(kind, inspect.TupleType):
        return f"[{', '.join(described(each) for each in kind.item_types)}]"
    if isinstance(kind, inspect.StructType):
        return f"{{{', '.join(_member(field) for field in kind.fields)}}}"
    return _PLAIN.get(type(kind), type(kind).__name__.removesuffix("Type").lower())


def fitting(name: str, fields: dict[str, Any]) -> Command:
    """The command with these fields. Raises COMMAND_UNKNOWN, FIELDS_UNKNOWN, FIELDS_MISSING, FIELD_WRONG."""
    if name not in NAMED:
        raise Problem(Code.COMMAND_UNKNOWN, name=name[:60])
    wanted = {field.name: field for field in _told(NAMED[name])}
    unknown = [field for field in fields if field not in wanted]
    if unknown:
        raise Problem(Code.FIELDS_UNKNOWN, order=name, names=_listed(unknown), known=_listed(wanted))
    missing = [field.name for field in wanted.values() if field.required and field.name not in fields]
    if missing:
        raise Problem(Code.FIELDS_MISSING, order=name, names=_listed(missing))
    try:
        return command_from(name, fields)
    except Problem as problem:
        found = _PATH.search(problem.data.get("why", ""))
        field = wanted.get(re.split(r"[.\[]", found[1])[0]) if found else None
        if found is None or field is None:
            raise
        raise Problem(Code.FIELD_WRONG, order=name, name=found[1], wanted=described(field.type)) from problem


def _told(command: type[Command]) -> tuple[inspect.Field, ...]:
    told = inspect.type_info(command)
    if not isinstance(told, inspect.StructType):
        raise AssertionError(command)
    return told.fields


def _member(field: inspect.Field) -> str:
    return f"{field.name}{'' if field.required else '?'}: {described(field.type)}"


def _bounds(least: int | None, most: int | None) -> str:
    return f"({least or 0}-{most})" if most is not None else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(name[:60] for name in names)
