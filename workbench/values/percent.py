"""Shares as they are read: "66,7%", the sign close to its number as official reports have it (R7).

The window writes its scale so while it starts: what reckons exactly is imported when it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

NOTHING = "–"  # there was nothing to take a part of


def format_percent(share: float | Fraction | None, decimals: int = 1, *, lang: str | None = None) -> str:
    """ "66,7%" of a share of 1, in English "66.7%"; "–" for None. With so many decimals, noughts among them.

    Half a last place goes up, away from nought.
    """
    return NOTHING if share is None else f"{percent_figure(share, decimals, lang=lang)}%"


def whole_percent(share: float) -> str:
    """ "115%" of 1.15: where there is nothing behind the comma in any language, as of a scale; halves as above."""
    whole = int(abs(float(f"{share * 100:.12g}")) + 0.5)
    return f"{-whole if share < 0 else whole}%"


def percent_figure(share: float | Fraction, decimals: int = 1, *, lang: str | None = None) -> str:
    """ "66,7": the figure alone, where a heading has the sign."""
    from workbench.values.figures import format_number

    return format_number(_rounded(share, decimals), decimals, lang=lang)


def plain_percent(share: float | Fraction | None, decimals: int = 1) -> str:
    """ "66.7" below a heading that names the unit, as workbooks and scripts read it; "" for None."""
    return "" if share is None else f"{_rounded(share, decimals)}"


def _rounded(share: float | Fraction, decimals: int) -> Decimal:
    from decimal import Decimal

    from workbench.values.figures import rounded

    if isinstance(share, int | float):
        whole = 100 * Decimal(f"{share:.15g}")  # 0.285 is meant, not what stands nearest to it
    else:
        whole = Decimal(100 * share.numerator) / share.denominator
    return rounded(whole, decimals)
