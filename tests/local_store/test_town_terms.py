"""A town's own limits hold at the desk as they do at the centre."""

from __future__ import annotations

from datetime import date, timedelta

from app.commands.intake import ReportIncident
from app.domain.calendar import CalendarYear
from app.domain.catalogue import Severity
from app.domain.incident import Incident
from app.domain.meeting import TownTerms
from app.domain.record import Put
from app.domain.town_terms import laid_over
from tests.support.caches import REFERENCE, Pair, order
from tests.support.district import MICRO, OTHER_AREA, START, TOWN

OWN = '{"steps":{"T1":{"normal":{"clock":"U","amount":7}}},"hotline":{"help":{"clock":"D","amount":9}},"waits_at_most":5}'


def test_the_desk_computes_with_the_limits_of_its_town(pair: Pair) -> None:
    pair.central.write(Put(TownTerms(id=TOWN, town=TOWN, text=OWN)))
    pair.sync()
    pair.cache.do(order(1, ReportIncident(incident="i-1", grid=MICRO, title="按本镇时限", severity=Severity.NORMAL)))
    case = pair.cache.get(Incident, "i-1")
    assert case is not None
    assert case.step_due == START + timedelta(hours=7)
    assert pair.cache.terms(TOWN) == laid_over(REFERENCE.terms, OWN)
    assert pair.cache.terms(OTHER_AREA[:9]) == REFERENCE.terms


def test_what_a_town_leaves_out_stays_as_shipped() -> None:
    terms = laid_over(REFERENCE.terms, OWN)
    assert terms.waits_at_most == 5
    assert terms.extensions_at_most == REFERENCE.terms.extensions_at_most
    for timer, limits in REFERENCE.terms.steps.items():
        changed = {severity for severity in limits if terms.steps[timer][severity] != limits[severity]}
        assert changed == ({Severity.NORMAL} if timer.value == "T1" else set())


def test_the_desk_counts_with_the_calendar_of_its_town_alone(pair: Pair) -> None:
    fair = date(2026, 11, 20)
    own = CalendarYear(id=f"{TOWN}-2026", town=TOWN, place=TOWN, year=2026, holidays=(fair,))
    pair.central.write(Put(CalendarYear(id="310114-2026", place="310114", year=2026)), Put(own))
    pair.sync()
    assert not pair.cache.calendar(TOWN).is_workday(fair)
    assert pair.cache.calendar(OTHER_AREA[:9]).is_workday(fair)
