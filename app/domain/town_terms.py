"""A town's own limits (clause 5.1): laid over the shipped ones, the same on both sides, and held within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from app.domain.catalogue import Catalogue
from app.domain.deadline import Term
from app.domain.terms import Terms

SHORTEST, LONGEST = 0.25, 2.0
"""How far a town may go from the shipped amount of a limit, on the same clock; the double of a count. Proposals."""
BY_KEY = ("classes", "hotline")
Limit = Term | float


class BeyondBounds(ValueError):
    """A limit that is known, and further from the shipped one than a town may go."""

    def __init__(self, place: str, limit: Limit, shipped: Limit) -> None:
        super().__init__(f"{place} {limit}")
        self.place, self.limit = place, limit
        self.lowest, self.highest = bounds(shipped)


def laid_over(terms: Terms, text: str) -> Terms:
    """The limits with those of a JSON text in their place: field by field, steps severity by severity, the rest by key.

    Raises msgspec.ValidationError for a text that makes no limits.
    """
    own = msgspec.json.decode(text, type=dict[str, Any])
    base = msgspec.to_builtins(terms)
    for name, value in own.items():
        if name == "steps":
            for timer, limits in value.items():
                base["steps"].setdefault(timer, {}).update(limits)
        elif name in BY_KEY:
            base[name].update(value)
        else:
            base[name] = value
    return msgspec.convert(base, Terms)


def checked(terms: Terms, text: str, catalogue: Catalogue) -> Terms:
    """The limits with a town's own laid over them.

    ValueError with the place of the first that is unknown; of the first that is out of bounds it is a `BeyondBounds`.
    """
    try:
        own = msgspec.json.decode(text, type=dict[str, Any])
        strange = sorted(set(own) - set(Terms.__struct_fields__))
        if strange:
            raise ValueError(strange[0])
        found = laid_over(terms, text)
    except (msgspec.MsgspecError, AttributeError, TypeError) as error:
        raise ValueError(str(error)) from error
    shipped = shipped_limits(terms, catalogue)
    for place, limit in leaves(found):
        if place not in shipped or _kind(limit) != _kind(shipped[place]):
            raise ValueError(f"{place} {limit}")
        if not _is_within(limit, shipped[place]):
            raise BeyondBounds(place, limit, shipped[place])
    return found


def shipped_limits(terms: Terms, catalogue: Catalogue) -> dict[str, Limit]:
    """What a town may set for itself, by place: the handling terms of the classes that have one, then all other limits."""
    classes: dict[str, Limit] = {
        f"classes.{code}": found.term for code, found in sorted(catalogue.classes.items()) if found.term is not None
    }
    return classes | dict(leaves(terms))


def own_limits(text: str) -> dict[str, object]:
    """The limits that a town's text gives, as they are written, by place."""
    return dict(_given(msgspec.json.decode(text, type=dict[str, Any]))) if text else {}


def with_limit(text: str, place: str, limit: Limit | None) -> str:
    """The town's text with another limit at the place; None takes the shipped one back."""
    own: dict[str, Any] = msgspec.json.decode(text, type=dict[str, Any]) if text else {}
    *above, last = place.split(".")
    inner, path = own, []
    for name in above:
        path.append((inner, name))
        inner = inner.setdefault(name, {})
    if limit is None:
        inner.pop(last, None)
    else:
        inner[last] = msgspec.to_builtins(limit)
    for outer, name in reversed(path):
        if not outer[name]:
            del outer[name]
    return msgspec.json.encode(own, order="sorted").decode()


def bounds(shipped: Limit) -> tuple[Limit, Limit]:
    """The lowest and the highest that a town may set in place of the shipped limit."""
    if isinstance(shipped, Term):
        return shipped.scaled(SHORTEST), shipped.scaled(LONGEST)
    return 0, LONGEST * shipped


def leaves(terms: Terms) -> Iterator[tuple[str, Limit]]:
    """Every limit with its place."""
    for timer, limits in terms.steps.items():
        for severity, term in limits.items():
            yield f"steps.{timer.value}.{severity.value}", term
    for name, by_key in (("hotline", terms.hotline), ("classes", terms.classes)):
        for key, term in by_key.items():
            yield f"{name}.{key}", term
    for name in Terms.__struct_fields__:
        value = getattr(terms, name)
        if isinstance(value, Term | int | float):
            yield name, value


def _given(own: dict[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in own.items():
        if isinstance(value, dict) and "clock" not in value:
            yield from _given(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _kind(limit: Limit) -> str:
    return limit.clock.value if isinstance(limit, Term) else ""


def _is_within(limit: Limit, shipped: Limit) -> bool:
    lowest, highest = bounds(shipped)
    return _amount(lowest) <= _amount(limit) <= _amount(highest)


def _amount(limit: Limit) -> float:
    return limit.amount if isinstance(limit, Term) else limit
