"""House rules that a machine can check."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 400
LONGEST_MAIN_WINDOW = 300
LONGEST_FUNCTION = 50
SILENCED_AT_MOST = 10


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


PRODUCT = modules("app", "ui", "services")


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_module_is_too_long() -> None:
    too_long = {name(path): len(lines(path)) for path in PRODUCT if len(lines(path)) > LONGEST_MODULE}
    assert too_long == {}


def test_the_main_window_is_short() -> None:
    assert len(lines(ROOT / "ui/shell/main_window.py")) <= LONGEST_MAIN_WINDOW


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    start = function.body[1].lineno if isinstance(first, ast.Expr) and len(function.body) > 1 else first.lineno
    return (function.end_lineno or start) - start + 1


def test_no_function_is_too_long() -> None:
    too_long = {
        f"{name(path)}:{function.name}": body_length(function)
        for path in PRODUCT
        for function in functions(path)
        if body_length(function) > LONGEST_FUNCTION
    }
    assert too_long == {}


def test_checks_are_hardly_ever_silenced_and_always_with_a_reason() -> None:
    mark = re.compile(r"#\s*(type: ignore|noqa)")
    found = [(name(path), line) for path in PRODUCT for line in lines(path) if mark.search(line)]
    assert len(found) <= SILENCED_AT_MOST, found
    without_reason = [row for row in found if not re.search(r"(noqa|ignore)[^#]*(#|\s-\s|\().+", row[1].split("#", 1)[1])]
    assert without_reason == []


@pytest.mark.parametrize(
    ("pattern", "folders", "why"),
    [
        (r"\bprocessEvents\b", ("app", "ui"), "a nested loop"),
        (r"\.exec\(\)", ("ui",), "a dialog that blocks a coroutine"),
        (r"QSortFilterProxyModel", ("ui",), "seconds on live data"),
        (r"QMessageBox\.(information|warning|critical|question)\(", ("ui",), "a dialog that blocks"),
        (r"QFileDialog\.get", ("ui",), "a dialog that blocks"),
        (r"\btr\(f[\"']", ("ui",), "a text that is never found at run time"),
        (r"(?<!Plain)(?<!Elided)\bQLabel\(", ("ui",), "rich text from outside"),
        (r"threading\.Thread\(|QThread\(|ThreadPoolExecutor\(", ("app", "ui", "services"), "a thread made elsewhere"),
        (r"except Exception:\s*pass|except:\s*$", ("app", "ui", "services"), "a swallowed failure"),
        (r"^\s*print\(", ("app", "ui", "services"), "a word to nobody"),
    ],
)
def test_traps_are_not_in_the_code(pattern: str, folders: tuple[str, ...], why: str) -> None:
    allowed = {
        "services/background/lanes.py",
        "ui/common/text.py",
        "services/central/passwords.py",
    }
    found = [
        f"{name(path)}: {line.strip()}"
        for path in modules(*folders)
        if name(path) not in allowed
        for line in lines(path)
        if re.search(pattern, line) and not line.lstrip().startswith(("#", '"', "`"))
    ]
    assert found == [], why


def test_no_module_is_called_by_nothing_in_particular() -> None:
    assert [name(path) for path in PRODUCT if path.stem in {"utils", "util", "helpers", "common", "misc"}] == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        name(path)
        for path in PRODUCT
        if path.name != "__init__.py" and lines(path) and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
