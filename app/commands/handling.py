"""The end of handling: feedback, check, close, rework, reopen (I17 to I21), 当场办结."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from app.commands.command import Command, Count, Id, Line, Moment, OptionalId, Passage
from app.commands.dispatching import Chain, SelfHandle
from app.commands.forces import called_back, freed
from app.commands.intake import FileCase
from app.domain import text
from app.domain.act import Act
from app.domain.catalogue import Severity, Tier
from app.domain.deadline import Pause, Term, due, left_of
from app.domain.incident import ENDED, Attachment, Incident, Outcome, Said, State, Verb
from app.domain.machine import (
    Seen,
    calendar_of,
    four_eyes,
    longer_of,
    moved,
    next_tier,
    opened,
    place_of,
    raised,
    runs_on,
    step_term,
    told,
)
from app.domain.people import Role
from app.domain.permissions import require
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.recording import FINDERS, word_of
from app.domain.terms import Timer
from app.domain.transitions import CLOSE, DONE, REOPEN, REWORK, TAKE_CHECK
from app.domain.world import World, required

RECORDER_CHECKS = "recorder_checks"
CLOSED_MEANWHILE = "closed"
"""The reason of the pause between a case's closing and its reopening."""
HALF = 0.5
"""The part of the handling term that rework and a reopened case get."""


class ReportDone(Command, frozen=True):
    """The handler reports the result with evidence (I17).

    The four elements of a feedback are what was done, by whom, when, with what result. `evidence` counts the photos and papers
    that go with it; where more are claimed than are attached, `evidence_kept` says where they lie. `done_at` is when the work was
    done, by default now. If the case was given to somebody else meanwhile, the feedback is kept as a line for the new holder.
    """

    incident: Id
    saw: Seen
    result: Passage
    evidence: Count = 0
    handler: Line = ""
    said: Said = Said.SELF
    evidence_kept: Line = ""
    done_at: Moment | None = None

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case in feedback, its forces free; the check clock starts."""
        result = text.passage(self.result, field="result", needed=True)
        there = required(world, Incident, self.incident)
        if there.holder != self.saw.holder and there.state not in ENDED:
            require(act, world, DONE.roles, place_of(there))
            late = word_of(there, act, world, handler=self.handler, said=self.said, own=FINDERS).handler
            return (told(there, act, Verb.LATE_FEEDBACK, text=result, handler=late, said=self.said),)
        case = opened(world, self.incident, self.saw, DONE, act)
        found = world.catalogue().get(case.event_class)
        attached = len(world.find(Attachment, incident=case.id))
        photos = max(attached, self.evidence)
        kept = text.line(self.evidence_kept, field="evidence_kept", needed=self.evidence > attached)
        if photos == 0 and (found is None or found.wants_evidence):
            raise Problem(Code.EVIDENCE_MISSING, number=case.called)
        word = word_of(case, act, world, handler=self.handler, said=self.said, own=FINDERS)
        handler = word.handler or case.handler or act.person_name
        free = freed(case, world, act)
        case = moved(
            case,
            DONE,
            act,
            world,
            result=result,
            handler=handler,
            handler_said=self.said,
            handled_by=act.person if self.said is Said.SELF else handler,
            recorders=word.recorders,
            evidence=photos,
            handling_left=_left(case, act, world),
        )
        done = min(max(self.done_at or act.at, case.reported_at), act.at).isoformat()
        line = told(case, act, Verb.DONE, text=result, after=done, reason=kept, handler=handler, said=self.said)
        return Put(case), *free, line


def _left(case: Incident, act: Act, world: World) -> Term | None:
    """What is left of the handling term, kept in case the check fails."""
    if case.step_term is None or case.step_due is None:
        return None
    return left_of(case.step_term, case.step_due, act.at, calendar_of(case, world))


class SettleOnSpot(Command, frozen=True):
    """「当场办结」: the finder has dealt with it already; file, handle and report in one form."""

    incident: Id
    saw: Seen
    event_class: Id
    severity: Severity
    result: Passage
    handler: Line
    evidence: Count = 0
    grid: OptionalId = ""
    force: OptionalId = ""
    said: Said = Said.SELF
    evidence_kept: Line = ""
    done_at: Moment | None = None

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The effects of filing, handling and reporting, one after the other."""
        chain = Chain(act, world)
        saw = self.saw
        if saw.state is not State.FILED:
            chain.run(
                FileCase(
                    incident=self.incident,
                    saw=saw,
                    event_class=self.event_class,
                    severity=self.severity,
                    grid=self.grid,
                    duplicates_reviewed=True,
                )
            )
            saw = chain.seen(self.incident)
        chain.run(SelfHandle(incident=self.incident, saw=saw, force=self.force, handler=self.handler, said=self.said))
        chain.run(
            ReportDone(
                incident=self.incident,
                saw=chain.seen(self.incident),
                result=self.result,
                evidence=self.evidence,
                handler=self.handler,
                said=self.said,
                evidence_kept=self.evidence_kept,
                done_at=self.done_at,
            )
        )
        return chain.effects()


class TakeCheck(Command, frozen=True):
    """Somebody other than the handler takes the check (I18)."""

    incident: Id
    saw: Seen

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case in checking; the check clock runs on."""
        case = opened(world, self.incident, self.saw, TAKE_CHECK, act)
        four_eyes(case, act)
        case = moved(case, TAKE_CHECK, act, world, starts=case.step_start, term=case.step_term, checked_by=act.person)
        return Put(case), told(case, act, Verb.CHECK_TAKEN)


class CloseCase(Command, frozen=True):
    """The check passes and the case is closed with an outcome (I19).

    On the desk it shows as 待核销 until the centre has agreed. 暂无法解决 needs the area leader or the town and puts the case on
    the books (挂账). A citizen who reported must have been told.
    """

    incident: Id
    saw: Seen
    outcome: Outcome
    note: Passage = ""
    reporter_told: bool = False

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case closed, its evaluation window opened; on the desk only the wish to close it."""
        case = opened(world, self.incident, self.saw, CLOSE, act)
        four_eyes(case, act)
        leaders = frozenset({Role.AREA_CHIEF, Role.TOWN})
        hung = self.outcome is Outcome.UNSOLVABLE
        require(act, world, leaders if hung else frozenset({Role.DUTY, Role.UNIT_CHIEF}) | leaders, place_of(case))
        if case.reporter_masked and not self.reporter_told:
            raise Problem(Code.FIELD_MISSING, field="reporter_told")
        note = text.passage(self.note, field="note", needed=hung)
        if not act.central:
            return (Put(replace(case, close_pending=True)),)
        case = moved(case, CLOSE, act, world, outcome=self.outcome, closed_at=act.at, checked_by=act.person, hung_up=hung)
        mark = RECORDER_CHECKS if act.person in case.recorders else ""
        return Put(case), told(case, act, Verb.CLOSED, text=note, after=self.outcome.value, reason=mark)


class FailCheck(Command, frozen=True):
    """The check fails: back to the handler, with what was left of the term or half of the original, the longer (I20, 返工)."""

    incident: Id
    saw: Seen
    reason: Line

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case in handling again, counted as rework; its forces that are free are on their way again."""
        case = opened(world, self.incident, self.saw, REWORK, act)
        reason = text.line(self.reason, field="reason")
        half = step_term(case, Timer.HANDLE, world).scaled(HALF)
        longer = longer_of(case, half, case.handling_left, starts=act.at, world=world)
        case = moved(case, REWORK, act, world, term=longer, share=HALF, reworks=case.reworks + 1)
        return Put(case), *called_back(case, world, act), told(case, act, Verb.REWORK, reason=reason)


def within_window(case: Incident, act: Act, world: World) -> None:
    """Pass while a closed case may still be reopened; one on the books may be as long as it hangs."""
    if case.hung_up:
        return
    closed = case.closed_at or case.state_since
    until = due(closed, world.terms(case.town).reopening, calendar_of(case, world))
    if act.at > until:
        raise Problem(Code.WINDOW_CLOSED, number=case.called, until=until.isoformat())


def _without_the_rest(case: Incident, act: Act) -> tuple[Pause, ...]:
    """The pauses with the time that the case was closed."""
    closed = case.closed_at or case.state_since
    return (*case.pauses, Pause(starts=closed, reason=CLOSED_MEANWHILE, ends=max(act.at, closed)))


class Reopen(Command, frozen=True):
    """A closed case was not solved: reopened within its window; the second time it is led up (I21, I22)."""

    needs_central: ClassVar[bool] = True

    incident: Id
    saw: Seen
    reason: Id
    note: Passage = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case in handling with half a term, its forces that are free on their way again.

        The days on which it was closed do not count in its overall term; if that was over before, it stays over.
        """
        case = opened(world, self.incident, self.saw, REOPEN, act)
        within_window(case, act, world)
        note = text.passage(self.note, field="note")
        world.catalogue().check_reason("reopen", self.reason, note)
        case = moved(
            case,
            REOPEN,
            act,
            world,
            share=HALF,
            handling_left=None,
            reopenings=case.reopenings + 1,
            pauses=_without_the_rest(case, act),
            closed_at=None,
            outcome=None,
            hung_up=False,
        )
        case = runs_on(case, world)
        lines = [told(case, act, Verb.REOPENED, text=note, reason=self.reason)]
        if case.reopenings >= world.terms(case.town).reopenings_at_most and case.tier is not Tier.L3:
            before = case.tier
            case = raised(case, next_tier(case.tier), act, world, reason="reopened_twice", by="")
            lines.append(
                told(case, act, Verb.RAISED, before=before.value, after=case.tier.value, reason="reopened_twice", line=2)
            )
        return Put(case), *called_back(case, world, act), *lines
