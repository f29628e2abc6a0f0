"""The tour with a mistake in its first step, on a stage without a centre: `python -m tests.showing.program FOLDER MISTAKE`."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import patch

from app.domain.problems import Code, Problem
from app.showing import playing, tour
from app.showing.stage import Player, Stage

NOBODY = Player(person="p", name="某", account="nobody", password="")
MISTAKES = {
    "unkept": AssertionError("the step did not do what it says"),
    "late": TimeoutError("window"),
    "refused": Problem(Code.NOT_ALLOWED),
    "unforeseen": ZeroDivisionError("nobody thought of this"),
}


class BareStage(Stage):
    """A folder and people, no processes: the tour does not get as far as the centre."""

    def prepare(self) -> None:
        self.folder.mkdir(parents=True)
        self.facts = {"area_name": "示例片区"}
        self.players = {"second": NOBODY}

    def start(self) -> str:
        self.url = "http://127.0.0.1:9"
        return self.url

    def stream(self, *, per_minute: float = 4.0) -> None:
        pass


class StumblingTour(tour.Tour):
    """Fails in its first step."""

    async def _arrive(self) -> None:
        with self._report.step("enrol"):
            raise MISTAKES[sys.argv[2]]


if __name__ == "__main__":
    with patch.object(playing, "Stage", BareStage), patch.object(tour, "Tour", StumblingTour):
        sys.exit(playing.play(Path(sys.argv[1]), tour=True))
