"""More time: waits (缓办) and extensions, asked by the handler, decided by R4 or R6 (I14 to I16)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace

from app.commands.command import Command, Id, Line, Moment
from app.commands.forces import called_back, freed
from app.domain import text
from app.domain.act import Act
from app.domain.catalogue import Tier
from app.domain.deadline import Pause, Term, due, elapsed, in_hours
from app.domain.incident import Asked, Incident, Said, State, Verb
from app.domain.machine import Seen, calendar_of, moved, opened, place_of, runs_on, still_rung, told
from app.domain.people import Role
from app.domain.permissions import require
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.recording import FINDERS, word_of
from app.domain.terms import Timer
from app.domain.transitions import DONE, EXTEND, RESUME, WAIT
from app.domain.world import World


def _asked(act: Act, *, until: datetime, reason: str, basis: str) -> Asked:
    if until <= act.at:
        raise Problem(Code.END_DATE_WRONG, until=until.isoformat())
    return Asked(
        by=act.person,
        at=act.at,
        until=until,
        reason=text.line(reason, field="reason"),
        basis=text.line(basis, field="basis", needed=False),
    )


def deciders(tier: Tier) -> frozenset[Role]:
    """Who decides on a wait or an extension: at 自治 and 共治 the deputy (or the area leader), at 牵头 the town."""
    return frozenset({Role.TOWN}) if tier is Tier.L3 else frozenset({Role.AREA_DEPUTY, Role.AREA_CHIEF})


def latest_end(case: Incident, world: World) -> datetime | None:
    """The latest moment to which the handling term may be extended, None where no term runs."""
    if case.step_term is None or case.step_start is None:
        return None
    return due(case.step_start, _longer(case.step_term, case, world), calendar_of(case, world), case.pauses)


def _longer(term: Term, case: Incident, world: World) -> Term:
    return term.scaled(1 + world.terms(case.town).extension_share)


def _until(ends: datetime, case: Incident, term: Term, world: World) -> Term:
    """The term from the start of the step to this end, on the same clock: a later pause moves that end and nothing else."""
    starts = case.step_start or case.state_since
    counted = elapsed(starts, ends, term.clock, calendar_of(case, world), case.pauses)
    return in_hours(term.clock, counted)


def waits_left(case: Incident, world: World) -> None:
    """Pass while the case has not waited as often as it may."""
    most = world.terms(case.town).waits_at_most
    if case.waits >= most:
        raise Problem(Code.TOO_OFTEN, number=case.called, limit=most)


def extension_left(case: Incident, act: Act, world: World) -> None:
    """Pass while the term runs and has not been extended as often as it may be."""
    most = world.terms(case.town).extensions_at_most
    if case.step_due is None or act.at > case.step_due:
        raise Problem(Code.LIMIT_PASSED, number=case.called)
    if case.extensions >= most:
        raise Problem(Code.TOO_OFTEN, number=case.called, limit=most)


class AskWait(Command, frozen=True):
    """The handler asks to wait for weather, a procedure or a third party (I14)."""

    incident: Id
    saw: Seen
    until: Moment
    reason: Line
    handler: Line = ""
    said: Said = Said.SELF

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The wish on record; at most so many waits a case, none longer than the limit."""
        case = opened(world, self.incident, self.saw, DONE, act)
        waits_left(case, world)
        latest = due(act.at, world.terms(case.town).longest_wait, calendar_of(case, world))
        if self.until > latest:
            raise Problem(Code.END_DATE_WRONG, until=latest.isoformat())
        wish = _asked(act, until=self.until, reason=self.reason, basis="")
        word = word_of(case, act, world, handler=self.handler, said=self.said, own=FINDERS)
        case = replace(case, wait_asked=wish, recorders=word.recorders)
        ends = wish.until.isoformat()
        line = told(case, act, Verb.WAIT_ASKED, text=wish.reason, after=ends, handler=word.handler, said=self.said)
        return Put(case), line


class DecideWait(Command, frozen=True):
    """The wait is granted, and the clocks stand still until its end, or it is refused (I14)."""

    needs_central: ClassVar[bool] = True

    incident: Id
    saw: Seen
    granted: bool
    note: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case suspended with a pause in its ledger and its forces free meanwhile, or the wish struck off."""
        case = opened(world, self.incident, self.saw, WAIT, act)
        require(act, world, deciders(case.tier), place_of(case))
        wish = case.wait_asked
        if wish is None:
            raise Problem(Code.FIELD_MISSING, field="wait_asked")
        note = text.line(self.note, field="note", needed=not self.granted)
        if not self.granted:
            case = replace(case, wait_asked=None)
            return Put(case), told(case, act, Verb.WAIT_REFUSED, text=note)
        if wish.until <= act.at:
            raise Problem(Code.TIME_PASSED, until=wish.until.isoformat())
        free = freed(case, world, act)
        pauses = (*case.pauses, Pause(starts=act.at, reason=wish.reason))
        case = replace(
            case,
            state=State.SUSPENDED,
            state_since=act.at,
            timer=Timer.WAIT,
            step_due=wish.until,
            wait_until=wish.until,
            wait_asked=None,
            waits=case.waits + 1,
            pauses=pauses,
        )
        return Put(case), *free, told(case, act, Verb.WAIT_GRANTED, text=note, after=wish.until.isoformat())


class Resume(Command, frozen=True):
    """Work goes on: at the end date by the timer, or earlier by the handler (I15)."""

    incident: Id
    saw: Seen
    handler: Line = ""
    said: Said = Said.SELF

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case in handling with the time that was left; the pause is closed in the ledger.

        Where a person says so, the forces that are free are on their way again; of a timer's word nobody has moved yet.
        """
        case = opened(world, self.incident, self.saw, RESUME, act)
        word = word_of(case, act, world, handler=self.handler, said=self.said)
        ends = min(act.at, case.wait_until) if act.system and case.wait_until else act.at
        closed = tuple(replace(p, ends=max(ends, p.starts)) if p.ends is None else p for p in case.pauses)
        start, term = case.step_start, case.step_term
        case = replace(case, pauses=closed, wait_until=None, recorders=word.recorders)
        case = moved(case, RESUME, act, world, starts=start, term=term, share=case.step_share)
        back = () if act.system else called_back(case, world, act)
        return Put(runs_on(case, world)), *back, told(case, act, Verb.RESUMED, handler=word.handler, said=self.said)


class AskExtension(Command, frozen=True):
    """The handler asks for more time before the term ends; asked after it, it is refused (I16)."""

    incident: Id
    saw: Seen
    until: Moment
    reason: Line
    basis: Line
    handler: Line = ""
    said: Said = Said.SELF

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The wish on record; R4 or R6 decides. One that could not be granted is not taken."""
        case = opened(world, self.incident, self.saw, DONE, act)
        extension_left(case, act, world)
        latest = latest_end(case, world)
        if latest is not None and self.until > latest:
            raise Problem(Code.END_DATE_WRONG, until=latest.isoformat())
        wish = _asked(act, until=self.until, reason=self.reason, basis=text.line(self.basis, field="basis"))
        word = word_of(case, act, world, handler=self.handler, said=self.said, own=FINDERS)
        case = replace(case, extension_asked=wish, recorders=word.recorders)
        ends = wish.until.isoformat()
        line = told(case, act, Verb.EXTENSION_ASKED, text=wish.reason, after=ends, handler=word.handler, said=self.said)
        return Put(case), line


class DecideExtension(Command, frozen=True):
    """The extension is granted, by at most half of the original term, or refused (I16)."""

    needs_central: ClassVar[bool] = True

    incident: Id
    saw: Seen
    granted: bool
    note: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case with a longer handling term, or the wish struck off."""
        case = opened(world, self.incident, self.saw, EXTEND, act)
        require(act, world, deciders(case.tier), place_of(case))
        wish = case.extension_asked
        term, latest = case.step_term, latest_end(case, world)
        if wish is None or latest is None or term is None:
            raise Problem(Code.FIELD_MISSING, field="extension_asked")
        note = text.line(self.note, field="note", needed=not self.granted)
        if not self.granted:
            case = replace(case, extension_asked=None)
            return Put(case), told(case, act, Verb.EXTENSION_REFUSED, text=note)
        if wish.until > latest:
            raise Problem(Code.END_DATE_WRONG, until=latest.isoformat())
        term = _until(wish.until, case, term, world)
        extended = replace(case, extension_asked=None, extensions=case.extensions + 1, step_term=term, step_due=wish.until)
        extended = replace(extended, rung=still_rung(case, extended))
        return Put(extended), told(extended, act, Verb.EXTENSION_GRANTED, text=note, after=wish.until.isoformat())
