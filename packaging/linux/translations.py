"""Collects the texts of the screens, a file a folder, and compiles the English ones; untranslated texts are counted aloud."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent
TEXTS = ROOT / "resources" / "translations"
LANGUAGES = ("-source-language", "zh_CN", "-target-language", "en")


def collect(folder: Path) -> Path:
    """The texts of one folder of screens, translated ones kept, those that are gone dropped."""
    file = TEXTS / f"{folder.name}_en.ts"
    command = [str(TOOLS / "pyside6-lupdate"), "-locations", "none", "-no-obsolete", *LANGUAGES, "-extensions", "py"]
    subprocess.run([*command, str(folder), "-ts", str(file)], check=True)
    return file


def compile_texts(file: Path) -> None:
    """The file that the program reads."""
    subprocess.run([str(TOOLS / "pyside6-lrelease"), str(file), "-qm", str(file.with_suffix(".qm"))], check=True)


if __name__ == "__main__":
    for folder in sorted(path for path in (ROOT / "ui").iterdir() if (path / "__init__.py").exists()):
        compile_texts(collect(folder))
