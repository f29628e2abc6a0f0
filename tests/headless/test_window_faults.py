"""The window when something is in its way: another window, a missing phrase, a damaged file; all of it is said on the screen."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from app import bootstrap
from services.credentials.profile import COPY, PROFILE
from tests.headless.conftest import TakeSeat
from tests.headless.line import Line, environment
from tests.headless.road import Road
from tests.support.central import ENVIRONMENT, ROOT, CentralProcess
from tests.support.district import OFFICER

PATIENCE = 60

pytestmark = pytest.mark.window

OpenWindow = Callable[..., "Window"]


class Window:
    """A window in a process of its own."""

    def __init__(self, line: Line, story: str, **more: str) -> None:
        words = [sys.executable, "-W", "ignore", "-m", "tests.headless.window", str(line.folder), story]
        pipe = subprocess.PIPE
        env = {**ENVIRONMENT, **environment(), **more}
        self._process = subprocess.Popen(words, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    @property
    def pid(self) -> int:
        return self._process.pid

    def seen(self) -> str:
        """The next line of what is to be seen."""
        assert self._process.stdout is not None
        seen = self._process.stdout.readline()
        assert seen, self._process.communicate()[1]
        return seen.strip()

    def say(self, word: str = "") -> None:
        """A word to the one in front of the window."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()

    def end(self) -> int:
        """Wait for its end; its exit code."""
        _, told = self._process.communicate(timeout=PATIENCE)
        assert "Traceback" not in told, told
        return self._process.returncode

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


@pytest.fixture
def open_window() -> Iterator[OpenWindow]:
    made: list[Window] = []

    def open_one(line: Line, story: str, **more: str) -> Window:
        made.append(Window(line, story, **more))
        return made[-1]

    yield open_one
    for window in made:
        window.close()


def test_a_second_window_brings_the_first_to_the_front_and_says_who_has_the_profile(
    shared: CentralProcess, take_seat: TakeSeat, open_window: OpenWindow
) -> None:
    line = take_seat(shared)
    first = open_window(line, "called")
    assert first.seen() == "open"
    verb = line("pending")
    assert (verb.code, verb.err) == (5, f"这份数据正由另一个窗口使用（进程 {first.pid}）〔6006〕\n")
    second = line.process("--english")
    assert second.returncode == 5
    assert second.stderr == f"This profile is in use by another window (process {first.pid}) [6006]\n"
    assert first.seen() == "shown"
    assert first.end() == 0
    assert line("pending").code == 0


def test_closing_a_page_of_the_way_in_ends_the_program_and_frees_the_profile(
    shared: CentralProcess, take_seat: TakeSeat, open_window: OpenWindow
) -> None:
    line = take_seat(shared, enrolled=False)
    window = open_window(line, "left")
    assert window.seen().startswith("EnrolPage 登记这台席位")
    assert window.end() == 0
    assert line("pending").err == "这台席位还没有登记，请先登记〔6008〕\n"


def test_a_story_that_stumbles_ends_the_program_with_a_failure_and_frees_the_profile(
    shared: CentralProcess, take_seat: TakeSeat, open_window: OpenWindow
) -> None:
    line = take_seat(shared)
    window = open_window(line, "astray")
    assert window.seen() == "open"
    assert window.end() == 1
    assert "ZeroDivisionError" in (line.folder / "crash.log").read_text()
    assert line("pending").code == 0


def test_a_defect_is_told_once_with_the_file_to_hand_on_and_the_window_goes_on(
    shared: CentralProcess, take_seat: TakeSeat, open_window: OpenWindow
) -> None:
    line = take_seat(shared)
    window = open_window(line, "defect")
    seen = window.seen()
    assert seen.startswith("1 出了点问题")
    assert "ZeroDivisionError: first" in seen
    assert str(line.folder / "crash.log") in seen
    assert window.seen() == "closed"
    assert window.end() == 0


def test_without_a_keyring_the_phrase_is_asked_for_before_a_code_is_spent(
    shared: CentralProcess, take_seat: TakeSeat, open_window: OpenWindow
) -> None:
    line = take_seat(shared, enrolled=False)
    window = open_window(line, "phrase", **{bootstrap.PASSPHRASE: ""})
    assert window.seen().startswith("PassphrasePage 打开本机缓存")
    window.say("a new phrase")
    assert window.seen().startswith("EnrolPage")
    assert window.end() == 0


def test_a_wrong_phrase_is_said_where_it_is_asked_for(
    shared: CentralProcess, take_seat: TakeSeat, open_window: OpenWindow
) -> None:
    line = take_seat(shared)
    window = open_window(line, "phrase", **{bootstrap.PASSPHRASE: "another"})
    assert "口令不对〔6010〕" in window.seen()
    window.say(environment()[bootstrap.PASSPHRASE])
    assert window.seen() == "window"
    assert window.end() == 0


def test_what_keeps_the_cache_shut_is_said_on_the_screen_and_can_be_tried_again(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, open_window: OpenWindow
) -> None:
    """The file of the key has been exchanged: nothing is touched until the right one is back."""
    line = take_seat(shared, road=road)
    road.shut()
    assert line.report("窗口打不开之前").code == 4
    mark = line.folder / "cache.key"
    right = mark.read_text()
    mark.write_text("0" * len(right))
    window = open_window(line, "trouble")
    seen = window.seen()
    assert seen.startswith("TroublePage 值守台打不开")
    assert "打开缓存的密钥不对或找不到了" in seen
    assert "〔6003〕" in seen
    seen = window.seen()
    assert "The desk cannot be opened" in seen
    assert "The key of the cache is wrong or gone; nothing was changed" in seen
    mark.write_text(right)
    window.say()
    assert window.seen() == "window"
    assert window.end() == 0
    assert [row["subject"] for row in line.pending()] == ["窗口打不开之前"]


def test_a_damaged_cache_and_seat_are_told_in_the_window(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, open_window: OpenWindow
) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    assert line.report("缓存坏掉之前").code == 4
    (line.folder / PROFILE).write_text("{ half")
    cache = line.folder / "cache.db"
    whole = bytearray(cache.read_bytes())
    whole[100:200] = bytes(100)
    cache.write_bytes(whole)
    window = open_window(line, "notices")
    seen = window.seen()
    assert re.search(r"席位文件 .*profile.json 已损坏，已用副本恢复，原件另存为 profile.damaged.json；待发命令都在〔6018〕", seen)
    assert re.search(r"本机缓存已损坏，原件已另存为 cache-damaged-\S+，待发命令救出 \d 条，正从中心重建〔6002〕", seen)
    assert window.end() == 0


def test_a_seat_whose_files_are_both_broken_does_not_open_a_window(shared: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(shared)
    for name in (PROFILE, COPY):
        (line.folder / name).write_text("{ half")
    ended = line.process()
    assert (ended.returncode, ended.stderr.strip()[-6:]) == (3, "〔6017〕")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("way", [Road.open, Road.portal, Road.shut], ids=["online", "behind a portal", "offline"])
def test_a_wrong_password_is_said_on_the_page(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, open_window: OpenWindow, way: Callable[[Road], None]
) -> None:
    line = take_seat(shared, road=road)
    way(road)
    window = open_window(line, "refused")
    window.say(f"{OFFICER} wrong")
    assert window.seen() == "账号或密码不对〔1001〕"
    assert window.end() == 0
