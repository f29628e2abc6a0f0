"""`gridplus-central` as people and scripts use it: one sentence for what is wrong, in either language, and exit codes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from app.domain.calendar import CalendarYear
from services.central.__main__ import run
from services.central.office import open_office
from services.central.setup import make_centre
from services.central.verbs.house import year_of
from tests.support.central import enter_district
from tests.support.district import AREA, DISTRICT


class Line:
    """The command line on one folder."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        code = run([*words, "--data", str(self.data)])
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    data = tmp_path / "central"
    make_centre(data)
    with open_office(data) as office:
        enter_district(office)
    return Line(data, capsys)


def test_what_is_wrong_is_one_sentence_with_its_number(line: Line, tmp_path: Path) -> None:
    assert line("init")[0::2] == (3, f"目录 {line.data} 里已有中心数据库〔6013〕\n")
    assert line("init", "--english")[0::2] == (3, f"There is a central database in {line.data} already [6013]\n")
    line.data = tmp_path / "nowhere"
    assert line("status")[0::2] == (3, f"目录 {line.data} 里没有中心数据库，先运行 init〔6012〕\n")


@pytest.mark.parametrize(
    "words", [["bogus"], ["account", "add"], ["account", "add", "x", "--role", "R99", "--place", AREA], ["calendar", "12"]]
)
def test_wrong_usage_is_code_two(line: Line, words: list[str]) -> None:
    assert line(*words)[0] == 2


def test_an_account_is_made_with_a_password_shown_once(line: Line) -> None:
    code, out, _ = line("account", "add", "zhang", "--name", "张三", "--role", "R3", "--place", AREA, "--json")
    made = msgspec.json.decode(out, type=dict[str, msgspec.Raw])
    assert code == 0
    assert len(msgspec.json.decode(made["password"], type=str)) == 16
    assert line("account", "add", "zhang", "--role", "R3", "--place", AREA)[0::2] == (3, "账号 zhang 已存在〔1013〕\n")
    listed = msgspec.json.decode(line("account", "list", "--json")[1], type=list[dict[str, object]])
    assert [(row["account"], row["name"], row["roles"], row["must_change"]) for row in listed] == [
        ("zhang", "张三", [f"R3@{AREA}"], True)
    ]
    assert line("account", "reset", "nobody")[0] == 3
    code, out, _ = line("account", "reset", "zhang")
    assert code == 0
    assert "只显示这一次" in out


def test_the_three_administrators_are_three_persons(line: Line) -> None:
    assert line("account", "add", "root", "--role", "ADM", "--place", DISTRICT)[0] == 0
    words = ["account", "add", "both", "--person", "p-root", "--role", "AUD", "--place", DISTRICT]
    code, _, told = line(*words)
    assert (code, told[-7:]) == (3, "〔1016〕\n")


def test_a_place_that_is_not_in_the_tree_is_refused(line: Line) -> None:
    assert line("account", "add", "x", "--role", "R3", "--place", "999")[0::2] == (3, "没有网格 999〔3001〕\n")
    assert line("seat", "enrol", "--place", "999")[0] == 3


def test_seats_are_listed_with_their_standing(line: Line) -> None:
    code, out, _ = line("seat", "enrol", "--place", AREA, "--name", "一号席", "--json")
    made = msgspec.json.decode(out, type=dict[str, str])
    assert code == 0
    assert len(made["code"]) == 23
    assert "待登记" in line("seat", "list")[1]
    assert line("seat", "revoke", made["seat"])[0] == 0
    assert "已停用" in line("seat", "list")[1]
    assert line("seat", "revoke", "none")[0] == 3


def test_the_calendar_knows_holidays_and_make_up_days_and_says_what_it_does_not_know(line: Line) -> None:
    code, out, _ = line("calendar", "2025", "2199")
    assert code == 0
    assert "2025：按通知" in out
    assert "2199：通知未公布" in out
    with open_office(line.data) as office:
        years = {year.year: year for year in office.world().find(CalendarYear)}
        assert years[2025].place == DISTRICT
        calendar = office.world().calendar("310114102")
    assert calendar.knows(years[2025].holidays[0])
    assert not calendar.is_workday(years[2025].holidays[0])
    assert calendar.is_workday(years[2025].workdays[0])
    assert line("calendar", "2025")[0] == 0


def test_a_year_has_only_weekdays_off_and_weekend_days_on() -> None:
    year = year_of(DISTRICT, 2025)
    assert all(day.weekday() < 5 for day in year.holidays)
    assert all(day.weekday() >= 5 for day in year.workdays)
    assert (len(year.holidays), len(year.workdays)) == (18, 5)


def test_what_is_printed_as_json_is_json(line: Line) -> None:
    for words in (["status"], ["verify"], ["account", "list"], ["seat", "list"]):
        code, out, _ = line(*words, "--json")
        assert code == 0
        msgspec.json.decode(out)
