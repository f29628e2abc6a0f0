"""The door: what is refused before anything is read, how much is let in at once, and a line in the log for each answer."""

from __future__ import annotations

import secrets
import time

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from app.contract.messages import ProblemBody
from app.contract.reference import Reference
from app.domain.problems import Code, Problem

MOST = 96
LIVE = "/v1/live"


class Admission:
    """An ASGI application around another; live streams are not counted, they only wait."""

    def __init__(self, inner: ASGIApp, *, reference: Reference, log: FilteringBoundLogger) -> None:
        self._inner = inner
        self._reference = reference
        self._log = log
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let in and log."""
        if scope["type"] != ScopeType.HTTP:  # the start and the end of the server are told in a scope of their own
            await self._inner(scope, receive, send)
            return
        problem = _refused(scope) or self._full(scope)
        if problem is not None:
            await self._answer(problem, send)
            return
        await self._admit(scope, receive, send)

    async def _admit(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        counted = int(scope["path"] != LIVE)
        started = time.perf_counter()
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._inside += counted
        try:
            await self._inner(scope, receive, noting)
        finally:
            self._inside -= counted
            spent = round((time.perf_counter() - started) * 1000, 1)
            self._log.info("request", method=scope["method"], path=scope["path"], status=status, ms=spent)

    def _full(self, scope: HTTPScope) -> Problem | None:
        if self._inside < MOST or scope["path"] == LIVE:
            return None
        return Problem(Code.BUSY, seconds=1 + secrets.randbelow(10))

    async def _answer(self, problem: Problem, send: Send) -> None:
        status = 503 if problem.code is Code.BUSY else 400
        body = ProblemBody(problem=problem.code.value, title=self._reference.say(problem), data=problem.data)
        headers = [(b"content-type", b"application/problem+json")]
        if "seconds" in problem.data:
            headers.append((b"retry-after", problem.data["seconds"].encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": msgspec.json.encode(body), "more_body": False})


def _refused(scope: HTTPScope) -> Problem | None:
    """Requests of browsers and packed bodies are none of ours."""
    for name, value in scope["headers"]:
        if name == b"origin":
            return Problem(Code.REQUEST_MALFORMED, why="Origin")
        if name == b"content-encoding" and value.strip().lower() != b"identity":
            return Problem(Code.REQUEST_MALFORMED, why="Content-Encoding")
    return None
