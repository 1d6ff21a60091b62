"""Reading a register for its page: what is listed, the rows that are seen first, counts by view. Runs on the worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ui.models.listed_rows import ListedRows
from workbench.services.register_rows import Row
from workbench.services.registers import Query, Registers
from workbench.values.periods import parse_period
from workbench.values.text import fold

_SEEN = 40  # rows read on either side of the one that will be current
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """What one reading of a register gave. `place`: where the wanted record stands, -1 when it is not listed; `empty`:
    the register holds nothing at all.
    """

    rows: ListedRows
    place: int
    empty: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """Numbers of a register: rows in each view under the filters, and in the whole."""

    views: Mapping[str, int]
    whole: Mapping[str, int]


def period_label(code: str) -> str:
    """A reporting period in words; what is no period's code stays as it is."""
    period = parse_period(code)
    return period.label() if period else code


def read(registers: Registers, register: str, query: Query, wanted: int, near: int) -> Listed:
    """What is listed, with the rows around the record of number `wanted`, or else around the place `near`."""
    ids = registers.ids(register, query)
    try:
        place = ids.index(wanted) if wanted >= 0 else -1
    except ValueError:
        place = -1
    centre = place if place >= 0 else min(max(near, 0), max(0, len(ids) - 1))
    seen = ids[max(0, centre - _SEEN) : centre + _SEEN + 1]
    first = ids[: _SEEN * 2]
    ready = registers.page(register, [*first, *(number for number in seen if number not in first)])
    rows = ListedRows(ids, lambda asked: registers.page(register, asked), ready)
    return Listed(rows, place, not ids and not registers.count(register))


def count(registers: Registers, register: str, query: Query, own: Mapping[str, Query]) -> Counted:
    """The numbers of a query; with those of own views, each under its own filters."""
    views = registers.counts(register, query) | {key: registers.count(register, view) for key, view in own.items()}
    return Counted(views, registers.counts(register))


def seek(registers: Registers, register: str, query: Query, typed: str, after: Sequence[int]) -> int:
    """Number of the next row after the current one whose title starts with what was typed, or else holds it.

    `after` are the rows listed, the current one first. -1 when there is none.
    """
    found = set(registers.ids(register, query))
    numbers = [number for number in after if number in found][:_LOOKED_AT]
    rows: Mapping[int, Row] = registers.page(register, numbers)
    folded = fold(typed)
    titled = (number for number, row in rows.items() if fold(row.title).startswith(folded))
    return next(titled, next(iter(rows), -1))


_SECOND = {"escalations": "waiting", "answers": "done", "documents": "in", "plans": "approved", "sectors": "risk"}


def second_number(register: str, whole: Mapping[str, int]) -> dict[str, int]:
    """The second number of the note beside the title."""
    return {"some": whole.get(_SECOND.get(register, "open"), 0)}
