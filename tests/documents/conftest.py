"""One press for the tests of this package, and papers looked at through poppler."""

from __future__ import annotations

import logging
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.desk.document import Document
from app.domain.problems import Problem
from services.documents.fonts import FontChain, Style, find_fonts
from services.documents.press import Press
from tests.documents.samples import STAMP

PPI = 300
MM = 25.4 / PPI


class Printed:
    """A paper made, and read by a program that knows nothing of ours."""

    def __init__(self, file: Path, tools: dict[str, str]) -> None:
        self.file = file
        self._tools = tools

    def pages(self) -> list[str]:
        """The text of each page as laid out."""
        text = self._run("pdftotext", "-layout", str(self.file), "-").decode()
        return text.split("\f")[:-1]

    def lines(self, page: int) -> list[str]:
        """Lines of a page (from 1) with something on them, without blanks."""
        return [line for raw in self.pages()[page - 1].splitlines() if (line := "".join(raw.split()))]

    def text(self) -> str:
        """All text in reading order without any blanks."""
        return "".join(self._run("pdftotext", "-raw", str(self.file), "-").decode().split())

    def info(self) -> str:
        """What the file says about itself."""
        return self._run("pdfinfo", str(self.file)).decode()

    def ink(self, page: int) -> NDArray[np.bool_]:
        """Where a page (from 1) is darker than a light grey, 300 points per inch."""
        picture = self._run("pdftoppm", "-r", str(PPI), "-gray", "-f", str(page), "-l", str(page), str(self.file))
        _, size, _, body = picture.split(b"\n", 3)
        width, height = map(int, size.split())
        return np.frombuffer(body, dtype=np.uint8).reshape(height, width) < 160

    def _run(self, tool: str, *words: str) -> bytes:
        return subprocess.run([self._tools[tool], *words], check=True, capture_output=True).stdout


def box_mm(ink: NDArray[np.bool_], *, top: float = 0, bottom: float = 297) -> tuple[float, float, float, float]:
    """Top, bottom, left and right edge in mm of the ink between two heights."""
    first, last = round(top / MM), round(bottom / MM)
    rows = np.flatnonzero(ink[first:last].any(axis=1)) + first
    columns = np.flatnonzero(ink[first:last].any(axis=0))
    return rows[0] * MM, (rows[-1] + 1) * MM, columns[0] * MM, (columns[-1] + 1) * MM


@pytest.fixture(scope="session")
def fonts() -> FontChain:
    """The chain of this machine; the tests skip where it has no Chinese fonts at all."""
    try:
        return find_fonts()
    except Problem as problem:
        pytest.skip(f"no fonts to set papers with: {problem}")


@pytest.fixture(scope="session")
def measured_fonts(fonts: FontChain) -> FontChain:
    """The chain with fonts whose ink was measured; with others ink lies a little elsewhere."""
    if not {"Noto Serif CJK SC", "FandolFang R"} & set(fonts.families[Style.FANGSONG.value][:1]):
        pytest.skip("measures hold for Noto Serif CJK or FandolFang as body face")
    if "Liberation Serif" not in fonts.families[Style.LATIN.value]:
        pytest.skip("measures hold for Liberation Serif digits (fonts-liberation2)")
    return fonts


@pytest.fixture(scope="session")
def press(fonts: FontChain) -> Press:
    """A press, kept as the product keeps one."""
    return Press(fonts)


@pytest.fixture(scope="session")
def tools() -> dict[str, str]:
    """The poppler programs by name."""
    found = {name: shutil.which(name) for name in ("pdftotext", "pdftoppm", "pdfinfo")}
    if not all(found.values()):
        pytest.skip("poppler-utils is not installed")
    return {name: path for name, path in found.items() if path}


@pytest.fixture
def printed(press: Press, tools: dict[str, str], tmp_path: Path) -> Printer:
    """Prints a document and lets it be looked at."""
    return Printer(press, tools, tmp_path)


class Printer:
    """Prints documents into a folder of the test."""

    def __init__(self, press: Press, tools: dict[str, str], folder: Path) -> None:
        self._press, self._tools, self._folder = press, tools, folder

    def __call__(self, document: Document) -> Printed:
        file = self._folder / "paper.pdf"
        file.write_bytes(self._press.pdf(document, stamp=STAMP))
        return Printed(file, self._tools)


@pytest.fixture(autouse=True)
def no_warnings_of_the_typesetter(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning (unknown font, layout that did not settle) is a fault of the templates."""
    with caplog.at_level(logging.WARNING, logger="services.documents"):
        yield
    said = [record.getMessage() for record in caplog.get_records("call") if record.name.startswith("services.documents")]
    assert not said
