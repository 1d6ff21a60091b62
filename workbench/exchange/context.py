"""All that recognition may know besides the file: forms, names, lists, the day, what was learned or chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
        return replace(self, overrides=overrides)

    def form(self, key: str) -> FormSpec:
        """The newest version of a form."""
        return next(form for form in self.forms if form.key == key)
