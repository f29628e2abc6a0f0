"""What happens to orders, each in one transaction: done, withdrawn, judged, decided anew at the end of a pull."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from app.commands import Order
from app.contract.codec import decode_order, encode_order
from app.contract.messages import Verdict, VerdictRow
from app.contract.reference import Reference
from app.desk.change import Change, change_of
from app.domain.act import Act
from app.domain.people import Person
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Record
from app.domain.refusal import Refusal, RefusalState
from services.local_store.database import Database
from services.local_store.guesses import Guesses
from services.local_store.outbox import NO_VERDICT, Kept, Outbox
from services.local_store.rows import Key, RecordRows
from services.local_store.standing import StandingRows
from services.local_store.visibility import is_shown
from services.local_store.world import CacheWorld, WatchedWorld

ODD = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What a rule may raise on a truth that it was not made for; in a replay it must not stop the orders behind it."""

REPLAY_DUE = "replay_due"
SETTLED = frozenset({RefusalState.DONE_AGAIN, RefusalState.DISCARDED})


class Batch(Struct, frozen=True, kw_only=True):
    """Orders on their way, numbered in their series."""

    series: str
    orders: tuple[tuple[int, str, bytes], ...]


class Tools(Struct, frozen=True, kw_only=True):
    """What every transaction of a cache works with."""

    database: Database
    rows: RecordRows
    guesses: Guesses
    outbox: Outbox
    standing: StandingRows
    reference: Reference
    clock: Callable[[], datetime]


class Swept(Struct, frozen=True, kw_only=True):
    """What went when feeds that had begun again came to their end, and how many feeds these were."""

    gone: tuple[Key, ...] = ()
    feeds: int = 0


class UnitOfWork:
    """The life of an order in this cache. Store lane only."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._world = CacheWorld(tools.rows, tools.reference)

    def do(self, order: Order) -> Change:
        """Decide the order on the tables, lay its guess, keep it; raises the `Problem` that refuses it and keeps nothing."""
        tools = self._tools
        with tools.database.transaction():
            effects, reads = self._decided(order)
            written = tools.guesses.lay(order.id, effects)
            tools.outbox.add(order.id, encode_order(order), tools.clock(), written, reads)
        return change_of(written)

    def withdraw(self, order: str) -> Change:
        """Take an order back that was never sent, and lay the rest again."""
        tools = self._tools
        with tools.database.transaction():
            kept = tools.outbox.get(order)
            if kept is None or kept.sent:
                raise Problem(Code.ALREADY_SENT)
            return change_of(self._taken_out([kept]))

    def batch(self, *, orders: int, size: int) -> Batch:
        """The next orders to send, at most so many and (beyond the first) so many bytes; numbered and marked sent on disk."""
        tools = self._tools
        with tools.database.transaction():
            series = tools.standing.series()
            before = last = tools.standing.number("last_number")
            chosen: list[tuple[int, str, bytes]] = []
            room = size
            for kept in tools.outbox.open(orders):
                room -= len(kept.body)
                if chosen and room < 0:
                    break
                number = kept.number
                if number is None:
                    last = number = last + 1
                    tools.outbox.give_number(kept.id, number)
                chosen.append((number, kept.id, kept.body))
            if last != before:  # nothing to send costs no write
                tools.standing.set("last_number", str(last))
        return Batch(series=series, orders=tuple(chosen))

    def judge(self, verdicts: Sequence[VerdictRow]) -> Change:
        """Keep what was applied until the end of a pull; undo what was refused, since no row will come to undo it."""
        tools = self._tools
        now = tools.clock()
        with tools.database.transaction():
            refused: list[Kept] = []
            for row in verdicts:
                kept = tools.outbox.get(row.id)
                if kept is None or kept.verdict != NO_VERDICT:
                    continue
                if row.verdict is Verdict.REFUSED:
                    tools.outbox.refuse(kept, row.problem, row.data, now)
                    refused.append(kept)
                else:
                    tools.outbox.judge(row, now)
                    tools.standing.set(REPLAY_DUE, "1")
            return change_of(self._taken_out(refused)) if refused else Change()

    def refuse_here(self, order: str, problem: Problem) -> Change:
        """An order that the centre cannot even take becomes a refusal of this cache; the rest goes on in a new series."""
        tools = self._tools
        with tools.database.transaction():
            kept = tools.outbox.get(order)
            if kept is None:
                return Change()
            tools.outbox.refuse(kept, problem.code.value, problem.data, tools.clock())
            self._begin_series()
            return change_of(self._taken_out([kept]))

    def fork(self) -> None:
        """Another cache has used our numbers: a new series from 1; ids stay, so nothing runs twice."""
        with self._tools.database.transaction():
            self._begin_series()

    def finish(self, *, decided: int, at: int, sweep: Callable[[], Swept]) -> tuple[Change, bool]:
        """The end of a pull of all feeds, all read after the last push.

        `decided` is the last number of our series that the centre has decided; when an order up to it has no verdict here,
        nothing is done and the answer says to push again first. `sweep` removes what was unsure; `at` is kept as the moment of
        the last complete pull (microseconds since 1970 UTC).
        """
        tools = self._tools
        with tools.database.transaction():
            if tools.outbox.count_unanswered(decided):
                return Change(), True
            swept = sweep()
            changed = set(swept.gone)
            if tools.standing.get(REPLAY_DUE) == "1" or self._concerned(swept.gone):
                changed |= self._replayed()
                tools.standing.set(REPLAY_DUE, "0")
            self._settle_known()
            tools.standing.set("complete", str(at))
        return Change(frozenset(changed), all=swept.feeds > 0), False

    def lay_again(self, undone: set[Key]) -> set[Key]:
        """After `undo_all` and a change of the truth: sent orders by their kept guess, unsent ones by deciding anew."""
        tools = self._tools
        changed = set(undone)
        shown = self._shown()
        for kept in tools.outbox.all():
            if kept.sent:
                changed.update(tools.guesses.lay_kept(kept.id, shown))
            else:
                changed.update(self._decide_anew(kept))
        return changed

    def _taken_out(self, orders: Iterable[Kept]) -> set[Key]:
        undone = self._tools.guesses.undo_all()
        for kept in orders:
            self._tools.outbox.take_out(kept.id)
            self._tools.guesses.forget(kept.id)
        return self.lay_again(undone)

    def _replayed(self) -> set[Key]:
        tools = self._tools
        changed = tools.guesses.undo_all()
        waiting = tools.outbox.all()
        for kept in waiting:
            if kept.verdict != NO_VERDICT:
                tools.guesses.forget(kept.id)
        tools.outbox.finish(tools.clock())
        for kept in waiting:
            if kept.verdict == NO_VERDICT:
                changed.update(self._decide_anew(kept))
        return changed

    def _decide_anew(self, kept: Kept) -> Sequence[Key]:
        """Decide a waiting order on what lies in the tables now; one that is refused keeps its place, with the reason."""
        tools = self._tools
        tools.guesses.forget(kept.id)
        watched = WatchedWorld(tools.rows, tools.reference)
        try:
            order = decode_order(kept.body)
            effects = order.command.decide(self._act(order), watched)
        except Problem as problem:
            tools.outbox.doubt(kept.id, problem, watched.reads)
            return ()
        except ODD as error:
            tools.outbox.doubt(kept.id, Problem(Code.COMMAND_MALFORMED, why=type(error).__name__), watched.reads)
            return ()
        written = tools.guesses.lay(kept.id, effects)
        tools.outbox.touch(kept.id, written, watched.reads)
        return written

    def _decided(self, order: Order) -> tuple[Sequence[Effect], set[Key]]:
        watched = WatchedWorld(self._tools.rows, self._tools.reference)
        return order.command.decide(self._act(order), watched), watched.reads

    def _act(self, order: Order) -> Act:
        person = self._world.get(Person, order.author) if order.author else None
        return Act(
            command=order.id,
            person=order.author,
            person_name=person.name if person else order.author,
            seat=order.seat,
            occurred_at=order.occurred_at,
            recorded_at=self._tools.clock(),
            offline=order.offline,
        )

    def _begin_series(self) -> None:
        self._tools.standing.new_series()
        self._tools.outbox.renumber()

    def _settle_known(self) -> None:
        """Refused orders whose record the centre shows as dealt with need not be kept here."""
        tools = self._tools
        for refused in tools.outbox.refused():
            held = tools.rows.get(Refusal.kind, refused.id)
            record = held.record if held is not None else None
            covered = tools.guesses.truth(Refusal.kind, refused.id) is not None
            if isinstance(record, Refusal) and record.state in SETTLED and not covered:
                tools.outbox.settle(refused.id)

    def _concerned(self, gone: Sequence[Key]) -> bool:
        if not gone or self._tools.outbox.is_empty():
            return False
        concern = self._tools.outbox.concern(self._tools.guesses.written())
        return any(concern.touches(kind, record) for kind, record in gone)

    def _shown(self) -> Callable[[Record], bool]:
        scopes = self._tools.standing.scopes()
        return lambda record: scopes is None or is_shown(record, frozenset(scopes))
