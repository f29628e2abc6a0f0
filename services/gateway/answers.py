"""What an answer that is not a yes means."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.contract.messages import ProblemBody
from app.domain.problems import Code, Problem

LONGEST_WAIT = 3600
_BODY = msgspec.json.Decoder(ProblemBody)
_THEIRS = frozenset({Code.DISK_FULL, Code.DATABASE_MISSING, Code.DATABASE_DAMAGED, Code.PROFILE_READ_ONLY})
"""Numbers that would speak of this machine if they were passed on as they are."""


def problem_of(status: int, headers: Mapping[str, str], body: bytes, *, server: str) -> Problem:
    """The problem that an answer names by number; without one, what its status allows to say."""
    wait = seconds_of({name.lower(): value for name, value in headers.items()}.get("retry-after", ""))
    try:
        told = _BODY.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return _unnumbered(status, wait, server)
    try:
        code = Code(told.problem)
    except ValueError:
        return Problem(Code.CENTRAL_FAILED, status=f"{status} {told.problem}")
    if code in _THEIRS:
        return Problem(Code.CENTRAL_FAILED, status=status)
    if code is Code.BUSY or (wait and status in (429, 503)):
        return Problem(Code.BUSY, seconds=wait or seconds_of(told.data.get("seconds", "")))
    return Problem(code, **told.data)


def seconds_of(text: str) -> int:
    """A waiting time in seconds; 0 for one that is no plain number (dates are not used here)."""
    return min(int(text), LONGEST_WAIT) if text.isascii() and text.isdecimal() else 0


def _unnumbered(status: int, wait: int, server: str) -> Problem:
    if status in (429, 503):
        return Problem(Code.BUSY, seconds=wait)
    if status == 413:
        return Problem(Code.BATCH_TOO_LARGE, limit="")
    if status >= 500:
        return Problem(Code.CENTRAL_FAILED, status=status)
    return Problem(Code.CENTRAL_NOT_OURS, server=server)
