"""Runs a verb on an open profile: who is signed in goes on, an area comes into view, a problem becomes the exit code."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from app.asked import tell
from app.bootstrap import Entry, House
from app.desk.words import Words
from app.domain.problems import Problem
from app.ending import exit_of, failed
from app.headless import verbs
from app.headless.verbs import Speaker


@dataclass(frozen=True)
class Call:
    """What holds for every verb."""

    profile: Path
    server: str
    as_json: bool
    language: str
    area: str = ""


def fail(problem: Problem, language: str) -> typer.Exit:
    tell(problem, language)
    return typer.Exit(int(exit_of(problem)))


Verb = Callable[[House, Speaker], Awaitable[Problem | None] | Awaitable[None]]
Resume = Callable[[House], Problem | None]


def of_cases(call: Call, verb: Verb) -> None:
    """The same for a verb that says something of cases: only to who may read those of the area."""

    async def work(house: House, speaker: Speaker) -> Problem | None:
        await verbs.readable(house)
        return await verb(house, speaker)

    with_house(call, work)


def with_house(call: Call, verb: Verb, *, resume: Resume = verbs.resume) -> None:
    """Open the profile, do one thing, close it; a problem ends with its sentence and its exit code."""
    try:
        entry = Entry(call.profile, server=call.server)
        try:
            entry.profile.seat()
            house = House(entry, on_defect=lambda defect: tell(failed(defect, call.profile), call.language))
        except BaseException:
            entry.close()
            raise
        try:
            for trouble in house.troubles:
                tell(trouble, call.language)
            if (ended := resume(house)) is not None:
                tell(ended, call.language)
            speaker = Speaker(as_json=call.as_json, words=Words(house.reference, call.language))
            left = asyncio.run(_awaited(house, call.area, verb, speaker))
        finally:
            house.close()
    except Problem as problem:
        raise fail(problem, call.language) from problem
    if left is not None:
        raise fail(left, call.language)


async def _awaited(house: House, area: str, verb: Verb, speaker: Speaker) -> Problem | None:
    await verbs.settle_area(house, area)
    return await verb(house, speaker)
