"""How a verb ends: its exit code, and the sentence that goes with it."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path

from app.domain.problems import Code, Problem

CRASHES = "crash.log"


class Exit(IntEnum):
    """The exit codes of `gridplus`; 1 is left to failures of the program itself."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    REFUSED = 3
    UNREACHABLE = 4
    IN_USE = 5


USAGE = frozenset(
    {
        Code.COMMAND_MALFORMED,
        Code.COMMAND_UNKNOWN,
        Code.FIELDS_MISSING,
        Code.FIELDS_UNKNOWN,
        Code.FIELD_WRONG,
        Code.JSON_BROKEN,
        Code.ADDRESS_WRONG,
        Code.WEEK_UNKNOWN,
        Code.AREA_NOT_SERVED,
        Code.FILE_KIND_UNKNOWN,
    }
)
UNREACHABLE = frozenset(
    {
        Code.CENTRAL_UNREACHABLE,
        Code.CENTRAL_NOT_OURS,
        Code.CENTRAL_FAILED,
        Code.TLS_FAILED,
        Code.BUSY,
        Code.SEARCHED_HERE_ALONE,
        Code.SEARCHED_SINCE_ALONE,
    }
)
MENTIONED = frozenset({Code.CLOCK_OFF, Code.NEW_GENERATION})
"""What is said although everything was done."""


def exit_of(problem: Problem) -> Exit:
    """The exit code that stands for a problem."""
    if problem.code in USAGE:
        return Exit.USAGE
    if problem.code in UNREACHABLE:
        return Exit.UNREACHABLE
    if problem.code in MENTIONED:
        return Exit.DONE
    if problem.code is Code.PROFILE_IN_USE:
        return Exit.IN_USE
    return Exit.FAILED if problem.code is Code.PROGRAM_FAILED else Exit.REFUSED


def failed(defect: BaseException, folder: Path) -> Problem:
    """A failure of our own as a sentence; its trace goes into the crash log of the folder, if that can be written."""
    book = folder / CRASHES
    told = "".join(traceback.format_exception(defect))
    try:
        with book.open("a", encoding="utf-8") as out:
            out.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {told}\n")
    except OSError:
        return Problem(Code.PROGRAM_FAILED, kind=f"{type(defect).__name__}: {defect}", file="—")
    return Problem(Code.PROGRAM_FAILED, kind=type(defect).__name__, file=book)
