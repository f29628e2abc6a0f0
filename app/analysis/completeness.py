"""What the week's records lack: a figure is only as good as the facts it counts."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from app.analysis.behind import missing
from app.analysis.figures import Count, Gap, IncidentsBehind, Sentence, Share, share
from app.analysis.history import History

NEEDED: tuple[Gap, ...] = ("class", "unit")
"""Without one of these a case has no place in the tables."""
GAPS: tuple[Gap, ...] = ("class", "unit", "micro", "place", "due", "closing")


class GapCount(Struct, frozen=True):
    """The week's cases that lack one fact: class, unit or micro grid, place, any limit, or the time of closing."""

    gap: Gap
    count: Count


class Completeness(Struct, frozen=True, kw_only=True):
    """How complete the week's records are: `complete` have a class and a unit grid."""

    sentence: Sentence = Sentence()
    complete: Share
    gaps: tuple[GapCount, ...]


def completeness(history: History) -> Completeness:
    """The completeness of the frame's week, without its sentence."""
    inside = history.standing.received & (history.occurred == history.now)
    lacking = np.zeros(len(inside), dtype=np.bool_)
    gaps = []
    for gap in GAPS:
        found = inside & missing(history.columns, history.standing, gap, history.frame)
        gaps.append(GapCount(gap, _count(history, int(np.count_nonzero(found)), missing=(gap,))))
        if gap in NEEDED:
            lacking |= found
    whole = Count(int(np.count_nonzero(inside)), IncidentsBehind(occurred=history.week))
    full = whole.value - int(np.count_nonzero(lacking))
    return Completeness(
        complete=share(
            Count(full, IncidentsBehind(occurred=history.week, present=NEEDED)),
            whole,
            least=history.frame.parameters.percent_least,
        ),
        gaps=tuple(gaps),
    )


def _count(history: History, number: int, *, missing: tuple[Gap, ...]) -> Count:
    return Count(number, IncidentsBehind(occurred=history.week, missing=missing))
