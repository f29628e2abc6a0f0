"""The page as PDF and as pictures, set by typst from the templates in `resources/documents`."""

from __future__ import annotations

import ast
import logging
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

import typst

from app.desk.document import Document
from app.domain.problems import Code, Problem
from services.documents.fonts import FontChain
from services.documents.payload import paper_json, sheet_json

TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "documents"
PDF_STANDARD: Literal["a-2b"] = "a-2b"
Template = Literal["paper.typ", "chart_sheet.typ"]

_log = logging.getLogger(__name__)
_MISSING = re.compile(r'the text `("(?:[^"\\]|\\.)*")` could not be displayed')
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class TypstWriter:
    """One compiler for each template, kept: a changed paragraph then costs a fraction of the first compile.

    Not thread safe: call it from one lane. Documents must be cleaned (`payload.cleaned`). Dropping the writer frees about
    100 MB.
    """

    def __init__(self, fonts: FontChain) -> None:
        self._fonts = fonts
        self._loaded = fonts.loaded()
        self._compilers: dict[Template, typst.Compiler] = {}

    def pdf(self, document: Document, *, stamp: datetime) -> bytes:
        """PDF/A-2b; the same document, `stamp` (aware) and fonts give the same bytes.

        Raises GLYPH_MISSING naming the characters that no font has, and PAPER_FAILED.
        """
        return self._compile("paper.typ", paper_json(document, self._fonts), stamp=stamp)[0]

    def pages(self, document: Document, *, ppi: int) -> tuple[bytes, ...]:
        """A PNG a page at `ppi` points per inch, after the same check for missing characters as the PDF."""
        return self._pictures("paper.typ", paper_json(document, self._fonts), ppi=ppi)

    def charts(self, document: Document, *, ppi: int) -> tuple[bytes, ...]:
        """A PNG a chart of the document, in order, as wide as its text."""
        return self._pictures("chart_sheet.typ", sheet_json(document, self._fonts), ppi=ppi)

    def _pictures(self, template: Template, data: str, *, ppi: int) -> tuple[bytes, ...]:
        # Pictures never say that a character is missing; the archive format does, and shares the layout just made.
        self._compile(template, data, stamp=_EPOCH)
        return tuple(self._compile(template, data, stamp=_EPOCH, ppi=ppi))

    def _compile(self, template: Template, data: str, *, stamp: datetime, ppi: int | None = None) -> list[bytes]:
        compiler = self._compilers.get(template)
        if compiler is None:
            compiler = self._new_compiler(template)
            self._compilers[template] = compiler
        try:
            result, warnings = compiler.compile_with_warnings(
                format="pdf" if ppi is None else "png",
                ppi=ppi,
                sys_inputs={"data": data},
                pdf_standards=[PDF_STANDARD] if ppi is None else [],
                timestamp=_fixed_offset(stamp),
            )
        except typst.TypstError as failure:
            problem = _problem(failure)
            if problem is None:
                raise
            raise problem from failure
        for warning in warnings:
            _log.warning("typst: %s", warning.message)
        return result if isinstance(result, list) else [result or b""]

    def _new_compiler(self, template: Template) -> typst.Compiler:
        return typst.Compiler(str(TEMPLATES / template), root=str(TEMPLATES), font_paths=self._loaded, ignore_system_fonts=True)


def _fixed_offset(stamp: datetime) -> datetime:
    if stamp.utcoffset() is None:
        raise ValueError("the stamp of a paper is an aware time")
    return stamp.replace(microsecond=0, tzinfo=timezone(stamp.utcoffset() or timedelta()))


def _problem(failure: typst.TypstError) -> Problem | None:
    """What the archive format refuses is the paper's content; any other failure is a fault of the templates."""
    glyphs = [str(ast.literal_eval(_python_escapes(found))) for found in _MISSING.findall(failure.diagnostic)]
    if glyphs:
        shown = (glyph if glyph.isprintable() else f"U+{ord(glyph[0]):04X}" for glyph in dict.fromkeys(glyphs))
        return Problem(Code.GLYPH_MISSING, glyphs=" ".join(shown))
    return Problem(Code.PAPER_FAILED, reason=failure.message) if failure.message.startswith("PDF/A") else None


def _python_escapes(literal: str) -> str:
    return re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda m: f"\\U{int(m[1], 16):08x}", literal)
