"""People from the shipped template: each with contact and roles, and as a force that can be sent."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import Struct

from app.contract.reference import Reference
from app.domain.grid import Spine, spine
from app.domain.people import Appointment, Contact, Person, Role, Secondment, Source, Trade
from app.domain.posts import post_with
from app.domain.problems import Code, Problem
from app.domain.record import Record
from app.domain.roster import Force
from app.domain.text import mask_phone
from app.domain.world import World
from services.connectors import cells
from services.connectors.intake import Office, Progress, Report
from services.connectors.lists import Template, Words, enter_list, place_of, skill_words, staff
from services.connectors.reading import Row, Sheet
from services.connectors.rejects import Rejects

PEOPLE = Template(
    columns=(
        "工号",
        "姓名",
        "岗位",
        "单位",
        "片区",
        "网格",
        "力量来源",
        "力量类别",
        "电话",
        "技能",
        "角色",
        "下沉部门",
        "下沉起",
        "下沉止",
        "下沉依据",
    ),
    example=(
        "G0001",
        "张某",
        "专职网格员",
        "310114102",
        "310114102P03",
        "",
        "网格自有力量",
        "专职网格员",
        "13800000000",
        "劝导、急救",
        "R1",
        "",
        "",
        "",
        "",
    ),
    needed=9,
)
LONGEST_NUMBER = 48
LONGEST_PHONE = 40
LISTED_ROLES = tuple(role for role in Role if role.value.startswith("R"))
"""Roles of the field; those of administration, which exclude each other, are given one by one."""
SENT_BY_THE_TOWN = (None, Role.FIELD)
"""With which right, if any, those of a whole town are forces."""
FROM_THE_START = datetime(2020, 1, 1, tzinfo=UTC)
"""Since when a role from a list holds: the list does not say, and what was done before is not judged anew."""


class _Known(Struct, frozen=True, kw_only=True):
    """The words that the cells may use."""

    sources: Words
    trades: Words
    roles: Words
    skills: Words
    departments: Words


def enter_people(office: Office, sheet: Sheet, reference: Reference, progress: Progress) -> tuple[Report, Rejects]:
    """Enter a list of people: each with contact, role and, as a force that can be sent, one of the four sources."""
    world = office.world()
    names = reference.names
    known = _Known(
        sources=Words(names["source"]),
        trades=Words(names["trade"]),
        roles=Words(names["role"], wanted=LISTED_ROLES),
        skills=skill_words(),
        departments=Words(names["departments"]),
    )
    seen: set[str] = set()
    return enter_list(
        "people",
        office,
        sheet,
        reference,
        progress,
        template=PEOPLE,
        make=lambda row: _person(row, world, known, seen),
        command=staff,
    )


def _person(row: Row, world: World, known: _Known, seen: set[str]) -> tuple[Record, ...]:
    number = cells.identity(row, "工号")
    if len(number) > LONGEST_NUMBER:
        raise Problem(Code.TEXT_REFUSED, field="工号", length=len(number), limit=LONGEST_NUMBER)
    cells.once(row, seen, number)
    place = spine(place_of(row, world, row.get("片区")).path)
    phone = cells.line(row, "电话", limit=LONGEST_PHONE)
    person = Person(
        id=f"p-{number}",
        town=place.town,
        area=place.area,
        name=cells.line(row, "姓名", needed=True),
        post=cells.line(row, "岗位"),
        employer=cells.line(row, "单位"),
        source=Source(known.sources.key(row, row.get("力量来源"))),
        trade=Trade(known.trades.key(row, row.get("力量类别"))),
        seconded=_seconded(row, known),
        phone_masked=mask_phone(phone),
    )
    contact = Contact(
        id=f"c-{number}", town=place.town, area=place.area, of_kind=Person.kind, of=person.id, name=person.name, phone=phone
    )
    return (person, contact, *_force(row, person, number, world, known), *_appointment(row, person, place, world, known))


def _force(row: Row, person: Person, number: str, world: World, known: _Known) -> tuple[Force, ...]:
    """The person as a force of one, at home where the list says; of a whole town, where no right of leading goes with it.

    The town sends those itself. Of a district nobody is sent.
    """
    sent = person.area or (person.town and _role(row, known) in SENT_BY_THE_TOWN)
    if not sent:
        return ()
    home = place_of(row, world, row.get("网格") or person.area or person.town)
    return (
        Force(
            id=f"f-{number}",
            town=person.town,
            area=person.area,
            name=person.name,
            source=person.source,
            trade=person.trade,
            members=(person.id,),
            employer=person.employer,
            skills=tuple(known.skills.get(part) for part in cells.listed(row, "技能")),
            grid=home.id if row.get("网格") else "",
            lon=home.lon,
            lat=home.lat,
            seconded=person.seconded,
            phone_masked=person.phone_masked,
        ),
    )


def _role(row: Row, known: _Known) -> Role | None:
    return Role(known.roles.key(row, row.get("角色"))) if row.get("角色") else None


def _appointment(row: Row, person: Person, place: Spine, world: World, known: _Known) -> tuple[Record, ...]:
    """The right, and for a leader of an area or a unit the post that goes with it."""
    role = _role(row, known)
    if role is None:
        return ()
    where = place_of(row, world, row.get("网格") or row.get("片区"))
    right = Appointment(
        id=f"a-{person.id}-{role.value}",
        town=place.town,
        area=place.area,
        person=person.id,
        role=role,
        place=where.id,
        since=FROM_THE_START,
    )
    post = post_with(right, world, datetime.now(UTC))
    return (right, post) if post is not None else (right,)


def _seconded(row: Row, known: _Known) -> Secondment | None:
    sender = cells.line(row, "下沉部门")
    if not sender:
        return None
    since, until = cells.moment(row, "下沉起"), cells.moment(row, "下沉止")
    if since is None:
        raise Problem(Code.SECONDMENT_INCOMPLETE, force=row.get("姓名")[:60])
    if until is not None and until <= since:
        raise Problem(Code.TERM_WRONG, since=row.get("下沉起"), until=row.get("下沉止"))
    return Secondment(sent_by=known.departments.get(sender), since=since, until=until, basis=cells.line(row, "下沉依据"))
