"""A town's own limits, laid over the shipped ones; the same on both sides."""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.terms import Terms


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
