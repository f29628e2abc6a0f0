"""The tour as `make demo` plays it without a display, on a small district: what it leaves behind, and how it fails."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.showing.reading import DOCX, PDF, docx_words, pdf_words, read_back, squeezed
from tests.support.central import ENVIRONMENT, ROOT

pytestmark = [pytest.mark.window, pytest.mark.xdist_group("tour"), pytest.mark.timeout(400)]

WEEKS = "8"
BEFORE = ("enrol", "sign-in", "first-sync", "tree", "queue", "new-incident", "dispatch", "second-desk", "server-lost")
AFTER = ("work-offline", "shift-change-offline", "server-back", "refusal-shown", "weekly-meeting", "print")
PNG = b"\x89PNG\r\n\x1a\n"
BLANK = 5_000
"""Bytes of a picture on which there is hardly anything."""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """A program of its own, with whatever display there is hidden from it."""
    command = [sys.executable, "-W", "ignore", *words]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def report_of(folder: Path) -> Any:
    return msgspec.json.decode((folder / "report.json").read_bytes())


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tour that has been played to its end."""
    folder = tmp_path_factory.mktemp("tour") / "demo"
    done = run("-m", "app", "demo", "--tour", "--weeks", WEEKS, "--folder", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_tour_takes_every_step(played: Path) -> None:
    report = report_of(played)
    assert report["complete"] is True
    assert [(step["name"], step["done"], step["trouble"]) for step in report["steps"]] == [
        (name, True, "") for name in BEFORE + AFTER
    ]
    assert all(step["seconds"] > 0 for step in report["steps"])


def test_every_step_leaves_a_picture_of_something(played: Path) -> None:
    named = [step["picture"] for step in report_of(played)["steps"]]
    pictures = {file.name: file.read_bytes() for file in played.glob("*.png")}
    assert {*named} <= pictures.keys()
    assert [name for name, body in pictures.items() if not body.startswith(PNG) or len(body) < BLANK] == []
    assert len({*pictures.values()}) == len(pictures)


def test_both_papers_say_what_the_report_says(played: Path) -> None:
    report = report_of(played)
    for words in (pdf_words((played / PDF).read_bytes()), docx_words((played / DOCX).read_bytes())):
        assert "网格" in words
        assert report["area_name"] in words
        assert f"受理各类事件{report['weekly']['figures']['received']}" in words
        assert [said for said in report["weekly"]["sentences"].values() if squeezed(said) not in words] == []


def other_area(report: Any) -> str:
    report["area_name"] = "别处片区"
    return "别处片区"


def other_figure(report: Any) -> str:
    report["weekly"]["figures"]["received"] = "98765件"
    return "98765件"


def other_sentence(report: Any) -> str:
    changed = report["weekly"]["sentences"]["volume"].replace("本周受理", "本周受理9")
    report["weekly"]["sentences"]["volume"] = changed
    return str(changed)


@pytest.mark.parametrize("change", [other_area, other_figure, other_sentence])
def test_a_paper_that_says_otherwise_than_the_report_is_noticed(
    played: Path, tmp_path: Path, change: Callable[[Any], str]
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    for name in (PDF, DOCX, "report.json"):
        shutil.copy(played / name, folder / name)
    assert read_back(folder)["figures"] > 4
    report = report_of(folder)
    absent = change(report)
    (folder / "report.json").write_bytes(msgspec.json.encode(report))
    with pytest.raises(AssertionError) as caught:
        read_back(folder)
    assert str(caught.value) == f"{PDF}: {absent}"


@pytest.mark.parametrize("mistake", ["unkept", "late", "refused", "unforeseen"])
def test_a_step_that_fails_makes_the_tour_fail(tmp_path: Path, mistake: str) -> None:
    folder = tmp_path / "demo"
    done = run("-m", "tests.showing.program", str(folder), mistake)
    assert done.returncode == 1, done.stderr
    report = report_of(folder)
    assert report["complete"] is False
    assert [(step["name"], step["done"], bool(step["trouble"])) for step in report["steps"]] == [("enrol", False, True)]
    assert "✗" in done.stdout
