"""A town's limits as its screen shows them: each shipped one, the town's own, what that rests on, who set it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from app.commands.entering import EnterTerms
from app.desk.acting import Actor, bar
from app.desk.pinyin import keys_of
from app.desk.ports import Cache, LinkState
from app.desk.words import Words
from app.domain.act import Act
from app.domain.catalogue import Severity
from app.domain.grid import Grid, spine
from app.domain.meeting import LimitSet, TownTerms
from app.domain.problems import Code, Problem
from app.domain.terms import Timer
from app.domain.town_terms import Limit, leaves, shipped_limits

SHARE = "extension_share"
"""The one limit that is a part of another; people call it by its percent."""
FIXED = (Timer.EVALUATE,)
"""Steps of which the term is a window of its own, whatever the severity."""


class Group(StrEnum):
    """The lists that the limits come in."""

    CLASSES = "classes"
    STEPS = "steps"
    OTHERS = "others"


class Rests(StrEnum):
    """What a shipped limit rests on; none of it is an official rule of the district (facts, 4.5, 11)."""

    TABLE = "table"
    RULE = "rule"
    OURS = "ours"


class LimitRow(Struct, frozen=True, kw_only=True):
    """One limit by its place in the text; `own` is the town's, None where the shipped one holds, `made` who set that.

    `keys` are what a query is looked for in.
    """

    place: str
    group: Group
    code: str
    name: str
    shipped: Limit
    rests: Rests
    own: Limit | None
    made: LimitSet | None
    keys: tuple[str, ...]


class TownLimits(Struct, frozen=True, kw_only=True):
    """All limits of a town, the text and edition of its own, and what keeps this person from changing them, 0 if nothing."""

    town: str
    town_name: str
    text: str
    edition: int
    rows: tuple[LimitRow, ...]
    locked: int = 0
    data: dict[str, str] | None = None


def town_limits(cache: Cache, area: str, *, act: Actor, link: LinkState, words: Words) -> TownLimits:
    """The limits of the town in which an area lies. Without an acting person they are only to be read. Store lane."""
    grid = cache.get(Grid, area)
    town = cache.get(Grid, spine(grid.path).town) if grid else None
    if town is None:
        raise Problem(Code.TOWN_UNKNOWN, grid=area)
    held = cache.get(TownTerms, town.id)
    problem = _hindrance(cache, town.id, held, act, link)
    return TownLimits(
        town=town.id,
        town_name=town.name,
        text=held.text if held else "{}",
        edition=held.edition if held else 0,
        rows=tuple(_rows(cache, town.id, held, words)),
        locked=problem.code.value if problem else 0,
        data=problem.data if problem else None,
    )


def _hindrance(cache: Cache, town: str, held: TownTerms | None, act: Actor, link: LinkState) -> Problem | None:
    """What would be said to a change now, whatever is filled in: the rule itself is asked."""
    if not isinstance(act, Act):
        return bar(act)
    try:
        EnterTerms(town=town, text=held.text if held else "{}", reason="—").decide(act, cache)
    except Problem as problem:
        return problem
    if link in (LinkState.OFFLINE, LinkState.REFUSED):
        return Problem(Code.NEEDS_CENTRAL, command=EnterTerms.__name__)
    return None


def _rows(cache: Cache, town: str, held: TownTerms | None, words: Words) -> Iterator[LimitRow]:
    catalogue, terms = cache.catalogue(), cache.terms(town)
    shipped = shipped_limits(cache.terms(""), catalogue)
    now = dict(leaves(terms))
    made = {one.place: one for one in held.made} if held else {}
    for place, limit in shipped.items():
        if any(place.startswith(f"steps.{timer.value}.") for timer in FIXED):
            continue
        own = now.get(place, limit)
        code = place.partition(".")[2] if place.startswith("classes.") else ""
        names = _names(place, words)
        yield LimitRow(
            place=place,
            group=_group(place),
            code=code,
            name=names[-1] if words.english else names[0],
            shipped=limit,
            rests=_rests(place, assumed=bool(code) and catalogue.classes[code].assumed),
            own=own if own != limit or place in made else None,
            made=made.get(place),
            keys=(code.casefold(), *(key for name in names for key in keys_of(name))),
        )


def _group(place: str) -> Group:
    first = place.partition(".")[0]
    return Group(first) if first in tuple(Group) else Group.OTHERS


def _rests(place: str, *, assumed: bool) -> Rests:
    if place.startswith("classes.") and not assumed:
        return Rests.TABLE
    return Rests.RULE if place.startswith("hotline.") else Rests.OURS


def _names(place: str, words: Words) -> tuple[str, str]:
    """What people call a limit, in Chinese and in English."""
    chinese, english = (Words(words.reference, language) for language in ("zh", "en"))
    return _name(place, chinese), _name(place, english)


def _name(place: str, words: Words) -> str:
    first, _, rest = place.partition(".")
    if first == "classes":
        return words.event_class(rest)
    if first == "hotline":
        return f"{words.name('sources', 'hotline')} · {words.name('natures', rest)}"
    if first == "steps":
        timer, _, severity = rest.partition(".")
        return f"{words.timer(Timer(timer))} · {words.severity(Severity(severity))}"
    return words.name("limit", place)
