"""What the centre answers when something is wrong: a number, its sentence, its facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from structlog.typing import FilteringBoundLogger

from app.contract.messages import ProblemBody
from app.contract.reference import CHINESE, ENGLISH, Reference
from app.domain.problems import Code, Problem

STATUS: dict[Code, int] = {
    Code.WRONG_PASSWORD: 401,
    Code.ACCOUNT_LOCKED: 401,
    Code.ACCOUNT_BARRED: 401,
    Code.NOT_SIGNED_IN: 401,
    Code.SESSION_ENDED: 401,
    Code.SEAT_UNKNOWN: 401,
    Code.SEAT_REVOKED: 401,
    Code.ENROLMENT_CODE_WRONG: 401,
    Code.NOT_ALLOWED: 403,
    Code.OUTSIDE_PLACES: 403,
    Code.NOT_FOUND: 404,
    Code.BLOB_UNKNOWN: 404,
    Code.FEED_UNKNOWN: 404,
    Code.NEW_GENERATION: 409,
    Code.RESET_NEEDED: 409,
    Code.BATCH_TOO_LARGE: 413,
    Code.BLOB_TOO_LARGE: 413,
    Code.BLOB_TYPE: 415,
    Code.CLIENT_TOO_OLD: 426,
    Code.BUSY: 503,
    Code.CENTRAL_FAILED: 503,
    Code.DATABASE_DAMAGED: 503,
    Code.PROFILE_READ_ONLY: 503,
    Code.DISK_FULL: 507,
}
_BY_STATUS = {404: Code.NOT_FOUND, 405: Code.NOT_FOUND, 413: Code.BATCH_TOO_LARGE}

Handler = Callable[[Request[Any, Any, Any], Any], Response[ProblemBody]]


class Answers:
    """Turns problems, refusals of the framework and defects into answers."""

    def __init__(self, reference: Reference, log: FilteringBoundLogger) -> None:
        self._reference = reference
        self._log = log

    def handlers(self) -> dict[int | type[Exception], Handler]:
        """The exception handlers of the application."""
        return {
            Problem: self._problem,
            HTTPException: self._refused,
            RecursionError: self._nested,
            Exception: self._defect,
        }

    def _problem(self, request: Request[Any, Any, Any], problem: Problem) -> Response[ProblemBody]:
        return self._answer(request, problem, STATUS.get(problem.code, 400))

    def _refused(self, request: Request[Any, Any, Any], error: HTTPException) -> Response[ProblemBody]:
        code = _BY_STATUS.get(error.status_code)
        if error.status_code >= 500:
            return self._defect(request, error)
        if code is Code.BATCH_TOO_LARGE:
            return self._answer(request, Problem(code, limit=request.route_handler.resolve_request_max_body_size()), 413)
        problem = Problem(code) if code else Problem(Code.REQUEST_MALFORMED, why=str(error.detail)[:200])
        return self._answer(request, problem, error.status_code)

    def _nested(self, request: Request[Any, Any, Any], _error: RecursionError) -> Response[ProblemBody]:
        return self._answer(request, Problem(Code.REQUEST_MALFORMED, why="nesting"), 400)

    def _defect(self, request: Request[Any, Any, Any], error: Exception) -> Response[ProblemBody]:
        self._log.error("defect", path=request.url.path, exc_info=error)
        return self._answer(request, Problem(Code.CENTRAL_FAILED, status=500), 500)

    def _answer(self, request: Request[Any, Any, Any], problem: Problem, status: int) -> Response[ProblemBody]:
        english = request.headers.get("accept-language", "").lower().startswith("en")
        title = self._reference.say(problem, ENGLISH if english else CHINESE)
        body = ProblemBody(problem=problem.code.value, title=title, data=problem.data)
        headers = {"retry-after": problem.data["seconds"]} if "seconds" in problem.data else {}
        return Response(body, status_code=status, media_type="application/problem+json", headers=headers)
