"""The way in: signing in and out, enrolling a seat, opening the cache with a passphrase."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit

from app.domain.problems import Code, Problem
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk, MakeStage
from tests.pages.hands import Hands
from tests.support.stage import PASSWORD, Stage
from ui.shell.entrance import EnrolPage, Entrance, PassphrasePage


def line(page: Entrance, key: str) -> QLineEdit:
    found = page.fields[key].control
    assert isinstance(found, QLineEdit)
    return found


def at_the_door(make_stage: MakeStage) -> Stage:
    stage = make_stage()
    stage.open_window(size=(1600, 900))
    return stage


def enter(stage: Stage, account: str, password: str) -> None:
    page = stage.window.entrance
    line(page, "account").setText(account)
    line(page, "password").setText(password)
    stage.act(page.submit)


def test_an_officer_signs_in_and_is_at_the_queue(make_stage: MakeStage) -> None:
    stage = at_the_door(make_stage)
    assert stage.window.entrance.isVisible()
    hands = Hands(stage)

    stage.act(line(stage.window.entrance, "account").setFocus)
    hands.type("wangfang")
    hands.press("Tab")
    hands.type(PASSWORD)
    hands.press("Return")

    assert stage.window.desk_page.isVisible()
    assert "王芳" in stage.window.top._person.text()
    assert DutyDesk(stage).queue.titles
    assert stage.window.desk_page.queue.table.hasFocus()


def test_a_wrong_password_is_said_beside_it_and_the_account_stays(make_stage: MakeStage) -> None:
    stage = at_the_door(make_stage)

    enter(stage, "wangfang", "falsch")

    page = stage.window.entrance
    assert "1001" in page.fields["password"].message
    assert line(page, "account").text() == "wangfang"
    assert page.isVisible()


def test_a_locked_account_says_until_when(make_stage: MakeStage) -> None:
    stage = at_the_door(make_stage)

    for _ in range(6):
        enter(stage, "wangfang", "falsch")

    assert "1002" in stage.window.entrance.problem
    assert "15:00" in stage.window.entrance.problem


def test_empty_fields_are_asked_for(make_stage: MakeStage) -> None:
    stage = at_the_door(make_stage)

    enter(stage, "", "")

    assert "2005" in stage.window.entrance.fields["account"].message


def test_the_keys_of_the_desk_do_nothing_before_signing_in(make_stage: MakeStage) -> None:
    stage = at_the_door(make_stage)
    hands = Hands(stage)

    hands.press("F2", "F3", "Ctrl+2")

    assert hands.dialog is None
    assert stage.window.page == "desk"


def test_signing_out_leaves_the_seat_to_the_next_person_with_the_outbox_in_place(make_desk: MakeDesk) -> None:
    desk = make_desk(answers=False)
    desk.hands.click(desk.queue.line("陈翔公路").button)

    desk.hands.press("Ctrl+Shift+L")
    assert desk.stage.window.entrance.isVisible()
    assert len(desk.stage.cache.waiting()) == 1
    enter(desk.stage, "limin", PASSWORD)

    assert "李敏" in desk.stage.window.top._person.text()
    assert desk.stage.cache.waiting()[0].order.author == "p-wang"


def test_offline_the_page_says_what_signing_in_means(make_stage: MakeStage) -> None:
    stage = at_the_door(make_stage)

    stage.act(stage.central.unplug)

    assert "离线解锁" in stage.window.entrance.note.text()


class Centre:
    """What the pages before the desk are given to call."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.trouble: Problem | None = None

    async def enrol(self, server: str, code: str) -> None:
        self.asked.append((server, code))
        if self.trouble is not None:
            raise self.trouble

    async def unlock(self, passphrase: str) -> None:
        self.asked.append((passphrase,))
        if self.trouble is not None:
            raise self.trouble


@pytest.fixture
def centre() -> Centre:
    return Centre()


Enrol = Callable[[], EnrolPage]


def test_a_new_seat_is_enrolled_with_address_and_code(make_stage: MakeStage, centre: Centre) -> None:
    stage = make_stage()
    page = EnrolPage(stage.theme, stage.words, stage.tasks, centre.enrol, server="https://centre.example")
    entered: list[bool] = []
    page.entered.connect(lambda: entered.append(True))

    centre.trouble = Problem(Code.ENROLMENT_CODE_WRONG)
    line(page, "code").setText("AAAA-BBBB")
    stage.act(page.submit)
    assert "1014" in page.fields["code"].message
    assert line(page, "code").text() == "AAAA-BBBB"

    centre.trouble = Problem(Code.CENTRAL_UNREACHABLE, server="https://centre.example")
    stage.act(page.submit)
    assert "5001" in page.fields["server"].message

    centre.trouble = None
    stage.act(page.submit)
    assert entered == [True]
    assert centre.asked[-1] == ("https://centre.example", "AAAA-BBBB")
    page.deleteLater()


def test_a_cache_without_keyring_is_opened_with_its_passphrase(make_stage: MakeStage, centre: Centre) -> None:
    stage = make_stage()
    page = PassphrasePage(stage.theme, stage.words, stage.tasks, centre.unlock)

    centre.trouble = Problem(Code.PASSPHRASE_WRONG)
    line(page, "passphrase").setText("falsch")
    stage.act(page.submit)
    assert "6010" in page.fields["passphrase"].message

    centre.trouble = None
    stage.act(page.submit)
    assert line(page, "passphrase").text() == ""
    page.deleteLater()
