"""A row of units right under a heading: "(triệu đồng)" below each column of money, "ĐVT" in front. It is no record."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbench.exchange.columns import Parts
from workbench.exchange.grid import Grid
from workbench.values.money import unit_of
from workbench.values.text import fold

_LABEL = re.compile(r"(?:dvt|dv tinh|don vi(?: tinh)?)\W*")
_MEASURE = re.compile(r"\(?(?:%|ha|km|km2|m2|m3|nguoi|luot|ho|cai|du an|van ban|ngay|thang|nam)\)?")


def units_below(grid: Grid, bottom: int, left: int, right: int) -> Mapping[int, str]:
    """The units of money of the row under a heading, by column as they are written; empty where that row is none.

    Every text of the row must be a unit or the label of units, in columns that the heading stands over.
    """
    texts = grid.filled(bottom + 1)
    if not texts or not all(left <= column <= right for column in texts):
        return {}
    units = {column: text.strip(" ()[]") for column, text in texts.items() if _is_money(text)}
    others = [fold(text) for column, text in texts.items() if column not in units]
    if not units or not all(_LABEL.fullmatch(text) or _MEASURE.fullmatch(text) for text in others):
        return {}
    return units


def _is_money(text: str) -> bool:
    """Whether a whole text is a unit of money, with or without its label."""
    bare = text.strip(" ()[]")
    return unit_of(f"({bare})") is not None or (_LABEL.match(fold(bare)) is not None and unit_of(bare) is not None)


def with_units(parts: Parts, units: Mapping[int, str]) -> Parts:
    """Headings with the units below them, as if they were written there: "Tổng nhu cầu vốn (triệu đồng)"."""
    return {c: _with_unit(texts, units[c]) if c in units else texts for c, texts in parts.items()}


def _with_unit(texts: tuple[str, ...], unit: str) -> tuple[str, ...]:
    if unit_of(texts[-1]) == unit_of(f"({unit})"):
        return texts
    return (*texts[:-1], f"{texts[-1]} ({unit})")
