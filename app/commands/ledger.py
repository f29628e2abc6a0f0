"""The books of what could not be solved: a hung-up case is reviewed every month and never archived by the clock (I24)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from app.commands.command import Command, Id, Passage
from app.domain import text
from app.domain.act import Act
from app.domain.incident import Incident, Outcome, State, Verb
from app.domain.machine import Seen, moved, opened, told
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.terms import Timer
from app.domain.transitions import ARCHIVE, REVIEW
from app.domain.world import World


class ReviewLedger(Command, frozen=True):
    """挂账复核: a leader looks again at a case on the books and says what stands in its way, or that it is solved.

    One that can be worked on by now is reopened instead; for that its window stays open.
    """

    needs_central: ClassVar[bool] = True

    incident: Id
    saw: Seen
    solved: bool
    note: Passage

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case on the books for another month; solved it leaves them, and is archived once its window is over."""
        case = opened(world, self.incident, self.saw, REVIEW, act)
        on_the_books(case)
        note = text.passage(self.note, field="note", needed=True)
        outcome = Outcome.SOLVED if self.solved else Outcome.UNSOLVABLE
        if self.solved:
            case = replace(case, hung_up=False, outcome=outcome)
        if case.timer is Timer.REVIEW:
            case = moved(case, ARCHIVE if self.solved else REVIEW, act, world)
        return Put(case), told(case, act, Verb.REVIEWED, text=note, after=outcome.value)


def on_the_books(case: Incident) -> None:
    """Pass for a case that hangs."""
    if not case.hung_up or case.state is not State.EVALUATED:
        raise Problem(Code.STATE_FORBIDS, number=case.called, state=case.state.value, step=Verb.REVIEWED.value)
