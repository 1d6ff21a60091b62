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
from workbench.exchange.names import Names
from workbench.exchange.recognised import LearnedHeading, Overrides


@dataclass(frozen=True)
class Context:
    """`sender` (a locality's name) and `period` (a code) are what the officer said beforehand, if anything."""

    forms: tuple[FormSpec, ...]
    places: PlaceBook
    bodies: BodyBook
    catalogues: Mapping[str, Catalogue]
    today: date
    learned: tuple[LearnedHeading, ...] = ()
    sender: str = ""
    period: str = ""
    overrides: Overrides = field(default_factory=Overrides)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", Names(self.places, self.bodies))

    names: Names = field(init=False)

    def with_overrides(self, overrides: Overrides) -> Context:
        """The same, with the officer's corrections."""
        return self._changed("overrides", overrides)

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
