"""Obstacles of the record by their words and by what they speak of; kept from one comparison to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from workbench.domain.cited import Cited
from workbench.domain.matching import LikeIndex
from workbench.records.record import Record
from workbench.services.importing.known_texts import KnownTexts, by_key
from workbench.services.linked import Linked
from workbench.values.text import squash


class ObstacleIndex:
    """Each part is made when it is first asked for."""

    def __init__(self, obstacles: Mapping[str, Record[Any]]) -> None:
        self._obstacles = obstacles

    @staticmethod
    def of(linked: Linked) -> ObstacleIndex:
        """The index of a record; made anew once an obstacle has changed."""
        return linked.repository.derived("import.obstacles", ("obstacle",), lambda: ObstacleIndex(linked.obstacles))

    @cached_property
    def by_content(self) -> Mapping[str, list[str]]:
        """Ids by the words of the obstacle."""
        found: dict[str, list[str]] = defaultdict(list)
        for uid, record in self._obstacles.items():
            found[squash(record.values.content)].append(uid)
        return found

    @cached_property
    def _contents(self) -> KnownTexts:
        return KnownTexts({uid: r.values.content for uid, r in self._obstacles.items()})

    @property
    def like(self) -> LikeIndex:
        """Words that are alike."""
        return self._contents.like

    def cited(self, content: str, agreement: object) -> Cited:
        """What a text, and what stands for its agreement, speaks of."""
        said = self._contents.works.cited(content)
        papers = self._contents.works.cited(agreement).papers if isinstance(agreement, str) else frozenset()
        return Cited(said.papers | papers, said.works)

    @cached_property
    def stored_cited(self) -> Mapping[str, Cited]:
        """What each obstacle speaks of."""
        return {uid: self.cited(r.values.content, r.values.agreement_text) for uid, r in self._obstacles.items()}

    @cached_property
    def by_key(self) -> Mapping[str, list[str]]:
        """Ids by papers, roads and works."""
        return by_key(self.stored_cited)
