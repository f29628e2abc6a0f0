"""The oracle of what desks were told: it knows every order of every person, the centre's ledger, and decides everything anew.

The orders are decided once more, one by one in the order of the ledger, in a world of dictionaries that knows nothing of
batches, numbers, guesses or pages. What comes out must be what the ledger says and what every cache shows, version by version:
an order that is lost, done twice, or refused without its reason cannot stay hidden.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from app.commands import Order
from app.contract.codec import decode_record, encode_order
from app.domain.act import Act
from app.domain.people import Person
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put, Record
from app.domain.refusal import Refusal
from services.central.ledger import LedgerRow, digest_of
from services.records.columns import moment
from tests.support.central import REFERENCE, CentralProcess
from tests.support.desk_words import Dumped
from tests.support.district import TOWN
from tests.support.journals import Given
from tests.support.world import DictWorld

Key = tuple[str, str]
Journals = Mapping[str, Mapping[str, Given]]


class Reckoned(Struct, frozen=True, kw_only=True):
    """What came of all orders: applied, refused by the number of the problem, withdrawn; how many each desk had accepted."""

    applied: int
    refused: dict[int, int]
    withdrawn: int
    accepted: dict[str, int]


class Reckoning:
    """Begun at a quiet moment, with what a desk showed then; what is in the ledger afterwards must be accounted for."""

    def __init__(self, central: CentralProcess, begin: Dumped) -> None:
        self._central = central
        self._begin = records_of(begin)
        self._after = max((row.place for row in chain(central)), default=0)

    def close(self, journals: Journals, ends: Mapping[str, Dumped]) -> Reckoned:
        """Account for every order of every desk; AssertionError for the first that is not as it must be."""
        rows = list(chain(self._central, after=self._after))
        ledger = {row.id: row for row in rows}
        assert len(ledger) == len(rows)
        given = {order: (desk, each) for desk, journal in journals.items() for order, each in journal.items()}
        self._nobody_else(rows, given)
        for order, (desk, each) in given.items():
            self._accounted(order, each, ledger.get(order), ends[desk])
        replay = Replay(self._begin)
        for row in rows:
            replay.decide(given[row.id][1].order, row)
        for desk, dumped in ends.items():
            replay.compare(desk, records_of(dumped))
        refused = Counter(row.problem for row in rows if row.problem)
        return Reckoned(
            applied=sum(not row.problem for row in rows),
            refused=dict(refused),
            withdrawn=sum(each.withdrawn for _, each in given.values()),
            accepted={desk: sum(each.kept for each in journal.values()) for desk, journal in journals.items()},
        )

    def _nobody_else(self, rows: Iterable[LedgerRow], given: Mapping[str, tuple[str, Given]]) -> None:
        """Nothing is in the ledger that nobody gave, and everything under the name of who gave it, in the bytes he gave."""
        for row in rows:
            assert row.id in given, f"{row.verb} of {row.author or 'the centre'} came from nowhere"
            order = given[row.id][1].order
            assert (row.author, row.offline) == (order.author, order.offline), row
            assert row.digest == digest_of(encode_order(order)), row

    def _accounted(self, order: str, given: Given, row: LedgerRow | None, end: Dumped) -> None:
        """Accepted orders are in the ledger, those taken back or refused at the desk are not; refusals are known where given."""
        if given.withdrawn:
            assert row is None, f"{order} was taken back and done all the same"
        elif given.stands:
            assert row is not None, f"{order} was accepted and is lost: {given.order}"
        if row is None or not row.problem:
            return
        shown = {r.id: r.problem for r in records_of(end).values() if isinstance(r, Refusal)} | end.refused
        assert shown.get(order) == row.problem, f"{order} was refused and its desk does not know it"
        assert REFERENCE.say(Problem(Code(row.problem), **row.data))


class Replay:
    """Decides orders one by one as the centre must have; remembers how often each record was written."""

    def __init__(self, begin: Mapping[Key, Record]) -> None:
        self._world = DictWorld(*begin.values(), catalogue=REFERENCE.catalogue, terms=REFERENCE.terms)
        self._versions = {key: record.version for key, record in begin.items()}

    def decide(self, order: Order, row: LedgerRow) -> None:
        """The order on what is there by now; its verdict must be the ledger's."""
        effects, problem = self._decided(order, row)
        assert row.problem == problem, f"{order}: the ledger says {row.problem} {row.data}, the rules say {problem}"
        self._world.apply(effects)
        for key in {key_of(effect) for effect in effects}:
            self._versions[key] = self._versions.get(key, 0) + 1

    def compare(self, desk: str, shown: Mapping[Key, Record]) -> None:
        """What a desk shows is what has come out, each record written as often as here."""
        expected = {(record.kind, record.id): record for record in self._world.all()}
        found = {key: record for key, record in shown.items() if not isinstance(record, Refusal)}
        assert found.keys() == expected.keys(), (desk, found.keys() ^ expected.keys())
        for key, record in found.items():
            assert record.version == self._versions[key], f"{desk}: {key} was written {record.version} times"
            assert bare(record) == bare(expected[key]), desk

    def _decided(self, order: Order, row: LedgerRow) -> tuple[tuple[Effect, ...], int]:
        try:
            return order.command.decide(self._act(order, row), self._world), 0
        except Problem as problem:
            return (), problem.code.value

    def _act(self, order: Order, row: LedgerRow) -> Act:
        person = self._world.get(Person, order.author)
        return Act(
            command=order.id,
            person=order.author,
            person_name=person.name if person else "",
            seat=row.seat,
            occurred_at=order.occurred_at,
            recorded_at=moment(row.recorded_at),
            offline=order.offline,
            central=True,
        )


def chain(central: CentralProcess, *, after: int = 0) -> list[LedgerRow]:
    """The town's part of the ledger, from behind a place."""
    with central.office() as office, office.store.database.reading() as connection:
        return list(office.store.ledger.chain(connection, TOWN, after=after))


def records_of(dumped: Dumped) -> dict[Key, Record]:
    """The records of a dump."""
    found: dict[Key, Record] = {}
    for kind, body in dumped.records:
        record = decode_record(kind, body.encode())
        assert record is not None
        found[kind, record.id] = record
    return found


def key_of(effect: Effect) -> Key:
    """The record that an effect is about."""
    return (effect.record.kind, effect.record.id) if isinstance(effect, Put) else (effect.kind, effect.id)


def bare(record: Record) -> Record:
    """The record without what only the centre gives: its version and the official number of a case."""
    given = {"version": 0, "number": ""} if "number" in record.__struct_fields__ else {"version": 0}
    return replace(record, **given)
