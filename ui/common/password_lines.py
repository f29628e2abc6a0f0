"""The three lines of a change of password, wherever they stand: the present one, the new one, the new one again."""

from __future__ import annotations

from app.domain.problems import Code, Problem

PRESENT, NEW, AGAIN = "password", "new_password", "new_password_again"
LINES = (PRESENT, NEW, AGAIN)

_ABOUT = {Code.WRONG_PASSWORD: PRESENT, Code.WEAK_PASSWORD: NEW, Code.PASSWORDS_DIFFER: AGAIN}


def line_of(problem: Problem) -> str:
    """The line that a refusal is about, empty where it is about none of them."""
    return problem.data.get("field") or _ABOUT.get(problem.code, "")


def check_typed(typed: dict[str, str]) -> None:
    """Pass if all three are there and the last two are the same."""
    for line in LINES:
        if not typed[line]:
            raise Problem(Code.FIELD_MISSING, field=line)
    if typed[NEW] != typed[AGAIN]:
        raise Problem(Code.PASSWORDS_DIFFER)
