"""The case on the right: steps, tiers, clocks, acts, path, files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QSize, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from app.commands.intake import MergeCase
from app.commands.leading import AcknowledgeTier
from app.domain.catalogue import Tier
from app.domain.deadline import Clock, Term
from app.domain.incident import Attachment, Entry, Incident, State, Verb
from app.domain.people import Contact
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import AREA, TOWN, past
from tests.support.stage import EmptyScreen
from ui.common.buttons import ActButton
from ui.common.steps import Stand
from ui.common.text import PlainLabel
from ui.incident.attachments import Thumb, small_picture
from ui.incident.files import Offered, offered
from ui.incident.head import breakable
from ui.incident.telling import steps, term_words


def case(desk: DutyDesk, incident: str) -> Incident:
    found = desk.stage.cache.get(Incident, incident)
    assert found is not None
    return found


def test_the_first_five_legal_acts_stand_on_the_keys_and_the_locked_below_with_reasons(desk: DutyDesk) -> None:
    desk.open_case("i-1026")

    assert desk.detail.acts == ("DispatchAtOnce", "FileCase", "SettleOnSpot", "RejectCase", "MergeCase")
    assert [button.key for button in desk.detail.view.acts.buttons] == ["1", "2", "3", "4", "5"]
    assert "1007" in desk.detail.locked["Supervise"]


def test_nobody_signed_in_may_read_but_every_act_is_locked(desk: DutyDesk) -> None:
    desk.open_case("i-1026")

    desk.stage.door.sign_out()
    desk.stage.act(lambda: desk.detail.view.show_case("i-1026"))

    assert desk.detail.acts == ()
    assert all("1003" in reason for reason in desk.detail.locked.values())


def test_the_step_being_worked_on_is_the_one_the_clock_runs_towards(desk: DutyDesk) -> None:
    found = steps(case(desk, "i-1024"), (), desk.stage.words)
    assert [step.stand for step in found] == [Stand.DONE, Stand.DONE, Stand.CURRENT, *[Stand.AHEAD] * 4]
    assert found[2].word == "任务派遣"
    assert found[2].note.startswith("至 ")
    closed = steps(replace(case(desk, "i-1024"), state=State.ARCHIVED), (), desk.stage.words)
    assert {step.stand for step in closed} == {Stand.DONE}


def test_terms_are_told_on_their_own_clock(desk: DutyDesk) -> None:
    told = [term_words(Term(clock, amount), desk.stage.words) for clock, amount in zip(Clock, (0.25, 4, 5, 2), strict=True)]
    assert told == ["限 15 分", "限工时 4 小时", "限 5 个工作日", "限 2 天"]


def test_clocks_tick_and_say_when_the_limit_is_over(desk: DutyDesk) -> None:
    desk.open_case("i-1024")
    left = desk.detail.view.tiers._clocks[0]._left
    before = left.text()

    desk.stage.second(1)
    assert left.text() != before
    desk.stage.second(3600)
    assert left.text().startswith("超")


def test_a_tier_that_was_handed_the_case_has_a_clock_until_it_acknowledges(desk: DutyDesk) -> None:
    desk.open_case("i-1009")
    assert "提级确认时限" not in desk.detail.clocks
    desk.hands.click(desk.detail.view.tiers.tiers.buttons[1])
    desk.form.fill(measures="已劝离两次，又回来", handler="金惠兰")
    desk.form.submit()

    assert desk.detail.clocks.keys() == {"派遣时限", "提级确认时限", "总时限"}
    assert desk.detail.clocks["提级确认时限"].startswith("剩 2:00")
    desk.stage.clock.pass_(days=2)
    desk.stage.act(desk.detail.view.tick)  # the window itself would lock an idle seat
    assert desk.detail.clocks["提级确认时限"].startswith("超")

    acknowledge = AcknowledgeTier(incident="i-1009", saw_tier=Tier.L2)
    desk.stage.do(acknowledge)
    assert "提级确认时限" not in desk.detail.clocks


def test_the_next_tier_is_pressed_to_lead_up_and_a_farther_one_says_why_not(desk: DutyDesk) -> None:
    desk.open_case("i-1009")
    one, two, three = desk.detail.view.tiers.tiers.buttons
    assert two.isEnabled()
    assert not three.isEnabled()
    assert three.accessibleDescription() == "逐级提级"

    desk.hands.click(two)
    desk.form.submit()
    assert "2005" in desk.form.beside("measures")
    desk.form.fill(measures="已劝离两次，又回来")
    desk.form.submit()
    assert "2005" in desk.form.beside("handler"), "the desk says which unit leader asked"
    desk.form.fill(handler="金惠兰")
    desk.form.submit()

    assert case(desk, "i-1009").tier.value == "L2"
    assert one.accessibleName().startswith("自治")


def test_escape_goes_back_to_the_list_and_enter_comes_here(desk: DutyDesk) -> None:
    desk.queue.row("水果摊").choose()
    desk.hands.press("Return")
    assert desk.detail.view.hasFocus()

    desk.hands.press("Escape")
    assert desk.queue.view.table.hasFocus()


def test_the_path_is_told_newest_first_and_longer_ones_open(desk: DutyDesk) -> None:
    desk.open_case("i-1011")
    assert desk.detail.path[0] == "受理核查"
    assert desk.detail.path[-1].startswith("上报")
    assert len(desk.detail.view.path._rows._dots) == 8

    desk.stage.act(desk.detail.view.path._all.click)

    assert len(desk.detail.view.path._rows._dots) == len(desk.detail.path) == 9


def test_forces_on_the_case_say_who_leads(desk: DutyDesk) -> None:
    desk.open_case("i-1015")

    assert desk.detail.forces == ["城管1队"]
    assert desk.detail.view._forces.isVisible()


def test_what_happened_around_it_leads_to_history(make_desk: MakeDesk) -> None:
    desk = make_desk(extra=past(40))
    desk.open_case("i-1026")

    desk.stage.act(lambda: desk.detail.view.history_asked.emit("0406"))

    assert desk.queue.titles
    assert {row.event_class for row in desk.queue.rows} == {"0406"}


def test_map_and_roster_follow_the_case_and_point_at_others(desk: DutyDesk) -> None:
    plan = desk.stage.window.desk_page.map
    assert isinstance(plan, EmptyScreen)
    desk.open_case("i-1024")
    assert "i-1024" in plan.shown

    desk.stage.act(lambda: plan.incident_chosen.emit("i-1009"))

    assert desk.detail.incident == "i-1009"
    assert desk.queue.chosen == "i-1009"


def test_a_telephone_number_is_shown_only_with_a_reason_that_stays(make_desk: MakeDesk) -> None:
    contact = Contact(id="k-1", town=TOWN, area=AREA, of_kind="incident", of="i-1009", name="王大伯", phone="13800138000")
    desk = make_desk(extra=[contact])
    desk.stage.act(lambda: desk.stage.central.hear(replace(case(desk, "i-1009"), reporter_masked="王* 138****8000")))
    desk.open_case("i-1009")
    head = desk.detail.view.head
    assert "13800138000" not in head._reporter.text()

    desk.stage.act(head._contact.click)
    desk.form.submit()
    assert "2005" in desk.form.beside("reason")
    desk.form.fill(reason="回访")
    desk.form.submit()

    assert "13800138000" in head._reporter.text()
    assert any("查看联系方式" in what for what in desk.detail.path)
    desk.open_case("i-1024")
    desk.open_case("i-1009")
    assert "13800138000" not in head._reporter.text()


def picture(folder: Path, name: str = "现场.png") -> Path:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    file = folder / name
    assert image.save(str(file))
    return file


def test_a_dropped_picture_becomes_an_attachment_with_its_bytes_kept(desk: DutyDesk, tmp_path: Path) -> None:
    desk.open_case("i-1024")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture(tmp_path)))])

    desk.stage.act(lambda: desk.detail.view._offer(offered(mime)))

    (found,) = desk.stage.cache.find(Attachment, incident="i-1024")
    assert (found.name, found.media) == ("现场.png", "image/png")
    assert len(desk.stage.blobs.kept[found.sha256]) == found.size
    assert case(desk, "i-1024").evidence == 1
    thumb = desk.detail.view.findChild(Thumb)
    assert thumb is not None
    assert thumb.has_picture


def test_a_screenshot_is_pasted_with_ctrl_v(desk: DutyDesk) -> None:
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(0x112233)
    QGuiApplication.clipboard().setImage(image)
    desk.open_case("i-1024")
    desk.stage.act(desk.detail.view.setFocus)

    desk.hands.press("Ctrl+V")

    (found,) = desk.stage.cache.find(Attachment, incident="i-1024")
    assert found.media == "image/png"


def test_what_is_no_picture_or_paper_is_refused_in_words(desk: DutyDesk, tmp_path: Path) -> None:
    script = tmp_path / "发票.jpg"
    script.write_bytes(b"MZ" + b"\0" * 64)
    desk.open_case("i-1024")

    desk.stage.act(lambda: desk.detail.view._offer((Offered.at(str(script)),)))
    assert any("5017" in notice for notice in desk.notices)
    desk.stage.act(lambda: desk.detail.view._offer((Offered.at(str(tmp_path / "没有.png")),)))
    assert any("7001" in notice for notice in desk.notices)

    assert desk.stage.cache.find(Attachment, incident="i-1024") == ()


def test_a_picture_that_cannot_be_read_is_shown_by_name(desk: DutyDesk) -> None:
    assert small_picture(b"no picture", QSize(92, 56)) is None


def test_long_runs_get_places_to_break() -> None:
    assert breakable("a" * 40).count("\u200b") == 2
    assert breakable("真南路 1080 号") == "真南路 1080 号"


def test_the_same_report_of_another_seat_that_came_first_is_proposed_to_be_merged_into(desk: DutyDesk) -> None:
    first = case(desk, "i-1022")
    at = desk.stage.clock.now - timedelta(minutes=10)
    late = replace(first, id="i-late", created_seat="seat-2", occurred_at=at, reported_at=at)
    reports = [
        Entry(id="e-first", area=AREA, incident=first.id, at=at, recorded_at=at, verb=Verb.REPORTED),
        Entry(id="e-late", area=AREA, incident=late.id, at=at, recorded_at=desk.stage.clock.now, verb=Verb.REPORTED),
    ]
    desk.stage.act(lambda: desk.stage.central.hear(replace(first, created_seat="seat-1", occurred_at=at), late, *reports))

    desk.open_case("i-late")

    told = [label.text() for label in desk.detail.view.findChildren(PlainLabel)]
    assert any("建议并案" in text for text in told)
    merge = next(button for button in desk.detail.view._nearby.findChildren(ActButton) if button.text() == "并案")
    desk.hands.click(merge)
    (order,) = desk.form.dialog.commands()
    assert isinstance(order, MergeCase)
    assert (order.incident, order.into) == ("i-late", first.id)
    desk.stage.act(desk.form.dialog.reject)
