"""Reading tables: CSV as spreadsheets write it, gzipped or not, UTF-8 or GB18030, with rows that may be broken."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from app.domain.problems import Code, Problem

GZIP = b"\x1f\x8b"
LARGEST_FILE = 512 * 1024 * 1024
NUL = b"\x00"
_END = "\x1aend"
_END_ROW = [_END]


class Row(Struct, frozen=True):
    """One row with the number it has in a spreadsheet, the heading being row 1.

    `broken` marks unreadable text, `beyond` holds what stood behind the last column.
    """

    number: int
    values: dict[str, str]
    broken: bool = False
    beyond: tuple[str, ...] = ()

    def get(self, column: str) -> str:
        """The value, blanks cut off; empty where the column is missing."""
        return self.values.get(column, "").strip()

    def check(self) -> None:
        """Pass, or the problem that its text is broken or that it has more cells than there are columns."""
        if self.broken:
            raise Problem(Code.ENCODING_BROKEN, row=self.number)
        if any(cell.strip() for cell in self.beyond):
            raise Problem(Code.VALUE_UNKNOWN, row=self.number, value=",".join(self.beyond)[:60])

    @property
    def text(self) -> str:
        """The row as one text, for the list of rejects."""
        return ",".join((*self.values.values(), *self.beyond))


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
    """The bytes of a file, unpacked if it is gzipped; a problem if it is missing, empty, damaged or far too large."""
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as error:
        raise Problem(Code.FILE_MISSING, file=file.name) from error
    if data.startswith(GZIP):
        try:
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(LARGEST_FILE + 1)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise Problem(Code.FILE_DAMAGED, file=file.name, why="gzip") from error
    if not data.strip():
        raise Problem(Code.FILE_EMPTY, file=file.name)
    if len(data) > LARGEST_FILE:
        raise Problem(Code.BATCH_TOO_LARGE, limit=LARGEST_FILE)
    return data


def decode(data: bytes) -> str:
    """The text in UTF-8, or in GB18030 if most lines are no UTF-8.

    Bytes that are broken in that encoding stay as lone surrogates, for their rows to be found by. Hardly any line of one encoding
    is by chance a line of the other, while a single broken byte would let a whole file of UTF-8 pass for GB18030.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        lines = [line for line in data.splitlines() if not line.isascii()]
        readable = sum(_is_utf8(line) for line in lines)
        encoding = "utf-8-sig" if 2 * readable >= len(lines) else "gb18030"
        return data.decode(encoding, errors="surrogateescape")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def read_sheet(file: Path) -> Sheet:
    """The table in a CSV file; a problem if it is binary or if a quotation mark swallows its end."""
    data = read_bytes(file)
    if NUL in data:
        raise Problem(Code.FILE_KIND_UNKNOWN, file=file.name)
    csv.field_size_limit(LARGEST_FILE)  # a cell of any length is read, so that its row can be told as too long
    text = decode(data).rstrip("\r\n")
    if not text.strip():
        raise Problem(Code.FILE_EMPTY, file=file.name)
    lines = list(csv.reader(io.StringIO(f"{text}\n{_END}\n", newline="")))
    if lines[-1] != _END_ROW:
        raise Problem(Code.FILE_DAMAGED, file=file.name, why=f'{len(lines)}: "')
    columns = tuple(name.strip() for name in lines[0])
    return Sheet(file.name, columns, tuple(_rows(lines[1:-1], columns)))


def _rows(lines: list[list[str]], columns: tuple[str, ...]) -> Iterator[Row]:
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        values = dict(zip(columns, cells, strict=False))
        broken = any(_is_broken(cell) for cell in cells)
        yield Row(number, values, broken, tuple(cells[len(columns) :]))


def _is_broken(cell: str) -> bool:
    return not cell.isascii() and any("\ud800" <= character <= "\udfff" for character in cell)
