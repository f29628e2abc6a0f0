"""How an import speaks to people: progress on standard error, counts in words of either language."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from app.domain.problems import Code
from services.connectors.intake import Progress, Report

_WORDS = {
    "counts": ("读入 {read}，收下 {taken}，退回 {rejected}", "{read} read, {taken} taken in, {rejected} rejected"),
    "noted": ("改正后收下 {noted}", "{noted} put right and taken in"),
    "unmapped": ("未归类 {unmapped}，可在事件详情里改类别", "{unmapped} unclassified; put right in the case"),
    "rejects_file": ("退回的逐行说明见 {rejects_file}", "the rejects row by row in {rejects_file}"),
}


def lines_of(report: Report, *, english: bool = False) -> list[str]:
    """The report for people: counts, rejects by problem, where each row is told of."""
    facts = {name: getattr(report, name) for name in report.__struct_fields__}
    said = [_WORDS["counts"][english].format(**facts)]
    said += _by_problem(report.reasons)
    for name in ("noted", "unmapped", "rejects_file"):
        said += [_WORDS[name][english].format(**facts)] if facts[name] else []
        said += _by_problem(report.put_right) if name == "noted" else []
    return said


def _by_problem(counts: dict[str, int]) -> list[str]:
    return [f"  {count}\t{Code[key.upper()].value} {key}" for key, count in counts.items()]


@contextmanager
def counter(title: str) -> Iterator[Progress]:
    """A bar on standard error, moved by what the work says; nothing where nobody looks on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(file=sys.stderr), auto_refresh=False, transient=True) as bar:
        task = bar.add_task(title, total=None)

        def moved(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)
            bar.refresh()

        yield moved
