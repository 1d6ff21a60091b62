"""Workbooks saved as one web page with all its parts (MHTML), which often carry the name .xls.

The parts are those of a letter with attachments (RFC 2557); each sheet is a page of its own.
"""

from __future__ import annotations

import html
import re
from email import message_from_bytes
from email.message import Message

from workbench.errors import UserError
from workbench.exchange.reading.draft import BookDraft
from workbench.exchange.reading.encoding import decode
from workbench.exchange.reading.html import read_html
from workbench.exchange.reading.limits import Limits

_SHEET_NAME = re.compile(r"<x:ExcelWorksheet>\s*<x:Name>([^<]*)</x:Name>", re.IGNORECASE)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABS = "tabstrip"  # the page that draws the sheet tabs, a table too


def read_web_archive(data: bytes, limits: Limits) -> BookDraft:
    """The tables of all pages one under another, as `read_html` puts them; of several sheets each below its name."""
    pages: list[str] = []
    names: list[str] = []
    encoding = "utf-8"
    for part in _pages(data):
        body = part.get_payload(decode=True)
        text, found = decode(body) if isinstance(body, bytes) else ("", encoding)
        names = names or [html.unescape(name) for name in _SHEET_NAME.findall(text)]
        if _TABLE.search(text) and _TABS not in str(part.get("Content-Location", "")).lower():
            pages.append(text)
            encoding = found
    if not pages:
        raise UserError("reading.not_workbook")
    if len(pages) > 1 and len(names) == len(pages):
        pages = [f"<p>{html.escape(name)}</p>{page}" for name, page in zip(names, pages, strict=True)]
    return read_html("\n".join(pages), encoding, limits)


def _pages(data: bytes) -> list[Message]:
    try:
        letter = message_from_bytes(data)
        return [part for part in letter.walk() if part.get_content_type() == "text/html"]
    except RecursionError:  # parts within parts without end
        raise UserError("reading.dangerous") from None
