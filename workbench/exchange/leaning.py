"""Which field of a form a heading leans to, by the words that its fields' headings use and the others' do not.

A comparison only: how well a heading fits at all is judged in `headings`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

_KINDS = ("so", "ngay", "thang", "nam", "thoi", "gian", "ten", "ma", "loai", "muc")  # name a kind of contents, no field
_PLAIN = 0.4

#: Words that turn the meaning of what stands beside them.
TURNING = frozenset(("ngoai", "khong", "chua", "tru", "khac"))

#: Phrases that make another thing of a column, whatever else its heading says: figures of the past, the paperwork itself.
ANOTHER = tuple(
    tuple(phrase.split())
    for phrase in (
        "giai ngan", "oda", "da bo tri", "da cap", "thanh toan", "quyet toan", "tam ung", "luy ke", "ke hoach von",
        "con thieu", "con lai", "ty le", "ti le", "thiet hai", "co quan phoi hop", "don vi phoi hop", "cap nhat", "het hieu luc", "don doc",
        "nguoi ky", "chuc vu", "vao so", "luu tru", "dien thoai", "so lan", "ngay bao cao", "don vi bao cao",
    )
)  # fmt: skip


def another(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """The phrases of `ANOTHER` that stand in a heading."""
    run = tuple(words)
    return frozenset(p for p in ANOTHER if any(run[at : at + len(p)] == p for at in range(len(run))))


_DOUBT = 0.35  # of a heading more with every word: one never seen with a field does not rule it out
_FEW = 3.0  # further headings that say nothing: a field with few of them is not surer for it
_TURN = 3.0
_TELLING = 1 / (1 + math.log(2))  # of words that at most two fields use
_SELDOM = math.log(0.25)


class Leaning:
    """The words of each field of one form. Built of (field, words of one of its headings).

    `seldom`: fields that most tables do not have.
    """

    def __init__(self, headings: Iterable[tuple[str, Sequence[str]]], seldom: Collection[str] = ()) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._another: dict[str, frozenset[tuple[str, ...]]] = {}
        self._sizes: Counter[str] = Counter()
        for field, words in headings:
            self._counts.setdefault(field, Counter()).update(set(words))
            self._sizes[field] += 1
            self._another[field] = self._another.get(field, frozenset()) | another(words)
        self._known = frozenset(word for counts in self._counts.values() for word in counts)
        self._nothing = {
            field: sum(math.log(1 - self._rate(field, word)) for word in counts) + (_SELDOM if field in seldom else 0.0)
            for field, counts in self._counts.items()
        }
        fields = Counter(word for counts in self._counts.values() for word in counts)
        self._telling = {word: 1 / (1 + math.log(n)) for word, n in fields.items()} | dict.fromkeys(_KINDS, _PLAIN)

    def shares(self, words: Sequence[str], among: Collection[str] | None = None) -> Mapping[str, float]:
        """0-1 for each field (of some fields), adding up to 1; empty when no word is known."""
        fields = [field for field in self._counts if among is None or field in among]
        known = [word for word in dict.fromkeys(words) if word in self._known]
        if not known or not fields:
            return {}
        logs = {field: self._log(field, known) for field in fields}
        top = max(logs.values())
        weights = {field: math.exp(value - top) for field, value in logs.items()}
        total = sum(weights.values())
        return {field: weight / total for field, weight in weights.items()}

    def speaks_of(self, words: Sequence[str], field: str) -> float:
        """0-1: how much of a heading, unknown words too, is said in headings of the field.

        Words that few fields use count more; a heading without any such word of the field says nothing of it.
        """
        if not words or field not in self._counts or not another(words) <= self._another.get(field, frozenset()):
            return 0.0
        counts, size = self._counts[field], self._sizes[field]
        weights = {word: self._telling.get(word, 1.0) for word in words}
        if not any(word in counts and weight >= _TELLING for word, weight in weights.items()):
            return 0.0
        said = sum(weight * min(1.0, 4 * counts[word] / size) for word, weight in weights.items())
        return said / sum(weights.values())

    def _log(self, field: str, known: Sequence[str]) -> float:
        """Chance of these words and no others over a heading of the field, as a logarithm."""
        total = self._nothing[field]
        for word in known:
            rate = self._rate(field, word)
            total += math.log(rate) * (_TURN if word in TURNING else 1.0)
            if word in self._counts[field]:
                total -= math.log(1 - rate)
        return total

    def _rate(self, field: str, word: str) -> float:
        return (self._counts[field][word] + _DOUBT) / (self._sizes[field] + _FEW)
