"""Every screen of the product as a scene: what has to be done at the desk so that a person sees it.

A chapter is one window and the scenes played on it in order; a scene may leave the desk as the next one wants to find it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPoint

from app.commands.notes import AddNote
from app.commands.staffing import SetDuty
from app.desk.incident import detail
from app.desk.queue import Tab
from app.domain.incident import Entry, Incident, Verb
from app.domain.problems import Code, Problem
from app.domain.roster import Duty, Force
from tests.support.builders import AREA, DEPUTY, OFFICER, Day
from tests.ui.duty.shifts import handed_over, log_of_the_day
from tests.ui.gallery.stage import GalleryStage
from tests.ui.pending.conflicts import come_back, cut_off, elsewhere
from ui.duty.view import DutyView
from ui.incident.actions import FORMS, WITH_MATERIAL
from ui.incident.forms.act_dialog import ActDialog
from ui.incident.material import material
from ui.meeting.view import MeetingView
from ui.pending.view import PendingView
from ui.roster.view import RosterView
from ui.settings.view import SettingsView
from ui.shell.entrance import EnrolPage, PassphrasePage
from ui.shell.password import PasswordPage
from ui.shell.shortcuts import ShortcutSheet

Scene = Callable[[GalleryStage], None]
CABLE = "i-1024"


class Chapter(Struct, frozen=True):
    """A day at the desk and what is looked at on it, in order."""

    day: Callable[[], Day]
    scenes: dict[str, Scene]


def meeting_of(stage: GalleryStage) -> MeetingView:
    """The weekly workspace."""
    found = stage.window.others["meeting"]
    assert isinstance(found, MeetingView)
    return found


def turned_to(page: str) -> Scene:
    """A page of the window as it is."""
    return lambda stage: stage.act(lambda: stage.window.show_page(page))


def desk(stage: GalleryStage) -> None:
    """The duty page with a case on the right."""
    stage.act(lambda: stage.window.open_case(CABLE))
    stage.second()


def tab(chosen: Tab) -> Scene:
    """Another list of the queue."""

    def scene(stage: GalleryStage) -> None:
        stage.act(lambda: stage.window.show_page("desk"))
        stage.act(lambda: stage.window.desk_page.queue.show_tab(chosen))

    return scene


def filtered(stage: GalleryStage) -> None:
    """A grid of the tree chosen, the lists and the map follow."""
    page = stage.window.desk_page
    tab(Tab.TO_DO)(stage)
    stage.act(lambda: page.tree.show_grid("310114102005001"))
    stage.act(lambda: page._on_grid_chosen("310114102005001", page.tree.name_of("310114102005001")))


def nothing_left(stage: GalleryStage) -> None:
    """A filter that leaves nothing."""
    page = stage.window.desk_page
    stage.act(lambda: page._on_grid_chosen("310114102009001-03", page.tree.name_of("310114102009001-03")))


def unfiltered(stage: GalleryStage) -> None:
    stage.act(stage.window.desk_page.show_all_grids)


def on_the_map(stage: GalleryStage) -> None:
    """The map in front in a small window."""
    unfiltered(stage)
    stage.act(lambda: stage.window.desk_page.dock.turn_to("map"))


def report(stage: GalleryStage) -> None:
    """The form of a new report, begun, with what is wrong said beside its fields."""
    stage.act(lambda: stage.window.desk_page.dock.turn_to("roster"))
    stage.act(stage.window.desk_page.report)
    form = stage.dialogs[-1]
    assert isinstance(form, ActDialog)
    stage.act(form.submit)


def dispatch(stage: GalleryStage) -> None:
    stage.act(lambda: stage.window.desk_page.case_actions.start("Dispatch", CABLE))


def form(command: str) -> Scene:
    """The form of an act, whether or not the case is ready for it."""

    def scene(stage: GalleryStage) -> None:
        shown, words = stage.window.desk_page, stage.words
        found = detail(stage.cache, CABLE, act=stage.desk.act(), link=stage.desk.link.state, now=stage.desk.now())
        assert found is not None
        if command in FORMS:
            made = FORMS[command](stage.means, found, parent=shown)
        else:
            picks = material(stage.cache, AREA, words=words, now=stage.desk.now())
            made = WITH_MATERIAL[command](stage.means, found, picks, parent=shown)
        stage.act(made.open)

    return scene


def contact(stage: GalleryStage) -> None:
    """Why a telephone number is looked at."""
    view = stage.window.desk_page
    stage.act(lambda: stage.window.open_case(CABLE))
    assert view.detail.detail is not None
    stage.act(partial(view.case_actions.show_contact, view.detail.detail))


def roster_menu(stage: GalleryStage) -> None:
    roster = stage.window.desk_page.roster
    assert isinstance(roster, RosterView)
    stage.act(roster.plan_shift)


def keys(stage: GalleryStage) -> None:
    """The sheet of shortcuts."""
    stage.act(lambda: ShortcutSheet(stage.theme, parent=stage.window).open())


def meeting(stage: GalleryStage) -> None:
    stage.act(lambda: stage.window.show_page("meeting"))
    view = meeting_of(stage)
    stage.act(lambda: view.figures.gallery.card("volume").setFocus())


def enlarged(panel: str) -> Scene:
    return lambda stage: stage.act(lambda: meeting_of(stage).figures.gallery.card(panel).enlarged.emit(panel))


def behind(stage: GalleryStage) -> None:
    """The list behind a number."""
    stage.act(lambda: meeting_of(stage).figures.gallery.card("heat")._on_mark("cells", "0|0"))


def meeting_lines(place: int) -> Scene:
    return lambda stage: stage.act(lambda: meeting_of(stage).lines.tabs.setCurrentIndex(place))


def meeting_form(command: str) -> Scene:
    def scene(stage: GalleryStage) -> None:
        stage.become(DEPUTY)
        stage.act(lambda: meeting_of(stage).act(command))

    return scene


def advance(stage: GalleryStage) -> None:
    view = meeting_of(stage)
    assert view.found is not None
    first = view.found.reviewed[0].id
    stage.act(lambda: view._on_advance_asked(first))


def page_two(stage: GalleryStage) -> None:
    stage.become(OFFICER)
    stage.act(lambda: meeting_of(stage).preview.turn(1))


def earlier_week(stage: GalleryStage) -> None:
    """A week without a meeting."""
    view = meeting_of(stage)
    stage.act(lambda: view.phases.week_chosen.emit("2026-W44"))


def duty(stage: GalleryStage) -> None:
    stage.become(OFFICER)
    log_of_the_day(stage)
    stage.act(lambda: stage.window.show_page("duty"))


def taking_over(stage: GalleryStage) -> None:
    handed_over(stage)


def settings(stage: GalleryStage) -> None:
    stage.cache.checked = {"310114": (3512, 0x5D21), "310114102": (412, 0xA91), "310114102P03": (1207, 0x7FEE1)}
    view = stage.window.others["settings"]
    assert isinstance(view, SettingsView)
    stage.act(lambda: stage.window.show_page("settings"))
    stage.act(view.check)


def notices(stage: GalleryStage) -> None:
    """What the desk says at the bottom."""
    desk(stage)
    stage.notices.info(stage.words.tell(Code.ALREADY_SENT.value, {}))
    problem = Problem(Code.CENTRAL_UNREACHABLE, server="https://centre.example")
    stage.act(lambda: stage.notices.problem(problem))


def offline(stage: GalleryStage) -> None:
    """The link is lost, four orders wait."""
    for standing in stage.notices.standing:
        stage.notices.retract(standing.key)
    cut_off(stage)
    desk(stage)


def pending(stage: GalleryStage) -> None:
    elsewhere(stage)
    stage.act(lambda: stage.window.show_page("conflicts"))
    stage.second()


def refused(stage: GalleryStage) -> None:
    """The link is back, two orders were refused."""
    stage.do(SetDuty(force="f-hui", saw=Duty.AVAILABLE, duty=Duty.OFF))
    stage.do(AddNote(incident="i-1009", text="摊主已自行离开"))
    force = stage.cache._truth[(Force.kind, "f-hui")]
    assert isinstance(force, Force)
    stage.act(lambda: stage.central.hear(replace(force, duty=Duty.ON_SCENE)))
    come_back(stage)
    view = stage.window.others["conflicts"]
    assert isinstance(view, PendingView)
    line = next(line.id for line in view.box_lines if line.row.number.endswith("1024"))
    stage.act(lambda: view.choose(line))
    stage.second()


def signing_in(stage: GalleryStage) -> None:
    stage.door.sign_out()
    stage.second()


def signing_in_offline(stage: GalleryStage) -> None:
    stage.act(lambda: stage.central.unplug(minutes_ago=3))
    stage.act(lambda: stage.window.entrance.tell(Problem(Code.WRONG_PASSWORD)))


def password(stage: GalleryStage) -> None:
    """A password that an administrator has set must be changed, with what is wrong said beside its line."""
    means = stage.means
    page = PasswordPage(means.desk, means.words, means.theme, means.tasks, means.notices)
    page.tell(Problem(Code.PASSWORDS_DIFFER))
    stage.show_alone(page)


def locked(stage: GalleryStage) -> None:
    """Nobody was at the desk for half an hour."""
    stage.clear()
    stage.second(0, alone=True)
    stage.second(30 * 60, alone=True)


def clock_off(stage: GalleryStage) -> None:
    """This machine's clock is off."""
    desk(stage)
    off = replace(stage.desk.link, clock_offset=310.0, problem=Code.CLOCK_OFF.value, data={"seconds": "310"})
    stage.act(lambda: stage.central._set(off))


def clock_right(stage: GalleryStage) -> None:
    """The clock is right again, and this is a day like any other; then the data are three days old."""
    stage.act(lambda: stage.central._set(replace(stage.desk.link, clock_offset=0.2, problem=0, data=None)))
    stage.act(lambda: stage.central.unplug(minutes_ago=3 * 24 * 60))
    stage.act(lambda: stage.window.show_page("desk"))
    stage.second()


def row_menu(stage: GalleryStage) -> None:
    """What may be done with a row without the centre."""
    queue = stage.window.desk_page.queue
    stage.act(lambda: queue.table.menu_asked.emit(CABLE, QPoint(300, 200)))


def online_again(stage: GalleryStage) -> None:
    stage.act(stage.window.desk_page.queue._menu._menu.close)
    stage.act(stage.central.plug)
    reported_twice(stage)
    desk(stage)


def reported_twice(stage: GalleryStage) -> None:
    """A report that another seat took too, an hour late."""
    model = stage.cache.get(Incident, "i-1026")
    assert model is not None
    first = replace(model, number="NX3-20261118-1026", created_seat="seat-1")
    second = replace(model, id="i-3000", number="NX3-20261118-1300", created_seat="seat-2")
    cases = ((first, timedelta()), (second, timedelta(hours=1)))
    at = model.occurred_at
    entries = [
        Entry(id=f"e-{c.id}", area=AREA, incident=c.id, at=at, recorded_at=at + late, seat=c.created_seat, verb=Verb.REPORTED)
        for c, late in cases
    ]
    stage.act(lambda: stage.central.hear(first, second, *entries))


def staff(place: int) -> Scene:
    """Who holds what in the area."""

    def scene(stage: GalleryStage) -> None:
        view = stage.window.others["duty"]
        assert isinstance(view, DutyView)
        stage.act(lambda: stage.window.show_page("duty"))
        stage.act(lambda: view.tabs.setCurrentIndex(place))

    return scene


async def _taken(*_told: str) -> None:
    """Nothing is done with what was typed."""


def enrolling(stage: GalleryStage) -> None:
    take: Callable[[str, str], Awaitable[None]] = _taken
    page = EnrolPage(stage.theme, stage.words, stage.tasks, take, server="https://centre.example:8443")
    page.tell(Problem(Code.CENTRAL_UNREACHABLE, server="https://centre.example:8443"))
    stage.show_alone(page)


def unlocking(stage: GalleryStage) -> None:
    page = PassphrasePage(stage.theme, stage.words, stage.tasks, _taken)
    page.tell(Problem(Code.PASSPHRASE_WRONG))
    stage.show_alone(page)


PANELS = ("actions", "volume", "mix", "heat", "timeliness", "repeats", "workload")

FULL: dict[str, Scene] = {
    "desk": desk,
    "desk-in-hand": tab(Tab.IN_HAND),
    "desk-done": tab(Tab.DONE_TODAY),
    "desk-history": tab(Tab.HISTORY),
    "desk-grid": filtered,
    "desk-filter-empty": nothing_left,
    "desk-map": on_the_map,
    "report": report,
    "dispatch": dispatch,
    **{f"form-{command}": form(command) for command in (*FORMS, *WITH_MATERIAL)},
    "contact": contact,
    "plan-shift": roster_menu,
    "keys": keys,
    "meeting": meeting,
    "meeting-page-2": page_two,
    "meeting-decisions": meeting_lines(1),
    "meeting-actions": meeting_lines(2),
    "meeting-people": meeting_lines(3),
    **{f"panel-{panel}": enlarged(panel) for panel in PANELS},
    "panel-list": behind,
    "meeting-hold": meeting_form("HoldMeeting"),
    "meeting-draft": meeting_form("DraftMinutes"),
    "meeting-advance": advance,
    "meeting-unopened": earlier_week,
    "duty": duty,
    "staff-posts": staff(1),
    "staff-sent": staff(2),
    "staff-kept": staff(3),
    "duty-log": staff(0),
    "duty-taking": taking_over,
    "settings": settings,
    "notices": notices,
    "clock-off": clock_off,
    "days-old": clock_right,
    "row-menu": row_menu,
    "desk-twice": online_again,
    "offline": offline,
    "offline-pending": pending,
    "conflict": refused,
    "password": password,
    "idle-lock": locked,
    "sign-in": signing_in,
    "sign-in-offline": signing_in_offline,
    "enrol": enrolling,
    "passphrase": unlocking,
}

BARE: dict[str, Scene] = {
    "empty-desk": turned_to("desk"),
    "empty-meeting": turned_to("meeting"),
    "empty-conflicts": turned_to("conflicts"),
    "empty-duty": turned_to("duty"),
}
