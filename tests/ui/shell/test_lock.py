"""Half an hour without a hand on the desk locks it; what was under way stands as it was when its person comes back."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import OFFICER
from tests.support.stage import PASSWORD
from ui.shell.entrance import Entrance

HALF_AN_HOUR = 30 * 60


def stand_idle(desk: DutyDesk, seconds: int = HALF_AN_HOUR) -> None:
    desk.stage.second(0, alone=True)  # what was done until now
    desk.stage.second(seconds, alone=True)


def is_locked(desk: DutyDesk) -> bool:
    return desk.stage.window.entrance.isVisible() and desk.stage.desk.session is None


def unlock(desk: DutyDesk, account: str = "wangfang", password: str = PASSWORD) -> None:
    page: Entrance = desk.stage.window.entrance
    for key, text in (("account", account), ("password", password)):
        control = page.fields[key].control
        assert isinstance(control, QLineEdit)
        control.setText(text)
    desk.stage.act(page.submit)


def press_key(desk: DutyDesk) -> None:
    handle = desk.stage.window.windowHandle()
    assert handle is not None
    desk.stage.act(lambda: QTest.keyClick(handle, Qt.Key.Key_Shift))


def test_after_half_an_hour_without_input_it_locks_and_says_so(desk: DutyDesk) -> None:
    stand_idle(desk, HALF_AN_HOUR - 1)
    assert not is_locked(desk)
    stand_idle(desk, 1)
    assert is_locked(desk)
    page = desk.stage.window.entrance
    assert "1015" in page.problem
    desk.stage.switch_language("en")
    assert page.problem == "The screen is locked; enter the password to go on [1015]"
    unlock(desk)
    assert desk.stage.window.desk_page.isVisible()
    assert page.problem == ""
    assert not is_locked(desk)


def test_what_people_do_keeps_it_open_and_is_passed_on_to_the_centre(desk: DutyDesk) -> None:
    desk.stage.second(1, alone=True)
    uses = desk.stage.door.uses
    for _ in range(4):
        stand_idle(desk, HALF_AN_HOUR - 60)
        press_key(desk)
        desk.stage.second(1, alone=True)
    assert not is_locked(desk)
    assert desk.stage.door.uses == uses + 4, "the clock alone is nobody's doing"


def test_a_mouse_and_the_text_of_an_input_method_are_input_too(desk: DutyDesk) -> None:
    desk.stage.second(1, alone=True)
    handle = desk.stage.window.windowHandle()
    assert handle is not None
    desk.stage.second(HALF_AN_HOUR - 60, alone=True)
    desk.stage.act(lambda: QTest.mouseMove(handle, QPoint(300, 300)))
    desk.stage.second(1, alone=True)
    desk.hands.press("Ctrl+K")
    desk.stage.second(HALF_AN_HOUR - 60, alone=True)
    composed = QInputMethodEvent("", [])
    composed.setCommitString("陈翔公路")
    desk.stage.act(lambda: QApplication.sendEvent(QApplication.focusWidget() or desk.stage.window, composed))
    desk.stage.second(1, alone=True)
    desk.stage.second(HALF_AN_HOUR - 60, alone=True)
    assert not is_locked(desk)


def test_a_half_written_report_is_put_aside_and_comes_back_to_the_one_who_wrote_it(desk: DutyDesk) -> None:
    desk.hands.press("F2")
    desk.hands.type("wu'shi")
    dialog = desk.hands.dialog
    assert dialog is not None
    typed = [line.text() for line in dialog.findChildren(QLineEdit)]
    assert any(typed)

    stand_idle(desk)
    assert is_locked(desk)
    assert not dialog.isVisible(), "nothing of it is to be read behind the lock"
    unlock(desk, "limin")
    assert not dialog.isVisible(), "it is another's"
    desk.hands.press("Ctrl+Shift+L")
    assert desk.stage.window.entrance.problem == "", "left on purpose, not locked"
    unlock(desk)

    assert dialog.isVisible()
    assert dialog.isModal()
    assert [line.text() for line in dialog.findChildren(QLineEdit)] == typed
    desk.stage.act(dialog.reject)


def test_text_on_a_page_stays_and_so_does_the_case_in_front(desk: DutyDesk) -> None:
    desk.open_case("i-1024")
    desk.hands.press("Ctrl+K")
    desk.hands.type("1024")
    stand_idle(desk)
    assert is_locked(desk)
    unlock(desk)
    assert desk.detail.incident == "i-1024"
    assert desk.stage.window.command.text() == "1024"


def test_without_the_centre_it_locks_and_opens_as_well(make_desk: MakeDesk) -> None:
    desk = make_desk(answers=False)
    desk.stage.act(desk.stage.central.unplug)
    stand_idle(desk)
    assert is_locked(desk)
    unlock(desk, "wangfang", "falsch")
    assert is_locked(desk)
    unlock(desk)
    session = desk.stage.desk.session
    assert session is not None
    assert session.person == OFFICER


def test_a_session_that_the_centre_has_ended_locks_it_too(desk: DutyDesk) -> None:
    desk.hands.press("F2")
    dialog = desk.hands.dialog
    assert dialog is not None
    desk.stage.door.sign_out()
    desk.stage.second(1, alone=True)
    assert is_locked(desk)
    assert not dialog.isVisible()
    assert "1015" in desk.stage.window.entrance.problem
    unlock(desk)
    assert dialog.isVisible()
    desk.stage.act(dialog.reject)
