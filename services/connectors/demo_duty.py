"""The desk of the demo on the day: forces told on or off duty as the shift begins, a few lines in the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.commands.duty import WriteLog
from app.commands.staffing import SetDuty
from app.domain.roster import Duty
from services.connectors.demo_steps import Given
from services.connectors.demo_tree import key
from services.connectors.demo_watch import Watch

APART = timedelta(seconds=20)
_LOG = (
    (0.0, "接班，网络、电话、对讲检查正常，上一班无遗留特急"),
    (0.15, "镇城运中心来电通报：今日傍晚有阵雨，注意地下空间和低洼点位"),
    (0.4, "与派出所勤务对接校门口放学时段疏导，巡防队配合"),
    (0.65, "副网格长查岗，要求超时件逐件说明"),
    (0.85, "市政养护组报备：下午在主干道补坑，已告知物业"),
)


def duty_calls(watch: Watch) -> Iterator[tuple[datetime, str]]:
    """When the desk asks which force; in turn from the beginning of the running shift."""
    if watch.shift is None:
        return
    span = watch.now - watch.shift.starts
    apart = min(APART, span / (2 * len(watch.forces)))
    for number, force in enumerate(watch.forces):
        yield watch.shift.starts + apart * number, force.id


def told_duty(watch: Watch, force: str) -> Given | None:
    """What the desk writes down of a force: standing by, or off unless it still has a case."""
    if not watch.is_free(force):
        return None
    duty = Duty.AVAILABLE if watch.on_duty(force) else Duty.OFF
    if duty is Duty.OFF:
        watch.go_off(force)
    officer = key(watch.officer(watch.now, 0))
    return Given(officer, SetDuty(force=key(force), saw=Duty.AVAILABLE, duty=duty))


def log_lines(watch: Watch) -> Iterator[tuple[datetime, Given]]:
    """Lines of the duty log since the beginning of the shift."""
    if watch.shift is None:
        return
    span = watch.now - watch.shift.starts
    for number, (share, text) in enumerate(_LOG):
        at = watch.shift.starts + span * share
        note = key(f"log-{watch.area.code}-{at:%Y%m%d}-{number}")
        yield at, Given(key(watch.officer(at, number)), WriteLog(note=note, area=watch.area.code, text=text))
