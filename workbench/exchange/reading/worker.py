"""From bytes to a draft: recognise, guard, read. This is the work that the reading process does."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from workbench.errors import UserError
from workbench.exchange.raw import RawWorkbook
from workbench.exchange.reading.draft import BookDraft, finish, gather
from workbench.exchange.reading.encoding import decode
from workbench.exchange.reading.limits import DEFAULT, MEGABYTE, Limits

if TYPE_CHECKING:
    from workbench.exchange.reading.content import Content

_HEAD = 64 * 1024


def read_bytes_in_process(name: str, data: bytes, limits: Limits = DEFAULT) -> RawWorkbook:
    """Read a file's bytes here and now, without a process around it.

    For files that this program has just written, and for tests. Raises UserError as `read` does.
    """
    import hashlib

    name = file_name(name)
    return finish(read_draft(name, data, limits), name, hashlib.sha256(data).hexdigest())


def file_name(path: str) -> str:
    """Base name in NFC."""
    return unicodedata.normalize("NFC", path.replace("\\", "/").rpartition("/")[2])


def read_draft(name: str, data: bytes, limits: Limits) -> BookDraft:
    """The contents of one file. Every refusal carries the file's name."""
    try:
        if len(data) > limits.file_bytes:
            raise UserError("reading.too_big", what="file", limit=limits.file_bytes // MEGABYTE)
        if not data:
            raise UserError("reading.empty")
        book = _read(data, limits)
        if not any(sheet.filled for sheet in book.sheets):
            raise UserError("importing.only_picture" if book.pictures else "reading.empty")
        for sheet in book.sheets:
            gather(sheet)
        return book
    except UserError as error:
        error.params.setdefault("file", name)
        raise


def _read(data: bytes, limits: Limits) -> BookDraft:
    from workbench.exchange.reading import content

    package = content.open_package(data, limits)
    head, _ = ("", "") if package is not None else decode(data[:_HEAD])
    found = content.recognise(data, head, package)
    if package is not None and found in ("xlsx", "xlsm"):
        from workbench.exchange.reading.xlsx import read_xlsx

        return read_xlsx(package, found, limits)
    if found == "ods":
        from workbench.exchange.reading.ods import read_flat_ods, read_ods

        return read_ods(package, limits) if package is not None else read_flat_ods(data, limits)
    if found == "xls":
        from workbench.exchange.reading.biff import read_biff

        return read_biff(data, limits)
    if package is not None and found == "xlsb":
        from workbench.exchange.reading.calamine_formats import read_by_calamine
        from workbench.exchange.reading.xlsb_extent import check_extents

        check_extents(package, limits)
        return read_by_calamine(data, "xlsb", limits)
    return _read_text(found, data, limits)


def _read_text(found: Content, data: bytes, limits: Limits) -> BookDraft:
    """The formats that are text."""
    if found == "xml2003":
        from workbench.exchange.reading.spreadsheetml import read_spreadsheetml

        return read_spreadsheetml(data, limits)
    if found == "webarchive":
        from workbench.exchange.reading.webarchive import read_web_archive

        return read_web_archive(data, limits)
    text, encoding = decode(data)
    if found == "html":
        from workbench.exchange.reading.html import read_html

        return read_html(text, encoding, limits)
    from workbench.exchange.reading.delimited import read_delimited

    return read_delimited(text, encoding, limits)
