"""The fewest removals, moves and insertions that turn one order of ids into another, for item models. No Qt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

Id = TypeVar("Id", bound=Hashable)


class Removal(Struct, frozen=True):
    """Rows `first` to `last` inclusive go away."""

    first: int
    last: int


class Move(Struct, frozen=True):
    """The row at `source` is taken out and put in so that it stands at `target` afterwards."""

    source: int
    target: int


class Insertion(Struct, frozen=True):
    """Rows `first` to `last` inclusive of the new order come in at these places."""

    first: int
    last: int


def runs(positions: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending positions as inclusive runs: 1 2 3 7 becomes (1, 3) (7, 7)."""
    found: list[tuple[int, int]] = []
    for position in positions:
        if found and found[-1][1] == position - 1:
            found[-1] = (found[-1][0], position)
        else:
            found.append((position, position))
    return found


def removals(old: Sequence[Id], new: Sequence[Id]) -> list[Removal]:
    """What of `old` is not in `new`, the last run first, so that each can be applied as it stands."""
    kept = set(new)
    gone = runs(place for place, key in enumerate(old) if key not in kept)
    return [Removal(first, last) for first, last in reversed(gone)]


def insertions(old: Sequence[Id], new: Sequence[Id]) -> list[Insertion]:
    """What of `new` is not in `old`, the first run first; the rest must stand in the order of `new` already."""
    known = set(old)
    return [Insertion(first, last) for first, last in runs(i for i, key in enumerate(new) if key not in known)]


def moves(old: Sequence[Id], new: Sequence[Id], *, most: int) -> list[Move] | None:
    """The fewest single moves from `old` to `new`, both holding the same ids; None when more than `most` are
    needed.

    The longest ascending part stays where it is (patience sorting), everything else moves once.
    """
    place = {key: index for index, key in enumerate(new)}
    resting = _longest_ascending([place[key] for key in old])
    if len(old) - len(resting) > most:
        return None
    current, steps = list(old), []
    for index, key in enumerate(new):
        if index in resting:
            continue
        source = current.index(key)
        current.pop(source)
        target = current.index(new[index - 1]) + 1 if index else 0
        current.insert(target, key)
        if source != target:
            steps.append(Move(source, target))
    return steps


def _longest_ascending(values: Sequence[int]) -> set[int]:
    """The members of a longest strictly ascending subsequence of distinct values."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        length = bisect_left(tails, value)
        if length == len(tails):
            tails.append(value)
            tail_at.append(index)
        else:
            tails[length], tail_at[length] = value, index
        before.append(tail_at[length - 1] if length else -1)
    members: set[int] = set()
    index = tail_at[-1] if tail_at else -1
    while index >= 0:
        members.add(values[index])
        index = before[index]
    return members
