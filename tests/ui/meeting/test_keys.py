"""Tab goes through the workspace as it is read, and stops at nothing that has no name."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.meeting import Stage
from tests.pages.screens import MakeScreen
from tests.ui.meeting.stages import make_workspace, workspace_on


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
