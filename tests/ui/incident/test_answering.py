"""The head of a case says who answers for it, and what is demanded of it under supervision."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from app.domain.calendar import CalendarYear
from app.domain.incident import Incident, State, Supervision
from app.domain.people import Appointment, Office, Posting, Role
from app.domain.terms import Timer
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import AREA, CHIEF, NOW, OFFICER, TOWN
from tests.ui.meeting.stages import CountingPaper, press
from ui.meeting.printing import a4_printer


def posted(*, days: int) -> Posting:
    return Posting(
        id="post-1",
        town=TOWN,
        area=AREA,
        grid=AREA,
        person=CHIEF,
        office=Office.AREA_CHIEF,
        since=NOW - timedelta(days=90),
        until=NOW + timedelta(days=days),
    )


def test_the_leader_in_post_stands_in_the_head_of_every_case(make_desk: MakeDesk) -> None:
    desk = make_desk(extra=[posted(days=60)])
    desk.open_case("i-1024")

    assert desk.detail.leader == "片区网格长 周建国"


def test_a_vacant_post_is_said_as_soon_as_it_is_heard_of(desk: DutyDesk) -> None:
    desk.open_case("i-1024")
    assert desk.detail.leader == "片区网格长 周建国"

    desk.stage.act(lambda: desk.stage.central.hear(posted(days=-1)))

    assert desk.detail.leader == "片区网格长空缺"


def supervised(desk: DutyDesk, **deadline: float) -> None:
    case = desk.stage.cache.get(Incident, "i-1024")
    assert case is not None
    mark = Supervision(by=CHIEF, by_name="周建国", at=NOW, deadline=NOW + timedelta(**deadline), demand="两日内恢复通行")
    desk.stage.act(lambda: desk.stage.central.hear(replace(case, supervision=mark)))


def test_demand_and_deadline_of_a_supervision_stand_in_the_head(desk: DutyDesk) -> None:
    desk.open_case("i-1024")
    row = desk.detail.view.head.supervision
    assert not row.isVisible()

    supervised(desk, hours=2)

    assert row.demand.text() == "两日内恢复通行"
    assert "督办限至" in row.until.text()
    assert row.until.text().endswith("督办人 周建国")
    supervised(desk, hours=-2)
    assert "已过" in row.until.text()
    desk.open_case("i-1009")
    assert not row.isVisible()


def test_the_sheet_is_saved_and_printed_from_the_case(make_desk: MakeDesk, tmp_path: Path) -> None:
    press()
    desk = make_desk(paper=CountingPaper())
    desk.open_case("i-1024")
    supervised(desk, hours=2)
    head, sheets = desk.detail.view.head, desk.stage.window.desk_page.sheets
    desk.stage.act(head.supervision.pdf.click)
    picker = desk.stage.window.findChild(QFileDialog)
    assert picker is not None
    assert "督办单-" in picker.selectedFiles()[0]
    desk.stage.act(picker.reject)
    shown = desk.detail.view.detail
    assert shown is not None

    desk.stage.act(lambda: sheets.save(shown, str(tmp_path / "sheet.pdf")))

    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert any("sheet.pdf" in notice for notice in desk.notices)
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    desk.stage.act(lambda: sheets._on_printer_chosen(shown, printer))
    assert (tmp_path / "printed.pdf").stat().st_size > 1000


def test_a_case_on_the_books_is_reviewed_from_its_pane(make_desk: MakeDesk) -> None:
    mine = Appointment(id="a-more", town=TOWN, area=AREA, person=OFFICER, role=Role.AREA_DEPUTY, place=AREA, since=NOW)
    desk = make_desk(extra=[mine])
    case = desk.stage.cache.get(Incident, "i-1024")
    assert case is not None
    due = NOW - timedelta(hours=1)
    hung = replace(case, state=State.EVALUATED, hung_up=True, timer=Timer.REVIEW, step_due=due, closed_at=NOW)
    desk.stage.act(lambda: desk.stage.central.hear(hung))
    desk.open_case("i-1024")
    assert desk.detail.clocks["挂账复核时限"].startswith("超")

    desk.does("ReviewLedger")
    desk.form.submit()
    assert "2005" in desk.form.beside("note")
    desk.form.fill(note="产权仍不明")
    desk.form.submit()

    assert desk.detail.path[0] == "挂账复核 暂无法解决（挂账） 产权仍不明"
    assert not desk.queue.has("弱电线缆")


def test_terms_that_count_days_off_nobody_has_published_say_so(make_desk: MakeDesk) -> None:
    this_year = CalendarYear(id="310114-2026", place="310114", year=2026)
    desk = make_desk(extra=[this_year])
    desk.open_case("i-1006")
    note = desk.detail.view.tiers.decree
    assert not note.isVisible()
    case = desk.stage.cache.get(Incident, "i-1006")
    assert case is not None

    late = replace(case, overall_due=datetime(2027, 1, 6, 2, 0, tzinfo=UTC))
    desk.stage.act(lambda: desk.stage.central.hear(late))

    assert note.text() == "2027 年放假安排未公布，工作日按周一至周五计"
    assert note.isVisible()
    desk.stage.act(lambda: desk.stage.central.hear(CalendarYear(id="310114-2027", place="310114", year=2027)))
    desk.stage.act(lambda: desk.stage.central.hear(replace(late, detail="补充")))
    assert not note.isVisible()
