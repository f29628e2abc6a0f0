"""The weekly meeting by keys alone: its week, its figures and what is behind them, its lines, its minutes as a file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.domain.ids import SHANGHAI, week_before, week_of
from app.domain.meeting import ActionItem, Decision, Stage
from tests.ui.hands.blind import Officer
from tests.ui.hands.conftest import TakeSeat
from tests.ui.hands.seat import SeatStage
from tests.ui.hands.town import Town
from ui.meeting.card import PanelCard
from ui.meeting.lines import ACTIONS, DECISIONS
from ui.meeting.lists import ListDialog
from ui.meeting.panel_dialog import PanelDialog

COMMANDS = ["OpenMeeting", "FreezeMeeting", "HoldMeeting", "Decide", "GiveAction", "DraftMinutes", "CheckMinutes", "IssueMinutes"]
VOLUME = "volume"
MOST_KEYS = 90
"""Beside the letters of what is written."""
MOST_SECONDS = 60.0


def test_the_weekly_meeting(town: Town, take_seat: TakeSeat, tmp_path: Path) -> None:
    with take_seat() as seat:
        officer = Officer(seat)
        began = datetime.now(UTC)
        week = week_before(week_of(began))
        officer.enrols(town.code("07席"))
        officer.signs_in("zhang")
        officer.synced()
        with officer.run("the weekly meeting from the desk to its summary") as run:
            with officer.run("week, figures, panels"):
                _prepares(officer, week)
                _goes_through_the_panels(officer)
            with officer.run("attendance, a decision, an action, the draft"):
                _puts_down(officer)
            with officer.run("the check by another, the issue by the leader"):
                _is_checked_and_issued(officer)
            with officer.run("preview and summary"):
                _makes_the_summary(officer, tmp_path / "minutes.pdf")
        officer.sent()

        assert run.keys - run.letters <= MOST_KEYS
        assert run.seconds <= MOST_SECONDS
        held = town.meeting(week)
        assert (held.stage, held.checked_by, held.issued_by) == (Stage.ISSUED, "p-wang", "p-zhou")
        assert town.applied(since=began) == COMMANDS


def _stands_at(seat: SeatStage, stage: Stage) -> None:
    seat.until(lambda: seat.meeting.found is not None and seat.meeting.found.stage is stage, f"the meeting {stage}")


def _prepares(officer: Officer, week: str) -> None:
    """Another week and back; the meeting prepared, its figures frozen."""
    seat, hands = officer.seat, officer.hands
    hands.press("Ctrl+2")
    view = seat.meeting
    seat.until(lambda: view.found is not None, "the workspace")
    hands.press("Down")
    seat.until(lambda: view.found is not None and view.found.week.week == week_before(week), "the week before")
    hands.press("Up")
    seat.until(lambda: view.found is not None and view.found.week.week == week, "the week that has ended")
    officer.reaches(view.phases.next)
    hands.press("Space")
    _stands_at(seat, Stage.PREPARING)
    officer.reaches(view.phases.next)
    hands.press("Space")
    _stands_at(seat, Stage.FROZEN)
    seat.until(lambda: view.package is not None and not view.package.provisional, "the frozen figures")


def _goes_through_the_panels(officer: Officer) -> None:
    """Every panel; one for the minutes; from one to its numbers and the list behind one, and back; from another to a case."""
    seat, hands, view = officer.seat, officer.hands, officer.seat.meeting
    cards = view.figures.gallery.cards
    officer.reaches(cards[0], pane=view.figures)
    hands.press("Space")
    assert cards[0].is_ticked
    seen = [_card(officer)]
    for _ in cards[1:]:
        hands.press("Right")
        seen.append(_card(officer))
    assert seen == [card.key for card in cards]
    _drills_down(officer)
    hands.press("Escape")
    assert _shows_a_panel(officer)
    hands.press("Escape")
    assert _card(officer) == cards[-1].key
    hands.press(*["Left"] * (len(cards) - 1 - seen.index(VOLUME)))
    _drills_down(officer)
    hands.press("Return")
    seat.until(lambda: seat.desk.page == "desk" and officer.detail.detail is not None, "the case on the desk")
    assert hands.dialog is None
    hands.press("Ctrl+2")
    assert _card(officer) == VOLUME


def _shows_a_panel(officer: Officer) -> bool:
    return isinstance(officer.hands.dialog, PanelDialog)


def _drills_down(officer: Officer) -> None:
    """From a panel to its numbers, and to the list behind the first."""
    seat, hands = officer.seat, officer.hands
    hands.press("Return")
    seat.until(lambda: isinstance(hands.dialog, PanelDialog), "the panel enlarged")
    hands.press("Return")
    seat.until(lambda: isinstance(hands.dialog, ListDialog), "the list behind the number")


def _card(officer: Officer) -> str:
    focus = officer.hands.focus
    assert isinstance(focus, PanelCard), officer.seat.standing
    return focus.key


def _puts_down(officer: Officer) -> None:
    """Who is there, a decision, an action with its owner and day, the draft."""
    seat, hands, view = officer.seat, officer.hands, officer.seat.meeting
    officer.reaches(view.phases.next, pane=view.phases)
    hands.press("Space")
    seat.until(lambda: hands.dialog is not None, "the attendance")
    hands.press("Ctrl+Return")
    _stands_at(seat, Stage.HELD)
    officer.reaches(view.lines.tabs, pane=view.lines)
    hands.press(*["Right"] * (DECISIONS - view.lines.tabs.currentIndex()))
    officer.reaches(view.lines.entry)
    hands.type("乱设摊：嘉绣路早市入室")
    hands.press("Return")
    seat.until(lambda: seat.held(Decision), "the decision")
    officer.reaches(view.lines.tabs, back=True)
    hands.press(*["Right"] * (ACTIONS - DECISIONS))
    officer.reaches(view.lines.entry)
    hands.type("清运渣土，王建国，3天内")
    hands.press("Return")
    seat.until(lambda: seat.held(ActionItem), "the action")
    officer.reaches(view.phases.next, pane=view.phases)
    hands.press("Space")
    seat.until(lambda: hands.dialog is not None, "the draft")
    hands.press("Ctrl+Return")
    _stands_at(seat, Stage.DRAFTED)
    (action,) = seat.held(ActionItem)
    assert (action.owner, action.due) == ("王建国", (datetime.now(SHANGHAI) + timedelta(days=3)).date())


def _is_checked_and_issued(officer: Officer) -> None:
    seat, hands, view = officer.seat, officer.hands, officer.seat.meeting
    for account, stage in (("wang", Stage.CHECKED), ("zhou", Stage.ISSUED)):
        hands.press("Ctrl+Shift+L")
        officer.signs_in(account)
        hands.press("Ctrl+2")
        seat.until(view.phases.next.isEnabled, f"what {account} may do")
        officer.reaches(view.phases.next, pane=view.phases)
        hands.press("Space")
        _stands_at(seat, stage)


def _makes_the_summary(officer: Officer, file: Path) -> None:
    """Page by page in the preview, then the file."""
    seat, hands, view = officer.seat, officer.hands, officer.seat.meeting
    seat.until(lambda: view.preview.page_count > 0, "the pages")
    officer.reaches(view.preview.sheet, pane=view.preview)
    for page in range(2, view.preview.page_count + 1):
        hands.press("PgDown")
        assert view.preview.page == page
    officer.reaches(view.preview.pdf)
    hands.press("Space")
    seat.until(lambda: isinstance(hands.dialog, QFileDialog), "where to")
    hands.type(str(file))
    hands.press("Return")
    seat.until(file.exists, "the file")
    assert file.read_bytes().startswith(b"%PDF")
