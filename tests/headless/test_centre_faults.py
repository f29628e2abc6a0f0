"""A centre that is absent, cut off, restored, full, or not the centre at all: work goes on, and comes home once."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from app.domain.duty import LogNote
from tests.headless.conftest import TakeSeat
from tests.headless.line import Line, titles_at
from tests.headless.road import PORTAL, Road
from tests.support.central import COMMAND, PASSWORD, CentralProcess
from tests.support.district import AREA, OFFICER

KEPT = 4


def away(road: Road) -> tuple[int, str, str]:
    return (
        KEPT,
        f"连不上中心（{road.url}），可继续离线办理，联机后自动发送〔5001〕",
        f"The centre ({road.url}) cannot be reached; go on offline, it will be sent later [5001]",
    )


def intercepted(road: Road) -> tuple[int, str, str]:
    return (
        KEPT,
        f"网络被拦截：{road.url} 的回答不是城运中心的〔5002〕",
        f"The network is intercepted: the answer from {road.url} is not the centre's [5002]",
    )


@pytest.mark.parametrize(("way", "said"), [(Road.shut, away), (Road.portal, intercepted)], ids=["absent", "behind a portal"])
def test_at_the_first_start_no_code_is_lost_to_a_centre_that_is_not_there(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, way: object, said: object
) -> None:
    line, code = take_seat(shared, road=road, enrolled=False), shared.enrolment_code()
    assert callable(way)
    assert callable(said)
    way(road)
    assert line.both("enrol", code, "--server", road.url) == said(road)
    assert line("sync").err == "这台席位还没有登记，请先登记〔6008〕\n"
    road.open()
    line.enrol(code)
    way(road)
    assert line.both("sync") == said(road)
    code_, chinese, _ = line.both("sign-in", OFFICER, "--password-stdin", input=f"{PASSWORD}\n")
    assert (code_, chinese) == (3, "此账号没有在这台席位联机登录过，离线时不能登录〔1010〕")
    road.open()
    assert (line.sign_in().code, line("sync").code) == (0, 0)
    assert line("tree", "--json").value


def test_a_page_of_html_is_never_taken_for_the_centre(shared: CentralProcess, road: Road, take_seat: TakeSeat) -> None:
    line = take_seat(shared, road=road)
    assert line.report("拦截之前").code == 0
    before = line("check", "--json").value
    road.portal()
    assert line.both("sync") == intercepted(road)
    assert line.report("拦截之中").code == KEPT
    assert line.sign_in().code == 0, "offline, as if nobody had answered"
    assert [row["subject"] for row in line.pending()] == ["拦截之中"]
    assert PORTAL.decode() not in line("check", "--json").out
    assert line("check", "--json").value["feeds"].keys() == before["feeds"].keys()
    road.open()
    assert line("sync").code == 0
    assert (line.pending(), line.refusals()) == ([], [])
    assert titles_at(shared).count("拦截之中") == 1


def test_a_first_sync_that_is_cut_anywhere_goes_on_where_it_stopped(
    shared: CentralProcess, road: Road, take_seat: TakeSeat
) -> None:
    line = take_seat(shared, road=road, enrolled=False)
    line.enrol(shared.enrolment_code())
    for after in (0, 1, 200, 700, 1200, 2000, 3000):
        road.cut(after)
        said = line("sync")
        assert said.code in (0, KEPT), said
        if said.code:
            assert said.err[-7:] in ("〔5001〕\n", "〔5002〕\n"), said
        assert line("check").code == 0
    road.open()
    assert line("sync").code == 0
    assert line.sign_in().code == 0
    assert line("sync").code == 0
    whole = take_seat(shared, name="whole")
    assert line("check", "--json").value == whole("check", "--json").value


def test_an_order_whose_answer_is_lost_has_one_effect(shared: CentralProcess, road: Road, take_seat: TakeSeat) -> None:
    line = take_seat(shared, road=road)
    for number, after in enumerate((150, 500, 900, 1500)):
        road.cut(after)
        assert line.report(f"回音丢了 {number}").code in (0, KEPT)
    road.open()
    assert line("sync").code == 0
    assert (line.pending(), line.refusals()) == ([], [])
    assert [title for title in titles_at(shared) if title.startswith("回音丢了")] == [f"回音丢了 {n}" for n in range(4)]


ANOTHER_GENERATION = (
    "中心的数据换了一代（从备份恢复过），这台席位随之重新对齐；本机受理的命令都保留，会再次送到〔5004〕\n",
    "The centre has begun a new generation of its data (it was restored from a backup); "
    "this seat is aligned with it anew, and the commands accepted here are kept and handed in again [5004]\n",
)


def test_after_a_restore_of_the_centre_the_work_of_this_seat_comes_home_again(own: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(own)
    copy = own.data.parent / "copy.db"
    assert own.cli("backup", str(copy)).returncode == 0
    assert line.report("备份之后上报的").code == 0
    own.kill()
    assert line.report("停机时上报的").code == KEPT
    for words, sentence in zip(((), ("--english",)), ANOTHER_GENERATION, strict=True):
        assert own.cli("restore", str(copy)).returncode == 0
        assert titles_at(own) == []
        own.start()
        said = line("sync", *words)
        assert (said.code, said.err) == (0, sentence)
        assert line("sync", *words).err == "", "said once"
        assert (line.pending(), line.refusals()) == ([], [])
        assert titles_at(own) == ["停机时上报的", "备份之后上报的"]
        assert line.titles() == titles_at(own)
        own.stop()


def limited(line: Line, most: int, *words: str) -> tuple[int, str, str]:
    """The verb in a process whose files may not grow beyond so many bytes, as on a disk that is full.

    It keeps no compiled modules: those would be cut short too, and others would read them.
    """

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    ended = line.process(*words, preexec_fn=limit, env={"PYTHONDONTWRITEBYTECODE": "1"})
    return ended.returncode, ended.stdout, ended.stderr


FULL = ("磁盘已满，此操作未保存〔6001〕\n", "The disk is full; this was not saved [6001]\n")


def test_on_a_full_disk_nothing_is_taken_on_and_nothing_is_lost(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, tmp_path: Path
) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    assert line.report("磁盘满之前").code == KEPT
    for language, sentence in zip(((), ("--english",)), FULL, strict=True):
        words = ("do", "WriteLog", "--json", f'{{"note": "@new", "area": "{AREA}", "text": "{"满" * 3000}"}}')
        code, out, err = limited(line, 16 * 1024, *words, *language)
        assert (code, out) == (3, "")
        assert err.endswith(sentence)
    assert [row["subject"] for row in line.pending()] == ["磁盘满之前"]
    paper = tmp_path / "week.pdf"
    code, _, err = limited(line, 1024, "print", "--week", "2026-W47", "--out", str(paper))
    assert code == 3
    assert "〔8006〕" in err or "〔6001〕" in err
    road.open()
    assert line("sync").code == 0
    assert line.report("腾出空间以后").code == 0


def test_a_code_is_not_spent_on_a_disk_without_room(shared: CentralProcess, take_seat: TakeSeat) -> None:
    line, code = take_seat(shared, enrolled=False), shared.enrolment_code()
    ended, _, err = limited(line, 10, "enrol", code, "--server", shared.url)
    assert (ended, err) == (3, FULL[0])
    line.enrol(code)


CRAMPED = """
import resource, runpy, sys
sys.dont_write_bytecode = True
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
sys.argv[0] = "services.central"
runpy.run_module("services.central", run_name="__main__")
"""


def test_a_centre_without_room_says_so_and_takes_the_work_later(
    own: CentralProcess, take_seat: TakeSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files may not grow: it answers 507, and the seat keeps what it has until there is room again."""
    line = take_seat(own)
    own.stop()
    with monkeypatch.context() as patch:
        patch.setattr("tests.support.central.COMMAND", (COMMAND[0], "-W", "ignore", "-c", CRAMPED))
        own.start()
    written = 0
    while (said := line.do("WriteLog", note="@new", area=AREA, text="满" * 3900)).code == 0:
        written += 1
        assert written < 100
    assert said.code == KEPT
    assert said.err == "中心出错（507），稍后自动重试〔5003〕\n"
    assert line.report("中心磁盘满").code == KEPT
    assert line("sync", "--english").err == "The centre failed (507); it will be tried again [5003]\n"
    assert len(line.pending()) == 2
    assert line.titles() == ["中心磁盘满"]
    own.stop()
    own.start()
    assert line("sync").code == 0
    assert (line.pending(), line.refusals()) == ([], [])
    assert own.cli("verify").returncode == 0
    assert titles_at(own) == ["中心磁盘满"]
    with own.office() as office:
        assert len(office.world().find(LogNote, area=AREA)) == written + 1
