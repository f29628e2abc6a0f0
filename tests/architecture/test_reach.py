"""What a person may do can be done on a screen: all commands are made somewhere under `ui`, but those that are no person's."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.commands import COMMANDS, NAMED, entering, meetings, timers
from app.commands.command import Command
from app.domain.people import Appointment, Role
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.terms import Timer
from tests.support.district import DISTRICT, LONG_AGO, Clock, small_district

UI = Path(__file__).resolve().parents[2] / "ui"
NOBODY = "p-everything"
MOMENT = datetime(2026, 11, 18, tzinfo=UTC)

WITHOUT_SCREEN: dict[str, tuple[str, Command]] = {
    "RingAside": ("the centre's clock rings", timers.RingAside(incident="i")),
    "RingTimer": ("the centre's clock rings", timers.RingTimer(incident="i", timer=Timer.VERIFY)),
    "PinPackage": (
        "the centre pins the figures that it has computed",
        meetings.PinPackage(package="k", meeting="m", cutoff=MOMENT, model="1", digest="d", body="{}"),
    ),
    "EnterGrids": ("imported at the centre: divisions", entering.EnterGrids(grids=())),
    "EnterOutlines": ("imported at the centre: boundaries", entering.EnterOutlines(outlines=())),
    "EnterCalendar": ("made at the centre: working days of a year", entering.EnterCalendar(years=())),
    "EnterStaff": ("imported at the centre: lists of people", entering.EnterStaff()),
    "EnterHistory": ("imported at the centre: cases of the past", entering.EnterHistory(cases=())),
}
"""Why no screen gives a command; each is one that no person may give at all."""


def made_on_screens() -> set[str]:
    """The commands that some module under `ui` makes."""
    found: set[str] = set()
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                found.add(called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""))
    return found & NAMED.keys()


def test_every_command_that_a_person_may_give_is_given_on_some_screen() -> None:
    lacking = {command.__name__ for command in COMMANDS} - made_on_screens() - WITHOUT_SCREEN.keys()
    assert not lacking, f"no screen gives {sorted(lacking)}: give them one, or say above why no person gives them"


def test_what_has_a_screen_is_not_excused() -> None:
    assert not WITHOUT_SCREEN.keys() & made_on_screens()


@pytest.mark.parametrize("name", WITHOUT_SCREEN)
def test_what_has_no_screen_is_refused_to_everybody(name: str) -> None:
    reason, command = WITHOUT_SCREEN[name]
    assert reason
    world = small_district()
    common = Appointment(id="", person=NOBODY, role=Role.DUTY, place=DISTRICT, since=LONG_AGO)
    held = (replace(common, id=f"a-{role.value}", role=role) for role in Role if role is not Role.SYSTEM)
    world.apply(tuple(Put(one) for one in held))
    with pytest.raises(Problem) as caught:
        command.decide(Clock().act(NOBODY), world)
    assert caught.value.code is Code.NOT_ALLOWED
