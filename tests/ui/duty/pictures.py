"""Pictures of the pages for what waits and conflicts, for the duty log and for the settings, to look at beside the design.

    QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.ui.duty.pictures build/pages [names...]

Names and figures are invented.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.commands.notes import AddNote
from tests.support.builders import CHIEF, DEPUTY, OFFICER, TOWN_CHIEF, busy_day
from tests.support.screen import ScreenStage
from tests.ui.duty.shifts import handed_over, hear, log_of_the_day, notes, people_of_the_area
from tests.ui.pending.conflicts import conflict, cut_off, elsewhere
from ui.common.formatting import Language
from ui.common.theme import Theme
from ui.common.tokens import Mode
from ui.common.translation import Translation
from ui.duty.view import DutyView
from ui.pending.view import PendingView
from ui.settings.view import SettingsView

Scene = Callable[[ScreenStage], None]


def nothing(_stage: ScreenStage) -> None:
    pass


def waiting(stage: ScreenStage) -> None:
    cut_off(stage)
    elsewhere(stage)


def both(stage: ScreenStage) -> None:
    conflict(stage)
    stage.central.answers = False
    stage.given(AddNote(incident="i-998", text="残枝已堆至路口，待车"))
    view = stage.screen
    assert isinstance(view, PendingView)
    dispatch = next(line.id for line in view.box_lines if line.row.number.endswith("1024"))
    stage.act(lambda: view.choose(dispatch))


def own(stage: ScreenStage) -> None:
    conflict(stage)
    view = stage.screen
    assert isinstance(view, PendingView)
    dispatch = next(line.id for line in view.box_lines if line.row.number.endswith("1024"))
    stage.act(lambda: stage.central.forget(dispatch))
    stage.act(lambda: view.choose(dispatch))


def leaving(stage: ScreenStage) -> None:
    log_of_the_day(stage)
    conflict(stage)
    cut_off(stage)


def people(place: int, person: str = CHIEF, command: str = "") -> Scene:
    """One of the lists beside the log, with a form over it."""

    def scene(stage: ScreenStage) -> None:
        stage.become(person)
        hear(stage, *notes(), *people_of_the_area())
        view = stage.screen
        assert isinstance(view, DutyView)
        stage.act(view.staff.read_again)
        stage.act(lambda: view.tabs.setCurrentIndex(place))
        part = (view.staff.holdings, view.staff.sent, view.staff.posts)[place - 1]
        stage.act(lambda: part.table.setCurrentIndex(part.model.index(7 if place == 1 else 0, 0)))
        if command:
            stage.act(lambda: view.staff.act(command))

    return scene


def checked(stage: ScreenStage) -> None:
    stage.cache.checked = {"310114": (3512, 0x5D21), "310114102": (412, 0xA91), "310114102P03": (1207, 0x7FEE1)}
    view = stage.screen
    assert isinstance(view, SettingsView)
    stage.act(view.check)


SCENES: dict[str, tuple[type[Any], Scene]] = {
    "pending-empty": (PendingView, nothing),
    "pending-waiting": (PendingView, waiting),
    "pending-conflict": (PendingView, both),
    "pending-own": (PendingView, own),
    "duty-leaving": (DutyView, leaving),
    "duty-taking": (DutyView, handed_over),
    "duty-posts": (DutyView, people(1)),
    "duty-delegate": (DutyView, people(1, CHIEF, "Delegate")),
    "duty-post": (DutyView, people(1, TOWN_CHIEF, "PostLeader")),
    "duty-revoke": (DutyView, people(1, CHIEF, "Revoke")),
    "duty-sent": (DutyView, people(2, DEPUTY)),
    "duty-second": (DutyView, people(2, DEPUTY, "Second")),
    "duty-planned": (DutyView, people(3, DEPUTY)),
    "duty-plan": (DutyView, people(3, DEPUTY, "SetEstablishment")),
    "settings": (SettingsView, checked),
}
SETS = (
    (Mode.LIGHT, "zh", (1920, 1016)),
    (Mode.DARK, "zh", (1366, 664)),
    (Mode.LIGHT, "en", (1366, 664)),
    (Mode.DARK, "en", (1920, 1016)),
)


def shoot(folder: Path, names: tuple[str, ...]) -> None:
    """Writes one picture a scene, look and language."""
    application = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(application, QApplication)
    for mode, language, size in SETS:
        theme = Theme(mode=mode)
        theme.dress(application)
        translation = Translation(application)
        translation.switch(Language(language))
        for name in names:
            make, scene = SCENES[name]
            stage = ScreenStage(application, busy_day(), theme=theme, person=OFFICER, language=language)
            stage.show(make, size=size)
            scene(stage)
            stage.shoot(folder / f"{name}-{mode.value}-{language}-{size[0]}.png")
            stage.close()
        translation.remove()


if __name__ == "__main__":
    shoot(Path(sys.argv[1]), tuple(sys.argv[2:]) or tuple(SCENES))
