"""The tables of a seat's cache: the records as the screen shows them, and beside them what only this cache knows.

Times are microseconds since 1970 UTC. Every record table has two more columns: `feed`, the feed the row came in, and `pull`, the
number of that feed's pull from the beginning in which it last came: a row of an earlier pull is unsure.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from services.records.tables import RecordTables

EXTRA: tuple[tuple[str, TypeEngine[Any]], ...] = (("feed", Text()), ("pull", BigInteger()))

SEARCH = "l_search"


class LocalTables:
    """All tables of a cache on one metadata."""

    def __init__(self) -> None:
        self.metadata = MetaData()
        self.records = RecordTables(self.metadata, *EXTRA)
        incident = self.records.table["incident"]
        Index("ix_incident_area_closed", incident.c.area, incident.c.closed_at)
        self._standing()
        self._guessing()
        self._asides()

    def _standing(self) -> None:
        """Single facts by name, and where each feed has got to.

        `at_end` says that the last page had nothing behind it, `whole` that a pull from the beginning has come to its end.
        """
        m = self.metadata
        self.meta = Table("l_meta", m, _text("name", key=True), _text("value"))
        self.cursor = Table(
            "l_cursor",
            m,
            _text("feed", key=True),
            _text("cursor"),
            _whole("head"),
            _whole("pull"),
            _truth("at_end"),
            _truth("whole"),
        )

    def _guessing(self) -> None:
        """The outbox, what its orders wrote and read, and the truth of every row that a guess covers."""
        m = self.metadata
        self.outbox = Table(
            "l_outbox",
            m,
            Column("position", Integer, primary_key=True),
            Column("id", Text, nullable=False, unique=True),
            Column("body", LargeBinary, nullable=False),
            _whole("since"),
            Column("number", BigInteger),
            _truth("sent"),
            _text("verdict"),
            _whole("decided_at"),
            _whole("problem"),
            _text("data"),
            _text("touched"),
            _text("reads"),
            sqlite_autoincrement=True,
        )
        self.guess = Table(
            "l_guess",
            m,
            Column("place", Integer, primary_key=True),
            _text("order_id"),
            _text("kind"),
            _text("id"),
            Column("body", Text),
            Index("ix_l_guess_order", "order_id"),
        )
        self.undo = Table(
            "l_undo",
            m,
            _text("kind", key=True),
            _text("id", key=True),
            _whole("version"),
            _text("feed"),
            _whole("pull"),
            Column("body", Text),
        )

    def _asides(self) -> None:
        """Orders applied in the last days, refused ones until dealt with, kinds of a newer centre, attachments on their way."""
        m = self.metadata
        self.done = Table(
            "l_done", m, _whole("position", key=True), _text("id"), _blob("body"), _whole("since"), _whole("decided_at")
        )
        self.refused = Table(
            "l_refused", m, _text("id", key=True), _blob("body"), _whole("problem"), _text("data"), _whole("refused_at")
        )
        self.unknown = Table(
            "l_unknown",
            m,
            _text("kind", key=True),
            _text("id", key=True),
            _whole("version"),
            _text("feed"),
            _whole("pull"),
            _text("body"),
        )
        self.upload = Table("l_upload", m, _text("sha256", key=True), _whole("added_at"), _whole("problem"))
        self.wanted = Table("l_wanted", m, _text("sha256", key=True))


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False)


def _whole(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=False, autoincrement=False)


def _truth(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _blob(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)
