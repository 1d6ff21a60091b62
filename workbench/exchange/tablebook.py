"""Plain tables as a workbook: a sheet each, headings repeated in print, numbers as numbers, texts never as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from workbench.disk import save_whole
from workbench.lean import without

with without("numpy"):
    import xlsxwriter

Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]
_LEAST, _MOST = 8, 60
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def save_tables(tables: Sequence[Table], path: Path) -> None:
    """Write (name, headings, rows) as sheets; the file appears whole or not at all.

    Raises as `save_whole`.
    """
    made = BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        for name, headings, rows in tables:
            _sheet(book, name, headings, rows, head)
    save_whole(path, made.getvalue())


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    head: object,
) -> None:
    sheet = book.add_worksheet(_sheet_name(name, [held.get_name() for held in book.worksheets()]))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, 1)
    for column, words in enumerate(headings):
        sheet.write_string(0, column, words, head)
        longest = max([len(words), *(len(row[column]) for row in rows if column < len(row))])
        sheet.set_column(column, column, max(_LEAST, min(_MOST, longest + 2)))
    for line, row in enumerate(rows, start=1):
        for column, words in enumerate(row):
            if column and _is_number(words):
                sheet.write_number(line, column, float(words))
            else:
                sheet.write_string(line, column, words)


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """At most 31 characters, none that a sheet may not have, and not there yet."""
    short = name.translate(_FORBIDDEN).strip("' ")[:31]
    number, made = 2, short
    while made.lower() in {held.lower() for held in taken}:
        made, number = f"{short[:28]} {number}", number + 1
    return made


def _is_number(words: str) -> bool:
    return words.replace(".", "", 1).replace("-", "", 1).isdecimal() and not words.startswith("00")
