"""`gridplus-central`: the central server on the command line.

Exit codes: 0 done, 2 bad usage, 3 refused or not possible; then one sentence with its number on standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from app.contract.reference import CHINESE, ENGLISH, load_reference
from app.domain.problems import Problem
from services.central.verbs.accounts import account_verbs
from services.central.verbs.house import add_house_verbs
from services.central.verbs.seats import seat_verbs

REFUSED = 3
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
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def main() -> None:
    """The entry point of the script."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
