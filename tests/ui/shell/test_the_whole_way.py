"""From the telephone to the end: how few dialogs and keys it takes."""

from __future__ import annotations

from app.domain.catalogue import Severity
from app.domain.incident import Incident, State
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import OFFICER, quiet_day

MOST_DIALOGS = 3


def test_a_critical_case_is_reported_and_dispatched_by_keyboard_alone(make_desk: MakeDesk) -> None:
    desk = make_desk(quiet_day())
    hands = desk.hands

    hands.press("F2")
    hands.type("rqgd")  # 燃气管道破裂 by its initials
    hands.press("Tab")
    hands.type("解放街212号门前有燃气味")
    hands.press("Tab", "Tab")
    hands.type("ldj03")  # 劳动街 03
    hands.press("Ctrl+Return", "Return")

    case = next(case for case in desk.stage.cache.find(Incident) if case.title == "解放街212号门前有燃气味")
    assert case.state is State.DISPATCHED
    assert case.severity is Severity.CRITICAL
    assert case.holder
    assert not desk.form.is_open
    assert hands.dialogs <= 2
    assert hands.keys - hands.letters <= 6


def test_littering_settled_on_the_spot_is_closed_within_three_dialogs(make_desk: MakeDesk) -> None:
    desk = make_desk(quiet_day())
    hands = desk.hands

    hands.press("F2")
    desk.form.fill(
        event_class="blshlj", grid="华猗 01", title="德园路菜场后门垃圾外溢", caller_name="王大伯", caller_phone="13800138000"
    )
    hands.press("Ctrl+J")
    assert desk.form.kind == "SettleForm"
    desk.form.fill(handler="网格员 张慧", result="已清扫装袋，路面冲洗", evidence=1, evidence_kept="工作群")
    desk.form.submit()
    assert desk.detail.state == "feedback"
    desk.does("TakeCheck")
    desk.does("CloseCase")
    desk.form.fill(reporter_told=True)
    desk.form.submit()

    assert desk.detail.state == "closed"
    assert hands.dialogs <= MOST_DIALOGS
    case = next(case for case in desk.stage.cache.find(Incident))
    assert case.handled_by == "网格员 张慧"
    assert case.checked_by == OFFICER
    assert case.reporter_masked == "王** 138****8000"


def test_a_case_goes_through_all_seven_steps_with_what_the_detail_pane_offers(make_desk: MakeDesk) -> None:
    desk = make_desk(quiet_day())

    desk.hands.press("F2")
    desk.form.fill(event_class="0406", grid="qy01", title="古猗园路北口水果摊占人行道")
    desk.hands.press("Ctrl+S")
    assert desk.detail.state == "reported"
    desk.does("Take")
    assert desk.detail.state == "verifying"
    desk.does("FileCase")
    desk.form.submit()
    assert desk.detail.state == "filed"
    desk.does("Dispatch")
    desk.hands.press("Return")
    assert desk.detail.state == "dispatched"
    desk.does("Accept")
    desk.form.fill(handler="陈国栋")
    desk.form.submit()
    assert desk.detail.state == "accepted"
    desk.does("Arrive")
    desk.form.submit()
    assert desk.detail.state == "handling"
    desk.does("ReportDone")
    desk.form.fill(result="摊主已劝离，人行道恢复", evidence=2, evidence_kept="工作群")
    desk.form.submit()
    assert desk.detail.state == "feedback"
    desk.does("TakeCheck")
    desk.does("CloseCase")
    desk.form.submit()

    assert desk.detail.state == "closed"
    done = [what.split()[0] for what in desk.detail.path]
    assert done == ["结案", "受理核查", "反馈", "到场", "接单", "派遣", "立案", "受理核实", "上报"]


def test_work_that_binds_others_stays_visible_with_its_reason_while_offline(desk: DutyDesk) -> None:
    desk.stage.act(desk.stage.central.unplug)

    desk.open_case("i-1024")

    assert "MergeCase" in desk.detail.locked
    assert "5011" in desk.detail.locked["MergeCase"]
    assert desk.detail.acts[0] == "Dispatch"
