"""Pokes: read line by line, ended from outside, never trusted beyond their size."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from app.domain.problems import Code, Problem
from services.gateway.central import Central
from services.gateway.http import Http, Limits
from services.gateway.tokens import Tokens
from tests.gateway.hostile import HostileServer, Said, answer

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


class Speaker:
    """Says these chunks, then stays silent until the test lets go, then hangs up."""

    def __init__(self, *parts: bytes) -> None:
        self.parts = parts
        self.let_go = threading.Event()

    def __call__(self, _request: bytes, connection: socket.socket) -> None:
        connection.sendall(HEAD)
        for part in self.parts:
            connection.sendall(chunk(part))
        self.let_go.wait(5.0)
        connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def speaking() -> Iterator[ExitStack]:
    with ExitStack() as made:
        yield made


def gateway(made: ExitStack, say: Said) -> Central:
    server = made.enter_context(closing(HostileServer(say)))
    return made.enter_context(closing(Central(Http(server.url, limits=Limits(connect=1.0, read=1.0)), Tokens("device-1"))))


def test_pokes_and_signs_of_life_come_one_by_one(speaking: ExitStack) -> None:
    say = Speaker(
        b": here\n\n", b'event: heads\ndata: {"heads": {"310114102": 4711}}\n\nevent: he', b'ads\ndata: {"heads": {}}\n\n'
    )
    stream = gateway(speaking, say).live()
    heard = iter(stream)
    assert [next(heard), next(heard), next(heard)] == [{}, {"310114102": 4711}, {}]
    say.let_go.set()
    with pytest.raises(Problem) as ended:
        next(heard)
    assert ended.value.code is Code.CENTRAL_UNREACHABLE
    stream.release()


def test_a_reader_is_ended_from_another_thread(speaking: ExitStack) -> None:
    say = Speaker(b": here\n\n")
    stream = gateway(speaking, say).live()
    heard = iter(stream)
    assert next(heard) == {}
    threading.Timer(0.2, stream.close).start()
    began = time.monotonic()
    with pytest.raises(Problem):
        next(heard)
    assert time.monotonic() - began < 2.0
    stream.release()
    say.let_go.set()


def test_a_line_without_end_is_not_read_for_ever(speaking: ExitStack) -> None:
    say = Speaker(*[b"data: " + b"x" * 60_000] * 3)
    stream = gateway(speaking, say).live()
    with pytest.raises(Problem) as ended:
        next(iter(stream))
    assert ended.value.code is Code.CENTRAL_NOT_OURS
    stream.release()
    say.let_go.set()


def test_a_poke_that_is_none_is_not_ours(speaking: ExitStack) -> None:
    say = Speaker(b"data: <html>\n\n")
    stream = gateway(speaking, say).live()
    with pytest.raises(Problem) as ended:
        next(iter(stream))
    assert ended.value.code is Code.CENTRAL_NOT_OURS
    stream.release()
    say.let_go.set()


def test_an_answer_that_is_no_stream_is_refused(speaking: ExitStack) -> None:
    central = gateway(speaking, lambda _request, connection: connection.sendall(answer(b"<html>", media="text/html")))
    with pytest.raises(Problem) as ended:
        central.live()
    assert ended.value.code is Code.CENTRAL_NOT_OURS
