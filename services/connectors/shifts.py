"""Planned shifts from the shipped template: two of an area never overlap, whom they name is known."""

from __future__ import annotations

from app.contract.reference import Reference
from app.domain.grid import spine
from app.domain.people import Person
from app.domain.problems import Code, Problem
from app.domain.roster import Force, Shift
from app.domain.world import World
from services.connectors import cells
from services.connectors.intake import Office, Progress, Report
from services.connectors.lists import Template, enter_list, place_of, staff
from services.connectors.reading import Row, Sheet
from services.connectors.rejects import Rejects

SHIFTS = Template(
    columns=("班次编号", "片区", "名称", "开始", "结束", "带班", "力量", "席位数", "最低人数"),
    example=("S20261123D", "310114102P03", "早班", "2026-11-23 08:30", "2026-11-23 17:30", "G0001", "G0001", "2", "3"),
    needed=5,
)


def enter_shifts(office: Office, sheet: Sheet, reference: Reference, progress: Progress) -> tuple[Report, Rejects]:
    """Enter a list of planned shifts; leader and forces are told by the numbers of the list of people."""
    plan = _Plan(office.world())
    return enter_list(
        "shifts",
        office,
        sheet,
        reference,
        progress,
        template=SHIFTS,
        make=lambda row: (plan.shift(row),),
        command=staff,
    )


class _Plan:
    """The shifts of each area, those of the file as they come."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shifts: dict[str, dict[str, Shift]] = {}
        self._seen: set[str] = set()

    def shift(self, row: Row) -> Shift:
        """The shift of a row; a problem for unknown names, a wrong term, or one that overlaps with another."""
        number = cells.identity(row, "班次编号")
        cells.once(row, self._seen, number)
        place = spine(place_of(row, self._world, row.get("片区")).path)
        if not place.area:
            raise Problem(Code.PLACE_MISSING, grid=row.get("片区"))
        starts, ends = cells.needed_moment(row, "开始"), cells.needed_moment(row, "结束")
        if ends <= starts:
            raise Problem(Code.TERM_WRONG, since=row.get("开始"), until=row.get("结束"))
        shift = Shift(
            id=number,
            town=place.town,
            area=place.area,
            name=cells.line(row, "名称", limit=40, needed=True),
            starts=starts,
            ends=ends,
            leader=self._leader(row),
            forces=self._forces(row),
            seats=cells.whole(row, "席位数", 1),
            minimum=cells.whole(row, "最低人数", 0),
        )
        self._place(shift)
        return shift

    def _place(self, shift: Shift) -> None:
        if shift.area not in self._shifts:
            self._shifts[shift.area] = {held.id: held for held in self._world.find(Shift, area=shift.area)}
        others = self._shifts[shift.area]
        for other in others.values():
            if other.id != shift.id and shift.starts < other.ends and other.starts < shift.ends:
                raise Problem(Code.SHIFT_OVERLAP, shift=other.name, starts=other.starts.isoformat())
        others[shift.id] = shift

    def _leader(self, row: Row) -> str:
        number = row.get("带班")
        if number and self._world.get(Person, f"p-{number}") is None:
            raise Problem(Code.PERSON_UNKNOWN, person=number[:60])
        return f"p-{number}" if number else ""

    def _forces(self, row: Row) -> tuple[str, ...]:
        numbers = cells.listed(row, "力量")
        for number in numbers:
            if self._world.get(Force, f"f-{number}") is None:
                raise Problem(Code.FORCE_UNKNOWN, force=number[:60])
        return tuple(f"f-{number}" for number in numbers)
