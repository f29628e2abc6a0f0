"""While the centre cannot be reached every screen says of what time its data are."""

from __future__ import annotations

from dataclasses import replace as with_screens

import pytest
from PySide6.QtWidgets import QWidget

from tests.pages.fixtures import MakeStage
from tests.support.builders import busy_day
from tests.support.stage import Stage, empty_screens
from tests.ui.map_view.outlines import draw_outlines
from ui.common.pane import Pane
from ui.common.pane_states import EmptyGood, Ready, Stale
from ui.duty.view import DutyView
from ui.map.view import MapView
from ui.pending.view import PendingView
from ui.roster.view import RosterView
from ui.settings.view import SettingsView
from ui.shell.screens import widget_of


@pytest.fixture
def stage(make_stage: MakeStage) -> Stage:
    """The whole window with its real screens; only the meeting, whose figures carry their own cut-off, is left out."""
    day = busy_day()
    draw_outlines(day)
    made = make_stage(day)
    made.sign_in()
    screens = with_screens(
        empty_screens(), roster=RosterView, map=MapView, conflicts=PendingView, duty=DutyView, settings=SettingsView
    )
    made.open_window(screens, size=(1600, 900))
    return made


def states(stage: Stage) -> dict[str, set[object]]:
    """The states of all panes, by the screen that they belong to."""
    page = stage.window.desk_page
    parts: dict[str, QWidget] = {"tree": page.tree, "queue": page.queue, "detail": page.detail}
    screens = {"roster": page.roster, "map": page.map, **stage.window.others}
    parts |= {name: widget_of(screen) for name, screen in screens.items() if name != "meeting"}
    return {name: {pane.state for pane in part.findChildren(Pane)} for name, part in parts.items()}


def test_every_screen_tells_its_age_when_the_link_is_lost_and_no_longer_when_it_is_back(stage: Stage) -> None:
    stage.act(lambda: stage.window.open_case("i-1024"))
    assert not any(isinstance(state, Stale) for found in states(stage).values() for state in found)

    stage.act(lambda: stage.central.unplug(minutes_ago=6))
    as_of = stage.desk.link.as_of
    assert as_of is not None
    for name, found in states(stage).items():
        if name != "conflicts":  # that is empty here, and says so as of the same time
            assert Stale(as_of=as_of) in found, f"{name} tells no age: {found}"
        if name != "settings":  # how the desk looks is no data
            assert not any(isinstance(state, Ready) for state in found), f"{name} has a pane without its age"
    box = stage.window.others["conflicts"]
    assert isinstance(box, PendingView)
    assert isinstance(box.box_pane.state, EmptyGood)
    assert box.box_pane.state.checked_at == as_of

    stage.act(stage.central.plug)
    assert not any(isinstance(state, Stale) for found in states(stage).values() for state in found)


def test_data_of_another_day_are_told_with_their_date_on_every_pane(stage: Stage) -> None:
    stage.act(lambda: stage.central.unplug(minutes_ago=3 * 24 * 60))
    tags = {pane.wording.tag for pane in stage.window.desk_page.findChildren(Pane) if pane.wording.tag}
    assert tags == {"数据截至 11-15 14:32"}
    assert stage.window.top._link_age.text() == "3 天"
