"""House rules that a machine can check."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib
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
WHOLE_TREE = modules("app", "ui", "services", "tests", "packaging")


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


NOQA, IGNORE = "".join(("no", "qa")), " ".join(("type:", "ignore"))
"""Put together here, so that a plain search of the tree finds only what silences something."""
SILENCED = re.compile(rf"#\s*(type:\s*ignore|{NOQA}|(ruff|flake8|mypy|isort):)", re.IGNORECASE)
WITH_A_REASON = re.compile(rf"#\s*({NOQA}: [A-Z]+\d+(, [A-Z]+\d+)*|{IGNORE}\[[a-z-]+(, [a-z-]+)*\])\s+(- |# |\()\w+ \w+")


def silenced(source: str) -> list[str]:
    """The comments of a module that silence a check, on their line or for the module."""
    words = tokenize.generate_tokens(io.StringIO(source).readline)
    return [word.string for word in words if word.type == tokenize.COMMENT and SILENCED.search(word.string)]


@pytest.mark.parametrize(
    ("comment", "has_a_reason"),
    [
        (f"# {NOQA}: S311 (drawn again, never a secret)", True),
        (f"# {NOQA}: S105 - the name of a variable", True),
        (f"# {IGNORE}[misc]  # the library has no types", True),
        (f"# {NOQA}: BLE001", False),
        (f"# {NOQA}", False),
        (f"# {NOQA.upper()}:F401", False),
        ("#type:ignore", False),
        (f"# {IGNORE}[attr-defined]", False),
        (f"# {IGNORE} (no code is named)", False),
        (f"# ruff: {NOQA}: S311 (a whole module)", False),
        ("# mypy: ignore-errors", False),
        ("# mypy: disable-error-code=misc", False),
    ],
)
def test_a_silenced_check_is_recognised_however_it_is_written(comment: str, has_a_reason: bool) -> None:
    assert silenced(f"x = 1  {comment}\n") == [comment]
    assert bool(WITH_A_REASON.match(comment)) is has_a_reason


def test_what_only_speaks_of_silencing_silences_nothing() -> None:
    assert silenced(f'x = "# {NOQA}"  # says what {NOQA} is\n') == []


def test_checks_are_hardly_ever_silenced_and_always_with_a_reason() -> None:
    """In the whole tree: tests are held to it as the product is."""
    found = [(name(path), comment) for path in WHOLE_TREE for comment in silenced(path.read_text(encoding="utf-8"))]
    assert len(found) <= SILENCED_AT_MOST, found
    assert [(path, comment) for path, comment in found if not WITH_A_REASON.match(comment)] == []


def test_no_check_is_switched_off_for_single_files() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert [key for key in told["ruff"]["lint"] if "per-file" in key] == []
    for exception in told["mypy"]["overrides"]:
        assert set(exception) == {"module", "ignore_missing_imports"}
        ours = ("app", "ui", "services", "tests", "packaging")
        assert [module for module in exception["module"] if module.split(".")[0] in ours] == []


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
        (r"except Exception:\s*pass|except:\s*$", ("app", "ui", "services"), "a swallowed failure"),
        (r"^\s*print\(", ("app", "ui", "services"), "a word to nobody"),
    ],
)
def test_traps_are_not_in_the_code(pattern: str, folders: tuple[str, ...], why: str) -> None:
    allowed = {"ui/common/text.py"}
    found = [
        f"{name(path)}: {line.strip()}"
        for path in modules(*folders)
        if name(path) not in allowed
        for line in lines(path)
        if re.search(pattern, line) and not line.lstrip().startswith(("#", '"', "`"))
    ]
    assert found == [], why


LANES = ROOT / "services/background/lanes.py"
WEB_SERVER = "services/central/"
MAKERS = {
    "threading": {"Thread", "Timer"},
    "_thread": {"start_new_thread", "start_new"},
    "concurrent.futures": {"ThreadPoolExecutor", "ProcessPoolExecutor", "Executor"},
    "concurrent.futures.thread": {"ThreadPoolExecutor"},
    "multiprocessing": {"Process", "Pool"},
    "asyncio": {"to_thread"},
    "anyio": {"to_thread"},
    "PySide6.QtCore": {"QThread", "QThreadPool", "QRunnable"},
    "PySide6.QtConcurrent": {"QtConcurrent"},
}
"""Whatever makes a thread or a process, by the module it comes from."""


def dotted(node: ast.expr) -> str:
    """a.b.c of an expression that is only names, else nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def makers_of_threads(source: str) -> set[str]:
    """What a module names that makes threads: imported by name, or reached through its module, whatever that is called there."""
    tree = ast.parse(source)
    modules_called: dict[str, str] = {}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules_called |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            taken = {alias.name for alias in node.names}
            found |= {f"{node.module}.{word}" for word in taken & MAKERS.get(node.module, set())}
            modules_called |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "run_in_executor":
            found.add("run_in_executor")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            module = modules_called.get(dotted(node.value), "")
            if node.attr in MAKERS.get(module, set()):
                found.add(f"{module}.{node.attr}")
    return found


@pytest.mark.parametrize(
    "source",
    [
        "import threading\nthreading.Thread(target=print).start()",
        "import threading as t\nt.Timer(1, print)",
        "from threading import Thread as Worker",
        "import concurrent.futures\nconcurrent.futures.ThreadPoolExecutor()",
        "from concurrent import futures\nfutures.ThreadPoolExecutor(2)",
        "from concurrent.futures import ThreadPoolExecutor",
        "import asyncio\nasyncio.to_thread(print)",
        "from PySide6.QtCore import QThread",
        "loop.run_in_executor(None, print)",
    ],
)
def test_a_maker_of_threads_is_recognised_however_it_is_written(source: str) -> None:
    assert makers_of_threads(source)


def test_locks_and_futures_make_no_threads() -> None:
    assert makers_of_threads("import threading\nfrom concurrent.futures import Future\nthreading.Lock()") == set()


def test_threads_are_made_in_one_file() -> None:
    """The web server of the centre lends its handlers threads of its own (anyio), and asks for no others."""
    found = {name(path): makers_of_threads(path.read_text(encoding="utf-8")) for path in PRODUCT if path != LANES}
    lent = {"anyio.to_thread"}
    elsewhere = {path: made - (lent if path.startswith(WEB_SERVER) else set()) for path, made in found.items()}
    assert {path: made for path, made in elsewhere.items() if made} == {}
    assert makers_of_threads(LANES.read_text(encoding="utf-8")) == {
        "threading.Thread",
        "concurrent.futures.ThreadPoolExecutor",
    }


def test_no_module_is_called_by_nothing_in_particular() -> None:
    assert [name(path) for path in PRODUCT if path.stem in {"utils", "util", "helpers", "common", "misc"}] == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        name(path)
        for path in PRODUCT
        if path.name != "__init__.py" and lines(path) and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
