"""`gridplus-central` as people and scripts use it: one sentence for what is wrong, in either language, and exit codes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from app.commands.entering import EnterGrids
from app.domain.calendar import CalendarYear
from app.domain.grid import Grid
from app.domain.ids import SHANGHAI
from services.central.__main__ import run
from services.central.identity import Identity
from services.central.office import open_office
from services.central.passwords import Passwords
from services.central.settings import load_settings
from services.central.setup import make_centre
from services.central.verbs.house import year_of
from tests.support.central import enter_district
from tests.support.district import AREA, CHIEF, DISTRICT, TOWN, UNIT


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


def test_an_account_locked_by_wrong_passwords_is_listed_with_the_end_of_its_lock(line: Line) -> None:
    for name in ("sun", "qian"):
        assert line("account", "add", name, "--name", name, "--role", "R3", "--place", AREA)[0] == 0
    with open_office(line.data) as office:
        identity = Identity(office.store, Passwords())
        for _ in range(5):
            with office.store.database.writing() as connection:
                identity.accounts.count_attempt(connection, "sun")
        with office.store.database.reading() as connection:
            until = identity.accounts.locked_until(connection)["sun"]
    clock = f"{until.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    assert [row.split("\t")[3] for row in line("account", "list")[1].splitlines()] == ["", f"密码多次输错，锁定至 {clock}"]
    assert f"locked until {clock} after wrong passwords" in line("account", "list", "--english")[1]
    listed = msgspec.json.decode(line("account", "list", "--json")[1], type=list[dict[str, object]])
    assert [(row["locked"], row["locked_until"] is None) for row in listed] == [(False, True), (False, False)]
    assert line("account", "lock", "sun", "--open")[0] == 0
    assert "锁定" not in line("account", "list")[1]


def test_the_three_administrators_are_three_persons(line: Line) -> None:
    assert line("account", "add", "root", "--role", "ADM", "--place", DISTRICT)[0] == 0
    words = ["account", "add", "both", "--person", "p-root", "--role", "AUD", "--place", DISTRICT]
    code, _, told = line(*words)
    assert (code, told[-7:]) == (3, "〔1016〕\n")


def test_a_town_enters_its_own_limits_and_is_shown_what_is_in_force(line: Line, tmp_path: Path) -> None:
    own = tmp_path / "terms.json"
    own.write_text('{"steps":{"T1":{"normal":{"clock":"W","amount":6}}},"unconfirmed_days":14}', "utf-8")

    code, told, _ = line("terms", TOWN, "--file", str(own))

    assert code == 0
    assert "核实时限：特急 U0.166667h，紧急 U0.5h，重要 W2h，一般 W6h\n" in told
    assert "Verify by: " in line("terms", TOWN, "--english")[1]
    kept = msgspec.json.decode(line("terms", TOWN, "--json")[1])
    assert kept["unconfirmed_days"] == 14
    own.write_text('{"classes":{"0110":{"clock":"W","amount":2}}}', "utf-8")
    assert (
        "暴露生活垃圾 0110\tW2h\n"
        in line("terms", TOWN, "--file", str(own), "--reason", "创城", "--basis", "南府办〔2026〕12号")[1]
    )
    own.write_text('{"unconfirmed_days":900}', "utf-8")
    code, _, said = line("terms", TOWN, "--file", str(own))
    assert code == 3
    assert "unconfirmed_days 填的是 900，应在 0 至 60.0 之间" in said
    assert line("terms", AREA, "--file", str(own))[2].endswith("〔3014〕\n")
    assert line("terms", "999")[2].endswith("〔3014〕\n")
    assert line("terms", TOWN, "--file", str(tmp_path / "none"))[2].endswith("〔7001〕\n")


def test_an_area_has_one_leader_and_a_leaders_right_brings_the_post(line: Line) -> None:
    code, _, said = line("account", "add", "li", "--name", "李敏", "--role", "R5", "--place", AREA)
    assert (code, said) == (3, f"网格 {AREA} 同一时间只能有一名负责人，与 {CHIEF.upper()} 的任期重叠〔3003〕\n")

    before = msgspec.json.decode(line("status", "--json")[1])["records"]["posting"]
    assert line("account", "add", "he", "--name", "何勇", "--role", "R2", "--place", UNIT)[0] == 0
    assert msgspec.json.decode(line("status", "--json")[1])["records"]["posting"] == before + 1


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


def test_how_long_desks_keep_what_is_over_is_set_and_shown(line: Line) -> None:
    assert line("cache")[1] == "办结事件保存 104 周\n"
    assert line("cache", "--weeks", "0", "--english")[1] == "Closed cases are kept for ever\n"
    assert line("cache", "--weeks", "26", "--english")[1] == "Closed cases are kept 26 weeks\n"
    assert load_settings(line.data).cache_weeks == 26
    assert line("cache", "--weeks", "-1")[0] == 2


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


def test_the_calendar_of_one_town_leaves_the_others_alone(line: Line) -> None:
    town, other = AREA[:9], "310114103"
    assert line("calendar", "2025")[0] == 0
    assert line("calendar", "2199", "--place", town)[0] == 0
    with open_office(line.data) as office:
        made = {(year.year, year.town) for year in office.world().find(CalendarYear)}
        assert made == {(2025, ""), (2199, town)}
        assert {year.year for year in office.world().calendar(town).years} == {2025, 2199}
        assert {year.year for year in office.world().calendar(other).years} == {2025}
    code, _, err = line("calendar", "2025", "--place", "310114999")
    assert code == 3
    assert "3001" in err


def test_a_year_has_only_weekdays_off_and_weekend_days_on() -> None:
    year = year_of(DISTRICT, 2025)
    assert all(day.weekday() < 5 for day in year.holidays)
    assert all(day.weekday() >= 5 for day in year.workdays)
    assert (len(year.holidays), len(year.workdays)) == (18, 5)


EVERY_VERB: list[list[str]] = [
    ["account", "add", "one", "--role", "R3", "--place", AREA],
    ["account", "list"],
    ["account", "lock", "one"],
    ["account", "lock", "one", "--open"],
    ["account", "reset", "one"],
    ["seat", "enrol", "--place", AREA],
    ["seat", "list"],
    ["calendar", "2025"],
    ["import", "people", "{people}"],
    ["import", "incidents", "{incidents}"],
    ["template", "people"],
    ["template", "shifts"],
    ["template", "grids", "--out", "{out}"],
    ["replay", "{incidents}", "--speed", "1000000"],
    ["status"],
    ["verify"],
    ["backup", "{copy}"],
    ["cache", "--weeks", "52"],
    ["restore", "{copy}"],
]


def test_every_verb_takes_its_folder_and_prints_one_value_as_json(line: Line, tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.csv" for name in ("people", "incidents", "out", "copy")}
    assert line("template", "people", "--out", str(files["people"]))[0] == 0
    row = "1,2026-11-10 09:30,人行道破损,道路破损,310114102001001-01"
    files["incidents"].write_text(f"编号,发生时间,标题,类别,网格\n{row}\n", encoding="utf-8")
    for words in EVERY_VERB:
        given = [word.format(**files) for word in words]
        code, out, err = line(*given, "--json")
        assert (code, out.count("\n")) == (0, 1), (words, out, err)
        msgspec.json.decode(out)
    for words in (["init"], ["seat", "revoke", "none"]):
        assert line(*words, "--json")[:2] == (3, "")


def test_what_is_said_to_people_is_said_in_either_language(line: Line, tmp_path: Path) -> None:
    assert line("account", "add", "two", "--role", "R3", "--place", AREA, "--english")[1].startswith(
        "account two (person p-two)\n"
    )
    assert line("account", "lock", "two")[1] == "账号 two 已锁定\n"
    assert line("account", "list", "--english")[1] == f"two\ttwo\tR3@{AREA}\tlocked\n"
    seat = msgspec.json.decode(line("seat", "enrol", "--place", AREA, "--json")[1], type=dict[str, str])["seat"]
    assert "to be enrolled" in line("seat", "list", "--english")[1]
    assert line("seat", "revoke", seat, "--english")[1] == f"seat {seat} is revoked\n"
    assert line("calendar", "2025", "--english")[1] == "2025: as decreed\n"
    assert "differences" in line("verify", "--english")[1]
    copy = tmp_path / "copy.db"
    assert line("backup", str(copy))[1] == f"已备份：{copy}\n"
    assert line("backup", str(copy), "--english")[0] == 3
    assert line("restore", str(copy), "--english")[1].startswith("Restored; the database before is kept as central.db.before-")


def test_a_template_that_cannot_be_written_is_said(line: Line, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "people.csv"
    assert line("template", "people", "--out", str(nowhere))[0::2] == (
        3,
        f"不能写入 {nowhere}；请换一个位置，或检查权限和磁盘空间〔8006〕\n",
    )


def test_a_failure_of_the_program_is_a_sentence_and_its_trace_lies_with_the_data(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_store: object) -> None:
        raise ZeroDivisionError("in the middle of it")

    monkeypatch.setattr("services.central.verbs.house.status_of", broken)
    code, out, err = line("status")
    assert (code, out) == (1, "")
    assert err.startswith("程序内部出错（ZeroDivisionError）")
    assert "in the middle of it" in (line.data / "crash.log").read_text(encoding="utf-8")


def test_a_place_is_named_by_the_code_of_its_source_too_and_an_unknown_one_by_its_own_sentence(line: Line) -> None:
    with open_office(line.data) as office:
        held = office.world().get(Grid, AREA)
        assert held is not None
        office.require(EnterGrids(grids=(replace(held, alias="310114001-A01"),)))

    made = msgspec.json.decode(line("account", "add", "sun", "--role", "R3", "--place", "310114001-A01", "--json")[1])
    assert made["place"] == AREA
    seat = msgspec.json.decode(line("seat", "enrol", "--place", "310114001-A01", "--area", "310114001-A01", "--json")[1])
    assert seat["place"] == AREA
    for words in (("seat", "enrol", "--place", "999"), ("account", "add", "x", "--role", "R3", "--place", "999")):
        assert line(*words)[0::2] == (3, "没有网格 999〔3001〕\n")
