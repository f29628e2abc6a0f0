"""Turning one order into another with the fewest steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.common.row_changes import Move, insertions, moves, removals, runs

IDS = st.lists(st.integers(0, 30), unique=True, max_size=20)


def test_positions_become_inclusive_runs() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
    assert runs([]) == []


def test_one_row_from_top_to_bottom_is_one_move() -> None:
    assert moves(list("abcd"), list("bcda"), most=5) == [Move(0, 3)]


def test_one_row_from_bottom_to_top_is_one_move() -> None:
    assert moves(list("abcd"), list("dabc"), most=5) == [Move(3, 0)]


def test_more_moves_than_allowed_are_refused() -> None:
    assert moves(list(range(10)), list(reversed(range(10))), most=8) is None
    assert moves(list(range(10)), list(reversed(range(10))), most=9) is not None


@given(old=IDS, new=IDS)
def test_the_steps_lead_from_any_order_to_any_other(old: list[int], new: list[int]) -> None:
    rows = list(old)
    for removal in removals(rows, new):
        del rows[removal.first : removal.last + 1]
    kept = set(rows)
    steps = moves(rows, [key for key in new if key in kept], most=len(rows))
    assert steps is not None
    for step in steps:
        rows.insert(step.target, rows.pop(step.source))
    for insertion in insertions(rows, new):
        rows[insertion.first : insertion.first] = new[insertion.first : insertion.last + 1]
    assert rows == new


@given(order=st.permutations(list(range(8))))
def test_what_stands_in_order_already_is_not_moved(order: list[int]) -> None:
    steps = moves(order, sorted(order), most=8)
    assert steps is not None
    longest = max(
        sum(1 for _ in chosen)
        for mask in range(256)
        if (chosen := [v for i, v in enumerate(order) if mask >> i & 1]) == sorted(chosen)
    )
    assert len(steps) <= len(order) - longest
