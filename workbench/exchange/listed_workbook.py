"""A list as it stands on the screen, as a plain workbook: one heading row, then a row for each record.

Days and numbers are written as such, so that they can be sorted and summed; everything else is text, never a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from datetime import date
from io import BytesIO
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from workbench.errors import UserError
from workbench.exchange.sheetwidths import text_height
from workbench.progress import Progress, Silent
from workbench.values.dates import parse_date

_STEP = 200
_NARROW, _WIDE, _WIDEST_CELL = 10, 60, 32_767  # letters: of a column, and what a cell holds at most
_LONG = 20_000  # rows from which on a list is not held in memory
_MOST_ROWS = 1_048_575  # below the heading
_SIZE, _ROW = 12, 15.75  # points
_FIGURE = 8 * 25.4 / 96  # mm
_FACE = {"font_name": "Times New Roman", "font_size": _SIZE}
_HEAD = "#E7EDF9"
_TOLD = 200  # letters in the header of a page, which holds 255 with its marks
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": _FACE,
    "default_column_width": 72,
    "default_row_height": 21,
}


class Lines(Sized, Iterable[Sequence[str]], Protocol):
    """Rows that may be read only while they are gone through."""


def listed_workbook(headings: Sequence[str], rows: Lines, name: str, progress: Progress | None = None) -> bytes:
    """The workbook, its sheet called `name` (cut to what a sheet may be called).

    Of a long list nothing but the row in hand is held: the others lie in a scratch folder until all are there.
    Raises UserError `register.too_many` for more rows than a sheet holds, Cancelled from `progress`.
    """
    if len(rows) > _MOST_ROWS:
        raise UserError("register.too_many", n=len(rows), most=_MOST_ROWS)
    look = progress or Silent()
    if len(rows) <= _LONG:
        return _book(headings, rows, name, look, {"in_memory": True})
    with TemporaryDirectory(prefix="lien-ket-vung-", ignore_cleanup_errors=True) as scratch:
        return _book(headings, rows, name, look, {"constant_memory": True, "tmpdir": scratch})


def _book(headings: Sequence[str], rows: Lines, name: str, look: Progress, how: dict[str, object]) -> bytes:
    import xlsxwriter

    made = BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS | how)
    sheet = book.add_worksheet(_sheet_name(name))
    head = book.add_format(
        _FACE | {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1, "bg_color": _HEAD}
    )
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, head)
    try:
        widths = _write_rows(book, sheet, headings, rows, look)
    except BaseException:
        if "tmpdir" in how:
            sheet.row_data_fh.close()  # Windows removes no folder with an open file
        raise
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    _set_page(sheet, name)
    if headings:
        sheet.autofilter(0, 0, max(1, len(rows)), len(headings) - 1)
    book.close()
    look.step(len(rows), len(rows))
    return made.getvalue()


def _write_rows(book: Any, sheet: Any, headings: Sequence[str], rows: Lines, look: Progress) -> list[int]:
    """Write the rows below the headings; gives the widths of the columns, which the first rows tell."""
    text = book.add_format(_FACE | {"text_wrap": True, "valign": "top"})
    number = book.add_format(_FACE | {"num_format": "#,##0", "valign": "top"})
    day = book.add_format(_FACE | {"num_format": "dd/mm/yyyy", "valign": "top", "align": "center"})
    look.step(0, len(rows))
    source = iter(rows)
    first = list(islice(source, _STEP))
    widths = _widths([headings, *first])
    for at, row in enumerate(chain(first, source)):
        sheet.set_row(at + 1, _height(row, widths))
        if at % _STEP == 0:
            look.step(at, len(rows))
        for column, words in enumerate(row):
            value = _value(words)
            if isinstance(value, date):
                sheet.write_datetime(at + 1, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(at + 1, column, value, number)
            elif value:
                sheet.write_string(at + 1, column, value[:_WIDEST_CELL], text)
    return widths


def _set_page(sheet: Any, name: str) -> None:
    """A4 across, one page wide, headings on every page, and what the list is called over it."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    told = name.replace("&", "&&")[:_TOLD]
    sheet.set_header(f'&C&"Times New Roman,Bold"&13{told}')
    sheet.set_footer('&C&"Times New Roman,Regular"&12&P')


def _value(words: str) -> str | int | date:
    """What a cell says: a day, a whole number without leading noughts, or words."""
    if len(words) == 10 and words[2] == words[5] == "/":
        return parse_date(words).value or words
    if words.isascii() and words.isdigit() and len(words) < 12 and (words == "0" or words[0] != "0"):
        return int(words)
    return words


def _widths(rows: Iterable[Sequence[str]]) -> list[int]:
    longest: dict[int, int] = {}
    for row in rows:
        for column, words in enumerate(row):
            longest[column] = max(longest.get(column, _NARROW), len(words))
    return [min(_WIDE, width + 2) for _, width in sorted(longest.items())]


def _height(row: Sequence[str], widths: Sequence[int]) -> float:
    """Height of a row in points that shows all its lines."""
    broken = (at for at, words in enumerate(row) if len(words) > widths[at] or "\n" in words)
    return max((text_height(row[at], widths[at] * _FIGURE, _SIZE) for at in broken), default=_ROW)


def _sheet_name(name: str) -> str:
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in name)[:31].strip("' ") or "1"
