"""What the label of a group says once the words around it are put aside: "CÁC KIẾN NGHỊ ĐANG GIẢI QUYẾT (03)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from workbench.exchange.plainwords import plain_words
from workbench.values.text import clean

_NUMERAL = re.compile(r"^\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,2})\s*[.)]\s*")
_COUNT = re.compile(r"\s*(?:[:,–-]\s*|\(\s*)(?:gồm\s+|có\s+)?\d{1,4}(?:\s+[^\W\d_]+){0,3}\s*\)?\s*$")
_NOTHING = frozenset(("", "khác"))


def without_numeral(label: str) -> str:
    """A label without what numbers it: "II. Du lịch" -> "Du lịch"."""
    return _NUMERAL.sub("", label) or label


def wordings(label: str) -> Iterator[str]:
    """The label as written, without its count, and without the words that only say what is listed below it."""
    written = clean(label)
    yield written
    bare = _COUNT.sub("", without_numeral(written)).rstrip(" :.")
    for said in (bare, bare[match.end() :] if (match := _opening().match(bare)) else ""):
        if said != written and said.casefold() not in _NOTHING:
            yield said


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """The words before what a label names, in their order: how many, of what, towards whom."""
    words = plain_words("group")
    sets, things, towards = (_any_of(words[kind]) for kind in ("sets", "things", "towards"))
    between = r"(?:\s*,\s*|\s*/\s*|\s+và\s+|\s+)"
    return re.compile(rf"^(?:{sets}\s+)*(?:{things}{between})*(?:{towards}\s+)*", re.IGNORECASE)


def _any_of(phrases: Sequence[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first) + ")"


def says_the_rest(label: str) -> bool:
    """ "Các nội dung khác", "Lĩnh vực khác": what the other groups leave over."""
    return label.casefold().rstrip(" :.").endswith("khác")
