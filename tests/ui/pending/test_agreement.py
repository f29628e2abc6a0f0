"""The bar, the box and the handover count the same refusals, wherever they are known."""

from __future__ import annotations

from dataclasses import replace as with_screens
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from app.commands.notes import AddNote
from app.domain.problems import Code
from app.domain.refusal import Refusal
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeStage
from tests.support.builders import AREA, NOW, OFFICER, TOWN
from tests.support.stage import empty_screens
from ui.duty.view import DutyView
from ui.pending.view import PendingView


class Office:
    """The whole window with the pages for conflicts and for the duty log."""

    def __init__(self, make_stage: MakeStage) -> None:
        self.stage = make_stage()
        self.stage.sign_in()
        window = self.stage.open_window(with_screens(empty_screens(), conflicts=PendingView, duty=DutyView), size=(1600, 900))
        self.desk = DutyDesk(self.stage)
        found_box, found_duty = window.others["conflicts"], window.others["duty"]
        assert isinstance(found_box, PendingView)
        assert isinstance(found_duty, DutyView)
        self.box, self.duty = found_box, found_duty

    def counts(self) -> tuple[int, int, int]:
        """What the bar, the box and the handover say."""
        button = next(b for b in self.stage.window.status.findChildren(QToolButton) if b.text().startswith("冲突箱"))
        draft = self.duty.handover._draft
        assert draft is not None
        return int(button.text().split()[-1]), len(self.box.box_lines), draft.refusals


@pytest.fixture
def office(make_stage: MakeStage) -> Office:
    return Office(make_stage)


def refusal(key: str) -> Refusal:
    return Refusal(
        id=key,
        town=TOWN,
        area=AREA,
        verb="AddNote",
        wanted='{"do":"AddNote","incident":"i-1024","text":"看过"}',
        incident="i-1024",
        author=OFFICER,
        problem=Code.RIGHT_REVOKED.value,
        data={"role": "duty"},
        occurred_at=NOW,
        refused_at=NOW,
    )


def test_all_three_agree_while_one_refusal_after_the_other_is_dealt_with(office: Office) -> None:
    stage = office.stage
    stage.act(lambda: stage.central.hear(refusal("r-shared"), refusal("r-lost")))
    assert office.counts() == (2, 2, 2)
    stage.act(lambda: stage.central.forget("r-lost"))
    assert office.counts() == (2, 2, 2)
    stage.act(lambda: stage.window.show_page("conflicts"))
    for left, key in ((1, "r-lost"), (0, "r-shared")):
        stage.act(partial(office.box.choose, key))
        office.box.page.ways.note.setText("不再办")
        stage.act(lambda: QTest.keyClick(office.box.box, Qt.Key.Key_3))
        assert office.counts() == (left, left, left)


def test_a_click_on_an_order_leads_to_its_case_on_the_duty_page(office: Office) -> None:
    stage = office.stage
    stage.act(stage.central.unplug)
    stage.do(AddNote(incident="i-1024", text="残枝已堆至路口"))
    office.desk.open_case("i-1009")
    stage.act(lambda: stage.window.show_page("conflicts"))
    outbox = office.box.outbox
    where = outbox.visualRect(outbox.model().index(0, 2)).center()
    stage.act(lambda: QTest.mouseClick(outbox.viewport(), Qt.MouseButton.LeftButton, pos=where))
    assert (stage.window.page, office.desk.detail.incident) == ("desk", "i-1024")
