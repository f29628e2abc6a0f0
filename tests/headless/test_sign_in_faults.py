"""Signing in when something is in the way: words, locks, no keyring, other keys, a reboot while the centre is down."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import msgspec
import pytest

from app import bootstrap
from app.desk.desk import Desk
from app.domain.incident import Incident
from tests.credentials.test_vault import SafeKeyring
from tests.headless.conftest import TakeSeat
from tests.headless.line import PHRASE, Line, incident_of, titles_at
from tests.headless.road import Road
from tests.support.central import PASSWORD, CentralProcess
from tests.support.district import DEPUTY, OFFICER, WORKER

AT = r"\d{4}-\d\d-\d\d \d\d:\d\d"


def signing(line: Line, account: str, password: str = PASSWORD) -> tuple[int, str, str]:
    return line.both("sign-in", account, "--password-stdin", input=f"{password}\n")


def test_a_wrong_password_is_said_and_costs_nothing(shared: CentralProcess, road: Road, take_seat: TakeSeat) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    assert line.report("登错之前上报的").code == 4
    for way in (road.open, road.shut):
        way()
        assert signing(line, OFFICER, "wrong") == (3, "账号或密码不对〔1001〕", "Wrong account or password [1001]")
        assert len(line.pending()) == 1
    road.open()
    assert line.sign_in().code == 0
    assert line("sync").code == 0
    assert line.pending() == []


def test_an_account_locks_after_five_wrong_words_and_says_until_when(
    shared: CentralProcess, road: Road, take_seat: TakeSeat
) -> None:
    line = take_seat(shared, road=road)
    assert [line.sign_in(WORKER, "wrong").code for _ in range(5)] == [3] * 5
    code, chinese, english = signing(line, WORKER)
    assert code == 3
    assert re.fullmatch(f"账号已锁定，{AT} 后可再试〔1002〕", chinese)
    assert re.fullmatch(rf"The account is locked; try again after {AT} \[1002\]", english)
    assert line.sign_in(OFFICER).code == 0, "others are not locked"


def test_offline_the_same_lock_holds_here(shared: CentralProcess, road: Road, take_seat: TakeSeat) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    assert [line.sign_in(OFFICER, "wrong").err[-7:] for _ in range(5)] == ["〔1001〕\n"] * 5
    code, chinese, _ = signing(line, OFFICER)
    assert code == 3
    assert re.fullmatch(f"账号已锁定，{AT} 后可再试〔1002〕", chinese)


def test_an_account_that_the_administrator_locked_says_who_can_open_it(
    shared: CentralProcess, road: Road, take_seat: TakeSeat
) -> None:
    line = take_seat(shared, road=road)
    assert shared.cli("account", "lock", DEPUTY).returncode == 0
    assert signing(line, DEPUTY) == (
        3,
        "账号已被管理员锁定，请联系管理员解锁〔1017〕",
        "The account has been locked by the administrator; ask to have it opened [1017]",
    )
    assert shared.cli("account", "lock", DEPUTY, "--open").returncode == 0
    assert line.sign_in(DEPUTY).code == 0


def test_a_password_that_the_administrator_set_is_told_and_changed(
    shared: CentralProcess, road: Road, take_seat: TakeSeat
) -> None:
    line = take_seat(shared, road=road)
    shared.add_account("zhao")
    given = msgspec.json.decode(shared.cli("account", "reset", "zhao", "--json").stdout)["password"]
    said = line("sign-in", "zhao", "--password-stdin", "--json", input=f"{given}\n")
    assert (said.code, said.value["must_change_password"], said.err[-7:]) == (0, True, "〔1018〕\n")

    changing = ("password", "--password-stdin")
    assert line(*changing, input=f"{given}\nkurz\n").err[-7:] == "〔1011〕\n"
    assert line(*changing, input=f"wrong\n{PASSWORD}\n").err[-7:] == "〔1001〕\n"
    assert line(*changing, input=f"{given}\n").err == "还没有填：新密码〔2005〕\n"
    said = line(*changing, "--json", input=f"{given}\n{PASSWORD}\n")
    assert (said.code, said.value["account"], said.value["changed"]) == (0, "zhao", True)

    assert line.sign_in("zhao", given).code == 3, "the old one is over"
    said = line("sign-in", "zhao", "--password-stdin", "--json", input=f"{PASSWORD}\n")
    assert (said.code, said.value["must_change_password"], said.err) == (0, False, "")


def test_without_the_centre_no_password_is_changed(shared: CentralProcess, road: Road, take_seat: TakeSeat) -> None:
    line = take_seat(shared, road=road)
    offline = (
        3,
        "离线时不能改密码：密码由中心保管，联机后再改〔1020〕",
        "The password cannot be changed offline: the centre keeps it; change it when it is there again [1020]",
    )
    road.shut()
    assert line.both("password", "--password-stdin", input=f"{PASSWORD}\n{PASSWORD}-2\n") == offline
    assert line.sign_in().code == 0, "the unlock still goes by the old one"
    assert line.both("password", "--password-stdin", input=f"{PASSWORD}\n{PASSWORD}-2\n") == offline
    road.open()
    assert line.sign_in().code == 0


def test_without_a_keyring_and_a_phrase_no_enrolment_code_is_spent(
    shared: CentralProcess, take_seat: TakeSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, code = take_seat(shared, enrolled=False), shared.enrolment_code()
    monkeypatch.setenv(bootstrap.PASSPHRASE, "")
    assert line.both("enrol", code, "--server", shared.url) == (
        3,
        "没有系统钥匙串，需要口令才能打开缓存（命令行用环境变量 GRIDPLUS_PASSPHRASE 给出）〔6015〕",
        "Without a keyring a passphrase is needed to open the cache "
        "(on the command line by the variable GRIDPLUS_PASSPHRASE) [6015]",
    )
    monkeypatch.setenv(bootstrap.PASSPHRASE, PHRASE)
    line.enrol(code)


def test_another_phrase_opens_nothing_and_changes_nothing(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(line.folder)
    for phrase, number in (("another", 6010), ("", 6015)):
        monkeypatch.setenv(bootstrap.PASSPHRASE, phrase)
        code, chinese, english = line.both("pending")
        assert code == 3
        assert chinese.endswith(f"〔{number}〕")
        assert english.endswith(f"[{number}]")
    assert contents(line.folder) == before
    monkeypatch.setenv(bootstrap.PASSPHRASE, PHRASE)
    assert line("pending").code == 0


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file() and file.name != "lock"}


@pytest.fixture
def wallet(monkeypatch: pytest.MonkeyPatch) -> SafeKeyring:
    """A keyring of the system that a test can lock, in the place of the one this machine does not have."""
    kind = type("Keyring", (SafeKeyring,), {"__module__": "keyring.backends.SecretService"})
    found: SafeKeyring = kind()
    monkeypatch.setattr(keyring, "get_keyring", lambda: found)
    monkeypatch.setenv(bootstrap.PASSPHRASE, "")
    return found


LOCKED = (
    3,
    "系统钥匙串锁着，请先解锁，不会另建密钥〔6005〕",
    "The keyring is locked; unlock it first, no new key will be made [6005]",
)
KEY_GONE = (
    3,
    "打开缓存的密钥不对或找不到了，没有改动任何数据；请用原来的钥匙串或口令打开〔6003〕",
    "The key of the cache is wrong or gone; nothing was changed: "
    "open it with the keyring or passphrase that it was made with [6003]",
)


def test_a_locked_keyring_is_waited_for(shared: CentralProcess, road: Road, take_seat: TakeSeat, wallet: SafeKeyring) -> None:
    line, code = take_seat(shared, road=road, enrolled=False), shared.enrolment_code()
    wallet.locked = True
    assert line.both("enrol", code, "--server", road.url) == LOCKED
    wallet.locked = False
    line.enrol(code)
    assert (line.sign_in().code, line("sync").code) == (0, 0)
    road.shut()
    assert line.report("钥匙串锁上之前").code == 4
    wallet.locked = True
    before = contents(line.folder)
    assert line.both("pending") == LOCKED
    assert contents(line.folder) == before
    wallet.locked = False
    assert len(line.pending()) == 1


@pytest.mark.parametrize("lost", ["emptied", "another"])
def test_with_the_key_gone_or_another_one_the_cache_stays_as_it_is(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, wallet: SafeKeyring, lost: str
) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    assert line.report("换钥匙之前").code == 4
    kept, before = dict(wallet.kept), contents(line.folder)
    name = next(name for name in wallet.kept if name[1].endswith("cache-key"))
    if lost == "emptied":
        wallet.kept.clear()
    else:
        wallet.kept[name] = "A" * 43 + "="
    assert line.both("pending") == KEY_GONE
    assert contents(line.folder) == before
    wallet.kept.update(kept)
    assert len(line.pending()) == 1


def test_a_workstation_that_rebooted_with_the_centre_down_works_on(
    shared: CentralProcess, road: Road, take_seat: TakeSeat
) -> None:
    """Every verb is a start of the program; the one on a terminal that was killed left no orderly end behind."""
    line = take_seat(shared, road=road)
    road.shut()
    before = line.report("停电前上报的")
    assert before.code == 4
    (line.folder / "cache.running").touch()
    (line.folder / "lock").touch()
    (line.folder / "owner.json").write_text('{"pid": 1, "address": ""}')
    assert [row["subject"] for row in line.pending()] == ["停电前上报的"]
    assert line("sign-in", OFFICER, "--password-stdin", "--json", input=f"{PASSWORD}\n").value["offline"]
    assert line.do("AddNote", incident=incident_of(before), text="重启后补记").code == 4
    assert line.report("重启后上报的").code == 4
    assert [row["command"] for row in line.pending()] == ["ReportIncident", "AddNote", "ReportIncident"]
    assert signing(line, DEPUTY)[:2] == (3, "此账号没有在这台席位联机登录过，离线时不能登录〔1010〕")
    road.open()
    assert line("sync").code == 0
    assert (line.pending(), line.refusals()) == ([], [])
    assert {"停电前上报的", "重启后上报的"} <= set(titles_at(shared))


def test_three_days_after_the_last_word_of_the_centre_one_may_read_but_not_act(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, later: Callable[[timedelta], None]
) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    assert line.report("第一天").code == 4
    later(timedelta(days=3, minutes=5))
    code, chinese, english = signing(line, OFFICER)
    assert code == 3
    assert re.fullmatch(f"离线解锁已过期（{AT}），可看不可办，联机后重新登录〔1009〕", chinese)
    assert english.endswith("[1009]")
    said = line.report("第四天")
    assert (said.code, said.err) == (3, "没有登录，先登录再办理〔1003〕\n")
    assert "第一天" in line.titles()
    assert len(line.pending()) == 1


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Sets this machine's clock so much ahead (behind, if negative) of what it is."""

    def set_clock(by: timedelta) -> None:
        monkeypatch.setattr(bootstrap, "now", lambda: datetime.now(UTC) + by)
        monkeypatch.setattr(Desk, "now", lambda _desk: datetime.now(UTC) + by)

    return set_clock


CLOCK = re.compile(r"本机时钟与中心相差 (\d+) 秒，请校准〔5018〕\n")


@pytest.mark.parametrize("off", [timedelta(days=1), timedelta(days=-1)], ids=["a day ahead", "a day behind"])
def test_a_clock_that_is_off_by_a_day_is_told_and_keeps_nobody_from_working(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, later: Callable[[timedelta], None], off: timedelta
) -> None:
    line = take_seat(shared, road=road, enrolled=False)
    later(off)
    line.enrol(shared.enrolment_code())
    assert line.sign_in().code == 0
    said = line("sync")
    told = CLOCK.fullmatch(said.err)
    assert (said.code, told is not None) == (0, True), said
    assert told is not None
    assert abs(int(told[1]) - 86_400) < 60
    assert re.search(r"clock is \d+ s off the centre's; set it right \[5018\]", line("sync", "--english").err)
    reported = line.report("钟不准时上报的")
    assert (reported.code, reported.value["pending"]) == (0, 0)
    assert line.do("Take", incident=incident_of(reported)).code == 0
    assert line.refusals() == []
    with shared.office() as office:
        case = office.world().get(Incident, incident_of(reported))
        assert case is not None
        assert abs(case.reported_at - datetime.now(UTC)) < timedelta(minutes=6), "the centre's time counts"
    road.shut()
    assert line.sign_in().code == 0, "also offline"
    assert line.report("离线时上报的").code == 4
    road.open()
    assert line("sync").code == 0
    assert {"离线时上报的", "钟不准时上报的"} <= set(titles_at(shared))
