"""Marks of state secrets. Content that carries one does not belong in this record (R27; Decree 30/2020 keeps
secret documents in books of their own): it is refused on entry and on import.

Only the mark counts: a stamp on a line of its own, or a degree of secrecy named as such. Words that merely
contain "mật" (mật độ, bảo mật, xâm nhập mặn) are ordinary text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

_DEGREE = r"(?:TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)"
_STAMP = re.compile(rf"^\W*(?:(?:ĐỘ|DẤU)\s+MẬT\s*[:\-–]?\s*)?({_DEGREE})\W*$", re.MULTILINE)
_NAMED = re.compile(rf"\b(?:độ|dấu(?:\s+chỉ)?(?:\s+độ)?)\s+mật\s*[:\-–]\s*({_DEGREE})\b", re.IGNORECASE)
_BRACKETS = re.compile(rf"[(\[]\s*({_DEGREE})\s*[)\]]")
_HIGH = re.compile(r"(?<![\w-])(TUYỆT\s+MẬT|TỐI\s+MẬT)(?![\w-])")
_WAYS = (_STAMP, _NAMED, _BRACKETS, _HIGH)
_RUN = 256  # texts looked at together
_QUICK = re.compile("m[ậâ]t", re.IGNORECASE)


def any_marked(texts: Iterable[str]) -> bool:
    """Whether any of many texts carries a mark."""
    left = iter(texts)
    while run := tuple(islice(left, _RUN)):
        whole = unicodedata.normalize("NFC", "\n".join(run))
        if _QUICK.search(whole) and any(map(secrecy_mark, run)):
            return True
    return False


def secrecy_mark(text: str) -> str:
    """The degree that a text is marked with ("MẬT", "TỐI MẬT", "TUYỆT MẬT"), or "" for ordinary text."""
    if "T" not in text and "t" not in text:
        return ""
    plain = unicodedata.normalize("NFC", text)
    if not _QUICK.search(plain):
        return ""
    for way in _WAYS:
        found = way.search(plain)
        if found:
            return " ".join(found[1].upper().split())
    return ""
