"""Stored texts by their words and by what they speak of, for finding those that a new text may tell again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from workbench.domain.cited import Cited, KnownWorks
from workbench.domain.matching import LikeIndex


class KnownTexts:
    """Texts by id; each part is made when it is first asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    @cached_property
    def like(self) -> LikeIndex:
        """Words that are alike."""
        return LikeIndex(self.texts)

    @cached_property
    def works(self) -> KnownWorks:
        """Works that any of them names."""
        return KnownWorks(self.texts.values())

    @cached_property
    def cited(self) -> Mapping[str, Cited]:
        """What each speaks of."""
        return {uid: self.works.cited(said) for uid, said in self.texts.items()}

    @cached_property
    def by_key(self) -> Mapping[str, list[str]]:
        """Ids by papers, roads and works."""
        return by_key(self.cited)


def by_key(cited: Mapping[str, Cited]) -> Mapping[str, list[str]]:
    """Ids by each key of what they speak of."""
    found: dict[str, list[str]] = defaultdict(list)
    for uid, said in cited.items():
        for key in said.keys:
            found[key].append(uid)
    return found
