"""What the tour leaves behind: a picture and a time for each step, and the figures that were on the screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field


class StepRow(Struct, kw_only=True):
    """One step: its name, whether it did what it says, how long it took in seconds, its picture, what it found."""

    name: str
    done: bool = False
    seconds: float = 0.0
    picture: str = ""
    found: dict[str, Any] = field(default_factory=dict)
    trouble: str = ""


class Report:
    """Collects the steps and writes `report.json` after each; whoever plays says at the end that it is finished."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps: list[StepRow] = []
        self.facts: dict[str, Any] = {}
        self.finished = False
        self._began = time.monotonic()

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, Any]]:
        """Time a step; what it puts into the dictionary is kept as found. A failure is kept and goes on up."""
        row = StepRow(name=name, found={})
        self.steps.append(row)
        began = time.monotonic()
        try:
            yield row.found
            row.done = True
        except BaseException as error:
            row.trouble = f"{type(error).__name__}: {error}"
            raise
        finally:
            row.seconds = round(time.monotonic() - began, 3)
            self.write()

    def picture(self, name: str, file: Path) -> None:
        """A picture belongs to the step under way."""
        self.steps[-1].picture = file.name
        self.facts.setdefault("pictures", []).append({"step": name, "file": file.name})

    @property
    def complete(self) -> bool:
        """Whether the last step has been reached and every step did what it says."""
        return self.finished and all(step.done for step in self.steps)

    def write(self) -> None:
        """Write what there is so far."""
        body = {
            "complete": self.complete,
            "seconds": round(time.monotonic() - self._began, 3),
            "steps": [msgspec.to_builtins(step) for step in self.steps],
            **self.facts,
        }
        (self.folder / "report.json").write_bytes(msgspec.json.format(msgspec.json.encode(body), indent=2))
