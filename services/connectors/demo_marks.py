"""What else happens to the demo's cases: seen, noted, supervised, extended, led up."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.commands.leading import AcknowledgeTier, LeadUp, Supervise
from app.commands.notes import Acknowledge, AddNote
from app.commands.waiting import AskExtension, DecideExtension
from app.domain.calendar import WorkCalendar
from app.domain.deadline import due
from app.domain.incident import Incident, Said
from app.domain.machine import seen
from services.connectors.demo_plan import Mark, Planned
from services.connectors.demo_steps import Given, Step
from services.connectors.demo_tree import key
from services.connectors.demo_watch import Watch

EXTENDED_BY = 0.4
"""Share of the original term that an extension adds; at most half is allowed."""
DEMANDED_WITHIN = timedelta(days=2)
_DEMANDS = ("两日内办结，处置前后照片齐全后报副网格长", "同一点位反复出现，请拿出长效办法")
_NOTES = ("来电人再次询问进度，已答复", "现场与物业商定下午进场", "已通知居委会在楼栋群里告知居民")


class Marks:
    """Makes the steps of marks, between the last step of the road and the present."""

    def __init__(self, watch: Watch, calendar: WorkCalendar) -> None:
        self._watch = watch
        self._calendar = calendar

    def of(self, planned: Planned, *, turn: int) -> list[Step]:
        """All steps of the marks; those of an extension are two, and so are those of a case led up."""
        makes = {
            Mark.ACKNOWLEDGED: self._seen,
            Mark.NOTED: self._noted,
            Mark.SUPERVISED: self._supervised,
            Mark.EXTENDED: self._extended,
            Mark.LED_UP: self._led_up,
        }
        return [step for mark in sorted(planned.marks) if mark in makes for step in makes[mark](planned, turn)]

    def _seen(self, planned: Planned, turn: int) -> list[Step]:
        begins = planned.begins
        after = planned.moves[1][1] if len(planned.moves) > 1 else planned.ends
        at = begins + min((after - begins) / 3, timedelta(minutes=2))
        officer = self._officer(at, turn)
        return [Step(at, planned.incident, lambda case: Given(officer, Acknowledge(incident=case.id)))]

    def _noted(self, planned: Planned, turn: int) -> list[Step]:
        at = _between(planned, 0.6)
        note = AddNote(incident=planned.incident, text=_NOTES[turn % len(_NOTES)])
        return [Step(at, planned.incident, Given(self._officer(at, turn), note))]

    def _supervised(self, planned: Planned, turn: int) -> list[Step]:
        at, deputy = _between(planned, 0.4), key(self._watch.deputy)
        deadline, demand = planned.ends + DEMANDED_WITHIN, _DEMANDS[turn % len(_DEMANDS)]

        def give(case: Incident) -> Given:
            return Given(deputy, Supervise(incident=case.id, saw=seen(case), deadline=deadline, demand=demand))

        return [Step(at, planned.incident, give)]

    def _extended(self, planned: Planned, turn: int) -> list[Step]:
        asked, granted = _between(planned, 0.5), _between(planned, 0.7)
        officer, deputy = self._officer(asked, turn), key(self._watch.deputy)

        def ask(case: Incident) -> Given:
            if case.step_start is None or case.step_term is None:
                raise AssertionError("a case in handling has its term")
            until = due(case.step_start, case.step_term.scaled(1 + EXTENDED_BY), self._calendar)
            wish, basis = "涉及多家单位，需再会商一次", "《嘉定区网格事项会商办法》（演示）"
            saw, by = seen(case), Said.PHONE
            return Given(officer, AskExtension(incident=case.id, saw=saw, until=until, reason=wish, basis=basis, said=by))

        def decide(case: Incident) -> Given:
            return Given(deputy, DecideExtension(incident=case.id, saw=seen(case), granted=True, note="同意延期一次"))

        return [Step(asked, planned.incident, ask), Step(granted, planned.incident, decide)]

    def _led_up(self, planned: Planned, turn: int) -> list[Step]:
        at, seen_at = _between(planned, 0.3), _between(planned, 0.4)
        officer, deputy = self._officer(at, turn), key(self._watch.deputy)
        measures = "已两次上门劝导、张贴告知书，当事人拒不配合"

        def lead(case: Incident) -> Given:
            chief = self._watch.unit_chief(case.micro)
            up = LeadUp(incident=case.id, saw_tier=case.tier, measures=measures, handler=chief, said=Said.PHONE)
            return Given(officer, up)

        def receive(case: Incident) -> Given:
            return Given(deputy, AcknowledgeTier(incident=case.id, saw_tier=case.tier))

        return [Step(at, planned.incident, lead), Step(seen_at, planned.incident, receive)]

    def _officer(self, at: datetime, turn: int) -> str:
        return key(self._watch.officer(at, turn))


def _between(planned: Planned, share: float) -> datetime:
    """A moment between the last step and the present."""
    last = planned.moves[-1][1]
    return last + (planned.ends - last) * share
