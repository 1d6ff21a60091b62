"""Reading a register for its page: rows, counts by view, short codes. Runs on the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.shell.finding import rows_of_code
from workbench.progress import Progress
from workbench.services.register_rows import Row
from workbench.services.registers import VIEWS, Query, Registers
from workbench.values.periods import parse_period


@dataclass(frozen=True, slots=True)
class Listed:
    """What one reading of a register gave."""

    rows: Sequence[Row]
    views: dict[str, int]
    whole: dict[str, int]


def period_label(code: str) -> str:
    """A reporting period in words; what is no period's code stays as it is."""
    period = parse_period(code)
    return period.label() if period else code


def read(registers: Registers, register: str, query: Query, only: frozenset[str], progress: Progress) -> Listed:
    """Rows and counts for a query; a short code (`vm63`) names its record."""
    progress.step(0, 2, "register.reading")
    coded = rows_of_code(registers, register, query.search) if query.search else []
    if coded:
        rows: Sequence[Row] = coded
        counts = {view: len(coded) for view in VIEWS[register]}
    else:
        rows = registers.rows(register, query)
        counts = registers.counts(register, query)
    if register == "agreements" and query.order == "due":  # their end is no deadline, but sorts like one
        dated = sorted((r for r in rows if r.due), key=lambda r: (r.due, r.code), reverse=query.descending)
        rows = [*dated, *(r for r in rows if not r.due)]
    if only:
        rows = [row for row in rows if row.ref.uid in only]
    progress.step(1, 2, "register.reading")
    return Listed(rows, counts, registers.counts(register))


_SECOND = {"escalations": "waiting", "answers": "done", "documents": "in", "plans": "approved", "sectors": "risk"}


def second_number(register: str, whole: dict[str, int]) -> dict[str, int]:
    """The second number of the note beside the title."""
    return {"some": whole.get(_SECOND.get(register, "open"), 0)}
