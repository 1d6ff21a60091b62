"""Reading a register for its page: what is listed, the rows that are seen first, counts by view. Runs on the worker."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ui.models.listed_rows import ListedRows
from workbench.services.register_rows import Row
from workbench.services.registers import Query, Registers
from workbench.values.periods import parse_period
from workbench.values.text import fold

AT_ONCE = 20_000  # rows of a register up to which a list is read whole, with its numbers, before it is shown
FIRST = 60  # rows of a longer one that are shown before the others are known
_SEEN = 40  # rows read on either side of the one that will be current
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Counted:
    """Numbers of a register: rows in each view under the filters, and in the whole."""

    views: Mapping[str, int]
    whole: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be found again: the record of a number, else the rows around a place. `reach`: how many rows from the
    first on have to be there at once, more than `FIRST` for all of them; 0 when a new list is looked at from its top.
    """

    number: int = -1
    place: int = 0
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """What one reading of a register gave. `place`: where the wanted record stands, -1 when it is not listed; `total`:
    rows of the register in all; `complete`: no more rows follow; `counted`: None when it takes longer than the list.
    """

    rows: ListedRows
    place: int
    total: int
    complete: bool = True
    counted: Counted | None = None

    @property
    def empty(self) -> bool:
        """The register holds nothing at all."""
        return not self.total


def period_label(code: str) -> str:
    """A reporting period in words; what is no period's code stays as it is."""
    period = parse_period(code)
    return period.label() if period else code


def read(
    registers: Registers,
    register: str,
    query: Query,
    wanted: Wanted,
    within: Sequence[int] = (),
    own: Mapping[str, Query] | None = None,
) -> Listed:
    """What is listed, or of a large register what can be told of it at once; with the rows around what is wanted.

    `within`: rows of a wider query in the same order, all that can match.
    """
    total = registers.size(register)
    if total > AT_ONCE and wanted.reach <= FIRST:
        ids = registers.first(register, query, FIRST, within)
        enough = ids is not None and (wanted.number < 0 or wanted.number in ids or not wanted.reach)
        if ids is not None and (enough or len(ids) < FIRST):
            return _listed(registers, register, ids, wanted, total, complete=len(ids) < FIRST)
    ids = registers.ids(register, query)
    counted = count(registers, register, query, own or {}) if total <= AT_ONCE else None
    return _listed(registers, register, ids, wanted, total, counted=counted)


def _listed(
    registers: Registers,
    register: str,
    ids: array[int],
    wanted: Wanted,
    total: int,
    *,
    complete: bool = True,
    counted: Counted | None = None,
) -> Listed:
    try:
        place = ids.index(wanted.number) if wanted.number >= 0 else -1
    except ValueError:
        place = -1
    centre = place if place >= 0 else min(wanted.place, max(0, len(ids) - 1)) if wanted.reach else 0
    seen = ids[max(0, centre - _SEEN) : centre + _SEEN + 1]
    rows = ListedRows(ids, lambda asked: registers.page(register, asked), registers.page(register, seen))
    return Listed(rows, place, total, complete, counted)


def count(registers: Registers, register: str, query: Query, own: Mapping[str, Query]) -> Counted:
    """The numbers of a query; with those of own views, each under its own filters."""
    views = registers.counts(register, query) | {key: registers.count(register, view) for key, view in own.items()}
    return Counted(views, registers.whole_counts(register))


def seek(registers: Registers, register: str, query: Query, typed: str, after: Sequence[int]) -> int:
    """Number of the next row after the current one whose title starts with what was typed, or else holds it.

    `after` are the rows listed, the current one first. -1 when there is none.
    """
    numbers: Sequence[int] | None = registers.met(register, query, after, _LOOKED_AT)
    if numbers is None:
        found = set(registers.ids(register, query))
        numbers = list(islice((number for number in after if number in found), _LOOKED_AT))
    rows: Mapping[int, Row] = registers.page(register, numbers)
    folded = fold(typed)
    titled = (number for number, row in rows.items() if fold(row.title).startswith(folded))
    return next(titled, next(iter(rows), -1))


_SECOND = {"escalations": "waiting", "answers": "done", "documents": "in", "plans": "approved", "sectors": "risk"}


def second_number(register: str, whole: Mapping[str, int]) -> dict[str, int]:
    """The second number of the note beside the title."""
    return {"some": whole.get(_SECOND.get(register, "open"), 0)}
