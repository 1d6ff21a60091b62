"""Whether short descriptions of places, markets, products and works are about the same: by their telling words."""

from __future__ import annotations

from functools import lru_cache

from workbench.domain.matching import ALIKE, likeness
from workbench.values.dates import parse_year_range
from workbench.values.text import fold, words

#: Words that any place or work may have beside its name, folded.
_OF_PLACES = (
    "ven khu vuc vung tinh huyen xa phuong bo phia cua dau vam ha thuong luu doan qua tai tren dia ban giap gan canh"
    " trung tam noi ngoai cac hai ba va cung hien huu"
)
_OF_WORKS = "du an dau tu xay dung nang cap cai tao mo rong phat trien he thong cum tuyen doan giai qua tinh lien va cac"
_PLACE_WORDS = frozenset(_OF_PLACES.split())
_WORK_WORDS = frozenset(_OF_WORKS.split())
NEAR = 2 / 3  # share of the shorter place's telling words that the other has too
SAME_KIND = 0.5  # the same of products and works
_FEW = 2  # below so many words a shared one says little


@lru_cache(maxsize=8192)
def _telling(text: str, left_out: frozenset[str]) -> frozenset[str]:
    every = words(text)
    found = frozenset(word for word in every if word not in left_out)
    return found or frozenset(every)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def place_words(text: str) -> frozenset[str]:
    """The words that tell a place from others."""
    return _telling(text, _PLACE_WORDS) if text else frozenset()


@lru_cache(maxsize=65536)
def near(one: str, other: str) -> bool:
    """Whether two places are the same or about the same: "Cảng sông Hậu" and "Cảng sông Hậu, bờ bắc"."""
    return fold(one) == fold(other) or _share(_telling(one, _PLACE_WORDS), _telling(other, _PLACE_WORDS)) >= NEAR


@lru_cache(maxsize=65536)
def same_market(one: str, other: str) -> bool:
    """Whether two markets are the same in other words, or one is part of the other."""
    ours, theirs = frozenset(words(one)), frozenset(words(other))
    held = (ours <= theirs or theirs <= ours) and min(len(ours), len(theirs)) >= _FEW
    return held or likeness(one, other) >= ALIKE


@lru_cache(maxsize=65536)
def same_kind(one: str, other: str) -> bool:
    """Whether two products, or the names of two works, speak of the same kind of thing."""
    return fold(one) == fold(other) or _share(_telling(one, _WORK_WORDS), _telling(other, _WORK_WORDS)) >= SAME_KIND


def same_words(one: str | None, other: str | None) -> bool:
    """Whether a scale is the same in any order of its words; nothing said on both sides is the same too."""
    return sorted(words(one or "")) == sorted(words(other or ""))


def years_of(first: int | None, last: int | None, written: str | None) -> tuple[int | None, int | None]:
    """First and last year, read from the words where no years stand beside them; one year alone is both."""
    if first is None and last is None and written:
        first, last = parse_year_range(written)
    return first if first is not None else last, last if last is not None else first


def overlapping(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> tuple[int, int] | None:
    """First and last common year; None when there is none or a side says no years."""
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return None
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None
