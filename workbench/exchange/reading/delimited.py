"""Text with separators: CSV in all its habits, and text pasted from a sheet. Cells stay text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from workbench.errors import UserError
from workbench.exchange.raw import FileKind
from workbench.exchange.reading.draft import BookDraft, CellBudget, Line, SheetDraft
from workbench.exchange.reading.limits import Limits

SEPARATORS = (";", "\t", ",", "|")
_LOOK = 64 * 1024
_RECORDS = 60
_LONGEST = 1 << 20


def read_delimited(text: str, encoding: str, limits: Limits) -> BookDraft:
    """A text file as one sheet without a name. Row = number of the record, header line `sep=` counted too."""
    declared = _declared_separator(text)
    separator = declared or sniff_separator(text)
    kind: FileKind = "tab" if separator == "\t" else "csv"
    book = BookDraft(kind, sheets=[SheetDraft("", has_details=False)], encoding=encoding)
    fill(book.sheets[0], text, separator, limits, skip=1 if declared else 0)
    return book


def fill(sheet: SheetDraft, text: str, separator: str, limits: Limits, skip: int = 0) -> None:
    """Put the records of `text` into `sheet`; empty cells are left out."""
    budget = CellBudget(limits)
    for row, record in enumerate(records(text, separator), start=1):
        line: Line = []
        for column, value in enumerate(record, start=1):
            if value:
                line += (column, value, 0)
        if line and row > skip:
            sheet.lines.append((row, line))
            budget.spend(len(line) // 3, sum(map(len, record)))


def _declared_separator(text: str) -> str:
    """Excel's own first line `sep=;`."""
    if text[:4].lower() == "sep=" and len(text) > 5 and text[5] in "\r\n":
        return text[4]
    return ""


def sniff_separator(text: str) -> str:
    """The separator under which the beginning of the text falls into the most even table."""
    head = text[:_LOOK]
    if len(text) > _LOOK:
        head = head[: head.rfind("\n") + 1] or head
    scores = {separator: _evenness(head, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: scores[separator])
    return best if scores[best] > 0 else ","


def _evenness(head: str, separator: str) -> float:
    """Share of written records that have the commonest number of cells, weighed by that number.

    A mark with a blank behind it is more likely punctuation than a separator.
    """
    if separator not in head:
        return 0.0
    sizes: Counter[int] = Counter()
    for record in _parsed(head, separator, strict=False):
        if any(record):
            sizes[len(record)] += 1
        if sizes.total() >= _RECORDS:
            break
    wide = Counter({size: count for size, count in sizes.items() if size > 1})
    if not wide:
        return 0.0
    size, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    spoken = head.count(separator + " ") / head.count(separator)
    return float(count / sizes.total() * min(size, 6) ** 0.5 * (1 - 0.7 * spoken))


def records(text: str, separator: str) -> Iterator[list[str]]:
    """Records by the rules of quoting; when a quote is never closed, line by line instead."""
    try:
        yield from (_parsed(text, separator, strict=True) if _closed(text, separator) else _by_line(text, separator))
    except csv.Error as error:
        raise UserError("reading.damaged", detail=str(error)) from None


def _closed(text: str, separator: str) -> bool:
    if '"' not in text:
        return True
    try:
        for _ in _parsed(text, separator, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _by_line(text: str, separator: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        yield from list(_parsed(line, separator, strict=False))[:1] or [[]]


def _parsed(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST)
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict))
