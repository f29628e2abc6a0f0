"""How a row of the queue is told: numbers, words, times. No Qt but for the words of the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.desk.queue import QueueRow
from app.desk.words import Words
from app.domain.catalogue import Severity, Tier
from app.domain.incident import Channel, State
from ui.common.due_bar import over_sign
from ui.common.formatting import Language, age, clock, moment_near, remainder
from ui.common.marks import Priority, level_word, priority_word
from ui.queue.signs import remark, signs

NO_HOLDER = "—"
PRIORITIES = {severity: Priority(severity.rank) for severity in Severity}
RANKS = {tier: tier.rank for tier in Tier}


def short_number(number: str) -> str:
    """The last part of an official number, which is what people say: NX3-20261118-1024 is 1024. Others stay whole."""
    head, _, tail = number.rpartition("-")
    return tail if "-" in head and tail.isdigit() else number


def priority_of(severity: Severity) -> Priority:
    """The mark of a severity."""
    return PRIORITIES[severity]


class Telling:
    """Words and times of rows, in the language set last, at the moment that `now` gives."""

    def __init__(self, words: Words, now: Callable[[], datetime]) -> None:
        self._now = now
        self.speak(words)

    def speak(self, words: Words) -> None:
        """Speaks the language of these words; asked again whenever the texts of the screen changed.

        What every row says is looked up here once: a page of rows is painted from it many times a second.
        """
        translate = QCoreApplication.translate
        self.words = words
        self.severities = {severity: priority_word(PRIORITIES[severity]) for severity in Severity}
        self.tiers = {tier: level_word(rank) for tier, rank in RANKS.items()}
        self.channels = {channel: words.channel(channel) for channel in Channel}
        self._states = {state: words.state(state) for state in State}
        self._unseen = translate("Queue", "未确认")
        self._elsewhere = translate("Queue", "中心记录，本机未存")
        self._close_wished = translate("Queue", "待核销")
        self._to_dispatch = translate("Queue", "待派遣")

    @property
    def now(self) -> datetime:
        """The moment ages are counted to."""
        return self._now()

    @property
    def language(self) -> Language:
        """The language of the screen."""
        return Language(self.words.language)

    def kind(self, row: QueueRow) -> str:
        """The name of the row's class of events."""
        return self.words.event_class(row.event_class)

    def summary(self, row: QueueRow) -> str:
        """Class and title in one line, for reading out and for finding; of what the centre alone has, that it is so."""
        told = f"{self.kind(row)} {row.title}"
        return f"{told} ({self._elsewhere})" if row.elsewhere else told

    def state(self, row: QueueRow) -> str:
        """The state in words; an unacknowledged 特急 says so, a close that waits for the centre too."""
        if self.is_unacknowledged(row):
            return self._unseen
        if row.close_pending:
            return self._close_wished
        return self._states[row.state]

    def pending(self, row: QueueRow) -> str:
        """The act that still waits in the outbox, empty without one."""
        return self.words.command(row.pending) if row.pending else ""

    def is_unacknowledged(self, row: QueueRow) -> bool:
        """Whether the row belongs to the pinned strip."""
        return row.severity is Severity.CRITICAL and not row.acknowledged

    def stands_out(self, row: QueueRow) -> bool:
        """Whether the state is written bold: somebody gave the case back, or nobody has seen it."""
        return row.state is State.RETURNED or row.close_pending or not row.acknowledged

    def owner(self, row: QueueRow) -> str:
        """Who has it, or what it waits for."""
        if row.holder_name:
            return row.holder_name
        if row.state is State.FILED:
            return self._to_dispatch
        return NO_HOLDER

    def age(self, row: QueueRow) -> str:
        """Time since the report; of an ended case, when it ended."""
        if row.ended_at is not None:
            return moment_near(row.ended_at, now=self.now)
        return age((self.now - row.since).total_seconds(), self.language)

    def used(self, row: QueueRow) -> float | None:
        """The used share of the step's limit by the wall clock; None where no clock runs."""
        if row.step_due is None or row.step_start is None or row.ended_at is not None:
            return None
        whole = (row.step_due - row.step_start).total_seconds()
        return (self.now - row.step_start).total_seconds() / whole if whole > 0 else 2.0

    def left(self, row: QueueRow) -> str:
        """What is left of the step's limit, or by how much it is over."""
        if row.step_due is None or row.ended_at is not None:
            return ""
        return remainder((row.step_due - self.now).total_seconds(), self.language)

    def limit(self, row: QueueRow) -> str:
        """The step's limit in one line, for reading out and as tool tip."""
        used = self.used(row)
        if used is None or row.step_due is None:
            return ""
        timer = self.words.timer(row.timer) if row.timer else ""
        return f"{timer} {clock(row.step_due)} {self.left(row)} {over_sign(used)}".strip()

    def flags(self, row: QueueRow) -> tuple[str, ...]:
        """Short signs in frames, what `legend` lists."""
        return tuple(sign for sign, _ in signs(row, twin=short_number(row.twin), now=self.now))

    def remark(self, row: QueueRow) -> str:
        """How many photos and papers the case has, in short."""
        found = remark(row)
        return found[0] if found else ""

    def flag_words(self, row: QueueRow) -> str:
        """The signs in whole words, for reading out and as tool tip."""
        every = (*signs(row, twin=short_number(row.twin), now=self.now), remark(row))
        return " ".join(sign[1] for sign in every if sign)
