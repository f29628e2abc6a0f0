"""The centre's store: takes commands, one transaction each, and remembers every one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import Connection
from structlog.typing import FilteringBoundLogger

from app.commands import Order, RawOrder
from app.commands.command import Command
from app.contract.codec import decode_envelope, encode_order
from app.contract.messages import CommandAnswer, CommandBatch, NumberedOrder, VerdictRow
from app.contract.reference import Reference
from app.domain.people import Person
from app.domain.problems import Code, Problem
from app.domain.scope import DISTRICT
from services.central.database import Changed, Database
from services.central.district import District, Remembered
from services.central.heads import Heads
from services.central.ledger import Ledger, digest_of
from services.central.numbering import Numbering
from services.central.schema import Schema
from services.central.turn import Author, Sender, Tools, Turn
from services.central.world import SqlWorld, Statements
from services.central.writing import Writer

ATTEMPTS = 5
GROUP = 64
"""So many commands of a batch share a commit at most: each is decided as if those before it had committed, the disk is asked once
for all of them. Where anybody interferes they go one by one."""

Told = Callable[[dict[str, int]], None]
Claim = Callable[[Connection], bool]


def utc_now() -> datetime:
    """The centre's clock."""
    return datetime.now(UTC)


def tell_nobody(moved: dict[str, int]) -> None:
    """Nobody is poked."""


class Part(Struct, frozen=True):
    """What one transaction made of its orders; `fork` is the number that was expected where the series forked."""

    verdicts: list[VerdictRow]
    fork: int | None
    moved: dict[str, int]


class Store:
    """Commands in, verdicts out; `told` hears after each commit how far which feeds have moved."""

    def __init__(
        self,
        database: Database,
        schema: Schema,
        reference: Reference,
        *,
        log: FilteringBoundLogger,
        told: Told = tell_nobody,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.database = database
        self.schema = schema
        self.reference = reference
        self.log = log
        self.clock = clock
        self.told = told
        self.heads = Heads(schema, database)
        self.ledger = Ledger(schema, database)
        self.statements = Statements(schema)
        self._district = District()
        self._tools = Tools(
            statements=self.statements,
            district=self._district,
            reference=reference,
            heads=self.heads,
            ledger=self.ledger,
            writer=Writer(schema, database),
            numbering=Numbering(schema, database),
            clock=clock,
            log=log,
        )

    def world(self, connection: Connection) -> SqlWorld:
        """The records as the connection's transaction sees them."""

        def remembered() -> Remembered:
            return self._district.at(self.heads.seq(connection, DISTRICT))

        return SqlWorld(connection, self.statements, self.reference, remembered)

    def push(self, batch: CommandBatch, sender: Sender) -> CommandAnswer:
        """Verdicts for a prefix of the batch, in order.

        Raises BUSY (or what the database says) when not even the first could be decided.
        """
        verdicts: list[VerdictRow] = []
        while len(verdicts) < len(batch.orders):
            try:
                part = self._part(batch.series, sender, batch.orders[len(verdicts) :])
            except Problem:
                if verdicts:
                    break
                raise
            verdicts += part.verdicts
            self.told(part.moved)
            if part.fork is not None:
                return CommandAnswer(verdicts=verdicts, fork=part.fork)
        return CommandAnswer(verdicts=verdicts)

    def issue(
        self,
        command: Command,
        *,
        id: str,
        series: str,
        author: str = "",
        occurred_at: datetime | None = None,
        claim: Claim | None = None,
    ) -> VerdictRow | None:
        """The verdict on a command of the centre's own; None where the claim, asked first in the transaction, says no."""
        at = occurred_at or self.clock()
        order = Order(id=id, author=author, occurred_at=at, edition=command.edition, command=command)
        data = encode_order(order)
        raw = decode_envelope(data)
        for attempt in range(ATTEMPTS):
            try:
                return self._issued(raw, command, digest_of(data), series, claim, careful=attempt > 0)
            except Changed:
                continue
        raise Problem(Code.BUSY, seconds=1)

    def _part(self, series: str, sender: Sender, orders: Sequence[NumberedOrder]) -> Part:
        size = GROUP
        for attempt in range(ATTEMPTS):
            try:
                return self._offered(series, sender, orders[:size], careful=attempt > 0)
            except Changed:
                size = 1
        raise Problem(Code.BUSY, seconds=1)

    def _offered(self, series: str, sender: Sender, orders: Sequence[NumberedOrder], *, careful: bool) -> Part:
        with self.database.writing() as connection:
            turn = Turn(self._tools, connection, sender, series, careful=careful)
            answers = [] if turn.is_foreign else turn.offer(orders)
            verdicts = turn.finish(answers)
        return Part(verdicts, turn.last + 1 if len(answers) < len(orders) else None, turn.moved)

    def _issued(
        self, order: RawOrder, command: Command, digest: str, series: str, claim: Claim | None, *, careful: bool
    ) -> VerdictRow | None:
        with self.database.writing() as connection:
            if claim is not None and not claim(connection):
                return None
            sender = Sender(people=lambda inside: self._named(inside, order.author))
            turn = Turn(self._tools, connection, sender, series, careful=careful)
            verdicts = turn.finish([turn.issue(order, command, digest)])
        self.told(turn.moved)
        return verdicts[0]

    def _named(self, connection: Connection, author: str) -> dict[str, Author]:
        if not author:
            return {}
        person = self.world(connection).get(Person, author)
        return {author: Author(author, person.name if person else "")}
