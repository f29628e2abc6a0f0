"""Reads the printed papers back, as whoever receives them would: what the tour says is on paper must be found there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import docx
import msgspec
from docx.oxml.ns import qn
from pypdf import PdfReader

from app.analysis.mix import MixPanel
from app.analysis.timeliness import TimelinessPanel
from app.analysis.volume import VolumePanel
from app.analysis.weekly import WeeklyPackage
from app.analysis.workload import WorkloadPanel
from app.desk.masking import masked
from app.desk.minutes_figures import panel_of
from app.desk.panels import cards
from services.documents.payload import SAMPLE_MARK

PDF, DOCX = "weekly-summary.pdf", "weekly-summary.docx"
GRID = "网格"
PAGE_NUMBER = re.compile(r"—\d+—$")


def squeezed(words: str) -> str:
    """The words without any blanks: where a line breaks on paper says nothing."""
    return "".join(words.split())


def pdf_words(paper: bytes) -> str:
    """What the pages of a PDF say in reading order, without blanks, page numbers and the mark of a sample."""
    pages = (squeezed(page.extract_text()) for page in PdfReader(BytesIO(paper)).pages)
    return "".join(PAGE_NUMBER.sub("", page).removeprefix(squeezed(SAMPLE_MARK)) for page in pages)


def docx_words(paper: bytes) -> str:
    """What the body of a DOCX says, without blanks."""
    body = docx.Document(BytesIO(paper)).element.body
    return squeezed("".join(node.text or "" for node in body.iter(qn("w:t"))))


def sentences(package: WeeklyPackage) -> dict[str, str]:
    """The sentence of each panel by its key, as it may be shown."""
    return {card.key: masked(card.sentence) for card in cards(package)}


def figures(package: WeeklyPackage) -> dict[str, str]:
    """The headline figures of the week, each with its unit; none that the week does not have."""
    punctual = panel_of(package, TimelinessPanel).punctuality
    found = {
        "received": f"{panel_of(package, VolumePanel).total.value}件",
        "open": f"{panel_of(package, WorkloadPanel).open.value}件",
    }
    for row in panel_of(package, MixPanel).sources:
        if row.share.part.value:
            found[f"source {row.name.zh}"] = f"{row.share.part.value}件"
    if punctual.on_time.whole.value:
        found |= {"due": f"{punctual.on_time.whole.value}件", "on_time": f"{punctual.on_time.part.value}件"}
    if punctual.on_time.percent is not None:
        found["on_time_percent"] = f"{punctual.on_time.percent:g}%"
    return found


def lacking(words: str, *, texts: Iterable[str], numbers: Iterable[str]) -> tuple[str, ...]:
    """What a paper lacks of the texts, word for word, and of the figures, each as a number of its own."""
    absent = [text for text in texts if squeezed(text) not in words]
    return (*absent, *(number for number in numbers if not re.search(rf"(?<![\d.,]){re.escape(number)}", words)))


def read_back(folder: Path) -> dict[str, int]:
    """Read both papers of a folder and find on each what its report tells; how many things were looked for.

    AssertionError with what is missing on which paper.
    """
    report = msgspec.json.decode((folder / "report.json").read_bytes())
    weekly = report["weekly"]
    texts = (GRID, str(report["area_name"]), *weekly["sentences"].values())
    numbers = tuple(weekly["figures"].values())
    for file, words_of in ((PDF, pdf_words), (DOCX, docx_words)):
        missing = lacking(words_of((folder / file).read_bytes()), texts=texts, numbers=numbers)
        if missing:
            raise AssertionError(f"{file}: {'; '.join(missing)}")
    return {"texts": len(texts), "figures": len(numbers)}
