"""How a verb ends: its exit code, and the sentence that goes with it."""

from __future__ import annotations

from enum import IntEnum

from app.domain.problems import Code, Problem


class Exit(IntEnum):
    """The exit codes of `gridplus`."""

    DONE = 0
    USAGE = 2
    REFUSED = 3
    UNREACHABLE = 4
    IN_USE = 5


_USAGE = frozenset({Code.COMMAND_MALFORMED, Code.WEEK_UNKNOWN, Code.FILE_KIND_UNKNOWN})
_UNREACHABLE = frozenset({Code.CENTRAL_UNREACHABLE, Code.CENTRAL_NOT_OURS, Code.CENTRAL_FAILED, Code.TLS_FAILED, Code.BUSY})


def exit_of(problem: Problem) -> Exit:
    """The exit code that stands for a problem."""
    if problem.code in _USAGE:
        return Exit.USAGE
    if problem.code in _UNREACHABLE:
        return Exit.UNREACHABLE
    if problem.code is Code.PROFILE_IN_USE:
        return Exit.IN_USE
    return Exit.REFUSED
