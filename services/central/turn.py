"""One transaction of the centre: commands decided on the truth, written, chained in the ledger, heads taken last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection
from structlog.typing import FilteringBoundLogger

from app.commands import RawOrder
from app.commands.command import Command
from app.contract.codec import decode_command, decode_envelope
from app.contract.messages import NumberedOrder, Verdict, VerdictRow
from app.contract.reference import Reference
from app.domain.act import Act
from app.domain.problems import Code, Problem
from app.domain.scope import DISTRICT
from services.central.bulk import Row
from services.central.database import Changed
from services.central.district import District
from services.central.heads import Head, Heads
from services.central.ledger import Ledger, LedgerRow, Rests, answer, digest_of, first_answer, link_of, stamp
from services.central.numbering import Numbering
from services.central.preloading import keys_of
from services.central.refusing import envelope_of, named, problem_of, refusal_put
from services.central.world import Held, SqlWorld, Statements
from services.central.writing import Gathered, Write, Writer, planned

ODD = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What a pure rule can raise on values that nobody thought of: a defect, refused so that it blocks nothing behind it."""


class Author(Struct, frozen=True):
    """A person who has signed in at a seat, and what forbids handing in his orders, if anything."""

    person: str
    name: str
    problem: Problem | None = None


People = Callable[[Connection], Mapping[str, Author]]
"""Finds those who may be authors, in the transaction that decides."""


class Sender(Struct, frozen=True, kw_only=True):
    """Who hands orders in: a seat with the areas it serves and its people, or (with no id) the centre itself."""

    seat: str = ""
    town: str = DISTRICT
    areas: tuple[str, ...] = ()
    people: People


class Tools(Struct, frozen=True, kw_only=True):
    """What every transaction works with."""

    statements: Statements
    district: District
    reference: Reference
    heads: Heads
    ledger: Ledger
    writer: Writer
    numbering: Numbering
    clock: Callable[[], datetime]
    log: FilteringBoundLogger


class Opened(Struct, frozen=True):
    """An order with the digest of its bytes, and the problem if it has no envelope that can be read."""

    order: RawOrder
    digest: str
    problem: Problem | None = None


class Layout(Struct, frozen=True):
    """What follows from the heads: what each command rests on, memberships, chained ledger rows, the ends of the chains."""

    rests: list[Rests]
    members: list[Row]
    rows: list[LedgerRow]
    links: dict[str, str]


class Turn:
    """The commands of one transaction, of one series.

    Each is decided as if those before it had committed; all are written together at the end, and no verdict leaves before the
    commit. `careful` looks up what a command writes without having read it.
    """

    def __init__(self, tools: Tools, connection: Connection, sender: Sender, series: str, *, careful: bool) -> None:
        self._tools = tools
        self._connection = connection
        self._sender = sender
        self._careful = careful
        self._series = tools.ledger.lock(connection, series, seat=sender.seat)
        self._heads = tools.heads.all(connection)
        at = self._heads.get(DISTRICT, Head(feed=DISTRICT)).seq
        self._world = SqlWorld(connection, tools.statements, tools.reference, lambda: tools.district.at(at))
        self._authors = sender.people(connection)
        self._gathered = Gathered()
        self._rows: list[LedgerRow] = []
        self.last = self._series.last
        self.moved: dict[str, int] = {}

    @property
    def is_foreign(self) -> bool:
        """Whether the series belongs to another seat: two caches believe they are one."""
        return self._series.seat != self._sender.seat

    def offer(self, orders: Sequence[NumberedOrder]) -> list[VerdictRow | LedgerRow]:
        """Decide the orders of a batch; fewer answers than orders where the series forks."""
        opened = [self._opened(bytes(numbered.order)) for numbered in orders]
        known = self._tools.ledger.known(self._connection, [each.order.id for each in opened])
        answers: list[VerdictRow | LedgerRow] = []
        for numbered, each in zip(orders, opened, strict=True):
            held = known.get(each.order.id)
            if held is not None:
                again = self._known(numbered.number, held, each.digest)
                if again is None:
                    break
                answers.append(again)
            elif numbered.number == self.last + 1:
                row = self._decided(each, None if each.problem else self._command(each.order))
                known[row.id] = row
                answers.append(row)
            else:
                break
        return answers

    def issue(self, order: RawOrder, command: Command, digest: str) -> VerdictRow | LedgerRow:
        """Decide a command of the centre's own, under the next number of its series."""
        held = self._tools.ledger.known(self._connection, [order.id]).get(order.id)
        if held is not None:
            return answer(held, held.number)
        return self._decided(Opened(order, digest), command)

    def finish(self, answers: Sequence[VerdictRow | LedgerRow]) -> list[VerdictRow]:
        """Write everything, take the heads last, chain the ledger; the answers as verdicts. Raises `Changed`."""
        rests = iter(self._written() if self._rows else ())
        if self.last != self._series.last:
            self._tools.ledger.advance(self._connection, self._series.id, self.last)
        return [first_answer(replace(each, rests=next(rests))) if isinstance(each, LedgerRow) else each for each in answers]

    def _opened(self, raw: bytes) -> Opened:
        digest = digest_of(raw)
        try:
            return Opened(decode_envelope(raw), digest)
        except Problem as problem:
            now = self._tools.clock()
            return Opened(envelope_of(raw, fallback=f"malformed-{digest[:32]}", now=now), digest, problem)

    def _known(self, number: int, known: LedgerRow, digest: str) -> VerdictRow | None:
        if number == self.last + 1:
            self._tools.ledger.offer_again(self._connection, self._series.id, number, known.id)
            self.last = number
        elif not self._held_number(number, known):
            return None
        if known.digest != digest:
            return VerdictRow(
                id=known.id, number=number, verdict=Verdict.REFUSED, problem=Code.COMMAND_REUSED, data={"id": known.id}
            )
        return answer(known, number)

    def _held_number(self, number: int, known: LedgerRow) -> bool:
        if (known.series, known.number) == (self._series.id, number):
            return True
        return self._tools.ledger.offered_again(self._connection, self._series.id, number) == known.id

    def _command(self, order: RawOrder) -> Command | Problem:
        author = self._authors.get(order.author)
        if author is None:
            return Problem(Code.NOT_SIGNED_IN)
        if author.problem is not None:
            return author.problem
        try:
            return decode_command(order.command, edition=order.edition)
        except Problem as problem:
            return problem

    def _decided(self, opened: Opened, command: Command | Problem | None) -> LedgerRow:
        order, problem = opened.order, opened.problem
        act = self._act(order)
        writes: list[Write] = []
        if isinstance(command, Problem):
            problem = command
        elif command is not None:
            writes, problem = self._judged(command, act)
        if problem is not None:
            refusal = refusal_put(order, problem, act, self._world, areas=self._sender.areas)
            writes = planned(refusal, self._world, careful=self._careful)
        writes = self._tools.numbering.stamped(self._connection, writes, act.recorded_at)
        self._world.lay({(write.kind, write.id): Held(write.version, write.after) for write in writes})
        self._gathered.add(writes)
        self.last += 1
        row = LedgerRow(
            id=order.id,
            series=self._series.id,
            number=self.last,
            author=order.author,
            seat=self._sender.seat,
            verb=type(command).__name__ if isinstance(command, Command) else named(bytes(order.command))[0],
            offline=order.offline,
            occurred_at=stamp(act.occurred_at),
            recorded_at=stamp(act.recorded_at),
            verdict=Verdict.APPLIED if problem is None else Verdict.REFUSED,
            problem=0 if problem is None else problem.code.value,
            data={} if problem is None else problem.data,
            rests=(),
            digest=opened.digest,
            feed=max((feed for write in writes for feed in write.feeds), default=self._sender.town),
            place=0,
            role=act.role,
        )
        self._rows.append(row)
        return row

    def _act(self, order: RawOrder) -> Act:
        author = self._authors.get(order.author)
        now = self._tools.clock()
        return Act(
            command=order.id,
            person=order.author,
            person_name=author.name if author else "",
            seat=self._sender.seat,
            occurred_at=order.occurred_at if order.occurred_at.tzinfo else now,
            recorded_at=now,
            offline=order.offline,
            system=not self._sender.seat and not order.author,
            central=True,
        )

    def _judged(self, command: Command, act: Act) -> tuple[list[Write], Problem | None]:
        try:
            self._world.preload(keys_of(command))
            writes = planned(command.decide(act, self._world), self._world, careful=self._careful)
        except Problem as problem:
            return [], problem
        except ODD as error:
            self._tools.log.error("defect", command=type(command).__name__, order=act.command, exc_info=error)
            return [], problem_of(error)
        stray = next((write for write in writes if write.strays and not act.system), None)
        return ([], Problem(Code.RECORD_EXISTS, number=stray.id)) if stray else (writes, None)

    def _written(self) -> list[Rests]:
        """Records first, then the heads in order, then what needs their numbers; what each command rests on.

        The numbers are laid out for the heads as they were at the start, and anew if others have committed there since.
        """
        self._tools.writer.states(self._connection, self._gathered.merged())
        counts = self._gathered.counts()
        feeds = sorted({*counts, *(row.feed for row in self._rows)})
        expected = {feed: self._heads.get(feed, Head(feed=feed)) for feed in feeds}
        layout = self._laid_out(expected)
        before = self._taken(expected, counts, layout)
        if before != expected:
            if self._world.has_changed():
                raise Changed
            layout = self._laid_out(before)
            for feed, link in layout.links.items():
                self._tools.heads.seal(self._connection, feed, link)
        self.moved = {feed: before[feed].seq + count for feed, count in counts.items()}
        self._tools.writer.memberships(self._connection, layout.members)
        self._tools.ledger.write(self._connection, layout.rows)
        return layout.rests

    def _taken(self, expected: dict[str, Head], counts: dict[str, int], layout: Layout) -> dict[str, Head]:
        """Take the heads in sorted order; each as it was before."""
        places = Counter(row.feed for row in self._rows)
        before: dict[str, Head] = {}
        for feed, head in expected.items():
            found, same = self._tools.heads.take(
                self._connection, head, count=counts.get(feed, 0), places=places[feed], link=layout.links[feed]
            )
            before[feed] = head if same else found
        return before

    def _laid_out(self, before: dict[str, Head]) -> Layout:
        """Numbers, memberships and links as they follow from these heads."""
        found, members = self._gathered.numbered({feed: head.seq for feed, head in before.items()})
        rests = [rest or ((row.feed, before[row.feed].seq),) for row, rest in zip(self._rows, found, strict=True)]
        ends = {feed: (head.place, head.link) for feed, head in before.items()}
        rows: list[LedgerRow] = []
        for row, rest in zip(self._rows, rests, strict=True):
            place, link = ends[row.feed]
            row = replace(row, place=place + 1, rests=rest)
            row = replace(row, link=link_of(link, row))
            ends[row.feed] = (row.place, row.link)
            rows.append(row)
        return Layout(rests, members, rows, {feed: link for feed, (_, link) in ends.items()})
