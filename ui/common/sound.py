"""The chime of the desk: a player of the operating system found at the start, else its plain beep (Qt itself has none).

The two chimes are plain tones made for this program.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

from ui.common.assets import asset

PLAYERS = ("paplay", "pw-play", "aplay")
CHIME, LOUD = "chime.wav", "chime-loud.wav"

Play = Callable[[Path], bool]


def found_player() -> Play | None:
    """How this machine plays a file, None where nothing was found that can."""
    if sys.platform == "win32":
        return _winsound
    program = next((path for name in PLAYERS if (path := shutil.which(name))), None)
    return None if program is None else lambda file: _started(program, file)


class Sound:
    """Plays the chime. Each sound has a visible twin where it is asked for; whoever plays it looks after that.

    `player` plays a file and says whether it could; `beep` is what is left where there is none, or it fails.
    """

    def __init__(self, player: Play | None, *, beep: Callable[[], None] = QApplication.beep) -> None:
        self._player, self._beep = player, beep
        self.works = player is not None

    def chime(self, *, loud: bool = False) -> bool:
        """Sounds once; False where only the plain beep could be given, which many machines have switched off."""
        if self._player is not None and self._player(asset("sounds", LOUD if loud else CHIME)):
            self.works = True
            return True
        self.works = False
        self._beep()
        return False


def _started(program: str, file: Path) -> bool:
    started = QProcess.startDetached(program, [str(file)])
    return started[0] if isinstance(started, tuple) else started


def _winsound(file: Path) -> bool:
    if sys.platform == "win32":
        import winsound

        try:
            winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC)
        except RuntimeError:
            return False
        return True
    return False
