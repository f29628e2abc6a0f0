"""The Offline column of the machine is what the commands obey: the list of what needs the centre, and what may wait for it."""

from __future__ import annotations

from app.commands import COMMANDS, NAMED
from app.commands.command import Command
from app.desk.acts import OFFERED
from app.domain.people import Role
from app.domain.transitions import TABLE, Offline

# What binds others (workflow, 9.3), besides the steps of the machine.
BESIDE_THE_STEPS = {"UnmergeCase", "LetDown"}


def test_a_command_needs_the_centre_exactly_where_its_step_says_so() -> None:
    told = {command: step.offline is Offline.NO for command, step in OFFERED if command != "Dispatch"}
    assert {command: NAMED[command].needs_central for command in told} == told


def test_every_step_of_people_that_needs_the_centre_is_one_of_these() -> None:
    by_people = {row.number for row in TABLE if row.offline is Offline.NO and row.roles - {Role.SYSTEM}}
    offered = {step.number for _, step in OFFERED if step.offline is Offline.NO}
    assert by_people == offered
    assert all(NAMED[command].needs_central for command in BESIDE_THE_STEPS)


def test_what_sends_only_own_forces_offline_says_so_itself() -> None:
    sending = {command for command, step in OFFERED if step.offline is Offline.OWN_FORCES}
    looks = {command.__name__ for command in COMMANDS if command.without_central is not Command.without_central}
    assert sending == {"Dispatch"}
    assert looks == sending | {"DispatchAtOnce"}
    assert not any(NAMED[command].needs_central for command in looks)


def test_a_close_is_kept_and_waits_for_the_centre() -> None:
    queued = {command for command, step in OFFERED if step.offline is Offline.QUEUED}
    assert queued == {"CloseCase"}
    assert not NAMED["CloseCase"].needs_central
