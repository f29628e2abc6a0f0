"""What a shift leaves to the next: promises, supervisions and whole terms stand in the draft, not only the limits of steps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.desk.duty import draft
from app.domain.catalogue import Severity
from app.domain.incident import State, Supervision
from app.domain.record import Put
from tests.support.builders import AREA, CHIEF, NOW, quiet_day
from tests.support.desk import DictCache, SteadyClock

FAR = NOW + timedelta(days=9)
SUPERVISED = Supervision(by=CHIEF, by_name="周建国", at=NOW, deadline=FAR, demand="办结")


@pytest.mark.parametrize(
    ("changes", "sort", "due"),
    [
        ({"promised_at": NOW + timedelta(hours=3)}, "promised", NOW + timedelta(hours=3)),
        ({"promised_at": NOW + timedelta(hours=3), "state": State.HANDLING}, "", None),
        ({"promised_at": NOW + timedelta(hours=30)}, "", None),
        ({"promised_at": FAR, "supervision": SUPERVISED}, "supervised", FAR),
        ({"overall_due": NOW - timedelta(hours=1)}, "overdue", NOW - timedelta(hours=1)),
        ({"overall_due": NOW - timedelta(hours=1), "state": State.SUSPENDED}, "", None),
    ],
)
def test_promises_supervisions_and_whole_terms_gone_are_handed_over(changes: dict[str, object], sort: str, due: object) -> None:
    day = quiet_day()
    case = day.case(1, "0110", "垃圾", Severity.NORMAL, "金通 01", minutes=5, steps="take file dispatch accept")
    day.world.apply((Put(replace(day.found(case), step_due=FAR, **changes)),))

    items = draft(DictCache(day.world, SteadyClock(NOW)), AREA, now=NOW).items

    assert [(item.sort, item.due) for item in items] == ([(sort, due)] if sort else [])
