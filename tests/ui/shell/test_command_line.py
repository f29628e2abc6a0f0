"""The command line: what a line means, and that it does the same as the mouse."""

from __future__ import annotations

import pytest

from app.desk.queue import Tab
from app.desk.roster import ForceRow, roster
from app.domain.incident import Incident, State
from app.domain.roster import Duty, Force
from tests.pages.duty import DutyDesk
from tests.support.builders import AREA, NOW, busy_day
from tests.support.desk import DictCache, SteadyClock
from ui.shell.command_line import Confirm, Field, LookFor, Send, SetState, ShowCase, Unclear, Write, meaning, suggestions


@pytest.fixture(scope="module")
def field() -> Field:
    from app.desk.queue import queue

    cache = DictCache(busy_day().world, SteadyClock(NOW))
    lists = queue(cache, AREA, now=NOW)
    forces: list[ForceRow] = [row for column in roster(cache, AREA, now=NOW).columns for row in column.rows]
    return Field((*lists.to_do, *lists.in_hand), tuple(forces))


def test_a_number_shows_the_case(field: Field) -> None:
    assert meaning("1024", field) == ShowCase("i-1024")
    assert meaning("NX3-20261118-1024", field) == ShowCase("i-1024")
    assert meaning("t-i1031", field) == ShowCase("i-1031")


def test_other_words_are_looked_for(field: Field) -> None:
    assert meaning("德园路 垃圾", field) == LookFor("德园路 垃圾")


def test_forces_are_sent_by_name_part_or_initials_the_first_in_the_lead(field: Field) -> None:
    for line in ("派 1024 城管2队 市政养护组/协", "send 1024 cg2d szyh/h", "派 1024 城管2队 市政"):
        found = meaning(line, field)
        assert isinstance(found, Send), line
        assert [force.id for force in found.forces] == ["f-cg2", "f-works"], line


def test_states_notes_and_acknowledgements(field: Field) -> None:
    found = meaning("状 城管2队 到场", field)
    assert isinstance(found, SetState)
    assert (found.force.id, found.duty) == ("f-cg2", Duty.ON_SCENE)
    assert isinstance(meaning("确 T-I1031", field), Confirm)
    note = meaning("备 1024 已联系 电信", field)
    assert isinstance(note, Write)
    assert note.text == "已联系 电信"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("派 9999 城管2队", "case"),
        ("派 1024", "force"),
        ("派 1024 没有这队", "force"),
        ("派 1024 城管", "forces"),
        ("状 城管2队 睡觉", "state"),
        ("状 城管2队", "state"),
        ("备 1024", "rest"),
        ("", "rest"),
    ],
)
def test_what_is_unclear_says_which_part(field: Field, line: str, what: str) -> None:
    found = meaning(line, field)
    assert isinstance(found, Unclear)
    assert found.what == what


def test_lines_are_completed_by_number_and_initials(field: Field) -> None:
    assert suggestions("10", field)[0].startswith("10")
    assert "派 1024" in suggestions("派 102", field)
    assert suggestions("派 1024 cg2", field) == ("派 1024 城管2队",)
    assert suggestions("状 城管2队 到", field) == ("状 城管2队 到场",)
    assert any("沪宜公路" in line for line in suggestions("hygl", field))


def test_ctrl_k_then_a_number_shows_the_case(desk: DutyDesk) -> None:
    desk.hands.press("Ctrl+K")
    desk.hands.type("1009")
    desk.hands.press("Return")

    assert desk.detail.incident == "i-1009"


def test_a_line_sends_what_the_dialog_would(desk: DutyDesk) -> None:
    desk.hands.press("/")
    desk.hands.type("派 1024 城运1组 城管2队/协")
    desk.hands.press("Return")

    case = desk.stage.cache.get(Incident, "i-1024")
    assert case is not None
    assert (case.state, case.holder, case.helpers) == (State.DISPATCHED, "f-ops1", ("f-cg2",))


def test_a_force_outside_the_first_three_opens_the_dialog_for_its_reason(desk: DutyDesk) -> None:
    desk.hands.press("Ctrl+K")
    desk.hands.type("派 1024 先锋志愿队")
    desk.hands.press("Return")

    assert desk.dispatch.ranking.chosen == ("f-volunteers",)
    desk.form.cancel()


def test_a_case_not_filed_yet_opens_the_form_that_files_it(desk: DutyDesk) -> None:
    desk.hands.press("Ctrl+K")
    desk.hands.type("派 T-I1031 派出所勤务")
    desk.hands.press("Return")

    assert desk.form.kind == "DispatchDialog"
    desk.hands.press("Return")
    case = desk.stage.cache.get(Incident, "i-1031")
    assert case is not None
    assert case.holder == "f-police"


def test_a_state_is_set_and_words_are_looked_for(desk: DutyDesk) -> None:
    desk.hands.press("Ctrl+K")
    desk.hands.type("状 城管1队 离岗")
    desk.hands.press("Return")
    force = desk.stage.cache.get(Force, "f-cg1")
    assert force is not None
    assert force.duty is Duty.OFF

    desk.hands.press("Ctrl+K")
    desk.hands.type("流动摊点")
    desk.hands.press("Return")
    assert desk.queue.view.tab is Tab.HISTORY
    assert desk.queue.titles == ["古猗园南门流动摊点"]


def test_a_line_that_is_not_understood_stays_with_a_word_why(desk: DutyDesk) -> None:
    desk.hands.press("Ctrl+K")
    desk.hands.type("派 9999 城管2队")
    desk.hands.press("Return")

    assert desk.stage.window.command.text() == "派 9999 城管2队"
    assert any("9999" in notice and notice.endswith("〔2035〕") for notice in desk.notices), desk.notices
