"""A wire to the centre of dictionaries that can lose what it carries, cut it and repeat it, in the same process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from enum import StrEnum
from typing import TypeVar

from app.contract.messages import CheckAnswer, CommandAnswer, Hello
from app.domain.problems import Code, Problem
from services.gateway.page import FeedPage
from tests.support.truth import TruthCentral

T = TypeVar("T")


class Fault(StrEnum):
    """What happens to a call."""

    NONE = "none"
    REQUEST_LOST = "request lost"
    REPLY_LOST = "reply lost"
    CUT = "cut"
    TWICE = "twice"


class TruthWire:
    """Fulfils the loop's `Wire`. The `fault` strikes the call number `strikes` from now, once; pages have `rows` rows.

    A `deaf` centre takes no orders (it finds the program too old) but gives pages."""

    def __init__(self, central: TruthCentral) -> None:
        self.central = central
        self.rows = 1000
        self.fault = Fault.NONE
        self.strikes = 0
        self.calls: list[str] = []
        self.largest_batch = 10_000
        self.deaf = False
        self.kept: dict[str, bytes] = {}
        self.pages: list[FeedPage] = []
        self.answers: list[tuple[str, CommandAnswer]] = []

    def hello(self) -> Hello:
        return self._carried("hello", self.central.hello)

    def push(self, series: str, orders: Sequence[tuple[int, str, bytes]], *, generation: str) -> CommandAnswer:
        if self.deaf:
            raise Problem(Code.CLIENT_TOO_OLD)
        if len(orders) > self.largest_batch:
            raise Problem(Code.BATCH_TOO_LARGE, limit=self.largest_batch)
        strikes = self._strikes()
        if strikes and self.fault is Fault.CUT:
            orders = orders[: max(1, len(orders) // 2)]

        def hand_in() -> CommandAnswer:
            self.answers.append((generation, self.central.push(series, orders, generation=generation)))
            return self.answers[-1][1]

        return self._carried("push", hand_in, strikes=strikes)

    def page(self, feed: str, *, after: str, generation: str, series: str) -> FeedPage:
        def read() -> FeedPage:
            head, rows, tail = self.central.page(feed, after, self.rows, generation=generation, series=series)
            self.pages.append(FeedPage(feed=feed, after=after, head=head, rows=rows, tail=tail))
            return self.pages[-1]

        return self._carried("page", read)

    def check(self, feed: str, *, generation: str) -> CheckAnswer:
        def read() -> CheckAnswer:
            count, total = self.central.check(feed)
            return CheckAnswer(feed=feed, head=self.central.book.heads.get(feed, 0), count=count, checksum=total)

        return self._carried("check", read)

    def send_blob(self, sha256: str, media: str, data: bytes, *, generation: str) -> None:
        self.kept[sha256] = data

    def fetch_blob(self, sha256: str, *, generation: str) -> bytes:
        if sha256 not in self.kept:
            raise Problem(Code.BLOB_UNKNOWN, sha256=sha256)
        return self.kept[sha256]

    def _strikes(self) -> bool:
        self.strikes -= 1
        return self.strikes == 0

    def _carried(self, name: str, call: Callable[[], T], *, strikes: bool | None = None) -> T:
        self.calls.append(name)
        fault = self.fault if (self._strikes() if strikes is None else strikes) else Fault.NONE
        if fault is Fault.REQUEST_LOST:
            raise lost()
        answer = call()
        if fault is Fault.TWICE:
            answer = call()
        if fault is Fault.REPLY_LOST:
            raise lost()
        return answer


def lost() -> Problem:
    """What the loop hears of a call that got lost."""
    return Problem(Code.CENTRAL_UNREACHABLE, server="nowhere")


def at_once(work: Callable[[], T], /) -> Future[T]:
    """A store lane that works where it is asked."""
    done: Future[T] = Future()
    try:
        done.set_result(work())
    except BaseException as error:  # noqa: BLE001 (handed on by the future, as a lane does)
        done.set_exception(error)
    return done
