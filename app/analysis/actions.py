"""What became of the decisions and action items of the meeting before (facts 6)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from app.analysis.columns import Action, ActionColumns
from app.analysis.figures import ActionsBehind, Count, Review, Sentence
from app.analysis.frame import WeekFrame
from app.analysis.snapshot import reviews
from app.analysis.week import local_day

ORDER: tuple[Review, ...] = ("overdue", "running", "done", "cancelled")
TWICE = 2
"""Overdue at so many meetings, an action goes to the quarterly meeting (facts 6)."""


class ActionRow(Struct, frozen=True, kw_only=True):
    """One decision or action item as the meeting finds it; `days_late` is 0 unless it is overdue."""

    id: str
    week: str
    number: int
    kind: Literal["decision", "action"]
    text: str
    owner: str
    due: date | None
    progress: str
    review: Review
    days_late: int
    carried: int
    evidence: str


class ActionsPanel(Struct, frozen=True, kw_only=True, tag_field="panel", tag="actions"):
    """Decisions and action items under review, the latest ones first; `to_quarterly` go to the quarterly meeting."""

    sentence: Sentence = Sentence()
    signal: bool
    total: Count
    done: Count
    running: Count
    overdue: Count
    cancelled: Count
    to_quarterly: Count
    rows: tuple[ActionRow, ...]


def actions(columns: ActionColumns, frame: WeekFrame) -> ActionsPanel:
    """The actions panel of the frame's week, without its sentence."""
    today = local_day(frame.at, frame.zone)
    rows = sorted(
        (_row(row, review, today) for row, review in zip(columns.rows, reviews(columns, frame), strict=True) if review),
        key=lambda row: (ORDER.index(row.review), -row.days_late, row.week, row.number, row.id),
    )
    late = sum(row.review == "overdue" for row in rows)
    twice = sum(row.review == "overdue" and row.carried >= TWICE - 1 for row in rows)
    return ActionsPanel(
        signal=late > 0,
        total=Count(len(rows), ActionsBehind()),
        done=_count(rows, "done"),
        running=_count(rows, "running"),
        overdue=Count(late, ActionsBehind(reviews=("overdue",))),
        cancelled=_count(rows, "cancelled"),
        to_quarterly=Count(twice, ActionsBehind(reviews=("overdue",), carried_from=TWICE - 1)),
        rows=tuple(rows),
    )


def _count(rows: list[ActionRow], review: Review) -> Count:
    return Count(sum(row.review == review for row in rows), ActionsBehind(reviews=(review,)))


def _row(row: Action, review: Review, today: date) -> ActionRow:
    late = (today - row.due).days if review == "overdue" and row.due is not None else 0
    return ActionRow(
        id=row.id,
        week=row.week,
        number=row.number,
        kind=row.kind,
        text=row.text,
        owner=row.owner,
        due=row.due,
        progress=row.progress,
        review=review,
        days_late=late,
        carried=row.carried,
        evidence=row.evidence,
    )
