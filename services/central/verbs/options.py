"""Options that the verbs share, and how they print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from app.contract.reference import ENGLISH

Data = Annotated[Path, typer.Option(help="数据目录", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="按 JSON 输出")]


Said = str | tuple[str, str]
"""A line for people: the same in both languages, or in Chinese and in English."""


def is_english(context: typer.Context) -> bool:
    """Whether the words are to be English."""
    return bool(context.obj == ENGLISH)


def show(context: typer.Context, value: Any, lines: Sequence[Said], *, as_json: bool) -> None:
    """Print the value as one line of JSON, or the lines for people in the language that was asked for."""
    if as_json:
        typer.echo(msgspec.json.encode(value).decode())
        return
    for line in lines:
        typer.echo(line if isinstance(line, str) else line[is_english(context)])
