"""The centre as a process: killed, stopped, started again, worked on by other processes."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import requests
from msgspec import Raw

from app.commands.duty import WriteLog
from app.contract.codec import encode_order
from app.contract.messages import CommandAnswer, CommandBatch, NumberedOrder, Status, Verdict
from app.domain.duty import LogNote
from app.domain.problems import Code
from services.central.__main__ import run
from services.central.office import new_id
from services.central.verifying import Verification
from tests.central.conftest import POSTGRESQL, SQLITE
from tests.central.test_http import number, order, stream_of
from tests.support.central import COMMAND, ENVIRONMENT, ROOT, CentralProcess, Cluster, Wire
from tests.support.chance import drawn
from tests.support.district import AREA, OFFICER, TOWN


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CentralProcess]:
    """A started centre of the test's own, on either database."""
    address = ""
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        address = cluster.new_database()
    made = CentralProcess(tmp_path / "central", database=address).populate().start()
    yield made
    made.stop()


def batch_of(seat: Wire, series: str, count: int) -> tuple[list[str], bytes]:
    """So many log notes in a batch of a series, from number 1."""
    notes = [new_id() for _ in range(count)]
    orders = [encode_order(order(seat, WriteLog(note=note, area=AREA, text="断电也在"))) for note in notes]
    numbered = [NumberedOrder(number=n, order=Raw(raw)) for n, raw in enumerate(orders, start=1)]
    return notes, msgspec.json.encode(CommandBatch(series=series, orders=numbered))


def held(centre: CentralProcess) -> set[str]:
    with centre.office() as office:
        return {note.id for note in office.world().find(LogNote, area=AREA)}


def test_killed_between_the_commit_and_the_answer_the_answer_is_given_later(running: CentralProcess) -> None:
    seat = running.seat()
    seat.sign_in(OFFICER)
    notes, batch = batch_of(seat, new_id(), 1)
    lost = threading.Thread(target=lambda: _unheard(seat, batch))
    lost.start()
    deadline = time.monotonic() + 20
    while notes[0] not in held(running):
        assert time.monotonic() < deadline
    running.kill()
    lost.join()
    running.start()
    answer = msgspec.json.decode(seat.post("/commands", data=batch).content, type=CommandAnswer)
    assert [v.verdict for v in answer.verdicts] == [Verdict.ALREADY]
    assert held(running) == set(notes)
    seat.close()


def _unheard(seat: Wire, batch: bytes) -> None:
    """Hand the batch in and never learn what became of it."""
    with pytest.MonkeyPatch.context():
        try:
            requests.post(f"{seat.url}/v1/commands", data=batch, headers=dict(seat.session.headers), timeout=30).close()
        except requests.RequestException:
            return


def test_killed_at_any_moment_each_order_has_one_effect(running: CentralProcess) -> None:
    luck = drawn(7)
    seat = running.seat()
    seat.sign_in(OFFICER)
    notes, batch = batch_of(seat, new_id(), 400)
    for _ in range(4):
        pushing = threading.Thread(target=lambda: _unheard(seat, batch))
        pushing.start()
        time.sleep(luck.random() * 0.25)
        running.kill()
        pushing.join()
        running.start()
    answer = msgspec.json.decode(seat.post("/commands", data=batch).content, type=CommandAnswer)
    assert len(answer.verdicts) == 400
    assert all(v.problem == 0 for v in answer.verdicts)
    assert held(running) == set(notes)
    with running.office() as office:
        assert Verification(office.store).run().findings == []
    seat.close()


def test_a_stop_finishes_what_is_under_way_and_ends_live_streams(running: CentralProcess) -> None:
    seat = running.seat()
    seat.sign_in(OFFICER)
    notes, batch = batch_of(seat, new_id(), 300)
    answers: list[CommandAnswer] = []

    def push() -> None:
        answers.append(msgspec.json.decode(seat.post("/commands", data=batch).content, type=CommandAnswer))

    other = running.seat()
    with stream_of(other) as lines:
        next(lines)
        pushing = threading.Thread(target=push)
        pushing.start()
        time.sleep(0.1)
        started = time.monotonic()
        assert running.stop() == 0
        assert time.monotonic() - started < 15
        assert [line for line in lines if line.startswith(b"event: none")] == []
    pushing.join()
    assert [v.verdict for v in answers[0].verdicts] == [Verdict.APPLIED] * 300
    assert held(running) == set(notes)
    seat.close()
    other.close()


def verb(centre: CentralProcess, *words: str) -> int:
    """A verb on the centre's folder in this process, which is another than the server's; its exit code."""
    return run([*words, "--data", str(centre.data)])


def test_a_restored_copy_is_another_generation(tmp_path: Path) -> None:
    centre = CentralProcess(tmp_path / "central").populate().start()
    seat = centre.seat()
    seat.sign_in(OFFICER)
    copy = str(tmp_path / "copy.db")
    assert verb(centre, "backup", copy) == 0
    notes, batch = batch_of(seat, new_id(), 3)
    assert seat.post("/commands", data=batch).status_code == 200
    assert verb(centre, "restore", copy) == 3
    centre.stop()
    assert verb(centre, "restore", copy) == 0
    centre.start()
    answer = seat.post("/commands", data=batch)
    assert (answer.status_code, number(answer)) == (409, Code.NEW_GENERATION)
    assert held(centre) == set()
    seat.session.headers["x-gridplus-generation"] = seat.hello().generation
    answer = seat.post("/commands", data=batch)
    assert [v.verdict for v in msgspec.json.decode(answer.content, type=CommandAnswer).verdicts] == [Verdict.APPLIED] * 3
    assert held(centre) == set(notes)
    assert centre.stop() == 0
    seat.close()


def test_the_verbs_work_beside_a_running_server(running: CentralProcess, capsys: pytest.CaptureFixture[str]) -> None:
    def printed(*words: str) -> str:
        capsys.readouterr()
        assert verb(running, *words) == 0
        return capsys.readouterr().out

    running.add_account("night", role="R3")
    seat = running.seat()
    assert seat.sign_in("night").name == "night"
    accounts = msgspec.json.decode(printed("account", "list", "--json"), type=list[dict[str, object]])
    assert [row["roles"] for row in accounts if row["account"] == "night"] == [[f"R3@{AREA}"]]
    printed("account", "lock", "night")
    assert seat.hello().person == ""
    printed("calendar", "2026", "2099")
    status = msgspec.json.decode(printed("status", "--json"), type=Status)
    assert status.records["calendar"] == 2
    assert status.feeds[TOWN] == seat.hello().heads[TOWN]
    printed("verify")
    seat.close()


def test_a_second_server_on_the_folder_is_told_which_process_runs_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    centre = CentralProcess(tmp_path / "central").start()
    for language, sentence in (
        ((), f"中心已在 {centre.data} 上运行（进程 {centre.pid}）；先停下它〔6026〕\n"),
        (("--english",), f"The centre runs on {centre.data} already (process {centre.pid}); stop it first [6026]\n"),
    ):
        assert verb(centre, "serve", "--port", "0", *language) == 3
        assert capsys.readouterr().err == sentence
    assert centre.stop() == 0
    assert not list(centre.data.glob("serving.pid"))


def test_what_a_centre_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Whatever the mask of who types it: the folder, the database with its side files, and a copy."""
    centre = CentralProcess(tmp_path / "central")
    words = [*COMMAND, "init", "--data", str(centre.data)]
    subprocess.run(words, cwd=ROOT, env=ENVIRONMENT, check=True, umask=0o022, stdout=subprocess.DEVNULL)
    centre.start()
    assert centre.cli("backup", str(tmp_path / "copy.db")).returncode == 0
    assert centre.stop() == 0
    assert centre.cli("restore", str(tmp_path / "copy.db")).returncode == 0
    written = [centre.data, tmp_path / "copy.db", *(file for file in centre.data.rglob("*") if file.name != "serve.log")]
    assert len(written) > 4
    assert {file.name: oct(file.stat().st_mode & 0o077) for file in written if file.stat().st_mode & 0o077} == {}
