"""Small signs that stand for words: x in a column to be ticked, "-" for nothing, ditto marks, nil returns."""

from __future__ import annotations

import re

from workbench.values.text import fold

_TICKS = frozenset("x X ✓ ✔ √ v V ☑ ☒ × ✗ ✘ ● • + * ü þ ý R".split()) | {"[x]", "(x)", "[X]", "(X)"}
_NOTHING = re.compile(r"[\s.…·\-–—_/\\]*")
_DITTO = re.compile(
    r"(?:-\s*)?(?:nt|n/t|n\.t\.?)\s*-?|[\"“”″〃']{1,2}|''|,,|-\s*(?:do|[\"“”])\s*-|"
    r"(?:-\s*)?(?:nhu|giong) (?:tren|dong tren|o tren|muc tren|o phia tren)\.?(?:\s*-)?|(?:-\s*)?ditto(?:\s*-)?"
)
_NIL = re.compile(
    r"(?:trong ky|bao cao|den nay|hien nay|nam nay|quy nay|dia phuong|tinh|thanh pho|don vi|[,;:\s])*"
    r"(?:khong|chua)(?: co)? (?:phat sinh|noi dung)\b.{0,80}|khong co(?: (?:kho khan|vuong mac|kien nghi|thoa thuan)\b.{0,60})?"
    r"|khong|nil|\(?khong phat sinh\)?"
)


def is_tick(text: str) -> bool:
    """Whether a cell is ticked: x, X, ✓ and the like."""
    return len(text) <= 3 and text.strip() in _TICKS


def is_nothing(text: str) -> bool:
    """Blank, or only dots and dashes."""
    return _NOTHING.fullmatch(text) is not None


def is_ditto(text: str) -> bool:
    """ "-nt-", a quotation mark, "như trên": the same as above."""
    return 0 < len(text) <= 24 and _DITTO.fullmatch(fold(text).strip()) is not None


def is_nil(text: str) -> bool:
    """ "Không phát sinh", "Trong kỳ không có nội dung báo cáo": there is nothing to report."""
    return 0 < len(text) <= 160 and _NIL.fullmatch(fold(text).strip(" .;-()")) is not None
