"""Whether a row of results tells of a recommendation that was sent: code, letter and words, in this order.

    result_pair(ours, theirs, likeness)     Pair, or None for two recommendations

A letter asks several things, letters of different years and offices bear the same number, and the same words are sent
again to another body: only the words in the very letter are taken for the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from workbench.domain.cited import NOTHING_CITED, REWORDED, Cited, likeness_beyond
from workbench.domain.matching import ALIKE
from workbench.domain.pairs import Pair, key_of, of_days, of_groups, of_words

_ONLY_ONE = 0.4  # of a letter that asks one thing alone


@dataclass(frozen=True, slots=True)
class ResultSaid:
    """A recommendation in a letter by its keys. `letter`, `reply`: keys of R12; `sent`: ISO day, maybe coarse.

    `codes`: of a row those that it cites, of a record those that it may be cited by; `alone`: the letter, or the
    obstacle, has no other recommendation.
    """

    words: str
    letter: str = ""
    sent: str = ""
    bodies: frozenset[str] = frozenset()
    sender: str = ""
    reply: str = ""
    codes: frozenset[str] = frozenset()
    cited: Cited = NOTHING_CITED
    alone: bool = False


class _Both:
    """A row and a recommendation side by side."""

    def __init__(self, ours: ResultSaid, theirs: ResultSaid, likeness: float) -> None:
        self.ours, self.theirs, self.likeness = ours, theirs, likeness
        self.number = of_words(ours.letter, theirs.letter)
        self.day = of_days(ours.sent, theirs.sent)
        self.body = of_groups(ours.bodies, theirs.bodies)
        self.sender = of_words(ours.sender, theirs.sender)
        self.same_words = key_of(ours.words) == key_of(theirs.words)
        self.other_thing = ours.cited.speaks_of_other(theirs.cited)

    @cached_property
    def beyond(self) -> float:
        return likeness_beyond(self.ours.words, self.theirs.words)

    @property
    def alike(self) -> bool:
        return self.likeness >= ALIKE and not self.other_thing

    @property
    def mine(self) -> bool:
        """Whether day and body say it is this letter, or the sender alone tells it from others."""
        return (self.day == "same" and self.body == "same") or self.sender == "same"

    @cached_property
    def shared_keys(self) -> tuple[str, ...]:
        return self.ours.cited.shared(self.theirs.cited)


def result_pair(ours: ResultSaid, theirs: ResultSaid, likeness: float) -> Pair | None:
    """One recommendation in one letter, perhaps one, or two (None). `likeness` of the words, 0–1."""
    both = _Both(ours, theirs, likeness)
    if ours.codes & theirs.codes and both.number != "other":
        return _by_code(both)
    if both.number == "same":
        return _same_letter(both)
    if both.number == "other":
        return _other_letter(both)
    return _no_letter(both)


def _by_code(both: _Both) -> Pair | None:
    if both.same_words:
        return Pair(True, 1.0, ("match.own_code", "match.same_words"))
    if both.alike or both.beyond >= REWORDED or (both.theirs.alone and not both.other_thing):
        return Pair(False, max(both.likeness, REWORDED), ("match.own_code",))
    return None


def _same_letter(both: _Both) -> Pair | None:
    if both.day == "other" and not both.same_words:
        return None  # the letter of that number of another year
    against = both.day == "other" or both.body == "other"
    if both.same_words:
        certain = not against and (both.mine or both.sender == "")
        differs = ("match.day_differs",) if both.day == "other" else ()
        return Pair(certain, 1.0, ("match.same_words", "match.same_letter", *differs))
    if both.alike:
        return Pair(False, both.likeness, ("match.words_alike", "match.same_letter"))
    if both.other_thing or both.body == "other":
        return None
    if both.shared_keys and both.beyond >= REWORDED:
        reasons = ("match.same_letter", *both.shared_keys, "match.words_related")
        return Pair(False, min(both.beyond, ALIKE), reasons)
    if both.theirs.alone and both.beyond >= _ONLY_ONE and both.mine:
        return Pair(False, min(both.beyond, ALIKE), ("match.only_one", "match.words_related"))
    return None


def _other_letter(both: _Both) -> Pair | None:
    """Sent again in another letter, unless it is a slip in the number: all else is the same then."""
    if both.day != "same" or both.body != "same" or both.sender == "other" or not (both.same_words or both.alike):
        return None
    return Pair(False, both.likeness, ("match.words_alike", "match.same_day", "match.number_differs"))


def _no_letter(both: _Both) -> Pair | None:
    against = both.day == "other" or both.body == "other"
    answered = of_words(both.ours.reply, both.theirs.reply) == "same"
    said = ("match.same_answer",) if answered else ("match.same_day",) if both.day == "same" else ()
    if both.same_words:
        certain = both.day == "same" and both.body == "same" and both.sender == "same"
        reasons = ("match.same_words", *said, *(("match.same_sender",) if both.sender == "same" else ()))
        return Pair(certain, 1.0, reasons) if not against or answered else None
    if both.alike and (answered or (not against and (both.mine or both.body == "same"))):
        return Pair(False, both.likeness, ("match.words_alike", *said))
    if both.shared_keys and not both.other_thing and not against and both.beyond >= REWORDED:
        reasons = (*both.shared_keys, *said, "match.words_related")
        return Pair(False, min(both.beyond, ALIKE), reasons)
    return None
