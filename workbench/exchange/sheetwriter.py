"""Writes our own forms as workbooks: letterhead, headings, rows, lists, guide, identity, set-up of the page.

The frame is made by XlsxWriter; the rows of the table are put into its XML as they are, ten times as fast. Texts
stay texts whatever they begin with, and keep so when somebody edits the cell.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from itertools import accumulate
from pathlib import Path
from typing import Any

from workbench.disk import save_whole
from workbench.exchange.filling import GUIDE_SHEET, IDENTITY_SHEET, LISTS_SHEET, RECORDS, FormSheet
from workbench.exchange.pagebreaks import page_breaks
from workbench.exchange.sheetbody import Body
from workbench.exchange.sheetlooks import FACE, Looks
from workbench.exchange.sheetrules import add_rules
from workbench.exchange.sheetwidths import MARGINS, PAGE, POINTS, Widths, text_height, widths_of
from workbench.messages import text_in

FIRST_HEADING = 9  # row, from 1
_DIGIT_PX, _PADDING_PX, _MM = 8, 5, 96 / 25.4  # of Times New Roman at 12 points, as wide printed as on the screen
_ROW = 15.75  # points
_CAPITALS = 0.62  # of the letters that running text has in a line
_LETTERHEAD = {1: 16.0, 2: 17.0, 3: 8.0, 4: 17.0, 5: 24.0, 6: 17.0, 7: 16.0, 8: 17.0}  # heights of rows, points
_NATION = 94.0  # mm: the name of the nation, bold at 12 points, in one line
_SIGNED = 6  # rows of the foot
_WITH_SIGNATURE = 2  # rows of the table that stand on its page
_SENDERS_TASK = {"width": 256, "x_offset": 8, "y_offset": 3}  # px


def save_form(sheet: FormSheet, path: Path) -> None:
    """Write a form; the file appears whole or not at all.

    Raises as `save_whole`.
    """
    save_whole(path, form_bytes(sheet))


def form_bytes(sheet: FormSheet) -> bytes:
    """The workbook of a form. The same form gives the same bytes whenever it is made."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": FACE, "font_size": 12},
            "default_column_width": 72,
            "default_row_height": 21,
        },
    )
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
        self._widths = widths_of(sheet)
        self._heights = dict(_LETTERHEAD)
        self._repeated = 2 if self._widths.two_pages else 0  # columns that come again: they bear no letterhead
        self._last_heading = FIRST_HEADING + max(h.row + h.tall - 2 for h in sheet.headings)
        self._number_row = self._last_heading + 1
        self._first = self._number_row + 1
        self._main = book.add_worksheet(sheet.form.sheet)
        self._foot = self._first + sheet.row_count + 1
        self._last_row = self._foot + _SIGNED
        self.body = Body(sheet, self._looks, self._first, self._last_row, self._widths)

    def write(self) -> None:
        """Everything, sheet by sheet."""
        self._letterhead()
        self._headings()
        self.body.lay_out(self._main)
        self._footer()
        self._page()
        self._todo()
        self._guide()
        ranges = self._lists()
        add_rules(self._main, self._sheet, self._first, ranges, self._looks.whole_number())
        self._identity()
        self._protect(self._main)
        self._main.set_selection(self._first - 1, 1, self._first - 1, 1)
        self._main.activate()

    # the sheet of the form

    def _merge(self, row: int, left: int, right: int, words: str, **facts: Any) -> None:
        """A text over columns `left` to `right` of a row, all from 1. What the sender fills in is `open`."""
        look = self._looks.get(**facts)
        if right > left:
            self._main.merge_range(row - 1, left - 1, row - 1, right - 1, "", look)
        self._main.write_string(row - 1, left - 1, words, look)

    def _height(self, row: int, points: float) -> None:
        """Height of a row, from 1."""
        self._main.set_row(row - 1, points)
        self._heights[row] = points

    def _letterhead(self) -> None:
        sheet, last = self._sheet, self._widths.left
        first = 1 + self._repeated
        half = _middle(self._widths, first, last)
        while half > first and sum(self._widths.columns[half:last]) < _NATION:
            half -= 1
        unknown = not sheet.identity.get("locality") and not sheet.office
        facts: dict[str, Any] = {"size": 12, "across": "center"}
        self._merge(1, first, half, sheet.agency[0].upper(), bold=not sheet.office, open=unknown, **facts)
        self._merge(2, first, half, sheet.agency[1].upper(), bold=True, open=unknown, **facts)
        self._merge(1, half + 1, last, text_in("vi", "form.nation"), bold=True, **facts)
        motto = text_in("vi", "form.motto")
        self._merge(2, half + 1, last, motto, size=13, bold=True, across="center", underlined=True)
        rule = "_" * max(6, round(len(sheet.agency[1] or sheet.agency[0]) * 0.7))
        self._merge(3, first, half, rule, size=8, across="center", up="center")
        self._merge(4, first, half, sheet.number_line, size=13, across="center", open=True)
        self._merge(4, half + 1, last, sheet.place_line, size=13, italic=True, across="center", open=True)
        self._merge(5, first, last, sheet.form.title, size=14, bold=True, across="center", up="center")
        unsaid = not sheet.identity.get("period")
        self._merge(6, first, last, sheet.period_line, size=13, italic=True, across="center", open=unsaid)
        if sheet.window_line:
            self._merge(7, first, last, sheet.window_line, size=12, italic=True, across="center")
        self._above_table()
        left = sum(self._widths.columns[first - 1 : half])
        capitals = {1: (sheet.agency[0], left, 12), 2: (sheet.agency[1], left, 12), 5: (sheet.form.title, None, 14)}
        for row, points in _LETTERHEAD.items():
            words, width, size = capitals.get(row, ("", None, 12))
            room = (width or sum(self._widths.columns[first - 1 : last])) * _CAPITALS
            tall = text_height(words, room, size) if words else 0.0
            self._height(row, max(points if row != 7 or sheet.window_line else 6.0, tall))

    def _above_table(self) -> None:
        """Which form this is, and the unit of its amounts, over the table of each page."""
        last = self._widths.left
        half = self._repeated or _middle(self._widths, 1, last)
        self._merge(8, 1, half, self._sheet.form.code, bold=True)
        for first, end in ((half + 1, last), (last + 1, self._sheet.width)):
            if self._sheet.unit_line and first <= end:
                self._merge(8, first, end, self._sheet.unit_line, italic=True, across="right")

    def _headings(self) -> None:
        size = self._widths.size
        head = self._looks.get(size=size, bold=True, across="center", up="center", box=True, fill=True)
        for heading in self._sheet.headings:
            top = FIRST_HEADING + heading.row - 2
            left = heading.left - 1
            bottom, right = top + heading.tall - 1, left + heading.span - 1
            if heading.tall > 1 or heading.span > 1:
                self._main.merge_range(top, left, bottom, right, "", head)
            self._main.write_string(top, left, heading.words, head)
        number = self._looks.get(size=9, italic=True, across="center", up="center", box=True)
        for column, width in enumerate(self._widths.columns, start=1):
            self._main.write_string(self._number_row - 1, column - 1, f"({column})", number)
            self._main.set_column(column - 1, column - 1, _characters(width))
        self._height(self._number_row, 13.5)
        self._heading_heights()

    def _heading_heights(self) -> None:
        tall = self._last_heading > FIRST_HEADING
        needs = []
        for heading in self._sheet.headings:
            width = sum(self._widths.columns[heading.left - 1 : heading.left - 1 + heading.span])
            needs.append((heading, text_height(heading.words, width * 0.88, self._widths.size)))  # bold is wider
        whole = max((need for heading, need in needs if heading.tall > 1 or not tall), default=30)
        upper = max((need for heading, need in needs if tall and heading.tall == 1 and heading.row == 1), default=0)
        lower = max((need for heading, need in needs if heading.row == 2), default=0)
        if not tall:
            self._height(FIRST_HEADING, max(30, whole))
            return
        self._height(FIRST_HEADING, max(18, upper))
        self._height(FIRST_HEADING + 1, max(26, lower, whole - max(18, upper)))

    def _footer(self) -> None:
        """Who made it and who signs: on the right page of two, the last one that is printed."""
        sheet, row = self._sheet, self._foot
        first, last = (self._widths.left + 1, sheet.width) if self._widths.two_pages else (1, sheet.width)
        half = _middle(self._widths, first, last, 0.5)
        facts: dict[str, Any] = {"size": 13, "bold": True, "across": "center", "open": True}
        self._merge(row, first, half, sheet.preparer, **facts)
        self._merge(row, half + 1, last, sheet.head, **facts)
        facts = {"size": 12, "italic": True, "across": "center", "open": True}
        self._merge(row + 1, first, half, text_in("vi", "form.sign"), **facts)
        self._merge(row + 1, half + 1, last, text_in("vi", "form.sign_seal"), **facts)
        for under in range(row - 1, self._last_row + 1):
            self._height(under, _ROW + 2)

    def _page(self) -> None:
        main, last = self._main, self._sheet.width
        _set_page(main, wide=2 if self._widths.two_pages else 1)
        main.repeat_rows(FIRST_HEADING - 1, self._number_row - 1)
        if self._repeated:
            main.repeat_columns(0, self._repeated - 1)
            main.print_across()
            main.set_v_pagebreaks([self._widths.left])
        main.print_area(0, 0, self._last_row - 1, last - 1)
        main.set_h_pagebreaks(self._page_breaks())
        main.set_header('&C&"Times New Roman,Regular"&13&P', {"margin": 10 / 25.4})
        main.freeze_panes(self._number_row, 2)

    def _page_breaks(self) -> list[int]:
        """Rows with which pages begin, where a title of a group or the signature would else stand alone. Among rows
        that are still empty no page end is set: they grow with what is typed, others are put in between."""
        body, titles = self.body.heights()
        above = [self._heights[row] for row in range(1, self._first)]
        heights = [*above, *body, *(self._heights[row] for row in range(self._foot - 1, self._last_row + 1))]
        kept = {len(above) + title for title in titles}
        signed = len(above) + len(body)
        with_signature = max(len(above), signed - _WITH_SIGNATURE)
        kept.update(range(with_signature, len(heights) - 1))
        room = (PAGE[0] - MARGINS["top"] - MARGINS["bottom"]) * POINTS
        breaks = page_breaks(heights, room, kept, sum(above[FIRST_HEADING - 1 :]))
        empty = signed - self._sheet.blank_rows
        return [row for row in breaks if row <= empty or row >= with_signature]

    def _todo(self) -> None:
        """What is to be done, beside the letterhead: seen on opening, no part of the paper that is signed."""
        if not self._sheet.todo:
            return
        tall = sum(self._heights[row] for row in range(1, FIRST_HEADING)) * 96 / 72
        look = {
            **_SENDERS_TASK,
            "height": round(tall) - 6,
            "font": {"name": FACE, "size": 10},
            "fill": {"color": "#FBF0D9"},
            "line": {"color": "#855400", "width": 1},
            "align": {"vertical": "middle"},
            "object_position": 3,
            "description": self._sheet.todo[0],
        }
        self._main.insert_textbox(0, self._widths.left, "\n".join(self._sheet.todo), look)

    # the other sheets

    def _lists(self) -> dict[str, str]:
        """Lists on a sheet of their own, each with a name; list key to the formula that names it."""
        if not self._sheet.lists:
            return {}
        out = self._book.add_worksheet(LISTS_SHEET)
        head, plain = self._looks.get(size=12, bold=True, box=True, fill=True), self._looks.get(size=12, box=True)
        named: dict[str, str] = {}
        titles = {column.list: column.heading for column in reversed(self._sheet.columns) if column.list}
        for column, (key, labels) in enumerate(self._sheet.lists.items()):
            out.write_string(0, column, titles.get(key) or text_in("vi", f"form.list_{key}"), head)
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
        widths = (13.0, 62.0, 22.0, 88.0, 62.0)  # mm
        whole = sum(widths)
        for column, width in enumerate(widths):
            out.set_column(column, column, _characters(width))
        title = self._looks.get(size=14, bold=True, across="center", up="center")
        out.merge_range(0, 0, 0, 4, "", title)
        out.write_string(0, 0, text_in("vi", "form.guide_title", code=sheet.form.code.upper()), title)
        out.set_row(0, 30)
        plain = self._looks.get(size=12)
        for row, line in enumerate(sheet.guide, start=1):
            out.merge_range(row, 0, row, 4, "", plain)
            out.write_string(row, 0, line, plain)
            out.set_row(row, text_height(line, whole, 12))
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
        out.repeat_rows(top)
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


def _set_page(out: Any, *, lying: bool = True, wide: int = 1) -> None:
    """A4, so many pages wide, within the margins."""
    if lying:
        out.set_landscape()
    out.set_paper(9)
    out.set_margins(**{side: size / 25.4 for side, size in MARGINS.items()})
    out.fit_to_pages(wide, 0)
    out.hide_gridlines(2)


def _characters(width: float) -> float:
    """A width in mm as the figures of the usual type that a column of a workbook holds."""
    return (width * _MM - _PADDING_PX) / _DIGIT_PX


def _middle(widths: Widths, first: int, last: int, share: float = 0.42) -> int:
    """The last column, from 1, of the left part of columns `first` to `last`."""
    wide = widths.columns[first - 1 : last]
    reached = (n for n, so_far in enumerate(accumulate(wide), start=first) if so_far >= sum(wide) * share)
    return max(first, min(next(reached, first), last - 1))


def _letter(column: int) -> str:
    from workbench.exchange.raw import column_letters

    return column_letters(column + 1)
