"""What is typed in one line at a meeting is taken apart as people mean it."""

from __future__ import annotations

from datetime import date

import pytest

from app.desk.typed import typed_action, typed_agenda, typed_attendees, typed_day, typed_decision
from app.domain.meeting import AgendaPoint, Presence

WEDNESDAY = date(2026, 11, 18)


def test_an_action_is_what_who_and_when() -> None:
    line = typed_action("夜查惠平路、裕丰路渣土源头工地，城管1队 顾海，11-21", today=WEDNESDAY)
    assert (line.text, line.owner, line.due) == ("夜查惠平路、裕丰路渣土源头工地", "城管1队 顾海", date(2026, 11, 21))
    assert line.missing == ()


def test_commas_in_what_is_to_be_done_belong_to_it() -> None:
    line = typed_action("先清场，再加装围挡，何勇、市场监管所、嘉翔物业，下周三", today=WEDNESDAY)
    assert line.text == "先清场，再加装围挡"
    assert (line.owner, line.co_owners) == ("何勇", ("市场监管所", "嘉翔物业"))
    assert line.due == date(2026, 11, 25)


def test_cases_are_named_by_the_ends_of_their_numbers() -> None:
    line = typed_action("清运渣土，城管1队，11-21 #1024 ＃NX3-20261118-1009", today=WEDNESDAY)
    assert (line.text, line.owner, line.due) == ("清运渣土", "城管1队", date(2026, 11, 21))
    assert line.cases == ("1024", "NX3-20261118-1009")


def test_a_run_sheet_is_a_point_a_line_with_its_minutes() -> None:
    before = (
        AgendaPoint(title="高发点位", minutes=10, panel="heat"),
        AgendaPoint(title="办理时效", minutes=10, panel="timeliness"),
    )
    text = "高发点位\n\n专题 渣土整治 15\n办理时效 5\n30"
    assert [(p.title, p.minutes, p.panel) for p in typed_agenda(text, before)] == [
        ("高发点位", 10, "heat"),
        ("专题 渣土整治", 15, ""),
        ("办理时效", 5, "timeliness"),
        ("30", 5, ""),
    ]
    assert typed_agenda("", before) == ()


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("", ("text", "owner", "due")),
        ("夜查工地", ("owner", "due")),
        ("夜查工地，11-21", ("owner",)),
        ("夜查工地，城管1队", ("due",)),
        ("11-21", ("text", "owner")),
        ("，，，", ("text", "owner", "due")),
    ],
)
def test_what_is_missing_is_named(typed: str, missing: tuple[str, ...]) -> None:
    assert typed_action(typed, today=WEDNESDAY).missing == missing


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("11-21", date(2026, 11, 21)),
        ("11/21", date(2026, 11, 21)),
        ("11月21日", date(2026, 11, 21)),
        ("11月21日前", date(2026, 11, 21)),
        ("2026-12-01", date(2026, 12, 1)),
        ("2027年1月5日", date(2027, 1, 5)),
        ("1-5", date(2027, 1, 5)),
        ("10-30", date(2026, 10, 30)),
        ("21日", date(2026, 11, 21)),
        ("5日", date(2026, 12, 5)),
        ("明天", date(2026, 11, 19)),
        ("后天", date(2026, 11, 20)),
        ("3天内", date(2026, 11, 21)),
        ("周五", date(2026, 11, 20)),
        ("周二", date(2026, 11, 24)),
        ("本周二", date(2026, 11, 17)),
        ("下周一", date(2026, 11, 23)),
        ("星期日", date(2026, 11, 22)),
        ("Friday", date(2026, 11, 20)),
        ("2 days", date(2026, 11, 20)),
        ("13-45", None),
        ("2-30", None),
        ("尽快", None),
        ("", None),
    ],
)
def test_days_are_read_as_they_are_said(typed: str, day: date | None) -> None:
    assert typed_day(typed, today=WEDNESDAY) == day


def test_the_end_of_a_year_turns_a_day_into_the_next_one() -> None:
    assert typed_day("5日", today=date(2026, 12, 28)) == date(2027, 1, 5)
    assert typed_day("31日", today=date(2026, 11, 30)) == date(2026, 12, 31)


def test_a_decision_is_its_heading_and_its_text() -> None:
    found = typed_decision("开展专项整治：由城管1队牵头：逐点排查")
    assert (found.heading, found.text) == ("开展专项整治", "由城管1队牵头：逐点排查")
    assert typed_decision("同意延期").text == ""


def test_people_are_present_unless_said_otherwise() -> None:
    found = typed_attendees("张磊 片区专职副网格长，倪峰 安监办 请假, 陆敏 镇城运中心 列席；王芳")
    assert [(one.name, one.post, one.presence) for one in found] == [
        ("张磊", "片区专职副网格长", Presence.PRESENT),
        ("倪峰", "安监办", Presence.EXCUSED),
        ("陆敏", "镇城运中心", Presence.GUEST),
        ("王芳", "", Presence.PRESENT),
    ]
