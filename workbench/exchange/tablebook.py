"""Plain tables as a workbook: a sheet each, headings repeated in print, numbers as numbers, texts never as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from workbench.disk import save_whole
from workbench.exchange.sheetwidths import text_height
from workbench.lean import without

with without("numpy"):
    import xlsxwriter

Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]
_LEAST, _MOST, _HEADING = 9, 60, 16  # letters of a column; of a heading, before it goes over several lines
_SIZE = 12
_FIGURE = 8 * 25.4 / 96  # width of a figure, mm
_FACE = {"font_name": "Times New Roman", "font_size": _SIZE}
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": _FACE,
    "default_column_width": 72,
    "default_row_height": 21,
}
_MARGINS = {"left": 30 / 25.4, "right": 15 / 25.4, "top": 20 / 25.4, "bottom": 20 / 25.4}  # Decree 30/2020/NĐ-CP
_LINE = 16.5  # points
_TOLD = 200  # letters in the header of a page, which holds 255 with its marks
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def save_tables(tables: Sequence[Table], path: Path) -> None:
    """Write (name, headings, rows) as sheets; the file appears whole or not at all.

    Raises as `save_whole`.
    """
    made = BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        for name, headings, rows in tables:
            _sheet(book, name, headings, rows)
    save_whole(path, made.getvalue())


def _sheet(book: xlsxwriter.Workbook, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(_sheet_name(name, [held.get_name() for held in book.worksheets()]))
    _set_page(sheet, name)
    boxed = {**_FACE, "border": 1, "border_color": "#4A4A4A", "valign": "top"}
    head = book.add_format(
        boxed | {"bold": True, "bg_color": "#E7EDF9", "text_wrap": True, "align": "center", "valign": "vcenter"}
    )
    words_look = book.add_format(boxed | {"text_wrap": True})
    whole, broken = (book.add_format(boxed | {"num_format": shown}) for shown in ("#,##0", "#,##0.0##"))
    deepest, widths = 1, []
    for column, words in enumerate(headings):
        sheet.write_string(0, column, words, head)
        longest = max([min(len(words), _HEADING), *(len(row[column]) for row in rows if column < len(row))])
        width = max(_LEAST, min(_MOST, longest + 2))
        sheet.set_column(column, column, width)
        widths.append(width * _FIGURE)
        deepest = max(deepest, _lines(words, width))
    sheet.set_row(0, deepest * _LINE + 4)
    for line, row in enumerate(rows, start=1):
        heights = [text_height(words, wide, _SIZE) for words, wide in zip(row, widths, strict=False)]
        sheet.set_row(line, max(_LINE, *heights))
        for column, words in enumerate(row):
            if column and _is_number(words):
                number = float(words)
                sheet.write_number(line, column, number, whole if number.is_integer() else broken)
            else:
                sheet.write_string(line, column, words, words_look)


def _set_page(sheet: Any, name: str) -> None:
    """A4 across, one page wide; the name of the table over every page, for the sheet itself begins with headings."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(**_MARGINS)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, 1)
    sheet.hide_gridlines(1)
    told = name.replace("&", "&&")[:_TOLD]
    sheet.set_header(f'&C&"Times New Roman,Bold"&13{told}', {"margin": 10 / 25.4})
    sheet.set_footer('&C&"Times New Roman,Regular"&12&P', {"margin": 10 / 25.4})


def _lines(words: str, width: float) -> int:
    """Lines of a bold heading in a column of so many letters."""
    lines, used = 1, 0
    for word in words.split():
        used += len(word) + (1 if used else 0)
        if used > width - 1:
            lines, used = lines + 1, len(word)
    return lines


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """At most 31 characters, none that a sheet may not have, and not there yet."""
    short = name.translate(_FORBIDDEN).strip("' ")[:31]
    number, made = 2, short
    while made.lower() in {held.lower() for held in taken}:
        made, number = f"{short[:28]} {number}", number + 1
    return made


def _is_number(words: str) -> bool:
    return words.replace(".", "", 1).replace("-", "", 1).isdecimal() and not words.startswith("00")
