"""Headings of initials: "GC" for "Ghi chú", "KHV năm" for "Kế hoạch vốn năm", "N.nhân" for "Nguyên nhân"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from workbench.values.text import clean, fold

_LONGEST = 20  # letters of such a heading
_PREFIX = 4  # letters at which the beginning of a word is one no more
_WORD = re.compile(r"[^\W_]+")


class Initials:
    """What the headings of forms are called in short. Built of (form, field, words of one of its headings)."""

    def __init__(self, headings: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        self._by_start: dict[str, list[tuple[str, str, tuple[str, ...]]]] = defaultdict(list)
        for form, field, words in headings:
            if len(words) > 1:
                self._by_start[words[0][0]].append((form, field, words))

    def fields(self, heading: str) -> Mapping[str, str]:
        """The one field of each form that a heading is short for; none where it may be short for two."""
        tokens = _tokens(heading)
        if not tokens:
            return {}
        found: dict[str, set[str]] = defaultdict(set)
        for form, field, words in self._by_start[tokens[0][0]]:
            if _short_for(tokens, words):
                found[form].add(field)
        return {form: next(iter(fields)) for form, fields in found.items() if len(fields) == 1}


def _tokens(heading: str) -> tuple[str, ...]:
    """The words of a heading that may be short ones: a few letters in capitals, or one letter before a point."""
    written = clean(heading).strip()
    words = _WORD.findall(written)
    if len(written) > _LONGEST or not words or any(word.isdigit() for word in words):
        return ()
    pointed = re.search(r"\b[^\W\d_]{1,2}[./]", written) is not None
    if not pointed and not any(2 <= len(word) <= 5 and word.isupper() for word in words):
        return ()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        words = ["".join(words)]  # "G/c"
    return tuple(fold(word) for word in words)


@lru_cache(maxsize=65536)
def _short_for(tokens: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether each token is a word of the heading in full, or the initials of the next ones; not all in full."""
    return len(tokens) < len(words) + 1 and tokens != words and _fits(tokens, words)


def _fits(tokens: tuple[str, ...], words: tuple[str, ...]) -> bool:
    if not tokens or not words:
        return not tokens and not words
    token = tokens[0]
    if token == words[0] and _fits(tokens[1:], words[1:]):
        return True
    if len(token) < _PREFIX and words[0].startswith(token) and _fits(tokens[1:], words[1:]):
        return True  # "Ng.nhân"
    run = words[: len(token)]
    return "".join(word[0] for word in run) == token and _fits(tokens[1:], words[len(token) :])
