"""Options that the verbs share, and how they print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

Data = Annotated[Path, typer.Option(help="数据目录", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="按 JSON 输出")]


def show(value: Any, lines: Sequence[str], *, as_json: bool) -> None:
    """Print the value as one line of JSON, or the lines for people."""
    if as_json:
        typer.echo(msgspec.json.encode(value).decode())
        return
    for line in lines:
        typer.echo(line)
