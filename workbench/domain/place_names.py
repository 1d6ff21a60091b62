"""How the name of a province is written: prefixes, notes, initials, and the keys two spellings are compared by.

Knows spelling only; which names exist and when they were valid is for `places`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from workbench.values.text import clean, squash, tone_key, without_bullet

_BODY = (
    r"(?:ubnd|[uủ][yỷ] ban nh[aâ]n d[aâ]n|h[dđ]nd|h[oộ]i [dđ][oồ]ng nh[aâ]n d[aâ]n|v[aă]n ph[oò]ng|vp"
    r"|t[iỉ]nh [uủ][yỷ]|th[aà]nh [uủ][yỷ])"
)
_KIND = (
    r"(t[iỉ]nh(?=[\s:])|t\.\s?(?=[^\W\d_]{2,}\s[^\W\d_]{2,})"
    r"|th[aà]nh ph[oố]|tp(?=[\s.]|[A-ZĐ]|hcm)\.?|t\.\s?p\.?(?=[\s\w])|th[uủ] [dđ][oô](?=\s))"
)
_PREFIX = re.compile(rf"(?:{_BODY}\s+)*(?:c[aá]c\s+)?(?:{_KIND}\s*:?\s*)?", re.IGNORECASE)
_NOTE = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_BEFORE = r"(?:c[uũ]|tr[uư][oơớ]c (?:[dđ][aâ]y|(?:khi )?s[aá]p nh[aậ]p|\d{1,2}/7/2025))"
_OF_BEFORE = re.compile(
    rf"([^()\[\]]+?)[\s,]*[(\[]?\s*{_BEFORE}\s*[)\]]?",
    re.IGNORECASE,
)
_LONGEST = 200  # characters of a name with what is said of it: a longer line is prose
_BRACKETED = re.compile(rf"\s*[(\[]\s*({_BEFORE})\s*[)\]]", re.IGNORECASE)
_ENDS = " .,;:*-–+•/"
_MARKED = re.compile(r"[^\x00-\x7f]")
_NOT_LETTER = re.compile(r"[\W_]+")
_HOOK_AND_TILDE = str.maketrans({"\u0309": "\u0303"})


class Written(NamedTuple):
    """A name as it stands in a cell: whole without notes, and without prefixes; `kind` is "" when none stood.

    `old` is the name alone where it is said to be the one of before: "Gia Lai (cũ)", "Long An trước sáp nhập".
    """

    whole: str
    bare: str
    kind: str
    old: str = ""


@lru_cache(maxsize=16384)
def written(text: str) -> Written:
    """Drop bullets, notes in brackets, ends; and apart from that "UBND", "tỉnh", "thành phố", "TP."."""
    line = without_bullet(clean(text).replace("\n", " "))
    if len(line) <= _LONGEST and (before := _OF_BEFORE.fullmatch(line.strip(_ENDS))):
        named = written(before[1])
        return Written(named.whole, named.bare, named.kind, named.whole)
    whole = _NOTE.sub("", line).strip(_ENDS) or line.strip(_ENDS + "()")
    found = _PREFIX.match(whole)
    kind = ""
    if found and found[1]:
        kind = "tinh" if found[1].lower().rstrip(" .") in ("tỉnh", "tinh", "t") else "thanh_pho_tw"
    return Written(whole, whole[found.end() :].strip(_ENDS) if found else whole, kind)


def unbracketed(text: str) -> str:
    """ "Gia Lai (cũ), Đắk Lắk" as "Gia Lai cũ, Đắk Lắk": what says which one is meant is no note."""
    return _BRACKETED.sub(r" \1", text)


@lru_cache(maxsize=16384)
def accent_key(text: str) -> str:
    """Letters and digits with accents, one place for the tone: "Thừa Thiên - Huế" -> "thừathiênhuế"."""
    return _NOT_LETTER.sub("", tone_key(text))


@lru_cache(maxsize=16384)
def even_key(text: str) -> str:
    """As `accent_key`, with hỏi and ngã alike: the south and the centre speak, and write, them alike."""
    marks = unicodedata.normalize("NFD", accent_key(text)).translate(_HOOK_AND_TILDE)
    return unicodedata.normalize("NFC", marks)


def plain_key(text: str) -> str:
    """Letters and digits without accents."""
    return squash(text)


def has_marks(text: str) -> bool:
    """Whether the text is written with accents, so that a wrong accent means something."""
    return _MARKED.search(text) is not None


_SHORTENED = re.compile(r"([^\W\d_]{1,2})\s?\.\s?(\S.*)")


def shortened(text: str) -> tuple[str, str] | None:
    """First letters and the rest of "Q.Nam", "Đ. Nẵng", as plain keys; None when not written so."""
    found = _SHORTENED.fullmatch(text)
    return (plain_key(found[1]), plain_key(found[2])) if found else None


def initials(name: str) -> str:
    """ "HG" for Hà Giang, as a plain key."""
    return "".join(plain_key(word)[:1] for word in re.split(r"[\s\-–]+", name))
