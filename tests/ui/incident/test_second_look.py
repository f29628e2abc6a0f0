"""A hotline report that is not to be filed, in the window: proposed by one, looked at by another who has signed in himself."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands.intake import Take
from app.domain.incident import Incident, State
from app.domain.machine import seen
from tests.pages.duty import DutyDesk
from tests.support.builders import DEPUTY, OFFICER, SECOND_OFFICER
from tests.ui.incident.test_decisions import sits_down
from ui.common.formatting import Language
from ui.common.translation import Translation
from ui.queue.telling import Telling

HOTLINE, PATROL = "i-1022", "i-1026"


def case(desk: DutyDesk, incident: str = HOTLINE) -> Incident:
    found = desk.stage.cache.get(Incident, incident)
    assert found is not None
    return found


def proposes(desk: DutyDesk) -> None:
    """The officer proposes not to file the hotline report."""
    desk.open_case(HOTLINE)
    desk.does("RejectCase")
    desk.form.fill(reason="not_found", note="两次到场未见")
    desk.form.submit()


def chips(desk: DutyDesk) -> list[str]:
    return [chip.words() for chip in desk.detail.view.head._marks if chip.isVisible()]


def test_a_hotline_report_stays_and_says_that_it_waits_for_another_person(desk: DutyDesk) -> None:
    before = case(desk)
    proposes(desk)

    held = case(desk)
    assert (held.state, held.step_due) == (State.REPORTED, before.step_due)
    assert chips(desk) == ["不予立案待复核"]
    assert "提请不予立案 现场未发现 两次到场未见" in desk.detail.path[0]
    assert "RejectCase" not in desk.detail.acts
    assert any("已提请不予立案，待另一人复核" in notice for notice in desk.notices)


def test_the_row_bears_a_sign_in_both_languages(desk: DutyDesk, qtbot: QtBot, qapp: QApplication) -> None:
    proposes(desk)
    row = desk.queue.row("停满盲道").row
    translation = Translation(qapp)
    seen_signs = []
    for language in (Language.CHINESE, Language.ENGLISH):
        desk.stage.act(partial(translation.switch, language))
        telling = Telling(desk.stage.words, desk.stage.clock)
        seen_signs.append((telling.flags(row), telling.flag_words(row)))
    desk.stage.act(lambda: translation.switch(Language.CHINESE))
    translation.remove()
    translation.deleteLater()
    assert seen_signs == [
        (("待复核",), "提请不予立案，待第二人复核"),
        (("2nd look",), "not to be filed, waits for a second person"),
    ]


def test_who_proposed_it_is_told_that_another_must_look(desk: DutyDesk) -> None:
    proposes(desk)
    assert "2024" in desk.detail.locked["DecideRejection"]
    desk.stage.act(lambda: desk.stage.window.desk_page.case_actions.start("DecideRejection", HOTLINE))
    assert not desk.form.is_open


def test_another_who_signs_in_reads_why_and_agrees(desk: DutyDesk) -> None:
    proposes(desk)
    sits_down(desk, SECOND_OFFICER)
    desk.open_case(HOTLINE)

    desk.does("DecideRejection")
    for part in ("王芳 提请不予立案", "现场未发现", "两次到场未见"):
        assert part in desk.form.text("asked"), part
    desk.form.submit()

    assert desk.detail.state == "rejected"
    assert chips(desk) == []
    assert "不予立案 现场未发现（王芳 提请）" in desk.detail.path[0]


def test_a_no_needs_its_reason_and_takes_the_proposal_away(desk: DutyDesk) -> None:
    proposes(desk)
    sits_down(desk, DEPUTY)
    desk.open_case(HOTLINE)
    desk.does("DecideRejection")
    desk.form.fill(granted="no")
    desk.form.submit()
    assert "2005" in desk.form.beside("note")
    desk.form.fill(note="请向来电人核实位置")
    desk.form.submit()

    assert (case(desk).state, case(desk).rejection_asked) == (State.REPORTED, None)
    assert "不同意不予立案" in desk.detail.path[0]
    assert "请向来电人核实位置" in desk.detail.path[0]
    assert "DecideRejection" not in desk.detail.acts


def test_while_the_centre_is_away_it_is_shown_and_cannot_be_decided(desk: DutyDesk) -> None:
    proposes(desk)
    sits_down(desk, SECOND_OFFICER)
    desk.stage.act(desk.stage.central.unplug)
    desk.open_case(HOTLINE)
    assert "5011" in desk.detail.locked["DecideRejection"]


def test_it_is_gone_when_somebody_takes_the_report(desk: DutyDesk) -> None:
    proposes(desk)
    desk.stage.do(Take(incident=HOTLINE, saw=seen(case(desk))))
    desk.open_case(HOTLINE)
    assert chips(desk) == []
    assert "DecideRejection" not in (*desk.detail.acts, *desk.detail.locked)


@pytest.mark.parametrize("incident", [PATROL])
def test_what_the_desk_found_itself_is_put_aside_by_one(desk: DutyDesk, incident: str) -> None:
    sits_down(desk, OFFICER)
    desk.open_case(incident)
    desk.does("RejectCase")
    desk.form.fill(reason="not_found")
    desk.form.submit()
    assert desk.detail.state == "rejected"
