"""Where the cases of a foreign file come to lie: by the name of their own place, whatever else stands in the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.contract.reference import Reference
from app.domain.grid import Grid, Level
from app.domain.incident import Incident
from app.domain.record import Put
from services.connectors.incidents import enter_incidents
from services.connectors.reading import read_sheet
from tests.connectors.conftest import SECOND_UNIT, Write, case, quiet
from tests.support.office import PlainOffice

HEADINGS = ("case_enquiry_id", "open_dt", "target_dt", "closed_dt", "case_status", "case_title", "type", "source", "precinct")
AREA = "310114102P03"
PLACES = tuple(f"{ward:02d}{precinct:02d}" for ward in range(1, 11) for precinct in range(1, 5))


def rows(places: Sequence[str], *, first: int = 0) -> list[tuple[str, ...]]:
    """A case a place, numbered on from `first`."""
    return [
        (str(101_000 + first + n), "2011-08-28 09:00:00", "", "", "Open", "Tree Down", "Tree Emergencies", "Twitter", place)
        for n, place in enumerate(places)
    ]


def unit(number: int) -> Grid:
    code = f"310114102{number:03d}001"
    path = ("310114", "310114102", AREA, code)
    return Grid(id=code, town="310114102", area=AREA, name=code, level=Level.UNIT, parent=AREA, path=path)


@pytest.fixture
def wide(office: PlainOffice) -> PlainOffice:
    """The area with twenty units more."""
    for number in range(100, 120):
        office.shelves.apply((Put(unit(number)),))
    return office


def grids(office: PlainOffice, file: Path, reference: Reference) -> dict[str, tuple[str, str]]:
    """The unit and micro grid of every case there is, after this file was taken in as well."""
    report, _ = enter_incidents(office, read_sheet(file), reference, quiet)
    assert report.rejected == 0
    return {case.id: (case.unit, case.micro) for case in office.world().find(Incident)}


def test_an_excerpt_leaves_the_cases_of_the_whole_file_where_they_are(
    wide: PlainOffice, reference: Reference, csv_file: Write
) -> None:
    whole = rows((*PLACES, "", "-"))
    before = grids(wide, csv_file(whole, headings=HEADINGS), reference)
    held = wide.world().find(Incident)
    for part in (whole[7:9], whole[::5], whole[-2:]):
        assert grids(wide, csv_file(part, headings=HEADINGS), reference) == before
    assert wide.world().find(Incident) == held


def test_a_later_file_with_other_places_moves_nothing_and_agrees_about_those_it_shares(
    wide: PlainOffice, reference: Reference, csv_file: Write
) -> None:
    before = grids(wide, csv_file(rows(PLACES), headings=HEADINGS), reference)
    later = grids(wide, csv_file(rows(("0001", "9999", *PLACES[:5]), first=500), headings=HEADINGS), reference)
    assert {case: later[case] for case in before} == before
    for n in range(5):
        assert later[f"boston_311-{101_502 + n}"][0] == before[f"boston_311-{101_000 + n}"][0]


def test_places_spread_over_the_units(wide: PlainOffice, reference: Reference, csv_file: Write) -> None:
    found = grids(wide, csv_file(rows(PLACES), headings=HEADINGS), reference)
    assert len({unit for unit, _ in found.values()}) > 10


def test_a_unit_that_is_added_draws_its_own_share_and_moves_nothing_else(
    wide: PlainOffice, reference: Reference, csv_file: Write
) -> None:
    file = csv_file(rows(PLACES), headings=HEADINGS)
    before = grids(wide, file, reference)
    wide.shelves.apply((Put(unit(200)),))
    after = grids(wide, file, reference)
    moved = {case for case in before if after[case] != before[case]}
    assert {after[case][0] for case in moved} <= {unit(200).id}
    assert len(moved) < len(before) / 4


def test_a_unit_that_was_put_out_of_use_gives_only_its_own_cases_away(
    wide: PlainOffice, reference: Reference, csv_file: Write
) -> None:
    file = csv_file(rows(PLACES), headings=HEADINGS)
    before = grids(wide, file, reference)
    closed = next(grid for grid in wide.world().find(Grid, level="unit") if grid.id in {unit for unit, _ in before.values()})
    wide.shelves.apply((Put(replace(closed, active=False)),))
    after = grids(wide, file, reference)
    assert {case for case in before if after[case] != before[case]} == {c for c, (held, _) in before.items() if held == closed.id}


def test_a_case_of_our_own_format_lies_where_the_code_of_the_boundaries_says(
    office: PlainOffice, reference: Reference, csv_file: Write
) -> None:
    held = office.world().get(Grid, SECOND_UNIT)
    assert held is not None
    office.shelves.apply((Put(replace(held, alias="310114102-A03-U02")),))
    report, _ = enter_incidents(office, read_sheet(csv_file([case("1", 网格="310114102-A03-U02")])), reference, quiet)
    assert report.rejected == 0
    assert [one.unit for one in office.world().find(Incident)] == [SECOND_UNIT]
