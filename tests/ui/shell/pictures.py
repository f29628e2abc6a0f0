"""Pictures of the window at work, to look at beside the design.

    QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.ui.shell.pictures build/window [names...]

Names and figures are invented.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace as replace_link
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from app.commands.dispatching import Dispatch
from app.commands.notes import Acknowledge, AddNote
from app.commands.snoozing import Snooze
from app.domain.incident import Incident, State
from app.domain.machine import Seen, seen
from app.domain.people import Role
from tests.support.archive import DictArchive
from tests.support.builders import AREA, busy_day, micro, past
from tests.support.stage import Stage, empty_screens
from tests.support.two_areas import AREAS, holding, second_area
from tests.ui.map_view.outlines import draw_outlines
from ui.common.formatting import Language
from ui.common.theme import Theme
from ui.common.tokens import Mode
from ui.common.translation import Translation
from ui.map.view import MapView
from ui.roster.view import RosterView

Scene = Callable[[Stage], None]


def duty(stage: Stage) -> None:
    stage.act(lambda: stage.window.desk_page.open_case("i-1024"))


def offline(stage: Stage) -> None:
    duty(stage)
    stage.clock.pass_(seconds=372)
    stage.act(lambda: stage.central.unplug(minutes_ago=6.2, attempt=7, next_in=12))
    stage.do(Acknowledge(incident="i-1027"))
    stage.do(Dispatch(incident="i-1024", saw=Seen(state=State.FILED), force="f-cg1"))
    stage.do(AddNote(incident="i-998", text="残枝已堆至路口，待车"))
    duty(stage)


def dispatch(stage: Stage) -> None:
    duty(stage)
    stage.act(lambda: stage.window.desk_page.case_actions.start("Dispatch", "i-1024"))


def at_once(stage: Stage) -> None:
    stage.act(lambda: stage.window.desk_page.open_case("i-1031"))
    stage.act(lambda: stage.window.desk_page.case_actions.start("Dispatch", "i-1031"))


def report(stage: Stage) -> None:
    stage.act(lambda: stage.window.desk_page.tree.show_grid(micro("金通 02")))
    stage.act(stage.window.desk_page.report)


def form(command: str, incident: str) -> Scene:
    def scene(stage: Stage) -> None:
        stage.act(lambda: stage.window.desk_page.open_case(incident))
        stage.act(lambda: stage.window.desk_page.case_actions.start(command, incident))

    return scene


def snooze(stage: Stage) -> None:
    for incident in ("i-1026", "i-1009"):
        case = stage.cache.get(Incident, incident)
        if case is not None:
            stage.do(Snooze(incident=incident, saw=seen(case), minutes=5, reason="calling_back"))
    form("Snooze", "i-987")(stage)


def history(stage: Stage) -> None:
    stage.act(lambda: stage.window.desk_page.queue.look_back("道路"))


def beyond(stage: Stage) -> None:
    """What the centre has of the past is found beside what is kept here, and one of it is read."""
    stage.cache.since[AREA] = datetime(2024, 11, 17, 16, tzinfo=UTC)
    stage.act(lambda: stage.window.desk_page.queue.look_back("道路积水，金通"))
    stage.act(lambda: stage.window.desk_page.open_case("c-000013"))
    stage.act(stage.window.desk_page.queue.history.table.scrollToBottom)


def beyond_offline(stage: Stage) -> None:
    stage.act(stage.central.unplug)
    beyond(stage)


def years_ago() -> DictArchive:
    """An archive with cases of two and a half years ago."""
    back, made = timedelta(weeks=130), list[Incident]()
    for case in past(400):
        over = None if case.closed_at is None else case.closed_at - back
        moved = replace_link(case, occurred_at=case.occurred_at - back, reported_at=case.reported_at - back, closed_at=over)
        made.append(replace_link(moved, id=f"c-{case.id[2:]}"))
    return DictArchive(made)


def locked(stage: Stage) -> None:
    stage.act(stage.window.sign_out)


def password(stage: Stage) -> None:
    stage.door.reset.add("wangfang")
    stage.sign_in()
    stage.act(stage.window.refresh_session)
    stage.act(stage.window.door.password.submit)


def idle(stage: Stage) -> None:
    stage.act(stage.window.desk_page.report)
    stage.second(0, alone=True)
    stage.second(1800, alone=True)


def clock(stage: Stage) -> None:
    duty(stage)
    stage.act(lambda: stage.central._set(replace_link(stage.desk.link, clock_offset=86_400.0)))


def barred(stage: Stage) -> None:
    """The officer is an auditor by now."""
    stage.act(lambda: stage.central.hear(holding(Role.AUDITOR)))


def town(stage: Stage) -> None:
    """The town's own seat: one area in view, the town's cases of the other above it, the areas to choose of open."""
    stage.act(lambda: stage.central.hear(*second_area(), holding(Role.TOWN)))
    stage.act(lambda: stage.window.desk_page.open_case("i-led"))
    choice = stage.window.top.area
    stage.act(lambda: choice.menu.popup(choice.button.mapToGlobal(choice.button.rect().bottomLeft())))


WAITING = ("offline",)
SCENES: dict[str, Scene] = {
    "duty": duty,
    "offline": offline,
    "dispatch": dispatch,
    "at-once": at_once,
    "report": report,
    "file": form("FileCase", "i-1026"),
    "close": form("CloseCase", "i-1011"),
    "snooze": snooze,
    "accept": form("Accept", "i-1018"),
    "history": history,
    "beyond": beyond,
    "beyond-offline": beyond_offline,
    "sign-in": locked,
    "password": password,
    "idle": idle,
    "clock": clock,
    "barred": barred,
    "town": town,
}


def shoot(folder: Path, names: tuple[str, ...], *, mode: Mode, language: str, size: tuple[int, int]) -> None:
    """Writes one picture a scene."""
    application = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(application, QApplication)
    theme = Theme(mode=mode)
    theme.dress(application)
    translation = Translation(application)
    translation.switch(Language(language))
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        day = busy_day()
        draw_outlines(day)
        answers, archive = name not in WAITING, years_ago()
        areas = AREAS if name == "town" else AREAS[:1]
        stage = Stage(
            application, day, theme=theme, language=language, answers=answers, extra=past(1200), archive=archive, areas=areas
        )
        stage.sign_in()
        stage.open_window(replace(empty_screens(), roster=RosterView, map=MapView), size=size)
        SCENES[name](stage)
        stage.second(0)
        whole(stage).save(str(folder / f"{name}-{mode.value}-{language}-{size[0]}.png"))
        for dialog in stage.window.findChildren(QDialog):
            stage.act(dialog.reject)
        stage.close()
    translation.remove()


def whole(stage: Stage) -> QPixmap:
    """The window with the dialog that stands over it."""
    picture = stage.window.grab()
    painter = QPainter(picture)
    menu = stage.window.top.area.menu
    if menu.isVisible():
        painter.drawPixmap(stage.window.mapFromGlobal(menu.pos()), menu.grab())
        menu.hide()
    for dialog in stage.window.findChildren(QDialog):
        if dialog.isVisible():
            corner = QPoint((picture.width() - dialog.width()) // 2, (picture.height() - dialog.height()) // 2)
            painter.drawPixmap(corner, dialog.grab())
    painter.end()
    return picture


WIDE, NARROW = (1920, 1080), (1366, 768)
SETS: tuple[tuple[Mode, str, tuple[int, int]], ...] = (
    (Mode.LIGHT, "zh", WIDE),
    (Mode.DARK, "zh", WIDE),
    (Mode.LIGHT, "zh", NARROW),
    (Mode.LIGHT, "en", WIDE),
    (Mode.DARK, "en", NARROW),
)

if __name__ == "__main__":
    chosen = tuple(sys.argv[2:]) or tuple(SCENES)
    for look, speech, room in SETS:
        shoot(Path(sys.argv[1]), chosen, mode=look, language=speech, size=room)
