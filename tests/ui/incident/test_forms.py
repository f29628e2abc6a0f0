"""Forms: what is refused is said beside the field, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.domain.incident import Channel, Entry, Incident, Said, State, Verb
from app.domain.problems import Code, Problem
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import micro


def only(desk: DutyDesk, title: str) -> Incident:
    return next(case for case in desk.stage.cache.find(Incident) if case.title == title)


def reporting(desk: DutyDesk, **fields: object) -> None:
    desk.hands.press("F2")
    desk.form.fill(**({"event_class": "0110", "grid": "hy01"} | fields))


def test_a_missing_class_or_grid_is_said_beside_its_field(desk: DutyDesk) -> None:
    desk.hands.press("F2")
    desk.form.fill(title="没有类别")

    desk.hands.press("Ctrl+S")

    assert "2005" in desk.form.beside("event_class")
    assert "类别" in desk.form.beside("event_class")
    assert desk.form.text("title") == "没有类别"
    desk.form.fill(event_class="0110", grid="某处")
    desk.hands.press("Ctrl+S")
    assert "3001" in desk.form.beside("grid")


@pytest.mark.parametrize("length", [121, 5_000])
def test_a_title_that_is_too_long_stays_in_the_form(desk: DutyDesk, length: int) -> None:
    reporting(desk, title="长" * length)

    desk.hands.press("Ctrl+S")

    assert "2006" in desk.form.beside("title")
    assert str(length) in desk.form.beside("title")
    assert desk.form.text("title") == "长" * length


def test_markup_and_control_characters_arrive_as_plain_text(desk: DutyDesk) -> None:
    reporting(desk, title="<b>粗</b> &amp; \u202e倒\u200b\u0007", source=Channel.HOTLINE.value)

    desk.hands.press("Ctrl+S")

    assert only(desk, "<b>粗</b> &amp; 倒").source is Channel.HOTLINE


def test_a_full_disk_keeps_the_dialog_and_its_text(desk: DutyDesk) -> None:
    reporting(desk, title="磁盘满时的上报")
    desk.stage.lanes.trouble = Problem(Code.DISK_FULL)
    desk.hands.press("Ctrl+S")
    assert "6001" in desk.form.problem
    assert desk.form.text("title") == "磁盘满时的上报"

    desk.stage.lanes.trouble = None
    desk.hands.press("Ctrl+S")
    assert only(desk, "磁盘满时的上报").state is State.REPORTED


def test_a_report_given_up_by_mistake_comes_back(desk: DutyDesk) -> None:
    reporting(desk, title="说到一半", place="德园路", caller_phone="13800138000")
    desk.form.cancel()

    desk.hands.press("F2")

    assert desk.form.text("title") == "说到一半"
    assert desk.form.text("place") == "德园路"
    assert desk.form.text("caller_phone") == "13800138000"
    desk.hands.press("Ctrl+S")
    desk.hands.press("F2")
    assert desk.form.text("title") == ""


def test_the_class_brings_its_severity_until_a_person_chooses_one(desk: DutyDesk) -> None:
    reporting(desk, event_class="0502")
    assert desk.form.text("severity") == "critical"

    desk.hands.press("Alt+3")
    desk.form.fill(event_class="0201")

    assert desk.form.text("severity") == "important"


def test_the_grid_of_the_tree_is_where_a_new_report_begins(desk: DutyDesk) -> None:
    desk.stage.act(lambda: desk.stage.window.desk_page.tree.tree.choose(micro("金通 02")))

    desk.hands.press("F2")

    assert desk.form.text("grid") == "金通 02"


def test_likely_duplicates_are_shown_and_do_not_stand_in_the_way(desk: DutyDesk) -> None:
    reporting(desk, event_class="0502", grid="ldj03", title="又一处漏气")
    assert desk.form.likely_duplicates == 1

    desk.hands.press("Ctrl+Return")
    desk.hands.press("Return")

    assert only(desk, "又一处漏气").state is State.DISPATCHED


def test_a_draft_stays_with_its_author(desk: DutyDesk) -> None:
    reporting(desk, title="先记下")
    desk.form.press("存草稿")

    assert only(desk, "先记下").state is State.DRAFT
    assert desk.detail.acts[0] == "Submit"


def test_a_handler_without_a_seat_is_recorded_with_the_way_he_told_it(desk: DutyDesk) -> None:
    desk.open_case("i-1018")
    desk.does("Accept")
    desk.form.fill(handler="老周", said=Said.RADIO.value)
    desk.form.submit()

    case = desk.stage.cache.get(Incident, "i-1018")
    assert case is not None
    assert case.state is State.ACCEPTED
    assert (case.handler, case.handler_said) == ("老周", Said.RADIO)


def test_an_arrival_is_recorded_for_who_accepted_it_with_one_key(desk: DutyDesk) -> None:
    desk.open_case("i-1015")
    desk.does("Arrive")
    desk.hands.press("Return")

    case = desk.stage.cache.get(Incident, "i-1015")
    assert case is not None
    assert (case.state, case.handler, case.handler_said) == (State.HANDLING, "陈国栋", Said.PHONE)


def test_a_return_is_recorded_for_the_force_that_was_sent(desk: DutyDesk) -> None:
    desk.open_case("i-1018")
    desk.does("ReturnCase")
    desk.form.fill(reason="not_duty", note="不归我们", handler="", said=Said.RADIO.value)
    desk.form.submit()

    told = next(e for e in desk.stage.cache.find(Entry, incident="i-1018") if e.verb is Verb.RETURNED)
    assert (told.handler, told.said) == ("市政养护组", Said.RADIO)


def test_feedback_without_evidence_is_refused_beside_the_count(desk: DutyDesk) -> None:
    desk.open_case("i-998")
    desk.does("ReportDone")
    desk.form.fill(result="已清运", evidence=0)

    desk.form.submit()
    assert "2011" in desk.form.beside("evidence")
    desk.form.fill(evidence=1, evidence_kept="工作群")
    desk.form.submit()

    assert desk.detail.state == "feedback"


def test_a_promise_past_the_overall_limit_is_refused_beside_it(desk: DutyDesk) -> None:
    desk.open_case("i-1018")
    case = desk.stage.cache.get(Incident, "i-1018")
    assert case is not None
    assert case.overall_due is not None
    desk.does("Accept")
    desk.form.fill(promised_at=case.overall_due + timedelta(days=1))
    desk.form.submit()

    assert "2018" in desk.form.beside("promised_at")


def test_closing_tells_the_reporter_first(desk: DutyDesk) -> None:
    case = desk.stage.cache.get(Incident, "i-1011")
    assert case is not None
    desk.stage.act(lambda: desk.stage.central.hear(replace(case, reporter_masked="王* 138****8000")))
    desk.open_case("i-1011")
    desk.does("CloseCase")

    desk.form.submit()
    assert "2005" in desk.form.beside("reporter_told")
    desk.form.fill(reporter_told=True)
    desk.form.submit()

    assert desk.detail.state == "closed"


def test_offline_a_close_stands_as_wished_for_until_the_centre_agrees(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.open_case("i-1011")
    desk.stage.act(desk.stage.central.unplug)
    desk.does("CloseCase")
    desk.form.submit()

    assert desk.detail.state == "checking"
    assert desk.queue.row("夜间打桩").state == "待核销"
    desk.stage.act(desk.stage.central.plug)
    assert desk.detail.state == "closed"


def test_an_act_on_a_case_that_has_moved_on_is_not_done(desk: DutyDesk) -> None:
    desk.open_case("i-1026")
    shown = desk.detail.view.detail
    case = desk.stage.cache.get(Incident, "i-1026")
    assert case is not None
    desk.stage.act(lambda: desk.stage.central.hear(replace(case, state=State.FILED, number="NX3-20261118-1026")))

    desk.stage.act(lambda: desk.stage.window.desk_page.case_actions.start("RejectCase", "i-1026", shown))

    assert not desk.form.is_open
    assert any("2002" in notice for notice in desk.notices)


def test_a_case_that_left_what_the_seat_may_see_is_said_to_be_gone(desk: DutyDesk) -> None:
    desk.open_case("i-1026")

    desk.stage.act(lambda: desk.stage.central.lose("incident", "i-1026"))

    assert desk.detail.incident == ""
    desk.stage.act(lambda: desk.stage.window.desk_page.case_actions.start("AddNote", "i-1026"))
    assert any("2001" in notice for notice in desk.notices)


def test_a_case_is_merged_into_another_found_by_its_number(desk: DutyDesk) -> None:
    desk.open_case("i-1029")
    desk.does("DispatchAtOnce")
    desk.form.cancel()
    desk.stage.act(lambda: desk.stage.window.desk_page.case_actions.start("MergeCase", "i-1026"))
    desk.form.fill(into="1024", reason="同一处")
    desk.form.submit()

    case = desk.stage.cache.get(Incident, "i-1026")
    assert case is not None
    assert (case.state, case.merged_into) == (State.MERGED, "i-1024")


def test_an_act_that_the_state_or_a_lock_forbids_opens_no_form(desk: DutyDesk) -> None:
    start = desk.stage.window.desk_page.case_actions.start

    desk.stage.act(lambda: start("CloseCase", "i-1024"))
    assert not desk.form.is_open
    assert any("2003" in notice and "结案" in notice for notice in desk.notices)

    desk.stage.act(lambda: start("Supervise", "i-1024"))
    assert not desk.form.is_open
    assert any("1007" in notice for notice in desk.notices)


@pytest.mark.parametrize("query", ["P0137", "路灯", "ludeng", "streetlamp"])
def test_a_part_is_chosen_as_a_class_like_an_event(desk: DutyDesk, query: str) -> None:
    reporting(desk, event_class=query, title="路灯不亮")
    assert desk.form.text("event_class") == "P0137 路灯"
    assert desk.form.text("severity") == "normal"

    desk.hands.press("Ctrl+S")

    case = only(desk, "路灯不亮")
    assert case.event_class == "P0137"
    desk.stage.act(lambda: desk.stage.window.desk_page.open_case(case.id))
    assert desk.detail.view.head._code.text() == "P0137 公用设施"


def test_the_bare_number_still_means_the_event(desk: DutyDesk) -> None:
    reporting(desk, event_class="0137", title="死猫")
    assert desk.form.text("event_class") == "0137 动物尸体"
