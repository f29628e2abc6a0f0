"""暂搁: the reminder of a waiting case is put off for some minutes, with a reason; the case itself goes on (workflow, 8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from app.commands.command import Command, Id, Line
from app.domain import text
from app.domain.act import Act
from app.domain.catalogue import Severity
from app.domain.incident import TO_DO, Incident, Snoozed, State, Verb
from app.domain.machine import Seen, opened, place_of, told
from app.domain.people import Role
from app.domain.permissions import require
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.transitions import Offline, Transition
from app.domain.world import World

SNOOZERS = frozenset({Role.DUTY, Role.UNIT_CHIEF, Role.AREA_DEPUTY, Role.AREA_CHIEF})
LEADS = frozenset({Role.AREA_DEPUTY, Role.AREA_CHIEF})
# No row of the machine's table: the state stays, and no clock of the step starts or stops.
SNOOZE = Transition(number="", verb=Verb.SNOOZED, sources=TO_DO - {State.DRAFT}, target=None, roles=SNOOZERS, offline=Offline.YES)

Minutes = Annotated[int, Meta(ge=1, le=60)]


class Snooze(Command, frozen=True):
    """The reminder is put off for so many minutes; it comes back by itself.

    Never beyond the limit of the step; of a 特急, and a second time of the same alarm, by the deputy or the area leader alone.
    """

    incident: Id
    saw: Seen
    minutes: Minutes
    reason: Line
    note: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case snoozed; every desk of the area sees until when, by whom and why."""
        case = opened(world, self.incident, self.saw, SNOOZE, act)
        may_snooze(case, act, world)
        terms = world.terms(case.town)
        if not terms.snooze_least <= self.minutes <= terms.snooze_longest:
            raise Problem(Code.SNOOZE_LENGTH, least=terms.snooze_least, longest=terms.snooze_longest)
        until = act.at + timedelta(minutes=self.minutes)
        within_limit(case, until)
        note = text.line(self.note, field="note", needed=False)
        world.catalogue().check_reason("snooze", self.reason, note)
        before = same_alarm(case)
        snoozed = Snoozed(
            by=act.person,
            by_name=act.person_name,
            at=act.at,
            until=until,
            reason=self.reason,
            note=note,
            times=before.times + 1 if before else 1,
            timer=case.timer,
            due=case.step_due,
        )
        case = replace(case, snoozed=snoozed)
        return Put(case), told(case, act, Verb.SNOOZED, text=note, after=until.isoformat(), reason=self.reason)


def may_snooze(case: Incident, act: Act, world: World) -> None:
    """Pass if this person may put the reminder off (again), and there is time for the shortest; else the problem why not."""
    if case.severity is Severity.CRITICAL or same_alarm(case) is not None:
        require(act, world, LEADS, place_of(case))
    within_limit(case, act.at + timedelta(minutes=world.terms(case.town).snooze_least))


def within_limit(case: Incident, until: datetime) -> None:
    """Pass while the reminder would be back before the limit of the step."""
    if case.step_due is not None and until > case.step_due:
        raise Problem(Code.SNOOZE_BEYOND, number=case.called, until=case.step_due.isoformat())


def same_alarm(case: Incident) -> Snoozed | None:
    """What was put off of the alarm that the case gives now; an alarm is (case, clock, instant), so a new one counts anew."""
    held = case.snoozed
    return held if held is not None and (held.timer, held.due) == (case.timer, case.step_due) else None


def snoozed_until(case: Incident, now: datetime) -> datetime | None:
    """Until when nobody is reminded of the case; None where the reminder stands, or has come back."""
    held = same_alarm(case)
    return held.until if held is not None and case.state in SNOOZE.sources and now < held.until else None
