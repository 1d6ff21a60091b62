"""Plain numbers as they are read: marks between thousands and before decimals, rounding of official papers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from workbench import messages

_SWAP = str.maketrans(",.", ".,")


def rounded(number: Decimal, decimals: int) -> Decimal:
    """With so many decimals as official papers round: half a last place goes up, away from nought."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0  # no -0


def format_number(number: int | float | Decimal, decimals: int | None = None, *, lang: str | None = None) -> str:
    """1.284 or 2,7 in Vietnamese, 1,284 or 2.7 in English; `decimals` None shows what there is."""
    exact = number if isinstance(number, Decimal | int) else Decimal(f"{number:.15g}")
    shown = f"{exact:,}" if decimals is None else f"{rounded(Decimal(exact), decimals):,}"
    if decimals is None and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown if (lang or messages.language()) == "en" else shown.translate(_SWAP)
