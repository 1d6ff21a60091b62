"""How alike two texts are, for telling the same record from a similar one. Suggests; never decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from workbench.values.text import CAPITALS, fold, words

SAME = 0.97  # small slips of typing only
ALIKE = 0.85  # R14: suspicion of a duplicate
_OTHER_THING = 0.8
_ANY_ORDER = 0.98  # of the likeness of the same words in another order
_NUMBER_OR_WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+")
_TELLING = re.compile(rf"\d+(?:[.,]\d+)*|(?<=[^\W\d_,;:\-–] )[{CAPITALS}]\w*|(?<=[,;:\-–] )[{CAPITALS}]\w*")


def likeness(a: str, b: str) -> float:
    """0 to 1 for two texts, by their words in any order, accents and case not counted."""
    return _likeness(_said(a), _said(b))


class _Said:
    """A text made ready for being compared with many. `known`: words that are names elsewhere; in a text of one case
    throughout they tell things apart."""

    __slots__ = ("folded", "in_order", "names")

    def __init__(self, text: str, known: Callable[[], Collection[str]] = tuple) -> None:
        self.folded = fold(text)
        self.in_order = " ".join(sorted(self.folded.split()))
        self.names = names_and_numbers(text, known() if caseless(text) else ())

    def another_thing(self, other: _Said) -> bool:
        """The same sentence, perhaps, about another road, another province."""
        return not self.names <= other.names and not other.names <= self.names


@lru_cache(maxsize=65536)
def _said(text: str) -> _Said:
    """A text made ready once, for however many it is compared with."""
    return _Said(text)


def _likeness(a: _Said, b: _Said) -> float:
    from rapidfuzz import fuzz

    if a.folded == b.folded:
        return 1.0
    score = max(fuzz.ratio(a.folded, b.folded), fuzz.ratio(a.in_order, b.in_order) * _ANY_ORDER) / 100
    return min(score, _OTHER_THING) if a.another_thing(b) else score


def names_and_numbers(text: str, known: Collection[str] = ()) -> frozenset[str]:
    """Words that tell one thing from another: numbers, and capitalised words that do not begin a sentence.

    Where the letters are all large or all small, the words that are `known` as names.
    """
    if caseless(text):
        return frozenset(word for word in _NUMBER_OR_WORD.findall(fold(text)) if word in known or word[0].isdigit())
    return frozenset(fold(found) for found in _TELLING.findall(text))


@lru_cache(maxsize=65536)
def caseless(text: str) -> bool:
    """Whether a text is in small letters throughout, or in capitals but for a word put after them: its letters do not
    show its names then."""
    return text.islower() or 2 * sum(map(str.isupper, text)) > sum(map(str.isalpha, text))


class Alikes:
    """Finds all of some texts that are alike to another one: it is compared with each of them, in one call."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._held = [_said(text) for text in texts]
        self._folded = [held.folded for held in self._held]
        self._in_order = [held.in_order for held in self._held]

    def places(self, text: str, cutoff: float = ALIKE) -> list[int]:
        """Places of the texts whose likeness is at least `cutoff`, in order."""
        return sorted(_near(_said(text), self._held, self._folded, self._in_order, cutoff))


def _near(
    asked: _Said, held: Sequence[_Said], folded: Sequence[str], in_order: Sequence[str], cutoff: float
) -> set[int]:
    """Places of what is at least so much alike, `folded` and `in_order` being what `held` holds."""
    from rapidfuzz import fuzz, process

    low = cutoff * 100
    plain = process.extract(asked.folded, folded, scorer=fuzz.ratio, score_cutoff=low, limit=None)
    low /= _ANY_ORDER
    mixed = in_order if low <= 100 else ()
    turned = process.extract(asked.in_order, mixed, scorer=fuzz.ratio, score_cutoff=low, limit=None)
    near = {place for _, _, place in (*plain, *turned)}
    if cutoff > _OTHER_THING:
        near = {place for place in near if not asked.another_thing(held[place])}
    return near


class LikeIndex:
    """Finds stored texts alike to a new one without comparing with each: by shared rare words."""

    _RAREST = 6
    _FEWEST, _MANY = 3, 2_000  # words looked up in any case; texts met after which the rest of them are left out
    _CLOSEST = 120  # texts compared at most: those that share most of the rare words

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        held = {uid: frozenset(words(text)) for uid, text in texts.items()}
        self._count = Counter(word for group in held.values() for word in group)
        rarest = sorted(self._count, key=lambda word: (self._count[word], word))
        self._rank = {word: place for place, word in enumerate(rarest)}
        self._held: dict[str, _Said] = {}
        self._widely: dict[str, frozenset[str]] = {}
        self._by_word: dict[str, list[str]] = {}
        for uid, group in held.items():
            for word in self._rare(group):
                self._by_word.setdefault(word, []).append(uid)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that the stored texts write as names more often than not."""
        told = [text for text in self._texts.values() if not caseless(text)]
        named = Counter(word for text in told for word in names_and_numbers(text))
        return frozenset(word for word, n in named.items() if 2 * n >= self._count[word])

    def likeness(self, text: str, uid: str) -> float:
        """0 to 1 for a text and a stored one."""
        return _likeness(self._asked(text), self._said(uid))

    def another_thing(self, text: str, uid: str) -> bool:
        """Whether a text and a stored one, however alike, name different things: their likeness is below `ALIKE`."""
        return self._asked(text).another_thing(self._said(uid))

    def _asked(self, text: str) -> _Said:
        if self._last is None or self._last[0] != text:
            self._last = text, _Said(text, lambda: self.names)
        return self._last[1]

    _last: tuple[str, _Said] | None = None

    def _said(self, uid: str) -> _Said:
        found = self._held.get(uid)
        if found is None:
            found = self._held[uid] = _Said(self._texts[uid], lambda: self.names)
        return found

    def _common(self, word: str) -> frozenset[str]:
        """Ids of the texts with a word that very many have."""
        if word not in self._widely:
            self._widely[word] = frozenset(self._by_word[word])
        return self._widely[word]

    def _rare(self, group: Iterable[str]) -> list[str]:
        return sorted(group, key=self._rank.__getitem__)[: self._RAREST]

    def near(
        self, text: str, cutoff: float = ALIKE, among: Callable[[str], bool] | None = None
    ) -> list[tuple[str, float]]:
        """Ids with their likeness, best first, at least `cutoff`; only those `among` which it is looked for."""
        shared: Counter[str] = Counter()
        said, met = words(text), 0
        for n, word in enumerate(self._rare(w for w in set(said) if w in self._count)):
            if n >= self._FEWEST and met > self._MANY:
                break
            holding = self._by_word.get(word, ())
            if len(holding) > self._MANY:  # hardly tells anything, but for texts that share a rarer word
                shared.update([uid for uid in shared if uid in self._common(word)])
                continue
            met += len(holding)
            shared.update(holding)
        enough = min(2, len(said))
        uids = [uid for uid, n in shared.most_common(self._CLOSEST) if n >= enough and (among is None or among(uid))]
        return self._closest(self._asked(text), uids, cutoff) if uids else []

    def _closest(self, asked: _Said, uids: Sequence[str], cutoff: float) -> list[tuple[str, float]]:
        held = [self._said(uid) for uid in uids]
        near = _near(asked, held, [h.folded for h in held], [h.in_order for h in held], cutoff)
        scored = ((uids[place], _likeness(asked, held[place])) for place in near)
        return sorted(((u, s) for u, s in scored if s >= cutoff), key=lambda pair: (-pair[1], pair[0]))
