"""Pictures of the real window on a real profile: a centre with the demo district, an enrolled seat, an officer signed in.

    .venv/bin/python -m tests.ui.gallery.real build/gallery/real

One window is shown in every look, so that changing language, mode, scale and size while it is open is looked at too.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QWidget

from app.bootstrap import PASSPHRASE
from app.desk.ports import LinkState
from app.desk.queue import queue
from app.showing.driving import breathe, dialog, picture, until, write
from app.showing.playing import headless
from app.showing.stage import Player, Stage
from app.window import Front, open_window
from tests.ui.gallery.pictures import Look, looks
from ui.meeting.view import MeetingView
from ui.shell.later import Later
from ui.shell.main_window import MainWindow


class Walk:
    """Goes through the screens once for every look."""

    def __init__(self, folder: Path, officer: Player) -> None:
        self._folder, self._officer = folder, officer
        folder.mkdir(parents=True, exist_ok=True)

    async def play(self, front: Front) -> int:
        """All of it; 0 when every picture is there."""
        await until(lambda: front.window, what="window")
        window, house = front.window, front.house
        assert window is not None
        assert house is not None
        write(window.entrance, "account", self._officer.account)
        write(window.entrance, "password", self._officer.password)
        window.entrance.submit()
        await until(lambda: house.desk.session is not None, what="signed in")
        await until(lambda: house.engine.link().state is LinkState.ONLINE, what="online", seconds=120)
        for look in looks():
            self._dress(front, window, look)
            await self._look_around(front, window, look)
        return 0

    def _dress(self, front: Front, window: MainWindow, look: Look) -> None:
        front.theme.set_mode(look.mode)
        front.theme.set_scale(look.scale)
        if front.porch.language != look.language:
            window.language_chosen.emit(look.language)
        window.resize(*look.size)

    async def _look_around(self, front: Front, window: MainWindow, look: Look) -> None:
        house, page = front.house, window.desk_page
        assert house is not None
        desk = house.desk
        lists = await desk.read(lambda cache: queue(cache, desk.area, now=desk.now()))
        case = next(row for row in (*lists.to_do, *lists.in_hand) if row.number)
        window.open_case(case.id)
        await self._shoot(window, "desk", look)
        page.dock.turn_to("map")
        await self._shoot(window, "map", look)
        page.dock.turn_to("roster")
        page.case_actions.report()
        await until(lambda: dialog(window), what="report")
        await self._shoot(window, "report", look)
        await self._close(window)
        page.case_actions.start("Dispatch" if case.state.value in ("filed", "returned") else "AddNote", case.id)
        await until(lambda: dialog(window), what="dispatch")
        await self._shoot(window, "dispatch", look)
        await self._close(window)
        window.show_page("meeting")
        place = window.others["meeting"]
        assert isinstance(place, Later)
        meeting = place.real
        assert isinstance(meeting, MeetingView)
        meeting.compute_trial()
        await until(lambda: meeting.package, what="trial", seconds=60)
        await self._shoot(window, "meeting", look)
        for name in ("conflicts", "duty", "settings"):
            window.show_page(name)
            await self._shoot(window, name, look)

    async def _shoot(self, window: QWidget, name: str, look: Look) -> None:
        await breathe(0.6)
        picture(window, self._folder / f"{name}-{'-'.join(look.words)}.png")

    async def _close(self, window: QWidget) -> None:
        while (found := dialog(window)) is not None:
            assert isinstance(found, QDialog)
            found.move(QPoint(0, 0))
            found.reject()
            await breathe(0.05)


def main(folder: Path) -> int:
    """Sets the stage, opens the window, leaves pictures in `folder`."""
    os.environ.setdefault(PASSPHRASE, secrets.token_urlsafe(12))
    stage = Stage(folder / "demo")
    try:
        stage.prepare()
        stage.start()
        stage.stream(per_minute=2)
        profile = stage.folder / "profile"
        headless(profile, "enrol", stage.enrolment_code("01席"), "--server", stage.url)
        return open_window(profile, server=stage.url, story=Walk(folder, stage.players["officer"]).play)
    finally:
        stage.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
