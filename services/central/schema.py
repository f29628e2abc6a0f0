"""The centre's own tables, beside those of the records. Times are microseconds since 1970 UTC."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, MetaData, Table, Text, UniqueConstraint
from sqlalchemy.types import TypeEngine

from services.records.tables import RecordTables


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False)


def _whole(name: str, *, key: bool = False) -> Column[int]:
    form: TypeEngine[int] = BigInteger()
    return Column(name, form, primary_key=key, nullable=False, autoincrement=False)


def _truth(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


class Schema:
    """All tables of a central database on one metadata."""

    def __init__(self) -> None:
        self.metadata = MetaData()
        self.records = RecordTables(self.metadata)
        self._truth()
        self._memory()
        self._access()
        self._accounts()

    def _truth(self) -> None:
        """The newest state of every record, who sees it where, and the heads of the feeds.

        `state` keeps the version of a deleted record for ever, with an empty body and feed. `head.place` and `head.link` end the
        ledger's chain of the feed, `head.line` is its purge line; a `mark` says how far the feed was on a day.
        """
        m = self.metadata
        self.meta = Table("c_meta", m, _text("name", key=True), _text("value"))
        self.head = Table("c_head", m, _text("feed", key=True), _whole("seq"), _whole("place"), _text("link"), _whole("line"))
        self.mark = Table("c_mark", m, _text("feed", key=True), _whole("at", key=True), _whole("seq"))
        self.state = Table(
            "c_state",
            m,
            _text("kind", key=True),
            _text("id", key=True),
            _whole("version"),
            _text("feed"),
            _text("body"),
        )
        self.membership = Table(
            "c_membership",
            m,
            _text("kind", key=True),
            _text("id", key=True),
            _text("feed", key=True),
            _text("scope", key=True),
            _whole("seq"),
            _truth("present"),
            Index("ix_c_membership_page", "feed", "scope", "seq"),
            sqlite_with_rowid=False,
        )
        self.number = Table("c_number", m, _text("town", key=True), _text("day", key=True), _whole("last"))

    def _memory(self) -> None:
        """Every command ever decided, the series they came in, and orders that came again under another number."""
        m = self.metadata
        self.series = Table("c_series", m, _text("id", key=True), _text("seat"), _whole("last"))
        self.ledger = Table(
            "c_ledger",
            m,
            _text("id", key=True),
            _text("series"),
            _whole("number"),
            _text("author"),
            _text("seat"),
            _text("verb"),
            _truth("offline"),
            _whole("occurred_at"),
            _whole("recorded_at"),
            _text("verdict"),
            _whole("problem"),
            _text("data"),
            _text("rests"),
            _text("digest"),
            _text("feed"),
            _whole("place"),
            _text("link"),
            _text("role"),
            UniqueConstraint("series", "number", name="uq_c_ledger_number"),
            Index("ix_c_ledger_chain", "feed", "place"),
        )
        self.again = Table("c_again", m, _text("series", key=True), _whole("number", key=True), _text("command"))

    def _access(self) -> None:
        """Seats with their tokens; of every secret only its SHA-256 is kept (of passwords an Argon2 hash)."""
        m = self.metadata
        self.seat = Table(
            "c_seat",
            m,
            _text("id", key=True),
            _text("name"),
            _text("place"),
            _text("areas"),
            _whole("made_at"),
            _text("code"),
            _whole("code_ends"),
            _whole("enrolled_at"),
            _whole("revoked_at"),
            _text("machine"),
            Index("ix_c_seat_code", "code"),
        )
        self.token = Table(
            "c_token",
            m,
            _text("digest", key=True),
            _text("seat"),
            _text("standing"),
            _whole("ends"),
            Index("ix_c_token_seat", "seat"),
        )

    def _accounts(self) -> None:
        """Accounts with their sessions, failed attempts, and who was seen at which seat."""
        m = self.metadata
        self.account = Table(
            "c_account",
            m,
            _text("name", key=True),
            _text("person"),
            _text("password"),
            _truth("barred"),
            _truth("must_change"),
            _whole("made_at"),
            Index("ix_c_account_person", "person"),
        )
        self.attempt = Table("c_attempt", m, _text("name", key=True), _whole("fails"), _whole("locks"), _whole("until"))
        self.session = Table(
            "c_session",
            m,
            _text("digest", key=True),
            _text("account"),
            _text("person"),
            _text("seat"),
            _whole("used_at"),
            _whole("ends"),
            Index("ix_c_session_account", "account"),
        )
        self.presence = Table("c_presence", m, _text("seat", key=True), _text("person", key=True), _whole("last_at"))
        self.access_log = Table(
            "c_access_log",
            m,
            _text("id", key=True),
            _whole("at"),
            _text("event"),
            _text("account"),
            _text("seat"),
            _text("detail"),
            Index("ix_c_access_log_at", "at"),
        )
