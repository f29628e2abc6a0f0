"""The proposal not to file a report that waits for a second person."""

from __future__ import annotations

from alembic import op

from services.records.ddl import column

revision = "records_0010"
down_revision = "records_0009"
branch_labels = None
depends_on = None

ADDED: dict[str, tuple[tuple[str, str], ...]] = {
    "incident": (("rejection_asked:t?", ""),),
}
"""The new columns of a kind in order, each with what the rows that are there get; empty for NULL."""


def upgrade() -> None:
    """Add the columns behind those that are there."""
    for kind, columns in ADDED.items():
        for text, default in columns:
            op.add_column(f"r_{kind}", column(text, default))


def downgrade() -> None:
    """Take them away again."""
    for kind, columns in ADDED.items():
        for text, _ in columns:
            op.drop_column(f"r_{kind}", text.split(":")[0])
