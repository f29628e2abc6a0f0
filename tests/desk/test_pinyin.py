"""Finding Chinese names by characters, pinyin and initials."""

from __future__ import annotations

import pytest

from app.desk.pinyin import OTHER_READINGS, finds, initials, keys_of, spelled


def test_a_name_has_initials_and_a_spelling_with_its_digits() -> None:
    assert initials("金通 02") == "jt02"
    assert spelled("金通 02") == "jintong02"
    assert initials("GridPlus 片区") == "gridpluspq"


@pytest.mark.parametrize("query", ["", "金通", "金通02", "jt", "JT0", "jintong", "tong 02"])
def test_every_way_of_typing_finds_it(query: str) -> None:
    assert finds(query, keys_of("金通 02"))


@pytest.mark.parametrize("query", ["华丰", "jj", "03"])
def test_other_words_do_not(query: str) -> None:
    assert not finds(query, keys_of("金通 02"))


@pytest.mark.parametrize("query", ["changjianglu", "zhangjianglu", "cjl", "zjl", "长江"])
def test_a_character_of_two_readings_is_found_by_both(query: str) -> None:
    assert finds(query, keys_of("长江路"))


def test_the_other_reading_is_another() -> None:
    for character, stand_in in OTHER_READINGS.items():
        assert spelled(character) != spelled(stand_in)
