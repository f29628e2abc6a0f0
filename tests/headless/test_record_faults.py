"""Work that meets another state at the centre than it was done on, damaged files, hostile words: nothing is lost unseen."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.commands.entering import EnterHistory, PastCase
from app.commands.staffing import RevokeAppointment
from app.domain.incident import Incident
from app.domain.refusal import Refusal
from services.credentials.profile import COPY, PROFILE
from tests.headless.conftest import TakeSeat
from tests.headless.line import Line, incident_of, titles_at
from tests.headless.road import Road
from tests.support.central import CentralProcess
from tests.support.district import AREA, OFFICER, OTHER_AREA, SECOND_OFFICER


def boxed(line: Line, *words: str, incident: str = "") -> list[tuple[str, int, str]]:
    """What lies in the conflict box (about a case): the command, the number, the sentence."""
    rows = line("refusals", "--json", *words).value
    return [(row["command"], row["problem"], row["sentence"]) for row in rows if incident in ("", row["incident"])]


def on_terminal(line: Line, *words: str) -> str:
    """The box as a person reads it on the terminal, the blanks of the table left out."""
    return "".join(line("refusals", *words).out.split())


def test_a_case_that_another_desk_took_first_is_a_refusal_with_both_states(
    shared: CentralProcess, road: Road, take_seat: TakeSeat
) -> None:
    here, there = take_seat(shared, road=road), take_seat(shared, name="there")
    assert there.sign_in(SECOND_OFFICER).code == 0
    case = incident_of(here.report("两个席位抢同一件"))
    assert there("sync").code == 0
    road.shut()
    assert here.do("Take", incident=case).code == 4
    assert there.do("Take", incident=case).code == 0
    road.open()
    assert here("sync").code == 0
    assert here.pending() == []
    (chinese,), (english,) = boxed(here, incident=case), boxed(here, "--english", incident=case)
    assert chinese[:2] == english[:2] == ("Take", 2002)
    assert chinese[2].endswith(" 已被他人改动：你看到的是「已上报」，现在是「核实中」〔2002〕")
    assert re.search(r" was changed meanwhile: you saw .Reported., now it is .Verifying. \[2002\]$", english[2])
    assert "〔2002〕" in on_terminal(here), "cut nowhere"


def test_an_order_just_given_that_the_centre_refuses_says_so_at_once(
    shared: CentralProcess, road: Road, take_seat: TakeSeat
) -> None:
    """The id is taken by a case that this seat cannot see."""
    line = take_seat(shared, road=road)
    elsewhere = PastCase(incident="elsewhere", grid=OTHER_AREA, title="安亭的事", occurred_at=datetime.now(UTC))
    with shared.office() as office:
        office.require(EnterHistory(cases=(elsewhere,)))
    said = line.report("编号已被占用", incident="elsewhere")
    assert (said.code, said.value["pending"], said.value["refused"]) == (3, 0, 2019)
    assert said.err.endswith("已存在〔2019〕\n")
    assert [row[:2] for row in boxed(line, incident="elsewhere")] == [("ReportIncident", 2019)]
    assert "安亭的事" not in on_terminal(line)


def test_rights_that_were_taken_away_while_offline_are_a_refusal_and_the_words_are_kept(
    own: CentralProcess, take_seat: TakeSeat
) -> None:
    line = take_seat(own)
    case = incident_of(line.report("撤权之前"))
    own.stop()
    assert line.do("AddNote", incident=case, text="离线时写的补充说明").code == 4
    assert line.report("离线时上报的").code == 4
    with own.office() as office:
        office.require(RevokeAppointment(appointment=f"a-{OFFICER}"))
    own.start()
    assert line("sync").code == 0
    assert line.pending() == []
    told = [(command, "权限已被撤销：值守员〔1008〕") for command in ("AddNote", "ReportIncident")]
    assert sorted((command, sentence) for command, _, sentence in boxed(line)) == told
    in_english = {sentence for _, _, sentence in boxed(line, "--english")}
    assert in_english == {"The right has been revoked: Duty officer [1008]"}
    assert titles_at(own) == ["撤权之前"]
    assert line("queue").code == 3, "who has no right any more reads no cases"
    refused = line.do("AddNote", incident=case, text="再写一句")
    assert (refused.code, refused.err) == (3, "权限已被撤销：值守员〔1008〕\n")
    assert "离线时写的补充说明" in line("refusals", "--json").out, "and here too"
    assert "离线时写的补充说明" in wanted(own), "what was written is kept for whoever deals with it"


def wanted(centre: CentralProcess) -> str:
    """Everything that lies in the box of the area, as the centre keeps it."""
    with centre.office() as office:
        return " ".join(refusal.wanted for refusal in office.world().find(Refusal, area=AREA))


def test_an_account_locked_while_offline_hands_nothing_in_and_loses_nothing(own: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(own)
    own.stop()
    assert line.report("账号锁定之前写的").code == 4
    assert own.cli("account", "lock", OFFICER).returncode == 0
    own.start()
    assert line("sync").code == 0
    assert [(command, number) for command, number, _ in boxed(line)] == [("ReportIncident", 1017)]
    assert boxed(line)[0][2] == "账号已被管理员锁定，请联系管理员解锁〔1017〕"
    assert boxed(line, "--english")[0][2] == "The account has been locked by the administrator; ask to have it opened [1017]"
    assert titles_at(own) == []
    assert "账号锁定之前写的" in wanted(own)
    assert line.sign_in().err == "账号已被管理员锁定，请联系管理员解锁〔1017〕\n"


def test_a_case_that_left_while_offline_is_gone_and_what_was_done_to_it_is_in_the_box(
    own: CentralProcess, take_seat: TakeSeat
) -> None:
    """The case moves to an area that this seat does not serve."""
    line = take_seat(own)
    case = incident_of(line.report("要移到安亭的事"))
    own.stop()
    assert line.do("AddNote", incident=case, text="移走之前写的").code == 4
    moved = PastCase(incident=case, grid=OTHER_AREA, title="要移到安亭的事", occurred_at=datetime.now(UTC))
    with own.office() as office:
        office.require(EnterHistory(cases=(moved,)))
    own.start()
    assert line("sync").code == 0
    assert line.titles() == []
    assert line.pending() == []
    assert boxed(line) == [("AddNote", 1021, "这不在你任职的范围内，可能已移到别的片区〔1021〕")]
    outside = "This lies outside the places where you hold office; it may have moved to another area [1021]"
    assert boxed(line, "--english") == [("AddNote", 1021, outside)]
    assert "移走之前写的" in wanted(own), "what was written is kept"
    assert "要移到安亭的事" not in on_terminal(line), "nothing of the case itself is left here"
    assert line.do("AddNote", incident=case, text="看不见了").err[-7:] == "〔2001〕\n"


def damage(file: Path, *, every: int) -> None:
    data = bytearray(file.read_bytes())
    for place in range(4096 * 2 + 99, len(data), 4096 * every):
        data[place] ^= 0xFF
    file.write_bytes(data)


RESCUED = re.compile(r"本机缓存已损坏，原件已另存为 (\S+)，待发命令救出 (\d+) 条，正从中心重建〔6002〕\n")


def test_a_damaged_cache_is_set_aside_told_and_filled_again(shared: CentralProcess, road: Road, take_seat: TakeSeat) -> None:
    line = take_seat(shared, road=road)
    before = line.titles()
    road.shut()
    assert line.report("缓存损坏之前上报的").code == 4
    whole = (line.folder / "cache.db").read_bytes()
    found = 0
    for page in range(1, len(whole) // 4096, 18):
        data = bytearray(whole)
        data[page * 4096 + 99] ^= 0xFF
        (line.folder / "cache.db").write_bytes(data)
        (line.folder / "cache.running").touch()
        said = line("queue")
        told = RESCUED.fullmatch(said.err)
        assert (said.code, told is not None) == (0, True), said
        assert told is not None
        assert (line.folder / told[1]).read_bytes()[:4096] == bytes(data[:4096]), "the damaged one is still there"
        waiting = line.pending()
        assert len(waiting) == int(told[2])
        found = max(found, len(waiting))
        assert line("queue").err == "", "told once"
    assert found == 1, "most pages have nothing to do with the outbox"
    english = bytearray((line.folder / "cache.db").read_bytes())
    english[150:190] = bytes(40)
    (line.folder / "cache.db").write_bytes(english)
    assert re.search(
        r"The cache is damaged; it was set aside as \S+, \d unsent commands were rescued", line("queue", "--english").err
    )
    road.open()
    assert line("sync").code == 0
    assert set(before) <= set(line.titles())


def test_a_damaged_seat_file_is_restored_from_its_copy_with_the_outbox_complete(
    shared: CentralProcess, road: Road, take_seat: TakeSeat
) -> None:
    line = take_seat(shared, road=road)
    road.shut()
    assert line.report("席位文件坏掉之前").code == 4
    file = line.folder / PROFILE
    file.write_text("{ half")
    said = line("pending", "--json")
    assert said.code == 0
    assert said.err == f"席位文件 {file} 已损坏，已用副本恢复，原件另存为 profile.damaged.json；待发命令都在〔6018〕\n"
    assert [row["subject"] for row in said.value] == ["席位文件坏掉之前"]
    assert line("pending").err == "", "told once"
    whole = file.read_text()
    for name in (PROFILE, COPY):
        (line.folder / name).write_text("{ half")
    assert line.both("pending") == (
        3,
        f"席位文件 {file} 已损坏，副本也读不出；缓存和待发命令没有改动，请从备份放回这个文件再打开〔6017〕",
        f"The seat's file {file} is damaged and so is its copy; the cache and the outbox are as they were: "
        "put the file back from a backup and open again [6017]",
    )
    file.write_text(whole)
    assert len(line.pending()) == 1
    road.open()
    assert line("sync").code == 0
    assert line.pending() == []


def test_a_damaged_file_of_secrets_is_named(shared: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(shared)
    file = line.folder / "secrets.json"
    whole = file.read_bytes()
    file.write_bytes(whole[:50])
    assert line.both("pending") == (
        3,
        f"密钥文件 {file} 已损坏，缓存打不开；没有改动任何数据，请从备份放回这个文件〔6019〕",
        f"The file of secrets {file} is damaged, so the cache cannot be opened; nothing was changed: "
        "put the file back from a backup [6019]",
    )
    file.write_bytes(whole)
    assert line("pending").code == 0


HOSTILE = [
    "<b>着火</b><img src=file://evil/x onerror=alert(1)>",
    "'; DROP TABLE r_incident; --",
    '%_*"AND NEAR(',
    "=HYPERLINK(1)",
    "[bold red]红[/]",
    "a\u202etxt.exe",
    "零\u200b宽",
    "👨\u200d👩\u200d👧",
    "e" + "\u0301" * 60,
    "{field} {0} %s",
]


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_title_is_only_text_here_and_at_the_centre(line: Line, shared: CentralProcess, title: str) -> None:
    said = line.report(title)
    assert said.code == 0, said
    with shared.office() as office:
        case = office.world().get(Incident, incident_of(said))
    assert case is not None
    shown = {row["id"]: row["title"] for row in line("queue", "--json").value}
    assert shown[case.id] == case.title
    assert case.title == re.sub("[\u200b\u202e]", "", unicodedata.normalize("NFC", title)), "only what nobody can see goes"
    assert "[bold" not in title or "[bold red]红[/]" in line("queue").out


@pytest.mark.parametrize("title", ["a\x00b", "", "  ", "长" * 121, "\ud800"], ids=["nul", "empty", "blank", "long", "surrogate"])
def test_a_title_that_cannot_be_kept_is_refused_and_nothing_waits(line: Line, title: str) -> None:
    fields = {"incident": "@new", "grid": "310114102001001-01", "title": title}
    for language in ((), ("--english",)):
        said = line("do", "ReportIncident", "--json", "-", *language, input=json_of(fields))
        assert said.code in (2, 3)
        assert re.search(r"[〔\[]\d{4}[〕\]]\n$", said.err)
    assert line.pending() == []


@pytest.mark.parametrize("field", ["title", "detail"])
def test_a_megabyte_of_text_is_refused_in_a_moment(line: Line, field: str) -> None:
    fields = {"incident": "@new", "grid": "310114102001001-01", "title": "长文"} | {field: "长" * 350_000}
    said = line("do", "ReportIncident", "--json", "-", input=json_of(fields))
    limit = {"title": 400, "detail": 20_000}[field]
    assert said.code == 2
    assert said.err == f"ReportIncident 的字段 {field} 应为 string(0-{limit})〔5025〕\n"
    assert line.pending() == []


def json_of(fields: dict[str, Any]) -> str:
    """JSON as any program may write it, with escapes for what is no text."""
    return json.dumps(fields)
