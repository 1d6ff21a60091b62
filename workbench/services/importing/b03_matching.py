"""Recommendations sent that a row of form B03 may tell of: looked up by keys, judged by `result_pairs`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from workbench.domain.result_pairs import ResultSaid, result_pair
from workbench.services.importing.adapter import Candidate
from workbench.services.importing.cells import Incoming
from workbench.services.importing.heirs import with_successors
from workbench.services.importing.known_texts import KnownTexts
from workbench.services.linked import ItemView, Linked
from workbench.values.codes import doc_key
from workbench.values.text import squash

Key = tuple[str, ...]
_CODE = re.compile(r"(?<![\w/])([A-ZĐ]{2,4}-(?:19|20)\d\d-\d{3,6}(?:/\d{1,3})?)(?![\w/])", re.IGNORECASE)
_CITING = ("recommendation", "sent_no", "note", "reply")  # fields in which senders cite a code of this record


class ResultMatching:
    """Finds recommendations among many: only those that share a code, a letter, rare words or a work with the row are
    compared with it. `stored`: what is held of one by form field; `code`: by what code a row of ours names it."""

    def __init__(self, linked: Linked, stored: Callable[[str], Incoming], code: Callable[[str], str]) -> None:
        self._linked = linked
        self._stored = stored
        self._code = code

    def candidates(self, values: Incoming, sender: str | None) -> Iterator[Candidate]:
        """Recommendations that a row of this sender (id) is about, or may be."""
        words, codes = _without_codes(values)
        if not words:
            return
        ours = ResultSaid(
            words,
            _key(values.get("sent_no")),
            str(values.get("sent_date") or ""),
            with_successors(values.get("authority", ()), self._linked.names),
            sender or "",
            _key(values.get("reply_no")),
            codes,
            self._known.works.cited(words),
        )
        near = dict.fromkeys(uid for key in _keys(ours) for uid in self._by_key.get(key, ()))
        near |= dict.fromkeys(uid for uid, _ in self._known.like.near(words))
        for uid in near:
            pair = result_pair(ours, self._said[uid], self._known.like.likeness(words, uid))
            if pair is not None:
                yield Candidate(uid, pair.certain, pair.score, pair.reasons)

    @cached_property
    def _known(self) -> KnownTexts:
        asks, items = self._linked.recommendations, self._linked.items
        return KnownTexts({uid: asks[v.item.values.recommendation].values.content for uid, v in items.items()})

    @cached_property
    def _said(self) -> Mapping[str, ResultSaid]:
        items = self._linked.items
        letters = Counter(view.escalation.uid for view in items.values())
        troubles = Counter(self._obstacle(view).uid for view in items.values())
        return {uid: self._of(uid, view, letters, troubles) for uid, view in items.items()}

    def _of(self, uid: str, view: ItemView, letters: Counter[str], troubles: Counter[str]) -> ResultSaid:
        stored, obstacle = self._stored(uid), self._obstacle(view)
        codes = {self._code(uid), view.escalation.values.code, obstacle.values.code}
        alone = letters[view.escalation.uid] == 1 or troubles[obstacle.uid] == 1
        bodies, words = (*stored.get("authority", ()), view.escalation.values.to_organization), self._known.texts[uid]
        return ResultSaid(
            words,
            _key(stored.get("sent_no")),
            str(stored.get("sent_date") or ""),
            with_successors(filter(None, bodies), self._linked.names),
            obstacle.values.reported_by or "",
            _key(stored.get("reply_no")),
            frozenset(code.upper() for code in codes if code),
            self._known.cited[uid],
            alone,
        )

    def _obstacle(self, view: ItemView) -> Any:
        ask = self._linked.recommendations[view.item.values.recommendation]
        return self._linked.obstacles[ask.values.obstacle]

    @cached_property
    def _by_key(self) -> Mapping[Key, list[str]]:
        made: dict[Key, list[str]] = defaultdict(list)
        for uid, said in self._said.items():
            for key in _keys(said):
                made[key].append(uid)
        return made


def _keys(said: ResultSaid) -> Iterator[Key]:
    """What brings a row and a recommendation side by side."""
    yield "words", squash(said.words)
    for code in sorted(said.codes):
        yield "code", code
    if said.letter:
        yield "letter", said.letter
    for key in sorted(said.cited.keys):
        yield "cited", key


def _key(number: object) -> str:
    return doc_key(number) if isinstance(number, str) and number else ""


def _without_codes(values: Incoming) -> tuple[str, frozenset[str]]:
    """The words of a row without codes of records, and the codes that it cites."""
    cites = frozenset(code.upper() for key in _CITING for code in _CODE.findall(str(values.get(key) or "")))
    words = str(values.get("recommendation") or "")
    return _CODE.sub(" ", words).strip(" \n:;,.-–()[]") if cites else words, cites
