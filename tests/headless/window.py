"""The real window as a program of its own, with somebody in front of it who does what a test says and tells what is to be seen.

Run as `python -m tests.headless.window PROFILE STORY`; what is seen is printed line by line, the exit code is the program's.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit

from app.window import Front, open_window
from tests.support.central import PASSWORD
from tests.support.district import OFFICER
from ui.common.crash_dialog import CrashDialog

PATIENCE = 60.0


async def until(true: Callable[[], object]) -> None:
    """Wait for something to be seen."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


def tell(*words: str) -> None:
    """Say what is to be seen."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


async def heard() -> str:
    """The next word of the test."""
    word = await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    return str(word).strip()


def page_of(front: Front) -> str:
    """What page of the way in is shown, with every text on it."""
    page = front.page
    if page is None:
        return ""
    return f"{type(page).__name__} " + " ".join(label.text() for label in page.findChildren(QLabel) if label.text())


async def called(front: Front) -> int:
    """Stay until another start asks for the window."""
    asked = asyncio.get_running_loop().create_future()
    front.summons.called.connect(lambda: None if asked.done() else asked.set_result(None))
    await until(lambda: front.window is not None)
    assert front.window is not None
    front.window.showMinimized()
    tell("open")
    await asyncio.wait_for(asked, PATIENCE)
    tell("minimized" if front.window.isMinimized() else "shown")
    return 0


async def left(front: Front) -> None:
    """Close whatever page comes first."""
    await until(lambda: front.page is not None)
    tell(page_of(front))
    assert front.page is not None
    front.page.close()


async def phrase(front: Front) -> None:
    """Give a phrase where it is asked for, see what comes then, and leave."""
    await until(lambda: front.page is not None)
    tell(page_of(front))
    before = front.page
    assert before is not None
    line = before.findChild(QLineEdit, "passphrase")
    assert line is not None
    line.setText(await heard())
    before.submit()
    await until(lambda: front.page is not before and (front.page is not None or front.window is not None))
    tell(page_of(front) or "window")
    if front.page is not None:
        front.page.close()
    elif front.window is not None:
        front.window.close()


async def trouble(front: Front) -> None:
    """See what is in the way, in both languages, wait until it has been put right, try again, and say what opens then."""
    await until(lambda: front.page is not None)
    tell(page_of(front))
    assert front.page is not None
    front.page.language_chosen.emit("en")
    tell(page_of(front))
    await heard()
    front.page.submit()
    await until(lambda: front.window is not None)
    tell("window")
    assert front.window is not None
    front.window.close()


async def notices(front: Front) -> None:
    """Sign in and say what notices stand."""
    await until(lambda: front.window is not None)
    window = front.window
    assert window is not None
    for name, text in (("account", OFFICER), ("password", PASSWORD)):
        line = window.entrance.findChild(QLineEdit, name)
        assert line is not None
        line.setText(text)
    tell(*(notice.text for notice in front.notices.standing))
    window.close()


async def refused(front: Front) -> None:
    """Try to sign in and say what the page says."""
    await until(lambda: front.window is not None)
    window = front.window
    assert window is not None
    account, password = (await heard()).split(" ", 1)
    for name, text in (("account", account), ("password", password)):
        line = window.entrance.findChild(QLineEdit, name)
        assert line is not None
        line.setText(text)
    window.entrance.submit()
    await until(lambda: any("〔" in label.text() for label in window.entrance.findChildren(QLabel)))
    tell(*(label.text() for label in window.entrance.findChildren(QLabel) if "〔" in label.text()))
    window.close()


async def astray(front: Front) -> int:
    """Stumble as soon as the window is open, as a story with a mistake in it does."""
    await until(lambda: front.window is not None)
    tell("open")
    raise ZeroDivisionError


async def defect(front: Front) -> int:
    """Meet two defects and say what is told of them, then go on."""
    await until(lambda: front.window is not None)
    assert front.window is not None
    front.crash.record(ZeroDivisionError("first"))
    await until(lambda: front.window and front.window.findChildren(CrashDialog))
    front.crash.record(ZeroDivisionError("second"))
    dialogs = front.window.findChildren(CrashDialog)
    tell(str(len(dialogs)), *(label.text() for label in dialogs[0].findChildren(QLabel)))
    dialogs[0].accept()
    await until(lambda: front.window and not front.window.findChildren(CrashDialog))
    tell("closed")
    return 0


STORIES = {story.__name__: story for story in (astray, called, defect, left, phrase, trouble, notices, refused)}

if __name__ == "__main__":
    raise SystemExit(open_window(Path(sys.argv[1]), story=STORIES[sys.argv[2]]))
