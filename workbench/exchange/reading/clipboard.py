"""A table pasted from Excel, Word, a PDF viewer or a web page, as a workbook of one nameless sheet."""

from __future__ import annotations

from workbench.errors import UserError
from workbench.exchange.raw import RawWorkbook
from workbench.exchange.reading.draft import BookDraft, SheetDraft, finish
from workbench.exchange.reading.limits import DEFAULT, MEGABYTE, Limits
from workbench.messages import text as sentence

MOST = 20 * MEGABYTE


def from_clipboard(html: str | None, tsv: str, limits: Limits = DEFAULT) -> RawWorkbook:
    """What was copied: the HTML when it holds a table (spans, looks), else the text with tabs.

    Cells are texts as they were shown. Raises UserError `reading.empty` when nothing is there.
    """
    import hashlib

    name = sentence("reading.clipboard_name")
    source = html if html and "<t" in html.lower() else ""
    try:
        if len(source) + len(tsv) > MOST:
            raise UserError("reading.too_big", what="file", limit=MOST // MEGABYTE)
        book = _from_html(source, limits) or _from_text(tsv, limits)
        if not any(sheet.filled for sheet in book.sheets):
            raise UserError("reading.empty")
    except UserError as error:
        error.params.setdefault("file", name)
        raise
    return finish(book, name, hashlib.sha256((source + "\0" + tsv).encode("utf-8", "replace")).hexdigest())


def _from_html(source: str, limits: Limits) -> BookDraft | None:
    if not source:
        return None
    from workbench.exchange.reading.html import read_html

    try:
        book = read_html(source, "", limits, "clipboard")
    except UserError as error:
        if error.code == "reading.not_workbook":
            return None
        raise
    return book if book.sheets[0].filled else None


def _from_text(tsv: str, limits: Limits) -> BookDraft:
    from workbench.exchange.reading.delimited import fill, sniff_separator

    book = BookDraft("clipboard", sheets=[SheetDraft("", has_details=False)])
    fill(book.sheets[0], tsv, "\t" if "\t" in tsv else sniff_separator(tsv), limits)
    return book
