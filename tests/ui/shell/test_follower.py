"""Views kept in step: read when opened, read again after what concerns them, never twice at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject

from app.commands.notes import AddNote
from app.desk.ports import Cache
from app.domain.duty import LogNote
from app.domain.incident import Entry
from app.domain.problems import Code, Problem
from tests.pages.fixtures import MakeStage
from tests.support.builders import AREA, NOW, TOWN
from tests.support.stage import Stage
from ui.common import follower
from ui.common.follower import Follower


class Reader(QObject):
    """A view reduced to what it reads."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.shown: list[int] = []
        self.problems: list[Problem] = []
        self.follower: Follower[int] = Follower(
            self,
            stage.desk,
            stage.tasks,
            name="entries",
            kinds=("entry",),
            ask=self.ask,
            show=self.shown.append,
            fail=self.problems.append,
        )

    def ask(self) -> Callable[[Cache], int]:
        return lambda cache: len(cache.find(Entry, incident="i-1009"))

    def note(self, text: str) -> None:
        self.stage.act(lambda: self.stage.tasks.start(self, self.stage.desk.do(AddNote(incident="i-1009", text=text)), name="do"))


@pytest.fixture
def reader(make_stage: MakeStage) -> Reader:
    stage = make_stage()
    stage.sign_in()
    return Reader(stage)


def test_it_reads_when_opened_and_after_a_change_that_concerns_it(reader: Reader) -> None:
    reader.stage.act(reader.follower.open)
    first = reader.shown[-1]

    reader.note("一")

    assert reader.shown[-1] == first + 1


def test_changes_of_other_kinds_are_not_read(reader: Reader) -> None:
    reader.stage.act(reader.follower.open)
    count = len(reader.shown)
    line = LogNote(id="l-1", town=TOWN, area=AREA, at=NOW, by="p-wang", by_name="王芳", text="交接")

    reader.stage.act(lambda: reader.stage.central.hear(line))

    assert len(reader.shown) == count


def test_after_closing_nothing_is_shown(reader: Reader) -> None:
    reader.stage.act(reader.follower.open)
    count = len(reader.shown)
    reader.stage.act(reader.follower.close)

    reader.note("二")

    assert len(reader.shown) == count


def test_a_problem_of_the_reading_is_told_and_the_next_one_is_tried(reader: Reader) -> None:
    reader.stage.lanes.trouble = Problem(Code.CACHE_DAMAGED)
    reader.stage.act(reader.follower.open)
    assert [problem.code for problem in reader.problems] == [Code.CACHE_DAMAGED]

    reader.stage.lanes.trouble = None
    reader.stage.act(reader.follower.read_again)
    assert reader.shown


def test_what_a_person_asks_for_does_not_wait_for_the_pause_between_changes(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "PAUSE", 60.0)
    reader.stage.act(reader.follower.open)
    count = len(reader.shown)

    reader.stage.act(reader.follower.read_again)

    assert len(reader.shown) == count + 1
