"""Which field of a form a heading leans to, by the words that its fields' headings use and the others' do not.

A comparison only: how well a heading fits at all is judged in `headings`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from workbench.exchange.forms import FormSpec
from workbench.exchange.plainwords import plain_words

_KINDS = ("so", "ngay", "thang", "nam", "thoi", "gian", "ten", "ma", "loai", "muc")  # name a kind of contents, no field
_PLAIN = 0.4
_QUALIFYING = frozenset(("chu", "yeu", "cu", "the"))  # "chủ yếu", "cụ thể": stand with anything and tell nothing

#: Words that tell nothing by themselves.
FILLING = frozenset(
    ("cac", "cua", "va", "cho", "ve", "theo", "nhung", "nay", "duoc", "neu", "la", "ro", "voi", "thuoc", "hanh")
)

#: Words that turn the meaning of what stands beside them.
TURNING = frozenset(("ngoai", "khong", "chua", "tru", "khac", "tong"))

ENDS = frozenset(("from", "to"))  # of a span


@lru_cache(maxsize=1)
def _another() -> Mapping[tuple[str, ...], str]:
    """Phrases that make another thing of a column, whatever else its heading says."""
    return {tuple(phrase.split()): kind for kind, phrases in plain_words("another").items() for phrase in phrases}


def another(words: Sequence[str]) -> frozenset[str]:
    """What the phrases in a heading make of it; a field is meant only if its own headings say the same."""
    phrases = _another()
    return frozenset(phrases[run] for run in _runs(words) if run in phrases)


def of_before(words: Sequence[str]) -> bool:
    """Whether a heading, or one above it, says that an earlier period is meant: "Kỳ trước", "Đầu kỳ"."""
    return "before" in another(words)


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + size]) for size in (1, 2, 3, 4) for at in range(len(words) - size + 1)}


def unsaid_ends(form: FormSpec) -> dict[str, frozenset[str]]:
    """Ends of a span that say nothing against a field: none where the form has both as years; in a form without
    them, "bắt đầu" only speaks against the later of two dates, "kết thúc" against the earlier."""
    if any(column.kind == "year" for column in form.columns):
        return {}
    first, second = ({pair[at] for pair in form.order} for at in (0, 1))
    return {
        c.key: ENDS - ({"from"} if c.key in second else set()) - ({"to"} if c.key in first else set())
        for c in form.columns
    }


_OFFICES = {("co", "quan"), ("don", "vi"), ("dau", "moi"), ("so", "nganh"), ("so", "ban", "nganh")}
_DOUBT = 0.35  # of a heading more with every word: one never seen with a field does not rule it out
_FEW = 3.0  # further headings that say nothing: a field with few of them is not surer for it
_TURN = 3.0
_TELLING = 1 / (1 + math.log(2))  # of words that at most two fields use
_SELDOM = math.log(0.25)


class Leaning:
    """The words of each field of one form. Built of (field, words of one of its headings).

    `seldom`: fields that most tables do not have. `ends`: see `unsaid_ends`.
    """

    def __init__(
        self,
        headings: Iterable[tuple[str, Sequence[str]]],
        seldom: Collection[str] = (),
        ends: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self._ends = ends or {}
        self._counts: dict[str, Counter[str]] = {}
        self._another: dict[str, frozenset[str]] = {}
        self._sizes: Counter[str] = Counter()
        self._offices: Counter[str] = Counter()
        for field, words in headings:
            self._offices[field] += bool(_runs(words) & _OFFICES)
            self._counts.setdefault(field, Counter()).update(set(words) - _QUALIFYING)
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
        said = another(words)
        fields = [f for f in self._counts if (among is None or f in among) and self._means(said, f)]
        known = [word for word in dict.fromkeys(words) if word in self._known]
        if not known or not fields:
            return {}
        logs = {field: self._log(field, known) for field in fields}
        top = max(logs.values())
        weights = {field: math.exp(value - top) for field, value in logs.items()}
        total = sum(weights.values())
        return {field: weight / total for field, weight in weights.items()}

    def mentions(self, words: Sequence[str], field: str) -> bool:
        """Whether a heading shares a word with headings of the field, one that names no mere kind of contents."""
        counts = self._counts.get(field, Counter())
        plain = FILLING.union(_KINDS)
        return self.may_be(words, field) and any(counts[word] > 1 and word not in plain for word in words)

    def names(self, field: str) -> bool:
        """Whether headings of a field ask for a name: "Tên …"."""
        return "ten" in self._counts.get(field, ())

    def may_be(self, words: Sequence[str], field: str) -> bool:
        """Whether nothing in a heading makes another thing of it than the field is."""
        return self._means(another(words), field)

    def names_offices(self, field: str) -> bool:
        """Whether a field's own headings ask for an office, more often than not."""
        return self._offices.get(field, 0) * 2 >= self._sizes[field]

    def asks_for_office(self, words: Sequence[str]) -> bool:
        """ "Đơn vị …", "Cơ quan …", "Sở, ngành …": whatever it does."""
        return bool(_runs(words) & _OFFICES) and self.may_be(words, "")

    def speaks_of(self, words: Sequence[str], field: str) -> float:
        """0-1: how much of a heading, unknown words too, is said in headings of the field.

        Words that few fields use count more; a heading without any such word of the field says nothing of it.
        """
        if not words or field not in self._counts or not self._means(another(words), field):
            return 0.0
        counts, size = self._counts[field], self._sizes[field]
        weights = {word: self._telling.get(word, 1.0) for word in words}
        known = [word for word in weights if word in counts]
        if not any(weights[word] >= _TELLING for word in known) or (len(known) == 1 < len(weights) <= 2):
            return 0.0
        said = sum(weight * min(1.0, 4 * counts[word] / size) for word, weight in weights.items())
        return said / sum(weights.values())

    def _means(self, said: frozenset[str], field: str) -> bool:
        """Whether a heading that makes such another thing of its column may still be one of a field."""
        return said - self._ends.get(field, frozenset()) <= self._another.get(field, frozenset())

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
