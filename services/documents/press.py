"""Papers made from documents: PDF, pictures of the pages, DOCX."""

from __future__ import annotations

from datetime import datetime

from app.desk.document import Document
from services.documents.docx_writer import DocxWriter
from services.documents.fonts import FontChain
from services.documents.payload import cleaned
from services.documents.typst_writer import TypstWriter


class Press:
    """Every writer of papers over one chain of fonts; kept and shared, for its first page costs most.

    Not thread safe: called from one worker lane. All methods raise GLYPH_MISSING (with the characters) and PAPER_FAILED.
    """

    def __init__(self, fonts: FontChain) -> None:
        self.fonts = fonts
        self._typst = TypstWriter(fonts)
        self._docx = DocxWriter(self._typst)

    def pdf(self, document: Document, *, stamp: datetime) -> bytes:
        """PDF/A-2b with `stamp` (aware, usually the sign-off time) as its date; the same input gives the same bytes."""
        return self._typst.pdf(cleaned(document), stamp=stamp)

    def pages(self, document: Document, *, ppi: int = 96) -> tuple[bytes, ...]:
        """A PNG a page: 96 to 144 points per inch for the screen, 300 for a printer."""
        return self._typst.pages(cleaned(document), ppi=ppi)

    def docx(self, document: Document) -> bytes:
        """A Word file of the same page, grid and styles, naming the official fonts; charts are pictures with their numbers."""
        return self._docx.docx(cleaned(document))
