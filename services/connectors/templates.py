"""The lists to be filled in, as CSV that a spreadsheet opens: headings and one example row."""

from __future__ import annotations

import csv
import io

from services.connectors.grids import GRIDS
from services.connectors.lists import Template
from services.connectors.people import PEOPLE
from services.connectors.shifts import SHIFTS

TEMPLATES: dict[str, Template] = {"people": PEOPLE, "shifts": SHIFTS, "grids": GRIDS}


def template_text(kind: str) -> str:
    """The template of a kind as CSV, without the mark that spreadsheets want in front of UTF-8."""
    template = TEMPLATES[kind]
    out = io.StringIO(newline="")
    csv.writer(out).writerows((template.columns, template.example))
    return out.getvalue()
