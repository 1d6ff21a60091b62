"""Heading rows: flat, under merged group headings, cut over rows without merging, or broken in the middle."""

from __future__ import annotations

from collections.abc import Sequence

from tests.exchange.layouts.drawing import Page
from tests.exchange.layouts.layout import Column, Layout


def draw_heading(page: Page, columns: Sequence[Column], row: int, left: int, layout: Layout) -> int:
    """Draw the heading from `row` down; gives the row below it."""
    if layout.deep == "broken":
        return _broken(page, columns, row, left)
    deep = max(len(column.heading) for column in columns)
    for n in range(len(columns)):
        _column(page, columns, n, row, left, deep, merged=layout.deep != "cut")
    return row + deep


def _column(page: Page, columns: Sequence[Column], n: int, row: int, left: int, deep: int, *, merged: bool) -> None:
    heading = columns[n].heading
    for depth, text in enumerate(heading):
        above = heading[: depth + 1]
        if depth < len(heading) - 1 and n and columns[n - 1].heading[: depth + 1] == above:
            continue  # its left neighbour drew it
        page.put(row + depth, left + n, text, bold=True)
        if not merged:
            continue
        if depth == len(heading) - 1:
            page.merge(row + depth, left + n, row + deep - 1, left + n)
        else:
            last = n
            while last + 1 < len(columns) and columns[last + 1].heading[: depth + 1] == above:
                last += 1
            page.merge(row + depth, left + n, row + depth, left + last)


def _broken(page: Page, columns: Sequence[Column], row: int, left: int) -> int:
    """Each heading cut in two in the middle of its words, without any merge."""
    for at, column in enumerate(columns, left):
        words = " ".join(column.heading).split()
        cut = (len(words) + 1) // 2 if len(words) > 2 else len(words)
        page.put(row, at, " ".join(words[:cut]), bold=True)
        if words[cut:]:
            page.put(row + 1, at, " ".join(words[cut:]), bold=True)
    return row + 2


def draw_index(page: Page, columns: Sequence[Column], row: int, left: int, layout: Layout) -> int:
    """The row of column numbers, if any; gives the row below it."""
    if not layout.index:
        return row
    for n in range(len(columns)):
        shown: object = n + 1
        if layout.index == "brackets":
            shown = f"({n + 1})"
        elif layout.index == "letters":
            shown = "AB"[n] if n < 2 else n - 1
        page.put(row, left + n, shown)  # type: ignore[arg-type]
    return row + 1
