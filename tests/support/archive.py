"""A centre's archive of dictionaries: what it has beyond the desk, and what stands in the way of asking it."""

from __future__ import annotations

from collections.abc import Iterable

from app.desk.ports import CentreCase, CentreCases
from app.domain.incident import Entry, Incident
from app.domain.problems import Code, Problem


class DictArchive:
    """Gives pages of `page` cases; `asked` are the words of every search, `trouble` is raised instead of an answer."""

    def __init__(self, cases: Iterable[Incident], entries: Iterable[Entry] = (), *, page: int = 200) -> None:
        self._cases = sorted(cases, key=lambda case: (case.occurred_at, case.id), reverse=True)
        self._entries = tuple(entries)
        self._page = page
        self.asked: list[str] = []
        self.trouble: Problem | None = None

    def search(self, *, text: str, event_class: str = "", before: str = "") -> CentreCases:
        self._answer(text)
        found = [case for case in self._cases if all(part in f"{case.title} {case.place}" for part in text.split())]
        found = [case for case in found if event_class in ("", case.event_class)]
        start = int(before or 0)
        further = start + self._page
        return CentreCases(tuple(found[start:further]), str(further) if further < len(found) else "")

    def case(self, incident: str) -> CentreCase:
        self._answer(incident)
        for case in self._cases:
            if case.id == incident:
                lines = tuple(entry for entry in self._entries if entry.incident == incident)
                return CentreCase(case=case, entries=lines, attachments=())
        raise Problem(Code.NOT_FOUND)

    def _answer(self, asked: str) -> None:
        self.asked.append(asked)
        if self.trouble is not None:
            raise self.trouble
