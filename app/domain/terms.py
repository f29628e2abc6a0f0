"""Time limits of a town: proposals shipped as data, replaced by the town's own."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from app.domain.catalogue import Severity
from app.domain.deadline import Clock, Term


class Timer(StrEnum):
    """The clocks of the incident's steps (workflow, 4) and of an escalation (5)."""

    VERIFY = "T1"
    DISPATCH = "T2"
    ACCEPT = "T3"
    ARRIVE = "T4"
    HANDLE = "T5"
    CHECK = "T6"
    EVALUATE = "T7"
    ARBITRATE = "TA"
    ACKNOWLEDGE = "TL"
    WAIT = "TS"
    REOPEN = "TR"
    REVIEW = "TG"


OVERALL_STEPS = (Timer.VERIFY, Timer.DISPATCH, Timer.ACCEPT, Timer.HANDLE, Timer.CHECK)


class Terms(Struct, frozen=True, kw_only=True):
    """All limits in force for a town.

    `steps` gives each timer's term by severity. `hotline` gives the overall term of 12345 orders by nature of the request.
    `classes` gives a town's own handling terms by code of the class, before that of the catalogue (facts, 4.7).
    """

    steps: dict[Timer, dict[Severity, Term]]
    hotline: dict[str, Term]
    evaluation: Term
    reopening: Term
    merge_undo: Term
    ledger_review: Term = Term(Clock.NATURAL_DAY, 30)
    reported_within: Term = Term(Clock.NATURAL_DAY, 365)
    waits_at_most: int = 2
    longest_wait: Term = Term(Clock.WORK_DAY, 15)
    extension_share: float = 0.5
    extensions_at_most: int = 1
    reopenings_at_most: int = 2
    unconfirmed_days: int = 30
    returns_at_most: int = 2
    snooze_least: int = 5
    snooze_longest: int = 15
    classes: dict[str, Term] = {}

    def step(self, timer: Timer, severity: Severity) -> Term:
        """The term of a step."""
        return self.steps[timer][severity]
