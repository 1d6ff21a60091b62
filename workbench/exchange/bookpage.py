"""One printed page flow as a worksheet: cells in a few looks, merged areas, column widths in mm, page set-up.

Knows nothing of registers. Text is written as text whatever it begins with.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from workbench.exchange.pagebreaks import page_breaks
from workbench.lean import without

with without("numpy", "pandas"):
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FACE = "Times New Roman"
_DIGIT_PX, _PADDING_PX = 8, 5  # of the face at 12 points, at 96 dots an inch
_MM = 96 / 25.4
_INCH = 25.4
_A4, _A4_MM = 9, (210, 297)
_ROW_PX = 21
_NEAR_TOP = 6  # rows: headings above which no letterhead stands stay in sight
_PROPERTY = 255  # letters of a title in the properties of a file
HIGHEST = 409.0  # points of a row
_ROW_PT = _ROW_PX * 0.75


@dataclass(frozen=True, slots=True)
class CellLook:
    """Size in points, weight, alignment, box around it; `number` for figures that can be added up."""

    size: float = 12.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: str = "left"
    valign: str = "top"
    boxed: bool = False
    number: bool = False


class _Numbered(Worksheet):  # type: ignore[misc]
    """A sheet whose first page bears no page number, which the library has no word for."""

    def _write_header_footer(self) -> None:
        self._xml_start_tag("headerFooter", [("differentFirst", 1)])
        self._write_odd_header()
        self._xml_end_tag("headerFooter")


class PrintedBook:
    """A workbook of printed pages, a sheet for each flow."""

    def __init__(self, title: str) -> None:
        self._made = BytesIO()
        self.book = Workbook(
            self._made,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "default_format_properties": {"font_name": _FACE, "font_size": 12},
                "default_column_width": 72,
                "default_row_height": _ROW_PX,
            },
        )
        self.book.set_properties({"title": title[:_PROPERTY]})

    def data(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self._made.getvalue()


class BookPage:
    """One sheet of a workbook. Rows and columns count from 0."""

    def __init__(self, title: str, printed: PrintedBook) -> None:
        self._book = printed.book
        self._sheet = self._book.add_worksheet(_sheet_name(title), _Numbered)
        self._formats: dict[CellLook, Format] = {}
        self._breaks: list[int] = []
        self._heights: dict[int, float] = {}
        self._kept: set[int] = set()
        self._down: list[tuple[int, int, int, int, str | float, Format]] = []

    def columns(self, widths: list[float]) -> None:
        """Widths of the columns, mm."""
        for at, width in enumerate(widths):
            self._sheet.set_column(at, at, max(0.5, (width * _MM - _PADDING_PX) / _DIGIT_PX))

    def put(
        self, row: int, column: int, value: str | float, look: CellLook, across: int = 1, down: int = 1,
        *, divided: bool = True,
    ) -> None:  # fmt: skip
        """A value in a cell, or in cells merged across columns and down rows; those that go down over the end of a
        page are `divided` there, unless their words need all the room."""
        made = self._format(look)
        if down > 1 and not divided:
            self._sheet.merge_range(row, column, row + down - 1, column + across - 1, "", made)
            self._write(row, column, value, made, blank=False)
            return
        if down > 1:
            self._down.append((row, column, across, down, value, made))
            return
        if across > 1:
            self._sheet.merge_range(row, column, row, column + across - 1, "", made)
        self._write(row, column, value, made, blank=across == 1)

    def _write(self, row: int, column: int, value: str | float, made: Format, *, blank: bool) -> None:
        if isinstance(value, str):
            if value:
                self._sheet.write_string(row, column, value, made)
            elif blank:
                self._sheet.write_blank(row, column, None, made)
        else:
            self._sheet.write_number(row, column, value, made)

    def height(self, row: int, points: float) -> None:
        """Height of a row."""
        self._sheet.set_row(row, points)
        self._heights[row] = points

    def break_before(self, row: int) -> None:
        """A new page begins with this row."""
        self._breaks.append(row)

    def keep(self, row: int) -> None:
        """No page ends with this row."""
        self._kept.add(row)

    def finish(
        self, *, landscape: bool, margins: tuple[float, float, float, float], repeat: tuple[int, int] | None,
        last: tuple[int, int],
    ) -> None:  # fmt: skip
        """The page: A4, one page wide, margins (left, right, top, bottom) in mm, rows that come again on each
        page, the last cell that is printed."""
        sheet = self._sheet
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(*(side / _INCH for side in margins))
        sheet.set_header(f'&C&"{_FACE},Regular"&13&P', {"margin": 10 / _INCH})
        sheet.fit_to_pages(1, 0)
        if repeat is not None:
            sheet.repeat_rows(*repeat)
            if repeat[1] < _NEAR_TOP:
                sheet.freeze_panes(repeat[1] + 1, 0)
        breaks = self._page_breaks(landscape, margins, repeat, last[0])
        sheet.set_h_pagebreaks(breaks)
        self._write_down(breaks)
        sheet.print_area(0, 0, *last)
        sheet.hide_gridlines(2)

    def _write_down(self, breaks: list[int]) -> None:
        """Cells that go down several rows: divided where a page ends, so that each page has its lines all around."""
        for row, column, across, down, value, made in self._down:
            starts = [row, *(page for page in breaks if row < page < row + down), row + down]
            for start, end in pairwise(starts):
                alone = across == 1 and end == start + 1
                if not alone:
                    self._sheet.merge_range(start, column, end - 1, column + across - 1, "", made)
                self._write(start, column, value if start == row else "", made, blank=alone)

    def _page_breaks(
        self, landscape: bool, margins: tuple[float, float, float, float], repeat: tuple[int, int] | None, last: int
    ) -> list[int]:
        heights = [self._heights.get(row, _ROW_PT) for row in range(last + 1)]
        room = (_A4_MM[not landscape] - margins[2] - margins[3]) * 72 / _INCH
        heading = sum(heights[repeat[0] : repeat[1] + 1]) if repeat else 0.0
        goes_down = any(row > (repeat[1] if repeat else -1) for row, *_ in self._down)
        return page_breaks(heights, room, self._kept, heading, self._breaks, every=goes_down)

    def _format(self, look: CellLook) -> Format:
        found = self._formats.get(look)
        if found is None:
            parts: dict[str, Any] = asdict(look)
            if parts.pop("boxed"):
                parts["border"] = 1
            if parts.pop("number"):
                parts["num_format"] = "#,##0.###"
            parts["font_size"] = parts.pop("size")
            parts["underline"] = int(parts["underline"])
            found = self._book.add_format({"font_name": _FACE, "text_wrap": True, **parts})
            self._formats[look] = found
        return found


def _sheet_name(title: str) -> str:
    """A title as the name of a sheet: 31 letters, without the signs that Excel forbids."""
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "1"
