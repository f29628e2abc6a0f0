"""What the words after `gridplus` ask for, as far as it is the window.

These few options are read here, so that the window is on the screen before the command line with all its verbs is loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from app.domain.problems import Problem


class Asked(NamedTuple):
    """A window on a profile; the server is empty where the profile knows it."""

    profile: Path
    server: str = ""
    english: bool = False

    @property
    def language(self) -> str:
        """The language of the first start: zh or en."""
        return "en" if self.english else "zh"


def default_profile() -> Path:
    """The profile of the user who gives none."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "gridplus" / "default"


def asked_window(words: Sequence[str]) -> Asked | None:
    """The window that the words ask for; None for everything else, also for what is wrong: the command line says what."""
    given = {"--profile": "", "--server": ""}
    english = False
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--english":
            english = True
        elif name in given:
            given[name] = value if equals else next(rest, "")
            if not given[name] or given[name].startswith("-"):
                return None
        else:
            return None
    return Asked(Path(given["--profile"]) if given["--profile"] else default_profile(), given["--server"], english)


def open_desk(asked: Asked) -> int:
    """Open the window and stay until it is closed; the exit code. What keeps it from opening is told."""
    from app.curtain import show

    try:
        return show(asked.profile, server=asked.server, language=asked.language)
    except Problem as problem:
        from app.ending import exit_of

        tell(problem, asked.language)
        return int(exit_of(problem))


def tell(problem: Problem, language: str) -> None:
    """The problem as a sentence, to the terminal."""
    from app.contract.reference import load_reference

    sys.stderr.write(load_reference().say(problem, language) + "\n")
