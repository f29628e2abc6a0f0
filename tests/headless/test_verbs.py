"""The verbs of `gridplus` end to end: what they print, in JSON and for people, and the code they end with."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.commands import COMMANDS
from app.headless.fields import explain_all
from tests.headless.conftest import TakeSeat
from tests.headless.line import Line, environment, incident_of, titles_at
from tests.headless.road import Road
from tests.support.central import ENVIRONMENT, PASSWORD, ROOT, CentralProcess
from tests.support.district import AREA, CHIEF, MICRO, OFFICER

READING = ("queue", "tree", "roster", "pending", "refusals", "check", "sync")
WEEK = ("--week", "2026-W47")


@pytest.mark.parametrize("verb", READING)
def test_what_reads_says_one_value_in_json_and_a_table_in_either_language(line: Line, verb: str) -> None:
    assert line(verb, "--json").value is not None
    chinese, english = line(verb), line(verb, "--english")
    assert (chinese.code, english.code, chinese.err, english.err) == (0, 0, "", "")
    if verb != "check":
        assert chinese.out != english.out


def test_a_seat_is_enrolled_and_a_person_signed_in_as_json(shared: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(shared, enrolled=False)
    seat = line("enrol", shared.enrolment_code(), "--server", shared.url, "--json").value
    assert (seat["place"], seat["areas"]) == (AREA, [AREA])
    person = line("sign-in", OFFICER, "--password-stdin", "--json", input=f"{PASSWORD}\n").value
    assert person == {"person": OFFICER, "name": OFFICER.upper(), "offline": False, "must_change_password": False}
    synced = line("sync", "--json").value
    assert (synced["link"], synced["pending"]) == ("online", 0)
    assert synced["records"]["grid"] == 7


def test_a_command_is_done_and_handed_in(line: Line, shared: CentralProcess) -> None:
    said = line.report("电杆倾斜，按一下就倒")
    assert (said.code, said.err) == (0, "")
    assert said.value["done"] == "ReportIncident"
    assert said.value["pending"] == 0
    assert ["incident", incident_of(said)] in said.value["changed"]
    assert "电杆倾斜，按一下就倒" in titles_at(shared)
    taken = line.do("Take", incident=incident_of(said))
    assert taken.code == 0, taken
    assert taken.value["command"]["saw"]["state"] == "reported", "what was seen is filled in"


def test_fields_come_from_standard_input_too(line: Line) -> None:
    fields = msgspec.json.encode({"note": "@new", "area": AREA, "text": "长" * 4_000}).decode()
    said = line("do", "WriteLog", "--json", "-", input=fields)
    assert (said.code, len(said.value["command"]["text"])) == (0, 4_000)


def test_the_figures_of_a_week_and_its_paper(line: Line, tmp_path: Path) -> None:
    package = line("weekly", *WEEK, "--json").value
    assert (package["week"], package["area"]) == ("2026-W47", AREA)
    assert line("weekly", *WEEK).out != line("weekly", *WEEK, "--english").out
    for ending, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        out = tmp_path / f"week.{ending}"
        told = line("print", *WEEK, "--out", str(out), "--json").value
        assert told == {"out": str(out), "bytes": out.stat().st_size, "week": "2026-W47"}
        assert out.read_bytes().startswith(begins)
    assert zipfile.is_zipfile(tmp_path / "week.docx")


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_paper_leaves_the_file_that_is_there_unless_told_to_take_its_place(line: Line, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"week.{ending}"
    out.write_text("something of somebody's")
    code, chinese, english = line.both("print", *WEEK, "--out", str(out))
    assert (code, chinese) == (3, f"文件 {out} 已经存在，没有覆盖；请换一个文件名〔8005〕")
    assert english.endswith("[8005]")
    assert out.read_text() == "something of somebody's"
    assert line("print", *WEEK, "--out", str(out), "--overwrite").code == 0
    assert out.stat().st_size > 1_000


def test_every_command_is_told_with_what_its_fields_hold(line: Line) -> None:
    told = line("commands", "--json").value
    assert told == msgspec.json.decode(msgspec.json.encode(explain_all()))
    assert [row["command"] for row in told] == sorted(command.__name__ for command in COMMANDS)
    fields = [field for row in told for field in row["fields"].values()]
    assert all(field["type"] and "Annotated" not in field["type"] and "typing" not in field["type"] for field in fields)
    assert all("default" in field or field["required"] is not None for field in fields)
    accept = next(row for row in told if row["command"] == "Accept")["fields"]
    assert accept["handler"] == {"type": "string(0-400)", "required": True}
    assert accept["said"] == {"type": '"self"|"phone"|"radio"|"in_person"', "required": False, "default": "self"}
    assert "上报" in line("commands").out


NO_WEEK = (4008, "没有这一周：{}（写法如 2026-W47）〔4008〕", "There is no such week: {} (write it as 2026-W47) [4008]")


@pytest.mark.parametrize("week", ["2026-W54", "2026-W00", "2026-47", "last", "2026-W1", ""])
@pytest.mark.parametrize("verb", ["weekly", "print"])
def test_a_week_that_does_not_exist_is_named(line: Line, verb: str, week: str, tmp_path: Path) -> None:
    words = [verb, "--week", week, *(["--out", str(tmp_path / "x.pdf")] if verb == "print" else [])]
    assert line.both(*words) == (2, NO_WEEK[1].format(week), NO_WEEK[2].format(week))


@pytest.mark.parametrize("verb", ["weekly", "print"])
def test_a_week_that_has_not_begun_has_neither_figures_nor_minutes(line: Line, verb: str, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    code, chinese, english = line.both(verb, "--week", "2199-W01", *(["--out", str(out)] if verb == "print" else []))
    assert (code, chinese) == (3, "2199-W01 还没有开始，没有数字也没有纪要〔4012〕")
    assert english == "2199-W01 has not begun: it has neither figures nor minutes [4012]"
    assert not out.exists()


@pytest.mark.parametrize(
    ("command", "fields", "said"),
    [
        ("Report", "{}", "没有命令 Report，全部命令见 gridplus commands〔5026〕"),
        ("ReportIncident", '{"incident": "@new"}', "ReportIncident 缺少字段：grid, title〔5023〕"),
        ("AddNote", '{"incident": "x", "txt": "y"}', "AddNote 没有字段 txt，有：incident, text〔5024〕"),
        ("AddNote", '{"incident": 7, "text": "y"}', "AddNote 的字段 incident 应为 string(1-64)〔5025〕"),
        ("SetDuty", '{"force": "f", "saw": "off", "duty": "asleep"}', "SetDuty 的字段 duty 应为"),
        ("Accept", '{"incident": "i", "saw": {"state": "x"}, "handler": "h", "promised_at": 1}', "Accept 的字段 saw.state 应为"),
        ("AddNote", "{half", "--json 里不是一个 JSON 对象"),
        ("AddNote", "[1]", "--json 里不是一个 JSON 对象"),
        ("AddNote", "[" * 5000, "--json 里不是一个 JSON 对象"),
    ],
)
def test_fields_that_do_not_fit_are_named_in_a_sentence(line: Line, command: str, fields: str, said: str) -> None:
    code, chinese, english = line.both("do", command, "--json", fields)
    assert code == 2
    assert chinese.startswith(said)
    assert english.endswith("]")
    assert chinese[-5:-1] == english[-5:-1], "the same number"
    assert line.pending() == []


@pytest.mark.parametrize(
    "words",
    [
        ("bogus",),
        ("queue", "--list", "everything"),
        ("weekly",),
        ("do",),
        ("enrol",),
        ("sync", "--server", "http://10.0.0.5"),
        ("print", *WEEK, "--out", "week.txt"),
    ],
)
def test_wrong_usage_is_code_two(line: Line, words: tuple[str, ...]) -> None:
    assert line(*words).code == 2


def test_a_wrong_address_is_not_kept(line: Line, shared: CentralProcess) -> None:
    code, chinese, _ = line.both("queue", "--server", "http://10.0.0.5")
    assert (code, chinese) == (2, "中心地址「http://10.0.0.5」不能用：写成 https://主机:端口；只有本机可以用 http〔5028〕")
    assert line("sync").code == 0


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"lat": 999, "lon": 5000}, 2033),
        ({"lat": 31.3}, 2033),
        ({"lon": 121.3}, 2033),
        ({"happened_at": "1900-01-01T00:00:00Z"}, 2034),
    ],
)
def test_a_report_of_an_impossible_place_or_time_is_refused(line: Line, fields: dict[str, object], number: int) -> None:
    words = msgspec.json.encode({"incident": "@new", "grid": MICRO, "title": "坐标"} | fields).decode()
    code, chinese, english = line.both("do", "ReportIncident", "--json", words)
    assert (code, chinese[-6:], english[-6:]) == (3, f"〔{number}〕", f"[{number}]")
    assert line.pending() == []


def test_what_the_rules_refuse_is_code_three_and_leaves_nothing(line: Line) -> None:
    said = line.do("AddNote", incident="nowhere", text="?")
    assert (said.code, said.out) == (3, "")
    assert said.err.endswith("〔2001〕\n")
    assert line.pending() == []


def test_what_needs_the_centre_is_not_possible_without_it(shared: CentralProcess, road: Road, take_seat: TakeSeat) -> None:
    line = take_seat(shared, road=road)
    assert line.sign_in(CHIEF).code == 0
    road.shut()
    said = line.do("RevokeGrant", grant="g-1")
    assert (said.code, said.err[-7:]) == (3, "〔5011〕\n")
    assert line.pending() == []


@pytest.mark.parametrize("verb", ["sync", "do"])
def test_with_the_centre_away_the_work_is_kept_and_the_code_is_four(
    shared: CentralProcess, road: Road, take_seat: TakeSeat, verb: str
) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    said = line.report("断网时上报的") if verb == "do" else line("sync", "--json")
    assert said.code == 4
    assert said.value["pending"] == (1 if verb == "do" else 0)
    assert said.err == f"连不上中心（{road.url}），可继续离线办理，联机后自动发送〔5001〕\n"
    for reading in ("queue", "tree", "roster", "pending", "refusals", "check"):
        assert line(reading).code == 0, "reading always works"


def test_a_profile_that_another_program_has_is_code_five(line: Line) -> None:
    hold = "import sys; from pathlib import Path; from services.credentials.profile import Profile\n"
    hold += "p = Profile(Path(sys.argv[1])); print('open', flush=True); sys.stdin.readline(); p.close()"
    words = [sys.executable, "-c", hold, str(line.folder)]
    holder = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    said = line.both("pending")
    holder.communicate("\n")
    assert said == (
        5,
        f"这份数据正由另一个窗口使用（进程 {holder.pid}）〔6006〕",
        f"This profile is in use by another window (process {holder.pid}) [6006]",
    )
    assert line("pending").code == 0


QT = ("PySide6", "shiboken6", "qasync", "pyqtgraph", "ui")
WATCHED = """
import json, sys
from app.__main__ import main

for words in json.loads(sys.argv[1]):
    sys.argv = ["gridplus", *words]
    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code
    loaded = sorted({name.split(".")[0] for name in sys.modules} & set(%r))
    print(words[0], code, *loaded, file=sys.stderr)
"""


def test_no_verb_without_a_window_loads_qt(line: Line, tmp_path: Path) -> None:
    seat = ("--profile", str(line.folder))
    papers = [("print", *WEEK, "--out", str(tmp_path / f"x.{ending}")) for ending in ("pdf", "docx")]
    verbs = [(verb,) for verb in READING] + [
        ("do", "AddNote"),
        ("weekly", *WEEK),
        ("search", "积水"),
        *papers,
        ("enrol", "no code"),
    ]
    calls = [(*words, *seat) for words in verbs] + [("sign-in", OFFICER, "--password-stdin", *seat), ("commands",), ("bogus",)]
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WATCHED % (QT,), msgspec.json.encode(calls).decode()],
        cwd=ROOT,
        env={**ENVIRONMENT, **environment()},
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line.split() for line in ended.stderr.splitlines() if not line.endswith("〕")]
    codes = dict.fromkeys((words[0] for words in calls), "0") | {"do": "2", "enrol": "3", "bogus": "2"}
    assert [words for words in told if len(words) == 2 and words[0] in codes] == [[words[0], codes[words[0]]] for words in calls]
    assert not [words for words in told if set(words) & set(QT)]


def test_a_failure_of_the_program_is_a_sentence_and_its_trace_lies_in_the_profile(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: Any, **_named: Any) -> Any:
        raise ZeroDivisionError("in the middle of it")

    monkeypatch.setattr("app.headless.verbs.tree", broken)
    code, chinese, english = line.both("tree")
    assert code == 1
    assert chinese.startswith("程序内部出错（ZeroDivisionError）")
    assert english.endswith("[6021]")
    assert "Traceback" not in chinese + english
    assert "in the middle of it" in (line.folder / "crash.log").read_text(encoding="utf-8")
    monkeypatch.undo()


def test_a_title_that_is_too_long_is_told_how_long_it_may_be(line: Line) -> None:
    said = line.do("ReportIncident", incident="@new", grid=MICRO[:-3], title="x" * 201)
    assert said.code == 3
    assert said.err == "标题 太长：201 字，最多 120 字〔2006〕\n"
