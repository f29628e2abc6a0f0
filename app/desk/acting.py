"""Who acts at a desk, or why nobody may: what is shown of an act locked is what would be said to it."""

from __future__ import annotations

from app.domain.act import Act
from app.domain.problems import Code, Problem

Actor = Act | Problem | None
"""The circumstances of an act, or the problem that bars everybody (past an offline unlock all is only read); None for nobody."""


def bar(actor: Problem | None) -> Problem:
    """What is said to an act where nobody may act."""
    return actor or Problem(Code.NOT_SIGNED_IN)
