"""Earlier rows of a file that a row may repeat, form by form: looked up by keys and rare words, in files of any size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from workbench.domain.cited import likeness_beyond
from workbench.domain.matching import ALIKE
from workbench.domain.succession import Successions
from workbench.exchange.recognised import ParsedRow
from workbench.services.importing.b01_matching import AgreementMatching
from workbench.services.importing.cells import incoming
from workbench.services.importing.known_texts import KnownTexts
from workbench.services.importing.plan_rows import PlanRow

_TOLD_AGAIN = 0.9  # of the words beyond the names: the same with something added


class Finder(Protocol):
    """Earlier rows like a row."""

    def near(self, row: PlanRow) -> Iterator[tuple[int, float, tuple[str, ...]]]:
        """Rows before it by index, likeness 0–1, why (keys), best first."""


class AgreementTwins:
    """Rows of form B01 by the keys that tell agreements apart."""

    def __init__(self, rows: Sequence[PlanRow], successions: Successions) -> None:
        values = {str(row.index): incoming(row.row, frozenset(_keys(row.row))) for row in rows}
        self._matching = AgreementMatching(values, successions)

    def near(self, row: PlanRow) -> Iterator[tuple[int, float, tuple[str, ...]]]:
        """Rows that may be the same agreement."""
        found = self._matching.like(str(row.index), lambda uid: int(uid) < row.index)
        for one in sorted(found, key=lambda c: (not c.certain, -c.score, int(c.uid))):
            yield int(one.uid), one.score, one.reasons


class ObstacleTwins:
    """Rows of form B02 by their words and the works that they name."""

    def __init__(self, words: Mapping[int, str]) -> None:
        self._known = KnownTexts({str(index): said for index, said in words.items()})

    def near(self, row: PlanRow) -> Iterator[tuple[int, float, tuple[str, ...]]]:
        """Rows of words that are alike, or of the same words and more about the same work."""
        mine = str(row.index)
        said, cited = self._known.texts[mine], self._known.cited[mine]
        met = set[str]()
        for uid, score in self._known.like.near(said, among=lambda uid: int(uid) < row.index):
            if not cited.speaks_of_other(self._known.cited[uid]):
                met.add(uid)
                yield int(uid), score, ("match.words_alike",)
        about = {uid for key in cited.works for uid in self._known.by_key[key] if int(uid) < row.index}
        for uid in sorted(about - met, key=int):
            if likeness_beyond(said, self._known.texts[uid]) >= _TOLD_AGAIN:
                yield int(uid), ALIKE, ("match.same_work", "match.words_alike")


def _keys(row: ParsedRow) -> Iterator[str]:
    for cell in row.cells.values():
        yield from cell.keys
