"""A town's limits are read by all and set by those who may, each with its reason."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest

from app.domain.catalogue import Severity
from app.domain.deadline import Clock, Term
from app.domain.meeting import LimitSet, TownTerms
from app.domain.record import Put
from app.domain.terms import Timer
from tests.pages.screens import MakeScreen
from tests.support.builders import NOW, OFFICER, TOWN, TOWN_CHIEF, busy_day
from tests.support.screen import ScreenStage
from ui.settings.limit_form import LimitForm
from ui.settings.limits import LimitsPane
from ui.settings.view import LIMITS, SettingsView

WASTE = "classes.0110"
OWN = TownTerms(
    id=TOWN,
    town=TOWN,
    text='{"classes":{"0110":{"amount":2.0,"clock":"W"}}}',
    edition=4,
    made=(LimitSet(place=WASTE, at=NOW, by=TOWN_CHIEF, by_name="陆海", reason="创城期间加快", basis="南府办〔2026〕12号"),),
)


class Page:
    """The page as a person sees and works it."""

    def __init__(self, stage: ScreenStage, view: SettingsView) -> None:
        self.stage, self.pane = stage, view.limits
        stage.act(lambda: view.tabs.setCurrentIndex(LIMITS))

    def row(self, place: str) -> dict[str, str]:
        model = self.pane.model
        at = model.place_of(place)
        assert at is not None, f"{place} is not in the list"
        return {column.key: str(model.index(at, n).data()) for n, column in enumerate(model.columns)}

    def places(self) -> list[str]:
        return [row.place for row in self.pane.model.rows]

    def find(self, query: str) -> None:
        self.stage.act(lambda: self.pane.search.setText(query))

    def turn(self, tab: int) -> None:
        self.stage.act(lambda: self.pane.tabs.setCurrentIndex(tab))

    def edit(self, place: str) -> LimitForm:
        self.pane.table.choose(place)
        self.stage.act(self.pane.button.click)
        return self.stage.dialog(LimitForm)

    def fill(self, form: LimitForm, *, amount: str, reason: str = "创城", basis: str = "") -> None:
        form._amount.setText(amount)
        form._reason.setText(reason)
        form._basis.setText(basis)
        self.stage.act(form.submit)

    def held(self) -> TownTerms | None:
        return self.stage.cache.get(TownTerms, TOWN)


def opened(make_screen: MakeScreen, person: str = TOWN_CHIEF, **options: Any) -> Page:
    stage = make_screen(busy_day(), person=person, **options)
    return Page(stage, stage.show(SettingsView, size=(1350, 700)))


@pytest.fixture
def page(make_screen: MakeScreen) -> Page:
    return opened(make_screen, extra=(OWN,))


def test_each_limit_stands_with_its_default_the_towns_own_and_what_they_rest_on(page: Page) -> None:
    assert page.pane.edition == "南翔镇 · 第 4 版 · 自定 1 项"
    assert page.row(WASTE) == {
        "code": "0110",
        "name": "暴露生活垃圾",
        "shipped": "4 工作小时",
        "own": "2 工作小时",
        "range": "1 – 8 工作小时",
        "basis": "南府办〔2026〕12号",
        "reason": "创城期间加快",
        "who": "陆海",
        "since": "14:32",
    }
    plain = page.row("classes.0112")
    assert (plain["own"], plain["basis"], plain["who"]) == ("—", "外地公布的表，未核对国标", "")
    assert page.row("classes.2112")["basis"] == "本产品建议"


def test_steps_windows_and_counts_have_lists_of_their_own(page: Page) -> None:
    page.turn(1)
    assert page.row("steps.T1.critical")["shipped"] == "10 分钟（昼夜）"
    assert not [place for place in page.places() if place.startswith("steps.T7")]
    page.turn(2)
    told = {place: page.row(place)["shipped"] for place in page.places()}
    assert (told["returns_at_most"], told["extension_share"], told["unconfirmed_days"]) == ("2 次", "50 %", "30 天")
    assert page.row("hotline.help")["basis"] == "本市别镇公布的规定"


def test_what_the_defaults_are_is_said_above_them(page: Page) -> None:
    assert "不是本区、本镇的正式规定" in page.pane._told.text()


def test_a_code_finds_the_event_and_the_part_that_bear_it(page: Page) -> None:
    ours, of_a_table = page.row("classes.2138")["basis"], page.row(WASTE)["basis"]
    page.find("0110")
    assert page.places() == [WASTE, "classes.P0110"]
    assert page.row("classes.P0110")["basis"] == ours != of_a_table
    page.find("P0110")
    assert page.places() == ["classes.P0110"]


@pytest.mark.parametrize("query", ["暴露", "blsh", "baolu", "Exposed household"])
def test_a_limit_is_found_by_name_code_pinyin_or_initials(page: Page, query: str) -> None:
    page.find(query)
    assert page.places() == [WASTE]
    assert page.pane.tabs.tabText(1) == "环节  0"


def test_a_change_is_kept_with_who_why_and_on_what(page: Page) -> None:
    form = page.edit("classes.0112")
    page.fill(form, amount="1.5", reason="路段整治", basis="南府办〔2026〕15号")
    held = page.held()
    assert held is not None
    assert page.stage.cache.terms(TOWN).classes["0112"] == Term(Clock.WORK_HOUR, 1.5)
    assert held.edition == 5
    assert {one.place: (one.by_name, one.reason, one.basis) for one in held.made} == {
        WASTE: ("陆海", "创城期间加快", "南府办〔2026〕12号"),
        "classes.0112": ("陆海", "路段整治", "南府办〔2026〕15号"),
    }
    assert (page.row("classes.0112")["own"], page.pane.edition) == ("1.5 工作小时", "南翔镇 · 第 5 版 · 自定 2 项")
    assert [notice.text for notice in page.stage.notices.standing] == ["道路不洁 已定为 1.5 工作小时"]


def test_an_empty_amount_takes_the_default_back(page: Page) -> None:
    form = page.edit(WASTE)
    assert (form._amount.text(), form._basis.text()) == ("2", "南府办〔2026〕12号")
    page.fill(form, amount="")
    held = page.held()
    assert held is not None
    assert (held.text, held.made, held.edition) == ("{}", (), 5)
    assert page.row(WASTE)["own"] == "—"


def test_what_is_beyond_the_bounds_or_no_number_is_said_beside_the_amount_in_its_unit(page: Page) -> None:
    form = page.edit(WASTE)
    page.fill(form, amount="9")
    assert form.fields["amount"].message == (
        "暴露生活垃圾 填的是 9 工作小时，应在 1 至 8 工作小时 之间（缺省的四分之一到两倍，次数不超过两倍）〔3016〕"
    )
    page.fill(form, amount="四")
    assert form.fields["amount"].message == "本镇时限 应是一个数，填的是「四」〔3018〕"
    page.fill(form, amount="3", reason=" ")
    assert form.fields["reason"].message == "还没有填：理由〔2005〕"
    assert page.held() == OWN


def test_minutes_and_percents_are_typed_as_they_are_shown(page: Page) -> None:
    page.turn(1)
    page.fill(page.edit("steps.T1.critical"), amount="15")
    page.turn(2)
    page.fill(page.edit("extension_share"), amount="40 %")
    page.fill(page.edit("returns_at_most"), amount="3")
    terms = page.stage.cache.terms(TOWN)
    assert terms.step(Timer.VERIFY, Severity.CRITICAL) == Term(Clock.URGENT_HOUR, 0.25)
    assert (terms.extension_share, terms.returns_at_most) == (0.4, 3)


def test_a_change_on_an_edition_that_is_no_longer_there_is_refused(page: Page) -> None:
    form = page.edit("classes.0112")
    newer = TownTerms(id=TOWN, town=TOWN, text="{}", edition=5)
    page.stage.cache.apply((Put(newer),))
    page.fill(form, amount="1")
    assert form.problem == "南翔镇的时限已被他人改动：你看到的是第 4 版，现在是第 5 版〔3017〕"


def test_who_may_not_set_them_reads_them_with_the_reason(make_screen: MakeScreen) -> None:
    page = opened(make_screen, OFFICER, extra=(OWN,))
    assert page.row(WASTE)["own"] == "2 工作小时"
    assert page.pane.locked == "没有权限：此事由系统管理员、街镇城运中心、系统办理〔1007〕"
    page.pane.table.choose(WASTE)
    assert (page.pane.button.isEnabled(), page.pane.button.reason) == (False, page.pane.locked)
    page.stage.act(lambda: QTest.keyClick(page.pane.table, Qt.Key.Key_Return))
    assert not page.pane.window().findChildren(LimitForm)


def test_offline_they_are_only_to_be_read(page: Page) -> None:
    page.pane.table.choose(WASTE)
    assert page.pane.button.isEnabled()
    page.stage.act(lambda: page.stage.central.unplug(minutes_ago=6))
    assert page.pane.locked.endswith("〔5011〕")
    assert not page.pane.button.isEnabled()
    page.stage.act(page.stage.central.plug)
    assert (page.pane.locked, page.pane.button.isEnabled()) == ("", True)


def test_a_town_without_limits_of_its_own_says_so(make_screen: MakeScreen) -> None:
    assert opened(make_screen).pane.edition == "南翔镇 · 全部用缺省"


def test_enter_in_the_box_goes_to_the_first_that_was_found(page: Page) -> None:
    page.find("blsh")
    page.stage.act(lambda: QTest.keyClick(page.pane.search, Qt.Key.Key_Return))
    assert page.pane.table.chosen == WASTE


def test_the_model_holds_qts_own_rules(page: Page, qtmodeltester: Any) -> None:
    model: QAbstractItemModel = page.pane.model
    qtmodeltester.check(model)


def test_the_pane_is_what_the_page_shows(page: Page) -> None:
    assert isinstance(page.pane, LimitsPane)
    assert page.pane.isVisible()
