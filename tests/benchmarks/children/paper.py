"""Papers in a process that has made none yet, and a bare compile of as many pages of plain text.

Words: `ours`, or how many pages. The first compile in a process loads the typesetter and its fonts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import typst
from msgspec.structs import replace

from services.documents.fonts import find_fonts
from services.documents.press import Press
from tests.benchmarks.children.speech import say
from tests.documents.samples import STAMP, chart_annex, minutes, text

T = TypeVar("T")
LINE = "本周受理事件一百六十八件其中市民热线六十一件网格巡查七十二件"
LINES_A_PAGE = 22
SET = """#set page(paper: "a4", margin: (top: 35mm, bottom: 33mm, left: 28mm, right: 26mm))
#set text(font: "Noto Serif CJK SC", size: 16pt, lang: "zh")
"""


def spent(work: Callable[[], T]) -> tuple[tuple[float, float], T]:
    """Seconds by the clock and of the processor, and what came of it."""
    began, busy = time.perf_counter(), time.process_time()
    made = work()
    return (time.perf_counter() - began, time.process_time() - busy), made


def ours() -> dict[str, object]:
    """The minutes of a week with all their charts: first, once more after a change, as a picture, as a word processor's file."""
    document = minutes(extra=chart_annex())
    press, found = [], find_fonts

    def first() -> bytes:
        press.append(Press(found()))
        return press[0].pdf(document, stamp=STAMP)

    pdf, made = spent(first)
    changed = replace(document, blocks=(text("改动一段"), *document.blocks))
    again, _ = spent(lambda: press[0].pdf(changed, stamp=STAMP))
    preview, shown = spent(lambda: press[0].pages(document, ppi=96))
    docx, _ = spent(lambda: Press(found()).docx(document))
    return {"pdf": pdf, "again": again, "preview": preview, "docx": docx, "pages": len(shown), "size": len(made)}


def bare(pages: int) -> dict[str, object]:
    """As many pages with the same fonts, archive format too."""
    body = "#pagebreak()\n".join("\n\n".join([LINE] * LINES_A_PAGE) + "\n" for _ in range(pages))

    def compiled() -> bytes | None:
        with tempfile.TemporaryDirectory(prefix="gridplus-bench-") as folder:
            file = Path(folder) / "plain.typ"
            file.write_text(SET + body, encoding="utf-8")
            fonts = find_fonts().loaded()
            made = typst.compile(
                str(file), root=folder, font_paths=fonts, ignore_system_fonts=True, format="pdf", pdf_standards=["a-2b"]
            )
            return made if isinstance(made, bytes) else None

    pdf, _ = spent(compiled)
    return {"pdf": pdf}


if __name__ == "__main__":
    say(ours() if sys.argv[1] == "ours" else bare(int(sys.argv[1])))
