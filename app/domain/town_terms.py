"""A town's own limits (clause 5.1): laid over the shipped ones, the same on both sides, and held within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from app.domain.deadline import Term
from app.domain.terms import Terms

SHORTEST, LONGEST = 0.25, 2.0
"""How far a town may go from the shipped amount of a limit, on the same clock; the double of a count. Proposals."""


def laid_over(terms: Terms, text: str) -> Terms:
    """The limits with those of a JSON text in their place: field by field, steps severity by severity, hotline by nature.

    Raises msgspec.ValidationError for a text that makes no limits.
    """
    own = msgspec.json.decode(text, type=dict[str, Any])
    base = msgspec.to_builtins(terms)
    for name, value in own.items():
        if name == "steps":
            for timer, limits in value.items():
                base["steps"].setdefault(timer, {}).update(limits)
        elif name == "hotline":
            base["hotline"].update(value)
        else:
            base[name] = value
    return msgspec.convert(base, Terms)


def checked(terms: Terms, text: str) -> Terms:
    """The limits with a town's own laid over them; ValueError with the place of the first that is unknown or out of bounds."""
    try:
        own = msgspec.json.decode(text, type=dict[str, Any])
        strange = sorted(set(own) - set(Terms.__struct_fields__))
        if strange:
            raise ValueError(strange[0])
        found = laid_over(terms, text)
    except (msgspec.MsgspecError, AttributeError, TypeError) as error:
        raise ValueError(str(error)) from error
    shipped = dict(_leaves(terms))
    for place, limit in _leaves(found):
        if place not in shipped:
            raise ValueError(place)
        if not _is_within(limit, shipped[place]):
            raise ValueError(f"{place} {limit}")
    return found


Limit = Term | float


def _leaves(terms: Terms) -> Iterator[tuple[str, Limit]]:
    for timer, limits in terms.steps.items():
        for severity, term in limits.items():
            yield f"steps.{timer.value}.{severity.value}", term
    for nature, term in terms.hotline.items():
        yield f"hotline.{nature}", term
    for name in Terms.__struct_fields__:
        value = getattr(terms, name)
        if isinstance(value, Term | int | float):
            yield name, value


def _is_within(limit: Limit, shipped: Limit) -> bool:
    if isinstance(limit, Term) and isinstance(shipped, Term):
        return limit.clock is shipped.clock and SHORTEST * shipped.amount <= limit.amount <= LONGEST * shipped.amount
    if isinstance(limit, Term) or isinstance(shipped, Term):
        return False
    return 0 <= limit <= LONGEST * shipped
