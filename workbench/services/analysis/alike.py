"""Whether short descriptions of places, markets, products and works are about the same: by their telling words."""

from __future__ import annotations

from functools import lru_cache

from workbench.domain.matching import ALIKE, likeness
from workbench.values.dates import parse_year_range
from workbench.values.text import fold, words

#: Words that any place, work, product or market may have beside what tells it from others, folded.
_OF_PLACES = (
    "ven khu vuc vung tinh huyen xa phuong bo phia cua dau vam ha thuong luu doan qua tai tren dia ban giap gan canh"
    " trung tam noi ngoai cac hai ba va cung hien huu doc tuyen"
)
_OF_WORKS = "du an dau tu xay dung nang cap cai tao mo rong phat trien he thong cum tuyen doan giai qua tinh lien va cac"
_OF_PRODUCTS = (
    "du an dau tu xay dung phat trien san xuat che bien san pham nha may nhom nganh hang chu luc the manh cay con an"
    " trai giong trong nuoi khai thac xuat khau dong lanh khu vung trung tam tap trung dich vu cong nghiep va cac hang"
)
_OF_MARKETS = (
    "thi truong xuat khau sang trong nuoc noi dia noi tieu dung quoc te quoc gia khach hang san pham cac tinh luoi dien"
    " dich vu va cho den toi tai"
)
PLACE_WORDS = frozenset(_OF_PLACES.split())
WORK_WORDS = frozenset(_OF_WORKS.split())
PRODUCT_WORDS = frozenset(_OF_PRODUCTS.split())
_MARKET_WORDS = frozenset(_OF_MARKETS.split())
NEAR = 2 / 3  # share of the shorter's telling words that the other has too
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
    return _telling(text, PLACE_WORDS) if text else frozenset()


@lru_cache(maxsize=65536)
def near(one: str, other: str) -> bool:
    """Whether two places are the same or about the same: "Cảng sông Hậu" and "Cảng sông Hậu, bờ bắc"."""
    return fold(one) == fold(other) or _share(place_words(one), place_words(other)) >= NEAR


@lru_cache(maxsize=65536)
def market_of(text: str, product: frozenset[str]) -> frozenset[str]:
    """What a market is told by beside the product that is sold; nothing for "xuất khẩu", "trong nước"."""
    return frozenset(word for word in words(text) if word not in _MARKET_WORDS and word not in product)


def same_market(one: str, other: str, product: frozenset[str] = frozenset()) -> bool:
    """Whether two markets are the same in other words, or one is part of the other. `product`: words of both sides."""
    ours, theirs = market_of(one, product), market_of(other, product)
    if bool(ours) != bool(theirs):
        return False  # "Hàn Quốc" and any market abroad
    if ours:
        return _share(ours, theirs) >= NEAR
    every, others = frozenset(words(one)), frozenset(words(other))
    held = (every <= others or others <= every) and min(len(every), len(others)) >= _FEW
    return held or likeness(one, other) >= ALIKE


@lru_cache(maxsize=65536)
def same_kind(one: str, other: str, left_out: frozenset[str] = WORK_WORDS) -> bool:
    """Whether two products, or the names of two works, speak of the same kind of thing.

    `left_out`: words that tell nothing there. Works whose numbers have none in common are not the same.
    """
    if fold(one) == fold(other):
        return True
    ours, theirs = _telling(one, left_out), _telling(other, left_out)
    numbers, others = _numbers(ours), _numbers(theirs)
    if numbers and others and not numbers & others:
        return False
    return _share(ours, theirs) >= SAME_KIND


def telling_words(text: str, left_out: frozenset[str]) -> frozenset[str]:
    """The words of a text but those left out; all of them when none would be left."""
    return _telling(text, left_out)


def _numbers(held: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in held if any(letter.isdigit() for letter in word))


def next_of(one: str, other: str) -> bool:
    """Whether two names differ by a number alone: the next phase, the next section of the same work."""
    (ours, ours_said), (theirs, theirs_said) = _numbered(one), _numbered(other)
    return ours_said == theirs_said and ours != theirs


@lru_cache(maxsize=65536)
def _numbered(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name, and those that are no numbers."""
    every = tuple(words(name))
    return every, tuple(word for word in every if not word.isdigit())


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
