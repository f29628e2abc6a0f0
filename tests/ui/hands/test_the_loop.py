"""The whole loop blind: enrolling, a case through all its steps, what can be undone, the shift handed over."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.duty import Handover
from app.domain.incident import Incident, State
from app.domain.roster import Duty, Force
from tests.support.builders import OFFICER
from tests.ui.hands.blind import Officer
from tests.ui.hands.conftest import TakeSeat
from tests.ui.hands.seat import SeatStage
from tests.ui.hands.town import Town
from ui.duty.view import DutyView

STEPS = ["ReportIncident", "Take", "FileCase", "Dispatch", "Accept", "Arrive", "ReportDone", "TakeCheck", "CloseCase"]


def test_the_whole_loop(town: Town, take_seat: TakeSeat) -> None:
    with take_seat() as seat:
        officer = Officer(seat)
        began = datetime.now(UTC)
        with officer.run("from enrolling the seat to a case closed") as _:
            officer.enrols(town.code("03席"))
            officer.signs_in("wang")
            _through_all_steps(officer)
            officer.sent()
        (case,) = (case for case in seat.held(Incident) if case.title == "水果摊占人行道")
        held = town.case(case.id)
        assert (held.state, held.checked_by) == (State.CLOSED, OFFICER)
        assert town.applied(since=began) == STEPS


def _through_all_steps(officer: Officer) -> None:
    hands = officer.hands
    with officer.run("one case through all steps"):
        hands.press("F2")
        hands.type("0406")
        hands.press("Tab")
        hands.type("水果摊占人行道")
        hands.press("Tab", "Tab")
        hands.type("qy01")
        hands.press("Ctrl+S")
        officer.sees("reported")
        officer.acts("Take")
        officer.sees("verifying")
        officer.acts("FileCase")
        hands.press("Ctrl+Return")
        officer.sees("filed")
        hands.press("D", "Return")
        officer.sees("dispatched")
        officer.acts("Accept")
        hands.press("Ctrl+Return")
        officer.sees("accepted")
        officer.acts("Arrive")
        hands.press("Return")
        officer.sees("handling")
        officer.acts("ReportDone")
        hands.type("摊主已劝离")
        hands.press("Tab", "Tab", "Up", "Tab")
        hands.type("工作群")
        hands.press("Ctrl+Return")
        officer.sees("feedback")
        officer.acts("TakeCheck")
        officer.sees("checking")
        hands.press("Escape", "X", "Ctrl+Return")
        officer.sees("closed")


def test_what_was_done_is_undone(town: Town, take_seat: TakeSeat) -> None:
    with take_seat() as seat:
        officer = Officer(seat)
        hands = officer.hands
        officer.enrols(town.code("04席"))
        officer.signs_in("wang")
        seat.until(lambda: seat.held(Force), "the forces")
        before, began = _off(seat), datetime.now(UTC)

        with officer.run("a force's state set and undone"):
            hands.press("F7", "Down", "4")
            seat.until(lambda: _off(seat) == before + 1, "one force more off duty")
            hands.press("Ctrl+Z")
            seat.until(lambda: _off(seat) == before, "back as it was")
        officer.sent()
        assert town.applied(since=began) == ["SetDuty", "SetDuty"]


def test_what_was_not_sent_is_taken_back(town: Town, take_seat: TakeSeat) -> None:
    with take_seat() as seat:
        officer = Officer(seat)
        hands = officer.hands
        officer.enrols(town.code("05席"))
        officer.signs_in("wang")
        officer.synced()
        began = datetime.now(UTC)
        town.central.kill()

        with officer.run("a report of offline work taken back, another sent once the centre is there again"):
            for title in ("第一件", "第二件"):
                hands.press("F2")
                hands.type("0406")
                hands.press("Tab")
                hands.type(title)
                hands.press("Tab", "Tab")
                hands.type("qy01")
                hands.press("Ctrl+S")
                officer.sees("reported")
            assert officer.pending() == 2
            hands.press("Ctrl+Z")
            assert officer.pending() == 1
            town.central.start()
            hands.press("Ctrl+R")
            officer.sent()

        assert town.applied(since=began) == ["ReportIncident"]


def test_the_shift_is_handed_over_and_taken(town: Town, take_seat: TakeSeat) -> None:
    with take_seat() as seat:
        officer = Officer(seat)
        hands = officer.hands
        officer.enrols(town.code("06席"))
        officer.signs_in("wang")
        officer.synced()
        began = datetime.now(UTC)

        with officer.run("the shift handed over and taken"):
            hands.press("Ctrl+4")
            duty = seat.duty
            officer.reaches(duty.log.line)
            hands.type("早班平稳")
            hands.press("Return")
            seat.until(lambda: _is_written(duty, "早班平稳"), "the line in the log and nothing left to send")
            officer.reaches(duty.handover.note, pane=duty.handover_pane)
            hands.type("沪宜公路积水要盯")
            officer.reaches(duty.handover.button)
            hands.press("Space")
            seat.until(lambda: seat.held(Handover), "the shift handed over")
            hands.press("Ctrl+Shift+L")
            officer.signs_in("limin")
            hands.press("Ctrl+4")
            seat.until(lambda: duty.handover.button.isEnabled() and duty.handover.button.text() == "接班", "a shift to take over")
            officer.reaches(duty.handover.button, pane=duty.handover_pane)
            hands.press("Space")
            seat.until(lambda: seat.held(Handover)[0].taken_at, "the shift taken over")
            officer.sent()

        assert town.applied(since=began) == ["WriteLog", "HandOver", "TakeOver"]


def _is_written(duty: DutyView, line: str) -> bool:
    """Whether the page shows the line, and no longer among what has to be confirmed because it was not sent."""
    return any(row.text == line for row in duty.log.model.rows) and duty.handover.confirm.isHidden()


def _off(seat: SeatStage) -> int:
    return sum(force.duty is Duty.OFF for force in seat.held(Force))
