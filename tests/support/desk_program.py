"""A desk without a window in a process of its own: it obeys words on one socket and keeps a journal of what it was told."""

from __future__ import annotations

import os
import random
import socket
import sys
import time
import traceback
from functools import singledispatchmethod
from pathlib import Path
from typing import Any

import msgspec

from app.commands.command import Command
from app.commands.duty import HandOver, TakeOver
from app.commands.intake import ReportIncident
from app.contract.codec import decode_command, decode_order, encode_order, encode_record
from app.domain.problems import Problem
from services.local_store.opening import Parts
from tests.support.caches import shown_by
from tests.support.central import PASSWORD
from tests.support.chance import drawn
from tests.support.channel import Channel, Said
from tests.support.desk_words import (
    Act,
    Begin,
    ChangeShift,
    Check,
    Close,
    Dump,
    Dumped,
    Enrol,
    Give,
    Open,
    Pull,
    Rest,
    SignIn,
    Word,
    Work,
)
from tests.support.desks import HeadlessDesk, new_id
from tests.support.district import MICRO
from tests.support.journals import Journal, read_journal
from tests.support.shift_work import ShiftWork

WORD: msgspec.json.Decoder[Word] = msgspec.json.Decoder(Word)
LOOK = 0.02
NUDGE = 0.5


class DeskProgram:
    """Reads a word, does it, answers with one line; ends with the line."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._desk: HeadlessDesk | None = None
        self._journal: Journal | None = None

    @property
    def desk(self) -> HeadlessDesk:
        assert self._desk is not None, "nothing is open"
        return self._desk

    @property
    def journal(self) -> Journal:
        assert self._journal is not None, "nothing is open"
        return self._journal

    def run(self) -> None:
        """Obey until the other side hangs up."""
        self._channel.say(Said("born", os.getpid()))
        while (line := self._channel.line()) is not None:
            try:
                self._channel.say(self.obey(WORD.decode(line)))
            except Problem as problem:
                self._channel.say(Said("problem", problem.code.value))
            except Exception:  # noqa: BLE001 (the test on the other side must hear of it)
                self._channel.say(Said("failed", traceback.format_exc()))

    @singledispatchmethod
    def obey(self, word: Any) -> Said:
        """Do what the word says."""
        raise AssertionError(word)

    @obey.register
    def _(self, word: Open) -> Said:
        desk = HeadlessDesk(Path(word.folder), word.server)
        self._desk = desk
        self._journal = Journal(Path(word.journal))
        kept = [order for order, given in read_journal(Path(word.journal)).items() if given.stands]
        damage = desk.cache.damage
        missing = desk.read(lambda cache: cache.run(lambda parts: _unknown(parts, kept)))
        return Said("opened", {"damage": damage.code.value if damage else 0, "missing": missing, "kept": len(kept)})

    @obey.register
    def _(self, word: Enrol) -> Said:
        return Said("enrolled", self.desk.access.enrol(word.code, machine="test").seat)

    @obey.register
    def _(self, word: SignIn) -> Said:
        if self.desk.access.session() is not None:
            self.desk.access.sign_out()
        return Said("signed in", self.desk.access.sign_in(word.account, PASSWORD).offline)

    @obey.register
    def _(self, _word: Begin) -> Said:
        self.desk.begin()
        return Said("begun")

    @obey.register
    def _(self, _word: Pull) -> Said:
        self.desk.sync.once()
        return Said("pulled")

    @obey.register
    def _(self, word: Give) -> Said:
        case, began = new_id(), time.monotonic()
        self._give(ReportIncident(incident=case, grid=MICRO, title=word.title))
        return Said("given", {"case": case, "at": began})

    @obey.register
    def _(self, word: Act) -> Said:
        command, began = decode_command(word.command), time.monotonic()
        return Said("given", {"kept": self._give(command), "at": began})

    @obey.register
    def _(self, word: Work) -> Said:
        chance = drawn(word.seed)
        work = ShiftWork(chance, word.shared)
        accepted = 0
        while accepted < word.count and not self._channel.has_word():
            command = self.desk.read(work.next)
            accepted += self._give(command)
            if chance.random() < word.regret:
                self._regret(chance)
            time.sleep(word.pause)
        return Said("worked", accepted)

    @obey.register
    def _(self, word: ChangeShift) -> Said:
        desk, handover = self.desk, new_id()
        seat = desk.access.seat()
        unsent = len(desk.read(lambda cache: cache.waiting()))
        sign = HandOver(
            handover=handover, area=seat.areas[0], seat=seat.seat, unsent=unsent, unsent_confirmed=True, note="离线交班"
        )
        assert self._give(sign)
        desk.access.sign_out()
        session = desk.access.sign_in(word.account, PASSWORD)
        assert self._give(TakeOver(handover=handover))
        return Said("changed", {"person": session.person, "offline": session.offline, "unsent": unsent})

    @obey.register
    def _(self, word: Rest) -> Said:
        desk, ends, nudged = self.desk, time.monotonic() + word.seconds, 0.0
        while not desk.read(lambda cache: cache.is_idle()) and time.monotonic() < ends:
            if time.monotonic() - nudged > NUDGE:
                nudged = time.monotonic()
                desk.sync.nudge()
            time.sleep(LOOK)
        return Said("rested", len(desk.read(lambda cache: cache.waiting())))

    @obey.register
    def _(self, _word: Check) -> Said:
        self.desk.sync.once()
        self.desk.sync.once()
        return Said("checked", self.desk.sync._rounds.verify())

    @obey.register
    def _(self, word: Dump) -> Said:
        shown = self.desk.read(lambda cache: cache.run(shown_by))
        refused = self.desk.read(lambda cache: cache.refused())
        records = tuple((kind, encode_record(record).decode()) for (kind, _), record in sorted(shown.items()))
        dumped = Dumped(records=records, refused={refusal.id: refusal.problem for refusal in refused})
        Path(word.file).write_bytes(msgspec.json.encode(dumped))
        return Said("dumped", len(records))

    @obey.register
    def _(self, _word: Close) -> Said:
        self.desk.close()
        self.journal.close()
        self._desk = self._journal = None
        return Said("closed")

    def _give(self, command: Command) -> bool:
        """Give a command as a person at this desk; whether the desk accepted it. The journal knows before and after."""
        order = decode_order(encode_order(self.desk.order(command)))
        self.journal.give(order)
        try:
            self.desk.read(lambda cache: cache.do(order))
        except Problem as problem:
            self.journal.refused(order.id, problem)
            return False
        self.journal.kept(order.id)
        self.desk.sync.nudge()
        return True

    def _regret(self, chance: random.Random) -> None:
        """Take an order back that has not been sent; a change of shift stands."""
        waiting = self.desk.read(lambda cache: cache.waiting())
        unsent = [row.order.id for row in waiting if not row.sent and not isinstance(row.order.command, HandOver | TakeOver)]
        if not unsent:
            return
        chosen = chance.choice(unsent)
        self.journal.withdraw(chosen)
        try:
            self.desk.read(lambda cache: cache.withdraw(chosen))
        except Problem:
            self.journal.stays(chosen)
            return
        self.journal.withdrawn(chosen)


def _unknown(parts: Parts, orders: list[str]) -> list[str]:
    return [order for order in orders if not parts.tools.outbox.knows(order)]


def main() -> None:
    """Obey the socket that is standard input."""
    DeskProgram(Channel(socket.socket(fileno=os.dup(0)))).run()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
