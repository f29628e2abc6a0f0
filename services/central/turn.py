"""One transaction of the centre: commands decided on the truth, written, chained in the ledger, heads taken last."""

from __future__ import annotations

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
from app.domain.record import Effect
from app.domain.scope import DISTRICT
from services.central.database import Changed
from services.central.heads import Head, Heads, moved
from services.central.ledger import Ledger, LedgerRow, Rests, answer, digest_of, first_answer, link_of, stamp
from services.central.numbering import Numbering
from services.central.preloading import keys_of
from services.central.refusing import envelope_of, named, problem_of, refusal_put
from services.central.world import SqlWorld, Statements
from services.central.writing import Write, Writer, counts, planned

ODD = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What a pure rule can raise on values that nobody thought of: a defect, refused so that it blocks nothing behind it."""


class Author(Struct, frozen=True):
    """A person who has signed in at a seat, and what forbids handing in his orders, if anything."""

    person: str
    name: str
    problem: Problem | None = None


class Sender(Struct, frozen=True, kw_only=True):
    """Who hands orders in: a seat with the areas it serves and its people, or (with no id) the centre itself."""

    seat: str = ""
    town: str = DISTRICT
    areas: tuple[str, ...] = ()
    authors: Mapping[str, Author] = {}


class Tools(Struct, frozen=True, kw_only=True):
    """What every transaction works with."""

    statements: Statements
    reference: Reference
    heads: Heads
    ledger: Ledger
    writer: Writer
    numbering: Numbering
    clock: Callable[[], datetime]
    log: FilteringBoundLogger


class Turn:
    """The commands of one transaction, of one series.

    On PostgreSQL there is one command in each; on SQLite several of a batch may share the one commit, and no verdict leaves
    before it. `careful` looks up what a command writes without having read it.
    """

    def __init__(self, tools: Tools, connection: Connection, sender: Sender, series: str, *, careful: bool) -> None:
        self._tools = tools
        self._connection = connection
        self._sender = sender
        self._careful = careful
        self._world = SqlWorld(connection, tools.statements, tools.reference)
        self._series = tools.ledger.lock(connection, series, seat=sender.seat)
        self._heads = tools.heads.all(connection)
        self.last = self._series.last
        self.moved: dict[str, int] = {}

    @property
    def is_foreign(self) -> bool:
        """Whether the series belongs to another seat: two caches believe they are one."""
        return self._series.seat != self._sender.seat

    def offer(self, numbered: NumberedOrder) -> VerdictRow | None:
        """The verdict on an order of a batch; None where the series forks."""
        raw = bytes(numbered.order)
        digest = digest_of(raw)
        order, problem = self._opened(raw, digest)
        known = self._tools.ledger.get(self._connection, order.id)
        if known is not None:
            return self._known(numbered.number, known, digest)
        if numbered.number != self.last + 1:
            return None
        command = None if problem else self._command(order)
        return self._decided(order, command, digest, problem)

    def issue(self, order: RawOrder, command: Command, digest: str) -> VerdictRow:
        """The verdict on a command of the centre's own, under the next number of its series."""
        known = self._tools.ledger.get(self._connection, order.id)
        if known is not None:
            return answer(known, known.number)
        return self._decided(order, command, digest, None)

    def finish(self) -> None:
        """Write down how far the series has got; the last but the commit."""
        if self.last != self._series.last:
            self._tools.ledger.advance(self._connection, self._series.id, self.last)

    def _opened(self, raw: bytes, digest: str) -> tuple[RawOrder, Problem | None]:
        try:
            return decode_envelope(raw), None
        except Problem as problem:
            now = self._tools.clock()
            return envelope_of(raw, fallback=f"malformed-{digest[:32]}", now=now), problem

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
        author = self._sender.authors.get(order.author)
        if author is None:
            return Problem(Code.NOT_SIGNED_IN)
        if author.problem is not None:
            return author.problem
        try:
            return decode_command(order.command)
        except Problem as problem:
            return problem

    def _decided(self, order: RawOrder, command: Command | Problem | None, digest: str, problem: Problem | None) -> VerdictRow:
        act = self._act(order)
        effects: Sequence[Effect] = ()
        if isinstance(command, Problem):
            problem = command
        elif command is not None:
            effects, problem = self._judged(command, act)
        writes = [] if problem else planned(effects, self._world, careful=self._careful)
        stray = next((write for write in writes if write.strays and not act.system), None)
        if stray is not None:
            problem = Problem(Code.RECORD_EXISTS, number=stray.id)
        if problem is not None:
            refusal = refusal_put(order, problem, act, self._world, areas=self._sender.areas)
            writes = planned(refusal, self._world, careful=self._careful)
        verb = type(command).__name__ if isinstance(command, Command) else named(bytes(order.command))[0]
        writes = self._tools.numbering.stamped(self._connection, writes, act.recorded_at)
        row = LedgerRow(
            id=order.id,
            series=self._series.id,
            number=self.last + 1,
            author=order.author,
            seat=self._sender.seat,
            verb=verb,
            offline=order.offline,
            occurred_at=stamp(act.occurred_at),
            recorded_at=stamp(act.recorded_at),
            verdict=Verdict.APPLIED if problem is None else Verdict.REFUSED,
            problem=0 if problem is None else problem.code.value,
            data={} if problem is None else problem.data,
            rests=(),
            digest=digest,
            feed="",
            place=0,
        )
        row = self._written(writes, row)
        self.last += 1
        return first_answer(row)

    def _act(self, order: RawOrder) -> Act:
        author = self._sender.authors.get(order.author)
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

    def _judged(self, command: Command, act: Act) -> tuple[Sequence[Effect], Problem | None]:
        try:
            self._world.preload(keys_of(command))
            return command.decide(act, self._world), None
        except Problem as problem:
            return (), problem
        except ODD as error:
            self._tools.log.error("defect", command=type(command).__name__, order=act.command, exc_info=error)
            return (), problem_of(error)

    def _written(self, writes: Sequence[Write], row: LedgerRow) -> LedgerRow:
        """Write records, then take the heads in order, then what needs their numbers."""
        laid = self._tools.writer.states(self._connection, writes)
        taken = counts(writes) or {self._sender.town: 0}
        chain = max(taken)
        before: dict[str, Head] = {}
        alone = True
        for feed in sorted(taken):
            expected = self._heads.get(feed, Head(feed=feed))
            before[feed], same = self._tools.heads.take(self._connection, expected, count=taken[feed], chained=feed == chain)
            alone = alone and same
        if not alone and self._world.has_changed(laid):
            raise Changed
        ends = self._tools.writer.memberships(self._connection, writes, {f: head.seq for f, head in before.items()})
        row = self._chained(row, before[chain], rests=tuple(sorted(ends.items())))
        for feed, head in before.items():
            self._heads[feed] = moved(head, count=taken[feed], link=row.link if feed == chain else None)
            if taken[feed]:
                self.moved[feed] = ends[feed]
        self._world.lay(laid)
        return row

    def _chained(self, row: LedgerRow, head: Head, *, rests: Rests) -> LedgerRow:
        row = replace(row, feed=head.feed, place=head.place + 1, rests=rests)
        row = replace(row, link=link_of(head.link, row))
        self._tools.ledger.write(self._connection, row)
        self._tools.heads.seal(self._connection, head.feed, row.link)
        return row
