"""No answer is taken for success that is not the centre's, whole and of a sane size; every failure has its number."""

from __future__ import annotations

import gzip
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

import msgspec
import pytest

from app.contract.messages import (
    H_ACTIVE,
    H_GENERATION,
    H_PERSON,
    Hello,
    PageHead,
    PageRow,
    PageTail,
    ProblemBody,
    SeatGrant,
)
from app.domain.problems import Code, Problem
from services.gateway.central import Central
from services.gateway.http import Http, Limits
from services.gateway.tokens import Tokens
from tests.gateway.hostile import HostileServer, Said, always, answer

QUICK = Limits(connect=0.5, read=0.5, whole=2.0)
NDJSON = "application/x-ndjson"

Meet = Callable[[Said], tuple[Central, HostileServer]]


@pytest.fixture
def meet() -> Iterator[Meet]:
    """Makes a gateway on a server that answers so."""
    made: list[tuple[Central, HostileServer]] = []

    def make(say: Said) -> tuple[Central, HostileServer]:
        server = HostileServer(say)
        made.append((Central(Http(server.url, limits=QUICK), Tokens("device-1")), server))
        return made[-1]

    yield make
    for central, server in made:
        central.close()
        server.close()


def hello() -> bytes:
    moment = datetime(2026, 11, 18, tzinfo=UTC)
    return msgspec.json.encode(Hello(generation="g", time=moment, heads={}, scopes=(), scopes_number="1"))


def page_lines() -> bytes:
    lines = (
        PageHead(feed="district", generation="g", head=2),
        PageRow(k="grid", i="310114", v=1, b=msgspec.Raw(b'{"id":"310114"}')),
        PageRow(k="grid", i="310115", v=2),
        PageTail(cursor="c2", more=False, decided=7),
    )
    return b"\n".join(msgspec.json.encode(line) for line in lines) + b"\n"


def refused(work: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as caught:
        work()
    return caught.value


def test_an_honest_answer_is_read(meet: Meet) -> None:
    central, server = meet(always(answer(hello())))
    assert central.hello().generation == "g"
    assert b"authorization: bearer device-1" in server.requests[0].lower()
    assert H_PERSON.encode() not in server.requests[0].lower()


def test_the_person_is_named_once_somebody_acts(meet: Meet) -> None:
    central, server = meet(always(answer(hello())))
    central.tokens.acts("person-1")
    central.hello()
    assert f"{H_PERSON}: person-1".encode() in server.requests[0].lower()


def test_the_one_call_after_a_person_did_something_says_so(meet: Meet) -> None:
    central, server = meet(always(answer(hello())))
    central.tokens.acts("person-1")
    central.hello()
    central.tokens.used()
    central.hello()
    central.hello()
    assert [H_ACTIVE.encode() in request.lower() for request in server.requests] == [False, True, False]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (answer(b"<html>please sign in to the wifi</html>", media="text/html"), Code.CENTRAL_NOT_OURS),
        (answer(b"<html>please sign in to the wifi</html>"), Code.CENTRAL_NOT_OURS),
        (answer(b'{"generation": 5}'), Code.CENTRAL_NOT_OURS),
        (answer(b"[" * 100_000), Code.CENTRAL_NOT_OURS),
        (answer(b"", status="302 Found", Location="http://portal.example/"), Code.CENTRAL_NOT_OURS),
        (answer(b"<html>no</html>", status="403 Forbidden", media="text/html"), Code.CENTRAL_NOT_OURS),
        (answer(b"<html>bad gateway</html>", status="502 Bad Gateway", media="text/html"), Code.CENTRAL_FAILED),
        (answer(b"", status="500 Internal Server Error"), Code.CENTRAL_FAILED),
        (answer(b"", status="413 Payload Too Large"), Code.BATCH_TOO_LARGE),
        (answer(b"", status="503 Service Unavailable", Retry_After="7"), Code.BUSY),
        (answer(b"", status="429 Too Many Requests"), Code.BUSY),
        (answer(b"", Content_Encoding="gzip, gzip"), Code.CENTRAL_NOT_OURS),
        (answer(b"not zipped", Content_Encoding="gzip"), Code.CENTRAL_NOT_OURS),
        (b"SSH-2.0-OpenSSH\r\n", Code.CENTRAL_UNREACHABLE),
    ],
    ids=[
        "portal",
        "portal that lies",
        "other shape",
        "deep",
        "redirect",
        "proxy says no",
        "proxy lost it",
        "failed",
        "too large",
        "busy with a time",
        "busy",
        "packed twice",
        "packing that lies",
        "not even http",
    ],
)
def test_what_is_not_the_centres_is_not_taken_for_success(meet: Meet, data: bytes, code: Code) -> None:
    central, _ = meet(always(data, close=True))
    assert refused(central.hello).code is code


def test_the_number_decides_and_its_facts_come_along(meet: Meet) -> None:
    body = msgspec.json.encode(ProblemBody(problem=1002, title="?", data={"until": "15:00"}))
    central, _ = meet(always(answer(body, status="401 Unauthorized")))
    problem = refused(lambda: central.sign_in("wang", "secret"))
    assert (problem.code, problem.data) == (Code.ACCOUNT_LOCKED, {"until": "15:00"})


def test_an_unknown_number_of_a_newer_centre_is_a_failure_of_the_centre(meet: Meet) -> None:
    body = msgspec.json.encode(ProblemBody(problem=9999, title="?"))
    central, _ = meet(always(answer(body, status="400 Bad Request")))
    assert refused(central.hello).code is Code.CENTRAL_FAILED


def test_a_full_disk_over_there_is_not_told_as_one_here(meet: Meet) -> None:
    body = msgspec.json.encode(ProblemBody(problem=6001, title="?"))
    central, _ = meet(always(answer(body, status="507 Insufficient Storage")))
    assert refused(central.hello).code is Code.CENTRAL_FAILED


def test_the_time_that_a_busy_centre_asks_for_is_told(meet: Meet) -> None:
    body = msgspec.json.encode(ProblemBody(problem=5012, title="?", data={"seconds": "3"}))
    central, _ = meet(always(answer(body, status="503 Service Unavailable", Retry_After="11")))
    assert refused(central.hello).data == {"seconds": "11"}


def test_a_page_is_read(meet: Meet) -> None:
    central, server = meet(always(answer(page_lines(), media=NDJSON)))
    page = central.page("district", after="c1", generation="g", series="s1")
    assert [(row.k, row.i, row.v, row.b is None) for row in page.rows] == [
        ("grid", "310114", 1, False),
        ("grid", "310115", 2, True),
    ]
    assert (page.after, page.tail.cursor, page.tail.decided) == ("c1", "c2", 7)
    assert b"after=c1" in server.requests[0]
    assert f"{H_GENERATION}: g".encode() in server.requests[0].lower()


def test_a_page_that_is_packed_is_unpacked(meet: Meet) -> None:
    central, _ = meet(always(answer(gzip.compress(page_lines()), media=NDJSON, Content_Encoding="gzip")))
    assert len(central.page("district", after="", generation="g", series="s1").rows) == 2


def test_a_page_cut_anywhere_counts_as_not_received(meet: Meet) -> None:
    whole = page_lines()
    cut = 0

    def say(_request: bytes, connection: socket.socket) -> None:
        connection.sendall(answer(whole[:cut], media=NDJSON))

    central, _ = meet(say)
    for cut in range(len(whole)):
        problem = refused(lambda: central.page("district", after="", generation="g", series="s"))
        assert problem.code in (Code.CENTRAL_UNREACHABLE, Code.CENTRAL_NOT_OURS), cut


def test_an_answer_shorter_than_it_says_counts_as_not_received(meet: Meet) -> None:
    central, _ = meet(always(answer(hello()[:-10], length=len(hello())), close=True))
    assert refused(central.hello).code is Code.CENTRAL_UNREACHABLE


def test_a_bomb_is_not_unpacked_to_its_end(meet: Meet) -> None:
    bomb = gzip.compress(bytes(300 * 1024 * 1024), 9)
    central, _ = meet(always(answer(bomb, media=NDJSON, Content_Encoding="gzip")))
    began = time.monotonic()
    assert refused(lambda: central.page("district", after="", generation="g", series="s")).code is Code.CENTRAL_NOT_OURS
    assert time.monotonic() - began < 2.0


def test_an_endless_answer_is_cut_off(meet: Meet) -> None:
    def say(_request: bytes, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
        noise = os.urandom(65536)
        while True:
            connection.sendall(noise)

    central, _ = meet(say)
    assert refused(central.hello).code is Code.CENTRAL_NOT_OURS


def test_a_server_that_drips_runs_out_of_time(meet: Meet) -> None:
    def say(_request: bytes, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"1\r\n \r\n")
            time.sleep(0.1)

    central, _ = meet(say)
    began = time.monotonic()
    assert refused(central.hello).code is Code.CENTRAL_UNREACHABLE
    assert time.monotonic() - began < 4.0


def test_a_server_that_says_nothing_runs_out_of_time(meet: Meet) -> None:
    heard = threading.Event()

    def say(_request: bytes, _connection: socket.socket) -> None:
        heard.wait(3.0)

    central, _ = meet(say)
    assert refused(central.hello).code is Code.CENTRAL_UNREACHABLE
    heard.set()


def test_nobody_is_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    central = Central(Http(f"http://127.0.0.1:{port}", limits=QUICK), Tokens("device-1"))
    assert refused(central.hello).code is Code.CENTRAL_UNREACHABLE
    central.close()


def test_without_encryption_only_this_machine_is_spoken_to() -> None:
    for address in ("http://centre.example", "http://10.0.0.5:8714", "http://localhost.example", "http://127.0.0.1.example"):
        assert refused(partial(Http, address)).code is Code.ADDRESS_WRONG
    for address in ("https://centre.example", "http://127.0.0.1:8714", "http://localhost", "http://[::1]:8714/"):
        Http(address).close()


@pytest.mark.parametrize("address", ["", "centre.example", "ftp://centre", "https://", "https://h:port", "http://[::1", "::"])
def test_what_is_no_address_is_said_before_anything_is_asked(address: str) -> None:
    assert refused(partial(Http, address)).code is Code.ADDRESS_WRONG


def test_the_environment_does_not_lead_astray(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    central, _ = meet(always(answer(hello())))
    assert central.hello().generation == "g"


def test_an_unknown_seat_is_renewed_once_for_all_threads(meet: Meet) -> None:
    ends, fresh = datetime(2027, 1, 1, tzinfo=UTC), "device-2"
    grant = SeatGrant(seat="s", name="n", place="p", areas=(), token=fresh, expires_at=ends)
    unknown = msgspec.json.encode(ProblemBody(problem=Code.SEAT_UNKNOWN, title="?"))

    def say(request: bytes, connection: socket.socket) -> None:
        if b"/v1/seat/token" in request:
            connection.sendall(answer(msgspec.json.encode(grant)))
        elif b"device-2" in request:
            connection.sendall(answer(hello()))
        else:
            connection.sendall(answer(unknown, status="401 Unauthorized"))

    central, server = meet(say)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(central.hello().generation)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["g"] * 6
    assert sum(b"/v1/seat/token" in request for request in server.requests) == 1


def test_a_seat_that_stays_unknown_is_asked_for_no_more_than_once(meet: Meet) -> None:
    unknown = msgspec.json.encode(ProblemBody(problem=Code.SEAT_UNKNOWN, title="?"))
    central, server = meet(always(answer(unknown, status="401 Unauthorized")))
    assert refused(central.hello).code is Code.SEAT_UNKNOWN
    assert len(server.requests) == 2
