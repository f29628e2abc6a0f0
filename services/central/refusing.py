"""What becomes of a command that the rules refuse: a record in the conflict box of its area."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec
from msgspec import Struct

from app.commands import RawOrder
from app.domain.act import Act
from app.domain.grid import Grid
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.refusal import Refusal
from app.domain.world import World

LONGEST_WANTED = 20_000


class Sketch(Struct, frozen=True):
    """What can still be read of an order that is no proper order."""

    id: str = ""
    author: str = ""
    area: str = ""
    command: msgspec.Raw = msgspec.Raw()


class _Tagged(Struct, frozen=True):
    do: str = ""
    incident: str = ""


_FIRST = re.compile(rb'^\{"id":"([0-9A-Za-z-]{1,64})"')
_SKETCH = msgspec.json.Decoder(Sketch)
_TAGGED = msgspec.json.Decoder(_Tagged)


def sketch_of(order: bytes) -> Sketch:
    """The readable rest of a malformed order."""
    try:
        return _SKETCH.decode(order)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        found = _FIRST.match(order)
        return Sketch(id=found[1].decode() if found else "")


def named(command: bytes) -> tuple[str, str]:
    """The name of a command and the case it is about, as far as they can be read."""
    try:
        found = _TAGGED.decode(command)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return "", ""
    return clipped(found.do, 64), clipped(found.incident, 64)


def clipped(text: str, limit: int) -> str:
    """The text cut to a length, without NUL."""
    return text.replace("\x00", "")[:limit]


def usable_id(text: str) -> bool:
    """Whether the text can be a command's id."""
    return 0 < len(text) <= 64 and "\x00" not in text


def envelope_of(order: bytes, *, fallback: str, now: datetime) -> RawOrder:
    """An envelope for an order that has none that can be read; its id is the fallback unless one can be made out.

    Where not even the command can be told apart, the whole order stands in its place.
    """
    rest = sketch_of(order)
    return RawOrder(
        id=rest.id if usable_id(rest.id) else fallback,
        author=clipped(rest.author, 64),
        area=clipped(rest.area, 64),
        occurred_at=now,
        command=rest.command if bytes(rest.command) else msgspec.Raw(order),
    )


def refusal_put(order: RawOrder, problem: Problem, act: Act, world: World, *, areas: tuple[str, ...]) -> tuple[Put, ...]:
    """The refusal as a record of the order's area if the seat serves it, else of the seat's first area; nothing without one."""
    area = order.area if order.area in areas else next(iter(areas), "")
    grid = world.get(Grid, area) if area else None
    if act.system or grid is None:
        return ()
    raw = bytes(order.command)
    verb, incident = named(raw)
    record = Refusal(
        id=order.id,
        town=grid.town,
        area=area,
        verb=verb,
        wanted=clipped(raw.decode("utf-8", "replace"), LONGEST_WANTED),
        author=act.person,
        author_name=act.person_name,
        seat=act.seat,
        incident=incident,
        problem=problem.code.value,
        data=problem.data,
        occurred_at=act.occurred_at,
        refused_at=act.recorded_at,
    )
    return (Put(record),)


def problem_of(error: Exception) -> Problem:
    """A fault that odd values raised in a rule, as the refusal that its sender gets."""
    return Problem(Code.COMMAND_MALFORMED, why=type(error).__name__)
