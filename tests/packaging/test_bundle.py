"""What the recipe of the bundle takes in and leaves out."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from services.local_store.opening import LOCAL_VERSIONS, RECORD_VERSIONS
from tests.support.central import ROOT

WHEEL, SYSTEM = "/env/lib/python3.11/site-packages/", "/usr/lib/x86_64-linux-gnu/"


def test_the_version_is_that_of_the_project(choice: ModuleType) -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert choice.version() == stated["project"]["version"]


def test_every_file_that_is_read_goes_where_the_program_looks_for_it(choice: ModuleType) -> None:
    placed = {Path(folder) / Path(file).name for file, folder in choice.data_files()}
    wanted = [file for file in (ROOT / "resources").rglob("*") if file.is_file()]
    wanted += [file for folder in (LOCAL_VERSIONS, RECORD_VERSIONS) for file in folder.glob("*.py")]
    wanted += [RECORD_VERSIONS.parent / "env.py", *(ROOT / "services/central/migrations/versions").glob("*.py")]
    assert [str(file) for file in wanted if file.relative_to(ROOT) not in placed] == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", WHEEL),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", WHEEL),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", WHEEL),
        ("PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", WHEEL),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", WHEEL),
        ("PySide6/QtTest.abi3.so", WHEEL),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", WHEEL),
        ("typst/_typst.abi3.so", WHEEL),
        ("sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so", WHEEL),
        ("resources/translations/shell_en.qm", "/tree/"),
        ("pyqtgraph/icons/auto.png", WHEEL),
        ("libssl.so.3", SYSTEM),
    ],
)
def test_what_the_programs_use_is_kept(choice: ModuleType, place: str, source: str) -> None:
    assert choice.kept(place, source + Path(place).name)


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", WHEEL),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", WHEEL),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", WHEEL),
        ("PySide6/Qt/lib/libQt6Quick.so.6", WHEEL),
        ("PySide6/Qt/lib/libQt6Qml.so.6", WHEEL),
        ("PySide6/Qt/lib/libQt6EglFsKmsSupport.so.6", WHEEL),
        ("PySide6/QtDesigner.abi3.so", WHEEL),
        ("PySide6/Qt/translations/qtbase_de.qm", WHEEL),
        ("fonts/SimSun.ttf", "/tree/"),
        ("matplotlib/fonts/DejaVuSans.TTF", WHEEL),
        ("libstdc++.so.6", SYSTEM),
        ("libxcb-cursor.so.0", SYSTEM),
        ("libfontconfig.so.1", SYSTEM),
    ],
)
def test_what_is_unused_unlicensed_or_the_system_has_is_left_out(choice: ModuleType, place: str, source: str) -> None:
    assert not choice.kept(place, source + Path(place).name)


def test_no_module_that_the_product_imports_is_left_out(choice: ModuleType) -> None:
    left_out = []
    for file in (file for folder in choice.PACKAGES for file in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            left_out += [name for name in names for out in choice.NOT_NEEDED if name == out or name.startswith(out + ".")]
    assert left_out == []


def test_both_programs_are_built_from_what_the_checkout_starts(choice: ModuleType) -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    built = {name: ".".join(file.relative_to(ROOT).with_suffix("").parts) for name, file in choice.PROGRAMS.items()}
    assert built == {name: target.split(":")[0] for name, target in stated.items()}
