"""What each verb does with an open house; every verb is awaited once and says what it has to say."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from rich.console import Console

from app.bootstrap import House
from app.desk.beyond import beyond_rows, merged
from app.desk.document import Document
from app.desk.duty_sheet import duty_facts, duty_sheet
from app.desk.meeting import Workspace, workspace
from app.desk.minutes import minutes
from app.desk.pending import in_own_words, outbox, refusals
from app.desk.ports import IDLE_LOCK, Cache, CentreCases, Seat, Session
from app.desk.queue import PastRows, Tab, history, queue
from app.desk.roster import roster
from app.desk.tree import tree
from app.desk.words import Words
from app.domain.ids import SHANGHAI, is_week, week_range
from app.domain.meeting import Meeting
from app.domain.problems import Code, Problem
from app.domain.refusal import Refusal
from app.ending import MENTIONED
from app.headless import tables
from app.headless.filling import filled

KEPT = "headless-session"
NOTED_EVERY = timedelta(minutes=1)
_JSON = msgspec.json.Encoder(order="deterministic")


class Kept(Struct, frozen=True):
    """A session that outlives the process, sealed in the vault; `used_at` is when a person last gave a verb."""

    session: Session
    token: str
    used_at: datetime | None = None

    def idle(self, now: datetime) -> timedelta:
        """How long nobody has done anything; a clock that was set is no use."""
        return abs(now - (self.used_at or self.session.signed_in_at))


class Speaker:
    """Says results: a table for people, or one line of JSON."""

    def __init__(self, *, as_json: bool, words: Words) -> None:
        self.words = words
        self._as_json = as_json
        self._console = Console(highlight=False, markup=False)

    def say(self, value: Any, shown: Any = None) -> None:
        """The value as JSON, or what is shown of it to people."""
        if self._as_json or shown is None:
            self._console.file.write(_JSON.encode(value).decode() + "\n")
            self._console.file.flush()
        else:
            self._console.print(shown)


def keep_session(house: House, session: Session) -> None:
    """Keep who acts, for the verbs that follow."""
    _put(house, Kept(session, house.central.tokens.person, house.desk.now()))


def _put(house: House, kept: Kept) -> None:
    house.entry.vault.put(KEPT, _JSON.encode(kept))


def resume(house: House) -> Problem | None:
    """Go on as who signed in last, if that session still runs; this verb is a use of it."""
    kept, ended = _resumed(house)
    if kept is not None:
        house.access.used()
        now = house.desk.now()
        if kept.idle(now) >= NOTED_EVERY:
            _put(house, Kept(kept.session, kept.token, now))
    return ended


def resume_unused(house: House) -> Problem | None:
    """The same for what a seat does by itself, which keeps nobody's session alive."""
    return _resumed(house)[1]


def _resumed(house: House) -> tuple[Kept | None, Problem | None]:
    """The session gone on with, or why it is over: as in front of a window, nobody has used it for half an hour.

    Then the next person who acts signs in anew, the centre there or not.
    """
    held = house.entry.vault.get(KEPT)
    if held is None:
        return None, None
    kept, now = msgspec.json.decode(held, type=Kept), house.desk.now()
    if now >= kept.session.until:
        return None, None
    if kept.idle(now) >= IDLE_LOCK:
        house.entry.vault.forget(KEPT)
        return None, Problem(Code.SESSION_ENDED)
    house.access.resume(kept.session, kept.token)
    return kept, None


def say_enrolled(speaker: Speaker, seat: Seat, before: str) -> None:
    """Which seat this is now; that it has moved from the centre `before` is said, too."""
    told = {"seat": seat.seat, "name": seat.name, "place": seat.place, "areas": list(seat.areas)}
    line = f"{seat.name} {seat.place}"
    if before:
        told |= {"server": seat.server, "moved_from": before}
        move = "moved from {} to {}" if speaker.words.english else "席位由 {} 改到 {}"
        line += "\n" + move.format(before, seat.server)
    speaker.say(told, line)


async def settle_area(house: House, area: str) -> None:
    """Have the area in view that was named, else the first whose cases the person signed in may read. AREA_NOT_SERVED."""
    desk, session = house.desk, house.desk.session
    if area:
        desk.choose_area(area)
    elif session is not None and len(desk.seat.areas) > 1:
        found = await desk.read(desk.readers)
        for first in found.readable(session.person, desk.now())[:1]:
            desk.choose_area(first)


async def readable(house: House) -> None:
    """Pass where whoever is signed in may read the cases of the area in view; else CASES_CLOSED."""
    bar = await _bar(house)
    if bar is not None:
        raise bar


async def _bar(house: House) -> Problem | None:
    desk, session = house.desk, house.desk.session
    if session is None:
        return None
    found = await desk.read(desk.readers)
    return found.bar(session.person, desk.area, desk.now())


def sync_once(house: House) -> Problem | None:
    """One round with the centre; the problem that stands in the way, or is to be mentioned, if any."""
    try:
        link = house.engine.once()
    except Problem as problem:
        return problem
    return Problem(Code(link.problem), **(link.data or {})) if link.problem else None


def stands_in_the_way(problem: Problem | None) -> bool:
    """Whether it kept the round from being made."""
    return problem is not None and problem.code not in MENTIONED


async def change_password(house: House, speaker: Speaker, *, present: str, new: str) -> None:
    """Another password for whoever is signed in; the session goes on. Both lines must hold something."""
    session = house.access.session()
    if session is None:
        raise Problem(Code.NOT_SIGNED_IN)
    for name, word in (("password", present), ("new_password", new)):
        if not word:
            raise Problem(Code.FIELD_MISSING, field=name)
    house.access.change_password(present, new)
    changed = house.access.session() or session
    keep_session(house, changed)
    speaker.say({"person": changed.person, "account": changed.account, "changed": True}, changed.name)


async def say_queue(house: House, speaker: Speaker, tab: Tab) -> None:
    """The queue of the seat's area."""
    desk = house.desk
    lists = await desk.read(
        lambda cache: queue(cache, desk.area, now=desk.now(), led_up_from=desk.led_up_from(cache)),
    )
    rows = lists.rows(tab)
    speaker.say([_row(row) for row in rows], tables.queue_table(rows, speaker.words))


async def say_search(house: House, speaker: Speaker, text: str, event_class: str) -> Problem | None:
    """History that holds the words, newest first: what is kept here, and what the centre has beyond it.

    The problem is why the centre could not be asked; what is kept here is said all the same.
    """
    desk, areas = house.desk, house.desk.seat.areas
    since = await desk.read(lambda cache: cache.kept_since(desk.area))
    page = PastRows((), None)
    if await _bar(house) is None:
        page = await desk.read(lambda cache: history(cache, desk.area, text=text, event_class=event_class))
    away: Problem | None = None
    found = CentreCases((), "")
    try:
        found = await desk.lanes.network(lambda: house.archive.search(text=text, event_class=event_class))
    except Problem as problem:
        away = _searched_alone(problem, since)
    rows = merged(page.rows, await desk.read(lambda cache: beyond_rows(cache, found, areas)))
    told = {
        "rows": [_row(row) for row in rows],
        "complete": away is None and page.next is None and not found.before,
        "kept_since": since,
    }
    speaker.say(told, tables.search_table(rows, speaker.words))
    return away


def _searched_alone(problem: Problem, since: datetime | None) -> Problem:
    if problem.code is not Code.CENTRAL_UNREACHABLE:
        return problem
    if since is None:
        return Problem(Code.SEARCHED_HERE_ALONE, **problem.data)
    return Problem(Code.SEARCHED_SINCE_ALONE, since=since.astimezone(SHANGHAI).date(), **problem.data)


async def say_tree(house: House, speaker: Speaker) -> None:
    """The grid tree of the seat's area."""
    desk = house.desk
    rows = await desk.read(lambda cache: tree(cache, desk.area, now=desk.now()))
    speaker.say([_row(row) for row in rows], tables.tree_table(rows, speaker.words))


async def say_roster(house: House, speaker: Speaker) -> None:
    """The four forces of the seat's area."""
    desk = house.desk
    person = desk.session.person if desk.session else ""
    found = await desk.read(lambda cache: roster(cache, desk.area, now=desk.now(), person=person))
    speaker.say(_row(found), tables.roster_table(found, speaker.words))


async def say_pending(house: House, speaker: Speaker) -> None:
    """The outbox."""
    session = house.desk.session
    rows = await house.desk.read(lambda cache: outbox(cache, session.person if session else ""))
    speaker.say([_row(row) for row in rows], tables.outbox_table(rows, speaker.words))


async def say_refusals(house: House, speaker: Speaker) -> None:
    """The conflict box, each with its sentence; to who may read no cases, why his own commands were refused."""
    desk, bar = house.desk, await _bar(house)
    rows = await desk.read(lambda cache: refusals(cache, desk.area))
    if bar is not None and desk.session is not None:
        rows = in_own_words(rows, desk.session.person)
        if not rows:
            raise bar
    told = [
        {
            "id": row.id,
            "command": row.refusal.verb,
            "incident": row.refusal.incident,
            "number": row.number,
            "problem": row.refusal.problem,
            "sentence": speaker.words.tell(row.refusal.problem, row.refusal.data),
            "state": row.refusal.state.value,
            "author": row.refusal.author,
            "wanted": dict(row.wanted),
        }
        for row in rows
    ]
    speaker.say(told, tables.refusal_table(rows, speaker.words))


async def do(house: House, speaker: Speaker, name: str, fields: str) -> Problem | None:
    """One command: decided here, kept in the outbox, handed to the centre. The problem if the centre could not be reached.

    An order that the centre has refused by the end of it is that refusal.
    """
    away = sync_once(house)
    desk = house.desk
    command = await desk.read(lambda cache: filled(name, fields, cache, desk.new_id))
    order = desk.order(command)
    change = await desk.lanes.store(lambda: desk.cache.do(order))
    if not stands_in_the_way(away):
        away = sync_once(house)
    waiting = await desk.read(outbox)
    refusal = await desk.read(lambda cache: _refusal_of(cache, order.id))
    told = {
        "done": name,
        "order": order.id,
        "command": msgspec.to_builtins(command),
        "changed": sorted(list(pair) for pair in change.records),
        "pending": len(waiting),
    }
    speaker.say(told if refusal is None else told | {"refused": refusal.code.value})
    return refusal or away


def _refusal_of(cache: Cache, order: str) -> Problem | None:
    """Why the centre would not have the order, if it has said so."""
    found = cache.get(Refusal, order) or next((refused for refused in cache.refused() if refused.id == order), None)
    if found is None:
        return None
    try:
        return Problem(Code(found.problem), **found.data)
    except ValueError:  # the number of a newer centre
        return Problem(Code.CENTRAL_FAILED, status=found.problem)


async def say_check(house: House, speaker: Speaker) -> None:
    """Count and checksum of every feed, as held here."""
    held = await house.desk.read(lambda cache: cache.self_check())
    counts = await house.desk.read(lambda cache: cache.counts())
    value = {"feeds": {feed: {"count": n, "checksum": c} for feed, (n, c) in held.items()}, "records": counts}
    speaker.say(value)


async def say_weekly(house: House, speaker: Speaker, week: str) -> None:
    """The week's figures: the frozen package if there is one, else this desk's own trial."""
    desk = house.desk
    _check_week(week, desk.now())
    found = await _workspace(house, week)
    package = found.package
    if package is None:
        package = await desk.read(lambda _cache: house.figures.trial(desk.area, week))
    lines = [panel.sentence.en if speaker.words.english else panel.sentence.zh for panel in package.panels]
    speaker.say(msgspec.to_builtins(package), "\n".join(lines))


async def print_week(house: House, speaker: Speaker, week: str, out: Path, *, overwrite: bool = False) -> None:
    """The minutes of the week as PDF or DOCX, by the ending of the file's name; a file that is there stays unless told else."""
    desk = house.desk
    _check_kind(out)
    _check_week(week, desk.now())
    _check_free(out, overwrite=overwrite)
    found = await _workspace(house, week)
    trial = None if found.package else await desk.read(lambda _cache: house.figures.trial(desk.area, week))
    if found.meeting is None:
        unheld = Meeting(id="", area=desk.area, week=week, opened_at=desk.now())
        found = msgspec.structs.replace(found, meeting=unheld)
    document = minutes(found, today=desk.now().astimezone(SHANGHAI).date(), trial=trial)
    stamp = (found.meeting.issued_at if found.meeting else None) or desk.now()
    size = await _print(house, document, out, stamp=stamp, overwrite=overwrite)
    speaker.say({"out": str(out), "bytes": size, "week": week}, str(out))


async def print_duty(house: House, speaker: Speaker, out: Path, *, overwrite: bool = False) -> None:
    """The duty sheet of the seat's area as it is now, as PDF or DOCX."""
    desk = house.desk
    _check_kind(out)
    _check_free(out, overwrite=overwrite)
    now = desk.now()
    facts = await desk.read(lambda cache: duty_facts(cache, desk.area, now=now))
    size = await _print(house, duty_sheet(facts, house.reference), out, stamp=now, overwrite=overwrite)
    speaker.say({"out": str(out), "bytes": size, "at": now}, str(out))


async def _print(house: House, document: Document, out: Path, *, stamp: datetime, overwrite: bool) -> int:
    """The paper in its file; how many bytes it has."""
    paper = house.paper
    data = paper.docx(document) if out.suffix.lower() == ".docx" else paper.pdf(document, stamp=stamp)
    await house.lanes.network(lambda: _write(out, data, overwrite=overwrite))
    return len(data)


def _check_kind(out: Path) -> None:
    if out.suffix.lower() not in (".pdf", ".docx"):
        raise Problem(Code.FILE_KIND_UNKNOWN, file=out.name)


def _check_week(week: str, now: datetime) -> None:
    """Pass for a week that has begun; of one that has not there is nothing to count and nothing was said."""
    if not is_week(week):
        raise Problem(Code.WEEK_UNKNOWN, week=week)
    if week_range(week)[0] > now:
        raise Problem(Code.WEEK_NOT_BEGUN, week=week)


def _check_free(out: Path, *, overwrite: bool) -> None:
    """Pass before the work where nothing would be lost by it; the writing itself asks once more."""
    if out.exists() and not overwrite:
        raise Problem(Code.OUTPUT_EXISTS, file=str(out))


def _write(out: Path, data: bytes, *, overwrite: bool) -> None:
    try:
        with out.open("wb" if overwrite else "xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise Problem(Code.OUTPUT_EXISTS, file=str(out)) from error
    except OSError as error:
        raise Problem(Code.OUTPUT_UNWRITABLE, file=str(out)) from error


async def _workspace(house: House, week: str) -> Workspace:
    desk = house.desk
    act = desk.acting()
    return await desk.read(lambda cache: workspace(cache, desk.area, week, act=act, link=desk.link.state, now=desk.now()))


def _row(value: Any) -> Any:
    return msgspec.to_builtins(value)
