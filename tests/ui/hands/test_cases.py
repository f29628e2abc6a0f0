"""Cases from the call to the centre's ledger by keys alone: a 特急 in thirty keys, littering in three dialogs."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.catalogue import Severity
from app.domain.incident import Incident, State
from tests.support.builders import OFFICER, micro
from tests.ui.hands.blind import Officer
from tests.ui.hands.conftest import TakeSeat
from tests.ui.hands.town import Town

MOST_KEYS = 30
MOST_SECONDS = 20.0
MOST_DIALOGS = 3


def test_a_critical_case_from_f2_to_dispatched(town: Town, take_seat: TakeSeat) -> None:
    with take_seat() as seat:
        officer = Officer(seat)
        hands = officer.hands
        officer.enrols(town.code("01席"))
        officer.signs_in("wang")
        began = datetime.now(UTC)

        with officer.run("特急 from F2 to dispatched") as run:
            hands.press("F2")
            hands.type("rqgd")  # 燃气管道破裂 by its initials
            hands.press("Tab")
            hands.type("212号漏气")
            hands.press("Tab", "Tab")
            hands.type("ldj03")  # 劳动街 03
            hands.press("Ctrl+Return", "Return")
            officer.sees("dispatched")

        assert run.keys <= MOST_KEYS
        assert run.seconds <= MOST_SECONDS
        officer.sent()
        (case,) = (case for case in seat.held(Incident) if case.title == "212号漏气")
        held = town.case(case.id)
        assert (held.state, held.severity, held.micro) == (State.DISPATCHED, Severity.CRITICAL, micro("劳动街 03"))
        assert held.holder
        assert town.applied(since=began) == ["ReportIncident", "DispatchAtOnce"]


def test_littering_from_the_call_to_closed(town: Town, take_seat: TakeSeat) -> None:
    with take_seat() as seat:
        officer = Officer(seat)
        hands = officer.hands
        officer.enrols(town.code("02席"))
        officer.signs_in("wang")
        began = datetime.now(UTC)

        with officer.run("littering from the call to closed") as run:
            hands.press("F2")
            hands.type("blshlj")  # 暴露生活垃圾
            hands.press("Tab")
            hands.type("德园路菜场后门垃圾外溢")
            hands.press("Tab", "Tab")
            hands.type("hy01")  # 华猗 01
            hands.press("Tab", "Tab", "Tab", "Tab")
            hands.type("王大伯")
            hands.press("Tab")
            hands.type("13800138000")
            hands.press("Ctrl+J")
            hands.press("Tab", "Tab", "Tab")
            hands.type("张慧")
            hands.press("Tab")
            hands.type("已清扫装袋，路面冲洗")
            hands.press("Tab", "Up", "Tab")
            hands.type("工作群")
            hands.press("Ctrl+Return")
            officer.sees("feedback")
            officer.acts("TakeCheck")
            officer.sees("checking")
            officer.acts("CloseCase")
            hands.press("Tab", "Tab", "Space", "Ctrl+Return")
            officer.sees("closed")

        assert run.dialogs <= MOST_DIALOGS
        officer.sent()
        (case,) = (case for case in seat.held(Incident) if case.title == "德园路菜场后门垃圾外溢")
        held = town.case(case.id)
        assert (held.state, held.handled_by, held.checked_by) == (State.CLOSED, "张慧", OFFICER)
        assert held.reporter_masked == "王** 138****8000"
        assert town.applied(since=began) == ["ReportIncident", "SettleOnSpot", "TakeCheck", "CloseCase"]
