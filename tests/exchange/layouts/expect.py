"""What a reader should find in a made-up submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.exchange.raw import RawWorkbook

ANYWHERE = frozenset(("*",))


@dataclass(frozen=True)
class Want:
    """A field's value as the interchange writes it, where it may be said to stand, and readings as good (None too)."""

    value: object
    cells: frozenset[str]
    accept: tuple[object, ...] = ()


@dataclass(frozen=True)
class WantRecord:
    """One record. `place`: sheet and the row of its first line; `optional`: left out is as good."""

    form: str
    fields: Mapping[str, Want]
    place: tuple[str, int]
    optional: bool = False


@dataclass(frozen=True)
class WantFlag:
    """A finding that must (or may) be made at one of some cells."""

    kinds: frozenset[str]
    cells: frozenset[str]
    must: bool = True


@dataclass
class Case:
    """A submission with its answers."""

    name: str
    level: int
    raw: RawWorkbook
    records: list[WantRecord]
    flags: list[WantFlag] = field(default_factory=list)
    province: str = ""
    forms: tuple[str, ...] = ()
