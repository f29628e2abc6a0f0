"""The conflict box shows every refusal, also one of a command that this program does not know."""

from __future__ import annotations

import pytest

from app.desk.pending import refusals
from app.domain.record import Put
from app.domain.refusal import Refusal
from tests.support.builders import AREA, busy_day
from tests.support.desk import DictCache, SteadyClock


@pytest.mark.parametrize(
    "wanted", ['{"do":"FromTheFuture","incident":"i"}', "{", '{"do":"AddNote","incident":"i","text":"看过"}']
)
def test_one_unreadable_refusal_does_not_hide_the_others(wanted: str) -> None:
    day = busy_day()
    common = {"town": AREA[:9], "area": AREA, "verb": "AddNote", "author": "p", "occurred_at": day.now, "refused_at": day.now}
    odd = Refusal(id="r-odd", wanted=wanted, problem=5007, **common)
    plain = Refusal(id="r-plain", wanted='{"do":"AddNote","incident":"i","text":"看过"}', problem=2001, **common)
    day.world.apply((Put(odd), Put(plain)))

    rows = {row.id: row for row in refusals(DictCache(day.world, SteadyClock(day.now)), AREA)}

    assert {"r-odd", "r-plain"} <= rows.keys()
    assert ("text", "看过") in rows["r-plain"].wanted
