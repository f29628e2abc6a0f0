"""Taking reports in: report, take, file, merge, withdraw, annul (I1 to I4, I6, I26, I27)."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from app.commands.command import Command, Id, Line, Moment, OptionalId, Passage
from app.commands.forces import freed
from app.domain import text
from app.domain.act import Act
from app.domain.catalogue import UNMAPPED, Severity, Tier
from app.domain.deadline import due
from app.domain.grid import Grid, spine
from app.domain.incident import ENDED, FINAL, OPEN, Channel, Incident, Nature, Origin, State, Verb
from app.domain.machine import Seen, clocks_again, moved, opened, place_of, raised, told, with_overall, written_to
from app.domain.nearness import same_place
from app.domain.people import Contact, Role
from app.domain.permissions import require
from app.domain.placing import from_to, placed
from app.domain.plausible import check_point, occurred
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.starting import class_to_file, higher, starting_tier, usual_tier
from app.domain.transitions import ANNUL, FILE, MERGE, REPORT, TAKE, WITHDRAW
from app.domain.world import World, required

CLASSIFIERS = frozenset({Role.DUTY, Role.UNIT_CHIEF, Role.AREA_DEPUTY})


class Caller(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The reporter in clear; goes into a contact record, the case keeps the masked form."""

    contact: Id
    name: Line = ""
    phone: Line = ""
    address: Line = ""
    confidential: bool = False


class ReportIncident(Command, frozen=True):
    """A report comes in, from a patrol, a call, a sensor; as a draft it stays with its author (I1, I2).

    `grid` is the finest grid known. Bad text, an unknown grid, a missing title, an impossible point or time refuse it.
    """

    incident: Id
    grid: Id
    title: Line
    detail: Passage = ""
    place: Line = ""
    lon: float | None = None
    lat: float | None = None
    source: Channel = Channel.PATROL
    nature: Nature = Nature.REPORT
    event_class: OptionalId = UNMAPPED
    severity: Severity | None = None
    public_safety: bool = False
    happened_at: Moment | None = None
    caller: Caller | None = None
    draft: bool = False
    drill: bool = False
    replayed: bool = False
    source_case: OptionalId = ""
    class_given: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """A new case in state reported (or draft), its clocks started at the moment of the report."""
        require(act, world, REPORT.roles, self.grid)
        held = world.get(Incident, self.incident)
        if held is not None and held.state is not State.DRAFT:
            raise Problem(Code.RECORD_EXISTS, number=held.called)
        if held is not None:
            of_the_author(held, act)
        case = self._case(act, world)
        effects: list[Effect] = []
        if self.draft:
            case = replace(case, state=State.DRAFT, timer=None, step_start=None, step_term=None, step_due=None)
            effects = [Put(case), told(case, act, Verb.DRAFTED)]
        else:
            case = with_overall(moved(case, REPORT, act, world), world)
            effects = [Put(case), told(case, act, Verb.REPORTED, text=case.title, after=case.source.value)]
        if self.caller is not None:
            effects.append(self._contact(self.caller, case))
        return tuple(effects)

    def _case(self, act: Act, world: World) -> Incident:
        grid = required(world, Grid, self.grid)
        place = spine(grid.path)
        if not place.area:
            raise Problem(Code.PLACE_MISSING, grid=grid.name)
        check_point(self.lon, self.lat)
        found = world.catalogue().get(self.event_class)
        severity = self.severity or (found.severity if found else Severity.NORMAL)
        tier = Tier.L3 if severity is Severity.CRITICAL and self.public_safety else Tier.L1
        caller = self.caller
        case = Incident(
            id=self.incident,
            town=place.town,
            area=place.area,
            unit=place.unit,
            micro=place.micro,
            state=State.REPORTED,
            tier=tier,
            severity=severity,
            source=self.source,
            nature=self.nature,
            event_class=self.event_class or UNMAPPED,
            class_given=text.line(self.class_given, field="class_given", needed=False),
            title=text.line(self.title, field="title"),
            detail=text.passage(self.detail, field="detail"),
            place=text.line(self.place, field="place", limit=text.PLACE_LENGTH, needed=False),
            lon=self.lon,
            lat=self.lat,
            reporter_masked=f"{text.mask_name(caller.name)} {text.mask_phone(caller.phone)}".strip() if caller else "",
            confidential=bool(caller and caller.confidential),
            occurred_at=occurred(self.happened_at, act, world, place.town),
            reported_at=act.at,
            state_since=act.at,
            created_by=act.person,
            created_seat=act.seat,
            public_safety=self.public_safety,
            drill=self.drill,
            origin=Origin.REPLAY if self.replayed else Origin.LIVE,
            source_case=self.source_case,
        )
        return raised(case, tier, act, world, reason="public_safety" if tier is Tier.L3 else "", by=act.person)

    def _contact(self, caller: Caller, case: Incident) -> Put:
        return Put(
            Contact(
                id=caller.contact,
                town=case.town,
                area=case.area,
                of_kind=Incident.kind,
                of=case.id,
                name=text.line(caller.name, field="caller_name", needed=False),
                phone=text.line(caller.phone, field="caller_phone", limit=40, needed=False),
                address=text.line(caller.address, field="caller_address", limit=text.PLACE_LENGTH, needed=False),
            )
        )


class Submit(Command, frozen=True):
    """A draft is handed in; its clocks start now (I2)."""

    incident: Id
    saw: Seen

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The draft as a report."""
        case = opened(world, self.incident, self.saw, REPORT, act)
        of_the_author(case, act)
        case = replace(case, reported_at=act.at)
        case = with_overall(moved(case, REPORT, act, world), world)
        return Put(case), told(case, act, Verb.REPORTED, text=case.title, after=case.source.value)


def of_the_author(case: Incident, act: Act) -> None:
    """Pass for who wrote the draft; with nobody else does it become a report."""
    if case.created_by != act.person:
        raise Problem(Code.NOT_AUTHOR, number=case.called)


class Take(Command, frozen=True):
    """An officer takes a report to check it; the first taker wins (I3)."""

    incident: Id
    saw: Seen

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case in verifying; the verify clock runs on from the report, and if it has rung, it has rung."""
        case = opened(world, self.incident, self.saw, TAKE, act)
        case = moved(case, TAKE, act, world, starts=case.step_start, term=case.step_term, taken_by=act.person)
        return Put(case), told(case, act, Verb.TAKEN)


class FileCase(Command, frozen=True):
    """The case is filed: class, grid, severity and tier are fixed, it gets its number (I4).

    Duplicates must have been looked at, except for 特急, which nothing may hold up. A `tier` counts where it is higher than the
    one at which the case begins by the rules; lower it goes by an instruction alone (L-g).
    """

    incident: Id
    saw: Seen
    event_class: Id
    severity: Severity
    grid: OptionalId = ""
    tier: Tier | None = None
    public_safety: bool = False
    duplicates_reviewed: bool = False
    place: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case filed; the dispatch clock starts, the overall clock keeps its start at the first report."""
        case = opened(world, self.incident, self.saw, FILE, act)
        found = class_to_file(self.event_class, case, act, world)
        if not self.duplicates_reviewed and self.severity is not Severity.CRITICAL and not act.system:
            raise Problem(Code.DUPLICATES_UNREVIEWED, number=case.called)
        case = replace(
            placed(case, self.grid, world, place=self.place),
            event_class=self.event_class,
            severity=self.severity,
            public_safety=self.public_safety or case.public_safety,
            filed_at=act.at,
            taken_by=case.taken_by or act.person,
        )
        begins = starting_tier(case, usual_tier(case, found.tier, world))
        tier = higher(self.tier, begins) if self.tier else begins
        if tier is not case.tier:
            case = raised(case, tier, act, world, reason="start")
        case = with_overall(moved(case, FILE, act, world), world)
        after = f"{case.event_class} {case.severity.value} {case.tier.value}"
        return Put(case), told(case, act, Verb.FILED, text=found.name, after=after)


class MergeCase(Command, frozen=True):
    """The case is the same as another one (I6); it can be undone for 24 hours.

    Of another class or at another place it needs a reason.
    """

    needs_central: ClassVar[bool] = True

    incident: Id
    saw: Seen
    into: Id
    reason: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case merged, its force set free, a line in both time lines."""
        case = opened(world, self.incident, self.saw, MERGE, act)
        main = required(world, Incident, self.into)
        if main.id == case.id:
            raise Problem(Code.MERGE_SELF, number=case.called)
        require(act, world, MERGE.roles, place_of(main))
        if main.state not in OPEN - {State.DRAFT}:
            raise Problem(Code.STATE_FORBIDS, number=main.called, state=main.state.value, step=Verb.MERGED.value)
        alike = main.event_class == case.event_class and same_place(case, main)
        reason = text.line(self.reason, field="reason", needed=not alike)
        free = freed(case, world, act)
        gone = moved(case, MERGE, act, world, merged_into=main.id, merged_at=act.at, merged_from=case.state)
        return (
            Put(gone),
            *free,
            told(gone, act, Verb.MERGED, reason=reason, after=main.number or main.id),
            told(main, act, Verb.MERGED, reason=reason, before=case.number or case.id, line=2),
        )


class UnmergeCase(Command, frozen=True):
    """A merge is taken back within its 24 hours; the case goes back to the desk, to be verified or sent again."""

    needs_central: ClassVar[bool] = True

    incident: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case being verified, or filed if it had been; its force was set free and is not called back."""
        case = required(world, Incident, self.incident)
        require(act, world, MERGE.roles, place_of(case))
        within_undo(case, act, world)
        before = case.merged_from or State.REPORTED
        step = TAKE if before in (State.REPORTED, State.VERIFYING) else FILE
        case = moved(case, step, act, world, merged_into="", merged_at=None, merged_from=None, holder="", helpers=())
        return Put(case), told(case, act, Verb.UNMERGED)


def within_undo(case: Incident, act: Act, world: World) -> None:
    """Pass while the merge of a case can still be taken back."""
    if case.state is not State.MERGED or case.merged_at is None:
        raise Problem(Code.STATE_FORBIDS, number=case.called, state=case.state.value, step=Verb.UNMERGED.value)
    ends = due(case.merged_at, world.terms(case.town).merge_undo, world.calendar(case.town))
    if act.at > ends:
        raise Problem(Code.WINDOW_CLOSED, number=case.called, until=ends.isoformat())


class Withdraw(Command, frozen=True):
    """Who reported takes the report back before it is filed (I26)."""

    incident: Id
    saw: Seen
    reason: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case cancelled."""
        case = opened(world, self.incident, self.saw, WITHDRAW, act)
        of_the_reporter(case, act)
        case = moved(case, WITHDRAW, act, world, closed_at=act.at)
        return Put(case), told(case, act, Verb.WITHDRAWN, reason=text.line(self.reason, field="reason", needed=False))


def of_the_reporter(case: Incident, act: Act) -> None:
    """Pass for who reported the case; nobody else takes the report back."""
    if case.created_by != act.person:
        raise Problem(Code.NOT_REPORTER, number=case.called)


class Annul(Command, frozen=True):
    """作废 after filing, by R4 and above with a reason; stays in the ledger and in the weekly share (I27)."""

    needs_central: ClassVar[bool] = True

    incident: Id
    saw: Seen
    reason: Id
    note: Passage = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case cancelled, its force set free."""
        case = opened(world, self.incident, self.saw, ANNUL, act)
        free = freed(case, world, act)
        case = moved(case, ANNUL, act, world, closed_at=act.at)
        note = text.passage(self.note, field="note")
        world.catalogue().check_reason("annul", self.reason, note)
        return Put(case), *free, told(case, act, Verb.ANNULLED, text=note, reason=self.reason)


def still_classed(case: Incident) -> None:
    """Pass while the class of the case may be put right: until it is final, of history at any time."""
    if case.origin is not Origin.HISTORY:
        written_to(case, Verb.RECLASSIFIED, barred=FINAL)


class Reclassify(Command, frozen=True):
    """Class, severity or grid of a case are put right; the clocks that run are computed anew, pauses kept.

    What has ended keeps its due time, what is final is left alone. 特急 that touches public safety goes to 牵头 (L-c). With a
    `grid` the command also says which one was seen.
    """

    incident: Id
    saw_class: OptionalId
    saw_severity: Severity
    event_class: Id
    severity: Severity
    reason: Line = ""
    grid: OptionalId = ""
    saw_grid: OptionalId = ""
    public_safety: bool = False

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case under its new class, severity and grid."""
        case = required(world, Incident, self.incident)
        require(act, world, CLASSIFIERS, place_of(case))
        live = case.origin is not Origin.HISTORY
        still_classed(case)
        self._seen(case)
        if world.catalogue().get(self.event_class) is None:
            raise Problem(Code.CATEGORY_UNKNOWN, code=self.event_class)
        changed = replace(
            placed(case, self.grid, world),
            event_class=self.event_class,
            severity=self.severity,
            public_safety=self.public_safety or case.public_safety,
        )
        reason = text.line(self.reason, field="reason", needed=False)
        before = f"{case.event_class} {case.severity.value}"
        after = f"{self.event_class} {self.severity.value}"
        lines = [
            told(case, act, Verb.RECLASSIFIED, text=from_to(case, changed, world), before=before, after=after, reason=reason)
        ]
        if live and case.state not in ENDED:
            changed = clocks_again(changed, world)
            tier = starting_tier(changed, case.tier)
            if tier is not case.tier and case.state is not State.DRAFT:
                changed = raised(changed, tier, act, world, reason="public_safety")
                before, after = case.tier.value, tier.value
                lines.append(told(changed, act, Verb.RAISED, before=before, after=after, reason="public_safety", line=2))
        return Put(changed), *lines

    def _seen(self, case: Incident) -> None:
        saw = [self.saw_class, self.saw_severity.value, self.saw_grid if self.grid else ""]
        now = [case.event_class, case.severity.value, place_of(case) if self.grid else ""]
        if saw != now:
            raise Problem(Code.RECORD_CHANGED, number=case.called, saw=" ".join(saw).strip(), now=" ".join(now).strip())
