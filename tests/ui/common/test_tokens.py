"""The colours keep their promises: text is read at 4.5:1, controls are seen at 3:1, in both modes."""

from __future__ import annotations

import re

import pytest

from ui.common.assets import asset
from ui.common.contrast import contrast, readable
from ui.common.marks import Priority
from ui.common.tokens import DARK, LIGHT, Mode, Tokens, tokens_of

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_text_is_readable_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    for ground in (tokens.pane, tokens.head, tokens.field):
        for ink in (tokens.text, tokens.text2, tokens.text3):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ground in (tokens.bar, tokens.selection, tokens.critical_row):
        for ink in (tokens.text, tokens.text2):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(tokens.on_primary, tokens.primary) >= 4.5
    assert contrast(tokens.on_band, tokens.band) >= 4.5
    assert contrast(tokens.stale_text, tokens.stale_tag) >= 4.5
    assert contrast(tokens.available, tokens.pane) >= 4.5


@BOTH
def test_severities_are_readable_on_panes_and_selected_rows_and_written_on_chips(tokens: Tokens) -> None:
    for priority in Priority:
        colours = tokens.priorities[priority - 1]
        assert contrast(colours.mark, tokens.pane) >= 4.5, priority
        assert contrast(colours.on_selection, tokens.selection) >= (4.5 if tokens is LIGHT else 3.0), priority
        assert contrast(colours.on_chip, colours.mark) >= 4.5, priority


@BOTH
def test_controls_and_focus_are_seen(tokens: Tokens) -> None:
    for ground in (tokens.field, tokens.pane):
        assert contrast(tokens.control, ground) >= 3.0
        assert contrast(tokens.selection_bar, ground) >= 3.0
    assert contrast(tokens.selection_bar, tokens.selection) >= 3.0


@BOTH
def test_three_colour_letters_are_readable_in_their_marks(tokens: Tokens) -> None:
    for colours in (tokens.red, tokens.yellow):
        assert contrast(colours.letter, colours.fill) >= 4.5
    for colours in (tokens.green, tokens.lacking):
        assert contrast(colours.letter, tokens.pane) >= 4.5


@BOTH
def test_the_ramp_runs_one_way(tokens: Tokens) -> None:
    steps = [contrast(colour, "#000000") for colour in tokens.ramp]
    assert steps == sorted(steps, reverse=tokens is LIGHT)


@BOTH
def test_numbers_on_the_ramp_have_a_readable_ink(tokens: Tokens) -> None:
    for colour in tokens.ramp:
        assert contrast(readable(colour, tokens.text, tokens.field), colour) >= 3.8


def test_every_colour_is_written_out_and_both_modes_have_every_role() -> None:
    for mode in Mode:
        tokens = tokens_of(mode)
        for name in tokens.__struct_fields__:
            value = getattr(tokens, name)
            if isinstance(value, str) and name != "mode":
                assert re.fullmatch(r"#[0-9A-F]{6}", value), name


@pytest.mark.parametrize("mode", Mode)
def test_pictures_of_the_style_sheet_use_colours_of_their_mode_only(mode: Mode) -> None:
    tokens = tokens_of(mode)
    known = {value for name in tokens.__struct_fields__ if isinstance(value := getattr(tokens, name), str)}
    for file in asset("styles", mode.value).glob("*.svg"):
        used = set(re.findall(r"#[0-9A-Fa-f]{6}", file.read_text("utf-8")))
        assert used <= known, file.name
