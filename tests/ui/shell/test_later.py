"""A page that is built when somebody comes to it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.pages.fixtures import MakeStage
from tests.support.stage import empty_screens
from ui.common.pane_states import EmptyGood
from ui.pending.view import PendingView
from ui.shell.later import Later


def is_built(page: Later) -> bool:
    return page.built is not None


def test_a_page_is_built_when_it_is_first_shown_and_knows_what_was_told_before(make_stage: MakeStage) -> None:
    stage = make_stage()
    stage.sign_in()
    window = stage.open_window(replace(empty_screens(), conflicts=partial(Later, PendingView)))
    page = window.others["conflicts"]
    assert isinstance(page, Later)
    assert not is_built(page)
    stage.act(lambda: stage.central.unplug(minutes_ago=6))
    assert not is_built(page)
    stage.act(lambda: window.show_page("conflicts"))
    assert isinstance(page.built, PendingView)
    assert page.built.isVisible()
    assert isinstance(page.built.box_pane.state, EmptyGood)
    assert page.built.box_pane.state.checked_at == stage.desk.link.as_of
