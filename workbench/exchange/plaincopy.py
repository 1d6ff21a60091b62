"""An .xlsx copy of a submission that is none (.xls, .ods, .csv, a pasted table): what was read, where it stood."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from workbench.exchange.raw import Area, ErrorValue, RawCell, RawSheet, RawWorkbook, Style
from workbench.messages import text_in

_FORBIDDEN_NAME = re.compile(r"[\[\]:*?/\\]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA_LIKE = ("=", "+", "-", "@")
_NARROW, _WIDE, _LONGEST = 9.0, 60.0, 32_767
_FIRST_DAY = date(1900, 3, 1)


@dataclass(frozen=True)
class PlainCopy:
    """The copy; `raw` is what stands in it; `names` gives for each sheet of the original its name here."""

    data: bytes
    raw: RawWorkbook
    names: Mapping[str, str]


def plain_copy(raw: RawWorkbook) -> PlainCopy:
    """Values, merges and the looks that were read. Formulas come as their values, texts stay texts."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    names: dict[str, str] = {}
    looks: dict[tuple[Style, bool, str], Any] = {}
    for sheet in raw.sheets:
        names[sheet.name] = _sheet_name(sheet.name, {name.casefold() for name in names.values()})
        _write(book, book.add_worksheet(names[sheet.name]), sheet, looks)
    book.close()
    sheets = tuple(replace(sheet, name=names[sheet.name]) for sheet in raw.sheets)
    return PlainCopy(buffer.getvalue(), replace(raw, kind="xlsx", sheets=sheets), names)


def _sheet_name(name: str, taken: set[str]) -> str:
    plain = _FORBIDDEN_NAME.sub(" ", _CONTROL.sub("", name)).strip(" '")[:31] or text_in("vi", "returned.sheet_of_text")
    made, number = plain, 2
    while made.casefold() in taken:
        made, number = f"{plain[:26]} ({number})", number + 1
    return made


def _write(book: Any, out: Any, sheet: RawSheet, looks: dict[tuple[Style, bool, str], Any]) -> None:
    widths: dict[int, float] = {}
    spans = {(area.top, area.left) for area in sheet.merges}
    for area in _apart(sheet.merges):
        out.merge_range(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, "")
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            words = _put(book, out, row - 1, column - 1, cell, looks)
            if (row, column) not in spans:
                longest = max((len(line) for line in words.split("\n")), default=0)
                widths[column] = max(widths.get(column, _NARROW), min(_WIDE, longest * 1.1 + 1))
    for column, width in widths.items():
        hidden = {"hidden": True} if column in sheet.hidden_columns else {}
        out.set_column(column - 1, column - 1, width, None, hidden)
    for row in sheet.hidden_rows:
        out.set_row(row - 1, None, None, {"hidden": True})
    if sheet.state != "visible":
        out.very_hidden() if sheet.state == "very_hidden" else out.hide()


def _apart(areas: tuple[Area, ...]) -> list[Area]:
    """Merges that do not overlap: a workbook with others would need repair."""
    kept: list[Area] = []
    for area in areas:
        clash = any(
            area.top <= o.bottom and o.top <= area.bottom and area.left <= o.right and o.left <= area.right for o in kept
        )
        if not clash and (area.top, area.left) != (area.bottom, area.right):
            kept.append(area)
    return kept


def _put(book: Any, out: Any, row: int, column: int, cell: RawCell, looks: dict[tuple[Style, bool, str], Any]) -> str:
    """One cell; gives the words that stand in it, for the width of its column."""
    value = cell.value.text if isinstance(cell.value, ErrorValue) else cell.value
    if isinstance(value, date) and not isinstance(value, datetime) and value < _FIRST_DAY:
        value = value.strftime("%d/%m/%Y")
    if isinstance(value, datetime) and value.date() < _FIRST_DAY:
        value = value.strftime("%d/%m/%Y")
    if isinstance(value, str):
        words = _CONTROL.sub("", value)[:_LONGEST]
        look = _look(book, looks, cell.style, words.startswith(_FORMULA_LIKE), "")
        out.write_string(row, column, words, look)
        return words
    if isinstance(value, bool):
        out.write_boolean(row, column, value, _look(book, looks, cell.style, False, ""))
        return "TRUE"
    if isinstance(value, int | float):
        out.write_number(row, column, value, _look(book, looks, cell.style, False, ""))
        return str(value)
    if isinstance(value, datetime | date | time | timedelta):
        usual = "dd/mm/yyyy" if isinstance(value, date) else "[h]:mm"
        out.write_datetime(row, column, value, _look(book, looks, cell.style, False, usual))
        return usual
    if cell.style.font:
        out.write_blank(row, column, None, _look(book, looks, cell.style, False, ""))
    return ""


def _look(book: Any, looks: dict[tuple[Style, bool, str], Any], style: Style, forced: bool, usual: str) -> Any:
    key = (style, forced, usual)
    if key not in looks:
        facts: dict[str, Any] = {"text_wrap": True, "valign": "top"}
        facts |= {"font_name": style.font} if style.font else {"font_name": "Times New Roman", "font_size": 12}
        facts |= {name: True for name in ("bold", "italic") if getattr(style, name)}
        facts |= {"font_strikeout": True} if style.strike else {}
        number_format = style.number_format if style.number_format not in ("", "General") else usual
        facts |= {"num_format": number_format} if number_format else {}
        facts |= {"quote_prefix": True} if forced else {}
        looks[key] = book.add_format(facts)
    return looks[key]
