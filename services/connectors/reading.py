"""Reading tables as people send them: plain or gzipped, UTF-8 or GB18030, with rows that may be broken."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from app.domain.problems import Code, Problem

GZIP = b"\x1f\x8b"
LARGEST_FILE = 512 * 1024 * 1024


class Row(Struct, frozen=True):
    """One row with the number it has in the file, the heading being row 1; `broken` marks unreadable text."""

    number: int
    values: dict[str, str]
    broken: bool = False

    def get(self, column: str) -> str:
        """The value, blanks cut off; empty where the column is missing."""
        return self.values.get(column, "").strip()


class Sheet(Struct, frozen=True):
    """A table: its columns in order and its rows."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def need(self, *columns: str) -> None:
        """Pass, or the problem that names the missing columns."""
        missing = [column for column in columns if column not in self.columns]
        if missing:
            raise Problem(Code.COLUMNS_MISSING, file=self.file, columns="、".join(missing))


def read_bytes(file: Path) -> bytes:
    """The bytes of a file, unpacked if it is gzipped; a problem if it is missing, empty or far too large."""
    try:
        data = file.read_bytes()
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise Problem(Code.FILE_MISSING, file=file.name) from error
    if data.startswith(GZIP):
        with gzip.open(io.BytesIO(data)) as packed:
            data = packed.read(LARGEST_FILE + 1)
    if not data.strip():
        raise Problem(Code.FILE_EMPTY, file=file.name)
    if len(data) > LARGEST_FILE:
        raise Problem(Code.BATCH_TOO_LARGE, limit=LARGEST_FILE)
    return data


def decode(data: bytes) -> str:
    """The text: UTF-8, else GB18030, else UTF-8 with its broken bytes kept as lone surrogates for the rows to be found by."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8-sig", errors="surrogateescape")


def read_sheet(file: Path) -> Sheet:
    """The table in a CSV file."""
    reader = csv.reader(io.StringIO(decode(read_bytes(file)), newline=""))
    try:
        columns = tuple(name.strip() for name in next(reader))
    except StopIteration as stop:
        raise Problem(Code.FILE_EMPTY, file=file.name) from stop
    return Sheet(file.name, columns, tuple(_rows(reader, columns)))


def _rows(reader: Iterator[list[str]], columns: tuple[str, ...]) -> Iterator[Row]:
    for number, cells in enumerate(reader, start=2):
        if not any(cells):
            continue
        values = dict(zip(columns, cells, strict=False))
        yield Row(number, values, broken=any(_is_broken(cell) for cell in cells))


def _is_broken(cell: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in cell)
