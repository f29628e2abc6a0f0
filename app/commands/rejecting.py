"""不予立案: a report is not filed; of the hotline and of leaders only after a second person has looked at it himself (I5)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from app.commands.command import Command, Id, OptionalId, Passage
from app.domain import text
from app.domain.act import Act
from app.domain.incident import Channel, Incident, Proposal, Verb
from app.domain.machine import Seen, moved, opened, told
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.transitions import REJECT, SECOND_LOOK
from app.domain.world import World

LOOKED_AT_TWICE = frozenset({Channel.HOTLINE, Channel.LEADER})
"""Reports from here are not put aside by one person alone."""


class RejectCase(Command, frozen=True):
    """The report is not filed, with a coded reason; of 12345 and leaders it waits for a second person's look (I5).

    A citizen who reported must have been told, when it is decided. Until 1 it named the second person itself.
    """

    edition: ClassVar[int] = 2
    needs_central: ClassVar[bool] = True

    incident: Id
    saw: Seen
    reason: Id
    note: Passage = ""
    reporter_told: bool = False

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case rejected for good; where two must look, as it was, with the proposal on it and its clocks going on."""
        case = opened(world, self.incident, self.saw, REJECT, act)
        if case.rejection_asked is not None:
            raise already_proposed(case, case.rejection_asked)
        note = text.passage(self.note, field="note")
        world.catalogue().check_reason("reject", self.reason, note)
        if case.source not in LOOKED_AT_TWICE:
            reporter_knows(case, told=self.reporter_told)
            case = moved(case, REJECT, act, world, closed_at=act.at)
            return Put(case), told(case, act, Verb.REJECTED, text=note, reason=self.reason)
        asked = Proposal(order=act.command, by=act.person, by_name=act.person_name, at=act.at, reason=self.reason, note=note)
        case = replace(case, rejection_asked=asked)
        return Put(case), told(case, act, Verb.REJECTION_PROPOSED, text=note, reason=self.reason)


class DecideRejection(Command, frozen=True):
    """A second person, signed in himself, agrees that the report is not filed, or does not and says why (I5).

    `saw_proposal` is the proposal that was looked at. Who made it cannot decide on it. A citizen who reported must know.
    """

    needs_central: ClassVar[bool] = True

    incident: Id
    saw: Seen
    saw_proposal: OptionalId
    agreed: bool
    note: Passage = ""
    reporter_told: bool = False

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case rejected for good for the reason that was proposed, or without the proposal."""
        case = opened(world, self.incident, self.saw, SECOND_LOOK, act)
        asked = case.rejection_asked
        if asked is None:
            raise Problem(Code.FIELD_MISSING, field="rejection_asked")
        other_eyes(case, act)
        if asked.order != self.saw_proposal:
            raise already_proposed(case, asked)
        note = text.passage(self.note, field="note", needed=not self.agreed)
        if not self.agreed:
            case = replace(case, rejection_asked=None)
            return Put(case), told(case, act, Verb.REJECTION_DECLINED, text=note, before=asked.by_name)
        reporter_knows(case, told=self.reporter_told)
        case = moved(case, REJECT, act, world, closed_at=act.at)
        return Put(case), told(case, act, Verb.REJECTED, text=note, reason=asked.reason, before=asked.by_name)


def other_eyes(case: Incident, act: Act) -> None:
    """Pass for anybody but who proposed not to file the case."""
    if case.rejection_asked is not None and case.rejection_asked.by == act.person:
        raise Problem(Code.SECOND_PERSON_MISSING, number=case.called)


def reporter_knows(case: Incident, *, told: bool) -> None:
    """Pass where a citizen who reported the case has been told how it ends, or nobody did."""
    if case.reporter_masked and not told:
        raise Problem(Code.FIELD_MISSING, field="reporter_told")


def already_proposed(case: Incident, asked: Proposal) -> Problem:
    """What is said to who has not seen this proposal."""
    return Problem(Code.REJECTION_PROPOSED, number=case.called, by=asked.by_name)
