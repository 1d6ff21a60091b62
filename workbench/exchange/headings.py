"""Words of column headings: which field of which form a heading stands for, and how surely.

Compares words only. What a column holds is weighed in `mapping`; where a heading stands is found in `detect`.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.exchange.abbreviations import OPENERS, spelled_out
from workbench.exchange.forms import FormSpec
from workbench.exchange.initials import Initials
from workbench.exchange.leaning import ENDS, FILLING, TURNING, Leaning, another, of_before, unsaid_ends
from workbench.exchange.recognised import How, LearnedHeading
from workbench.values.text import clean, fold, squash

_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_WORD = re.compile(r"[a-z0-9%]+")
_ORDINAL = re.compile(
    r"^\s*(?:[(\[]\d{1,2}[)\]][.:]?|\d{1,2}[.:)]|c[oộ]t\s*\d{1,2}\s*[.:)\-])\s*(?=[^\W\d])", re.IGNORECASE
)  # "(2) Tên …": the column's number
_BETWEEN = re.compile(r"\s*[;,/\n]\s*|\s+và\s+|\s+&\s+", re.IGNORECASE)
_STARS = re.compile(r"\(\s*\*+\s*\)")
_UNIT_TAIL = re.compile(r"[\s,;:\-(]*\b(?:dvt|dv tinh|don vi tinh|don vi)\s*[:.]\s*[^():]{2,20}\)?$")
_WITH_Y = {"ki": "ky", "li": "ly", "qui": "quy", "ti": "ty", "mi": "my", "si": "sy"}  # "ngày kí" is "ngày ký"
_NUMBER_STARTS = frozenset("SsTtNn([0123456789")
_NUMBER_HEADINGS = frozenset(
    {"stt", "tt", "sott", "sothutu", "thutu", "stthutu", "no", "sothutustt", "sottstt", "stttt"}
)
_NOT_A_COLUMN = frozenset({"", "neu", "co", "neu co"})
_LIKELY = 0.6
_NAMED = 0.9  # from here on a heading is one of the form's own
_REMEMBERED = 100_000
_FILLING_WEIGHT = 0.12
_RUN = 0.74  # a heading that begins with a known one of two words or more and goes on
_ABOUT_IT = frozenset(  # opens a circumstance
    ("trong", "den", "cua", "tai", "theo", "khi", "doi", "tu", "o", "tren", "dan", "cu")
)
_FURTHER = 40  # words that may follow where a circumstance opens, or behind a heading of this many words of its own
_TELLING = 4
_MOST_WORDS = 50
_LONG_RUN = 0.84  # the same with four words or more
_SPELT_LIKE = 0.86  # letters in common of a heading with slips of the keyboard
_LONGEST = 90
_SPACED = 4  # words that a heading of letters set apart has at least
_MOST_LISTED = 8
_OPENINGS = tuple(
    tuple(words.split())
    for words in (
        "tom tat",
        "mo ta",
        "neu ro",
        "neu cu the",
        "liet ke",
        "cac",
        "nhung",
        "thong tin ve",
        "chi tiet",
        "ghi ro",
    )
)
_TURNED = 0.8  # one of two headings has a word that turns its meaning


@dataclass(frozen=True, slots=True)
class HeadingMatch:
    """One reading of a heading. `split` says that several fields stand in one cell."""

    fields: tuple[str, ...]
    score: float
    how: How
    split: str = ""


@dataclass(frozen=True, slots=True)
class _Alias:
    form: str
    fields: tuple[str, ...]
    words: tuple[str, ...]
    above: tuple[str, ...]
    how: How
    split: str


def is_number_heading(text: str) -> bool:
    """Whether a heading is that of the running number: STT, TT, Số TT, No."""
    return len(text) <= 20 and text[:1] in _NUMBER_STARTS and squash(without_ordinal(text)) in _NUMBER_HEADINGS


def without_ordinal(text: str) -> str:
    """A heading without the number of its column: "(2) Tên thỏa thuận" -> "Tên thỏa thuận"."""
    return _ORDINAL.sub("", text)


def heading_words(text: str, *, brackets: bool) -> tuple[str, ...]:
    """Folded words of a heading, short forms in full, with or without what stands in brackets."""
    folded = _UNIT_TAIL.sub("", without_ordinal(_STARS.sub(" ", fold(clean(text)))).rstrip())
    if not brackets:
        folded = _BRACKET.sub(" ", folded)
    words = _WORD.findall(folded)
    if len(words) > _SPACED and sum(len(word) == 1 for word in words) > 0.7 * len(words):
        return ("".join(words),)  # "T Ê N  T H Ỏ A  T H U Ậ N"
    return spelled_out(_WITH_Y.get(word, word) for word in words)


@lru_cache(maxsize=8)
def heading_book(forms: tuple[FormSpec, ...], learned: tuple[LearnedHeading, ...], sender: str) -> HeadingBook:
    """The book of some forms with what was learned for a sender; kept, for it is asked for every file."""
    return HeadingBook(forms, learned, sender)


class HeadingBook:
    """All headings and aliases of all forms, and what officers assigned before."""

    def __init__(self, forms: Iterable[FormSpec], learned: Iterable[LearnedHeading] = (), sender: str = "") -> None:
        self._aliases: list[_Alias] = []
        self._seldom: dict[str, set[str]] = {}
        self._prose: dict[str, frozenset[str]] = {}
        self._openers = set(OPENERS)
        self._ends: dict[tuple[str, str], frozenset[str]] = {}
        for form in forms:
            self._take(form)
        for item in learned:
            if item.field is not None and item.sender in ("", sender):
                self._add(item.form, (item.field,), item.heading, "learned")
        self.unwanted = frozenset(
            (item.form, fold(item.heading)) for item in learned if item.field is None and item.sender in ("", sender)
        )
        self._exact: dict[tuple[str, ...], list[_Alias]] = defaultdict(list)
        self._above: dict[tuple[str, ...], list[_Alias]] = defaultdict(list)
        for alias in self._aliases:
            (self._above if alias.above else self._exact)[alias.words].append(alias)
        counts = Counter(word for alias in self._aliases for word in {*alias.words, *alias.above})
        self._weights = {word: 1 / (1 + math.log(n)) for word, n in counts.items()}
        self._weights |= dict.fromkeys(FILLING, _FILLING_WEIGHT)
        self._totals = {
            words: sum(self._weights.get(word, 0.8) for word in words)
            for alias in self._aliases
            for words in (alias.words, alias.above)
        }
        self._meanings = [another(alias.words) for alias in self._aliases]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_length: dict[int, list[int]] = defaultdict(list)
        for n, alias in enumerate(self._aliases):
            if not alias.above:
                self._by_length[len("".join(alias.words))].append(n)
                for word in set(alias.words):
                    self._by_word[word].append(n)
        self._leanings = self._all_leanings()
        self._initials = Initials((a.form, a.fields[0], a.words) for a in self._aliases if not a.above and not a.split)
        self._spelt: dict[str, str] = {}
        self._fragments = self._all_fragments()
        self._hints: dict[str, bool] = {}
        self._firsts: dict[str, bool] = {}
        self._matches: dict[tuple[str, ...], dict[str, list[HeadingMatch]]] = {}
        self._like: dict[tuple[tuple[str, ...], bool], list[tuple[float, _Alias]]] = {}

    def _take(self, form: FormSpec) -> None:
        self._ends |= {(form.key, field): ends for field, ends in unsaid_ends(form).items()}
        self._prose[form.key] = frozenset(column.key for column in form.columns if column.kind == "text")
        self._seldom[form.key] = {column.key for column in form.columns if column.optional}
        for column in form.columns:
            self._add(form.key, (column.key,), column.heading, "exact")
            for alias in column.aliases:
                self._add(form.key, (column.key,), alias, "synonym")
        for joined in form.joined:
            for alias in joined.aliases:
                self._add(form.key, joined.fields, alias, "synonym", joined.split)

    def _add(self, form: str, fields: tuple[str, ...], heading: str, how: How, split: str = "") -> None:
        above, _, leaf = heading.rpartition(" / ")
        for part in (above, leaf):
            self._openers.update(_WORD.findall(fold(part))[:1])
        upper = heading_words(above, brackets=True)
        with_brackets = heading_words(leaf, brackets=True)
        without = heading_words(leaf, brackets=False)
        self._aliases.append(_Alias(form, fields, with_brackets, upper, how, split))
        if upper:  # a heading cut anywhere says both in one run
            self._aliases.append(_Alias(form, fields, (*upper, *with_brackets), (), how, split))
        if without and without != with_brackets and not split:
            self._aliases.append(_Alias(form, fields, without, upper, how, split))

    def _all_fragments(self) -> frozenset[tuple[str, ...]]:
        """Runs of words that headings begin with: a heading cut over rows shows such a run in each cell."""
        return frozenset(alias.words[:n] for alias in self._aliases for n in range(1, len(alias.words)))

    def _all_leanings(self) -> dict[str, Leaning]:
        single = [alias for alias in self._aliases if not alias.split]
        return {
            form: Leaning(
                ((a.fields[0], (*a.above, *a.words)) for a in single if a.form == form),
                self._seldom.get(form, ()),
                {field: ends for (key, field), ends in self._ends.items() if key == form},
            )
            for form in {alias.form for alias in single}
        }

    def leaning(self, form: str) -> Leaning:
        """Which field of a form words lean to."""
        return self._leanings[form]

    def hints(self, text: str) -> bool:
        """Cheap: whether a cell may be part of a heading. For looking through many rows."""
        found = self._hints.get(text)
        if found is None:
            if len(self._hints) > _REMEMBERED:
                self._hints.clear()
            found = False
            if len(text) <= _LONGEST and self._may_open(text):
                words = heading_words(text, brackets=False)
                found = (
                    words in self._exact
                    or words in self._above
                    or (1 < len(words) <= 6 and words in self._fragments)
                    or is_number_heading(text)
                )
            self._hints[text] = found
        return found

    def _may_open(self, text: str) -> bool:
        """Whether a text begins like some heading; most texts of a table do not."""
        first = text.split(None, 1)[0] if text else ""
        found = self._firsts.get(first)
        if found is None:
            opening = _WORD.match(fold(first))
            found = opening is None or first[0] in _NUMBER_STARTS or opening[0] in self._openers
            self._firsts[first] = found
        return found

    def match(self, parts: Sequence[str]) -> dict[str, list[HeadingMatch]]:
        """Readings of a heading given from the top down, by form, the best first."""
        key = tuple(parts)
        found = self._matches.get(key)
        if found is None:
            if len(self._matches) > _REMEMBERED:
                self._matches.clear()
                self._like.clear()
                self._spelt.clear()
            found = self._matches[key] = self._match(key)
        return found

    def named(self, parts: Mapping[int, Sequence[str]], form: str) -> dict[str, int]:
        """Fields of a form that the headings of some columns surely name, and the columns."""
        found: dict[str, int] = {}
        for column, texts in parts.items():
            best = next((match for match in self.match(texts).get(form, ()) if match.score >= _NAMED), None)
            found.update(dict.fromkeys(best.fields, column) if best else {})
        return found

    def _match(self, parts: tuple[str, ...]) -> dict[str, list[HeadingMatch]]:
        best: dict[tuple[str, tuple[str, ...], str], tuple[float, How]] = {}

        earlier = of_before(heading_words(" ".join(parts), brackets=True))

        def offer(alias: _Alias, score: float, *, same: bool = True) -> None:
            if earlier and not of_before((*alias.above, *alias.words)):
                return
            how: How = "likely" if score < 0.9 else alias.how if same else "synonym"
            key = (alias.form, alias.fields, alias.split)
            if score >= _LIKELY and (key not in best or best[key][0] < score):
                best[key] = (score, how)

        listed = dict(self._listed(" ".join(parts)))
        for words, factor in _views(parts):
            for alias in self._exact.get(words, ()):
                offer(alias, factor * _SURE[alias.how])
            for likeness, alias in self._likenesses(words, alone=len(parts) == 1):
                apart = _APART if listed.get(alias.form, alias.fields) != alias.fields else 1.0
                offer(alias, factor * likeness * 0.95 * apart, same=False)
        leaf = heading_words(parts[-1], brackets=False)
        for alias in self._above.get(leaf, ()):
            nearest = max(
                (self._likeness(alias.above, heading_words(p, brackets=True)) for p in parts[:-1]), default=0.0
            )
            if nearest >= 0.75:
                offer(alias, _SURE[alias.how] * (0.5 + 0.5 * nearest))
        numbered = any(is_number_heading(part) for part in parts)
        for form, field in self._initials.fields(parts[-1]).items():
            if not earlier and not numbered:
                best.setdefault((form, (field,), ""), (_INITIALS, "likely"))
        for form, fields in listed.items():
            known = best.get((form, fields, "labels"))
            best[form, fields, "labels"] = max(known, (_LISTED, "synonym")) if known else (_LISTED, "synonym")
        found: dict[str, list[HeadingMatch]] = defaultdict(list)
        for (form, fields, split), (score, how) in best.items():
            found[form].append(HeadingMatch(fields, score, how, split))
        for readings in found.values():
            readings.sort(key=lambda m: -m.score)
        return dict(found)

    def _listed(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Fields whose headings stand in one, one after another: "Khó khăn, vướng mắc; nguyên nhân; kiến nghị"."""
        pieces = [heading_words(piece, brackets=False) for piece in _BETWEEN.split(text)]
        if not 2 <= len(pieces) <= _MOST_LISTED or not all(pieces):
            return
        for form in self._leanings:
            fields = self._fields_in(form, pieces)
            if len(fields) > 1 and len(set(fields)) == len(fields):
                yield form, fields

    def _fields_in(self, form: str, pieces: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """Fields of text, of which the pieces, some taken together, are the headings.

        Empty when one is no heading, or the heading of several fields.
        """
        for end in range(len(pieces), 0, -1):
            words = sum(pieces[:end], ())
            named = {alias.fields[0] for alias in self._exact.get(words, ()) if alias.form == form and not alias.split}
            prose = named & self._prose.get(form, frozenset())
            field = next(iter(prose)) if len(prose) == 1 else None
            rest = self._fields_in(form, pieces[end:]) if field and end < len(pieces) else ()
            if field and (rest or end == len(pieces)):
                return (field, *rest)
        return ()

    def _likenesses(self, words: tuple[str, ...], *, alone: bool) -> list[tuple[float, _Alias]]:
        """Aliases of like wording, with their likeness. `alone`: the heading stands in one cell."""
        found = self._like.get((words, alone))
        if found is None:
            found = []
            if len(words) <= _MOST_WORDS:
                bag, squashed, other = self._bag(words), "".join(words), another(words)
                for n in sorted(self._comparable(bag[0], squashed)):
                    alias = self._aliases[n]
                    meant = ENDS if alias.split == "years" and len(other) == 2 else self._meanings[n]
                    unsaid = self._ends.get((alias.form, alias.fields[0]), frozenset())
                    if alias.words == words or not other - unsaid <= meant:
                        continue
                    score = max(self._alike(alias.words, bag), _begins(alias.words, words, alone=alone))
                    score = max(score, _spelt_like("".join(alias.words), squashed))
                    if score >= _LIKELY:
                        found.append((score, alias))
            self._like[words, alone] = found
        return found

    def _comparable(self, bag: Iterable[str], squashed: str) -> set[int]:
        """Aliases that share a telling word with a heading, or are as long in letters: no others can be alike."""
        found = {n for word in bag if word not in FILLING for n in self._by_word.get(word, ())}
        for length in range(len(squashed) - 2, len(squashed) + 3):
            found.update(self._by_length.get(length, ()))
        return found

    def _bag(self, words: tuple[str, ...]) -> tuple[dict[str, float], float]:
        """Words of a heading with what each counts; a misspelt word counts as the known one, nearly in full."""
        bag: dict[str, float] = {}
        total = 0.0
        for word in words:
            known = word if word in self._weights else self._nearest(word)
            weight = self._weights.get(known, 0.8)
            total += weight
            bag[known] = max(bag.get(known, 0.0), weight if known == word else 0.85 * weight)
        return bag, total

    def _nearest(self, word: str) -> str:
        """The known word that differs by one letter, or the word itself."""
        found = self._spelt.get(word)
        if found is None:
            found = self._spelt[word] = next((known for known in self._weights if _misspelt(word, known)), word)
        return found

    def _alike(self, alias: tuple[str, ...], bag: tuple[dict[str, float], float]) -> float:
        """Weighted share of common words (rare words count more), 0-1."""
        counts, total = bag
        common = 0.0
        for word in alias:
            common += counts.get(word, 0.0)
        turned = any((word in alias) != (word in counts) for word in TURNING)
        return (_TURNED if turned else 1.0) * 2 * common / (self._totals[alias] + total)

    def _likeness(self, a: tuple[str, ...], b: tuple[str, ...]) -> float:
        return 1.0 if a == b else self._alike(a, self._bag(b))


_INITIALS = 0.8  # a heading that is short for one of the form's
_APART = 0.85  # a likeness of words that make the headings of several fields, one after another
_LISTED = 0.95  # several headings of a form in one, nothing else
_SURE: dict[How, float] = {
    "exact": 1.0,
    "learned": 0.99,
    "synonym": 0.97,
    "likely": 0.8,
    "chosen": 1.0,
    "ignored": 0.0,
}


def _views(parts: tuple[str, ...]) -> list[tuple[tuple[str, ...], float]]:
    """The wordings of a heading worth comparing: the lowest part, all parts joined, with and without brackets."""
    views: dict[tuple[str, ...], float] = {}

    def add(text: str, factor: float) -> None:
        for brackets in (True, False):
            words = heading_words(text, brackets=brackets)
            if words and " ".join(words) not in _NOT_A_COLUMN:
                views.setdefault(words, factor if brackets else factor * 0.995)
                bare = _without_opening(words)
                if bare != words:
                    views.setdefault(bare, factor * 0.85)

    add(" ".join(parts), 1.0)
    if len(parts) > 1:
        add(parts[-1], 0.85 if parts[-1][0].islower() else 0.98)  # "Ghi chú của" / "đơn vị" runs on
    if len(parts) > 2:
        add(" ".join(parts[-2:]), 0.99)
        add(" ".join(parts[1:]), 0.99)
    return list(views.items())


def _without_opening(words: tuple[str, ...]) -> tuple[str, ...]:
    """A heading without words that only ask for it: "Tóm tắt kiến nghị", "Nêu rõ các khó khăn"."""
    for opening in _OPENINGS:
        if len(words) > len(opening) and words[: len(opening)] == opening:
            return _without_opening(words[len(opening) :])
    return words


def _begins(alias: tuple[str, ...], words: tuple[str, ...], *, alone: bool) -> float:
    """A heading that opens with a known one and goes on: "Nguyên nhân của địa phương"."""
    if not 2 <= len(alias) < len(words) or words[: len(alias)] != alias:
        return 0.0
    goes_on = words[len(alias)] in _ABOUT_IT
    furthest = _FURTHER if alone and (goes_on or len(alias) >= _TELLING) else 10 if goes_on else 4
    if len(words) > len(alias) + furthest:
        return 0.0
    return _RUN if len(alias) < 4 else _LONG_RUN


def _spelt_like(a: str, b: str) -> float:
    """Share of equal letters of two headings of like length, for slips that also move blanks."""
    if min(len(a), len(b)) < 6 or abs(len(a) - len(b)) > 2:
        return 0.0
    from rapidfuzz import fuzz

    ratio = fuzz.ratio(a, b) / 100
    return ratio * 0.97 if ratio >= _SPELT_LIKE else 0.0


def _misspelt(a: str, b: str) -> bool:
    """Whether two words differ by one letter or two neighbours swapped."""
    if min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(a, b, score_cutoff=1) <= 1
