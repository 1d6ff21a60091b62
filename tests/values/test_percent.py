"""Shares written as official reports write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from workbench.values.percent import format_percent, percent_figure, plain_percent, whole_percent


@pytest.mark.parametrize(
    ("share", "decimals", "vi", "en", "plain"),
    [
        (Fraction(2, 3), 1, "66,7%", "66.7%", "66.7"),
        (0.5, 1, "50,0%", "50.0%", "50.0"),
        (1, 1, "100,0%", "100.0%", "100.0"),
        (0, 1, "0,0%", "0.0%", "0.0"),
        (0.285, 0, "29%", "29%", "29"),
        (Fraction(1, 8), 0, "13%", "13%", "13"),
        (Fraction(1, 8), 1, "12,5%", "12.5%", "12.5"),
        (12.345, 1, "1.234,5%", "1,234.5%", "1234.5"),
        (-0.0001, 1, "0,0%", "0.0%", "0.0"),
        (None, 1, "–", "–", ""),
    ],
)
def test_a_share_is_written_with_its_sign_close_to_the_number(share, decimals, vi, en, plain) -> None:  # type: ignore[no-untyped-def]
    assert format_percent(share, decimals, lang="vi") == vi
    assert format_percent(share, decimals, lang="en") == en
    assert plain_percent(share, decimals) == plain
    assert share is None or percent_figure(share, decimals, lang="vi") == vi.removesuffix("%")


def test_a_whole_share_is_rounded_as_any_other() -> None:
    for thousandths in range(-1000, 3001):
        assert whole_percent(thousandths / 1000) == format_percent(thousandths / 1000, 0), thousandths
