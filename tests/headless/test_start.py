"""The start of the program: what is loaded when, and which words mean the window."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from app.asked import Asked, asked_window, default_profile
from app.headless import line as command_line
from tests.headless.line import environment
from tests.support.central import ENVIRONMENT, ROOT

OF_OTHERS = "sqlalchemy sqlcipher3 requests urllib3 keyring cryptography argon2 qasync pyqtgraph numpy typst docx typer rich"
OF_OURS = "services app.bootstrap app.commands app.contract app.desk app.headless app.window ui.incident ui.queue ui.shell"
HEAVY = {*OF_OTHERS.split(), *OF_OURS.split()}
UNSEEN = ("ui.meeting", "ui.duty", "ui.settings", "app.analysis", "pyqtgraph", "typst", "docx", "typer", "rich")

START = """
import json, sys
from PySide6.QtCore import QTimer
import app.__main__ as program
from app import curtain

class Watched(curtain.Porch):
    def draw_curtain(self):
        made = super().draw_curtain()
        made.painted.connect(self.on_painted)
        return made

    def on_painted(self):
        words = {"title": self.curtain.windowTitle(), "words": self.curtain.accessibleName()}
        print(json.dumps(words | {"loaded": sorted(sys.modules)}))
        self.curtain.close()

curtain.Porch = Watched
program.main()
"""

PAGE = """
import json, sys
from app import __main__ as program, curtain, window

class Watched(curtain.Porch):
    def bring(self, widget):
        super().bring(widget)
        if widget is not self.curtain and type(widget).__name__ != "Curtain":
            print(json.dumps({"title": type(widget).__name__, "words": "", "loaded": sorted(sys.modules)}))
            widget.close()

curtain.Porch = Watched
program.main()
"""


class Seen(msgspec.Struct):
    """What was on the screen, and what had been loaded by then."""

    title: str
    words: str
    loaded: list[str]


def started(script: str, *words: str) -> tuple[int, Seen, str]:
    """A start in a process of its own: exit code, what was seen, what was complained of."""
    command = [sys.executable, "-W", "ignore", "-c", script, *words]
    env = {**ENVIRONMENT, **environment(), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return done.returncode, msgspec.json.decode(done.stdout, type=Seen), done.stderr


@pytest.mark.window
def test_nothing_heavy_is_loaded_before_the_curtain_has_been_painted(tmp_path: Path) -> None:
    code, seen, complaint = started(START, "--profile", str(tmp_path / "一号席"))
    names = {name for part in seen.loaded for name in (part, part.split(".")[0], ".".join(part.split(".")[:2]))}
    assert names & HEAVY == set()
    assert (seen.title, seen.words) == ("网格+ 片区值守台", "正在打开 一号席")
    assert (code, complaint) == (0, "")


@pytest.mark.window
def test_the_curtain_speaks_english_where_that_was_asked_for(tmp_path: Path) -> None:
    _, seen, _ = started(START, "--english", "--profile", str(tmp_path / "seat"))
    assert (seen.title, seen.words) == ("GridPlus Desk", "Opening seat")


@pytest.mark.window
def test_a_start_that_was_left_leaves_the_profile_free(tmp_path: Path) -> None:
    for _ in range(2):
        code, _, complaint = started(START, "--profile", str(tmp_path / "seat"))
        assert (code, complaint) == (0, "")


@pytest.mark.window
def test_the_first_page_comes_without_what_is_on_no_page_yet(tmp_path: Path) -> None:
    code, seen, complaint = started(PAGE, "--profile", str(tmp_path / "seat"))
    assert seen.title == "EnrolPage"
    assert [name for name in UNSEEN if name in seen.loaded] == []
    assert (code, complaint) == (0, "")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], Asked(default_profile())),
        (["--profile", "/p"], Asked(Path("/p"))),
        (["--profile=/p", "--english"], Asked(Path("/p"), "", True)),
        (["--server", "https://c", "--profile", "/p"], Asked(Path("/p"), "https://c")),
    ],
)
def test_the_words_of_a_window_mean_the_same_to_both_readers(
    words: list[str], asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Asked] = []

    def open_desk(wanted: Asked) -> int:
        opened.append(wanted)
        return 0

    monkeypatch.setattr(command_line, "open_desk", open_desk)
    assert CliRunner().invoke(command_line.app, words).exit_code == 0
    assert [asked_window(words)] == opened == [asked]


@pytest.mark.parametrize(
    "words", [["tree"], ["--help"], ["--profile"], ["--profile", "--english"], ["--bogus"], ["--profile", "p", "sync"]]
)
def test_all_other_words_are_left_to_the_command_line(words: list[str]) -> None:
    assert asked_window(words) is None
