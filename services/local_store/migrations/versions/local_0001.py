"""What only a cache has, as it was first published; the search index lies over the cases."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, Text

revision = "local_0001"
down_revision = None
branch_labels = ("local",)
depends_on = "records_0001"

TEXT = {
    "l_meta": ("name!", "value"),
    "l_done": ("position:i!", "id", "body:x", "since:i", "decided_at:i"),
    "l_refused": ("id!", "body:x", "problem:i", "data", "refused_at:i"),
    "l_cursor": ("feed!", "cursor", "head:i", "pull:i", "at_end:b", "whole:b"),
    "l_undo": ("kind!", "id!", "version:i", "feed", "pull:i", "body?"),
    "l_unknown": ("kind!", "id!", "version:i", "feed", "pull:i", "body"),
    "l_upload": ("sha256!", "added_at:i", "problem:i"),
    "l_wanted": ("sha256!",),
}
FORMS = {"": Text, "i": BigInteger, "b": Boolean, "x": LargeBinary}


def _column(text: str) -> Column[object]:
    name, _, form = text.rstrip("!?").partition(":")
    return Column(name, FORMS[form](), primary_key=text.endswith("!"), nullable=text.endswith("?"), autoincrement=False)


def upgrade() -> None:
    """Make the tables, in a cache that has those of the records."""
    for name, columns in TEXT.items():
        op.create_table(name, *(_column(text) for text in columns))
    op.create_table(
        "l_outbox",
        Column("position", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("body", LargeBinary, nullable=False),
        Column("since", BigInteger, nullable=False),
        Column("number", BigInteger),
        Column("sent", Boolean, nullable=False),
        Column("verdict", Text, nullable=False),
        Column("decided_at", BigInteger, nullable=False),
        Column("problem", BigInteger, nullable=False),
        Column("data", Text, nullable=False),
        Column("touched", Text, nullable=False),
        Column("reads", Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "l_guess",
        Column("place", Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("order_id", "kind", "id")),
        Column("body", Text),
    )
    op.create_index("ix_l_guess_order", "l_guess", ["order_id"])
    op.create_index("ix_incident_area_closed", "r_incident", ["area", "closed_at"])
    op.execute(
        "CREATE VIRTUAL TABLE l_search USING fts5("
        "words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')"
    )


def downgrade() -> None:
    """Take the tables away again."""
    op.drop_index("ix_incident_area_closed", "r_incident")
    for name in (*TEXT, "l_outbox", "l_guess", "l_search"):
        op.execute(f"DROP TABLE {name}")
