"""The centre's own tables as they were first published."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Index, Text, UniqueConstraint

revision = "central_0001"
down_revision = None
branch_labels = ("central",)
depends_on = None


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False)


def _whole(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=False, autoincrement=False)


def _truth(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def upgrade() -> None:
    """Make the tables."""
    _records()
    _memory()
    _seats()
    _persons()


def _records() -> None:
    op.create_table("c_meta", _text("name", key=True), _text("value"))
    op.create_table("c_head", _text("feed", key=True), _whole("seq"), _whole("place"), _text("link"), _whole("line"))
    op.create_table("c_mark", _text("feed", key=True), _whole("at", key=True), _whole("seq"))
    op.create_table(
        "c_state",
        _text("kind", key=True),
        _text("id", key=True),
        _whole("version"),
        _text("feed"),
        _text("body"),
    )
    op.create_table(
        "c_membership",
        _text("kind", key=True),
        _text("id", key=True),
        _text("feed", key=True),
        _text("scope", key=True),
        _whole("seq"),
        _truth("present"),
        Index("ix_c_membership_page", "feed", "scope", "seq"),
        sqlite_with_rowid=False,
    )
    op.create_table("c_number", _text("town", key=True), _text("day", key=True), _whole("last"))


def _memory() -> None:
    op.create_table("c_series", _text("id", key=True), _text("seat"), _whole("last"))
    op.create_table(
        "c_ledger",
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
        UniqueConstraint("series", "number", name="uq_c_ledger_number"),
        Index("ix_c_ledger_chain", "feed", "place"),
    )
    op.create_table("c_again", _text("series", key=True), _whole("number", key=True), _text("command"))


def _seats() -> None:
    op.create_table(
        "c_seat",
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
    op.create_table(
        "c_token",
        _text("digest", key=True),
        _text("seat"),
        _text("standing"),
        _whole("ends"),
        Index("ix_c_token_seat", "seat"),
    )


def _persons() -> None:
    op.create_table(
        "c_account",
        _text("name", key=True),
        _text("person"),
        _text("password"),
        _truth("barred"),
        _truth("must_change"),
        _whole("made_at"),
        Index("ix_c_account_person", "person"),
    )
    op.create_table("c_attempt", _text("name", key=True), _whole("fails"), _whole("locks"), _whole("until"))
    op.create_table(
        "c_session",
        _text("digest", key=True),
        _text("account"),
        _text("person"),
        _text("seat"),
        _whole("used_at"),
        _whole("ends"),
        Index("ix_c_session_account", "account"),
    )
    op.create_table("c_presence", _text("seat", key=True), _text("person", key=True), _whole("last_at"))
    op.create_table(
        "c_access_log",
        _text("id", key=True),
        _whole("at"),
        _text("event"),
        _text("account"),
        _text("seat"),
        _text("detail"),
        Index("ix_c_access_log_at", "at"),
    )
