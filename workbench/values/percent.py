"""Shares as they are read: "66,7%", the sign close to its number as official reports have it (R7)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from workbench.values.money import format_number, rounded

NOTHING = "–"  # there was nothing to take a part of


def format_percent(share: float | Fraction | None, decimals: int = 1, *, lang: str | None = None) -> str:
    """ "66,7%" of a share of 1, in English "66.7%"; "–" for None. With so many decimals, noughts among them.

    Half a last place goes up, away from nought.
    """
    return NOTHING if share is None else f"{percent_figure(share, decimals, lang=lang)}%"


def percent_figure(share: float | Fraction, decimals: int = 1, *, lang: str | None = None) -> str:
    """ "66,7": the figure alone, where a heading has the sign."""
    return format_number(_rounded(share, decimals), decimals, lang=lang)


def plain_percent(share: float | Fraction | None, decimals: int = 1) -> str:
    """ "66.7" below a heading that names the unit, as workbooks and scripts read it; "" for None."""
    return "" if share is None else f"{_rounded(share, decimals)}"


def _rounded(share: float | Fraction, decimals: int) -> Decimal:
    if isinstance(share, Fraction):
        whole = Decimal(100 * share.numerator) / share.denominator
    else:
        whole = 100 * Decimal(f"{share:.15g}")  # 0.285 is meant, not what stands nearest to it
    return rounded(whole, decimals)
