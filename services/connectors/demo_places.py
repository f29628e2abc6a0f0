"""The demo district's tree, outlines, organisations, people and forces as records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from app.domain.delegation import Grant, Lent
from app.domain.grid import Grid, GridKind, Level, Outline, Ring, spine
from app.domain.people import Appointment, Contact, Office, Person, Posting, Role, Secondment, Source, Trade
from app.domain.roster import Duty, Establishment, Force, Shift
from app.domain.text import mask_phone
from services.simulator.district import DemoDistrict, DemoGrid
from services.simulator.forces import AreaForces, DemoForce, DemoPerson, DemoSecondment

LONG_AGO = timedelta(days=900)
CHIEFS = {
    "town_grid_chief": Office.TOWN_CHIEF,
    "area_grid_chief": Office.AREA_CHIEF,
    "area_deputy_chief": Office.AREA_DEPUTY,
    "unit_grid_chief": Office.UNIT_CHIEF,
    "micro_grid_chief": Office.MICRO_CHIEF,
}


def key(text: str) -> str:
    """The id that a thing of the simulator has in the product."""
    return f"demo-{text.replace('/', '-')}"[:64]


def grid_of(node: DemoGrid) -> Grid:
    """A node of the tree; its path follows when it is entered."""
    return Grid(
        id=node.code,
        name=node.name,
        level=Level(node.level),
        parent=node.parent,
        grid_kind=GridKind(node.kind) if node.kind in {k.value for k in GridKind} else GridKind.OTHER,
        source_code=node.division,
        households=node.households,
        residents=node.residents,
        lon=node.label[0],
        lat=node.label[1],
        schematic=node.schematic,
    )


def outline_of(node: DemoGrid) -> Outline:
    """Its schematic polygon."""
    rings = tuple(Ring(tuple((x, y) for x, y in ring)) for ring in node.rings)
    return Outline(id=node.code, level=Level(node.level), rings=rings, schematic=True)


class Register:
    """Records of people and forces, under the towns and areas that the tree gives them."""

    def __init__(self, district: DemoDistrict, roles: dict[str, str], now: datetime) -> None:
        self._district = district
        self._roles = roles
        self._now = now

    def place(self, code: str) -> tuple[str, str]:
        """Town and area of a grid."""
        found = spine(self._district.path(code))
        return found.town, found.area

    def people(self, people: Iterable[DemoPerson]) -> Iterator[Person | Contact | Appointment | Posting]:
        """Each person with contact, role and, for a chief, the post."""
        for one in people:
            town, area = self.place(one.grid)
            person = key(one.id)
            yield Person(
                id=person,
                town=town,
                area=area,
                name=one.name,
                post=one.post,
                employer=one.employer,
                source=Source(one.source) if one.source else Source.OWN,
                trade=Trade(one.trade) if one.trade else Trade.SERVICE,
                seconded=_seconded(one.seconded),
                phone_masked=mask_phone(one.phone),
            )
            if area:
                yield Contact(
                    id=f"{person}-c"[:64], town=town, area=area, of_kind="person", of=person, name=one.name, phone=one.phone
                )
            yield from self._posts(one, person, town, area)

    def _posts(self, one: DemoPerson, person: str, town: str, area: str) -> Iterator[Appointment | Posting]:
        role = self._roles.get(one.role, "")
        since = min(one.since, self._now - timedelta(days=1))
        if role and role != Role.SYSTEM.value:
            yield Appointment(
                id=f"{person}-{role}"[:64],
                town=town,
                area=area,
                person=person,
                role=Role(role),
                place=one.grid,
                since=since,
                until=one.until if one.until and one.until > self._now else None,
            )
        office = CHIEFS.get(one.role)
        if office is not None:
            yield Posting(id=f"{person}-p"[:64], town=town, area=area, grid=one.grid, person=person, office=office, since=since)

    def forces(self, found: AreaForces) -> Iterator[Force]:
        """Forces of an area; those of the running shift can be sent, the others are off duty."""
        running = next((s for s in found.shifts if s.starts <= self._now < s.ends), None)
        on_duty = set(running.forces) if running else set()
        for one in found.forces:
            yield self._force(one, on_duty=one.id in on_duty)

    def _force(self, one: DemoForce, *, on_duty: bool) -> Force:
        town, area = self.place(one.area)
        return Force(
            id=key(one.id),
            name=one.name,
            town=town,
            area=area,
            source=Source(one.source),
            trade=Trade(one.trade),
            size=one.size,
            members=tuple(key(member) for member in one.members),
            employer=one.employer,
            skills=one.skills,
            grid=one.grid,
            lon=one.at[0],
            lat=one.at[1],
            duty=Duty.AVAILABLE if on_duty else Duty.OFF,
            duty_confirmed_at=self._now - timedelta(minutes=20),
            seconded=_seconded(one.seconded),
            phone_masked=mask_phone(one.phone),
        )

    def shifts(self, found: AreaForces, names: dict[str, tuple[str, str]]) -> Iterator[Shift]:
        """The planned shifts."""
        town, area = self.place(found.area)
        for one in found.shifts:
            yield Shift(
                id=key(f"{area}-{one.key}-{one.starts:%Y%m%d}"),
                town=town,
                area=area,
                name=names.get(one.key, (one.key, one.key))[0],
                starts=one.starts,
                ends=one.ends,
                leader=key(one.leader) if one.leader else "",
                forces=tuple(key(force) for force in one.forces),
                seats=one.seats,
                minimum=max(len(one.forces) - 2, 1),
            )

    def establishment(self, found: AreaForces) -> Iterator[Establishment]:
        """How many people the posts should have."""
        town, area = self.place(found.area)
        for one in found.establishment:
            yield Establishment(
                id=key(f"{area}-{one.source}-{one.trade}"),
                town=town,
                area=area,
                source=Source(one.source),
                trade=Trade(one.trade),
                planned=one.planned,
            )

    def grants(self, area: str, people: Sequence[DemoPerson]) -> Iterator[Grant]:
        """The usual delegations: the area leader lends dispatch to the desk and the issue of minutes to the deputy."""
        town, code = self.place(area)
        chief = next((key(p.id) for p in people if p.role == "area_grid_chief" and p.grid == area), "")
        since = self._now - LONG_AGO
        for receiver, acts in (
            (Role.DUTY, (Lent.DISPATCH_AREA, Lent.DISPATCH_UNIT)),
            (Role.AREA_DEPUTY, (Lent.DISPATCH_AREA, Lent.ISSUE_MINUTES)),
        ):
            yield Grant(
                id=key(f"{area}-{receiver.value}"),
                town=town,
                area=code,
                grid=area,
                giver=chief,
                receiver=receiver,
                acts=acts,
                since=since,
            )


def _seconded(mark: DemoSecondment | None) -> Secondment | None:
    if mark is None:
        return None
    return Secondment(sent_by=mark.sent_by, since=mark.since, until=mark.until, basis=mark.basis)


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)
