"""The ledger keeps by which role a command was let pass."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "central_0002"
down_revision = "central_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it; of what is there it is not known, and the links of its chain stay as they are."""
    op.add_column("c_ledger", Column("role", Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("c_ledger", "role")
