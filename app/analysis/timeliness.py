"""Whether cases end in time and how long they take; cases still open are counted, not forgotten."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from app.analysis.behind import ANSWERS
from app.analysis.closing import Closing, closing, cohort, estimate, measured, recent
from app.analysis.columns import IntArray, Label
from app.analysis.figures import Count, IncidentsBehind, Measure, Sentence, Share, label, share
from app.analysis.history import History
from app.analysis.mix import NO_CLASS
from app.analysis.overdue import Overdue, overdue
from app.analysis.punctuality import OWED, Punctuality, owed, punctuality


class ClassTime(Struct, frozen=True, kw_only=True):
    """One class: the on-time share of its cases due in the week, and the median time to close of its recent reports."""

    key: str
    name: Label
    on_time: Share
    median: Measure


class TimelinessPanel(Struct, frozen=True, kw_only=True, tag_field="panel", tag="timeliness"):
    """On-time share, time to close, and what is overdue now; classes with most cases due first."""

    sentence: Sentence = Sentence()
    signal: bool
    punctuality: Punctuality
    closing: Closing
    overdue: Overdue
    classes: tuple[ClassTime, ...]


def timeliness(
    history: History, *, classes: Mapping[str, Label], grids: Mapping[str, Label], forces: Mapping[str, Label]
) -> TimelinessPanel:
    """The timeliness panel of the frame's week, without its sentence; the mappings name classes, grids and forces."""
    answers = punctuality(history)
    return TimelinessPanel(
        signal=bool(answers.signs),
        punctuality=answers,
        closing=closing(history),
        overdue=overdue(history, classes=classes, grids=grids, forces=forces),
        classes=_classes(history, classes),
    )


def _classes(history: History, names: Mapping[str, Label]) -> tuple[ClassTime, ...]:
    code, standing = history.columns.class_code, history.standing
    due = standing.received & (history.due == history.now)
    kept = np.bincount(code.codes[due & (standing.answer == ANSWERS["on_time"])], minlength=len(code.values))
    whole = np.bincount(
        code.codes[due & np.isin(standing.answer, [ANSWERS[answer] for answer in OWED])], minlength=len(code.values)
    )
    near = np.flatnonzero(cohort(history))
    rows = [
        _class_time(history, key, names, on_time=int(kept[at]), base=int(whole[at]), near=near[code.codes[near] == at])
        for at, key in enumerate(code.values)
    ]
    return tuple(sorted((row for row in rows if _says(row)), key=lambda row: (-row.on_time.whole.value, row.key)))


def _says(row: ClassTime) -> bool:
    return row.on_time.whole.value > 0 or row.median.of.value > 0


def _class_time(history: History, key: str, names: Mapping[str, Label], *, on_time: int, base: int, near: IntArray) -> ClassTime:
    behind = IncidentsBehind(occurred=recent(history), standing="valid", timed=True, classes=(key,))
    week = history.week
    return ClassTime(
        key=key,
        name=label(key, names, missing=NO_CLASS),
        on_time=share(
            Count(on_time, owed(week, "on_time", classes=(key,))),
            Count(base, owed(week, *OWED, classes=(key,))),
            least=history.frame.parameters.percent_least,
        ),
        median=measured(estimate(history, near), Count(len(near), behind)),
    )
