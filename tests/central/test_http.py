"""The centre over the wire, as a process: what a desk calls, and what a hostile caller tries."""

from __future__ import annotations

import contextlib
import gzip
import socket
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
import requests
import zstandard
from msgspec import Raw

from app.commands import Order
from app.commands.command import Command
from app.commands.duty import WriteLog
from app.commands.intake import Caller, ReportIncident
from app.commands.notes import Attach
from app.contract.checksum import checksum
from app.contract.codec import encode_order
from app.contract.messages import (
    H_GENERATION,
    H_PERSON,
    H_SERIES,
    LARGEST_BATCH,
    LARGEST_BODY,
    CaseAnswer,
    CheckAnswer,
    CommandAnswer,
    CommandBatch,
    NumberedOrder,
    PokeHeads,
    ProblemBody,
    SearchAnswer,
    SeatGrant,
    Verdict,
)
from app.domain.incident import Incident
from app.domain.people import Contact
from app.domain.problems import Code
from app.domain.refusal import Refusal
from services.central.office import new_id
from services.records.columns import EPOCH
from tests.central.desk import taken_apart
from tests.support.central import PASSWORD, CentralProcess, Wire
from tests.support.district import AREA, MICRO, OFFICER, OTHER_AREA, STRANGER, TOWN

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralProcess]:
    """One centre for all tests of this module; each test works with ids and seats of its own."""
    made = CentralProcess(tmp_path_factory.mktemp("http") / "central").populate().start()
    yield made
    assert made.stop() == 0


@pytest.fixture
def seat(centre: CentralProcess) -> Iterator[Wire]:
    """A seat at the area with the officer signed in."""
    made = centre.seat()
    made.sign_in(OFFICER)
    yield made
    made.close()


def number(answer: requests.Response) -> int:
    return msgspec.json.decode(answer.content, type=ProblemBody).problem


def order(seat: Wire, command: Command, *, author: str = OFFICER) -> Order:
    return Order(id=new_id(), author=author, seat=seat.grant.seat, area=AREA, occurred_at=seat.hello().time, command=command)


def push(seat: Wire, series: str, *orders: Order, start: int = 1) -> CommandAnswer:
    numbered = [NumberedOrder(number=start + n, order=Raw(encode_order(each))) for n, each in enumerate(orders)]
    answer = seat.post("/commands", data=msgspec.json.encode(CommandBatch(series=series, orders=numbered)))
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=CommandAnswer)


def report(seat: Wire, title: str = "路面积水") -> str:
    incident = new_id()
    verdict = push(seat, new_id(), order(seat, ReportIncident(incident=incident, grid=MICRO, title=title))).verdicts[0]
    assert verdict.verdict is Verdict.APPLIED, verdict
    return incident


def test_a_desk_says_hello_hands_in_and_pulls(seat: Wire) -> None:
    hello = seat.hello()
    assert hello.person == OFFICER
    assert set(hello.heads) == {"district", TOWN}
    assert f"area:{AREA}:contacts" in hello.scopes
    assert abs((hello.time - EPOCH).total_seconds() - time.time()) < 30
    series, incident = new_id(), new_id()
    answer = push(seat, series, order(seat, ReportIncident(incident=incident, grid=MICRO, title="井盖松动")))
    assert [v.verdict for v in answer.verdicts] == [Verdict.APPLIED]
    page = taken_apart(seat.get(f"/feed/{TOWN}", headers={H_SERIES: series}, params={"limit": 5000}).content)
    assert page.head.generation == hello.generation
    assert page.tail.decided == 1
    rows = {(row.k, row.i): row for row in page.rows}
    assert (Incident.kind, incident) in rows
    assert taken_apart(seat.get(f"/feed/{TOWN}", params={"after": page.tail.cursor}).content).rows == []


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [("zstd", "zstd"), ("gzip, zstd", "zstd"), ("gzip", "gzip"), ("identity", None), ("br", None), ("zstd;q=0, gzip", "gzip")],
)
def test_pages_are_packed_as_accepted(seat: Wire, accepted: str, packing: str | None) -> None:
    answer = seat.get("/feed/district", headers={"accept-encoding": accepted}, stream=True)
    data: bytes = answer.raw.read(decode_content=False)
    assert answer.headers.get("content-encoding") == packing
    if packing == "zstd":
        data = zstandard.ZstdDecompressor().decompress(data)
    elif packing == "gzip":
        data = gzip.decompress(data)
    assert len(taken_apart(data).rows) >= 7


def test_the_check_agrees_with_what_was_pulled(seat: Wire) -> None:
    report(seat)
    page = taken_apart(seat.get(f"/feed/{TOWN}", params={"limit": 5000}).content)
    assert not page.tail.more
    check = msgspec.json.decode(seat.get(f"/feed/{TOWN}/check").content, type=CheckAnswer)
    assert (check.count, check.checksum) == checksum((row.k, row.i, row.v) for row in page.rows)


def test_who_is_no_seat_gets_nothing(centre: CentralProcess, seat: Wire) -> None:
    for path in ("/hello", f"/feed/{TOWN}", f"/feed/{TOWN}/check", "/live", "/search?area=x", "/search/x", f"/blobs/{'0' * 64}"):
        for token in ("", "Bearer wrong", "Basic eDp5", f"Bearer {'x' * 5000}"):
            answer = requests.get(f"{centre.url}/v1{path}", headers={"authorization": token}, timeout=30)
            assert (answer.status_code, number(answer)) == (401, Code.SEAT_UNKNOWN), (path, token)
    answer = requests.post(f"{centre.url}/v1/commands", data=b"{}", timeout=30)
    assert answer.status_code == 401


def test_a_revoked_seat_is_told_so_at_once(centre: CentralProcess, seat: Wire) -> None:
    assert centre.cli("seat", "revoke", seat.grant.seat).returncode == 0
    answer = seat.get("/hello")
    assert (answer.status_code, number(answer)) == (401, Code.SEAT_REVOKED)


def test_another_generation_is_answered_before_anything_is_decided(seat: Wire) -> None:
    batch = msgspec.json.encode(CommandBatch(series=new_id(), orders=[]))
    calls: list[Callable[[], requests.Response]] = [
        lambda: seat.post("/commands", data=batch),
        lambda: seat.get(f"/feed/{TOWN}"),
        lambda: seat.get(f"/feed/{TOWN}/check"),
        lambda: seat.get("/search", params={"area": AREA}),
        lambda: seat.get("/search/x"),
        lambda: seat.post("/blobs", params={"sha256": "0" * 64}, data=PNG),
    ]
    for call in calls:
        seat.session.headers[H_GENERATION] = "another"
        answer = call()
        assert (answer.status_code, number(answer)) == (409, Code.NEW_GENERATION)
        assert msgspec.json.decode(answer.content, type=ProblemBody).data["generation"] == seat.generation
        del seat.session.headers[H_GENERATION]
        assert number(call()) == Code.REQUEST_MALFORMED
        assert seat.hello().generation == seat.generation


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b'{"series":"s"}',
        b'{"series":"12345678","orders":[],"extra":1}',
        b'{"series":"12345678","orders":[{"number":0,"order":{}}]}',
        b'{"series":"12345678","orders":[{"number":1.5,"order":{}}]}',
        b'{"series":"12345678","orders":[{"number":99999999999999999999,"order":{}}]}',
        b'{"series":"12345678","orders":[{"number":1,"order":NaN}]}',
        b'{"series":"\xff\xfe345678","orders":[]}',
        b'{"series":"12345678","orders":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"[" * 500_000,
        b'{"a":' * 100_000,
        b'{"series":"12345678","orders":[' + b",".join([b'{"number":1,"order":{}}'] * (LARGEST_BATCH + 1)) + b"]}",
    ],
    ids=lambda body: repr(bytes(body[:40])),
)
def test_hostile_bodies_are_refused_with_a_number(seat: Wire, body: bytes) -> None:
    answer = seat.post("/commands", data=body)
    assert (answer.status_code, number(answer)) == (400, Code.REQUEST_MALFORMED)
    for path in ("/session", "/session/password"):
        answer = seat.post(path, data=body)
        assert (answer.status_code, number(answer)) == (400, Code.REQUEST_MALFORMED)


def test_a_hostile_order_is_refused_alone(seat: Wire) -> None:
    good = encode_order(order(seat, WriteLog(note=new_id(), area=AREA, text="照办")))
    hostile = [
        b'{"id":"h1","command":{"do":"AddNote","incident":"i","text":7}}',
        b"[[[[[[]]]]]]",
        good.replace(b'"WriteLog"', b'"DropTables"').replace(b'"id":"', b'"id":"x'),
        good.replace('"照办"'.encode(), b'"a\\u0000b"').replace(b'"id":"', b'"id":"y'),
    ]
    numbered = [NumberedOrder(number=n, order=Raw(raw)) for n, raw in enumerate([*hostile, good], start=1)]
    answer = seat.post("/commands", data=msgspec.json.encode(CommandBatch(series=new_id(), orders=numbered)))
    verdicts = msgspec.json.decode(answer.content, type=CommandAnswer).verdicts
    assert [v.problem for v in verdicts] == [Code.COMMAND_MALFORMED] * 4 + [0]
    page = taken_apart(seat.get(f"/feed/{TOWN}", params={"limit": 5000}).content)
    assert {v.id for v in verdicts[:4]} <= {row.i for row in page.rows if row.k == Refusal.kind}


def test_too_much_is_refused_whatever_the_length_says(centre: CentralProcess, seat: Wire) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(3 * LARGEST_BODY // 65536):
            yield b" " * 65536

    for body in (b" " * (2 * LARGEST_BODY), chunks()):
        answer = seat.post("/commands", data=body)
        assert (answer.status_code, number(answer)) == (413, Code.BATCH_TOO_LARGE)
    assert seat.hello()


def test_browsers_and_packed_bodies_have_no_business_here(seat: Wire) -> None:
    for headers in ({"origin": "https://evil.example"}, {"content-encoding": "gzip"}):
        answer = seat.post("/commands", data=b"{}", headers=headers)
        assert (answer.status_code, number(answer)) == (400, Code.REQUEST_MALFORMED)


def test_unknown_paths_and_verbs_are_numbered_too(seat: Wire) -> None:
    for answer in (seat.get("/nothing"), seat.session.get(f"{seat.url}/"), seat.delete("/hello"), seat.post("/feed/x")):
        assert answer.status_code in (404, 405)
        assert number(answer) == Code.NOT_FOUND
        assert answer.headers["content-type"].startswith("application/problem+json")
    assert number(seat.get("/feed/nonsense")) == Code.FEED_UNKNOWN
    assert number(seat.get("/feed/99999999%00")) in (Code.FEED_UNKNOWN, Code.NOT_FOUND)
    assert number(seat.get(f"/feed/{TOWN}", params={"limit": "many"})) == Code.REQUEST_MALFORMED
    assert number(seat.get(f"/feed/{TOWN}", params={"after": "garbage"})) == Code.RESET_NEEDED


def test_answers_speak_the_language_of_the_caller(seat: Wire) -> None:
    chinese = seat.get("/nothing")
    english = seat.get("/nothing", headers={"accept-language": "en-GB"})
    titles = [msgspec.json.decode(a.content, type=ProblemBody).title for a in (chinese, english)]
    assert titles == ["没有这一项〔5021〕", "There is no such thing [5021]"]


def test_an_old_client_reads_but_hands_in_nothing(seat: Wire) -> None:
    seat.session.headers["x-gridplus-client"] = "0"
    answer = seat.post("/commands", data=msgspec.json.encode(CommandBatch(series=new_id(), orders=[])))
    assert (answer.status_code, number(answer)) == (426, Code.CLIENT_TOO_OLD)
    assert seat.get(f"/feed/{TOWN}").status_code == 200


def test_wrong_passwords_and_ended_sessions(centre: CentralProcess) -> None:
    seat = centre.seat()
    answer = seat.post("/session", json={"account": "p-chief", "password": "wrong"})
    assert (answer.status_code, number(answer)) == (401, Code.WRONG_PASSWORD)
    grant = seat.sign_in("p-chief")
    assert seat.hello().person == "p-chief"
    assert seat.delete("/session").status_code == 204
    assert seat.hello().person == ""
    answer = seat.post("/session/password", json={"old": PASSWORD, "new": "Another-2026-one"})
    assert (answer.status_code, number(answer)) == (401, Code.SESSION_ENDED)
    assert grant.person == "p-chief"
    seat.close()


def test_the_device_token_is_rotated_over_the_wire(centre: CentralProcess) -> None:
    seat = centre.seat()
    fresh = msgspec.json.decode(seat.post("/seat/token").content, type=SeatGrant)
    seat.session.headers["authorization"] = f"Bearer {fresh.token}"
    assert seat.hello().generation == seat.generation
    seat.close()


@contextlib.contextmanager
def stream_of(seat: Wire) -> Iterator[Iterator[bytes]]:
    with seat.get("/live", stream=True) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield answer.iter_lines(chunk_size=1)


def next_heads(lines: Iterator[bytes]) -> dict[str, int]:
    for line in lines:
        if line.startswith(b"data: "):
            return msgspec.json.decode(line[6:], type=PokeHeads).heads
    raise AssertionError("the stream ended")


def test_a_change_pokes_within_a_moment(centre: CentralProcess, seat: Wire) -> None:
    watcher = centre.seat()
    with stream_of(watcher) as lines:
        assert next(lines) == b": gridplus"
        assert set(next_heads(lines)) == {"district", TOWN}
        started = time.monotonic()
        report(seat)
        assert next_heads(lines).keys() == {TOWN}
        assert time.monotonic() - started < 1.0
    watcher.close()


def test_what_another_process_writes_pokes_within_a_second(centre: CentralProcess, seat: Wire) -> None:
    with centre.office() as office, stream_of(seat) as lines:
        next_heads(lines)
        started = time.monotonic()
        office.require(ReportIncident(incident=new_id(), grid=MICRO, title="回放", replayed=True))
        assert TOWN in next_heads(lines)
        assert time.monotonic() - started < 1.5


def test_other_towns_poke_nobody_here(centre: CentralProcess, seat: Wire) -> None:
    with centre.office() as office, stream_of(seat) as lines:
        next_heads(lines)
        office.require(ReportIncident(incident=new_id(), grid=OTHER_AREA, title="别处", replayed=True))
        office.require(ReportIncident(incident=new_id(), grid=MICRO, title="这里", replayed=True))
        assert set(next_heads(lines)) == {TOWN}


def test_attachments_go_up_and_come_down_to_those_who_see_their_record(centre: CentralProcess, seat: Wire) -> None:
    name = sha256(PNG).hexdigest()
    upload = {"params": {"sha256": name}, "data": PNG, "headers": {"content-type": "image/png"}}
    assert seat.post("/blobs", **upload).status_code == 201
    assert seat.post("/blobs", **upload).status_code == 200
    assert number(seat.get(f"/blobs/{name}")) == Code.BLOB_UNKNOWN
    incident = report(seat)
    attach = Attach(attachment=new_id(), incident=incident, sha256=name, name="现场.png", media="image/png", size=len(PNG))
    assert push(seat, new_id(), order(seat, attach)).verdicts[0].verdict is Verdict.APPLIED
    answer = seat.get(f"/blobs/{name}")
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    stranger = centre.seat(OTHER_AREA)
    assert number(stranger.get(f"/blobs/{name}")) == Code.BLOB_UNKNOWN
    stranger.close()


@pytest.mark.parametrize(
    ("name", "media", "data", "code"),
    [
        ("0" * 64, "image/png", PNG, Code.BLOB_UNKNOWN),
        ("../../etc/passwd", "image/png", PNG, Code.BLOB_UNKNOWN),
        ("0" * 64, "text/html", b"<script>", Code.BLOB_TYPE),
        ("0" * 64, "image/png", b"MZ" + b"\x00" * 64, Code.BLOB_TYPE),
        ("0" * 64, "text/plain", b"a\x00b", Code.BLOB_TYPE),
        ("0" * 64, "video/mp4", b"....mdat", Code.BLOB_TYPE),
    ],
)
def test_attachments_that_are_not_what_they_say_are_refused(seat: Wire, name: str, media: str, data: bytes, code: Code) -> None:
    answer = seat.post("/blobs", params={"sha256": name}, data=data, headers={"content-type": media})
    assert number(answer) == code


def test_a_huge_attachment_is_refused(seat: Wire) -> None:
    answer = seat.post(
        "/blobs", params={"sha256": "0" * 64}, data=PNG + b"\x00" * (20 * 1024 * 1024), headers={"content-type": "image/png"}
    )
    assert answer.status_code == 413


def test_names_with_a_path_in_them_reach_no_file(seat: Wire) -> None:
    for name in ("..%2F..%2Fcentral.json", "%2e%2e", "a" * 65, "g" * 64):
        assert number(seat.get(f"/blobs/{name}")) in (Code.BLOB_UNKNOWN, Code.NOT_FOUND)


def test_history_is_found_by_text_page_by_page(centre: CentralProcess, seat: Wire) -> None:
    word = new_id()[-6:]
    cases = [report(seat, f"噪声 {word} 100%_{n}") for n in range(5)]
    found: list[str] = []
    before = ""
    while True:
        asked = {"area": AREA, "text": f"{word} 100%_", "limit": 2, "before": before}
        answer = msgspec.json.decode(seat.get("/search", params=asked).content, type=SearchAnswer)
        found += [msgspec.json.decode(raw, type=Incident).id for raw in answer.cases]
        before = answer.before
        if not before:
            break
    assert found == cases[::-1]
    assert number(seat.get("/search", params={"area": AREA, "before": "garbage"})) == Code.REQUEST_MALFORMED
    assert number(seat.get("/search", params={"area": OTHER_AREA})) == Code.NOT_ALLOWED
    empty = msgspec.json.decode(seat.get("/search", params={"area": AREA, "text": f"{word}%9"}).content, type=SearchAnswer)
    assert empty.cases == []


def test_a_case_beyond_the_seat_is_read_by_those_alone_who_may(centre: CentralProcess, seat: Wire) -> None:
    there = new_id()
    with centre.office() as office:
        office.require(ReportIncident(incident=there, grid=OTHER_AREA, title="别处的积水", replayed=True))
    asked = {"text": "别处的积水", "beyond": True}
    assert msgspec.json.decode(seat.get("/search", params=asked).content, type=SearchAnswer).cases == []
    assert number(seat.get(f"/search/{there}")) == Code.NOT_FOUND
    other = centre.seat(AREA)
    other.sign_in(STRANGER)
    found = msgspec.json.decode(other.get("/search", params=asked).content, type=SearchAnswer)
    assert [msgspec.json.decode(raw, type=Incident).id for raw in found.cases] == [there]
    whole = msgspec.json.decode(other.get(f"/search/{there}").content, type=CaseAnswer)
    assert msgspec.json.decode(whole.case, type=Incident).title == "别处的积水"
    other.close()


def test_every_route_is_in_the_openapi_document(centre: CentralProcess) -> None:
    document = requests.get(f"{centre.url}/v1/openapi.json", timeout=30).json()
    listed = {(verb.upper(), path) for path, verbs in document["paths"].items() for verb in verbs}
    assert listed == {
        ("POST", "/v1/seat"),
        ("POST", "/v1/seat/token"),
        ("POST", "/v1/session"),
        ("DELETE", "/v1/session"),
        ("POST", "/v1/session/password"),
        ("GET", "/v1/hello"),
        ("POST", "/v1/commands"),
        ("GET", "/v1/feed/{feed}"),
        ("GET", "/v1/feed/{feed}/check"),
        ("GET", "/v1/live"),
        ("POST", "/v1/blobs"),
        ("GET", "/v1/blobs/{sha256}"),
        ("GET", "/v1/search"),
        ("GET", "/v1/search/{incident}"),
        ("GET", "/v1/healthz"),
    }
    assert document["paths"]["/v1/commands"]["post"]["requestBody"]["content"]["application/json"]


def test_health_reads_the_database(centre: CentralProcess) -> None:
    answer = requests.get(f"{centre.url}/v1/healthz", timeout=30)
    assert answer.json()["status"] == "ok"


def test_garbage_on_the_line_harms_nobody(centre: CentralProcess, seat: Wire) -> None:
    where = urlsplit(centre.url)
    for data in (b"\x16\x03\x01" + b"\x00" * 300, b"GET " + b"/" * 70000 + b" HTTP/1.1\r\n\r\n", b"\r\n" * 50):
        with socket.create_connection((where.hostname, where.port), timeout=10) as line:
            line.sendall(data)
            with contextlib.suppress(OSError):
                line.recv(4096)
    assert seat.hello()


def test_no_secret_and_no_resident_is_in_the_log(centre: CentralProcess, seat: Wire) -> None:
    phone, name, words = "13987654321", "赵钱孙李", "门口堆了很多东西"
    caller = Caller(contact=new_id(), name=name, phone=phone)
    push(seat, new_id(), order(seat, ReportIncident(incident=new_id(), grid=MICRO, title=words, caller=caller)))
    seat.post("/session", json={"account": OFFICER, "password": "canary-Pass-1"})
    seat.get(f"/feed/{phone}")
    log = (centre.data / "serve.log").read_text()
    assert '"path": "/v1/commands"' in log
    for secret in (phone, name, words, "canary-Pass-1", PASSWORD, seat.grant.token, str(seat.session.headers[H_PERSON])):
        assert secret not in log
    page = taken_apart(seat.get(f"/feed/{TOWN}", params={"limit": 5000}).content)
    assert any(row.k == Contact.kind for row in page.rows)


def test_the_log_folder_holds_only_what_belongs_there(centre: CentralProcess) -> None:
    names = {path.name for path in Path(centre.data).iterdir()}
    ours = {"central.db", "central.db-wal", "central.db-shm", "central.json", "blobs", "serve.log"}
    assert names <= {*ours, "serving.lock", "serving.pid"}
