"""Any code table: says where it comes from, is complete in both languages, repeats no key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.codes.conftest import CODES, Table

EXPECTED = {
    "calendar_frames",
    "departments",
    "events",
    "events_cjt214",
    "forces",
    "grid_kinds",
    "levels",
    "mapping_214",
    "natures",
    "parts",
    "reasons",
    "roles",
    "severities",
    "shifts",
    "sources",
    "terms",
    "towns",
}
IDENTITY = {"mapping_214": "from", "reasons": "code", "departments": "id", "calendar_frames": "start"}
HAN = re.compile(r"[㐀-鿿]")
NAMES = {"name": "name_en", "label": "label_en", "note": "note_en", "meaning": "meaning_en", "town_unit": "town_unit_en"}


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _dicts(inner)


def test_every_table_is_there(tables: dict[str, Table]) -> None:
    assert set(tables) >= EXPECTED


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_table_says_where_it_comes_from_and_whether_it_is_our_assumption(name: str, tables: dict[str, Table]) -> None:
    assert len(tables[name]["origin"]) > 40
    assert isinstance(tables[name]["assumption"], bool)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_rows_have_keys_of_their_own(name: str, tables: dict[str, Table]) -> None:
    table = tables[name]
    rows = table["rows"] if "rows" in table else table["sources"]
    identity = IDENTITY.get(name, "code" if "code" in rows[0] and name != "roles" else "key")
    repeated = [key for key, count in Counter(row[identity] for row in rows).items() if count > 1]
    assert rows
    assert repeated == []


@pytest.mark.parametrize("name", sorted(EXPECTED - {"mapping_214", "calendar_frames"}))
def test_what_people_read_is_there_in_chinese_and_in_english(name: str, tables: dict[str, Table]) -> None:
    rows = [value for key, value in tables[name].items() if isinstance(value, list | dict) and key != "assumed_fields"]
    found = 0
    for row in _dicts(rows):
        for chinese, english in NAMES.items():
            if chinese in row:
                found += 1
                assert row[chinese], row
                assert row.get(english), row
                assert not HAN.search(row[english]), row
    assert found


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_limit_names_its_clock_amount_and_unit(name: str, tables: dict[str, Table]) -> None:
    units = {"U": {"minute", "hour"}, "W": {"minute", "hour"}, "D": {"day"}, "N": {"day"}}
    for row in _dicts(tables[name]):
        if "amount" in row:
            assert set(row) == {"kind", "amount", "unit"}
            assert row["unit"] in units[row["kind"]]
            assert isinstance(row["amount"], int)
            assert row["amount"] > 0


def test_files_are_plain_utf_8_with_a_row_a_line(tables: dict[str, Table]) -> None:
    for name in tables:
        text = (CODES / f"{name}.json").read_bytes()
        assert not text.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in text
        assert text.endswith(b"}\n")
