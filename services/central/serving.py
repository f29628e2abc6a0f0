"""Serving: a socket, a server on it, and a stop that finishes what is under way."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from litestar.types import ASGIApp

from app.domain.problems import Code, Problem

STOP_SECONDS = 20
BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. PORT_IN_USE if it is not to be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        raise Problem(Code.PORT_IN_USE, port=port) from error
    return made


def address_of(made: socket.socket) -> str:
    """The address of the socket as people and programs write it."""
    host, port = made.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """A server whose signals are handled by us, so that a stop ends with exit code 0."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield


def serve(app: ASGIApp, made: socket.socket, *, on_stop: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT: then nothing new is accepted, live streams end, what runs is finished."""
    config = uvicorn.Config(
        app,
        loop="auto",
        http="auto",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_keep_alive=75,
    )
    server = _Server(config)

    async def run() -> None:
        loop = asyncio.get_running_loop()

        def stop() -> None:
            server.should_exit = True
            on_stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
        await server.serve(sockets=[made])

    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(run())
