"""Programs of `children/` as processes of their own: started, read line by line, ended."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from app.bootstrap import PASSPHRASE
from tests.support.central import ENVIRONMENT, ROOT
from tests.support.desks import PHRASE

LONGEST_SECONDS = 300


OURS = {**ENVIRONMENT, "QT_QPA_PLATFORM": "offscreen", PASSPHRASE: PHRASE}


class Child:
    """A program of `children/`; it speaks in lines of JSON. `started` is when, by the machine's monotonic clock."""

    def __init__(self, name: str, *words: str) -> None:
        command = [sys.executable, "-W", "ignore", "-m", f"tests.benchmarks.children.{name}", *words]
        self.name = name
        self.started = time.monotonic()
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=OURS)

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_what: object) -> None:
        self.end()

    def hear(self) -> dict[str, Any]:
        """The next line that it says; RuntimeError if it has ended instead."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended with {self._process.wait(LONGEST_SECONDS)}")
        heard: dict[str, Any] = msgspec.json.decode(line)
        return heard

    def tell(self, line: str) -> None:
        """Give it a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def finish(self) -> dict[str, Any]:
        """Close its input, which it takes for the end; its last line."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self.hear()

    def end(self) -> None:
        """Close its input, which it takes for the end, and wait for it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


def told(name: str, *words: str) -> dict[str, Any]:
    """Run a program of `children/` to its end; the one line that it says."""
    with Child(name, *words) as child:
        return child.hear()


def gridplus(profile: Path, *words: str, word: str = "") -> None:
    """A headless verb of the client on a profile; RuntimeError with what it said if it fails."""
    command = [sys.executable, "-W", "ignore", "-m", "app", *words, "--profile", str(profile)]
    done = subprocess.run(command, input=word, capture_output=True, text=True, cwd=ROOT, env=OURS, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
