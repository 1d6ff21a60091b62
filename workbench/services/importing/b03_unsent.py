"""Recommendations of the record that no letter carries yet: a row of form B03 may tell of one in other words.

A member reports an obstacle in form B02 and, a quarter later, in form B03 what became of its proposal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from workbench.domain.cited import REWORDED, likeness_beyond
from workbench.domain.matching import ALIKE
from workbench.services.importing.adapter import Candidate, Place
from workbench.services.importing.cells import Incoming
from workbench.services.importing.heirs import with_successors
from workbench.services.importing.known_texts import KnownTexts
from workbench.services.linked import Linked
from workbench.values.text import first_sentence, squash


class UnsentAsks:
    """The proposals of one sender's obstacles that were not escalated, as rows of form B03 see them."""

    def __init__(self, linked: Linked, sender: str | None) -> None:
        self._linked = linked
        self._sender = sender

    def __contains__(self, uid: str) -> bool:
        return uid in self._linked.recommendations

    def candidates(self, values: Incoming) -> Iterator[Candidate]:
        """Proposals in words that are alike, or about the same road, work or paper; always to be asked."""
        words = str(values.get("recommendation") or "")
        if not words or not self._known.texts or squash(words) in self._said:
            return  # the very words are taken for it without a question
        mine = self._known.works.cited(words)
        met = set()
        for uid, score in self._known.like.near(words):
            met.add(uid)
            if not mine.speaks_of_other(self._known.cited[uid]) and self._same_body(uid, values):
                yield Candidate(uid, False, min(score, 0.99), ("match.words_alike", "match.not_sent_yet"))
        for uid in sorted({uid for key in mine.keys for uid in self._known.by_key.get(key, ())} - met):
            score = likeness_beyond(words, self._known.texts[uid])
            if score >= REWORDED and not mine.speaks_of_other(self._known.cited[uid]) and self._same_body(uid, values):
                same = mine.shared(self._known.cited[uid])[:1]
                yield Candidate(uid, False, min(score, ALIKE), (*same, "match.words_related", "match.not_sent_yet"))

    def stored(self, uid: str) -> Mapping[str, Any]:
        """The proposal by form field."""
        ask = self._linked.recommendations[uid].values
        unknown = tuple(filter(None, (ask.addressee_text or "").split("; ")))
        bodies = (*ask.addressees, *unknown)
        return {"recommendation": ask.content, **({"authority": bodies} if bodies else {})}

    def places(self, uid: str) -> Mapping[str, Place]:
        """Where its fields are stored."""
        ref = self._linked.recommendations[uid].ref
        return {"recommendation": Place(ref, "content"), "authority": Place(ref, "addressees")}

    def name(self, uid: str) -> tuple[str, str]:
        """Code of its obstacle and its words."""
        ask = self._linked.recommendations[uid].values
        return self._linked.obstacles[ask.obstacle].values.code, first_sentence(ask.content)

    @cached_property
    def _known(self) -> KnownTexts:
        found = {}
        for uid, ask in self._linked.recommendations.items():
            obstacle = self._linked.obstacles[ask.values.obstacle]
            mine = self._sender is not None and obstacle.values.reported_by == self._sender
            if mine and self._linked.obstacle_open(obstacle) and not self._linked.items_of_recommendation.get(uid):
                found[uid] = str(ask.values.content)
        return KnownTexts(found)

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(map(squash, self._known.texts.values()))

    def _same_body(self, uid: str, values: Incoming) -> bool:
        names = self._linked.names
        ours = with_successors(values.get("authority", ()), names)
        theirs = with_successors(self._linked.recommendations[uid].values.addressees, names)
        return not ours or not theirs or bool(ours & theirs)
