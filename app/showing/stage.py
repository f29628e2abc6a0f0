"""What the demo plays on: a central server with the demo district, its accounts and a live stream, as processes of their own."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import requests
from msgspec import Struct

from app.domain.problems import Code, Problem
from app.showing.programs import program

READY_WITHIN = 60.0
USUAL_WEEKS = 104
LISTENING = re.compile(r"http://127\.0\.0\.1:\d+")


class Player(Struct, frozen=True, kw_only=True):
    """A person of the demo with an account."""

    person: str
    name: str
    account: str
    password: str


class Stage:
    """The demo's processes and folders; `close` ends every process it started."""

    def __init__(self, folder: Path, *, area: str = "", seed: int = 310114, weeks: int = USUAL_WEEKS) -> None:
        """`weeks` of history for the area that is played in, an eighth of it for each other one."""
        self.folder = folder
        self.data = folder / "central"
        self.area = area
        self.url = ""
        self.players: dict[str, Player] = {}
        self.facts: dict[str, Any] = {}
        self._seed, self._weeks = seed, weeks
        self._processes: list[subprocess.Popen[bytes]] = []
        self._central: subprocess.Popen[bytes] | None = None
        self._port = 0

    def prepare(self) -> None:
        """A fresh database with the demo district and an account for each player."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.central("init")
        size = ("--weeks", str(self._weeks), "--other-weeks", str(self._weeks // 8))
        made = self.central("demo", "--seed", str(self._seed), *size, *(["--area", self.area] if self.area else []))
        self.facts = made
        self.area = str(made["area"])
        for part, cast in made["cast"].items():
            password = secrets.token_urlsafe(9) + "aA1!"
            who = ("--person", cast["person"], "--role", cast["role"], "--place", cast["place"])
            self.central("account", "add", cast["account"], *who, "--password-stdin", word=password + "\n")
            self.players[part] = Player(person=cast["person"], name=cast["name"], account=cast["account"], password=password)

    def enrolment_code(self, name: str) -> str:
        """A code for one more seat of the area."""
        made = self.central("seat", "enrol", "--place", self.area, "--name", name)
        return str(made["code"])

    def central(self, *words: str, word: str = "") -> Any:
        """Run `gridplus-central` once and read what it says as JSON; a problem with its words if it fails."""
        command = [*program("gridplus-central"), *words, "--data", str(self.data), "--json"]
        done = subprocess.run(command, input=word.encode(), capture_output=True, check=False)
        if done.returncode != 0:
            raise Problem(Code.CENTRAL_FAILED, status=done.stderr.decode("utf-8", "replace").strip()[-400:])
        return msgspec.json.decode(done.stdout) if done.stdout.strip() else None

    def start(self) -> str:
        """Start the server on loopback (the same port again after a stop) and wait until it is healthy."""
        words = ["serve", "--port", str(self._port)]
        log = (self.folder / "central.log").open("ab")
        process = self._spawn(words, log)
        self._central = process
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline and process.poll() is None:
            self.url = self._address()
            if self.url and self._healthy():
                self._port = int(self.url.rsplit(":", 1)[1])
                return self.url
            time.sleep(0.05)
        raise Problem(Code.CENTRAL_UNREACHABLE, server=self.url or "127.0.0.1")

    def _address(self) -> str:
        log = self.folder / "central.log"
        told = LISTENING.findall(log.read_text(encoding="utf-8", errors="replace")) if log.is_file() else []
        return str(told[-1]) if told else ""

    def _healthy(self) -> bool:
        try:
            return requests.get(f"{self.url}/v1/healthz", timeout=2).ok
        except requests.RequestException:
            return False

    def stream(self, *, per_minute: float = 4.0) -> None:
        """Start the live stream of new reports for the area."""
        log = (self.folder / "stream.log").open("ab")
        self._spawn(["demo-stream", "--area", self.area, "--per-minute", str(per_minute)], log)

    def replay(self, file: Path, *, speed: float) -> None:
        """Replay a recorded file into the area instead."""
        log = (self.folder / "stream.log").open("ab")
        self._spawn(["replay", str(file.resolve()), "--area", self.area, "--speed", str(speed)], log)

    def kill_central(self) -> None:
        """The server is gone at once, as in a power cut."""
        if self._central is not None:
            self._central.kill()
            self._central.wait()

    def close(self) -> None:
        """End every process."""
        for process in reversed(self._processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _spawn(self, words: list[str], log: Any) -> subprocess.Popen[bytes]:
        command = [*program("gridplus-central"), *words, "--data", str(self.data)]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        log.close()
        self._processes.append(process)
        return process


def has_display() -> bool:
    """Whether a window can be shown to a person here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
