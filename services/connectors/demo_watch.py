"""Who stands behind the demo's story: officers on their shifts, deputy and chief, forces and how many cases each has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from services.simulator.district import DemoDistrict, DemoGrid
from services.simulator.forces import AreaForces, DemoForce, DemoPerson, DemoShift
from services.simulator.material import DemoClass

FIELD = frozenset({"micro_grid_chief", "micro_five", "full_time_grid_worker", "ops_team_member"})
IDLE = 0.4
"""So many of those on duty are kept free while others can take one more."""


class Player(Struct, frozen=True, kw_only=True):
    """A person of the demo who gets an account: `place` is where the role is held."""

    person: str
    name: str
    account: str
    role: str
    place: str


class Handler(Struct, frozen=True):
    """Who handles a case: the force, the name of its first, and his id if he acts himself (else the desk records it for him)."""

    force: str
    name: str
    person: str


class Watch:
    """The people of an area over the days of the story; ids are those of the simulator."""

    def __init__(
        self, district: DemoDistrict, area: DemoGrid, found: AreaForces, classes: Mapping[str, DemoClass], now: datetime
    ) -> None:
        self._district = district
        self._classes = classes
        self._people = {person.id: person for person in found.people}
        self._shifts = found.shifts
        self._load: Counter[str] = Counter()
        self._off: set[str] = set()
        self.area = area
        self.now = now
        self.forces = found.forces
        self.officers = [person.id for person in found.people if person.role == "duty_officer"]
        self.unit_chiefs = [person.id for person in found.people if person.role == "unit_grid_chief"]
        self.deputy = next(person.id for person in found.people if person.role == "area_deputy_chief")
        self.chief = next(person.id for person in found.people if person.role == "area_grid_chief")
        self.shift = self.shift_at(now)

    def shift_at(self, moment: datetime) -> DemoShift | None:
        """The shift that runs at the moment, None before the plan."""
        return next((shift for shift in self._shifts if shift.starts <= moment < shift.ends), None)

    def officer(self, moment: datetime, turn: int) -> str:
        """An officer who is on watch."""
        shift = self.shift_at(moment)
        crew = shift.officers if shift is not None else self.officers
        return crew[turn % len(crew)]

    def name(self, person: str) -> str:
        """What a person is called."""
        return self._people[person].name

    def post(self, person: str) -> str:
        """The post that a person holds."""
        return self._people[person].post

    def unit_chief(self, micro: str) -> str:
        """The name of who leads the unit that the micro grid lies in."""
        path = self._district.path(micro)
        return next((self._people[chief].name for chief in self.unit_chiefs if self._people[chief].grid in path), "村居网格长")

    def finder(self, person: str, micro: str) -> str:
        """The person if he may report from there himself, else nobody."""
        found = self._people.get(person)
        return person if found is not None and self._acts_at(found, micro) else ""

    def on_duty(self, force: str) -> bool:
        """Whether the force stands by in the running shift."""
        return self.shift is not None and force in self.shift.forces

    def is_free(self, force: str) -> bool:
        """Whether the force has no case."""
        return not self._load[force]

    def send(self, code: str, micro: str, *, but: str = "") -> Handler:
        """The force for a case of the class, as things are; it has one case more."""
        force = self._chosen(self._classes[code], but)
        self._load[force.id] += 1
        first = self._people[force.members[0]]
        return Handler(force.id, first.name, first.id if self._acts_at(first, micro) else "")

    def go_off(self, force: str) -> None:
        """The force goes off duty."""
        self._off.add(force)

    def engage(self, force: str) -> None:
        """The force has a case again."""
        self._load[force] += 1

    def release(self, force: str) -> None:
        """The force is through with a case."""
        self._load[force] -= 1

    def _chosen(self, event: DemoClass, but: str) -> DemoForce:
        ready = [f for f in self.forces if f.id != but and f.id not in self._off]
        wanted = set(event.skills)
        able = [f for f in ready if wanted & set(f.skills)] or [f for f in ready if f.source == "own"] or ready
        few = sum(self.is_free(f.id) for f in ready) < IDLE * len(ready)
        return min(
            able,
            key=lambda f: (
                few and self.is_free(f.id),
                self._load[f.id],
                f.employer != (event.department or "-"),
                -len(wanted & set(f.skills)),
                f.id,
            ),
        )

    def _acts_at(self, person: DemoPerson, micro: str) -> bool:
        return person.role in FIELD and person.grid in self._district.path(micro)
