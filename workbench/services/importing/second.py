"""The same report sent again: what differs from the file that was imported before.

    last_file(session, plan)      the newest import of the same report, its file read again; None for a first try
    differences(plan, last)       rows that say what they said, rows that say something else, rows that came or went

The same report: a workbook that this record sent back, or the same sender, period and form.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.errors import UserError
from workbench.exchange.recognised import ParsedRow
from workbench.exchange.returned import answered
from workbench.progress import Progress
from workbench.records.record import Record
from workbench.services.importing.apart import main_fields
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.session import ImportSession, Loaded
from workbench.services.importing.waiting import WAITING
from workbench.values.text import squash

Said = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class LastFile:
    """The file of an earlier import, understood: `code` and day of that import, its rows."""

    code: str
    day: date | None
    rows: tuple[ParsedRow, ...]


@dataclass(frozen=True)
class Differences:
    """How a file differs from the last one. `same` and `changed` are rows of the plan by index; `gone` main texts."""

    code: str
    day: date | None
    same: frozenset[int]
    changed: frozenset[int]
    added: frozenset[int]
    gone: tuple[str, ...]


def last_file(
    session: ImportSession, plan: ImportPlan, loaded: Loaded, progress: Progress | None = None
) -> LastFile | None:
    """The newest import of the report that a plan is for; None when there is none or its file cannot be read."""
    batch = _last(session, plan, loaded)
    if batch is None:
        return None
    values = batch.values
    if values.sha256 == plan.recognised.sha256:
        return LastFile(values.code, values.imported_date, plan.recognised.rows)
    try:
        read = session.recognise(session.reopened(batch.uid, progress))
    except UserError:
        return None
    return LastFile(values.code, values.imported_date, read.rows)


def _last(session: ImportSession, plan: ImportPlan, loaded: Loaded) -> Record[Any] | None:
    repository, submitted = session.workbench.repository, plan.submitted
    told = answered(loaded.raw)
    if told is not None and told.batch:
        found = repository.where("import_batch", code=told.batch)
    elif submitted.sender and submitted.period:
        found = repository.where("import_batch", sender=submitted.sender, period=submitted.period)
    else:
        found = []
    forms, sha256 = set(plan.recognised.forms), plan.recognised.sha256
    before = (
        batch
        for batch in found
        if batch.values.state != "draft"
        and forms & set((batch.values.form or "").split(", "))
        and not (batch.values.sha256 == sha256 and batch.values.state in WAITING)
    )
    return max(before, key=lambda batch: batch.revision, default=None)


def differences(plan: ImportPlan, last: LastFile) -> Differences:
    """Rows compared by what they say, wherever they stand; of the others those about the same thing are changed."""
    held = Counter(_said(row) for row in last.rows)
    same = set()
    for row in plan.rows:
        said = _said(row.row)
        if held[said] > 0:
            held[said] -= 1
            same.add(row.index)
    left: dict[tuple[str, str], list[str]] = defaultdict(list)
    for earlier in last.rows:
        said = _said(earlier)
        if held[said] > 0:
            held[said] -= 1
            left[_about(earlier)].append(_main(earlier))
    changed, added = set(), set()
    for row in plan.rows:
        if row.index not in same:
            about = _about(row.row)
            if left.get(about):
                left[about].pop()
                changed.add(row.index)
            else:
                added.add(row.index)
    gone = tuple(words for several in left.values() for words in several)
    return Differences(last.code, last.day, frozenset(same), frozenset(changed), frozenset(added), gone)


def _said(row: ParsedRow) -> Said:
    filled = ((key, str(cell.value)) for key, cell in row.cells.items() if cell.value not in (None, "", ()))
    return row.form, tuple(sorted(filled))


def _about(row: ParsedRow) -> tuple[str, str]:
    return row.form, row.own or squash(_main(row))


def _main(row: ParsedRow) -> str:
    return " ".join(str(row.value(main_fields()[row.form]) or "").split())
