"""Vietnamese alphabetical order as a text key that can be stored, indexed and compared byte by byte.

Order: letters (a ă â b c d đ e ê …, with f j w z in their Latin places), then tones (ngang huyền hỏi ngã sắc
nặng), then small before capital; signs before digits before letters; digits by value. The rules are those of
the Vietnamese collation of Unicode, without its library.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_FIRST_LETTER = 0x41  # ranks are letters A, B, … in the key, above the digits
_RANK = {letter: chr(_FIRST_LETTER + i) for i, letter in enumerate(_ALPHABET)}
_PART = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)
_BLANK, _SIGN = "!", "#"


def sort_key(s: str) -> str:
    """The key of `s`: compare keys, not texts. Equal letters come before their tones, tones before case."""
    parts = _PART.findall(unicodedata.normalize("NFC", s.strip()))
    return " ".join(map("".join, zip(*map(_part_key, parts), strict=True))) if parts else "  "


@lru_cache(maxsize=65536)
def _part_key(part: str) -> tuple[str, str, str]:
    if part[0].isdecimal():
        digits = str(int(part))
        return f"{len(digits):02d}{digits}", "", ""
    if part.isspace():
        return _BLANK, "", ""
    if not part[0].isalpha():
        return f"{_SIGN}{part}", "", ""
    ranks, tones, cases = [], [], []
    for char in part:
        rank, tone, case = _letter_key(char)
        ranks.append(rank)
        tones.append(tone)
        cases.append(case)
    return "".join(ranks), "".join(tones), "".join(cases)


def _letter_key(char: str) -> tuple[str, str, str]:
    case = "1" if char.isupper() else "0"
    marks = unicodedata.normalize("NFD", char.lower())
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    rank = _RANK.get(base) or _RANK.get(base[0]) or _RANK.get(marks[0])
    return rank or f"~{base}", tone, case
