"""Roman numerals, by which groups, annexes and parts of reports are numbered."""

from __future__ import annotations

_SIGNS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """I, II, III, IV…; 1 to 399."""
    made = ""
    for value, sign in _SIGNS:
        made += sign * (number // value)
        number %= value
    return made
