"""A case that this machine does not keep, lent by the centre to be read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.desk.beyond import beyond_detail
from app.desk.desk import AWAY, Desk
from app.desk.incident import CaseDetail
from app.desk.ports import Archive, Cache, CentreCase
from app.domain.problems import Code, Problem
from ui.common.tasks import Tasks

NOT_THERE = frozenset({Code.NOT_FOUND, Code.NOT_ALLOWED})


class Lent(QObject):
    """Asks once for a case that is not here; `found` hears that it can be read now, or that the centre has none either."""

    def __init__(
        self,
        owner: QObject,
        desk: Desk,
        tasks: Tasks,
        archive: Archive | None,
        *,
        found: Callable[[], None],
        failed: Callable[[Problem], None],
    ) -> None:
        super().__init__(owner)
        self._desk, self._tasks, self._archive = desk, tasks, archive
        self._found, self._failed = found, failed
        self._asked = ""
        self._case: CentreCase | None = None

    @property
    def away(self) -> bool:
        """Whether the centre, which may have what is not here, cannot be asked now."""
        return self._archive is not None and self._desk.link.state in AWAY

    def forget(self) -> None:
        """Another case is looked at."""
        self._asked, self._case = "", None

    def found(self, incident: str) -> Callable[[Cache], CaseDetail | None]:
        """The question that shows what was lent; nothing where nothing was."""
        case, areas = self._case, self._desk.seat.areas
        if case is None or case.case.id != incident:
            return lambda _cache: None
        return lambda cache: beyond_detail(cache, case, areas)

    def ask(self, incident: str) -> bool:
        """Asks the centre, if it is there and has not been asked; whether an answer is to come."""
        if not incident or incident == self._asked or self._archive is None or self.away:
            return False
        self._asked = incident
        self._tasks.start(self, self._look(incident, self._archive), name="lent case")
        return True

    async def _look(self, incident: str, archive: Archive) -> None:
        try:
            case = await self._desk.lanes.network(lambda: archive.case(incident))
        except Problem as problem:
            if incident != self._asked:
                return
            if problem.code not in NOT_THERE:
                self._asked = ""  # may be asked once more
                self._failed(problem)
                return
            case = None
        if incident == self._asked:
            self._case = case
            self._found()
