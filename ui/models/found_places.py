"""Where searched words stand in a text, accents and case aside: for the highlighter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from workbench.values.text import fold

Spans = tuple[tuple[int, int], ...]


def search_words(query: str) -> tuple[str, ...]:
    """Folded parts that a search looks for: single words, or all between quotation marks as one."""
    parts: list[str] = []
    for place, piece in enumerate(query.split('"')):
        folded = fold(piece)
        parts += [folded] if place % 2 and folded else folded.split()
    return tuple(parts)


@lru_cache(maxsize=4096)
def found_places(shown: str, words: tuple[str, ...]) -> Spans:
    """Start and length of every found place in `shown`, in order, overlapping ones joined."""
    if not words or not shown:
        return ()
    folded, places = _folded(shown)
    marked = [False] * len(shown)
    for word in words:
        at = folded.find(word)
        while at >= 0:
            first, last = places[at], places[at + len(word) - 1]
            marked[first : last + 1] = [True] * (last + 1 - first)
            at = folded.find(word, at + 1)
    for place in range(1, len(shown)):  # marks belong to the letter they stand on
        if marked[place - 1] and unicodedata.combining(shown[place]):
            marked[place] = True
    for place in range(1, len(shown) - 1):  # the blank between two found words is marked with them
        if shown[place] == " " and marked[place - 1] and marked[place + 1]:
            marked[place] = True
    return _runs(marked)


@lru_cache(maxsize=4096)
def _folded(shown: str) -> tuple[str, tuple[int, ...]]:
    """The folded text with the place that each of its letters came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(shown):
        piece = " " if letter.isspace() else fold(letter)
        letters.append(piece)
        places += [place] * len(piece)
    return "".join(letters), tuple(places)


def _runs(marked: list[bool]) -> Spans:
    runs: list[tuple[int, int]] = []
    start = -1
    for place, on in enumerate([*marked, False]):
        if on and start < 0:
            start = place
        elif not on and start >= 0:
            runs.append((start, place - start))
            start = -1
    return tuple(runs)
