"""`gridplus-central`: the central server on the command line.

Exit codes: 0 done, 2 bad usage, 3 refused or not possible, 1 a failure of the program itself; then one sentence with its number
on standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import typer

from app.contract.reference import CHINESE, ENGLISH, load_reference
from app.domain.problems import Problem
from app.ending import failed
from services.central.verbs.accounts import account_verbs
from services.central.verbs.house import add_house_verbs
from services.central.verbs.seats import seat_verbs

FAILED, REFUSED = 1, 3
IN_ENGLISH = "--english"


def command_line(words: Sequence[str]) -> typer.Typer:
    """The verbs; those of the connectors, which load much, only where the words ask for something else than ours."""
    app = typer.Typer(help="网格+ 城运中心服务", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    add_house_verbs(app)
    app.add_typer(account_verbs(), name="account")
    app.add_typer(seat_verbs(), name="seat")
    ours = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    if next(iter(words), "") not in ours:
        from services.connectors.cli import add_to

        add_to(app)
    return app


def run(words: Sequence[str]) -> int:
    """Do what the words say; the exit code. `--english` may stand anywhere."""
    language = ENGLISH if IN_ENGLISH in words else CHINESE
    rest = [word for word in words if word != IN_ENGLISH]
    try:
        command_line(rest)(args=rest, prog_name="gridplus-central", obj=language)
    except Problem as problem:
        typer.echo(load_reference().say(problem, language), err=True)
        return REFUSED
    except Exception as defect:  # noqa: BLE001 (people get a sentence, the trace goes where it can be handed on)
        typer.echo(load_reference().say(failed(defect, _folder_in(rest)), language), err=True)
        return FAILED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _folder_in(words: Sequence[str]) -> Path:
    """The data folder that the words name, whatever else is wrong with them."""
    return Path(dict(pairwise(words)).get("--data", "."))


def main() -> None:
    """The entry point of the script. What it writes is for its owner alone: contacts, hashes of passwords, copies of both."""
    os.umask(0o077)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
