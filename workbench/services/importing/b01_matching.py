"""Agreements of the record that a row of form B01 may be: looked up by keys, judged by `agreement_pairs`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from workbench.domain.agreement_pairs import AgreementSaid, agreement_pair, numbers_differ, worth_comparing
from workbench.domain.cited import Cited, KnownWorks, cited
from workbench.domain.matching import LikeIndex
from workbench.domain.pairs import key_of
from workbench.domain.succession import Successions
from workbench.services.importing.adapter import Candidate
from workbench.services.importing.cells import Incoming
from workbench.services.importing.heirs import places_now
from workbench.values.codes import doc_key

Key = tuple[str, ...]


class AgreementMatching:
    """Finds agreements among many: only those that share a number, a title, rare words, a work or their parties and
    dates with the row are compared with it."""

    def __init__(self, stored: Mapping[str, Mapping[str, Any]], successions: Successions) -> None:
        self._stored = stored
        self._successions = successions

    def candidates(self, values: Incoming) -> Iterator[Candidate]:
        """Agreements that the row is, or may be."""
        if self._stored:
            yield from self._like_those(self._of(values))

    def like(self, uid: str, among: Callable[[str], bool]) -> Iterator[Candidate]:
        """Those of them, `among` which it is looked for, that one of them may be."""
        return self._like_those(self._said[uid], among)

    def _like_those(self, ours: AgreementSaid, among: Callable[[str], bool] | None = None) -> Iterator[Candidate]:
        near = dict.fromkeys(uid for key in _keys(ours, asking=True) for uid in self._by_key.get(key, ()))
        near |= dict.fromkeys(uid for uid, _ in self._like.near(ours.title, among=among))
        for uid in near if among is None else filter(among, near):
            theirs = self._said[uid]
            if not worth_comparing(ours, theirs):
                continue
            if numbers_differ(ours, theirs) and self._like.another_thing(ours.title, uid):
                continue  # of many papers of one day: told apart before their words are compared
            pair = agreement_pair(ours, theirs, self._like.likeness(ours.title, uid))
            if pair is not None:
                yield Candidate(uid, pair.certain, pair.score, pair.reasons)

    @cached_property
    def _like(self) -> LikeIndex:
        return LikeIndex({uid: str(values.get("title", "")) for uid, values in self._stored.items()})

    @cached_property
    def _works(self) -> KnownWorks:
        return KnownWorks(str(values.get(key, "")) for values in self._stored.values() for key in ("title", "content"))

    @cached_property
    def _said(self) -> Mapping[str, AgreementSaid]:
        return {uid: self._of(values) for uid, values in self._stored.items()}

    @cached_property
    def _by_key(self) -> Mapping[Key, list[str]]:
        made: dict[Key, list[str]] = defaultdict(list)
        for uid, said in self._said.items():
            for key in _keys(said, asking=False):
                made[key].append(uid)
        return made

    def _of(self, values: Incoming) -> AgreementSaid:
        title, number = str(values.get("title") or ""), values.get("doc_no")
        return AgreementSaid(
            title,
            doc_key(number) if number else "",
            str(values.get("signed_date") or ""),
            places_now(values.get("parties", ()), self._successions),
            (values.get("start_year"), values.get("end_year")),
            str(values.get("sector") or ""),
            self._cited(title, str(values.get("content") or "")),
        )

    def _cited(self, title: str, content: str) -> Cited:
        """Works by the title, or by the content where the title names none; papers by both."""
        named, more = (self._works.cited(text) if text else cited("") for text in (title, content))
        return Cited(named.papers | more.papers, named.works or more.works)


def _keys(said: AgreementSaid, *, asking: bool) -> Iterator[Key]:
    """What brings two agreements side by side, the one that is `asking` and one that is asked.

    The same years do unless both have numbers: such two are compared for one number or one day, by the keys of these.
    """
    if said.number:
        yield "number", said.number
    if said.title:
        yield "title", key_of(said.title)
    for key in sorted(said.cited.keys):
        yield "cited", key
    if len(said.parties) > 1:
        parties = tuple(sorted(said.parties))
        if said.signed:
            yield "signed", said.signed, *parties
        if said.years != (None, None):
            years = (str(said.years[0]), str(said.years[1]), *parties)
            if not (asking and said.number):
                yield "years", *years
            if asking == bool(said.number):
                yield "years without number", *years
