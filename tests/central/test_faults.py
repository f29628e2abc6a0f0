"""When the ground gives way: a full disk, a database that goes away, a house that is full."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar.types import Message
from sqlalchemy import text

from app.commands.duty import WriteLog
from app.contract.messages import ProblemBody, Verdict
from app.domain.duty import LogNote
from app.domain.problems import Code, Problem
from services.central import admission
from services.central.__main__ import run
from services.central.admission import Admission
from services.central.blobs import Blobs
from services.central.database import open_sqlite
from services.central.logs import open_log, redacted
from services.central.office import new_id
from services.central.store import Store
from services.central.verifying import Verification
from tests.central.conftest import POSTGRESQL, SQLITE
from tests.central.desk import Town
from tests.support.central import REFERENCE
from tests.support.district import AREA


@pytest.mark.parametrize("pattern", [SQLITE], indirect=True)
def test_a_full_disk_is_said_and_nothing_is_half_done(town: Town) -> None:
    """The disk is full as soon as SQLite may take no more pages."""
    desk = town.desk()
    desk.report()
    note = desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text="很长" * 1500)))
    with town.store.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
    for _ in range(2):
        with pytest.raises(Problem) as refused:
            desk.push([note])
        assert refused.value.code is Code.DISK_FULL
    assert town.find(LogNote, area=AREA) == ()
    with town.store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert desk.push([note]).verdicts[0].verdict is Verdict.APPLIED
    assert Verification(town.store).run().findings == []


ALL_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@pytest.mark.parametrize("pattern", [POSTGRESQL], indirect=True)
def test_a_database_that_went_away_is_a_numbered_failure_and_comes_back(town: Town, open_store: Callable[[], Store]) -> None:
    desk = town.desk()
    desk.report()
    note = desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text="断线前后")))
    with open_store().database.writing() as connection:
        connection.execute(text(ALL_OTHERS))
    with pytest.raises(Problem) as refused:
        desk.push([note])
    assert refused.value.code is Code.CENTRAL_FAILED
    assert desk.push([note]).verdicts[0].verdict is Verdict.APPLIED


def test_an_attachment_that_finds_no_room_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem) as refused:
        Blobs(tmp_path).keep(b"x" * 100)
    assert refused.value.code is Code.DISK_FULL
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_past_so_many_at_once_the_door_says_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "MOST", 2)
    answers: list[Message] = []
    turned_away = asyncio.Event()

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await turned_away.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Message) -> None:
        answers.append(message)
        if [answer.get("status") for answer in answers].count(503) == 3:
            turned_away.set()

    async def come() -> None:
        door = Admission(slow, reference=REFERENCE, log=open_log(io.StringIO()))
        scope: Any = {"type": "http", "path": "/v1/hello", "method": "GET", "headers": []}
        receive: Any = None
        await asyncio.gather(*(door(scope, receive, send) for _ in range(5)))

    asyncio.run(come())
    statuses = [answer["status"] for answer in answers if answer["type"] == "http.response.start"]
    assert sorted(statuses) == [200, 200, 503, 503, 503]
    bodies = [msgspec.json.decode(a["body"], type=ProblemBody) for a in answers if a["type"] == "http.response.body"]
    assert {body.problem for body in bodies} == {Code.BUSY}
    assert all(1 <= int(body.data["seconds"]) <= 10 for body in bodies)


@pytest.mark.parametrize(
    "value",
    [
        "电话13812345678",
        "身份证310114199001011234",
        "310114199001011234X"[1:],
        "Bearer " + "a1-_" * 11,
        {"phone": "x"},
        ["13812345678"],
    ],
)
def test_the_log_hides_numbers_and_tokens_wherever_they_stand(value: object) -> None:
    shown = str(redacted(value))
    assert "***" in shown
    assert "13812345678" not in shown


def test_the_log_leaves_ordinary_words_alone() -> None:
    assert redacted({"path": "/v1/feed/310114102", "ms": 3.1, "event": "request"}) == {
        "path": "/v1/feed/310114102",
        "ms": 3.1,
        "event": "request",
    }


DAMAGED = (
    "中心数据库 {} 已损坏或不是数据库，没有改动；请停机后用 restore 放回备份〔6020〕\n",
    "The central database {} is damaged or no database; nothing was changed: stop the centre and restore a backup [6020]\n",
)


@pytest.mark.parametrize("pattern", [SQLITE], indirect=True)
@pytest.mark.parametrize("damage", ["another file", "cut", "empty"])
def test_a_damaged_database_is_said_left_as_it_is_and_put_back_from_a_copy(
    data: Path, damage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, copy = data / "central.db", tmp_path / "copy.db"
    assert run(["backup", str(copy), "--data", str(data)]) == 0
    found = {"another file": b"no database at all" * 400, "cut": file.read_bytes()[:5000], "empty": b""}[damage]
    file.write_bytes(found)
    capsys.readouterr()
    for verb in ("status", "verify", "serve"):
        for words, sentence in zip(((), ("--english",)), DAMAGED, strict=True):
            assert run([verb, "--data", str(data), *words]) == 3
            assert capsys.readouterr().err == sentence.format(file)
    assert file.read_bytes() == found
    assert run(["restore", str(copy), "--data", str(data)]) == 0
    assert run(["verify", "--data", str(data)]) == 0


@pytest.mark.parametrize("pattern", [SQLITE], indirect=True)
def test_a_database_of_a_newer_program_is_not_touched(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = open_sqlite(data / "central.db")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'central_9999' WHERE version_num LIKE 'central%'")
    database.close()
    assert run(["status", "--data", str(data)]) == 3
    assert capsys.readouterr().err == "中心数据库由更新的版本写成，没有改动；请升级中心程序〔6022〕\n"
    (data / "central.json").write_text("{ half")
    assert run(["status", "--data", str(data)]) == 3
    assert capsys.readouterr().err == DAMAGED[0].format(data / "central.json")
