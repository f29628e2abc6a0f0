"""Pictures of roster, map, meeting, boxes, duty and settings, to look at beside the design.

    QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.ui.meeting.pictures build/screens [names...]

Names and figures are invented.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.domain.meeting import Stage
from tests.support.screen import ScreenStage
from tests.ui.meeting.stages import NARROW, WIDE, day_of, workspace_on
from ui.common.formatting import Language
from ui.common.theme import Theme
from ui.common.tokens import Mode
from ui.common.translation import Translation
from ui.meeting.view import MeetingView

TOLD = {
    "title": "研究渣土偷倒整治、惠平路沿线秩序和下周重点工作",
    "opinion": "增量主要来自渣土偷倒，集中在惠平社区",
    "demand": "需部门支撑的及时吹哨，逾期两次的提级研究",
    "copy_to": ("镇党政办公室", "镇城运中心", "片区各单元网格"),
    "panels": ("actions", "volume", "repeats"),
}

Scene = Callable[[QApplication, Theme, str, tuple[int, int]], ScreenStage]


def shown(stage: ScreenStage) -> MeetingView:
    assert isinstance(stage.screen, MeetingView)
    return stage.screen


def prepare(qt: QApplication, theme: Theme, language: str, size: tuple[int, int]) -> ScreenStage:
    stage = ScreenStage(qt, day_of(Stage.HELD, **TOLD), theme=theme, language=language)
    view, _ = workspace_on(stage, size=size)
    stage.act(lambda: view.lines.tabs.setCurrentIndex(0))
    stage.act(lambda: view.figures.gallery.card("volume").setFocus())
    return stage


def issue(qt: QApplication, theme: Theme, language: str, size: tuple[int, int]) -> ScreenStage:
    stage = ScreenStage(qt, day_of(Stage.CHECKED, **TOLD), theme=theme, language=language)
    view, _ = workspace_on(stage, size=size)
    stage.act(lambda: view.preview.turn(1))
    return stage


def unopened(qt: QApplication, theme: Theme, language: str, size: tuple[int, int]) -> ScreenStage:
    stage = ScreenStage(qt, day_of(None), theme=theme, language=language)
    workspace_on(stage, size=size)
    return stage


def trial(qt: QApplication, theme: Theme, language: str, size: tuple[int, int]) -> ScreenStage:
    stage = ScreenStage(qt, day_of(Stage.PREPARING), theme=theme, language=language)
    view, _ = workspace_on(stage, size=size)
    stage.act(lambda: stage.central.unplug(minutes_ago=6))
    stage.act(view.compute_trial)
    return stage


def freezing(qt: QApplication, theme: Theme, language: str, size: tuple[int, int]) -> ScreenStage:
    stage = ScreenStage(qt, day_of(Stage.FREEZING), theme=theme, language=language)
    workspace_on(stage, size=size)
    return stage


def enlarged(name: str) -> Scene:
    def scene(qt: QApplication, theme: Theme, language: str, size: tuple[int, int]) -> ScreenStage:
        stage = prepare(qt, theme, language, size)
        view = shown(stage)
        stage.act(lambda: view.figures.gallery.card(name).enlarged.emit(name))
        return stage

    return scene


def behind(qt: QApplication, theme: Theme, language: str, size: tuple[int, int]) -> ScreenStage:
    stage = prepare(qt, theme, language, size)
    view = shown(stage)
    stage.act(lambda: view.figures.gallery.card("heat")._on_mark("cells", "0|0"))
    return stage


def form(command: str) -> Scene:
    def scene(qt: QApplication, theme: Theme, language: str, size: tuple[int, int]) -> ScreenStage:
        stage = prepare(qt, theme, language, size)
        view = shown(stage)
        stage.act(lambda: view.act(command))
        return stage

    return scene


SCENES: dict[str, Scene] = {
    "meeting-prepare": prepare,
    "meeting-issue": issue,
    "meeting-unopened": unopened,
    "meeting-trial": trial,
    "meeting-freezing": freezing,
    "meeting-volume": enlarged("volume"),
    "meeting-timeliness": enlarged("timeliness"),
    "meeting-list": behind,
    "meeting-hold": form("HoldMeeting"),
    "meeting-draft": form("DraftMinutes"),
}


def shoot(folder: Path, names: tuple[str, ...], *, mode: Mode, language: str, size: tuple[int, int]) -> None:
    """Writes one picture a scene."""
    found = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(found, QApplication)
    theme = Theme(mode=mode)
    theme.dress(found)
    translation = Translation(found)
    translation.switch(Language(language))
    for name in names:
        stage = SCENES[name](found, theme, language, size)
        stage.shoot(folder / f"{name}-{mode.value}-{language}-{size[0]}.png")
        stage.close()
    translation.remove()


SETS: tuple[tuple[Mode, str, tuple[int, int]], ...] = (
    (Mode.LIGHT, "zh", WIDE),
    (Mode.DARK, "zh", WIDE),
    (Mode.LIGHT, "zh", NARROW),
    (Mode.LIGHT, "en", WIDE),
    (Mode.DARK, "en", NARROW),
)

if __name__ == "__main__":
    chosen = tuple(sys.argv[2:]) or tuple(SCENES)
    for look, speech, room in SETS:
        shoot(Path(sys.argv[1]), chosen, mode=look, language=speech, size=room)
