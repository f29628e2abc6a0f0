"""The menu of a row offers what the case itself offers, no more and no less, and says of the rest why not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.desk.acts import acts_at_hand, next_acts
from app.domain.incident import Incident, State
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from ui.incident.acts_menu import act_word
from ui.queue.row_menu import RowMenu

CASES = ("i-1026", "i-1024", "i-1022", "i-1011", "i-1009", "i-1029")


def menu_of(desk: DutyDesk, incident: str) -> RowMenu:
    """Asks for the menu of a row, as the right button does."""
    desk.stage.act(lambda: desk.queue.view.table.menu_asked.emit(incident, QPoint(0, 0)))
    return desk.queue.view._menu


def case_of(desk: DutyDesk, incident: str) -> Incident:
    found = desk.stage.cache.get(Incident, incident)
    assert found is not None
    return found


def choose(desk: DutyDesk, menu: RowMenu, word: str) -> None:
    action = next(one for one in menu._menu.actions() if one.text().startswith(word) and one.isEnabled())
    desk.stage.act(action.trigger)
    desk.stage.act(menu._menu.close)


@pytest.mark.parametrize("incident", CASES)
@pytest.mark.parametrize("linked", [True, False], ids=["online", "offline"])
def test_a_row_offers_exactly_what_the_case_offers(make_desk: MakeDesk, incident: str, *, linked: bool) -> None:
    desk = make_desk()
    if not linked:
        desk.stage.act(desk.stage.central.unplug)
    case, words, act = case_of(desk, incident), desk.stage.words, desk.stage.desk.act()
    acts = next_acts(desk.stage.cache, case, act=act, link=desk.stage.desk.link.state)
    every = (*acts, *acts_at_hand(desk.stage.cache, case, act=act))

    menu = menu_of(desk, incident)

    assert menu.entries == ["打开", *(act_word(one.command, words) for one in every if not one.locked)]
    locked = [f"{words.command(one.command)}：{words.tell(one.locked, one.data)}" for one in every if one.locked]
    assert menu.locked == locked
    desk.stage.act(menu._menu.close)


def test_what_the_state_forbids_is_not_in_the_menu(desk: DutyDesk) -> None:
    assert case_of(desk, "i-1024").state is State.FILED
    entries = menu_of(desk, "i-1024").entries
    assert "派遣…" in entries
    assert "结案…" not in entries
    desk.stage.act(desk.queue.view._menu._menu.close)

    handling = next(row.id for row in desk.queue.view._lists.queue.in_hand if row.state is State.HANDLING)
    assert not {"派遣…", "派单…", "结案…"} & set(menu_of(desk, handling).entries)
    desk.stage.act(desk.queue.view._menu._menu.close)


def test_without_the_centre_what_needs_it_is_greyed_and_says_so(desk: DutyDesk) -> None:
    assert "并案…" in menu_of(desk, "i-1026").entries
    desk.stage.act(desk.queue.view._menu._menu.close)

    desk.stage.act(desk.stage.central.unplug)
    menu = menu_of(desk, "i-1026")

    assert "并案…" not in menu.entries
    reason = next(line for line in menu.locked if line.startswith("并案："))
    assert "中心" in reason
    desk.stage.act(menu._menu.close)


def test_an_act_chosen_in_the_menu_opens_its_form(desk: DutyDesk) -> None:
    choose(desk, menu_of(desk, "i-1026"), "立案")
    desk.form.submit()
    assert case_of(desk, "i-1026").state is State.FILED


def test_a_case_that_moved_on_while_its_menu_stood_open_is_not_acted_on(desk: DutyDesk) -> None:
    menu = menu_of(desk, "i-1026")
    gone = replace(case_of(desk, "i-1026"), state=State.FILED)
    desk.stage.act(lambda: desk.stage.central.hear(gone))

    choose(desk, menu, "立案")

    assert any("1026" in notice for notice in desk.notices)
    assert case_of(desk, "i-1026") == gone


def test_what_has_not_been_sent_can_be_taken_back_in_the_menu(make_desk: MakeDesk) -> None:
    desk = make_desk(answers=False)
    desk.open_case("i-1026")
    desk.does("FileCase")
    desk.form.submit()

    menu = menu_of(desk, "i-1026")
    assert "撤回：立案" in menu.entries
    choose(desk, menu, "撤回：立案")

    assert desk.stage.cache.waiting() == ()
    assert not desk.queue.row("下匝道").is_pending


def test_a_pinned_case_has_the_menu_too(desk: DutyDesk) -> None:
    line = desk.queue.lines[0]
    press(desk, line)

    assert "确认" in desk.queue.view._menu.entries
    choose(desk, desk.queue.view._menu, "确认")

    assert line.incident
    assert any(case_of(desk, incident).acknowledged_by == "p-wang" for incident in ("i-1027", "i-1029", "i-1031"))


def press(desk: DutyDesk, widget: QWidget) -> None:
    """The right button on a widget."""
    middle = widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, widget.mapToGlobal(middle), Qt.KeyboardModifier.NoModifier)
    desk.stage.act(lambda: QApplication.sendEvent(widget, event))
