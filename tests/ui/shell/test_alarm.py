"""A 特急 is heard and seen also at a desk that nobody has touched for eleven hours, by class and place alone (C2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.commands.notes import Acknowledge
from app.desk.reminding import Reminders, unacknowledged
from app.domain.catalogue import Severity
from app.domain.incident import Incident
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import AREA, NOW, busy_day, quiet_day
from tests.support.desk import DictCache, SteadyClock
from tests.ui.shell.test_lock import is_locked, unlock
from ui.common.sound import Sound

ELEVEN_HOURS = 11 * 3600


def quiet(make_desk: MakeDesk) -> DutyDesk:
    return make_desk(quiet_day())


def arrives(desk: DutyDesk, incident: str = "i-1029") -> Incident:
    """A case that another desk took, as the centre tells it."""
    found = busy_day(desk.stage.clock.now).world.get(Incident, incident)
    assert found is not None
    desk.stage.act(lambda: desk.stage.central.hear(found))
    return found


def test_after_eleven_hours_without_a_key_a_critical_case_still_rings_and_shows_class_and_place(make_desk: MakeDesk) -> None:
    desk = quiet(make_desk)
    desk.stage.second(0, alone=True)
    for _ in range(22):
        desk.stage.second(ELEVEN_HOURS // 22, alone=True)
    assert is_locked(desk)
    assert desk.stage.played == []
    band = desk.stage.window.entrance.alarms
    assert not band.isVisible()

    case = arrives(desk)

    assert [sound for _, sound in desk.stage.played] == ["chime"]
    assert band.isVisible()
    (line,) = band.lines
    assert "惠平 01" in line
    assert desk.stage.words.event_class(case.event_class) in line
    for secret in (case.title, case.place, case.reporter_masked, case.number or "T-I1029"):
        assert not secret or secret not in line
    desk.stage.second(30, alone=True)
    desk.stage.second(30, alone=True)
    desk.stage.second(600, alone=True)
    assert [sound for _, sound in desk.stage.played] == ["chime", "chime", "chime-loud"]
    desk.stage.switch_language("en")
    assert band.lines[0] != line
    unlock(desk)
    assert not band.isVisible(), "the strip shows it now"


def test_an_acknowledged_case_is_silent(make_desk: MakeDesk) -> None:
    desk = quiet(make_desk)
    case = arrives(desk)
    desk.stage.second(30)
    assert len(desk.stage.played) == 2
    assert any("特急 1" in told for told in desk.notices)
    desk.stage.do(Acknowledge(incident=case.id))
    desk.stage.second(61)
    assert len(desk.stage.played) == 2
    assert not any("特急 1" in told for told in desk.notices)


@pytest.mark.parametrize(
    ("severity", "shown_after", "sounds"),
    [
        (Severity.CRITICAL, [30, 60, 90], [0, 30, 60]),
        (Severity.URGENT, [120, 240], [0]),
        (Severity.NORMAL, [600], []),
    ],
)
def test_the_visible_reminder_repeats_by_severity_and_the_sound_far_less(
    severity: Severity, shown_after: list[int], sounds: list[int]
) -> None:
    day = quiet_day()
    day.case(1, "0110", "垃圾", severity, "金通 01", minutes=0, acknowledged=False)
    rows = unacknowledged(DictCache(day.world, SteadyClock(NOW)), AREA, now=NOW)
    reminders = Reminders()
    calls = {second: reminders.due(rows, NOW + timedelta(seconds=second)) for second in range(shown_after[-1] + 1)}
    assert [second for second, call in calls.items() if call.shown] == shown_after
    assert [second for second, call in calls.items() if call.sounds] == sounds
    assert [second for second, call in calls.items() if call.loud] == sounds[2:]


def test_two_at_once_are_one_sound_in_five_seconds() -> None:
    day = quiet_day()
    for number in (1, 2):
        day.case(number, "0110", "垃圾", Severity.CRITICAL, "金通 01", minutes=0, acknowledged=False)
    rows = unacknowledged(DictCache(day.world, SteadyClock(NOW)), AREA, now=NOW)
    assert len(rows) == 2
    reminders = Reminders()
    assert reminders.due(rows[:1], NOW).sounds
    assert not reminders.due(rows, NOW + timedelta(seconds=3)).sounds
    assert reminders.due(rows, NOW + timedelta(seconds=5)).sounds


def test_without_a_player_the_plain_beep_is_left_and_the_sound_is_known_not_to_work() -> None:
    beeps: list[int] = []
    sound = Sound(None, beep=lambda: beeps.append(1))
    assert not sound.chime()
    assert not sound.works
    failing = Sound(lambda _file: False, beep=lambda: beeps.append(2))
    assert not failing.chime(loud=True)
    assert beeps == [1, 2]
