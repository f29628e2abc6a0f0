"""Options before the verb hold for it as those after it do, and those after it win."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.headless.line import app
from tests.headless.conftest import TakeSeat
from tests.headless.line import Line, Said
from tests.support.central import PASSWORD, CentralProcess
from tests.support.district import AREA, OFFICER

WEEK = ("--week", "2026-W47")
NOTE = msgspec.json.encode({"note": "@new", "area": AREA, "text": "选项在前"}).decode()
SAID = {
    "sync": ("sync",),
    "queue": ("queue",),
    "search": ("search", "路灯"),
    "tree": ("tree",),
    "roster": ("roster",),
    "pending": ("pending",),
    "refusals": ("refusals",),
    "check": ("check",),
    "commands": ("commands",),
    "weekly": ("weekly", *WEEK),
}
"""Verbs that only read, each with what it needs."""
CHANGING = {"enrol", "sign-in", "password", "do", "print"}
NEXT_WORDS = "another phrase 2027"


@pytest.fixture(autouse=True)
def no_other_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the profile of a user who names none would be; it must stay unmade."""
    home = tmp_path / "home"
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    return home


def said(answer: Said) -> Any:
    """What was said but for what the clock changes."""
    value = answer.value
    return {name: told for name, told in value.items() if name not in ("cutoff", "digest")} if isinstance(value, dict) else value


def test_every_verb_is_tried_in_both_positions() -> None:
    verbs = {known.name or known.callback.__name__ for known in app.registered_commands if known.callback}
    assert verbs - {"demo"} == set(SAID) | CHANGING


@pytest.mark.parametrize("verb", SAID)
def test_a_verb_says_the_same_wherever_its_options_stand(line: Line, no_other_profile: Path, verb: str) -> None:
    options = ("--profile", str(line.folder), "--server", line.server, "--json", "--english")
    before, after = line.typed(*options, *SAID[verb]), line.typed(*SAID[verb], *options)
    assert (before.code, before.err) == (0, "")
    assert said(before) == said(after)
    mixed = line.typed("--profile", "nowhere", "--json", *SAID[verb], "--profile", str(line.folder), "--english")
    assert said(mixed) == said(after), "what stands after the verb wins"
    assert not no_other_profile.exists()


def test_a_seat_is_set_up_with_all_options_in_front(
    shared: CentralProcess, take_seat: TakeSeat, no_other_profile: Path, tmp_path: Path
) -> None:
    line = take_seat(shared, enrolled=False)
    front = ("--profile", str(line.folder), "--server", shared.url, "--json")
    assert line.typed(*front, "enrol", shared.enrolment_code()).value["place"] == AREA
    signed = line.typed(*front, "sign-in", OFFICER, "--password-stdin", input=f"{PASSWORD}\n")
    assert signed.value["person"] == OFFICER
    assert line.typed(*front, "sync").value["link"] == "online"
    done = line.typed(*front, "do", "WriteLog", "--json", NOTE)
    assert (done.code, done.value["pending"]) == (0, 0)
    out = tmp_path / "week.pdf"
    assert line.typed(*front, "print", *WEEK, "--out", str(out)).value["bytes"] == out.stat().st_size
    assert not no_other_profile.exists()


def test_the_duty_sheet_is_printed_as_it_is_now(line: Line, tmp_path: Path) -> None:
    for ending, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        out = tmp_path / f"duty.{ending}"
        told = line("print", "--duty", "--out", str(out), "--json").value
        assert told["bytes"] == out.stat().st_size
        assert out.read_bytes().startswith(begins)
        assert line("print", "--duty", "--out", str(out)).code != 0, "what is there is not written over"
    assert line("print", "--duty", *WEEK, "--out", str(tmp_path / "x.pdf")).code == 2
    assert line("print", "--out", str(tmp_path / "x.pdf")).code == 2


def test_the_server_after_the_verb_wins_over_the_one_before(shared: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(shared, enrolled=False)
    dead, front = "http://127.0.0.1:9", ("--profile", str(line.folder), "--json")
    taken = line.typed(*front, "--server", dead, "enrol", shared.enrolment_code(), "--server", shared.url)
    assert (taken.code, taken.value["place"]) == (0, AREA)
    refused = line.typed(*front, "--server", shared.url, "enrol", shared.enrolment_code(), "--server", dead)
    assert refused.code == 4


def test_a_password_is_changed_with_the_options_in_front(own: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(own)
    front = ("--profile", str(line.folder), "--server", own.url, "--json")
    changed = line.typed(*front, "password", "--password-stdin", input=f"{PASSWORD}\n{NEXT_WORDS}\n")
    assert (changed.code, changed.value["changed"]) == (0, True), changed
    again = line.typed(*front, "sign-in", OFFICER, "--password-stdin", input=f"{NEXT_WORDS}\n")
    assert again.code == 0


def test_a_language_in_front_is_that_of_refusals_too(line: Line, tmp_path: Path) -> None:
    empty = str(tmp_path / "empty")
    told = line.typed("--profile", empty, "--english", "sync")
    assert (told.code, told.err.strip()) == (3, "This seat is not enrolled yet [6008]")


@pytest.mark.parametrize("words", [("--json",), ("--profile", "x", "demo"), ("--english", "demo")])
def test_options_that_nothing_would_heed_are_refused(line: Line, words: tuple[str, ...], no_other_profile: Path) -> None:
    assert line.typed(*words).code == 2
    assert not no_other_profile.exists()


def test_a_mistyped_server_on_a_reading_verb_holds_for_that_verb_alone(shared: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(shared)
    assert line("queue", "--server", "http://127.0.0.1:9").code == 0
    assert line("sync", "--server", "http://127.0.0.1:9").code == 4
    assert line("sync", "--json").value["link"] == "online"


def test_enrolling_a_seat_at_another_address_says_that_it_has_moved(shared: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(shared)
    moved = shared.url.replace("127.0.0.1", "localhost")
    told = line("enrol", shared.enrolment_code(), "--server", moved, "--json").value
    assert (told["moved_from"], told["server"]) == (shared.url, moved)
    assert (
        line("enrol", shared.enrolment_code(), "--server", shared.url).out.splitlines()[1] == f"席位由 {moved} 改到 {shared.url}"
    )
    again = line("enrol", shared.enrolment_code(), "--english")
    assert (again.code, len(again.out.splitlines())) == (0, 1)
