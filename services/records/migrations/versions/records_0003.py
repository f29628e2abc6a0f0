"""When something beside a case's step is due, with an index for the clock that looks for it."""

from __future__ import annotations

from alembic import op

from services.records.ddl import column

revision = "records_0003"
down_revision = "records_0002"
branch_labels = None
depends_on = None

ADDED: dict[str, tuple[tuple[str, str], ...]] = {
    "incident": (("aside_due:i?", ""),),
}
"""The new columns of a kind in order, each with what the rows that are there get; empty for NULL."""


INDEXED: dict[str, tuple[str, ...]] = {
    "incident": ("aside_due",),
}
"""The new indexes."""


def upgrade() -> None:
    """Add the column and its index."""
    op.add_column("r_incident", column("aside_due:i?"))
    op.create_index("ix_incident_aside_due", "r_incident", ["aside_due"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_index("ix_incident_aside_due", "r_incident")
    op.drop_column("r_incident", "aside_due")
