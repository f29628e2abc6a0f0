"""The outbox and the conflict box in one reading: names for ids, what is there now, whether doing it again would pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from app.commands.command import Command
from app.desk.acting import Actor
from app.desk.pending import RefusalRow, WaitingRow, outbox, refusals
from app.desk.ports import Cache, LinkState
from app.domain.act import Act
from app.domain.grid import Grid
from app.domain.ids import provisional_number
from app.domain.incident import Incident
from app.domain.meeting import ActionItem
from app.domain.people import Person
from app.domain.problems import Code, Problem
from app.domain.roster import Force
from ui.pending.renewal import renewed, sight, wanted

SHOWN_OF_CASE = ("state", "holder", "handler", "severity", "event_class", "tier", "promised_at", "instruction", "result")
TRIED_AT_MOST = 200


class Told(Struct, frozen=True):
    """A problem as a number with its facts, to be said in the language of the screen."""

    number: int
    data: dict[str, str]


class RefusedLine(Struct, frozen=True, kw_only=True):
    """A refused command: as given, made anew, what would hinder that, and both sides of it by field.

    `names` puts names in place of the ids that occur.
    """

    row: RefusalRow
    given: Command | None
    again: Command | None
    hindrance: Told | None
    saw: dict[str, Any]
    now: dict[str, Any]
    names: dict[str, str]

    @property
    def id(self) -> str:
        return self.row.id


class Box(Struct, frozen=True, kw_only=True):
    """All of it: the outbox in the order of sending, the refusals newest first."""

    waiting: tuple[WaitingRow, ...] = ()
    refused: tuple[RefusedLine, ...] = ()


def box(cache: Cache, area: str, *, act: Actor, link: LinkState) -> Box:
    """Reads both. `act` is that of the person who would do it again, None while nobody may. Store lane."""
    rows = refusals(cache, area)
    tried = (_line(row, cache, act=act if place < TRIED_AT_MOST else None, link=link) for place, row in enumerate(rows))
    return Box(waiting=outbox(cache, act.person if isinstance(act, Act) else ""), refused=tuple(tried))


def _line(row: RefusalRow, cache: Cache, *, act: Actor, link: LinkState) -> RefusedLine:
    given = wanted(row.refusal)
    again = renewed(given, cache) if given is not None else None
    now = _present(given, row.case, cache)
    saw = sight(given) if given is not None else {}
    fields = [getattr(given, name) for name in given.__struct_fields__] if given is not None else []
    return RefusedLine(
        row=row,
        given=given,
        again=again,
        hindrance=_hindrance(again, cache, act=act, link=link),
        saw=saw,
        now=now,
        names=_names((*fields, *now.values(), *saw.values(), row.refusal.author), cache),
    )


def _hindrance(again: Command | None, cache: Cache, *, act: Actor, link: LinkState) -> Told | None:
    """What would be answered to the command now; None when it would pass, or when nobody could say."""
    if again is None or not isinstance(act, Act):
        return None
    if again.needs_central and link in (LinkState.OFFLINE, LinkState.REFUSED):
        return Told(Code.NEEDS_CENTRAL.value, {"command": type(again).__name__})
    try:
        again.decide(act, cache)
    except Problem as problem:
        return Told(problem.code.value, problem.data)
    return None


def _present(given: Command | None, case: Incident | None, cache: Cache) -> dict[str, Any]:
    if case is not None:
        return {name: value for name in SHOWN_OF_CASE if (value := getattr(case, name)) not in ("", None)}
    force = cache.get(Force, getattr(given, "force", "") or "")
    if force is not None:
        return {"duty": force.duty}
    item = cache.get(ActionItem, getattr(given, "action", "") or "")
    return {"progress": item.progress} if item is not None else {}


def _names(values: Iterable[object], cache: Cache) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in values:
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            if type(part) is str and 0 < len(part) <= 64 and part not in found and (name := _name(part, cache)):
                found[part] = name
    return found


def _name(key: str, cache: Cache) -> str:
    for kind in (Force, Person, Grid):
        named = cache.get(kind, key)
        if isinstance(named, Force | Person | Grid):
            return named.name
    case = cache.get(Incident, key)
    return (case.number or provisional_number(case.id)) if case is not None else ""
