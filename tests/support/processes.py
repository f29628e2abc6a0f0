"""Processes of tests, seen from the test: a desk of the nursery, a window. They are told words and can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from app.bootstrap import PASSPHRASE
from tests.support.central import ENVIRONMENT, ROOT, CentralProcess
from tests.support.channel import PATIENCE, Channel, Said
from tests.support.desk_words import Dump, Dumped, Enrol, Open, Pull, SignIn, Word
from tests.support.desks import PHRASE

DYING_SECONDS = 10.0
_SAID = msgspec.json.Decoder(Said)


class DeskProcess:
    """A desk in a process of its own, on a folder for its profile and its journal."""

    def __init__(self, end: socket.socket, folder: Path, server: str) -> None:
        self._channel = Channel(end)
        self.folder = folder
        self.journal = folder.parent / f"{folder.name}.journal"
        self._server = server
        self._ended = False
        self.pid = int(self.hear().value)

    def open(self) -> Open:
        """The word that opens its profile."""
        return Open(folder=str(self.folder), server=self._server, journal=str(self.journal))

    def say(self, word: Word) -> None:
        """Tell it something; the answer is heard later."""
        self._channel.say(word)

    def hear(self, seconds: float = PATIENCE) -> Said:
        """The next answer."""
        said = self._next(seconds)
        assert said is not None, f"{self.folder.name} has died"
        return said

    def ask(self, word: Word, *, seconds: float = PATIENCE) -> Said:
        """Tell it something and wait for the answer."""
        self.say(word)
        return self.hear(seconds)

    def dump(self, file: Path) -> Dumped:
        """Everything that its screens would show."""
        self.ask(Dump(str(file)))
        return msgspec.json.decode(file.read_bytes(), type=Dumped)

    def kill(self) -> list[Said]:
        """SIGKILL; what it had still said. Returns when it is gone for good."""
        os.kill(self.pid, signal.SIGKILL)
        heard: list[Said] = []
        while (said := self._next(DYING_SECONDS)) is not None:
            heard.append(said)
        self.end()
        return heard

    def end(self) -> None:
        """Hang up; it ends by itself, or is made to."""
        if self._ended:
            return
        self._channel.close()
        try:
            wait_until(lambda: not is_alive(self.pid), what="the desk did not end")
        except AssertionError:
            os.kill(self.pid, signal.SIGKILL)
            raise
        finally:
            self._ended = True

    def _next(self, seconds: float) -> Said | None:
        line = self._channel.line(seconds)
        said = None if line is None else _SAID.decode(line)
        assert said is None or said.said != "failed", said and said.value
        return said


class Nursery:
    """Starts desks. Closed at the end, with all desks that are still there."""

    def __init__(self, log: Path) -> None:
        self._desks: list[DeskProcess] = []
        self._control, theirs = socket.socketpair()
        with log.open("a") as out, theirs:
            command = [sys.executable, "-W", "ignore", "-m", "tests.support.nursery"]
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), stderr=out, cwd=ROOT, env=ENVIRONMENT)

    def start(self, folder: Path, server: str) -> DeskProcess:
        """A new process for the profile in this folder."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"+"], [theirs.fileno()])
        desk = DeskProcess(ours, folder, server)
        self._desks.append(desk)
        return desk

    def close(self) -> None:
        """No more desks."""
        for desk in self._desks:
            desk.end()
        self._control.close()
        self._process.wait(DYING_SECONDS)


def entered(desk: DeskProcess, centre: CentralProcess, *accounts: str) -> DeskProcess:
    """A new seat that all of these have signed in at once; the last of them acts."""
    desk.ask(desk.open())
    desk.ask(Enrol(centre.enrolment_code()))
    for account in accounts:
        assert desk.ask(SignIn(account)).value is False
        desk.ask(Pull())
    return desk


class WindowProcess:
    """The real window, offscreen, in a process of its own, on a profile that is a seat already. It tells what it has painted."""

    def __init__(self, folder: Path, account: str, log: Path) -> None:
        ours, theirs = socket.socketpair()
        self._channel = Channel(ours)
        self._log = log
        environment = {**ENVIRONMENT, "QT_QPA_PLATFORM": "offscreen", PASSPHRASE: PHRASE}
        command = [sys.executable, "-W", "ignore", "-m", "tests.support.window_program", str(folder), account]
        with log.open("a") as out, theirs:
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), stderr=out, cwd=ROOT, env=environment)

    def until(self, said: str, seconds: float = PATIENCE, **facts: str) -> Any:
        """Wait until it has said this; what belongs to it."""
        ends = time.monotonic() + seconds
        while True:
            line = self._channel.line(max(ends - time.monotonic(), 0.0))
            assert line is not None, f"the window has died: {self._log.read_text()[-2000:]}"
            word = _SAID.decode(line)
            if word.said == said and facts.items() <= (word.value or {}).items():
                return word.value

    def close(self) -> int:
        """Have it closed as a person would; its exit code."""
        self._channel.hang_up()
        try:
            return self._process.wait(DYING_SECONDS)
        finally:
            self._process.kill()
            self._channel.close()


def is_alive(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(true: Callable[[], bool], *, seconds: float = DYING_SECONDS, look: float = 0.01, what: str) -> None:
    """Wait for a condition, looking every so many seconds."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, what
        time.sleep(look)
