"""What the lists of the queue hold, after the grid and the severity that people keep to. No Qt."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from app.desk.queue import Queue, QueueRow, Tab
from app.domain.catalogue import Severity


class Kept(Struct, frozen=True, kw_only=True):
    """What the lists are narrowed to: a grid (with its name) and a severity; empty and None keep everything.

    `snoozed` shows what is put off in place of what is to do.
    """

    grid: str = ""
    grid_name: str = ""
    severity: Severity | None = None
    snoozed: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing is hidden."""
        return not self.grid and self.severity is None and not self.snoozed

    def keeps(self, row: QueueRow) -> bool:
        """Whether the row is shown."""
        in_grid = not self.grid or self.grid in (row.grid, row.unit, row.area)
        return in_grid and (self.severity is None or row.severity is self.severity)


class Lists(Struct, frozen=True, kw_only=True):
    """The queue as read last, and what it is narrowed to. The pinned strip is never narrowed."""

    queue: Queue = Queue(pinned=(), to_do=(), in_hand=(), done_today=())
    kept: Kept = Kept()

    def rows(self, tab: Tab) -> tuple[QueueRow, ...]:
        """The rows of a list that are shown; what is pinned above it is not in it."""
        if tab is Tab.TO_DO and self.kept.snoozed:
            return tuple(row for row in self.queue.snoozed if self.kept.keeps(row))
        pinned = {row.id for row in self.pinned}
        return tuple(row for row in self.queue.rows(tab) if self.kept.keeps(row) and row.id not in pinned)

    @property
    def pinned(self) -> tuple[QueueRow, ...]:
        """The strip: unacknowledged 特急, and those whose acknowledgement can still be withdrawn, oldest first."""
        waiting = [row for row in self.queue.to_do if row.severity is Severity.CRITICAL and row.pending == "Acknowledge"]
        return tuple(sorted((*self.queue.pinned, *waiting), key=lambda row: row.since))

    def count(self, tab: Tab) -> int:
        """How many rows of a list are shown."""
        return len(self.rows(tab))

    def tab_of(self, incident: str) -> Tab | None:
        """The list in which a case stands, None if in none."""
        live = (Tab.TO_DO, Tab.IN_HAND, Tab.DONE_TODAY)
        return next((tab for tab in live if any(row.id == incident for row in self.queue.rows(tab))), None)

    def row(self, incident: str) -> QueueRow | None:
        """The case as a row of any list."""
        every = (*self.queue.to_do, *self.queue.in_hand, *self.queue.done_today, *self.queue.snoozed)
        return next((row for row in every if row.id == incident), None)

    def comes_back(self, now: datetime) -> bool:
        """Whether something that was put off is due again."""
        return any(row.snoozed_until is not None and row.snoozed_until <= now for row in self.queue.snoozed)

    def narrowed(self, kept: Kept) -> Lists:
        """The same queue, narrowed otherwise."""
        return replace(self, kept=kept)

    def renewed(self, queue: Queue) -> Lists:
        """A newer queue, narrowed as before."""
        return replace(self, queue=queue)
