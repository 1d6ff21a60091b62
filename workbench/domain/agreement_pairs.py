"""Whether two agreements are one: number, day and parties first, then what they speak of, then words.

    agreement_pair(ours, theirs, likeness)     Pair, or None for two agreements
    worth_comparing(ours, theirs)              whether the keys leave it open
    numbers_differ(ours, theirs)               whether it hangs on how alike the titles are

Agreements of different years, provinces and offices bear the same numbers and the same titles: neither is enough alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from workbench.domain.cited import NOTHING_CITED, REWORDED, Cited, likeness_beyond
from workbench.domain.matching import ALIKE
from workbench.domain.pairs import Pair, Says, key_of, of_days, of_groups, of_words

_ANOTHER = 0.5  # titles less alike than this speak of different things


@dataclass(frozen=True, slots=True)
class AgreementSaid:
    """An agreement by its keys. `number`: key of R12; `signed`: ISO day, maybe coarse; `years`: first and last."""

    title: str
    number: str = ""
    signed: str = ""
    parties: frozenset[str] = frozenset()
    years: tuple[int | None, int | None] = (None, None)
    field: str = ""
    cited: Cited = NOTHING_CITED


class _Both:
    """Two agreements side by side."""

    def __init__(self, ours: AgreementSaid, theirs: AgreementSaid, likeness: float) -> None:
        self.ours, self.theirs, self.likeness = ours, theirs, likeness
        self.number = of_words(ours.number, theirs.number)
        self.day = of_days(ours.signed, theirs.signed)
        self.party = of_groups(ours.parties, theirs.parties)
        self.title_same = key_of(ours.title) == key_of(theirs.title)
        self.other_thing = ours.cited.speaks_of_other(theirs.cited)

    @cached_property
    def all_parties(self) -> bool:
        return len(self.ours.parties) > 1 and self.ours.parties == self.theirs.parties

    @cached_property
    def years(self) -> Says:
        pairs = [(a, b) for a, b in zip(self.ours.years, self.theirs.years, strict=True) if a and b]
        if any(a != b for a, b in pairs):
            return "other"
        return "same" if pairs else ""

    @cached_property
    def beyond(self) -> float:
        return likeness_beyond(self.ours.title, self.theirs.title)

    @cached_property
    def shared_keys(self) -> tuple[str, ...]:
        return self.ours.cited.shared(self.theirs.cited)


def numbers_differ(ours: AgreementSaid, theirs: AgreementSaid) -> bool:
    """Whether both have a number, and not the same: one agreement only where the titles are alike, by a slip."""
    return bool(ours.number and theirs.number) and ours.number != theirs.number


def worth_comparing(ours: AgreementSaid, theirs: AgreementSaid) -> bool:
    """Whether their keys leave it open at all; cheap, to be asked before the titles are compared."""
    if numbers_differ(ours, theirs):
        return bool(ours.parties & theirs.parties) and of_days(ours.signed, theirs.signed) == "same"
    return bool(ours.number and ours.number == theirs.number) or bool(ours.parties & theirs.parties)


def agreement_pair(ours: AgreementSaid, theirs: AgreementSaid, likeness: float) -> Pair | None:
    """One agreement, perhaps one, or two (None). `likeness` of the titles, 0–1."""
    both = _Both(ours, theirs, likeness)
    if both.number == "same":
        return _same_number(both)
    if both.number == "other":
        return _other_number(both)
    return _by_title(both) or _reworded(both)


def _same_number(both: _Both) -> Pair | None:
    titles = both.title_same or (both.likeness >= _ANOTHER and not both.other_thing)
    who = both.party == "same" or both.title_same or (both.party == "" and both.likeness >= ALIKE)
    if both.day == "same":
        near = both.title_same or both.likeness >= ALIKE or both.all_parties
        if titles and who and near:
            return Pair(True, 1.0, ("match.number_date",))
        return Pair(False, both.likeness, ("match.number_date",)) if who else None
    if both.day == "":
        if both.title_same and both.party == "same" and both.years != "other":
            return Pair(True, 1.0, ("match.same_number", "match.title_parties"))
        alike = both.likeness >= ALIKE or both.beyond >= REWORDED
        return Pair(False, max(both.likeness, REWORDED), ("match.same_number",)) if titles and who and alike else None
    if both.likeness >= ALIKE and both.party == "same" and not both.other_thing:
        return Pair(False, both.likeness, ("match.same_number", "match.title_alike", "match.day_differs"))
    return None


def _other_number(both: _Both) -> Pair | None:
    """Another paper, unless it is a slip in the number: all else is the same then."""
    if both.day != "same" or both.party != "same" or both.other_thing or both.likeness < ALIKE:
        return None
    return Pair(False, both.likeness, ("match.title_alike", "match.same_day", "match.number_differs"))


def _by_title(both: _Both) -> Pair | None:
    if both.party != "same" or both.other_thing:
        return None
    dated = both.day == "same" or both.years == "same"
    against = both.day == "other" or both.years == "other"
    if both.title_same:
        certain = not against and (both.all_parties or dated)
        return Pair(certain, 1.0, ("match.title_parties" if both.all_parties else "match.title_alike", "match.parties"))
    if both.likeness >= ALIKE and (not against or both.day == "same"):
        return Pair(False, both.likeness, ("match.title_alike", "match.parties"))
    return None


def _reworded(both: _Both) -> Pair | None:
    """Another title about the same road, work or paper, or of the same parties on the same day or for the same years."""
    if both.party != "same" or both.other_thing or both.day == "other" or both.years == "other":
        return None
    if of_words(both.ours.field, both.theirs.field) == "other":
        return None
    dated = both.day == "same" or both.years == "same"
    if not (both.shared_keys or (both.all_parties and dated)) or both.beyond < REWORDED:
        return None
    when = ("match.same_day",) if both.day == "same" else ("match.same_years",) if both.years == "same" else ()
    return Pair(False, min(both.beyond, ALIKE), (*both.shared_keys, "match.parties", *when, "match.words_related"))
