"""A historic case whose class nobody knew is put right on screen, and nothing else is done with it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QMenu

from app.domain.catalogue import UNMAPPED
from app.domain.incident import Incident, Origin, State
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import past


def offered(desk: DutyDesk) -> QMenu:
    """The menu behind 更多, opened as by a click."""
    panel = desk.detail.view._acts
    desk.stage.act(panel._more.click)
    menu = panel._menu
    assert menu.isVisible()
    return menu


@pytest.mark.parametrize("state", [State.CLOSED, State.ARCHIVED])
def test_a_historic_case_of_no_class_gets_one(make_desk: MakeDesk, state: State) -> None:
    old = replace(next(past(1)), origin=Origin.HISTORY, event_class=UNMAPPED, state=state)
    desk = make_desk(extra=[old])
    desk.open_case(old.id)
    assert desk.detail.acts == ()
    menu = offered(desk)
    (entry,) = [action for action in menu.actions() if action.isEnabled() and action.text()]
    desk.stage.act(entry.trigger)
    desk.stage.act(menu.close)

    desk.form.fill(event_class="0110")
    desk.form.submit()

    found = desk.stage.cache.get(Incident, old.id)
    assert found is not None
    assert (found.event_class, found.state, found.step_due) == ("0110", state, None)
