"""The command line `gridplus` on one profile, as people type it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from app import __main__ as program
from app.bootstrap import Entry, House
from app.domain.incident import Incident
from app.headless import verbs
from tests.support.central import ENVIRONMENT, PASSWORD, ROOT, CentralProcess
from tests.support.district import AREA, MICRO, OFFICER

PHRASE = "a phrase for tests"
COMMAND = (sys.executable, "-W", "ignore", "-m", "app.__main__")


class Said(Struct, frozen=True):
    """What a verb said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """What was printed, which must be one line of JSON."""
        assert self.out.count("\n") == 1, self
        return msgspec.json.decode(self.out)


class Line:
    """One seat's command line. It starts anew for every verb, as after a reboot; `server` is where it finds the centre."""

    def __init__(self, folder: Path, *, server: str, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.server = server
        self._capsys = capsys
        self._patch = patch

    def __call__(self, *words: str, input: str = "") -> Said:
        """The verb in this process."""
        return self.typed(*words, "--profile", str(self.folder), input=input)

    def typed(self, *words: str, input: str = "") -> Said:
        """These words and no others in this process: where the options stand is the caller's matter."""
        self._capsys.readouterr()
        with self._patch.context() as patch:
            patch.setattr(sys, "argv", ["gridplus", *words])
            patch.setattr(sys, "stdin", io.StringIO(input))
            try:
                program.main()
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1
        printed = self._capsys.readouterr()
        return Said(code, printed.out, printed.err)

    def process(self, *words: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """The verb as a process of its own."""
        return subprocess.run(
            [*COMMAND, *words, "--profile", str(self.folder)],
            cwd=ROOT,
            env={**ENVIRONMENT, **environment(), **more.pop("env", {})},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            **more,
        )

    def both(self, *words: str, input: str = "") -> tuple[int, str, str]:
        """The exit code and the sentence in Chinese and in English; the verb must end alike twice."""
        chinese, english = self(*words, input=input), self(*words, "--english", input=input)
        assert chinese.code == english.code
        return chinese.code, chinese.err.strip(), english.err.strip()

    def enrol(self, code: str) -> None:
        """Become the seat of the code."""
        said = self("enrol", code, "--server", self.server)
        assert said.code == 0, said

    def sign_in(self, account: str = OFFICER, password: str = PASSWORD) -> Said:
        """Sign the person in."""
        return self("sign-in", account, "--password-stdin", input=f"{password}\n")

    def report(self, title: str = "人行道破损", **fields: Any) -> Said:
        """Report a case at the micro grid."""
        return self.do("ReportIncident", **{"incident": "@new", "grid": MICRO, "title": title} | fields)

    def do(self, command: str, **fields: Any) -> Said:
        """Do a command with these fields."""
        return self("do", command, "--json", msgspec.json.encode(fields).decode())

    def pending(self) -> list[dict[str, Any]]:
        """The outbox."""
        found: list[dict[str, Any]] = self("pending", "--json").value
        return found

    def refusals(self) -> list[dict[str, Any]]:
        """The conflict box."""
        found: list[dict[str, Any]] = self("refusals", "--json").value
        return found

    def titles(self) -> list[str]:
        """What the lists of the queue show."""
        lists = [self("queue", "--list", name, "--json").value for name in ("to_do", "in_hand", "done_today")]
        return sorted(row["title"] for rows in lists for row in rows)


def settle(folder: Path, server: str, code: str, *, account: str = OFFICER) -> None:
    """A seat of this code with somebody signed in, in step with the centre: what three verbs do, with one opening."""
    entry = Entry(folder, server=server)
    entry.enrol(code)
    house = House(entry, on_defect=_raise)
    try:
        verbs.keep_session(house, house.access.sign_in(account, PASSWORD))
        house.engine.once()
    finally:
        house.close()


def _raise(defect: BaseException) -> None:
    raise defect


def environment() -> dict[str, str]:
    """What the programs of these tests find in their environment."""
    return {"GRIDPLUS_PASSPHRASE": PHRASE, "QT_QPA_PLATFORM": "offscreen", "PATH": os.environ["PATH"]}


def incident_of(said: Said) -> str:
    """The id of the case that was just reported."""
    found: str = said.value["command"]["incident"]
    return found


def titles_at(centre: CentralProcess) -> list[str]:
    """The titles of the cases that the centre holds."""
    with centre.office() as office:
        return sorted(case.title for case in office.world().find(Incident, area=AREA))
