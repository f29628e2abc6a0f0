"""A shift that was changed without the centre says so wherever it is told (security, C2b)."""

from __future__ import annotations

from msgspec.structs import replace

from app.desk.words import Words
from tests.support.builders import NOW
from tests.support.desks import REFERENCE
from tests.ui.duty.shifts import handover
from ui.duty.telling import DutyTelling


def test_a_shift_signed_out_and_taken_over_without_the_centre_says_both() -> None:
    telling = DutyTelling(Words(REFERENCE), lambda: NOW)
    held = handover(taken=True)
    assert "离线" not in telling.told(held)
    told = telling.told(replace(held, offline=True, taken_offline=True))
    assert "离线交班" in told
    assert "离线接班" in told


def test_a_shift_that_waits_says_that_it_was_signed_without_the_centre() -> None:
    telling = DutyTelling(Words(REFERENCE), lambda: NOW)
    assert "离线交班" in telling.facts(replace(handover(taken=False), offline=True))
