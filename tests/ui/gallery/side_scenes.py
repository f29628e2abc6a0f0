"""Scenes beside the main ways: what is looked for, looked up, laid down on paper, or only to be read."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from app.domain.incident import Incident, Supervision
from app.domain.organisation import Family, Organisation
from tests.support.builders import CHIEF, OFFICER
from tests.ui.gallery.scenes import CABLE, Scene, desk, duty
from tests.ui.gallery.stage import GalleryStage
from ui.duty.staff_view import WITH_PICKS
from ui.duty.view import DutyView
from ui.settings.view import SettingsView
from ui.shell.screens import widget_of


def found_in_history(stage: GalleryStage) -> None:
    """A word looked for in what is over."""
    desk(stage)
    stage.act(lambda: stage.window.desk_page.search("号事件"))


def supervised(stage: GalleryStage) -> None:
    """A case that a leader has demanded in writing."""
    found, now = stage.cache.get(Incident, CABLE), stage.desk.now()
    assert found is not None
    demand = "今日内查清线缆权属，现场专人看守至修复；修复后报片区网格长核验。"
    written = Supervision(by="p-zhang", by_name="张磊", at=now, deadline=now + timedelta(hours=4), demand=demand)
    stage.act(lambda: stage.central.hear(replace(found, supervision=written)))
    desk(stage)


def its_path(stage: GalleryStage) -> None:
    """The course of a case, whom it went through."""
    detail = stage.window.desk_page.detail
    around = detail.findChild(QScrollArea)
    assert around is not None
    stage.act(lambda: around.ensureWidgetVisible(detail.path))


def tree_alone(stage: GalleryStage) -> None:
    """The grids, with the keys in them; where there is little room they stand in place of the case."""
    page = stage.window.desk_page
    for _ in page.panes():
        if not page.tree.isVisible():
            stage.act(lambda: page.step_pane(1))


def roster_chosen(stage: GalleryStage) -> None:
    """The forces, with the keys on one of them."""
    page = stage.window.desk_page
    stage.act(lambda: page.dock.turn_to("roster"))
    stage.act(widget_of(page.roster).setFocus)


def looked_up(stage: GalleryStage) -> None:
    """The telephones of towns and departments."""
    view = stage.window.others["settings"]
    assert isinstance(view, SettingsView)
    places = (
        ("南翔镇", "Nanxiang Town", Family.BLOCK, "310114102", "021-5912 0001"),
        ("嘉定工业区", "Jiading Industrial Zone", Family.BLOCK, "310114503", "021-5912 0002"),
        ("区水务局", "District Water Bureau", Family.LINE, "", "021-5912 0003"),
    )
    listed = [
        Organisation(id=f"o-{no}", name=name, name_en=english, family=family, grid=grid, phone=phone)
        for no, (name, english, family, grid, phone) in enumerate(places)
    ]
    stage.act(lambda: stage.central.hear(*listed))
    stage.act(lambda: stage.window.show_page("settings"))
    stage.act(lambda: QTest.mouseClick(view.directory, Qt.MouseButton.LeftButton))


def staffing(command: str) -> Scene:
    """A form of who holds what, as the chief opens it."""

    def scene(stage: GalleryStage) -> None:
        stage.become(CHIEF)
        view = stage.window.others["duty"]
        assert isinstance(view, DutyView)
        stage.act(lambda: stage.window.show_page("duty"))
        stage.act(lambda: view.staff.act(command))

    return scene


def only_to_read(stage: GalleryStage) -> None:
    """The centre is away and the offline unlock has run out: nothing may be done until it is back."""
    duty(stage)
    stage.act(lambda: stage.central.unplug(minutes_ago=3))
    stage.door.unlocked_until = stage.desk.now() + timedelta(seconds=1)
    stage.become(OFFICER)
    stage.second(2)
    stage.act(lambda: stage.window.show_page("desk"))
    desk(stage)


SIDE: dict[str, Scene] = {
    "history-search": found_in_history,
    "supervised": supervised,
    "supervised-path": its_path,
    "tree": tree_alone,
    "roster": roster_chosen,
    "directory": looked_up,
    **{f"form-{command}": staffing(command) for command in (*WITH_PICKS, "SetEstablishment")},
    "only-to-read": only_to_read,
}
