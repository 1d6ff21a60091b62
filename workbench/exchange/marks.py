"""Small signs that stand for words: x in a column to be ticked, "-" for nothing, ditto marks, nil returns, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbench.values.text import fold

DITTO = 24  # letters of a ditto mark at most
_TICKS = frozenset("xXvVR✓✔√☑☒×✗✘●•+*üþý")
_BRACKETED = re.compile(r"[(\[]\s*[xXvV✓]\s*[)\]]")
_NOTHING = re.compile(r"(?![\s\-–—]*//)[\s.…·\-–—_/\\]*|[\[(]\s*[\])]")  # two strokes are a ditto mark
_QUOTES = str.maketrans(dict.fromkeys("“”″〃", '"'))
_DITTO = re.compile(
    r"(?:- ?)?(?:nt|n/t|n\.t\.?)(?: ?-)?|(?:- ?)?(?:\"{1,2}|'{1,2}|,,)(?: ?-)?|- ?(?:do|ditto) ?-|ditto"
    r"|[- ]*//(?:[- ]*//)*[- ]*"
    r"|(?:- ?)?(?:tuong tu )?(?:nhu|giong) (?:o )?(?:dong |muc |phia )?tren\.?(?: ?-)?"
    r"|(?:- ?)?tuong tu(?: tren)?\.?(?: ?-)?|(?:- ?)?(?:(?:nhu )?(?:da )?neu|da noi) (?:o )?tren\.?(?: ?-)?"
)
_DITTO_STARTS = frozenset("-–—nNgGdDđĐtT\"“”″〃',/")
_NIL = re.compile(
    r"(?:.{0,60}\b)?(?:khong|chua)(?: co)? phat sinh\b.{0,80}"
    r"|(?:.{0,60}\b)?(?:khong|chua) co (?:noi dung|so lieu|kho khan|vuong mac|kien nghi|thoa thuan)\b.{0,60}"
    r"|(?:(?:trong )?(?:ky|quy|thang|nam|dot)\b.{0,30}\b)?khong(?: co)?|nil"
)


def is_tick(text: str) -> bool:
    """Whether a cell is ticked: x, X, ✓ and the like."""
    return text in _TICKS or (len(text) <= 5 and _BRACKETED.fullmatch(text) is not None)


def is_yes(text: str) -> bool:
    """ "Có" in a column to be ticked."""
    return len(text) <= 3 and fold(text) == "co"


def is_no(text: str) -> bool:
    """ "Không" in a column to be ticked."""
    return len(text) <= 5 and fold(text) == "khong"


def is_nothing(text: str) -> bool:
    """Blank, or only dots and dashes."""
    if text[:1].isalnum():
        return False
    return _NOTHING.fullmatch(text) is not None


def may_be_ditto(texts: Iterable[str]) -> bool:
    """Whether any of many texts that are not blank begins as a ditto mark does."""
    return not _DITTO_STARTS.isdisjoint({text[0] for text in texts})


def is_ditto(text: str) -> bool:
    """ "-nt-", a quotation mark, "như trên": the same as above."""
    if not text or len(text) > DITTO or text[0] not in _DITTO_STARTS:
        return False
    return _DITTO.fullmatch(fold(text.translate(_QUOTES))) is not None


def is_nil(text: str) -> bool:
    """ "Không phát sinh", "Trong kỳ không có nội dung báo cáo": there is nothing to report."""
    return 0 < len(text) <= 160 and _NIL.fullmatch(fold(text).strip(" .;-()")) is not None


def bears_number(text: str) -> bool:
    """Whether a text under the heading of the running number numbers a record: short, with a digit."""
    return len(text) <= 12 and any(c.isdigit() for c in text)
