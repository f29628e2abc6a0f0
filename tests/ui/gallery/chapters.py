"""The chapters of the gallery: which day, and what is looked at on it."""

from __future__ import annotations

from tests.ui.gallery.scenes import BARE, FULL, Chapter
from tests.ui.gallery.side_scenes import SIDE
from tests.ui.gallery.stage import bare_day, full_day

CHAPTERS = (Chapter(full_day, FULL), Chapter(full_day, SIDE), Chapter(bare_day, BARE))
