"""What counts as said on a paper."""

from __future__ import annotations

import pytest

from app.showing.reading import lacking

WORDS = "本周受理140件，按时率87.6%，最久6.8天。"


@pytest.mark.parametrize("number", ["140件", "87.6%", "6.8天"])
def test_a_figure_that_stands_there_is_found(number: str) -> None:
    assert lacking(WORDS, texts=("本周 受理140件",), numbers=(number,)) == ()


@pytest.mark.parametrize("number", ["40件", "7.6%", "6%", "8天", "141件"])
def test_a_figure_that_is_only_the_end_of_another_is_not(number: str) -> None:
    assert lacking(WORDS, texts=(), numbers=(number,)) == (number,)


def test_a_sentence_must_be_there_word_for_word() -> None:
    assert lacking(WORDS, texts=("本周受理14件",), numbers=()) == ("本周受理14件",)
