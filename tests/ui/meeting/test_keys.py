"""Tab goes through the workspace as it is read, and stops at nothing that has no name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.meeting import Meeting, Stage
from tests.pages.screens import MakeScreen
from tests.support.builders import OFFICER
from tests.support.screen import ScreenStage
from tests.ui.meeting.stages import NARROW, make_workspace, workspace_on
from ui.meeting.view import MeetingView


def stops(page: QWidget) -> Iterator[QWidget]:
    """What Tab stops at in a page, in its order."""
    found = page.nextInFocusChain()
    while found is not None and found is not page:
        if page.isAncestorOf(found) and found.isVisible() and found.isEnabled() and found.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield found
        found = found.nextInFocusChain()


def test_tab_goes_from_the_acts_through_the_panels_to_the_lines_and_the_paper(make_screen: MakeScreen) -> None:
    view, _ = workspace_on(make_workspace(make_screen, Stage.HELD))
    lines, paper = view.lines, view.preview
    wanted: list[QWidget] = [view.phases.weeks, view.phases.second, view.phases.next, *view.figures.gallery.stops()]
    wanted += [lines.tabs, lines.tables[lines.tabs.currentIndex()], lines.entry]
    wanted += [paper.sheet, paper.pdf, paper.docx, paper.print, paper.edit]

    found = list(stops(view))

    assert [stop for stop in found if stop in wanted] == wanted
    assert [stop for stop in found if stop not in wanted and not (stop.accessibleName() or stop.property("text"))] == []


def holder(view: MeetingView) -> QWidget | None:
    """What has the keys."""
    return view.window().focusWidget()


def space(stage: ScreenStage, view: MeetingView) -> None:
    """The space bar, wherever the keys are."""
    found = holder(view)
    assert found is not None
    stage.act(lambda: QTest.keyClick(found, Qt.Key.Key_Space))


def stage_of(stage: ScreenStage) -> Stage:
    return stage.cache.find(Meeting, week="2026-W46")[0].stage


def test_after_a_step_the_keys_are_on_the_next_act(make_screen: MakeScreen) -> None:
    stage = make_workspace(make_screen, None)
    view, _ = workspace_on(stage)
    stage.act(view.phases.next.setFocus)

    space(stage, view)

    assert stage_of(stage) is Stage.PREPARING
    assert holder(view) is view.phases.next


def test_where_another_person_takes_the_next_step_the_keys_stay_in_the_bar(make_screen: MakeScreen) -> None:
    stage = make_workspace(make_screen, Stage.DRAFTED)
    view, _ = workspace_on(stage)
    stage.become(OFFICER)
    stage.act(lambda: view._follower.read_again())
    stage.act(view.phases.next.setFocus)

    space(stage, view)

    assert stage_of(stage) is Stage.CHECKED
    assert not view.phases.next.isEnabled()
    found = holder(view)
    assert found is not None
    assert view.phases.isAncestorOf(found)
    assert found.isEnabled()


def test_the_next_act_gets_the_keys_back_when_it_comes(make_screen: MakeScreen) -> None:
    stage = make_workspace(make_screen, Stage.PREPARING)
    view, _ = workspace_on(stage)
    stage.act(view.phases.next.setFocus)
    stage.central.answers = False

    space(stage, view)
    assert stage_of(stage) is Stage.FREEZING
    assert holder(view) is view.phases.weeks
    stage.act(stage.central.answer)
    assert holder(view) is not view.phases.next
    meeting = stage.cache.find(Meeting, week="2026-W46")[0]
    stage.act(lambda: stage.central.hear(replace(meeting, stage=Stage.FROZEN)))

    assert view.phases.next.isEnabled()
    assert holder(view) is view.phases.next


def test_keys_that_went_elsewhere_meanwhile_are_left_there(make_screen: MakeScreen) -> None:
    stage = make_workspace(make_screen, Stage.PREPARING)
    view, _ = workspace_on(stage)
    stage.act(view.phases.next.setFocus)
    space(stage, view)
    stage.act(view.lines.tabs.setFocus)

    meeting = stage.cache.find(Meeting, week="2026-W46")[0]
    stage.act(lambda: stage.central.hear(replace(meeting, stage=Stage.FROZEN)))

    assert holder(view) is view.lines.tabs


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_reason_of_a_locked_act_has_the_whole_width_and_all_its_lines(
    make_screen: MakeScreen, language: str, scale: int
) -> None:
    stage = make_workspace(make_screen, Stage.CHECKED, person=OFFICER)
    view, _ = workspace_on(stage, size=NARROW)
    stage.act(lambda: stage.theme.set_scale(scale))
    stage.speak(language)

    label = next(one for one in view.phases.findChildren(QLabel) if one.text() == view.phases.reason)

    assert view.phases.reason
    assert label.width() > 0.9 * view.phases.width() - 60
    assert label.height() >= label.heightForWidth(label.width())
    assert view.phases.rect().contains(label.geometry().translated(view.phases._why.pos()))
