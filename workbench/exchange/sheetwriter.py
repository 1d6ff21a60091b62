"""Writes workbooks: the only place that knows openpyxl. Everything it is given is written as text or number,
never as a formula.
"""

from __future__ import annotations

import os
import re
from copy import copy
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from typing import IO, Any
from weakref import WeakKeyDictionary
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workbench.errors import UserError
from workbench.exchange.filling import GUIDE_SHEET, IDENTITY_SHEET, LISTS_SHEET, FormSheet
from workbench.exchange.forms import FormColumn
from workbench.lean import without
from workbench.messages import text_in

with without("numpy"):
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet
    from openpyxl.writer.excel import ExcelWriter
    from openpyxl.xml.constants import ARC_CORE

_FACE = "Times New Roman"
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="E7EDF9")
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="top", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="top", wrap_text=True)
_FAR_RIGHT = Alignment(horizontal="right", vertical="center")
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_OPEN = Protection(locked=False)
_LOOKS: WeakKeyDictionary[Workbook, dict[tuple[object, ...], Any]] = WeakKeyDictionary()
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(<)")
_FORMATS = {"date": "dd/mm/yyyy", "amount": "#,##0.###", "year": "0"}
_FIRST_HEADING = 8
_WIDE = 165  # characters on A4 landscape at a size that can still be read


def save_form(sheet: FormSheet, path: Path) -> None:
    """Write a form; the file appears whole or not at all.

    Raises UserError `folder_not_writable` when it cannot be written there.
    """
    book = Workbook()
    main = book.active
    assert main is not None
    main.title = sheet.form.sheet
    last_heading = _headings(main, sheet)
    _letterhead(main, sheet)
    first = last_heading + 2
    _rows(main, sheet, first)
    _footer(main, sheet, first + sheet.row_count + 1)
    ranges = _lists(book, sheet)
    _choices(main, sheet, first, ranges)
    _page(main, sheet, last_heading + 1)
    _guide(book, sheet)
    _identity(book, sheet)
    _protect(main)
    _save(book, path, datetime.combine(sheet.made, time()))


def put(cell: Any, words: object) -> None:
    """A value as it is: text stays text, whatever it begins with, and keeps so when somebody edits the cell."""
    if isinstance(words, str):
        cell.value = _ESCAPED.sub(lambda found: "_x005F" + found.group(), words)
        cell.data_type = "s"
        if words[:1] in "=+-@":
            cell.quotePrefix = True
    else:
        cell.value = words


def _write(
    sheet: Worksheet, row: int, column: int, words: object, font: Font, alignment: Alignment = _MIDDLE
) -> Any:
    cell = sheet.cell(row, column)
    put(cell, words)
    _dress(cell, font=font, alignment=alignment)
    return cell


def _dress(cell: Any, **parts: Any) -> None:
    """Give a cell a look. Each look of a workbook is worked out once and then copied: openpyxl would compare
    every font with all fonts for every cell. The parts are objects kept by this module.
    """
    looks = _LOOKS.setdefault(cell.parent.parent, {})
    key = (tuple(cell._style or ()), *((name, id(part)) for name, part in parts.items()))
    if key not in looks:
        for name, part in parts.items():
            setattr(cell, name, part)
        looks[key] = copy(cell._style)
    else:
        cell._style = copy(looks[key])


@lru_cache(maxsize=64)
def _font(size: float = 11, *, bold: bool = False, italic: bool = False) -> Font:
    return Font(name=_FACE, size=size, bold=bold, italic=italic)


def _letterhead(sheet: Worksheet, form: FormSheet) -> None:
    last = len(form.columns) + 1
    half = max(2, last * 2 // 5)
    right = half + 1
    lines = (
        (1, 1, half, form.agency.upper(), _font(12, bold=True)),
        (1, right, last, text_in("vi", "form.nation"), _font(12, bold=True)),
        (2, 1, half, form.number_line, _font(12)),
        (2, right, last, text_in("vi", "form.motto"), _font(13, bold=True)),
        (3, right, last, form.place_line, _font(12, italic=True)),
        (4, 1, last, form.form.title, _font(14, bold=True)),
        (5, 1, last, form.period_line, _font(12, italic=True)),
    )
    for row, left, end, words, font in lines:
        sheet.merge_cells(start_row=row, end_row=row, start_column=left, end_column=end)
        _write(sheet, row, left, words, font)
    sheet.row_dimensions[4].height = 26
    _write(sheet, 6, last, form.form.code, _font(11, bold=True), _RIGHT)
    if form.unit_line:
        _write(sheet, 7, last, form.unit_line, _font(11, italic=True), _RIGHT)
    for row in (6, 7):
        _dress(sheet.cell(row, last), alignment=_FAR_RIGHT)


def _headings(sheet: Worksheet, form: FormSheet) -> int:
    last_row = _FIRST_HEADING + max(h.row + h.tall - 2 for h in form.headings)
    for heading in form.headings:
        top = _FIRST_HEADING + heading.row - 1
        bottom, right = top + heading.tall - 1, heading.left + heading.span - 1
        if heading.tall > 1 or heading.span > 1:
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=heading.left, end_column=right)
        _write(sheet, top, heading.left, heading.words, _font(11, bold=True))
    count = len(form.columns) + 1
    for column in range(1, count + 1):
        for row in range(_FIRST_HEADING, last_row + 1):
            _dress(sheet.cell(row, column), border=_BOX, fill=_HEAD)
        number = _write(sheet, last_row + 1, column, f"({column})", _font(10, italic=True))
        _dress(number, border=_BOX)
    sheet.column_dimensions["A"].width = 5
    shrink = min(1.0, _WIDE / sum(spec.width for spec in form.columns))
    for column, spec in enumerate(form.columns, start=2):
        sheet.column_dimensions[get_column_letter(column)].width = max(7.5, spec.width * shrink)
    for row in range(_FIRST_HEADING, last_row + 1):
        sheet.row_dimensions[row].height = 62 if last_row == _FIRST_HEADING else 34
    return last_row


def _rows(sheet: Worksheet, form: FormSheet, first: int) -> None:
    looks = [(column, _look(spec)) for column, spec in enumerate(form.columns, start=2)]
    font = _font(11)
    for row in range(first, first + form.row_count):
        number = row - first
        filled = form.rows[number] if number < len(form.rows) else {}
        if not filled:
            sheet.row_dimensions[row].height = 30  # filled ones grow with their words
        values = [number + 1 if filled else None, *(filled.get(spec.key) for spec in form.columns)]
        for (column, (alignment, number_format)), value in zip(
            ((1, (_CENTRE, "General")), *looks), values, strict=True
        ):
            cell = sheet.cell(row, column)
            if value is not None:
                put(cell, value)
            _dress(cell, font=font, alignment=alignment, border=_BOX, protection=_OPEN)
            if number_format != "General":
                cell.number_format = number_format


def _look(spec: FormColumn) -> tuple[Alignment, str]:
    number_format = spec.format or _FORMATS.get(spec.kind, "@" if spec.kind == "docno" else "General")
    if spec.kind == "amount":
        return _RIGHT, number_format
    return (_CENTRE if spec.kind in ("date", "year", "docno") else _LEFT), number_format


def _footer(sheet: Worksheet, form: FormSheet, row: int) -> None:
    last = len(form.columns) + 1
    half = max(2, last // 2)
    lines = (
        (row, half + 1, last, form.place_line, _font(12, italic=True)),
        (row + 1, 1, half, text_in("vi", "form.preparer"), _font(12, bold=True)),
        (row + 1, half + 1, last, text_in("vi", "form.head"), _font(12, bold=True)),
        (row + 2, 1, half, text_in("vi", "form.sign"), _font(11, italic=True)),
        (row + 2, half + 1, last, text_in("vi", "form.sign_seal"), _font(11, italic=True)),
    )
    for at, left, end, words, font in lines:
        sheet.merge_cells(start_row=at, end_row=at, start_column=left, end_column=end)
        _dress(_write(sheet, at, left, words, font), protection=_OPEN)


def _lists(book: Workbook, form: FormSheet) -> dict[str, str]:
    """Lists on a sheet of their own, each with a name; list key to the formula that names it."""
    if not form.lists:
        return {}
    sheet = book.create_sheet(LISTS_SHEET)
    named: dict[str, str] = {}
    for column, (key, labels) in enumerate(form.lists.items(), start=1):
        _write(sheet, 1, column, text_in("vi", f"form.list_{key}"), _font(11, bold=True), _LEFT)
        for row, label in enumerate(labels, start=2):
            _write(sheet, row, column, label, _font(11), _TOP)
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = 44
        name = f"ds_{key}"
        area = f"'{LISTS_SHEET}'!${letter}$2:${letter}${len(labels) + 1}"
        book.defined_names[name] = DefinedName(name, attr_text=area)
        named[key] = f"={name}"
    _protect(sheet)
    return named


def _choices(sheet: Worksheet, form: FormSheet, first: int, ranges: dict[str, str]) -> None:
    for column, spec in enumerate(form.columns, start=2):
        rule = _rule(spec, ranges)
        if rule is None:
            continue
        letter = get_column_letter(column)
        rule.add(f"{letter}{first}:{letter}{first + form.row_count - 1}")
        sheet.add_data_validation(rule)


def _rule(spec: FormColumn, ranges: dict[str, str]) -> DataValidation | None:
    wanted = ranges.get(spec.list) or ranges.get(spec.kind)
    if wanted:
        rule = DataValidation(type="list", formula1=wanted, allow_blank=True)
        several = spec.kind in ("provinces", "authorities")  # more than one may be typed, parted by ";"
        rule.errorStyle = "information" if several else "warning"
        rule.showErrorMessage = not several
    elif spec.kind == "date":
        rule = _between("date", "36526", "73050")  # 1/1/2000 to 1/1/2100
        rule.errorStyle, rule.showErrorMessage = "warning", True
    elif spec.kind == "year":
        rule = _between("whole", "1990", "2100")
        rule.errorStyle, rule.showErrorMessage = "warning", True
    elif spec.kind == "amount":
        rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.errorStyle, rule.showErrorMessage = "warning", True
    else:
        return None
    rule.promptTitle, rule.prompt = spec.heading[:32], text_in("vi", f"form.prompt_{spec.kind}")
    rule.errorTitle, rule.error = spec.heading[:32], text_in("vi", f"form.error_{spec.kind}")
    rule.showInputMessage = True
    return rule


def _between(kind: str, low: str, high: str) -> DataValidation:
    return DataValidation(type=kind, operator="between", formula1=low, formula2=high, allow_blank=True)


def _page(sheet: Worksheet, form: FormSheet, number_row: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    millimetres = {"left": 30, "right": 15, "top": 20, "bottom": 20}
    for side, size in millimetres.items():
        setattr(sheet.page_margins, side, size / 25.4)
    sheet.print_title_rows = f"{_FIRST_HEADING}:{number_row}"
    last = get_column_letter(len(form.columns) + 1)
    sheet.print_area = f"A1:{last}{sheet.max_row}"
    sheet.oddHeader.center.text = "&P"
    sheet.HeaderFooter.differentFirst = True
    sheet.freeze_panes = f"C{number_row + 1}"
    sheet.sheet_view.zoomScale = 90


def _guide(book: Workbook, form: FormSheet) -> None:
    sheet = book.create_sheet(GUIDE_SHEET)
    sheet.column_dimensions["A"].width = 110
    for row, line in enumerate(form.guide, start=1):
        _write(sheet, row, 1, line, _font(12, bold=row == 1), _WRAPPED)
    _protect(sheet)


def _identity(book: Workbook, form: FormSheet) -> None:
    sheet = book.create_sheet(IDENTITY_SHEET)
    for row, (key, value) in enumerate(form.identity.items(), start=1):
        put(sheet.cell(row, 1), key)
        put(sheet.cell(row, 2), value)
        book.custom_doc_props.append(StringProperty(name=f"lkv_{key}", value=value))
    sheet.sheet_state = "veryHidden"


def _protect(sheet: Worksheet) -> None:
    """Headings cannot be overwritten by mistake; no password, so an officer who must may lift it."""
    protection = sheet.protection
    protection.sheet = True
    freedoms = ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter")
    for freedom in freedoms:
        setattr(protection, freedom, False)


def _save(book: Workbook, path: Path, made: datetime) -> None:
    beside = path.with_name(path.name + ".new")
    book.properties.created = made
    try:
        with beside.open("wb") as file:
            with _Steady(file, made) as archive:
                ExcelWriter(book, archive).save()
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UserError("folder_not_writable", folder=str(path.parent)) from error


class _Steady(ZipFile):
    """An archive dated with the day the form was made: the same form is the same bytes whenever it is saved."""

    def __init__(self, file: IO[bytes], made: datetime) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._made = made

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:
        """Sheets, which openpyxl writes to files of its own first."""
        self.writestr(str(arcname), Path(filename).read_bytes())

    def writestr(self, name: Any, data: Any, *_: Any) -> None:
        """One member, with the day of the form."""
        if name == ARC_CORE:
            data = _MODIFIED.sub(rf"\g<1>{self._made:%Y-%m-%dT%H:%M:%SZ}\g<2>", bytes(data).decode())
        super().writestr(ZipInfo(name, self._made.timetuple()[:6]), data, ZIP_DEFLATED)
