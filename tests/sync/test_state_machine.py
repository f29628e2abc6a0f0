"""Anything may happen between a cache and its centre, in any order: nothing is lost, nothing done twice, the truth is the truth.

The cache and the loop are the real ones; the centre is the one of dictionaries, and the wire loses, cuts and repeats. An oracle
keeps every action of the person and asks after each step where it is.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from app.commands.command import Command
from app.commands.intake import ReportIncident, Take
from app.commands.notes import Acknowledge, AddNote
from app.commands.staffing import SetDuty
from app.contract.codec import encode_order
from app.contract.messages import Verdict
from app.domain.incident import Incident, State
from app.domain.machine import seen
from app.domain.problems import Code, Problem
from app.domain.record import Drop, Put
from app.domain.roster import Duty, Force
from services.local_store.visibility import is_shown
from tests.support.caches import SCOPES, Pair, guesses_in, order
from tests.support.district import AREA, MICRO, OTHER_AREA, SECOND_OFFICER, TOWN, small_district
from tests.support.truth import Book, TruthCentral
from tests.support.truth_wire import Fault

CASES = ("i1", "i2")
FAULTS = st.sampled_from(Fault)
NO_AREA = tuple(scope for scope in SCOPES if not scope.startswith("area:"))
NO_CONTACTS = tuple(scope for scope in SCOPES if not scope.endswith(":contacts"))
OTHER_TOWN = OTHER_AREA[:9]
BROAD = (*SCOPES, f"area:{OTHER_AREA}", f"town:{OTHER_TOWN}:all")
RIGHTS = (SCOPES, NO_AREA, NO_CONTACTS, ("district",))
EXPECTED = frozenset({None, Code.CENTRAL_UNREACHABLE, Code.NEW_GENERATION, Code.RESET_AGAIN})


class Between(RuleBasedStateMachine):
    """One desk and its centre."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="gridplus-machine-"))
        self.pair = Pair(self.folder / "desk", central=TruthCentral(small_district(), scopes=BROAD))
        self.backups: list[Book] = []
        self.given: dict[str, Command] = {}
        self.withdrawn: set[str] = set()
        self.copied = False
        self.shared: set[str] = set()
        self.pair.sync()

    def teardown(self) -> None:
        if hasattr(self, "pair"):
            self.settle()
            self.pair.cache.close()
            shutil.rmtree(self.folder)

    # what people do

    @rule(case=st.sampled_from(CASES))
    def handle(self, case: str) -> None:
        """What a person does with a case as the screen shows it: report it, take it, see it, note something."""
        held = self.pair.cache.get(Incident, case)
        if held is None:
            self.does(ReportIncident(incident=case, grid=MICRO, title=f"积水 {case}"))
        elif held.state is State.REPORTED:
            self.does(Take(incident=case, saw=seen(held)))
        else:
            self.does(Acknowledge(incident=case))

    @rule(case=st.sampled_from(CASES))
    def note(self, case: str) -> None:
        self.does(AddNote(incident=case, text="再看一眼"))

    @rule(duty=st.sampled_from(Duty))
    def set_duty(self, duty: Duty) -> None:
        force = self.pair.cache.get(Force, "f-squad")
        if force is not None:
            self.does(SetDuty(force="f-squad", saw=force.duty, duty=duty))

    @rule(place=st.integers(0, 2))
    def withdraw(self, place: int) -> None:
        waiting = self.pair.cache.waiting()
        if place < len(waiting):
            chosen = waiting[-1 - place]
            before = self.pair.truth()
            problem = tried(partial(self.pair.cache.withdraw, chosen.order.id))
            assert problem is (Code.ALREADY_SENT if chosen.sent else None)
            if problem is None:
                self.withdrawn.add(chosen.order.id)
            assert self.pair.truth() == before

    # what happens elsewhere

    @rule(case=st.sampled_from(CASES))
    def another_handles(self, case: str) -> None:
        held = self.pair.central.book.world.get(Incident, case)
        if held is None:
            self.elsewhere(ReportIncident(incident=case, grid=MICRO, title=f"别处 {case}"))
        elif held.state is State.REPORTED:
            self.elsewhere(Take(incident=case, saw=seen(held)))
        else:
            self.pair.central.write(Drop("incident", case))

    @rule(duty=st.sampled_from(Duty))
    def another_sets_duty(self, duty: Duty) -> None:
        force = self.pair.central.book.world.get(Force, "f-squad")
        if force is not None:
            self.elsewhere(SetDuty(force="f-squad", saw=force.duty, duty=duty))

    @rule(case=st.sampled_from(CASES))
    def case_moves(self, case: str) -> None:
        held = self.pair.central.book.world.get(Incident, case)
        if held is not None:
            there = held.town == TOWN
            area, town = (OTHER_AREA, OTHER_TOWN) if there else (AREA, TOWN)
            self.pair.central.write(Put(replace(held, town=town, area=area)))

    @rule(case=st.sampled_from(CASES))
    def case_is_let_go(self, case: str) -> None:
        """As if it had been over for years: it leaves the desks, the centre keeps it, and a late word shows it again."""
        self.pair.central.let_go(case)

    @rule(what=st.integers(0, 7), scopes=st.sampled_from(RIGHTS))
    def something_rare(self, what: int, scopes: tuple[str, ...]) -> None:
        """Rights change, the server forgets deleted rows, is backed up, is put back."""
        central = self.pair.central
        if what < 3:
            central.scopes = tuple(sorted(scopes if what else BROAD))
        elif what == 3:
            central.purge(TOWN)
        elif what < 6 or not self.backups:
            self.backups.append(central.backup())
        else:
            central.restore(self.backups.pop())

    # what the machine does

    @rule(fault=FAULTS, strikes=st.integers(1, 6), rows=st.sampled_from((1, 2, 3, 5, 1000)))
    def sync(self, fault: Fault, strikes: int, rows: int) -> None:
        wire = self.pair.wire
        wire.fault, wire.strikes, wire.rows = fault, strikes, rows
        assert tried(self.pair.sync) in EXPECTED
        wire.fault = Fault.NONE

    @rule()
    def sync_undisturbed(self) -> None:
        assert tried(self.pair.sync) in EXPECTED

    @rule()
    def hand_in(self) -> None:
        """The verdicts come, the rows do not yet."""
        assert tried(self.pair.rounds.push) in EXPECTED

    @rule(minutes=st.integers(1, 600))
    def start_again_later(self, minutes: int) -> None:
        self.pair.clock.now += timedelta(minutes=minutes)
        self.pair.central.now += timedelta(minutes=minutes)
        self.pair.reopen()

    @rule(place=st.integers(0, 20))
    def a_late_page_comes(self, place: int) -> None:
        """The reply to an abandoned request changes nothing, unless the cursor still stands where it was asked."""
        delivered = self.pair.wire.pages
        if place >= len(delivered):
            return
        page = delivered[place]
        standing = self.pair.cache.standing()
        here = standing.feeds.get(page.feed)
        before = self.pair.truth()
        if here is None or here.cursor == page.after:
            return
        applied = self.pair.cache.apply(feed=page.feed, after=page.after, head=page.head, rows=page.rows, tail=page.tail)
        assert applied is None
        assert self.pair.truth() == before

    @rule(place=st.integers(0, 10))
    def a_late_answer_comes(self, place: int) -> None:
        """Verdicts heard late or twice go by the id of their order, whatever its number is by now."""
        answers = self.pair.wire.answers
        if place < len(answers):
            generation, answer = answers[place]
            if generation == self.pair.central.generation == self.pair.cache.standing().generation:
                self.pair.cache.judge(answer.verdicts)

    @rule()
    def one_goes_on_without_the_outbox_of_yesterday(self) -> None:
        """The disk is copied, the copy works on and hands its orders in; then the original does."""
        if self.pair.cache.is_idle() or self.copied:
            return
        self.copied = True
        self.shared = {row.order.id for row in self.pair.cache.waiting()}
        self.pair.cache.close()
        shutil.copytree(self.folder / "desk", self.folder / "copy")
        self.pair.open()
        copy = Pair(self.folder / "copy", central=self.pair.central)
        copy.clock.now = self.pair.clock.now
        assert tried(copy.sync) in EXPECTED
        copy.cache.close()

    # the oracle

    @invariant()
    def every_action_is_somewhere(self) -> None:
        if not hasattr(self, "pair"):
            return
        waiting = {row.order.id for row in self.pair.cache.waiting()}
        boxed = self.refused_here()
        assert not waiting & boxed
        for action in self.given:
            if action in self.withdrawn:
                assert action not in waiting
                assert action not in self.pair.central.book.known or action in self.shared
                continue
            held = self.knows(action)
            assert held or self.refused_by_centre(action), f"{action} is nowhere"

    @invariant()
    def what_was_done_here_stays_on_the_screen(self) -> None:
        """A note of one's own is shown while it waits, while it is applied and not yet pulled, and afterwards."""
        if not hasattr(self, "pair"):
            return
        shown = self.pair.shown()
        standing = self.pair.cache.standing()
        if f"area:{AREA}" not in (standing.scopes or ()):
            return
        visible = self.pair.central.visible_records()
        same = (standing.generation, standing.scopes) == (self.pair.central.generation, self.pair.central.scopes)
        for kept in self.pair.cache.run(lambda parts: parts.tools.outbox.all()):
            if not kept.problem and ("entry", kept.id) in kept.touched and isinstance(self.given[kept.id], AddNote):
                assert ("entry", kept.id) in shown, kept.id
        for row in self.pair.cache.run(lambda parts: parts.database.text("SELECT id FROM l_done")):
            note = ("entry", row[0])
            if same and isinstance(self.given.get(row[0]), AddNote) and note in visible:
                assert note in shown, row[0]

    @invariant()
    def the_screen_is_the_truth_with_the_guesses_on_it(self) -> None:
        if not hasattr(self, "pair"):
            return
        scopes = frozenset(self.pair.cache.standing().scopes or ())
        expected = {key: record for key, (_, record) in self.pair.truth().items()}
        guesses = self.pair.cache.run(guesses_in)
        assert set(guesses) <= {kept.id for kept in self.pair.cache.run(lambda parts: parts.tools.outbox.all())}
        for kept in self.pair.cache.run(lambda parts: parts.tools.outbox.all()):
            for key, guess in guesses.get(kept.id, []):
                if guess is None:
                    expected.pop(key, None)
                elif is_shown(guess, scopes):
                    expected[key] = guess
        assert self.pair.shown() == expected

    @invariant()
    def nothing_is_shown_that_may_not_be_seen(self) -> None:
        if not hasattr(self, "pair"):
            return
        scopes = self.pair.cache.standing().scopes
        assert scopes is not None
        hidden = [key for key, (_, record) in self.pair.truth().items() if not is_shown(record, frozenset(scopes))]
        assert hidden == []

    def settle(self) -> None:
        """With nothing disturbing, everything comes to rest: queue empty, no guess, the screen shows the visible truth."""
        wire = self.pair.wire
        wire.fault, wire.rows = Fault.NONE, 1000
        self.pair.forget_resets()
        for _ in range(4):
            assert tried(self.pair.sync) in EXPECTED
        assert self.pair.cache.waiting() == ()
        assert self.pair.cache.is_idle()
        assert self.pair.shown() == self.pair.central.visible_records()
        assert {key: record for key, (_, record) in self.pair.truth().items()} == self.pair.shown()
        for action in set(self.given) - self.withdrawn:
            known = self.pair.central.book.known.get(action)
            assert known is not None or action in self.refused_here()
            if known is not None and known.verdict.verdict is not Verdict.REFUSED:
                entries = [r for r in self.pair.central.book.world.all() if r.kind == "entry" and r.id == action]
                assert len(entries) <= 1

    # the hands of the test

    def does(self, command: Command) -> None:
        number = len(self.given) + 1
        given = order(number, command, at=self.pair.clock.now)
        before = self.pair.truth()
        try:
            self.pair.cache.do(given)
            self.given[given.id] = command
        except Problem:
            assert given.id not in {row.order.id for row in self.pair.cache.waiting()}
        assert self.pair.truth() == before

    def elsewhere(self, command: Command) -> None:
        number = sum(1 for known in self.pair.central.book.known if known.startswith("else")) + 1
        given = order(f"else-{number}-{self.pair.central.generation}", command, author=SECOND_OFFICER, at=self.pair.clock.now)
        series = f"elsewhere-{self.pair.central.generation}-{number}"
        self.pair.central.push(series, [(1, given.id, encode_order(given))], generation=self.pair.central.generation)

    def knows(self, action: str) -> bool:
        return self.pair.cache.run(lambda parts: parts.tools.outbox.knows(action))

    def refused_here(self) -> set[str]:
        return {row.id for row in self.pair.cache.run(lambda parts: parts.tools.outbox.refused())}

    def refused_by_centre(self, action: str) -> bool:
        known = self.pair.central.book.known.get(action)
        return known is not None and known.verdict.verdict is Verdict.REFUSED


def tried(work: Callable[[], object]) -> Code | None:
    """The number of the problem that it ends with, None for none."""
    try:
        work()
    except Problem as problem:
        return problem.code
    return None


TestBetween = Between.TestCase
TestBetween.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
