"""Freezing a meeting: the figures are computed once, pinned, and can be computed again from what was kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.analysis.volume import VolumePanel
from app.analysis.weekly import decode, digest, encode
from app.commands.entering import EnterHistory, PastCase
from app.commands.intake import ReportIncident
from app.commands.meetings import FreezeMeeting, OpenMeeting
from app.contract.messages import Verdict
from app.domain.ids import week_of, week_range
from app.domain.meeting import Meeting, Package, Stage
from services.central.blobs import Blobs
from services.central.freezing import Freezing, unpacked
from services.central.office import new_id
from services.central.store import Store
from services.records.figures import package_of
from tests.central.desk import Town
from tests.support.district import AREA, DEPUTY, MICRO


def frozen(town: Town, blobs: Blobs) -> Package:
    """Last week's meeting with three cases of the past, frozen."""
    week = week_of(town.clock() - timedelta(days=7))
    start = week_range(week)[0].astimezone(UTC)
    past = tuple(
        PastCase(
            incident=f"h{n}",
            grid=MICRO,
            title="旧案",
            occurred_at=start + timedelta(hours=9 + n),
            closed_at=start + timedelta(days=2),
        )
        for n in range(3)
    )
    town.office.require(EnterHistory(cases=past))
    meeting = new_id()
    desk = town.desk()
    assert desk.do(OpenMeeting(meeting=meeting, area=AREA, week=week), author=DEPUTY).verdict is Verdict.APPLIED
    assert desk.do(FreezeMeeting(meeting=meeting), author=DEPUTY).verdict is Verdict.APPLIED
    assert Freezing(town.store, blobs, node="n1").freeze() == 1
    held = town.get(Meeting, meeting)
    assert held is not None
    assert held.stage is Stage.FROZEN
    package = town.get(Package, held.package)
    assert package is not None
    return package


def test_a_freezing_meeting_gets_its_package(town: Town, tmp_path: Path) -> None:
    package = frozen(town, Blobs(tmp_path))
    whole = decode(package.body)
    assert package.digest == whole.digest == digest(whole)
    assert (whole.area, whole.area_name.zh, whole.provisional) == (AREA, "南翔镇第三片区", False)
    volume = next(panel for panel in whole.panels if isinstance(panel, VolumePanel))
    assert volume.total.value == 3
    assert package.cutoff <= town.clock()


def test_the_same_bytes_follow_from_the_rows_that_were_kept(town: Town, tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    package = frozen(town, blobs)
    kept = blobs.get(package.rows)
    assert hashlib.sha256(kept).hexdigest() == package.rows
    assert encode(package_of(unpacked(kept))).decode() == package.body


def test_a_meeting_is_frozen_once_by_whichever_node(town: Town, tmp_path: Path, open_store: Callable[[], Store]) -> None:
    package = frozen(town, Blobs(tmp_path))
    assert Freezing(open_store(), Blobs(tmp_path), node="n2").freeze() == 0
    assert [held.id for held in town.find(Package)] == [package.id]


def test_drafts_are_no_cases_and_live_ones_count(town: Town, tmp_path: Path) -> None:
    desk = town.desk()
    desk.report("真的")
    draft = ReportIncident(incident=new_id(), grid=MICRO, title="草稿", draft=True)
    assert desk.do(draft).verdict is Verdict.APPLIED
    week = week_of(town.clock())
    town.clock.now = week_range(week)[1].astimezone(UTC) + timedelta(hours=1)
    meeting = new_id()
    desk.do(OpenMeeting(meeting=meeting, area=AREA, week=week), author=DEPUTY)
    assert desk.do(FreezeMeeting(meeting=meeting), author=DEPUTY).verdict is Verdict.APPLIED
    Freezing(town.store, Blobs(tmp_path), node="n1").freeze()
    whole = decode(town.find(Package)[0].body)
    volume = next(panel for panel in whole.panels if isinstance(panel, VolumePanel))
    assert volume.total.value == 1
    assert isinstance(whole.cutoff, datetime)
