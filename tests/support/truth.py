"""A central server of dictionaries: the server's rules of the protocol over the same commands, for tests of the client's store.

It decides orders for good, numbers what they write feed by feed, remembers every command, and gives pages as the wire would.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from app.commands import RawOrder
from app.commands.command import Command
from app.contract.checksum import checksum
from app.contract.codec import decode_command, decode_envelope, encode_record
from app.contract.messages import (
    SCHEMA,
    CommandAnswer,
    Hello,
    PageHead,
    PageRow,
    PageTail,
    Verdict,
    VerdictRow,
)
from app.domain.act import Act
from app.domain.grid import Grid
from app.domain.keeping import case_of
from app.domain.people import Person
from app.domain.problems import Code, Problem
from app.domain.record import Drop, Effect, Put, Record, Touch
from app.domain.refusal import Refusal
from app.domain.scope import feed_of, scopes_of
from tests.support.world import DictWorld

Key = tuple[str, str]


class Known(Struct):
    """A command that has been decided."""

    series: str
    number: int
    body: bytes
    verdict: VerdictRow


class Book(Struct):
    """Everything the server keeps; copied whole by a backup."""

    world: DictWorld
    versions: dict[Key, int]
    members: dict[tuple[str, str, str], dict[str, tuple[int, bool]]]
    heads: dict[str, int]
    lines: dict[str, int]
    known: dict[str, Known]
    series: dict[str, int]


class TruthCentral:
    """The server. `clock` is moved by the test; `scopes` are what the one caller may see."""

    def __init__(self, world: DictWorld, *, scopes: Iterable[str], now: datetime = datetime(2026, 11, 18, 2, tzinfo=UTC)) -> None:
        self.now = now
        self.generation = "generation-1"
        self.scopes = tuple(sorted(scopes))
        self._generations = 1
        self._issued = 0
        empty = DictWorld(catalogue=world.catalogue(), terms=world.terms(""))
        self.book = Book(world=empty, versions={}, members={}, heads={}, lines={}, known={}, series={})
        self._write([Put(record) for record in world.all()])

    # the wire

    def hello(self) -> Hello:
        """Where the server stands."""
        feeds = {scope_feed(scope) for scope in self.scopes}
        heads = {feed: self.book.heads.get(feed, 0) for feed in sorted(feeds)}
        return Hello(
            generation=self.generation,
            time=self.now,
            heads=heads,
            scopes=self.scopes,
            scopes_number=self.scopes_number,
            person="somebody",
        )

    @property
    def scopes_number(self) -> str:
        """A name for the list of scopes."""
        return blake2b(" ".join(self.scopes).encode(), digest_size=4).hexdigest()

    def push(self, series: str, orders: Iterable[tuple[int, str, bytes]], *, generation: str) -> CommandAnswer:
        """Verdicts for a prefix of the batch."""
        if generation != self.generation:
            raise Problem(Code.NEW_GENERATION, generation=self.generation)
        verdicts: list[VerdictRow] = []
        for number, order, body in orders:
            last = self.book.series.get(series, 0)
            known = self.book.known.get(order)
            if known is not None:
                if (known.series, known.number) != (series, number):
                    if number != last + 1:
                        return CommandAnswer(verdicts=verdicts, fork=last + 1)
                    self.book.series[series] = number
                verdicts.append(self._again(known, number, body))
                continue
            if number != last + 1:
                return CommandAnswer(verdicts=verdicts, fork=last + 1)
            self.book.series[series] = number
            verdict = self._decided(decode_envelope(body), number)
            self.book.known[order] = Known(series, number, body, verdict)
            verdicts.append(verdict)
        return CommandAnswer(verdicts=verdicts)

    def page(
        self, feed: str, after: str, limit: int, *, generation: str, series: str
    ) -> tuple[PageHead, list[PageRow], PageTail]:
        """A page, one snapshot."""
        if generation != self.generation:
            raise Problem(Code.NEW_GENERATION, generation=self.generation)
        head, line = self.book.heads.get(feed, 0), self.book.lines.get(feed, 0)
        seq, start, began = self._cursor(after, head, line)
        seen = sorted(row for row in self._seen(feed, seq) if row[3] or row[0] > began)
        chosen = seen[:limit]
        more = len(seen) > limit
        reached = chosen[-1][0] if more else head
        tail = PageTail(
            cursor=f"{reached},{self.generation},{self.scopes_number},{SCHEMA},{start},{began}",
            more=more,
            decided=self.book.series.get(series, 0),
        )
        return PageHead(feed=feed, generation=self.generation, head=head), [self._row(*row) for row in chosen], tail

    def check(self, feed: str) -> tuple[int, int]:
        """Count and checksum of what the caller sees of the feed."""
        return checksum((kind, record, version) for kind, record, version in self.visible(feed))

    # what a test does to it

    def issue(self, command: Command) -> None:
        """A command of the server's own: a timer, an import, somebody elsewhere with every right."""
        self._issued += 1
        act = Act(
            command=f"system-{self._issued}-{self.generation}",
            person="",
            person_name="",
            seat="",
            occurred_at=self.now,
            recorded_at=self.now,
            system=True,
            central=True,
        )
        self._write(command.decide(act, self.book.world))

    def write(self, *effects: Effect) -> None:
        """Records change, whatever the rules say."""
        self._write(effects)

    def backup(self) -> Book:
        """A copy of everything."""
        return copy.deepcopy(self.book)

    def restore(self, book: Book) -> None:
        """The copy is put back; a new generation begins."""
        self.book = copy.deepcopy(book)
        self._generations += 1
        self.generation = f"generation-{self._generations}"

    def purge(self, feed: str) -> None:
        """Forget what is deleted or left in the feed."""
        self.book.lines[feed] = self.book.heads.get(feed, 0)
        for key, members in list(self.book.members.items()):
            if key[0] == feed:
                kept = {scope: member for scope, member in members.items() if member[1]}
                self.book.members[key] = kept

    def visible(self, feed: str) -> list[tuple[str, str, int]]:
        """Kind, id and version of what the caller sees of the feed."""
        found: list[tuple[str, str, int]] = []
        for (where, kind, record), members in self.book.members.items():
            if where == feed and any(members.get(scope, (0, False))[1] for scope in self.scopes):
                found.append((kind, record, self.book.versions[kind, record]))
        return found

    def visible_records(self) -> dict[Key, Record]:
        """Every record that the caller sees."""
        held = {(record.kind, record.id): record for record in self.book.world.all()}
        feeds = {feed for feed, _, _ in self.book.members}
        return {(kind, record): held[kind, record] for feed in feeds for kind, record, _ in self.visible(feed)}

    def let_go(self, case: str) -> None:
        """A case with what belongs to it leaves the desks and stays here, as cases do that were over long ago."""
        for record in self.book.world.all():
            if case_of(record) == case:
                self._number(feed_of(record), record.kind, record.id, frozenset())

    # the rules

    def _cursor(self, after: str, head: int, line: int) -> tuple[int, int, int]:
        """Where the page begins; purge line and head at which the pull from the beginning began."""
        if after == "":
            return 0, line, head
        seq, generation, scopes, schema, start, began = after.split(",")
        fits = (generation, scopes, schema) == (self.generation, self.scopes_number, str(SCHEMA))
        if not fits or int(seq) > head or (line > int(start) and int(seq) < line):
            raise Problem(Code.RESET_NEEDED)
        return int(seq), int(start), int(began)

    def _seen(self, feed: str, after: int) -> list[tuple[int, str, str, bool]]:
        found: list[tuple[int, str, str, bool]] = []
        for (where, kind, record), members in self.book.members.items():
            if where != feed:
                continue
            held = [members[scope] for scope in self.scopes if scope in members]
            present = [seq for seq, is_there in held if is_there]
            left = [seq for seq, is_there in held if not is_there]
            if present and max(present) > after:
                found.append((max(present), kind, record, True))
            elif not present and left and max(left) > after:
                found.append((max(left), kind, record, False))
        return found

    def _row(self, _seq: int, kind: str, record: str, present: bool) -> PageRow:
        version = self.book.versions[kind, record]
        if not present:
            return PageRow(k=kind, i=record, v=version)
        held = next(r for r in self.book.world.all() if (r.kind, r.id) == (kind, record))
        return PageRow(k=kind, i=record, v=version, b=msgspec.Raw(encode_record(held)))

    def _again(self, known: Known, number: int, body: bytes) -> VerdictRow:
        if known.body != body:
            return VerdictRow(id=known.verdict.id, number=number, verdict=Verdict.REFUSED, problem=Code.COMMAND_REUSED)
        verdict = known.verdict.verdict
        return replace(known.verdict, number=number, verdict=Verdict.ALREADY if verdict is Verdict.APPLIED else verdict)

    def _decided(self, order: RawOrder, number: int) -> VerdictRow:
        person = self.book.world.get(Person, order.author)
        act = Act(
            command=order.id,
            person=order.author,
            person_name=person.name if person else "",
            seat=order.seat,
            occurred_at=order.occurred_at,
            recorded_at=self.now,
            offline=order.offline,
            central=True,
        )
        try:
            effects = decode_command(order.command, edition=order.edition).decide(act, self.book.world)
        except Problem as problem:
            self._write(self._refusal(order, act, problem))
            return VerdictRow(id=order.id, number=number, verdict=Verdict.REFUSED, problem=problem.code.value, data=problem.data)
        self._write(effects)
        return VerdictRow(id=order.id, number=number, verdict=Verdict.APPLIED)

    def _refusal(self, order: RawOrder, act: Act, problem: Problem) -> tuple[Put, ...]:
        grid = self.book.world.get(Grid, order.area)
        if grid is None:
            return ()
        tagged = msgspec.json.decode(order.command)
        return (
            Put(
                Refusal(
                    id=order.id,
                    town=grid.town,
                    area=order.area,
                    verb=tagged["do"],
                    wanted=bytes(order.command).decode(),
                    author=order.author,
                    author_name=act.person_name,
                    seat=order.seat,
                    incident=tagged.get("incident", ""),
                    problem=problem.code.value,
                    data=problem.data,
                    occurred_at=act.occurred_at,
                    refused_at=act.recorded_at,
                )
            ),
        )

    def _write(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, Put):
                self._put(effect.record)
            elif isinstance(effect, Drop):
                self._drop(effect.kind, effect.id)
            else:
                self._touch(effect)

    def _touch(self, effect: Touch) -> None:
        held = next((r for r in self.book.world.all() if (r.kind, r.id) == (effect.kind, effect.id)), None)
        if held is not None:
            self._put(held)

    def _put(self, record: Record) -> None:
        kind, key = record.kind, record.id
        before = next((r for r in self.book.world.all() if (r.kind, r.id) == (kind, key)), None)
        feed = feed_of(record)
        if before is not None and feed_of(before) != feed:
            self._drop(kind, key)
        version = self.book.versions.get((kind, key), 0) + 1
        self.book.versions[kind, key] = version
        self.book.world.apply((Put(replace(record, version=version)),))
        self._number(feed, kind, key, scopes_of(record))

    def _drop(self, kind: str, key: str) -> None:
        before = next((r for r in self.book.world.all() if (r.kind, r.id) == (kind, key)), None)
        if before is None:
            return
        self.book.versions[kind, key] += 1
        self.book.world.apply((Drop(kind, key),))
        self._number(feed_of(before), kind, key, frozenset())

    def _number(self, feed: str, kind: str, key: str, scopes: frozenset[str]) -> None:
        seq = self.book.heads.get(feed, 0) + 1
        self.book.heads[feed] = seq
        members = self.book.members.setdefault((feed, kind, key), {})
        for scope, (_, present) in list(members.items()):
            if present and scope not in scopes:
                members[scope] = (seq, False)
        for scope in scopes:
            members[scope] = (seq, True)


def scope_feed(scope: str) -> str:
    """The feed in which a scope's records live."""
    return scope if scope == "district" else scope.split(":")[1][:9]
