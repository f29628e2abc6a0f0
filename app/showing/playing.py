"""The demo from nothing to the open window, or through the tour where there is no display."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

from app.bootstrap import PASSPHRASE
from app.domain.problems import Code, Problem
from app.showing.programs import program
from app.showing.report import Report
from app.showing.stage import USUAL_WEEKS, Stage, has_display

REPLAY_SPEED = 300.0


def play(folder: Path, *, tour: bool | None, recorded: str = "", weeks: int = USUAL_WEEKS) -> int:
    """Set the stage, start the centre and the stream, and show the desk; the exit code.

    `recorded` names a file to replay instead of the invented stream. `tour` None decides by whether there is a
    display; `weeks` is how far back the cases of the area go.
    """
    touring = not has_display() if tour is None else tour
    os.environ.setdefault(PASSPHRASE, secrets.token_urlsafe(12))
    stage = Stage(folder, weeks=weeks)
    try:
        say("准备演示区：区划真实，其余虚构……")
        stage.prepare()
        stage.start()
        say(f"中心已启动：{stage.url}，演示片区：{stage.facts['area_name']}")
        if recorded:
            stage.replay(_existing(recorded), speed=REPLAY_SPEED)
        else:
            stage.stream()
        return _tour(stage) if touring else _window(stage)
    finally:
        stage.close()


def _existing(recorded: str) -> Path:
    file = Path(recorded)
    if not file.is_file():
        raise Problem(Code.FILE_MISSING, file=recorded)
    return file


def _window(stage: Stage) -> int:
    officer = stage.players["officer"]
    profile = stage.folder / "profile"
    headless(profile, "enrol", stage.enrolment_code("01席"), "--server", stage.url)
    say(f"值守员 {officer.name}：账号 {officer.account}，密码 {officer.password}")
    from app.showing.arriving import arrive
    from app.window import open_window

    return open_window(profile, server=stage.url, story=lambda front: arrive(front, officer))


def _tour(stage: Stage) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.showing.tour import Tour
    from app.window import open_window

    report = Report(stage.folder)
    report.facts |= {"area": stage.area, "area_name": stage.facts["area_name"], "district": stage.facts}
    tour = Tour(stage, report)
    try:
        code = open_window(stage.folder / "profile", server=stage.url, story=tour.play)
    finally:
        report.write()
        for step in report.steps:
            say(f"{'✓' if step.done else '✗'} {step.seconds:7.2f} 秒  {step.name}  {step.trouble}")
        say(f"结果在 {stage.folder}")
    return code if report.complete and code == 0 else 1


def headless(profile: Path, *words: str, word: str = "") -> str:
    """Run `gridplus` once on a profile of its own; what it printed. A problem with its words if it fails."""
    command = [*program("gridplus"), *words, "--profile", str(profile)]
    done = subprocess.run(command, input=word.encode(), capture_output=True, check=False)
    if done.returncode not in (0, 4):
        raise Problem(Code.CENTRAL_FAILED, status=done.stderr.decode("utf-8", "replace").strip()[-400:])
    return done.stdout.decode()


def say(words: str) -> None:
    """A line for whoever watches."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
