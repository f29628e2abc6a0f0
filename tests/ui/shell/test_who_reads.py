"""Who holds no role with which cases are read sees none at the desk; a seat of several areas has one of them in view."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from app.domain.people import Role
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk, MakeStage
from tests.support.builders import AREA
from tests.support.stage import empty_screens
from tests.support.two_areas import AREAS, SECOND, holding, second_area
from ui.common.pane_states import NoRight
from ui.duty.view import DutyView
from ui.shell.pages import CASES


def stands_instead(desk: DutyDesk) -> bool:
    stack = desk.stage.window.door.pages
    return stack.currentIndex() == stack.count() - 1


def titles(desk: DutyDesk) -> set[str]:
    queue = desk.stage.window.desk_page.queue
    return {row.title for row in queue._lists.rows(queue.tab)}


def test_an_auditor_is_told_whom_to_ask_in_place_of_every_page_of_cases(make_desk: MakeDesk) -> None:
    desk = make_desk(extra=(holding(Role.AUDITOR),))
    window = desk.stage.window
    for page in CASES:
        desk.stage.act(partial(window.show_page, page))
        assert stands_instead(desk)
        assert window.page == page
    assert window.pages.instead == NoRight(ask="周建国")
    assert not window.desk_page.isVisible()
    assert not window.command.isVisible()
    assert not window.keyboard.action("report").isEnabled()

    desk.stage.act(lambda: window.keyboard.action("settings").trigger())
    assert not stands_instead(desk)


def test_who_is_given_a_role_sees_cases_at_once_and_loses_them_with_it(make_desk: MakeDesk) -> None:
    desk = make_desk(extra=(holding(Role.AUDITOR),))
    assert stands_instead(desk)

    desk.stage.act(lambda: desk.stage.central.hear(holding(Role.DUTY, AREA)))

    assert desk.stage.window.desk_page.isVisible()
    assert desk.stage.window.command.isVisible()
    assert desk.stage.window.keyboard.action("report").isEnabled()

    desk.stage.act(lambda: desk.stage.central.hear(holding(Role.SECURITY)))
    assert stands_instead(desk)


def test_the_next_person_at_the_desk_is_judged_anew(make_desk: MakeDesk) -> None:
    desk = make_desk(extra=(holding(Role.AUDITOR),))
    desk.stage.act(desk.stage.window.sign_out)

    desk.stage.sign_in("limin")
    desk.stage.act(desk.stage.window.refresh_session)

    assert not stands_instead(desk)


def test_nothing_of_a_case_is_shown_before_it_is_known_who_reads(make_stage: MakeStage) -> None:
    stage = make_stage()
    stage.sign_in()
    window = stage.open_window()
    window.pages._readers = None

    stage.act(window.refresh_session)

    assert stands_instead(DutyDesk(stage))


def test_one_area_alone_is_named_and_is_no_choice(desk: DutyDesk) -> None:
    choice = desk.stage.window.top.area
    assert choice.text() == "南翔镇第三片区"
    assert not choice.button.isVisible()


def test_the_town_turns_from_area_to_area_and_has_what_is_led_up_to_it_always(make_desk: MakeDesk) -> None:
    desk = make_desk(areas=AREAS, extra=(*second_area(), holding(Role.TOWN)))
    window, told = desk.stage.window, []
    window.areas.chosen.connect(lambda person, area: told.append((person, area)))
    choice = window.top.area
    assert choice.button.isVisible()
    assert [action.text() for action in choice.menu.actions()] == ["南翔镇第三片区", "南翔镇第四片区"]
    assert "永乐路塌陷" in titles(desk)
    assert "永乐路纸屑" not in titles(desk)

    desk.stage.act(choice.menu.actions()[1].trigger)

    assert titles(desk) >= {"永乐路塌陷", "永乐路纸屑"}
    assert [row.id for row in window.desk_page.tree._forest.rows][:1] == [SECOND]
    assert choice.text() == "南翔镇第四片区"
    assert [area for _, area in told] == [SECOND]
    assert desk.stage.desk.area == SECOND

    desk.stage.act(lambda: window.areas.bring_back(AREA))
    assert desk.stage.desk.area == AREA


def test_who_reads_one_area_alone_has_that_in_view_and_no_choice(make_desk: MakeDesk) -> None:
    desk = make_desk(areas=AREAS, extra=(*second_area(), holding(Role.DUTY, SECOND)))

    assert desk.stage.desk.area == SECOND
    assert not desk.stage.window.top.area.button.isVisible()
    assert titles(desk) >= {"永乐路塌陷", "永乐路纸屑"}
    assert not stands_instead(desk)


def test_the_log_is_covered_and_the_people_stay(make_stage: MakeStage) -> None:
    stage = make_stage(extra=(holding(Role.SECURITY),))
    stage.sign_in()
    window = stage.open_window(replace(empty_screens(), duty=DutyView))
    stage.act(lambda: window.show_page("duty"))
    page = window.others["duty"]
    assert isinstance(page, DutyView)

    assert isinstance(page.log_pane.state, NoRight)
    assert isinstance(page.handover_pane.state, NoRight)
    stage.act(lambda: page.tabs.setCurrentIndex(1))
    assert not isinstance(page.log_pane.state, NoRight)
