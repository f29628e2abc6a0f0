"""What the forms around people offer to pick from, with the keys by which typing finds it."""

from __future__ import annotations

from msgspec import Struct

from app.desk.pinyin import keys_of
from app.desk.staff import Staff
from app.desk.words import Words
from app.domain.grid import Grid, Level
from ui.incident.forms.inputs import Pick


class StaffPicks(Struct, frozen=True, kw_only=True):
    """People, grids, grids at which acts may be lent, forces that are not sent down, departments and towns that send."""

    people: tuple[Pick, ...]
    grids: dict[Level, tuple[Pick, ...]]
    lendable: tuple[Pick, ...]
    forces: tuple[Pick, ...]
    senders: tuple[Pick, ...]

    def at(self, *levels: Level) -> tuple[Pick, ...]:
        """The grids of these levels."""
        return tuple(pick for level in levels for pick in self.grids.get(level, ()))


def staff_picks(staff: Staff, words: Words) -> StaffPicks:
    """All of it. Not on the GUI thread: the first call also loads the pinyin dictionary."""
    names = words.reference.names
    senders = ((key, words.name(table, key)) for table in ("departments", "towns") for key in names.get(table, {}))
    grids = {level: tuple(_of_grid(grid) for grid in staff.grids if grid.level is level) for level in Level}
    return StaffPicks(
        people=tuple(Pick(key, name, keys_of(name)) for key, name in staff.people),
        grids=grids,
        lendable=tuple(_of_grid(grid) for grid in staff.grids if grid.id in staff.lendable),
        forces=tuple(Pick(key, name, keys_of(name)) for key, name in staff.forces),
        senders=tuple(Pick(key, name, (*keys_of(name), key)) for key, name in senders),
    )


def _of_grid(grid: Grid) -> Pick:
    return Pick(grid.id, grid.name, (*keys_of(grid.name), grid.id))
