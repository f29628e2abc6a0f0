"""Beside the log: who holds what, who was sent down, posts against plan; each is changed by who may."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from app.commands.staffing import Second
from app.domain.delegation import Grant, Lent
from app.domain.people import Appointment, Office, Posting, Role, Source, Trade
from app.domain.problems import Code, Problem
from app.domain.roster import Establishment, Force
from tests.pages.forms import put, text_of
from tests.pages.screens import MakeScreen
from tests.support.builders import AREA, CHIEF, DEPUTY, LONG_AGO, NOW, OFFICER, TOWN, TOWN_CHIEF, busy_day, quiet_day
from tests.support.screen import ScreenStage
from tests.ui.duty.shifts import hear, people_of_the_area
from ui.common.columns import Row
from ui.common.pane_states import Failed
from ui.common.theme import Theme
from ui.duty.act_list import ActList
from ui.duty.staff_columns import TERM
from ui.duty.staff_forms import (
    AppointForm,
    DelegateForm,
    EndSecondmentForm,
    EstablishmentForm,
    PostForm,
    RevokeForm,
    SecondForm,
)
from ui.duty.view import DutyView
from ui.incident.forms.act_dialog import ActDialog

POSTS, SENT, PLAN = 1, 2, 3
KEEPER = "p-hui"
CELL_INSET = 6


class Page:
    """The page as a person sees and works it."""

    def __init__(self, stage: ScreenStage, view: DutyView) -> None:
        self.stage, self.view = stage, view

    def turn_to(self, place: int) -> None:
        self.stage.act(lambda: self.view.tabs.setCurrentIndex(place))

    def tabs(self) -> list[str]:
        bar = self.view.tabs
        return [" ".join(bar.tabText(place).split()) for place in range(bar.count())]

    def rows(self, part: ActList[Row], *columns: int) -> list[tuple[str, ...]]:
        model = part.model
        return [tuple(str(model.index(row, column).data()) for column in columns) for row in range(model.rowCount())]

    def choose(self, part: ActList[Row], key: Hashable) -> None:
        self.stage.act(lambda: part.table.choose(key))

    def press(self, part: ActList[Row], command: str) -> None:
        self.stage.act(part.button(command).click)

    def form(self, kind: type[ActDialog]) -> ActDialog:
        return self.stage.dialog(kind)

    def submit(self, kind: type[ActDialog], **values: object) -> None:
        form = self.form(kind)
        for name, value in values.items():
            self.stage.act(partial(put, form.fields[name].control, value))
        self.stage.act(form.submit_button.click)

    def is_open(self) -> bool:
        return any(dialog.isVisible() for dialog in self.view.window().findChildren(QDialog))

    def sits_down(self, person: str) -> None:
        self.stage.become(person)
        self.stage.act(lambda: self.view.tell_link(None))


def opened(make_screen: MakeScreen, person: str = CHIEF) -> Page:
    stage = make_screen(busy_day(), person=person)
    page = Page(stage, stage.show(DutyView, size=(1350, 800)))
    hear(stage, *people_of_the_area())
    return page


@pytest.fixture
def page(make_screen: MakeScreen) -> Page:
    return opened(make_screen)


def test_the_tabs_say_how_many_there_are(page: Page) -> None:
    assert page.tabs() == ["值班日志", "任职与委托 11", "下沉力量 1", "编制 6"]
    page.turn_to(POSTS)
    assert page.view.staff.holdings.isVisible()
    assert not page.view.log.isVisible()
    page.turn_to(0)
    assert page.view.log.isVisible()


def test_what_is_held_stands_in_force_first_with_holder_term_and_state(page: Page) -> None:
    rows = page.rows(page.view.staff.holdings, 1, 2, 3, 5, 6)
    assert rows[0] == ("任职", "片区专职副网格长", "张磊", "2026-01-01 起", "现行")
    assert ("委托", "签发纪要", "周建国 → 片区专职副网格长", "2026-09-01 至 2027-03-01", "现行") in rows
    assert [row[4] for row in rows[-2:]] == ["已到期", "已撤销"]


def test_the_leader_lends_acts_and_calls_them_back(page: Page) -> None:
    holdings = page.view.staff.holdings
    page.press(holdings, "Delegate")
    form = page.form(DelegateForm)
    assert isinstance(form, DelegateForm)
    assert text_of(form.fields["grid"].control) == "南翔镇第三片区"
    form.acts.item(1).setCheckState(Qt.CheckState.Checked)
    page.submit(DelegateForm, receiver="R4", until="90")
    grant = next(one for one in page.stage.cache.find(Grant) if one.since == NOW.replace(second=0))
    assert (grant.acts, grant.receiver, grant.grid, grant.giver) == ((Lent.DISPATCH_AREA,), Role.AREA_DEPUTY, AREA, CHIEF)
    assert grant.until == grant.since + timedelta(days=90)
    assert page.tabs()[POSTS] == "任职与委托 12"

    page.choose(holdings, grant.id)
    page.press(holdings, "Revoke")
    assert "片区派遣" in text_of(page.form(RevokeForm).fields["held"].control)
    page.submit(RevokeForm)
    gone = page.stage.cache.get(Grant, grant.id)
    assert gone is not None
    assert gone.revoked_at == NOW
    assert not holdings.button("Revoke").isEnabled()


def test_a_loan_without_acts_is_refused_beside_them(page: Page) -> None:
    page.press(page.view.staff.holdings, "Delegate")
    page.submit(DelegateForm)
    assert "2005" in page.form(DelegateForm).fields["acts"].message


def test_what_one_may_not_do_is_locked_with_the_reason_beneath(page: Page) -> None:
    holdings = page.view.staff.holdings
    assert holdings.button("Delegate").isEnabled()
    assert not holdings.button("PostLeader").isEnabled()
    assert "任网格长：没有权限" in holdings.reasons
    page.sits_down(OFFICER)
    assert not holdings.button("Delegate").isEnabled()
    page.sits_down(TOWN_CHIEF)
    assert holdings.button("PostLeader").isEnabled()


def test_without_the_centre_rights_stay_as_they_are(page: Page) -> None:
    page.stage.act(page.stage.central.unplug)
    holdings, sent = page.view.staff.holdings, page.view.staff.sent
    assert str(Code.NEEDS_CENTRAL.value) in holdings.button("Delegate").reason
    assert sent.button("Second").isEnabled(), "who was sent down can be written down all the same"


def test_the_town_fills_a_post_and_the_term_before_ends_there(page: Page) -> None:
    page.sits_down(TOWN_CHIEF)
    page.press(page.view.staff.holdings, "PostLeader")
    page.submit(PostForm)
    assert "2005" in page.form(PostForm).fields["person"].message
    page.submit(PostForm, person="张磊")
    terms = {one.person: one for one in page.stage.cache.find(Posting, grid=AREA) if one.office is Office.AREA_CHIEF}
    assert terms[CHIEF].until == terms[DEPUTY].since == NOW.replace(second=0)


def test_a_unit_chief_is_posted_in_a_unit(page: Page) -> None:
    page.sits_down(TOWN_CHIEF)
    page.press(page.view.staff.holdings, "PostLeader")
    page.submit(PostForm, office=Office.UNIT_CHIEF.value, grid="金通", person="王芳")
    posted = [one for one in page.stage.cache.find(Posting) if one.office is Office.UNIT_CHIEF]
    assert [(one.grid, one.person) for one in posted] == [("310114102004001", OFFICER)]


def test_who_keeps_the_rights_gives_and_takes_a_role(page: Page) -> None:
    keeper = Appointment(id="a-sec", town=TOWN, area=AREA, person=KEEPER, role=Role.SECURITY, place=TOWN, since=LONG_AGO)
    hear(page.stage, keeper)
    page.sits_down(KEEPER)
    holdings = page.view.staff.holdings
    page.press(holdings, "Appoint")
    page.submit(AppointForm, person="李敏", role=Role.AREA_DEPUTY.value)
    given = [one for one in page.stage.cache.find(Appointment, person="p-li") if one.role is Role.AREA_DEPUTY]
    assert [(one.place, one.until) for one in given] == [(AREA, None)]

    page.choose(holdings, given[0].id)
    page.stage.act(lambda: QTest.keyClick(holdings.table, Qt.Key.Key_Return))
    page.submit(RevokeForm)
    assert [one.revoked_at for one in page.stage.cache.find(Appointment, person="p-li") if one.id == given[0].id] == [NOW]


def test_a_post_is_not_taken_away_but_ends_with_its_term(page: Page) -> None:
    holdings = page.view.staff.holdings
    page.choose(holdings, "post-1")
    assert "到期自行终止" in holdings.button("Revoke").reason
    page.stage.act(lambda: QTest.keyClick(holdings.table, Qt.Key.Key_Return))
    assert not page.is_open()


def test_a_force_is_sent_down_and_comes_back(make_screen: MakeScreen) -> None:
    page = opened(make_screen, DEPUTY)
    sent = page.view.staff.sent
    page.turn_to(SENT)
    assert page.rows(sent, 1, 3, 4) == [("水务抢修班", "区水务局", "2026-09-01 至 2027-03-01")]
    page.press(sent, "Second")
    page.submit(SecondForm, force="城管2队")
    assert "2005" in page.form(SecondForm).fields["sent_by"].message
    page.submit(SecondForm, sent_by="区城管执法局", until="180", basis="赋能清单第 3 项")
    force = page.stage.cache.get(Force, "f-cg2")
    assert force is not None
    assert force.seconded is not None
    assert (force.seconded.sent_by, force.seconded.basis) == ("urban_management", "赋能清单第 3 项")

    page.choose(sent, "f-cg2")
    page.press(sent, "EndSecondment")
    page.submit(EndSecondmentForm)
    ended = page.stage.cache.get(Force, "f-cg2")
    assert ended is not None
    assert ended.seconded is not None
    assert ended.seconded.until == NOW.replace(second=0)
    assert not sent.button("EndSecondment").isEnabled()


def test_a_force_sent_down_elsewhere_is_heard(page: Page) -> None:
    page.stage.given(Second(force="f-cg1", sent_by="urban_management", since=LONG_AGO))
    assert page.tabs()[SENT] == "下沉力量 2"


def test_posts_are_planned_anew_where_they_are_and_newly_where_none_were(make_screen: MakeScreen) -> None:
    page = opened(make_screen, DEPUTY)
    plan = page.view.staff.posts
    page.turn_to(PLAN)
    assert ("网格自有力量", "服务", "12", "缺 3") in page.rows(plan, 1, 2, 3, 6)
    page.choose(plan, ("own", "service"))
    page.stage.act(lambda: QTest.keyClick(plan.table, Qt.Key.Key_Return))
    page.submit(EstablishmentForm, planned=9)
    figure = page.stage.cache.get(Establishment, "e-own")
    assert figure is not None
    assert figure.planned == 9
    page.press(plan, "SetEstablishment")
    page.submit(EstablishmentForm, source=Source.OWN.value, trade=Trade.OPS_TEAM.value, planned=6)
    made = [f for f in page.stage.cache.find(Establishment) if f.trade is Trade.OPS_TEAM]
    assert [(f.source, f.planned) for f in made] == [(Source.OWN, 6)]


def test_an_area_without_any_says_so(make_screen: MakeScreen) -> None:
    stage = make_screen(quiet_day(), person=CHIEF)
    page = Page(stage, stage.show(DutyView, size=(1350, 800)))
    page.turn_to(SENT)
    assert page.view.staff.sent._none.isVisible()
    assert page.view.staff.sent._none.text() == "没有下沉力量"


def test_a_cache_that_fails_is_told(page: Page) -> None:
    page.stage.lanes.trouble = Problem(Code.DISK_FULL)
    page.stage.act(page.view.staff.read_again)
    assert isinstance(page.view.log_pane.state, Failed)


def test_english_tells_posts_in_english(page: Page) -> None:
    page.stage.speak("en")
    assert any(row[1] == "Area deputy chief" for row in page.rows(page.view.staff.holdings, 1, 2))


def test_models_hold_qts_own_rules(page: Page, watched: Callable[[QAbstractItemModel], None]) -> None:
    for model in (page.view.staff.holdings.model, page.view.staff.sent.model, page.view.staff.posts.model):
        watched(model)
    page.stage.given(Second(force="f-cg1", sent_by="urban_management", since=LONG_AGO))
    assert page.view.staff.counts[1] == 2


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("text", ["2026-10-30 14:32 至 2026-12-30 14:32", "2026-10-30 14:32 to 2026-12-30 14:32"])
def test_a_term_has_room_for_both_its_days(theme: Theme, scale: int, text: str) -> None:
    theme.set_scale(scale)
    assert QFontMetrics(theme.font()).horizontalAdvance(text) + 2 * CELL_INSET <= theme.px(TERM)
    theme.set_scale(100)
