"""Files that are not as they should be: each is refused with a numbered sentence, or only its bad rows are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.contract.reference import ENGLISH, Reference
from app.domain.incident import Incident
from app.domain.problems import Code, Problem
from services.connectors.incidents import enter_incidents
from services.connectors.intake import Report
from services.connectors.people import enter_people
from services.connectors.reading import read_sheet
from services.connectors.rejects import Rejects, guarded
from tests.connectors.conftest import HEADINGS, Write, case, quiet, refusal, spoken, squeezed
from tests.support.office import PlainOffice


def entered(office: PlainOffice, file: Path, reference: Reference) -> tuple[Report, Rejects]:
    report, rejects = enter_incidents(office, read_sheet(file), reference, quiet)
    assert report.read == report.taken + report.rejected
    assert len(spoken(rejects).rows) == report.rejected
    assert len(office.world().find(Incident)) == report.taken
    return report, rejects


def refused(file: Path) -> Problem:
    return refusal(lambda: read_sheet(file))


def test_missing_columns_are_named(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    file = csv_file([("1", "2026-11-10")], headings=("编号", "发生时间"))
    problem = refusal(lambda: enter_incidents(office, read_sheet(file), reference, quiet))
    assert problem.code is Code.COLUMNS_MISSING
    assert reference.say(problem) == "cases.csv 缺少列：标题、类别、网格〔7002〕"


def test_a_list_of_people_without_its_columns_is_refused(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    problem = refusal(lambda: enter_people(office, read_sheet(csv_file([case("1")])), reference, quiet))
    assert problem.code is Code.COLUMNS_MISSING


def test_gb18030_is_read_as_it_is(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    entered(office, csv_file([case("1", 标题="镕基路㐂字招牌松动")], encoding="gb18030"), reference)
    assert office.world().find(Incident)[0].title == "镕基路㐂字招牌松动"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_broken_bytes_cost_only_their_own_rows(office: PlainOffice, reference: Reference, csv_file: Write, encoding: str) -> None:
    file = csv_file([case(str(n), 标题=f"第{n}处井盖") for n in range(1, 9)], encoding=encoding)
    lines = file.read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace("处".encode(encoding), b"\xff\xff")
    file.write_bytes(b"".join(lines))
    report, rejects = entered(office, file, reference)
    assert (report.taken, report.reasons) == (7, {"encoding_broken": 1})
    assert rejects.rows[0].row == 4
    assert "第8处井盖" in {incident.title for incident in office.world().find(Incident)}


def test_one_broken_byte_does_not_make_a_file_of_another_encoding(csv_file: Write) -> None:
    file = csv_file([case("1", 标题="井盖"), case("2", 标题="井盖松动")], encoding="utf-8")
    file.write_bytes(file.read_bytes().replace("松".encode(), "松".encode()[:2]))
    sheet = read_sheet(file)
    assert sheet.columns == HEADINGS
    assert [row.broken for row in sheet.rows] == [False, True]


def test_an_id_counts_once(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    report, rejects = entered(office, csv_file([case("1"), case("2"), case("1", 标题="又一次")]), reference)
    assert report.reasons == {"id_duplicate": 1}
    assert reference.tell(rejects.rows[0].problem, {"row": "4", "value": "1"}) == rejects.rows[0].reason


@pytest.mark.parametrize("date", ["2011-02-30", "2026-13-01 08:00", "2026-11-10 25:00", "上周", "0001-01-01", "9999-99-99", ""])
def test_impossible_dates_are_rejected(office: PlainOffice, reference: Reference, csv_file: Write, date: str) -> None:
    report, rejects = entered(office, csv_file([case("1", 发生时间=date), case("2")]), reference)
    assert report.reasons == {"date_impossible": 1}
    assert (rejects.rows[0].row, rejects.rows[0].problem) == (2, 7004)


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026/11/10 9:30", "01:30"),
        ("2026年11月10日 9:30", "01:30"),
        ("2026-11-10T09:30:00", "01:30"),
        ("2026-11-10T09:30:00+00:00", "09:30"),
        ("2026-11-10", "16:00"),
    ],
)
def test_dates_are_read_as_spreadsheets_save_them(
    office: PlainOffice, reference: Reference, csv_file: Write, written: str, hour: str
) -> None:
    entered(office, csv_file([case("1", 发生时间=written)]), reference)
    assert f"{office.world().find(Incident)[0].occurred_at:%H:%M}" == hour


@pytest.mark.parametrize("text", ["", "\n\n  \n", "\ufeff"])
def test_an_empty_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "empty.csv"
    file.write_text(text, encoding="utf-8")
    assert refused(file).code is Code.FILE_EMPTY


def test_headings_alone_are_no_rows(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    report, _ = entered(office, csv_file([]), reference)
    assert (report.read, report.taken) == (0, 0)


def test_a_file_that_is_not_there_is_named(tmp_path: Path, reference: Reference) -> None:
    assert reference.say(refused(tmp_path / "gone.csv"), ENGLISH) == "There is no file gone.csv [7001]"
    assert refused(tmp_path).code is Code.FILE_MISSING


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"PK\x03\x04\x14\x00\x06\x00"])
def test_a_picture_or_a_workbook_is_no_table(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "cases.xlsx"
    file.write_bytes(data * 50)
    assert refused(file).code is Code.FILE_KIND_UNKNOWN


def test_text_that_is_no_table_is_not_taken_for_cases(office: PlainOffice, reference: Reference, tmp_path: Path) -> None:
    file = tmp_path / "letter.csv"
    file.write_text("尊敬的值守员：\n附件里是上周的事件。\n", encoding="utf-8")
    problem = refusal(lambda: enter_incidents(office, read_sheet(file), reference, quiet))
    assert problem.code is Code.FILE_KIND_UNKNOWN


def test_a_gzip_cut_in_the_middle_is_refused_whole(reference: Reference, csv_file: Write) -> None:
    packed = squeezed(csv_file([case(str(n)) for n in range(500)]))
    packed.write_bytes(packed.read_bytes()[:-40])
    problem = refused(packed)
    assert problem.code is Code.FILE_DAMAGED
    assert reference.say(problem).startswith("cases.csv.gz 不完整或已损坏")


def test_a_whole_gzip_is_read(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    report, _ = entered(office, squeezed(csv_file([case("1"), case("2")])), reference)
    assert report.taken == 2


def test_a_quotation_mark_that_swallows_the_rest_is_noticed(csv_file: Write) -> None:
    file = csv_file([case(str(n)) for n in range(1, 6)])
    file.write_text(file.read_text(encoding="utf-8").replace("3,2026", '3,"2026'), encoding="utf-8")
    assert refused(file).code is Code.FILE_DAMAGED


def test_a_row_with_more_cells_than_columns_is_rejected(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    report, _ = entered(office, csv_file([(*case("1"), "", ""), (*case("2"), "多出来的")]), reference)
    assert report.reasons == {"value_unknown": 1}


def test_unknown_grids_and_words_are_rejected(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    rows = [case("1", 网格="310199"), case("2", 级别="很急"), case("3", 标题=""), case("", 标题="没有编号"), case("5")]
    report, _ = entered(office, csv_file(rows), reference)
    assert report.reasons == {"field_missing": 2, "grid_of_row_unknown": 1, "value_unknown": 1}


def test_markup_and_control_characters_are_only_text(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    titles = ["<b>着火</b><script>alert(1)</script>", "=HYPERLINK(1)", "前\x07后\u202e倒", "一\n二"]
    entered(office, csv_file([case(str(n), 标题=title) for n, title in enumerate(titles)]), reference)
    found = {incident.source_case: incident.title for incident in office.world().find(Incident)}
    assert found == {"0": titles[0], "1": titles[1], "2": "前后倒", "3": "一 二"}


def test_a_title_of_a_megabyte_costs_its_own_row(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    report, rejects = entered(office, csv_file([case("1", 标题="长" * 1_000_000), case("2")]), reference)
    assert report.reasons == {"text_refused": 1}
    assert rejects.rows[0].reason == "标题 太长：1000000 字，最多 200 字〔2006〕"
    assert len(rejects.rows[0].text) <= 400


def test_rejects_open_in_a_spreadsheet_without_running_anything(
    office: PlainOffice, reference: Reference, csv_file: Write, tmp_path: Path
) -> None:
    rows = [case("=1+1", 发生时间="@SUM(A1)"), case("+7", 发生时间="-2"), case("a\tb", 发生时间="x\r=2")]
    _, rejects = entered(office, csv_file(rows), reference)
    written = rejects.write(tmp_path / "rejects" / "cases.csv")
    assert written is not None
    assert written.stat().st_mode & 0o077 == 0
    with written.open(encoding="utf-8-sig", newline="") as text:
        table = list(csv.reader(text))
    assert table[0] == ["row", "problem", "reason", "reason_en", "text"]
    assert len(table) == 4
    assert table[1][2:4] == ["第 2 行的日期不存在：@SUM(A1)〔7004〕", "Row 2: there is no such date: @SUM(A1) [7004]"]
    assert not [cell for line in table for cell in line if cell[:1] in "=+-@\t\r＝＋－＠" and cell]
    assert table[1][4].startswith("'=1+1,@SUM(A1)")


@pytest.mark.parametrize("cell", ["=1", " =1", "＝1", "-1", "\t=1"])
def test_a_formula_is_guarded(cell: str) -> None:
    assert guarded(cell).startswith("'")


def test_nothing_to_tell_writes_no_file(reference: Reference, tmp_path: Path) -> None:
    assert Rejects(reference).write(tmp_path / "none.csv") is None
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_time_zone_is_refused(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    problem = refusal(
        lambda: enter_incidents(office, read_sheet(csv_file([case("1")])), reference, quiet, timezone="Asia/Jiading")
    )
    assert problem.code is Code.TIMEZONE_UNKNOWN


def test_without_areas_there_is_no_place_for_cases(district: PlainOffice, reference: Reference, csv_file: Write) -> None:
    problem = refusal(lambda: enter_incidents(district, read_sheet(csv_file([case("1")])), reference, quiet))
    assert problem.code is Code.PLACES_MISSING
