"""An entry of a draw put into words: title, summary, detail, address, reporter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct

from services.simulator.district import DemoGrid
from services.simulator.draws import CITIZENS, PLACE_CHANCES, SOURCES
from services.simulator.forces import AreaForces, DemoPerson
from services.simulator.material import DemoClass, Material
from services.simulator.places import Place, Places

T = TypeVar("T")
CITIZEN_SOURCES = frozenset(SOURCES[n] for n in CITIZENS)
CROWD = 1.8  # more than 1 makes the first places of a micro grid the busy ones


class DemoReport(Struct, frozen=True, kw_only=True):
    """One report as it comes in. `code`, `source`, `nature`, `severity`, `level` are keys of the code
    tables.

    `found_by` is the id of the person of staff who found it. `summary` is the title without the name of the
    class.
    """

    code: str
    title: str
    summary: str
    detail: str
    address: str
    micro: str
    lon: float
    lat: float
    source: str
    nature: str | None
    severity: str
    level: str
    reporter: str
    reporter_phone: str
    found_by: str


class Teller:
    """Puts the reports of one area into words; `call` makes a citizen's words those of a telephone call."""

    def __init__(self, material: Material, places: dict[str, Places], forces: AreaForces) -> None:
        self._material = material
        self._words = material.words
        self._places = places
        self._workers = tuple(p for p in forces.people if p.trade in ("full_time_worker", "ops_team", "micro_five"))
        self._by_unit: dict[str, tuple[DemoPerson, ...]] = {}
        for person in self._workers:
            unit = person.grid.partition("-")[0]
            self._by_unit[unit] = (*self._by_unit.get(unit, ()), person)

    def tell(
        self, event: DemoClass, micro: DemoGrid, source: str, chances: Sequence[float], *, call: bool = False, again: bool = False
    ) -> DemoReport:
        """The words for a class at a micro grid; `chances` are those of the draw, `again` marks a repeat."""
        phrases = self._material.phrases[event.code]
        style = _pick(phrases.styles, chances[0])
        spots = self._places[micro.code][style]
        place = spots[int(len(spots) * chances[1] ** CROWD)]
        more = chances[PLACE_CHANCES:]
        tail = _filled(_pick(phrases.tails, more[0]), more[1])
        finder = self._finder(micro, more[2]) if source == "patrol" else None
        surname = self._words.surnames[int(len(self._words.surnames) * more[2] ** 2)]
        known = source in CITIZEN_SOURCES and more[3] >= self._material.assumptions.unknown_reporter
        name = finder.name if finder else surname + _pick(self._words.titles, more[4]) if known else ""
        said = self._call(place, tail, surname, more) if call else self._note(place, tail, source, more, again)
        return DemoReport(
            code=event.code,
            title=f"{event.name} {place.at}{tail}",
            summary=f"{place.at}{tail}",
            detail=said,
            address=place.address,
            micro=micro.code,
            lon=place.lon,
            lat=place.lat,
            source=source,
            nature=self._nature(event, more[5]) if source in CITIZEN_SOURCES else None,
            severity=event.severity,
            level=event.level,
            reporter=name,
            reporter_phone=finder.phone if finder else f"1380009{int(more[6] * 10000):04d}" if known else "",
            found_by=finder.id if finder else "",
        )

    def _note(self, place: Place, tail: str, source: str, more: Sequence[float], again: bool) -> str:
        opening = _pick(self._words.openings[source], more[4])
        closing = _pick(self._words.again if again else self._words.closings[source], more[7])
        return f"{opening}，{place.at}{tail}。{closing}"

    def _call(self, place: Place, tail: str, surname: str, more: Sequence[float]) -> str:
        words = _pick(self._words.calls, more[4]).format(at=place.at, tail=tail)
        return words + _pick(self._words.call_closings, more[7]).format(surname=surname)

    def _finder(self, micro: DemoGrid, chance: float) -> DemoPerson:
        return _pick(self._by_unit.get(micro.parent, self._workers), chance)

    def _nature(self, event: DemoClass, chance: float) -> str:
        if event.code == "0000":
            return "consult"
        for nature, share in self._material.calibration.natures.items():
            chance -= share
            if chance < 0:
                return nature
        return "other"


def _filled(tail: str, chance: float) -> str:
    if "{" not in tail:
        return tail
    return tail.format(
        n=2 + int(chance * 6), m=f"{1.2 + chance * 2:.1f}", x=10 + int(chance * 50), h=9 + int(chance * 3), e=4 + int(chance * 3)
    )


def _pick(items: Sequence[T], chance: float) -> T:
    return items[int(chance * len(items))]
