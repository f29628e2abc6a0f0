"""Tells the demo's story: the steps of all cases in the order of time, the centre's timers ringing in between."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from app.commands.timers import RingAside, RingTimer
from app.domain.incident import Incident
from app.domain.terms import Timer
from services.connectors.demo_clock import StoryClock
from services.connectors.demo_steps import Given, Step
from services.connectors.intake import Office, run_needed

RING_AFTER = timedelta(seconds=2)

Event = Callable[[], None]


class Story:
    """Events wait in a heap; each moves the clock and is carried out, whoever has a hand in it. Nothing may be refused."""

    def __init__(self, office: Office, clock: StoryClock, *, until: datetime) -> None:
        self._office = office
        self._clock = clock
        self._until = until
        self._events: list[tuple[datetime, int, Event]] = []
        self._count = 0

    def add(self, at: datetime, event: Event) -> None:
        """Something that happens at the moment; what lies in the future is left to it."""
        if at <= self._until:
            self._count += 1
            heapq.heappush(self._events, (at, self._count, event))

    def add_steps(self, steps: Iterable[Step]) -> None:
        """The steps of a case."""
        for step in sorted(steps, key=lambda step: step.at):
            self.add(step.at, partial(self._take, step))

    def give(self, given: Given) -> None:
        """Carry a command out now."""
        run_needed(self._office, given.command, author=given.author, occurred_at=self._clock.now)

    def give_later(self, made: Callable[[], Given]) -> None:
        """Carry out a command that is made only now."""
        self.give(made())

    def tell(self, progress: Callable[[int, int], None]) -> None:
        """Everything up to the end, in order."""
        done = 0
        while self._events:
            at, _, event = heapq.heappop(self._events)
            self._clock.move(at)
            event()
            done += 1
            progress(done, done + len(self._events))
        self._clock.move(self._until)

    def _take(self, step: Step) -> None:
        if isinstance(step.give, Given):
            self.give(step.give)
        else:
            self.give(step.give(self._case(step.incident)))
        self._listen(step.incident)

    def _case(self, incident: str) -> Incident:
        found = self._office.world().get(Incident, incident)
        if found is None:
            raise AssertionError(incident)
        return found

    def _listen(self, incident: str) -> None:
        """The timer that now runs on the case rings at its end, unless the case moves on before."""
        case = self._case(incident)
        if (aside := case.aside_due) is not None:
            self.add(aside + RING_AFTER, lambda: self._ring_aside(incident, aside))
        if case.timer is None or case.step_due is None or case.timer in case.rung:
            return
        timer, due = case.timer, case.step_due
        self.add(due + RING_AFTER, lambda: self._ring(incident, timer, due))

    def _ring(self, incident: str, timer: Timer, due: datetime) -> None:
        case = self._case(incident)
        if (case.timer, case.step_due) == (timer, due) and timer not in case.rung:
            self.give(Given("", RingTimer(incident=incident, timer=timer)))
            self._listen(incident)

    def _ring_aside(self, incident: str, due: datetime) -> None:
        if self._case(incident).aside_due == due:
            self.give(Given("", RingAside(incident=incident)))
            self._listen(incident)
