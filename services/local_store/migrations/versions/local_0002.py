"""The search index is put together at quiet moments, not inside the transaction that somebody waits for."""

from __future__ import annotations

from alembic import op

revision = "local_0002"
down_revision = "local_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Segments are merged when asked to; only too many of them (16 of a size) are merged at once, as before."""
    op.execute("INSERT INTO l_search(l_search, rank) VALUES('automerge', 0)")


def downgrade() -> None:
    """Merge by itself again, as an index does that was never told otherwise."""
    op.execute("INSERT INTO l_search(l_search, rank) VALUES('automerge', 4)")
