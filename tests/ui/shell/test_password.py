"""A password that an administrator has set is changed before anything else."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from tests.pages.fixtures import MakeStage
from tests.pages.hands import Hands
from tests.support.stage import PASSWORD, Stage
from ui.shell.entrance import Entrance

OWN = "-".join(("Anting", "2026"))


def line(page: Entrance, key: str) -> QLineEdit:
    found = page.fields[key].control
    assert isinstance(found, QLineEdit)
    return found


def with_a_password_that_was_set(make_stage: MakeStage) -> Stage:
    stage = make_stage()
    stage.door.reset.add("wangfang")
    stage.open_window(size=(1600, 900))
    page = stage.window.entrance
    line(page, "account").setText("wangfang")
    line(page, "password").setText(PASSWORD)
    stage.act(page.submit)
    return stage


def test_who_signs_in_with_it_chooses_another_and_is_at_the_queue(make_stage: MakeStage) -> None:
    stage = with_a_password_that_was_set(make_stage)
    page = stage.window.door.password
    assert page.isVisible()
    assert "1018" in page.note.text()
    assert not stage.window.desk_page.isVisible()
    hands = Hands(stage)

    stage.act(line(page, "password").setFocus)
    hands.type(PASSWORD)
    hands.press("Tab")
    hands.type(OWN)
    hands.press("Tab")
    hands.type(OWN)
    hands.press("Return")

    assert stage.window.desk_page.isVisible()
    assert stage.window.desk_page.queue.table.hasFocus()
    stage.door.sign_out()
    assert not stage.door.sign_in("wangfang", OWN).must_change_password


def test_until_then_no_key_of_the_desk_does_anything(make_stage: MakeStage) -> None:
    stage = with_a_password_that_was_set(make_stage)
    hands = Hands(stage)

    hands.press("F2", "Ctrl+2")

    assert hands.dialog is None
    assert stage.window.page == "desk"
    assert stage.window.door.password.isVisible()


def test_a_refusal_stands_beside_its_line(make_stage: MakeStage) -> None:
    stage = with_a_password_that_was_set(make_stage)
    page = stage.window.door.password

    for typed, key, number in (
        (("falsch", OWN, OWN), "password", "1001"),
        ((PASSWORD, "kurz", "kurz"), "new_password", "1011"),
        ((PASSWORD, OWN, "anders"), "new_password_again", "1019"),
        (("", "", ""), "password", "2005"),
    ):
        for name, text in zip(("password", "new_password", "new_password_again"), typed, strict=True):
            line(page, name).setText(text)
        stage.act(page.submit)
        assert number in page.fields[key].message
        assert page.isVisible()


def test_without_the_centre_it_says_that_it_must_wait(make_stage: MakeStage) -> None:
    stage = with_a_password_that_was_set(make_stage)
    page = stage.window.door.password
    stage.door.away = True

    for name, text in (("password", PASSWORD), ("new_password", OWN), ("new_password_again", OWN)):
        line(page, name).setText(text)
    stage.act(page.submit)

    assert "1020" in page.problem


def test_who_would_rather_go_signs_out(make_stage: MakeStage) -> None:
    stage = with_a_password_that_was_set(make_stage)

    stage.act(stage.window.door.password._leave.click)

    assert stage.window.entrance.isVisible()
    assert stage.desk.session is None
