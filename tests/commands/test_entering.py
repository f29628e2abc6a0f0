"""History that is entered again: nothing doubles, what differs is put right, what people put right stays."""

from __future__ import annotations

from datetime import UTC, datetime

from app.commands import intake
from app.commands.entering import EnterHistory, PastCase
from app.domain.catalogue import UNMAPPED, Severity
from tests.commands.desk import RuleDesk
from tests.support.district import MICRO, OFFICER

PAST = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)


def enter(desk: RuleDesk, *, event_class: str = UNMAPPED, title: str = "路灯不亮") -> int:
    """How many records the file changed."""
    past = PastCase(incident="h1", grid=MICRO, title=title, occurred_at=PAST, event_class=event_class, source_case="A-7")
    effects = EnterHistory(cases=(past,)).decide(desk.clock.system(), desk.world)
    desk.world.apply(effects)
    return len(effects)


def test_history_entered_again_changes_nothing() -> None:
    desk = RuleDesk()
    assert enter(desk) == 1
    assert enter(desk) == 0
    assert enter(desk, title="路灯不亮（两盏）") == 1


def test_a_class_put_right_by_hand_survives_the_file() -> None:
    desk = RuleDesk()
    enter(desk)
    desk.does(
        OFFICER,
        intake.Reclassify(
            incident="h1", saw_class=UNMAPPED, saw_severity=Severity.NORMAL, event_class="0508", severity=Severity.URGENT
        ),
    )
    assert enter(desk) == 0
    assert (desk.case("h1").event_class, desk.case("h1").severity) == ("0508", Severity.URGENT)
    assert enter(desk, event_class="0113") == 1
    assert desk.case("h1").event_class == "0113"
