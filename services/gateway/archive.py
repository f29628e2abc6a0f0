"""What the centre has beyond the cache, as records: fulfils the desk's `Archive`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec
from msgspec import Raw

from app.contract.codec import decode_record
from app.desk.ports import CentreCase, CentreCases
from app.domain.incident import Attachment, Entry, Incident
from app.domain.problems import Code, Problem
from app.domain.record import Record
from services.gateway.central import Central

PAGE = 200

R = TypeVar("R", bound=Record)


class CentreArchive:
    """Network lane only. `generation` tells in which one the cache believes; a body of a newer centre raises CLIENT_TOO_OLD."""

    def __init__(self, central: Central, generation: Callable[[], str]) -> None:
        self._central = central
        self._generation = generation

    def search(self, *, text: str, event_class: str = "", before: str = "") -> CentreCases:
        """Cases in which every word occurs, of the class if one is given."""
        generation = self._generation()
        found = self._central.search(text=text, event_class=event_class, before=before, limit=PAGE, generation=generation)
        return CentreCases(_records(Incident, found.cases), found.before)

    def case(self, incident: str) -> CentreCase:
        """One case, held here or not."""
        found = self._central.case(incident, generation=self._generation())
        return CentreCase(
            case=_records(Incident, [found.case])[0],
            entries=_records(Entry, found.entries),
            attachments=_records(Attachment, found.attachments),
        )


def _records(kind: type[R], bodies: Iterable[Raw]) -> tuple[R, ...]:
    found: list[R] = []
    for body in bodies:
        try:
            record = decode_record(kind.kind, body)
        except msgspec.ValidationError as error:
            raise Problem(Code.CLIENT_TOO_OLD, kind=kind.kind, why=str(error)) from error
        if isinstance(record, kind):
            found.append(record)
    return tuple(found)
