"""Writes our own forms as workbooks: letterhead, headings, rows, lists, guide, identity, set-up of the page.

The frame is made by XlsxWriter; the rows of the table are put into its XML as they are, ten times as fast. Texts
stay texts whatever they begin with, and keep so when somebody edits the cell.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path
from typing import Any

from workbench.disk import save_whole
from workbench.exchange.filling import GUIDE_SHEET, IDENTITY_SHEET, LISTS_SHEET, RECORDS, FormSheet
from workbench.exchange.sheetbody import Body
from workbench.exchange.sheetlooks import Looks, column_widths, text_height
from workbench.exchange.sheetrules import add_rules
from workbench.messages import text_in

FIRST_HEADING = 10  # row, from 1
_ZOOM = 85  # at which headings that stay in sight leave room for rows on a small screen
_MILLIMETRES = {"left": 30, "right": 15, "top": 20, "bottom": 20}  # within Decree 30/2020/NĐ-CP, annex I


def save_form(sheet: FormSheet, path: Path) -> None:
    """Write a form; the file appears whole or not at all.

    Raises as `save_whole`.
    """
    save_whole(path, form_bytes(sheet))


def form_bytes(sheet: FormSheet) -> bytes:
    """The workbook of a form. The same form gives the same bytes whenever it is made."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": sheet.form.title, "created": datetime.combine(sheet.made, time())})
    written = _Form(book, sheet)
    written.write()
    book.close()
    return written.body.into(buffer.getvalue())


class _Form:
    """One form going into a workbook."""

    def __init__(self, book: Any, sheet: FormSheet) -> None:
        self._book = book
        self._sheet = sheet
        self._looks = Looks(book)
        self._widths = column_widths(sheet)
        self._last_heading = FIRST_HEADING + max(h.row + h.tall - 2 for h in sheet.headings)
        self._number_row = self._last_heading + 1
        self._first = self._number_row + 1
        self._main = book.add_worksheet(sheet.form.sheet)
        self._foot = self._first + sheet.row_count + 1
        self._last_row = self._foot + 6
        self.body = Body(sheet, self._looks, self._first, self._last_row, self._widths)

    def write(self) -> None:
        """Everything, sheet by sheet."""
        self._letterhead()
        self._headings()
        self.body.lay_out(self._main)
        self._footer()
        self._page()
        ranges = self._lists()
        add_rules(self._main, self._sheet, self._first, ranges, self._looks.whole_number())
        self._guide()
        self._identity()
        self._protect(self._main)
        self._main.activate()

    # the sheet of the form

    def _merge(self, row: int, left: int, right: int, words: str, **facts: Any) -> None:
        """A text over columns `left` to `right` of a row, all from 1. What the sender fills in is `open`."""
        look = self._looks.get(**facts)
        if right > left:
            self._main.merge_range(row - 1, left - 1, row - 1, right - 1, "", look)
        self._main.write_string(row - 1, left - 1, words, look)

    def _letterhead(self) -> None:
        sheet, last = self._sheet, self._sheet.width
        half = _middle(self._widths)
        unknown = not sheet.identity.get("locality") and not sheet.office
        self._merge(1, 1, half, sheet.agency[0].upper(), size=12, bold=not sheet.office, across="center", open=unknown)
        self._merge(2, 1, half, sheet.agency[1].upper(), size=12, bold=True, across="center", open=unknown)
        self._merge(1, half + 1, last, text_in("vi", "form.nation"), size=12, bold=True, across="center")
        motto = text_in("vi", "form.motto")
        self._merge(2, half + 1, last, motto, size=13, bold=True, across="center", underlined=True)
        rule = "_" * max(6, round(len(sheet.agency[1] or sheet.agency[0]) * 0.9))
        self._merge(3, 1, half, rule, size=8, across="center", up="center")
        self._main.set_row(2, 9)
        self._merge(4, 1, half, sheet.number_line, size=13, across="center", open=True)
        self._merge(4, half + 1, last, sheet.place_line, size=13, italic=True, across="center", open=True)
        self._merge(5, 1, last, sheet.form.title, size=14, bold=True, across="center", up="center")
        self._main.set_row(4, 26)
        unsaid = not sheet.identity.get("period")
        self._merge(6, 1, last, sheet.period_line, size=13, italic=True, across="center", open=unsaid)
        if sheet.window_line:
            self._merge(7, 1, last, sheet.window_line, size=12, italic=True, across="center")
        tail = max(1, last - 3)
        self._merge(8, tail, last, sheet.form.code, size=12, bold=True, across="right")
        if sheet.unit_line:
            self._merge(9, tail, last, sheet.unit_line, size=12, italic=True, across="right")
        for row, words in ((7, sheet.window_line), (9, sheet.unit_line)):
            if not words:
                self._main.set_row(row - 1, 6)

    def _headings(self) -> None:
        head = self._looks.get(size=11, bold=True, across="center", up="center", box=True, fill=True)
        for heading in self._sheet.headings:
            top = FIRST_HEADING + heading.row - 2
            left = heading.left - 1
            bottom, right = top + heading.tall - 1, left + heading.span - 1
            if heading.tall > 1 or heading.span > 1:
                self._main.merge_range(top, left, bottom, right, "", head)
            self._main.write_string(top, left, heading.words, head)
        number = self._looks.get(size=10, italic=True, across="center", up="center", box=True)
        for column in range(1, self._sheet.width + 1):
            self._main.write_string(self._number_row - 1, column - 1, f"({column})", number)
            self._main.set_column(column - 1, column - 1, self._widths[column - 1])
        self._heading_heights()

    def _heading_heights(self) -> None:
        tall = self._last_heading > FIRST_HEADING
        needs = []
        for heading in self._sheet.headings:
            width = sum(self._widths[heading.left - 1 : heading.left - 1 + heading.span])
            needs.append((heading, text_height(heading.words, width * 0.9, 11)))
        whole = max((need for heading, need in needs if heading.tall > 1 or not tall), default=30)
        upper = max((need for heading, need in needs if tall and heading.tall == 1 and heading.row == 1), default=0)
        lower = max((need for heading, need in needs if heading.row == 2), default=0)
        if not tall:
            self._main.set_row(FIRST_HEADING - 1, max(34, whole))
            return
        self._main.set_row(FIRST_HEADING - 1, max(20, upper))
        self._main.set_row(FIRST_HEADING, max(30, lower, whole - max(20, upper)))

    def _footer(self) -> None:
        sheet, last, row = self._sheet, self._sheet.width, self._foot
        half = _middle(self._widths)
        facts: dict[str, Any] = {"size": 13, "bold": True, "across": "center", "open": True}
        self._merge(row, 1, half, sheet.preparer, **facts)
        self._merge(row, half + 1, last, sheet.head, **facts)
        facts = {"size": 12, "italic": True, "across": "center", "open": True}
        self._merge(row + 1, 1, half, text_in("vi", "form.sign"), **facts)
        self._merge(row + 1, half + 1, last, text_in("vi", "form.sign_seal"), **facts)
        self._main.set_row(self._last_row - 1, 15)

    def _page(self) -> None:
        main, last = self._main, self._sheet.width
        _set_page(main)
        main.repeat_rows(FIRST_HEADING - 1, self._number_row - 1)
        main.print_area(0, 0, self._last_row - 1, last - 1)
        main.set_header('&C&"Times New Roman,Regular"&13&P', {"margin": 10 / 25.4})
        main.freeze_panes(self._number_row, 2)
        main.set_zoom(_ZOOM)

    # the other sheets

    def _lists(self) -> dict[str, str]:
        """Lists on a sheet of their own, each with a name; list key to the formula that names it."""
        if not self._sheet.lists:
            return {}
        out = self._book.add_worksheet(LISTS_SHEET)
        head, plain = self._looks.get(size=12, bold=True, box=True, fill=True), self._looks.get(size=12, box=True)
        named: dict[str, str] = {}
        for column, (key, labels) in enumerate(self._sheet.lists.items()):
            out.write_string(0, column, text_in("vi", f"form.list_{key}"), head)
            for row, label in enumerate(labels, start=1):
                out.write_string(row, column, label, plain)
            out.set_column(column, column, min(60, max(len(label) for label in labels) + 4))
            letter = _letter(column)
            area = f"='{LISTS_SHEET}'!${letter}$2:${letter}${len(labels) + 1}"
            self._book.define_name(f"ds_{key}", area)
            named[key] = f"=ds_{key}"
        out.freeze_panes(1, 0)
        _set_page(out, lying=False)
        out.repeat_rows(0)
        self._protect(out)
        return named

    def _guide(self) -> None:
        out, sheet = self._book.add_worksheet(GUIDE_SHEET), self._sheet
        widths = (7, 40, 12, 58, 40)
        for column, width in enumerate(widths):
            out.set_column(column, column, width)
        title = self._looks.get(size=14, bold=True, across="center", up="center")
        out.merge_range(0, 0, 0, 4, "", title)
        out.write_string(0, 0, text_in("vi", "form.guide_title", code=sheet.form.code), title)
        out.set_row(0, 30)
        plain = self._looks.get(size=12)
        for row, line in enumerate(sheet.guide, start=1):
            out.merge_range(row, 0, row, 4, "", plain)
            out.write_string(row, 0, line, plain)
            out.set_row(row, text_height(line, 150, 12))
        top = len(sheet.guide) + 2
        head = self._looks.get(size=12, bold=True, across="center", up="center", box=True, fill=True)
        for column, key in enumerate(("column", "heading", "need", "how", "example")):
            out.write_string(top, column, text_in("vi", f"form.guide_head_{key}"), head)
        cells, centred = self._looks.get(size=12, box=True), self._looks.get(size=12, box=True, across="center")
        for row, told in enumerate(sheet.guide_columns, start=top + 1):
            texts = (told.number, told.heading, told.need, told.how, told.example)
            for column, words in enumerate(texts):
                out.write_string(row, column, words, centred if column in (0, 2) else cells)
            out.set_row(row, max(text_height(words, width, 12) for words, width in zip(texts, widths, strict=True)))
        _set_page(out)
        self._protect(out)

    def _identity(self) -> None:
        """Who the form was made out for, and which records stand in it, as sent."""
        out = self._book.add_worksheet(IDENTITY_SHEET)
        for row, (key, value) in enumerate(self._sheet.identity.items()):
            out.write_string(row, 0, key)
            out.write_string(row, 1, value)
            self._book.set_custom_property(f"lkv_{key}", value, "text")
        if self._sheet.records:
            top = len(self._sheet.identity) + 1
            out.write_string(top, 0, RECORDS)
            for row, record in enumerate(self._sheet.records, start=top + 1):
                for column, words in enumerate(record.line):
                    out.write_string(row, column, words)
        out.very_hidden()

    def _protect(self, out: Any) -> None:
        """Headings cannot be overwritten by mistake; no password, so an officer who must may lift it."""
        freedoms = ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter")
        out.protect("", dict.fromkeys(freedoms, True))


def _set_page(out: Any, lying: bool = True) -> None:
    """A4, one page wide, within the margins."""
    if lying:
        out.set_landscape()
    out.set_paper(9)
    out.set_margins(**{side: size / 25.4 for side, size in _MILLIMETRES.items()})
    out.fit_to_pages(1, 0)
    out.hide_gridlines(2)


def _middle(widths: tuple[float, ...]) -> int:
    """The last column, from 1, of the left part of a letterhead: about two fifths of the width."""
    target = sum(widths) * 0.42
    reached = 0.0
    for column, width in enumerate(widths, start=1):
        reached += width
        if reached >= target:
            return max(1, min(column, len(widths) - 1))
    return max(1, len(widths) // 2)


def _letter(column: int) -> str:
    from workbench.exchange.raw import column_letters

    return column_letters(column + 1)
