"""Rows amid a table that are no part of it: "(còn nữa)", "Trang 2", a printed example, the names under a signature."""

from __future__ import annotations

import re

from workbench.values.text import fold

_GOES_ON = re.compile(
    r"[\s(*\-]*(?:(?:con|xem) (?:nua|tiep)(?: (?:o )?(?:trang|to) (?:sau|ben))?"
    r"|tiep (?:theo )?(?:o )?(?:trang|to) (?:sau|ben|truoc|\d{1,3})"
    r"|(?:da )?het(?: trang)?|chuyen (?:sang )?trang(?: sau)?)[\s.)…*\-]*"
)
_PAGE = re.compile(r"(?:trang|page|tr\.)\s*(?:so\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?|-\s*\d{1,3}\s*-")
_NEXT = re.compile(
    r"\(?(?:tiep(?: theo)?(?: (?:o )?(?:trang|to|bang|bieu|phan|phu luc)\b.*)?"
    r"|(?:trang|page) (?:so )?\d{1,3}\b.*)[\s.:)…]*"
)
_EXAMPLE = re.compile(r"\(?(?:v[./]?d|vi du|thi du|mau)\.?(?: ?(?:so )?\d{1,2})?\)?[:.]?")
_BEGINS_AS_EXAMPLE = re.compile(r"[\s(\[*]*(?:vi du|thi du|vd)(?: ?(?:so )?\d{1,2})?(?:[)\]]?\s*:|[)\]]\s)")
_NAME = re.compile(r"(?:(?:TS|ThS|GS|PGS|KS|BS|CN|Ông|Bà)\.?\s*)*[^\W\d_]+(?:\s+[^\W\d_]+){1,4}")
_OPENINGS = frozenset("(*[ VvTt")
_LONGEST = 40  # letters of a line of this kind, or of a name


def says_goes_on(text: str) -> bool:
    """ "(còn nữa)", "Xem tiếp trang sau": a line for who turns the page."""
    return len(text) <= _LONGEST and _GOES_ON.fullmatch(fold(text)) is not None


def numbers_page(text: str) -> bool:
    """ "Trang 2/5", "- 3 -"."""
    return len(text) <= _LONGEST and _PAGE.fullmatch(fold(text)) is not None


def turns_page(text: str) -> bool:
    """A line where a table goes on: "(tiếp theo)", "Tiếp bảng trên", "Trang 2 - Biểu số 01", "(còn nữa)"."""
    if len(text) > _LONGEST:
        return False
    return _NEXT.fullmatch(fold(text)) is not None or numbers_page(text) or says_goes_on(text)


def numbers_example(text: str) -> bool:
    """ "VD", "Ví dụ 1" under the heading of the running number."""
    return not text[:1].isdigit() and len(text) <= _LONGEST and _EXAMPLE.fullmatch(fold(text)) is not None


def begins_as_example(text: str) -> bool:
    """ "Ví dụ: …", "(Ví dụ) …": what a form shows to be filled in like it."""
    return text[:1] in _OPENINGS and _BEGINS_AS_EXAMPLE.match(fold(text[:_LONGEST])) is not None


def is_bare_name(text: str) -> bool:
    """Two to five words each with a capital and nothing else: a person."""
    if len(text) > _LONGEST or _NAME.fullmatch(text) is None:
        return False
    return all(word[:1].isupper() for word in text.split())
