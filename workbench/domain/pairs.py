"""What two tellings of a thing say of each other, key by key: the same, something else, or nothing."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from workbench.values.text import squash

Says = Literal["same", "other", ""]


@dataclass(frozen=True, slots=True)
class Pair:
    """A row and a record that may be one. `certain` by keys; else it is asked. Likeness 0–1, reasons as keys."""

    certain: bool
    score: float
    reasons: tuple[str, ...]


@lru_cache(maxsize=65536)
def key_of(text: str) -> str:
    """A text's words as one key: the same text is compared with many."""
    return squash(text)


def of_words(ours: str | None, theirs: str | None) -> Says:
    """Two keys that are the same or are not; nothing where one is missing."""
    return "" if not ours or not theirs else "same" if ours == theirs else "other"


def of_days(ours: str | None, theirs: str | None) -> Says:
    """Two ISO days; a coarse one ("2024-03") does not speak against a day within it, nor surely for it."""
    if not ours or not theirs:
        return ""
    if ours == theirs:
        return "same"
    return "" if ours.startswith(theirs) or theirs.startswith(ours) else "other"


def of_groups(ours: Set[str], theirs: Set[str]) -> Says:
    """Two groups of bodies or places: the same when one of them is in both."""
    return "" if not ours or not theirs else "same" if ours & theirs else "other"
