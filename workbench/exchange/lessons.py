"""What officers corrected before, as recognition uses it: pure values, looked up by sender and form.

A lesson of one sender counts for that sender only, one without a sender for all; of two that disagree the one
learned under the same headings counts, then the sender's own, then the newer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast, get_args

from workbench.exchange.recognised import BandKind, LearnedHeading
from workbench.values.text import clean, fold

LessonKind = Literal["heading", "band", "form", "unit", "value", "table"]
_LONGEST_LABEL = 120
_BANDS = frozenset(get_args(BandKind))


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing learned; fields as in the record. Later ones of a sequence are newer."""

    kind: LessonKind
    words: str
    meaning: str
    form: str = ""
    sender: str = ""
    layout: str = ""
    field: str = ""
    place: int = 1


def layout_of(headings: Iterable[str]) -> str:
    """Fingerprint of a table's headings, left to right, the running number left out."""
    words = "\n".join(fold(clean(heading)) for heading in headings)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def row_words(texts: Iterable[str]) -> str:
    """The first words of a row, as written; "" when it has none that are short."""
    words = next((text for text in texts if any(letter.isalpha() for letter in text)), "")
    return words if len(words) <= _LONGEST_LABEL else ""


def row_label(texts: Iterable[str]) -> str:
    """What a row is known by from one file to the next: its first words, folded."""
    return fold(row_words(texts))


@dataclass(frozen=True)
class Lessons:
    """All lessons of a record."""

    every: tuple[Lesson, ...] = ()

    @cached_property
    def _found(self) -> Mapping[tuple[str, str, str, str], list[Lesson]]:
        made: dict[tuple[str, str, str, str], list[Lesson]] = {}
        for lesson in self.every:
            made.setdefault((lesson.kind, lesson.form, lesson.field, fold(clean(lesson.words))), []).append(lesson)
        return made

    @cached_property
    def _senders(self) -> frozenset[str]:
        return frozenset(lesson.sender for lesson in self.every)

    def tell_of(self, sender: str) -> bool:
        """Whether there is any lesson for a sender, those for all included."""
        return bool(self.every) and (sender in self._senders or "" in self._senders)

    def _best(
        self, kind: LessonKind, form: str, words: str, sender: str, layout: str = "", field: str = ""
    ) -> Lesson | None:
        found = self._found.get((kind, form, field, words), ())
        mine = [(bool(layout) and x.layout == layout, x.sender == sender, n, x) for n, x in enumerate(found)]
        fitting = [rated for rated in mine if rated[3].sender in ("", sender)]
        return max(fitting, key=lambda rated: rated[:3])[3] if fitting else None

    def headings(self, sender: str) -> tuple[LearnedHeading, ...]:
        """Headings as the book of headings takes them: one meaning for each, what the sender means by it."""
        made: dict[tuple[str, str], LearnedHeading] = {}
        for lesson in self._mine("heading", sender):
            if lesson.place == 1 and (not lesson.meaning or lesson.meaning.isidentifier()):
                key = (lesson.form, fold(clean(lesson.words)))
                made.pop(key, None)
                made[key] = LearnedHeading(lesson.words, lesson.form, lesson.meaning or None, sender)
        return tuple(made.values())

    def _mine(self, kind: LessonKind, sender: str) -> Iterator[Lesson]:
        """Lessons of a kind: those for all first, then the sender's own, each from old to new."""
        for owner in dict.fromkeys(("", sender)):
            yield from (x for x in self.every if x.kind == kind and x.sender == owner)

    def columns(self, form: str, layout: str, sender: str) -> Mapping[tuple[str, int], str]:
        """Under these very headings: (folded heading, n-th of equal ones) -> field, "" for left out."""
        found = (x for x in self._mine("heading", sender) if x.form == form and x.layout == layout)
        return {(fold(clean(x.words)), x.place): x.meaning for x in found}

    def labels(self, form: str, sender: str) -> frozenset[str]:
        """What rows of a form are known by of which something was said, by this sender's files or for all."""
        found = (x for x in self._mine("band", sender) if x.form == form)
        return frozenset(fold(clean(lesson.words)) for lesson in found)

    def band(self, form: str, label: str, sender: str) -> BandKind | None:
        """What rows that begin so were taken for."""
        lesson = self._best("band", form, label, sender) if label else None
        return cast(BandKind, lesson.meaning) if lesson and lesson.meaning in _BANDS else None

    def tables(self, sender: str) -> Mapping[str, tuple[int, str]]:
        """Headings that were marked by hand: fingerprint -> how many rows they have, and the form."""
        found = (x for x in self._mine("table", sender) if x.meaning.isdigit())
        return {lesson.words: (int(lesson.meaning), lesson.form) for lesson in found}

    def form_of(self, layout: str, sender: str) -> str:
        """The form that a table with these headings was said to be; "" when nobody said."""
        lesson = self._best("form", "", layout, sender)
        return lesson.meaning if lesson else ""

    def unit(self, form: str, layout: str, sender: str) -> int | None:
        """Đồng per 1 of amounts in tables under these headings."""
        lesson = self._best("unit", form, layout, sender)
        return int(lesson.meaning) if lesson and lesson.meaning.isdigit() else None

    def value(self, form: str, field: str, text: str, sender: str) -> str:
        """What a name or code that nothing else explains was corrected to; "" when nobody did."""
        lesson = self._best("value", form, fold(clean(text)), sender, field=field)
        return lesson.meaning if lesson else ""
