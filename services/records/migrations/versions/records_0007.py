"""The part of its term that a step was given; who set a town's limits, why, and on what."""

from __future__ import annotations

from alembic import op

from services.records.ddl import column

revision = "records_0007"
down_revision = "records_0006"
branch_labels = None
depends_on = None

ADDED: dict[str, tuple[tuple[str, str], ...]] = {
    "incident": (("step_share:d", "1.0"),),
    "town_terms": (("edition:i", "1"), ("made:t", "[]")),
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
