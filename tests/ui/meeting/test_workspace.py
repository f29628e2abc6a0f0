"""The weekly workspace from an empty week to printed minutes, as deputy, officer and chief work it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.analysis.weekly import encode
from app.commands.decisions import AdvanceAction
from app.desk.meeting import Workspace, chosen_panels
from app.desk.minutes import paper_digest
from app.desk.panels import Behind
from app.domain.incident import Incident
from app.domain.meeting import ActionItem, AgendaPoint, Decision, Meeting, Package, Presence, Progress, Stage
from app.domain.problems import Code, Problem
from tests.desk.weeks import WEEK
from tests.pages.screens import MakeScreen
from tests.support.builders import AREA, CHIEF, DEPUTY, NOW, OFFICER, TOWN
from tests.support.screen import ScreenStage
from tests.ui.meeting.stages import CountingPaper, frozen, make_workspace, workspace_on
from ui.common.pane_states import EmptyGood, Failed, Ready
from ui.meeting.forms import AdvanceForm, DraftForm, HoldForm
from ui.meeting.lines import ACTIONS, DECISIONS, PEOPLE, REVIEWED
from ui.meeting.lists import ListDialog
from ui.meeting.panel_dialog import PanelDialog
from ui.meeting.printing import a4_printer
from ui.meeting.view import MeetingView


class Page:
    """The workspace as a person sees and works it."""

    def __init__(self, stage: ScreenStage, view: MeetingView, paper: CountingPaper) -> None:
        self.stage, self.view, self.paper = stage, view, paper
        self.cases: list[str] = []
        view.incident_chosen.connect(self.cases.append)

    @property
    def meeting(self) -> Meeting:
        found = self.stage.cache.find(Meeting, area=AREA, week=WEEK)
        assert len(found) == 1
        return found[0]

    @property
    def found(self) -> Workspace:
        found = self.view.found
        assert found is not None
        return found

    @property
    def paper_digest(self) -> str:
        return paper_digest(self.view.work.document(self.found, None))

    @property
    def next_act(self) -> str:
        button = self.view.phases.next
        return "" if button.isHidden() else button.text()

    def press_next(self) -> None:
        self.stage.act(self.view.phases.next.click)

    def press(self, key: Qt.Key) -> None:
        focus = self.view.focusWidget()
        assert focus is not None
        self.stage.act(lambda: QTest.keyClick(focus, key))

    def type(self, tab: int, line: str) -> None:
        self.view.lines.tabs.setCurrentIndex(tab)
        self.view.lines.entry.setText(line)
        self.stage.act(lambda: QTest.keyClick(self.view.lines.entry, Qt.Key.Key_Return))

    def tick(self, panel: str) -> None:
        self.stage.act(self.view.figures.gallery.card(panel).press_tick)

    def open_number(self, panel: str, name: str) -> ListDialog:
        fact = next(fact for fact in self.view.figures._facts(panel) if fact.name == name)
        return self.open_behind(panel, fact.behind)

    def open_behind(self, panel: str, behind: Behind) -> ListDialog:
        self.stage.act(lambda: self.view.figures.gallery.card(panel).list_asked.emit(panel, behind))
        return self.stage.dialog(ListDialog)

    def notices(self) -> list[str]:
        return [notice.text for notice in self.stage.notices.standing]


def at(make_screen: MakeScreen, stage: Stage | None, *, person: str = DEPUTY, **told: Any) -> Page:
    made = make_workspace(make_screen, stage, person=person, **told)
    return Page(made, *workspace_on(made))


@pytest.fixture
def held(make_screen: MakeScreen) -> Iterator[Page]:
    """The meeting is held. The page lets go of its screen in the end: charts own menus that would live as long as it does."""
    page = at(make_screen, Stage.HELD)
    yield page
    vars(page).clear()


# --- choosing, opening, freezing ---------------------------------------------------------------------------------------------


def test_the_week_that_has_just_ended_is_offered_first(make_screen: MakeScreen) -> None:
    page = at(make_screen, None)
    assert page.view.week == WEEK
    assert page.view.phases.weeks.currentText() == "第 46 周  11-09 至 11-15"
    assert page.view.phases.weeks.itemText(0).startswith("第 47 周")


def test_another_week_shows_another_meeting(held: Page) -> None:
    held.stage.act(lambda: held.view.show_week("2026-W45"))
    assert (held.next_act, held.view.package) == ("筹备例会", None)
    held.stage.act(lambda: held.view.show_week(WEEK))
    assert held.view.package == frozen()
    assert held.view.preview.page_count > 0


def test_the_deputy_opens_the_meeting_of_a_week(make_screen: MakeScreen) -> None:
    page = at(make_screen, None)
    assert isinstance(page.view.figures.pane.state, EmptyGood)
    page.press_next()
    assert (page.meeting.stage, page.meeting.agenda[0].panel) == (Stage.PREPARING, "actions")
    assert page.meeting.agenda[0].title.startswith("检查上次行动项：")
    assert [point.panel for point in page.meeting.agenda[1:3]] == ["volume", "mix"]
    assert page.next_act == "冻结数据"


def test_the_officer_may_not_open_it_and_learns_why(make_screen: MakeScreen) -> None:
    page = at(make_screen, None, person=OFFICER)
    assert not page.view.phases.next.isEnabled()
    assert "片区专职副网格长" in page.view.phases.reason


def test_figures_are_frozen_by_the_centre_and_shown_when_they_come(make_screen: MakeScreen) -> None:
    page = at(make_screen, Stage.PREPARING)
    page.press_next()
    assert page.meeting.stage is Stage.FREEZING
    assert (page.view.phases.mark, page.next_act) == ("冻结中，等中心算出", "")
    assert isinstance(page.view.figures.pane.state, EmptyGood)
    package = frozen()
    pinned = Package(
        id="k-46", town=TOWN, area=AREA, week=WEEK, meeting="m-46", cutoff=package.cutoff, model=package.model,
        digest=package.digest, body=encode(package).decode(),
    )  # fmt: skip
    page.stage.act(lambda: page.stage.central.hear(pinned, replace(page.meeting, stage=Stage.FROZEN, package="k-46")))
    assert page.view.package == package
    assert isinstance(page.view.figures.pane.state, Ready)
    assert (page.view.phases.mark, page.next_act) == ("", "召开例会…")
    assert page.view.phases.rests.startswith(f"快照 {package.digest[:8]}，冻结后变化 0 件")


def test_without_the_centre_nothing_is_frozen_but_the_desk_can_try(make_screen: MakeScreen) -> None:
    page = at(make_screen, Stage.PREPARING)
    page.stage.act(lambda: page.stage.central.unplug(minutes_ago=6))
    assert not page.view.phases.next.isEnabled()
    assert "离线" in page.view.phases.reason
    page.stage.act(page.view.phases.trial.click)
    assert page.view.phases.mark == "本地试算，数据截至 11-18 14:32"
    assert page.view.figures.gallery.card("volume").sentence.startswith("本周受理92件")
    page.stage.act(page.stage.central.plug)
    assert page.view.phases.next.isEnabled()


# --- panels and the lists behind numbers -------------------------------------------------------------------------------------


def test_every_panel_is_a_card_with_its_sentence(held: Page) -> None:
    sentences = [card.sentence for card in held.view.figures.gallery.cards]
    assert sentences == [panel.sentence.zh for panel in frozen().panels]


def test_a_number_opens_its_list_and_a_case_of_it(held: Page) -> None:
    dialog = held.open_number("volume", "received")
    assert dialog.table.model().rowCount() == 92
    assert dialog.note == "92 件，数据截至 11-16 12:00"
    dialog.table.selectRow(0)
    held.stage.act(lambda: QTest.keyClick(dialog.table, Qt.Key.Key_Return))
    assert len(held.cases) == 1


def test_a_mark_of_a_chart_opens_its_list(held: Page) -> None:
    held.stage.act(lambda: held.view.figures.gallery.card("heat")._on_mark("cells", "0|0"))
    assert held.stage.dialog(ListDialog).windowTitle() == "网格和类别 · 惠平社区 · 偷乱倒渣土"


def test_an_empty_number_says_that_nothing_is_behind_it(held: Page) -> None:
    dialog = held.open_number("volume", "withdrawn")
    assert dialog.table.isHidden()


def test_what_changed_after_the_freeze_is_said_beside_the_list(held: Page) -> None:

    case = held.stage.cache.get(Incident, "s-2026-W46-001")
    assert case is not None
    held.stage.act(lambda: held.stage.central.hear(replace(case, id="late", reported_at=held.stage.clock.now)))
    assert held.open_number("volume", "received").note.endswith("现在查到 93 件，其间有变化")


def test_last_meetings_actions_are_a_list_too(held: Page) -> None:
    dialog = held.open_number("actions", "actions_overdue")
    assert dialog.table.model().rowCount() == 1
    assert "逾期 3 天" in [dialog.table.model().index(0, column).data() for column in range(6)]


def test_a_card_enlarges_to_all_its_numbers(held: Page) -> None:
    card = held.view.figures.gallery.card("timeliness")
    card.setFocus()
    held.stage.act(lambda: QTest.keyClick(card, Qt.Key.Key_Return))
    dialog = held.stage.dialog(PanelDialog)
    told = {dialog.table.model().index(r, 0).data(): dialog.table.model().index(r, 1).data() for r in range(12)}
    assert (told["按时办结"], told["应结"], told["半数办结用时"]) == ("77 · 89.5 %", "86", "21 小时")
    dialog.table.selectRow(1)
    held.stage.act(lambda: QTest.keyClick(dialog.table, Qt.Key.Key_Return))
    assert held.stage.dialog(ListDialog).table.model().rowCount() == 86


def test_arrows_go_from_card_to_card(held: Page) -> None:
    cards = held.view.figures.gallery.cards
    cards[0].setFocus()
    held.press(Qt.Key.Key_Right)
    held.press(Qt.Key.Key_Down)
    assert held.view.focusWidget() is cards[5]


def test_panels_are_ticked_for_the_minutes_with_space(held: Page) -> None:
    card = held.view.figures.gallery.card("volume")
    card.setFocus()
    before = len(held.paper.asked)
    held.stage.act(lambda: QTest.keyClick(card, Qt.Key.Key_Space))
    held.tick("workload")
    assert chosen_panels(held.meeting) == ("volume", "workload")
    assert len(held.paper.asked) == before + 2, "each tick changes the paper"
    held.tick("volume")
    held.tick("workload")
    assert chosen_panels(held.meeting) == ()


def test_ticks_made_before_the_meeting_go_with_it(make_screen: MakeScreen) -> None:
    page = at(make_screen, Stage.FROZEN)
    page.tick("repeats")
    page.press_next()
    page.stage.act(page.stage.dialog(HoldForm).submit)
    assert (page.meeting.stage, chosen_panels(page.meeting)) == (Stage.HELD, ("repeats",))


# --- decisions, actions, attendance ------------------------------------------------------------------------------------------


def test_an_action_is_put_down_in_one_line(held: Page) -> None:
    held.type(ACTIONS, "清运裕丰路渣土，城管1队 顾海、嘉翔物业，下周一")
    items = held.stage.cache.find(ActionItem, meeting="m-46")
    given = max(items, key=lambda item: item.no)
    assert (given.text, given.owner, given.co_owners) == ("清运裕丰路渣土", "城管1队 顾海", ("嘉翔物业",))
    assert given.due.isoformat() == "2026-11-23"
    assert held.view.lines.entry.text() == ""
    assert held.view.lines.given.rowCount() == 4


def test_an_action_is_linked_to_the_cases_that_the_line_names(held: Page) -> None:
    case = next(iter(held.stage.cache.cases_between(AREA, NOW - timedelta(weeks=2), NOW)))
    held.type(ACTIONS, f"回访，李敏，下周一 #{case.called}")
    given = max(held.stage.cache.find(ActionItem, meeting="m-46"), key=lambda item: item.no)
    assert (given.text, given.incidents) == ("回访", (case.id,))

    held.type(ACTIONS, "回访，李敏，下周一 #no-such")
    assert "4009" in held.view.lines.said
    assert held.view.lines.entry.text() == "回访，李敏，下周一 #no-such"


def test_the_run_sheet_is_written_with_the_attendance(make_screen: MakeScreen) -> None:
    page = at(make_screen, Stage.FROZEN, agenda=(AgendaPoint(title="高发点位", minutes=10, panel="heat"),))
    page.press_next()
    form = page.stage.dialog(HoldForm)
    assert form._points.toPlainText() == "高发点位 10"
    form._points.setPlainText("渣土专题 20\n高发点位")
    page.stage.act(form.submit)
    assert [(p.title, p.minutes, p.panel) for p in page.meeting.agenda] == [("渣土专题", 20, ""), ("高发点位", 10, "heat")]


def test_an_action_without_a_day_is_not_put_down_and_says_what_is_missing(held: Page) -> None:
    held.type(ACTIONS, "清运裕丰路渣土，城管1队")
    assert held.view.lines.said == "还缺：哪天。写法：做什么，谁，哪天"
    assert held.view.lines.entry.text() == "清运裕丰路渣土，城管1队"
    assert len(held.stage.cache.find(ActionItem, meeting="m-46")) == 3


def test_a_decision_is_a_heading_and_its_text(held: Page) -> None:
    held.type(DECISIONS, "调整夜间巡查：由分中心自11月20日起执行")
    latest = max(held.stage.cache.find(Decision, meeting="m-46"), key=lambda decision: decision.no)
    assert (latest.heading, latest.text) == ("调整夜间巡查", "由分中心自11月20日起执行")


def test_a_line_that_is_refused_stays(held: Page) -> None:
    held.type(DECISIONS, "长" * 500)
    assert held.view.lines.said
    assert held.view.lines.entry.text()


def test_people_join_the_list_in_one_line(held: Page) -> None:
    held.type(PEOPLE, "褚宁 市场所 请假")
    joined = next(one for one in held.meeting.attendees if one.name == "褚宁")
    assert (joined.post, joined.presence) == ("市场所", Presence.EXCUSED)
    assert held.view.lines.people.rowCount() == 8


def test_an_old_action_gets_on_with_something_to_show_for_it(held: Page) -> None:
    held.view.lines.tabs.setCurrentIndex(REVIEWED)
    table = held.view.lines.tables[REVIEWED]
    table.choose("old-2")
    held.stage.act(lambda: QTest.keyClick(table, Qt.Key.Key_Return))
    form = held.stage.dialog(AdvanceForm)
    form._progress.setCurrentIndex(form._progress.findData("done"))
    held.stage.act(form.submit)
    assert form.fields["evidence"].message != "", "what is done needs evidence"
    form._evidence.setPlainText("照片2张")
    held.stage.act(form.submit)
    item = held.stage.cache.get(ActionItem, "old-2")
    assert item is not None
    assert (item.progress, item.evidence) == (Progress.DONE, "照片2张")


def test_a_late_action_says_by_how_many_days(held: Page) -> None:
    model = held.view.lines.reviewed
    assert model.index(0, 5).data() == "逾期 5 天"


def test_lines_wait_for_a_meeting(make_screen: MakeScreen) -> None:
    page = at(make_screen, None)
    page.type(ACTIONS, "清运，城管1队，周五")
    assert page.view.lines.said == "先筹备这一周的例会"


# --- minutes -----------------------------------------------------------------------------------------------------------------


def test_the_meeting_is_held_with_those_expected(make_screen: MakeScreen) -> None:
    page = at(make_screen, Stage.FROZEN)
    page.press_next()
    form = page.stage.dialog(HoldForm)
    assert [(one.name, one.post) for one in form.attendees] == [("周建国", "片区网格长")]
    form._people.setPlainText("张磊 片区专职副网格长\n周建国 片区网格长 请假")
    page.stage.act(form.submit)
    assert [(one.name, one.presence) for one in page.meeting.attendees][1] == ("周建国", Presence.EXCUSED)
    assert page.meeting.chair_name == "张磊"
    assert page.next_act == "起草纪要…"


def test_drafting_checking_and_issuing_need_three_pairs_of_eyes(held: Page) -> None:
    held.press_next()
    form = held.stage.dialog(DraftForm)
    form._title.setText("研究渣土偷倒整治")
    form._copies.setText("镇党政办公室、镇城运中心")
    held.stage.act(form.submit)
    assert (held.meeting.stage, held.meeting.copy_to) == (Stage.DRAFTED, ("镇党政办公室", "镇城运中心"))
    assert not held.view.phases.next.isEnabled(), "the drafter does not check"

    held.stage.become(OFFICER)
    held.stage.act(held.view.open)
    held.press_next()
    assert (held.meeting.stage, held.meeting.checked_name) == (Stage.CHECKED, "王芳")
    assert not held.view.lines.entry.isEnabled(), "what was checked takes no new line"
    assert not held.view.phases.next.isEnabled()

    held.stage.become(CHIEF)
    held.stage.act(held.view.open)
    held.press_next()
    assert (held.meeting.stage, held.meeting.issued_name) == (Stage.ISSUED, "周建国")
    assert len(held.meeting.digest) == 64
    assert held.next_act == "督办"
    issued = held.paper_digest
    cancel = AdvanceAction(action="old-2", saw=Progress.OPEN, progress=Progress.CANCELLED)
    held.stage.given(cancel)
    assert "old-2" not in [action.id for action in held.found.reviewed if action.progress is Progress.OPEN]
    assert held.paper_digest == issued, "what becomes of an action of the week before does not change issued minutes"


def test_the_preview_follows_what_is_written(held: Page) -> None:
    asked = len(held.paper.asked)
    held.type(DECISIONS, "调整夜间巡查：由分中心执行")
    assert len(held.paper.asked) == asked + 1
    held.stage.act(held.view._follower.read_again)
    assert len(held.paper.asked) == asked + 1, "a paper that says the same is not set again"


def test_pages_turn_with_keys_and_stop_at_the_ends(held: Page) -> None:
    preview = held.view.preview
    assert preview.page == 1
    QTest.keyClick(preview.sheet, Qt.Key.Key_PageUp)
    QTest.keyClick(preview.sheet, Qt.Key.Key_PageDown)
    assert preview.page == 2
    for _ in range(9):
        QTest.keyClick(preview.sheet, Qt.Key.Key_PageDown)
    assert preview.page == preview.page_count
    assert abs(preview.sheet.sheet().height() / preview.sheet.sheet().width() - 297 / 210) < 0.001


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_minutes_are_saved_as_a_file(held: Page, tmp_path: Path, kind: str, begins: bytes) -> None:
    file = tmp_path / f"minutes.{kind}"
    held.stage.act(lambda: held.view.outputs.save(kind, str(file)))
    assert file.read_bytes().startswith(begins)
    assert held.notices() == [f"已保存 {file}"]


def test_where_to_is_asked_with_a_name_that_says_what_it_is(held: Page) -> None:
    held.stage.act(held.view.preview.pdf.click)
    dialog = held.stage.dialog(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert held.view.outputs.file_name == "南翔镇第三片区工作例会纪要-2026-W46"
    held.stage.act(dialog.reject)


def test_a_place_that_cannot_be_written_is_told(held: Page, tmp_path: Path) -> None:
    held.stage.act(lambda: held.view.outputs.save("pdf", str(tmp_path / "nowhere" / "minutes.pdf")))
    assert "8006" in held.notices()[0]


def test_printing_sends_whole_pages_at_300_points(held: Page, tmp_path: Path) -> None:
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    held.stage.act(lambda: held.stage.tasks.start(held.view, held.view.outputs.print_on(printer), name="print"))
    assert "pages 300" in held.paper.asked
    assert held.notices() == [f"已送打印 {held.view.preview.page_count} 页"]
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_the_print_dialog_is_opened_not_executed(held: Page) -> None:
    held.stage.act(held.view.preview.print.click)
    dialog = held.stage.dialog(QPrintDialog)
    held.stage.act(dialog.reject)


def test_a_paper_that_cannot_be_set_says_which_character(held: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> tuple[bytes, ...]:
        raise Problem(Code.GLYPH_MISSING, glyphs="𠮷")

    monkeypatch.setattr(held.paper, "pages", fail)
    held.type(DECISIONS, "调整夜间巡查")
    state = held.view.preview.pane.state
    assert isinstance(state, Failed)
    assert "𠮷" in state.remedy
    monkeypatch.undo()
    held.type(DECISIONS, "再调整")
    assert held.view.preview.page_count > 0


def test_english_speaks_of_the_meeting_in_english_and_the_paper_stays_chinese(held: Page) -> None:
    asked = len(held.paper.asked)
    held.stage.speak("en")
    assert held.view.figures.gallery.card("volume").sentence.startswith("92 cases this week")
    assert len(held.paper.asked) == asked


def test_pages_are_pictures(held: Page) -> None:
    assert isinstance(held.view.preview._pages[0], QImage)
    assert held.view.preview._pages[0].height() > held.view.preview._pages[0].width()
