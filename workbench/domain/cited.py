"""What a text speaks of, by keys that survive rewording: papers cited, roads and works named. Decides nothing.

"Quốc lộ 62 đoạn qua thị xã" and "QL.62 (đoạn thị xã)" speak of one road, "cầu Đại Ngãi 1" and "cầu Đại Ngãi 2" of two
works.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from workbench.domain.matching import caseless
from workbench.values.codes import all_numbers, doc_key
from workbench.values.text import CAPITALS, clean, fold, squash, words

_ROADS = {
    "ql": r"qu[oố]c l[oộ]|ql",
    "dt": r"[dđ][uư][oờ]ng t[iỉ]nh|t[iỉ]nh l[oộ]|[dđ]t|tl",
    "ct": r"cao t[oố]c ct|ct",
    "hl": r"h[uư][oơ]ng l[oộ]|hl",
    "vd": r"v[aà]nh [dđ]ai|v[dđ]",
}
# What begins a word is looked at first, then its first letter: nearly every place in a text is left at once.
_ROAD = re.compile(
    r"(?<!\w)(?=[QDĐTCHV])(?:"
    + "|".join(rf"(?:{said})[\s.\-]*(?P<{key}>\d{{1,4}}[A-Ea-e]?)(?![\w/])" for key, said in _ROADS.items())
    + ")",
    re.IGNORECASE,
)
_KINDS = (
    "cao tốc|đường sắt|đường ven biển|đường|cầu|cảng cạn|cảng|khu bến|bến cảng|sân bay|cảng hàng không"
    "|hồ chứa nước|hồ chứa|hồ|kênh|sông|rạch|cống|đập|đèo|hầm|trạm bơm|nhà máy"
    "|khu công nghiệp|kcn|cụm công nghiệp|khu kinh tế|bệnh viện|vườn quốc gia"
)
_NAME = rf"[{CAPITALS}]\w*(?:\s+(?:[{CAPITALS}]\w*|\d{{1,2}}(?![\w/,.]\d)))*"
_INITIALS = "".join(sorted({letter for kind in _KINDS.split("|") for letter in (kind[0], kind[0].upper())}))
_WORK = re.compile(rf"(?<!\w)(?=[{_INITIALS}])((?i:{_KINDS}))\s+({_NAME}(?:\s*[-–]\s*{_NAME})*)")
_SAME_KIND = {
    "cang hang khong": "san bay",
    "ho chua nuoc": "ho",
    "ho chua": "ho",
    "khu cong nghiep": "kcn",
    "ben cang": "cang",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """Keys of the papers, roads and works that a text names."""

    papers: frozenset[str] = frozenset()
    works: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """All of them."""
        return self.papers | self.works

    def speaks_of_other(self, other: Cited) -> bool:
        """Both name works, and none in common: two things, however alike the sentences are."""
        return bool(self.works and other.works) and not self.works & other.works

    def shared(self, other: Cited) -> tuple[str, ...]:
        """Why both may tell of one thing, as keys of reasons: the same work or road, the same paper."""
        said = {"match.same_work": self.works & other.works, "match.same_paper": self.papers & other.papers}
        return tuple(key for key, common in said.items() if common)


NOTHING_CITED = Cited()


@lru_cache(maxsize=65536)  # titles and contents of a large file, asked for more than once
def cited(text: str) -> Cited:
    """The keys in a text."""
    if not text:
        return NOTHING_CITED
    line = " ".join(clean(text).split())
    papers = frozenset(doc_key(number) for number in all_numbers(line))
    roads = {f"{found.lastgroup}{found[0][found.start(found.lastgroup or '') - found.start() :].lower()}"
             for found in _ROAD.finditer(line)}  # fmt: skip
    works = {f"{_kind(found[1])} {_ends(found[2])}" for found in _named(line)}
    return Cited(papers, frozenset(roads | works))


def _named(line: str) -> Iterator[re.Match[str]]:
    """Works with their names; none where capitals do not show the names."""
    return iter(()) if caseless(line) else _WORK.finditer(line)


class KnownWorks:
    """Finds works that other texts name in texts whose letters do not show names: all large, all small, no marks."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts

    @cached_property
    def _keys(self) -> Mapping[tuple[str, ...], str]:
        """Keys by the words of kind and name; read from the texts when a text first needs them."""
        keys = {}
        for text in self._texts:
            for found in _named(" ".join(clean(text).split())):
                key = f"{_kind(found[1])} {_ends(found[2])}"
                for kind in {fold(found[1]), _kind(found[1])}:
                    keys[(*kind.split(), *words(found[2]))] = key
        self._texts = ()
        return keys

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._keys), default=0)

    @cached_property
    def _starts(self) -> frozenset[tuple[str, ...]]:
        return frozenset(phrase[:2] for phrase in self._keys)

    def cited(self, text: str) -> Cited:
        """What a text speaks of, with the known works that it names."""
        made = cited(text)
        if not (caseless(text) or text.isascii()) or not self._keys:
            return made
        found, said, at = set(made.works), words(text), 0
        while at < len(said) - 1:
            length = self._at(said, at)
            if length:
                found.add(self._keys[tuple(said[at : at + length])])
            at += length or 1
        return Cited(made.papers, frozenset(found))

    def _at(self, said: Sequence[str], at: int) -> int:
        """How many words the longest known work that begins here has; 0 when none does."""
        if tuple(said[at : at + 2]) not in self._starts:
            return 0
        lengths = range(min(self._longest, len(said) - at), 1, -1)
        return next((n for n in lengths if tuple(said[at : at + n]) in self._keys), 0)


def _kind(said: str) -> str:
    folded = fold(said)
    return _SAME_KIND.get(folded, folded)


def _ends(name: str) -> str:
    """A name as a key; "A - B" and "B - A" are one line."""
    return "-".join(sorted(squash(part) for part in re.split(r"\s*[-–]\s*", name)))


_FILLER = frozenset(
    ("du", "an", "cong", "trinh", "tuyen", "doan", "de", "nghi", "kien", "ve", "cua", "cho", "va", "cac")
)


REWORDED = 0.6  # of the words beyond the names: one thing told in other words


def likeness_beyond(a: str, b: str) -> float:
    """0 to 1: how alike two texts are in what they say of the things they name; rewording is forgiven."""
    from rapidfuzz import fuzz

    left, right = (" ".join(_said(text)) for text in (a, b))
    return fuzz.token_set_ratio(left, right) / 100 if left and right else 0.0


def _said(text: str) -> list[str]:
    """The words of a text without names of roads and works, fillers and numbers."""
    rest = _ROAD.sub(" ", " ".join(clean(text).split()))
    rest = rest if caseless(rest) else _WORK.sub(" ", rest)
    return [word for word in words(rest) if word not in _FILLER and not word.isdigit()]
