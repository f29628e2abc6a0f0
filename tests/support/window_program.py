"""The real window on a profile, in a process of its own: it signs in and tells what is painted in its queue, and when."""

from __future__ import annotations

import os
import socket
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QPaintEvent

from app.desk.ports import LinkState
from app.desk.queue import QueueRow
from app.showing.driving import until, write
from app.window import Front, open_window
from tests.support.central import PASSWORD
from tests.support.channel import Channel, Said
from ui.common.table_model import TableModel
from ui.queue.table import QueueTable

LIFE_SECONDS = 600.0
START_SECONDS = 60.0


class Eyes(QObject):
    """Looks at the queue: a row counts as seen when the place where it stands has been painted."""

    def __init__(self, table: QueueTable, channel: Channel) -> None:
        super().__init__(table)
        self._table = table
        self._channel = channel
        self._seen: dict[str, QueueRow] = {}
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            painted = [row for row, place in self._rows() if event.region().intersects(place)]
            QTimer.singleShot(0, self, partial(self._tell, painted))
        return super().eventFilter(watched, event)

    def _rows(self) -> list[tuple[QueueRow, QRect]]:
        model = self._table.model()
        assert isinstance(model, TableModel)
        return [(model.row_at(number), self._table.visualRect(model.index(number, 0))) for number in self._table.visible_rows]

    def _tell(self, painted: list[QueueRow]) -> None:
        now = time.monotonic()
        fresh = [row for row in painted if self._seen.get(row.id) != row]
        gone = self._seen.keys() - {row.id for row, _ in self._rows()}
        for row in fresh:
            self._seen[row.id] = row
            value = {"case": row.id, "title": row.title, "severity": row.severity.value, "state": row.state.value, "at": now}
            self._channel.say(Said("seen", value))
        for case in gone:
            del self._seen[case]
            self._channel.say(Said("gone", {"case": case, "at": now}))


async def story(channel: Channel, account: str, front: Front) -> int:
    """Sign in as a person does, then watch until the other side has had enough."""
    await until(lambda: front.window, what="window", seconds=START_SECONDS)
    window, house = front.window, front.house
    assert window is not None
    assert house is not None
    write(window.entrance, "account", account)
    write(window.entrance, "password", PASSWORD)
    window.entrance.submit()
    await until(lambda: not window.entrance.isVisible(), what="desk", seconds=START_SECONDS)
    await until(lambda: house.engine.link().state is LinkState.ONLINE, what="online", seconds=START_SECONDS)
    Eyes(window.desk_page.queue.table, channel)
    window.desk_page.queue.table.viewport().update()
    channel.say(Said("watching"))
    await until(channel.has_word, what="a word", seconds=LIFE_SECONDS)
    return 0


def main() -> int:
    """Open the window on the profile and account given, tell on the socket that is standard input."""
    folder, account = sys.argv[1:]
    channel = Channel(socket.socket(fileno=os.dup(0)))
    channel.say(Said("born", os.getpid()))
    return open_window(Path(folder), story=partial(story, channel, account))


if __name__ == "__main__":
    sys.exit(main())
