"""The duty sheet on one page: the shift, the forces on duty, the acts that are lent now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.desk.duty_sheet import MOST_LOANS, duty_facts, duty_sheet
from app.domain.delegation import Grant, Lent
from app.domain.people import Role
from app.domain.record import Put
from tests.documents.conftest import Printed, Printer
from tests.support.builders import AREA, CHIEF, LONG_AGO, NOW, TOWN, busy_day, unit
from tests.support.desk import REFERENCE, DictCache, SteadyClock


def lent(key: str, **told: Any) -> Grant:
    given: dict[str, Any] = {
        "id": key,
        "town": TOWN,
        "area": AREA,
        "grid": AREA,
        "giver": CHIEF,
        "receiver": Role.DUTY,
        "acts": (Lent.DISPATCH_AREA,),
        "since": LONG_AGO,
    }
    return Grant(**(given | told))


def sheet(printed: Printer, *records: Grant) -> Printed:
    day = busy_day()
    day.world.apply(tuple(Put(record) for record in records))
    return printed(duty_sheet(duty_facts(DictCache(day.world, SteadyClock(NOW)), AREA, now=NOW), REFERENCE))


def test_the_sheet_names_the_shift_the_forces_and_what_is_lent(printed: Printer) -> None:
    until = NOW + timedelta(days=2)

    paper = sheet(printed, lent("g-9", acts=(Lent.ISSUE_MINUTES,), receiver=Role.AREA_DEPUTY, until=until))

    text = paper.text()
    assert len(paper.pages()) == 1
    for words in (
        "南翔镇第三片区城运分中心值班表",
        "早班11月18日08:30至11月18日17:30",
        "带班张磊",
        "2席",
        "城管1队",
        "签发纪要",
        "片区专职副网格长",
    ):
        assert words in text, words
    assert "11月20日14:32" in text


def test_what_is_called_back_over_or_to_come_is_not_on_the_sheet(printed: Printer) -> None:
    gone = (
        lent("g-7", revoked_at=NOW - timedelta(hours=1), grid=unit("惠平")),
        lent("g-8", until=NOW, grid=unit("惠平")),
        lent("g-9", since=NOW + timedelta(hours=1), grid=unit("惠平")),
    )
    assert "惠平" not in sheet(printed, *gone).text().split("三、有效委托")[1]


def test_many_loans_stay_on_one_page_and_are_counted(printed: Printer) -> None:
    paper = sheet(printed, *(lent(f"z-{at:02d}") for at in range(40)))
    assert len(paper.pages()) == 1
    assert f"以上为前{MOST_LOANS}项" in paper.text()
