"""How alike two texts are, for telling the same record from a similar one. Suggests; never decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from workbench.values.text import CAPITALS, fold, words

SAME = 0.97  # small slips of typing only
ALIKE = 0.85  # R14: suspicion of a duplicate
_OTHER_THING = 0.8
_TELLING = re.compile(rf"\d+(?:[.,]\d+)*|(?<=[^\W\d_,;:\-–] )[{CAPITALS}]\w*|(?<=[,;:\-–] )[{CAPITALS}]\w*")


def likeness(a: str, b: str) -> float:
    """0 to 1 for two texts, by their words in any order, accents and case not counted."""
    from rapidfuzz import fuzz

    left, right = fold(a), fold(b)
    if left == right:
        return 1.0
    score = max(fuzz.ratio(left, right), fuzz.token_sort_ratio(left, right) * 0.98) / 100
    ours, theirs = names_and_numbers(a), names_and_numbers(b)
    if ours - theirs and theirs - ours:
        return min(score, _OTHER_THING)  # the same sentence about another road, another province
    return score


def names_and_numbers(text: str) -> frozenset[str]:
    """Words that tell one thing from another: numbers, and capitalised words that do not begin a sentence."""
    return frozenset(fold(found) for found in _TELLING.findall(text))


class LikeIndex:
    """Finds stored texts alike to a new one without comparing with each: by shared rare words."""

    _RAREST = 6

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        held = {uid: frozenset(words(text)) for uid, text in texts.items()}
        self._count = Counter(word for group in held.values() for word in group)
        self._by_word: dict[str, list[str]] = {}
        for uid, group in held.items():
            for word in self._rare(group):
                self._by_word.setdefault(word, []).append(uid)

    def _rare(self, group: Iterable[str]) -> list[str]:
        return sorted(group, key=lambda word: (self._count[word], word))[: self._RAREST]

    def near(self, text: str, cutoff: float = ALIKE) -> list[tuple[str, float]]:
        """Ids with their likeness, best first, at least `cutoff`."""
        shared: Counter[str] = Counter()
        for word in self._rare(w for w in set(words(text)) if w in self._count):
            shared.update(self._by_word.get(word, ()))
        enough = min(2, len(words(text)))
        scored = [(uid, likeness(text, self._texts[uid])) for uid, n in shared.items() if n >= enough]
        return sorted(((u, s) for u, s in scored if s >= cutoff), key=lambda pair: (-pair[1], pair[0]))
