"""What the centre does by itself again and again: look at heads, ring timers, freeze meetings, tidy up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from msgspec import Struct
from sqlalchemy.exc import SQLAlchemyError
from structlog.typing import FilteringBoundLogger

from app.domain.problems import Problem
from services.central.database import Changed

AFTER_TROUBLE = 5.0
TROUBLE = (Problem, Changed, SQLAlchemyError, OSError, ValueError, TypeError, LookupError, ArithmeticError)


class Round(Struct, frozen=True):
    """A piece of work that is done every so many seconds."""

    name: str
    seconds: float
    work: Callable[[], Awaitable[None]]


@asynccontextmanager
async def making_rounds(rounds: Sequence[Round], log: FilteringBoundLogger) -> AsyncIterator[None]:
    """Make the rounds until the block ends; a piece of work under way is finished first."""
    stopping = asyncio.Event()
    tasks = [asyncio.create_task(_make(each, stopping, log), name=each.name) for each in rounds]
    try:
        yield
    finally:
        stopping.set()
        await asyncio.gather(*tasks)


async def _make(each: Round, stopping: asyncio.Event, log: FilteringBoundLogger) -> None:
    while not stopping.is_set():
        pause = each.seconds
        try:
            await each.work()
        except TROUBLE as error:
            log.error("round failed", round=each.name, exc_info=error)
            pause = max(pause, AFTER_TROUBLE)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await stopping.wait()
