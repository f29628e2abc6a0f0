"""Lists that a town fills in: the shipped templates, people, shifts, grids, divisions."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from app.contract.reference import Reference
from app.domain.catalogue import Tier
from app.domain.grid import Grid, GridKind, Level
from app.domain.organisation import Family, Organisation
from app.domain.people import Appointment, Contact, Office, Person, Posting, Role, Source, Trade
from app.domain.posts import leader_of
from app.domain.record import Put
from app.domain.roster import Duty, Force, Shift
from services.connectors.divisions import enter_divisions
from services.connectors.grids import GRIDS, enter_grids
from services.connectors.intake import Report
from services.connectors.people import PEOPLE, enter_people
from services.connectors.reading import read_sheet
from services.connectors.rejects import Rejects
from services.connectors.shifts import SHIFTS, enter_shifts
from services.connectors.templates import TEMPLATES, template_text
from tests.connectors.conftest import DIVISIONS, Write, quiet
from tests.support.office import PlainOffice

AREA = "310114102P03"
UNIT = "310114102001001"
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def person(number: str, **cells: str) -> tuple[str, ...]:
    usual = dict(zip(PEOPLE.columns, PEOPLE.example, strict=True)) | {"工号": number}
    return tuple((usual | cells)[column] for column in PEOPLE.columns)


def shift(number: str, **cells: str) -> tuple[str, ...]:
    usual = dict(zip(SHIFTS.columns, SHIFTS.example, strict=True)) | {"班次编号": number}
    return tuple((usual | cells)[column] for column in SHIFTS.columns)


def grid(code: str, **cells: str) -> tuple[str, ...]:
    usual = dict(zip(GRIDS.columns, GRIDS.example, strict=True)) | {"代码": code}
    return tuple((usual | cells)[column] for column in GRIDS.columns)


def people_of(office: PlainOffice, reference: Reference, file: Write, *rows: tuple[str, ...]) -> tuple[Report, Rejects]:
    return enter_people(office, read_sheet(file(rows, headings=PEOPLE.columns)), reference, quiet)


def shifts_of(office: PlainOffice, reference: Reference, file: Write, *rows: tuple[str, ...]) -> tuple[Report, Rejects]:
    return enter_shifts(office, read_sheet(file(rows, headings=SHIFTS.columns)), reference, quiet)


def grids_of(office: PlainOffice, reference: Reference, file: Write, *rows: tuple[str, ...]) -> tuple[Report, Rejects]:
    return enter_grids(office, read_sheet(file(rows, headings=GRIDS.columns)), reference, quiet)


@pytest.mark.parametrize("kind", list(TEMPLATES))
def test_a_template_is_a_heading_and_a_row_that_can_be_taken_in(kind: str) -> None:
    heading, example = csv.reader(io.StringIO(template_text(kind)))
    assert len(heading) == len(example)
    assert heading == list(TEMPLATES[kind].columns)


def test_the_examples_go_in_one_after_the_other(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    for report, _ in (
        grids_of(office, reference, csv_file, GRIDS.example),
        people_of(office, reference, csv_file, PEOPLE.example),
        shifts_of(office, reference, csv_file, SHIFTS.example),
    ):
        assert (report.taken, report.rejected) == (1, 0)
    market = office.world().get(Grid, GRIDS.example[0])
    assert market is not None
    assert (market.level, market.grid_kind, market.area) == (Level.UNIT, GridKind.SPECIALISED_MARKET, AREA)
    assert market.tier is Tier.L2


def test_a_person_comes_with_contact_role_and_force(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    marked = person("7", 下沉部门="城管执法", 下沉起="2026/1/5", 下沉止="2026-12-31", 角色="值守员")
    people_of(office, reference, csv_file, marked)
    world = office.world()
    one, force = world.find(Person)[0], world.find(Force)[0]
    assert (one.source, one.trade, one.phone_masked) == (Source.OWN, Trade.FULL_TIME_WORKER, "138****0000")
    assert one.seconded is not None
    assert (force.members, force.skills, force.duty) == ((one.id,), ("persuasion", "first_aid"), Duty.OFF)
    assert world.find(Contact)[0].phone == "13800000000"
    assert (world.find(Appointment)[0].role, world.find(Appointment)[0].place) == (Role.DUTY, AREA)


def test_those_of_a_whole_town_are_forces_of_the_town_but_for_its_leaders(
    office: PlainOffice, reference: Reference, csv_file: Write
) -> None:
    people_of(office, reference, csv_file, person("8", 片区=AREA[:9], 角色=""), person("9", 片区=AREA[:9], 角色="R6"))
    (force,) = office.world().find(Force)
    assert (force.id, force.town, force.area, force.grid) == ("f-8", AREA[:9], "", "")


def test_leaders_of_a_list_hold_the_posts_that_go_with_their_rights(
    office: PlainOffice, reference: Reference, csv_file: Write
) -> None:
    grids_of(office, reference, csv_file, grid(UNIT, 名称="金通社区"))
    rows = (person("1", 角色="R5"), person("2", 角色="R2", 网格=UNIT), person("3", 角色="R3"))
    for _ in range(2):
        people_of(office, reference, csv_file, *rows)

    posts = {(p.person, p.grid, p.office, p.until) for p in office.world().find(Posting)}
    assert posts == {("p-1", AREA, Office.AREA_CHIEF, None), ("p-2", UNIT, Office.UNIT_CHIEF, None)}


def test_a_second_leader_of_an_area_is_rejected_and_a_new_one_of_a_unit_follows(
    office: PlainOffice, reference: Reference, csv_file: Write
) -> None:
    grids_of(office, reference, csv_file, grid(UNIT, 名称="金通社区"))
    people_of(office, reference, csv_file, person("1", 角色="R5"), person("2", 角色="R2", 网格=UNIT))

    report, rejects = people_of(office, reference, csv_file, person("4", 角色="R5"), person("5", 角色="R2", 网格=UNIT))

    assert (report.taken, report.reasons) == (1, {"leader_overlap": 1}), rejects.rows
    world = office.world()
    chief, new = leader_of(world, AREA, LATER), leader_of(world, UNIT, LATER)
    assert [posting and posting.person for posting in (chief, new)] == ["p-1", "p-5"]


def test_a_list_read_twice_doubles_nobody_and_keeps_their_duty(
    office: PlainOffice, reference: Reference, csv_file: Write
) -> None:
    people_of(office, reference, csv_file, person("7"), person("8"))
    before = office.world().counts()
    report, _ = people_of(office, reference, csv_file, person("7", 岗位="组长"), person("8"))
    assert report.taken == 2
    assert office.world().counts() == before
    assert office.world().find(Person)[0].post == "组长"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"姓名": ""}, "field_missing"),
        ({"片区": "310199"}, "grid_of_row_unknown"),
        ({"网格": "310199"}, "grid_of_row_unknown"),
        ({"力量来源": "外包"}, "value_unknown"),
        ({"角色": "SYS"}, "value_unknown"),
        ({"角色": "系统管理员"}, "value_unknown"),
        ({"下沉部门": "城管执法"}, "secondment_incomplete"),
        ({"下沉部门": "城管执法", "下沉起": "2026-05-01", "下沉止": "2026-04-01"}, "term_wrong"),
        ({"工号": "7" * 60}, "text_refused"),
    ],
)
def test_a_person_who_is_not_right_is_rejected(
    office: PlainOffice, reference: Reference, csv_file: Write, cells: dict[str, str], problem: str
) -> None:
    report, _ = people_of(office, reference, csv_file, person("7", **cells), person("9"))
    assert (report.taken, report.reasons) == (1, {problem: 1})


def test_shifts_of_an_area_never_overlap(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    people_of(office, reference, csv_file, person("G0001"))
    late = shift("S2", 开始="2026-11-23 17:00", 结束="2026-11-23 22:00")
    report, rejects = shifts_of(office, reference, csv_file, shift("S1"), late)
    assert (report.taken, report.reasons) == (1, {"shift_overlap": 1})
    assert "早班" in rejects.rows[0].reason
    again, _ = shifts_of(office, reference, csv_file, shift("S1", 名称="日班"))
    assert again.taken == 1
    assert [held.name for held in office.world().find(Shift)] == ["日班"]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"带班": "X"}, "person_unknown"),
        ({"力量": "G0001、X"}, "force_unknown"),
        ({"结束": "2026-11-23 08:00"}, "term_wrong"),
        ({"片区": "310114102"}, "place_missing"),
        ({"席位数": "两"}, "number_impossible"),
    ],
)
def test_a_shift_that_is_not_right_is_rejected(
    office: PlainOffice, reference: Reference, csv_file: Write, cells: dict[str, str], problem: str
) -> None:
    people_of(office, reference, csv_file, person("G0001"))
    report, _ = shifts_of(office, reference, csv_file, shift("S1", **cells))
    assert report.reasons == {problem: 1}


def test_what_only_the_rules_know_costs_its_own_row(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    """A batch that is refused is halved until the row that spoils it is found."""
    rows = [grid(f"{UNIT}-{n:02d}", 上级=UNIT, 层级="小微", 类型="") for n in range(2, 40)]
    rows[20] = grid("3101-X", 上级="310199", 层级="小微", 类型="")
    rows[30] = grid("310114102P09", 上级="310114102", 层级="片区", 类型="商业综合体")
    report, rejects = grids_of(office, reference, csv_file, *rows)
    assert (report.taken, report.reasons) == (36, {"kind_not_at_level": 1, "parent_missing": 1})
    assert [reject.row for reject in rejects.rows] == [22, 32]


def test_the_real_divisions_go_in_twice_without_doubling(reference: Reference) -> None:
    office = PlainOffice(reference=reference)
    for _ in range(2):
        report, _ = enter_divisions(office, read_sheet(DIVISIONS), reference, quiet)
        assert (report.read, report.taken, report.rejected) == (412, 412, 0)
    tree = office.world().find(Grid)
    assert [sum(g.level is level for g in tree) for level in (Level.DISTRICT, Level.TOWN, Level.UNIT)] == [1, 12, 399]
    assert sum(g.grid_kind is GridKind.VILLAGE for g in tree) == 141
    blocks = [o for o in office.world().find(Organisation) if o.family is Family.BLOCK]
    assert len(blocks) == 12
    assert {"嘉定工业区", "菊园新区"} <= {o.name.removesuffix("管委会") for o in blocks}


def test_divisions_leave_what_others_said_of_a_unit(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    rows = [
        ("310114000000", "嘉定区", "district", ""),
        ("310114102000", "南翔镇", "town", "310114000000"),
        ("310114102001", "金通社区居委会", "community", "310114102000"),
    ]
    file = csv_file(rows, headings=("code", "name", "level", "parent_code"))
    enter_divisions(office, read_sheet(file), reference, quiet)
    unit = office.world().get(Grid, UNIT)
    assert unit is not None
    assert (unit.name, unit.area, unit.parent, unit.source_code) == ("金通社区居委会", AREA, AREA, "310114102001")


def test_divisions_that_hang_in_the_air_are_rejected(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    rows = [
        ("310114102003", "孤社区居委会", "community", "310114999000"),
        ("31011410200X", "错社区居委会", "community", "310114102000"),
        ("310114102004", "倒社区居委会", "town", "310114102003"),
        ("310114102005", "街区", "street", "310114102000"),
    ]
    file = csv_file(rows, headings=("code", "name", "level", "parent_code"))
    report, _ = enter_divisions(office, read_sheet(file), reference, quiet)
    assert report.reasons == {"number_impossible": 1, "parent_missing": 2, "value_unknown": 1}


def test_lists_take_the_codes_that_the_boundaries_have_for_a_grid(
    office: PlainOffice, reference: Reference, csv_file: Write
) -> None:
    area, unit = office.world().get(Grid, AREA), office.world().get(Grid, UNIT)
    assert area is not None
    assert unit is not None
    office.shelves.apply((Put(replace(area, alias="310114102-A03")), Put(replace(unit, source_code="U-77"))))
    report, rejects = grids_of(
        office, reference, csv_file, grid("U-77", 名称="金通新村"), grid(f"{UNIT[:-3]}902", 上级="310114102-A03")
    )
    assert report.taken == 2, rejects.rows
    renamed, made = office.world().get(Grid, UNIT), office.world().get(Grid, f"{UNIT[:-3]}902")
    assert renamed is not None
    assert made is not None
    assert (renamed.name, made.parent) == ("金通新村", AREA)
    report, rejects = people_of(office, reference, csv_file, person("7", 片区="310114102-A03", 网格="U-77"))
    assert report.taken == 1, rejects.rows
    assert [(force.area, force.grid) for force in office.world().find(Force)] == [(AREA, UNIT)]
    report, rejects = shifts_of(office, reference, csv_file, shift("S1", 片区="310114102-A03", 带班="", 力量=""))
    assert report.taken == 1, rejects.rows
    assert [held.area for held in office.world().find(Shift)] == [AREA]


def test_a_code_that_two_grids_are_known_by_leads_to_neither(office: PlainOffice, reference: Reference, csv_file: Write) -> None:
    area, unit = office.world().get(Grid, AREA), office.world().get(Grid, UNIT)
    assert area is not None
    assert unit is not None
    office.shelves.apply((Put(replace(area, alias="A-3")), Put(replace(unit, source_code="A-3"))))
    report, _ = people_of(office, reference, csv_file, person("7", 片区="A-3"))
    assert report.reasons == {"grid_of_row_unknown": 1}
