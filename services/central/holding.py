"""One program at a time holds a centre's folder: the server that runs on it, or the one that puts a copy back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from app.domain.problems import Code, Problem

LOCK, HOLDER = "serving.lock", "serving.pid"


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the folder; CENTRE_RUNS with the process that has it already."""
    lock, holder = FileLock(data / LOCK, timeout=0, mode=0o600), data / HOLDER
    try:
        lock.acquire()
    except Timeout as error:
        raise Problem(Code.CENTRE_RUNS, folder=data, pid=_holder(holder)) from error
    try:
        holder.write_text(str(os.getpid()), "ascii")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _holder(file: Path) -> str:
    try:
        return file.read_text("ascii").strip() or "?"
    except (OSError, UnicodeDecodeError):
        return "?"
