"""What a desk was told and what it answered, line by line in a file that outlives the process: the word of its people."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from app.commands import Order
from app.contract.codec import decode_order, encode_order
from app.domain.problems import Problem


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line: `said` is give, kept, refused, withdraw, withdrawn or stays."""

    said: str
    id: str
    order: msgspec.Raw = msgspec.Raw(b"null")
    problem: int = 0


class Given(Struct, kw_only=True):
    """One order as its author knows it: accepted by the desk (`kept`), taken back, or in between when the process died."""

    order: Order
    kept: bool = False
    withdrawn: bool = False
    doubtful: bool = False

    @property
    def stands(self) -> bool:
        """Whether its author may rely on it."""
        return self.kept and not self.withdrawn and not self.doubtful


class Journal:
    """Writes lines; a line that was written is there whatever becomes of the process."""

    def __init__(self, file: Path) -> None:
        self._out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def give(self, order: Order) -> None:
        """Before the desk is told."""
        self._write(Line(said="give", id=order.id, order=msgspec.Raw(encode_order(order))))

    def kept(self, order: str) -> None:
        """The desk has accepted it."""
        self._write(Line(said="kept", id=order))

    def refused(self, order: str, problem: Problem) -> None:
        """The desk has refused it on the spot."""
        self._write(Line(said="refused", id=order, problem=problem.code.value))

    def withdraw(self, order: str) -> None:
        """Before it is taken back."""
        self._write(Line(said="withdraw", id=order))

    def withdrawn(self, order: str) -> None:
        """It is taken back."""
        self._write(Line(said="withdrawn", id=order))

    def stays(self, order: str) -> None:
        """It could not be taken back any more."""
        self._write(Line(said="stays", id=order))

    def close(self) -> None:
        """Nothing more is written."""
        os.close(self._out)

    def _write(self, line: Line) -> None:
        os.write(self._out, msgspec.json.encode(line) + b"\n")


def read_journal(file: Path) -> dict[str, Given]:
    """Everything that was given, in order; of a line cut off in its middle nothing is known."""
    found: dict[str, Given] = {}
    for text in file.read_bytes().split(b"\n")[:-1] if file.exists() else ():
        line = msgspec.json.decode(text, type=Line)
        if line.said == "give":
            found[line.id] = Given(order=decode_order(line.order))
        given = found[line.id]
        given.kept = given.kept or line.said == "kept"
        given.withdrawn = given.withdrawn or line.said == "withdrawn"
        given.doubtful = line.said == "withdraw" or (given.doubtful and line.said not in ("withdrawn", "stays"))
    return found


def count_kept(file: Path) -> int:
    """How many orders the desk has accepted so far."""
    return file.read_bytes().count(b'"said":"kept"') if file.exists() else 0
