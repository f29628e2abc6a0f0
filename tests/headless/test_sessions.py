"""Who acts on the command line, and until when: a password of the administrator's, half an hour without a verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from app import bootstrap
from app.desk.desk import Desk
from tests.headless.conftest import TakeSeat
from tests.headless.line import Line, titles_at
from tests.headless.road import Road
from tests.support.central import PASSWORD, CentralProcess

Wait = Callable[[int], None]


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Minutes pass on this machine."""
    passed = timedelta()

    def pass_minutes(minutes: int) -> None:
        nonlocal passed
        passed += timedelta(minutes=minutes)

    monkeypatch.setattr(bootstrap, "now", lambda: datetime.now(UTC) + passed)
    monkeypatch.setattr(Desk, "now", lambda _desk: datetime.now(UTC) + passed)
    return pass_minutes


def given_password(centre: CentralProcess, account: str) -> str:
    """An account whose password the administrator has just set."""
    centre.add_account(account)
    found: str = msgspec.json.decode(centre.cli("account", "reset", account, "--json").stdout)["password"]
    return found


def test_nothing_is_done_until_the_administrators_password_is_changed(
    shared: CentralProcess, road: Road, take_seat: TakeSeat
) -> None:
    line, given = take_seat(shared, road=road), given_password(shared, "qian")
    assert line.sign_in("qian", given).code == 0
    fields = '{"incident": "@new", "grid": "x", "title": "改密前"}'
    assert line.both("do", "ReportIncident", "--json", fields) == (
        3,
        "密码是管理员设的，须先改成自己的〔1018〕",
        "The password was set by the administrator; choose one of your own first [1018]",
    )
    assert (line("queue", "--json").code, line("sync").code) == (0, 0), "what is there may be read"

    road.shut()
    assert line.sign_in("qian", given).code == 0
    assert line.report("改密前离线上报的").err.endswith("〔1018〕\n"), "offline no way round it"
    assert line.pending() == []
    road.open()
    assert line.sign_in("qian", given).code == 0
    assert line("password", "--password-stdin", input=f"{given}\n{PASSWORD}\n").code == 0
    said = line.report("改密后上报的")
    assert "1018" not in said.err


def test_a_row_of_verbs_keeps_an_offline_session_alive_and_half_an_hour_without_one_ends_it(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, wait: Wait
) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    assert line.sign_in().code == 0
    for number in range(4):
        wait(25)
        assert line.report(f"离线时每二十五分钟一件之 {number}").code == 4
    wait(31)
    said = line.report("没有人的席位上报的")
    assert said.code == 3
    assert said.err == "登录已到期，请重新登录〔1004〕\n没有登录，先登录再办理〔1003〕\n"
    assert line("queue", "--json").code == 0, "read it can be"
    assert len(line.pending()) == 4, "the work is kept"
    assert line.sign_in().code == 0
    assert line.report("又登录后上报的").code == 4
    assert "没有人的席位上报的" not in line.titles()


def test_what_the_seat_does_by_itself_keeps_nobody_signed_in(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, wait: Wait
) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    assert line.sign_in().code == 0
    for verb in ("sync", "check", "sync"):
        wait(11)
        said = line(verb)
    assert said.err.startswith("登录已到期，请重新登录〔1004〕\n")
    assert line.report("只有定时同步的席位上报的").err == "没有登录，先登录再办理〔1003〕\n"


def test_an_online_session_is_over_after_half_an_hour_as_well_and_signing_in_says_nothing_of_it(
    shared: CentralProcess, take_seat: TakeSeat, wait: Wait
) -> None:
    line: Line = take_seat(shared)
    wait(31)
    assert line.sign_in().err == ""
    assert line.report("重新登录后联机上报的").code == 0
    wait(31)
    assert line.report("闲置后联机上报的").code == 3
    assert "闲置后联机上报的" not in titles_at(shared)


@pytest.mark.parametrize("minutes", [-40, 40])
def test_a_clock_that_was_set_does_not_make_a_session_longer(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, wait: Wait, minutes: int
) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    assert line.sign_in().code == 0
    wait(minutes)
    assert line.report("钟拨过之后上报的").code == 3
