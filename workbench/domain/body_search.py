"""Several authorities in one cell. Works on a `BodyBook`; a single name is read by `BodyBook.resolve`."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from workbench.values.text import clean, without_bullet

if TYPE_CHECKING:
    from workbench.domain.bodies import BodyBook, BodyMatch

_LINE = re.compile(r"[;\n|]|(?<=\S)\s+(?=\d{1,2}[.)]\s*[^\W\d])|(?<=[^\W\d])-\s+(?=[^\W\d])")
_CUT = re.compile(
    r"(\s*(?:,(?!\s*ng[aà]nh\b)|[/+])\s*"
    r"|\s+(?:v[aà]|&|(?<![Đđ]ối )v[oớ]i|c[uù]ng(?!\s+ph[oố]i h[oợ]p)|ho[aặ]c)\s+|\s+[-–]\s+)",
    re.IGNORECASE,
)
_SHARED = re.compile(r"^(?:c[aá]c\s+)?(b[oộ]|s[oở])(?:\s*,\s*ng[aà]nh)?\s*:\s*", re.IGNORECASE)
_HEAD = re.compile(r"(?:c[aá]c\s+)?(b[oộ]|s[oở])\b", re.IGNORECASE)
_LONGEST = 2000  # characters of a list of bodies: a longer line is prose
_MOST_PARTS = 8  # "Văn hóa, Giáo dục, Thanh niên, Thiếu niên và Nhi đồng" has five


def split_authorities(book: BodyBook, text: str, on: date | None) -> list[BodyMatch]:
    """Cut at lines and semicolons; inside, take the longest run of parts that is a body's name."""
    found: list[BodyMatch] = []
    for line in _LINE.split(clean(text)):
        body = re.sub(r"\([^()]*\)", " ", without_bullet(line.strip())).strip(" .,;:*-–+•")
        if body:
            found.extend(_read_line(book, body, on))
    first: dict[object, BodyMatch] = {}
    for match in found:
        place = match.place.unit_id if match.place else ""
        first.setdefault((match.body.body_id, place) if match.body else match.text, match)
    return list(first.values())


def _read_line(book: BodyBook, line: str, on: date | None) -> list[BodyMatch]:
    whole = book.resolve(line, on)
    if len(line) > _LONGEST:
        return [whole]
    if whole.body:
        return _both(book, line, whole, on) or [whole]
    shared = _SHARED.match(line)
    head = shared[1] if shared else ""
    tokens = _CUT.split(line[shared.end() :] if shared else line)
    parts, i, found = tokens, 0, []
    while i < len(parts):
        match, i = _longest(book, parts, i, head, on)
        found.append(match)
        if match.body:
            kind = _HEAD.match(match.body.name)
            head = kind[1] if kind else ""
    return [m for m in found if m.text.strip()]


def _both(book: BodyBook, line: str, whole: BodyMatch, on: date | None) -> list[BodyMatch]:
    """ "Thủ tướng và Chính phủ": two bodies, though one name has all these words without "và"."""
    parts = line.split(" và ")
    if len(parts) != 2 or whole.how == "exact":
        return []
    found = [book.resolve(part, on) for part in parts]
    known = {match.body.body_id for match in found if match.body and match.how in ("exact", "alias")}
    return found if len(known) == 2 else []


def _longest(book: BodyBook, parts: list[str], i: int, head: str, on: date | None) -> tuple[BodyMatch, int]:
    """The body that begins at part `i` and the place after it; parts and separators alternate.

    A part without "Bộ" after one with it is tried with it: "Bộ Tài chính, Xây dựng".
    """
    for j in range(min(len(parts), i + 2 * _MOST_PARTS - 1), i, -2):
        run = "".join(parts[i:j])
        match = book.resolve(run, on)
        if match.body:
            return match, j + 1
        if head and not _HEAD.match(run):
            match = book.resolve(f"{head} {run}", on)
            if match.body:
                return match, j + 1
    return book.resolve(parts[i], on), i + 2
