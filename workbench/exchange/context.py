"""All that recognition may know besides the file: forms, names, lists, the day, what was learned or chosen."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from workbench.domain.bodies import BodyBook
from workbench.domain.places import PlaceBook
from workbench.exchange.catalogues import Catalogue
from workbench.exchange.forms import FormSpec
from workbench.exchange.lessons import Lessons
from workbench.exchange.names import Names
from workbench.exchange.recognised import Overrides


@dataclass(frozen=True)
class Context:
    """`sender` (a locality's name) and `period` (a code) are what the officer said beforehand, if anything.

    Of the forms given, those that are only made and never read are left out; their keys are `made_only`.
    `sent_by` is the id of the locality that the file turned out to come from, "" before that is known.
    `written` is the day of the file, None before it is known or where it bears none.
    """

    forms: tuple[FormSpec, ...]
    places: PlaceBook
    bodies: BodyBook
    catalogues: Mapping[str, Catalogue]
    today: date
    lessons: Lessons = field(default_factory=Lessons)
    sender: str = ""
    period: str = ""
    overrides: Overrides = field(default_factory=Overrides)
    sent_by: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", Names(self.places, self.bodies))
        object.__setattr__(self, "made_only", frozenset(form.key for form in self.forms if not form.reads))
        object.__setattr__(self, "forms", tuple(form for form in self.forms if form.reads))

    names: Names = field(init=False)
    made_only: frozenset[str] = field(init=False)
    own_rows: frozenset[tuple[str, int]] = frozenset()
    written: date | None = None

    def with_own_rows(self, rows: frozenset[tuple[str, int]]) -> Context:
        """The same for a form of ours, in which these rows (sheet, row) are known to be records."""
        return self._changed("own_rows", rows) if rows else self

    def with_overrides(self, overrides: Overrides) -> Context:
        """The same, with the officer's corrections."""
        return self._changed("overrides", overrides)

    def written_on(self, day: date | None) -> Context:
        """The same for a file of a day, as its letterhead or its period says."""
        return self._changed("written", day)

    def learned(self, lessons: Lessons) -> Context:
        """The same, with what was learned."""
        return self._changed("lessons", lessons)

    def from_sender(self, sender: str) -> Context:
        """The same for a file that comes from that locality."""
        return self._changed("sent_by", sender)

    def on(self, today: date) -> Context:
        """The same on another day."""
        return self if today == self.today else self._changed("today", today)

    def _changed(self, field_name: str, value: object) -> Context:
        made = copy(self)  # not `replace`: the names read so far stay known
        object.__setattr__(made, field_name, value)
        return made

    def form(self, key: str) -> FormSpec:
        """The newest version of a form."""
        return next(form for form in self.forms if form.key == key)
