"""The command line of the benchmarks: all rows, or those that are named."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tests.benchmarks.figure import Figure
from tests.benchmarks.first_sync import first_sync
from tests.benchmarks.incremental import pull
from tests.benchmarks.live import live
from tests.benchmarks.local_command import command
from tests.benchmarks.machine import this_machine
from tests.benchmarks.paper import paper
from tests.benchmarks.push import push
from tests.benchmarks.recolour import recolour
from tests.benchmarks.records import find_source
from tests.benchmarks.report import Report, lines_of
from tests.benchmarks.scroll import scroll
from tests.benchmarks.stage import Stage, say
from tests.benchmarks.start import start

OUT = Path("build/bench/bench.json")


class Row(StrEnum):
    """What can be measured."""

    FIRST_SYNC = "first-sync"
    PULL = "pull"
    PUSH = "push"
    COMMAND = "command"
    LIVE = "live"
    START = "start"
    SCROLL = "scroll"
    RECOLOUR = "recolour"
    PAPER = "paper"


ROWS: dict[Row, Callable[[Stage], Iterable[Figure]]] = {
    Row.FIRST_SYNC: first_sync,
    Row.PULL: pull,
    Row.PUSH: push,
    Row.COMMAND: command,
    Row.LIVE: live,
    Row.START: start,
    Row.SCROLL: scroll,
    Row.RECOLOUR: recolour,
    Row.PAPER: paper,
}
app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def bench(
    rows: Annotated[list[Row] | None, typer.Argument(help="which rows; all of them without any")] = None,
    out: Annotated[Path, typer.Option(help="where the figures go as JSON")] = OUT,
    few: Annotated[int, typer.Option(help="records of the smaller cache", min=100)] = 20_000,
    many: Annotated[int, typer.Option(help="records of the larger cache", min=100)] = 100_000,
    turns: Annotated[int, typer.Option(help="how often each thing is measured", min=1)] = 3,
) -> None:
    """Measure, print one table, write it as JSON. A missed goal is told in the table; only what could not run fails."""
    machine, source = this_machine(), find_source()
    figures: list[Figure] = []
    with Stage(Path(tempfile.mkdtemp(prefix="gridplus-bench-")), source, few=few, many=many, turns=turns) as stage:
        for row in dict.fromkeys(rows or Row):
            say(f"{row.value} ...")
            found = tuple(ROWS[row](stage))
            figures += found
            for line in lines_of(found):
                say(line)
    report = Report(machine=machine, records=source.name, figures=tuple(figures))
    report.write(out)
    sys.stdout.write("\n".join(report.lines()) + f"\nalso in {out}\n")


if __name__ == "__main__":
    app()
