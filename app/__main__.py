"""The program `gridplus`: the window at once, or the command line with its verbs. Qt is imported by window and demo alone."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from pathlib import Path

from app.asked import asked_window, default_profile, open_desk, tell


def main() -> None:
    """The entry point of the program. What it writes, papers and pictures too, is for its owner alone."""
    os.umask(0o077)
    words = sys.argv[1:]
    asked = asked_window(words)
    try:
        if asked is not None:
            sys.exit(open_desk(asked))
        from app.headless.line import read_line

        read_line()
    except Exception as defect:  # noqa: BLE001 (people get a sentence, the trace goes where it can be handed on)
        from app.ending import Exit, failed

        tell(failed(defect, _profile_in(words)), "en" if "--english" in words else "zh")
        sys.exit(int(Exit.FAILED))


def _profile_in(words: list[str]) -> Path:
    """The profile that the words name, whatever else is wrong with them."""
    named = dict(pairwise(words)).get("--profile")
    return Path(named) if named else default_profile()


if __name__ == "__main__":
    main()
